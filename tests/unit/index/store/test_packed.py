"""Packing: articles together as one by one, and what cannot be packed in its place."""

from dataclasses import replace

import pytest

from index.errors import ItemError
from index.store.packed import PackedArticle, pack_all, pack_article, unpack_article
from tests.builders import an_article

_UNSTORABLE = replace(an_article(), body="壞\ud800字")


def test_a_packed_article_comes_back_as_it_was() -> None:
    article = an_article(title="稀土產業", body="包頭推進稀土新材料。")
    assert unpack_article(pack_article(article)) == article


def test_articles_packed_together_are_what_each_is_alone() -> None:
    articles = [
        an_article(body="包頭推進稀土新材料。"),
        an_article(title="短訊", body="短。"),
        an_article(body=""),
    ]
    assert pack_all(articles) == [pack_article(article) for article in articles]


def test_what_cannot_be_packed_leaves_its_error_between_the_others() -> None:
    made = pack_all([an_article(), _UNSTORABLE, an_article()])
    assert [type(one) for one in made] == [PackedArticle, ItemError, PackedArticle]


def test_one_that_cannot_be_packed_alone_raises() -> None:
    with pytest.raises(ItemError, match="lone surrogate"):
        pack_article(_UNSTORABLE)
