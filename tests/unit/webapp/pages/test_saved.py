"""What is saved as a search: a query, or the address of a page of results."""

from __future__ import annotations

import pytest

from index.errors import ParameterError
from index.regions.gazetteer import Gazetteer
from webapp.saved_searches import parse_saved


@pytest.mark.parametrize(
    ("text", "saved"),
    [
        ("稀土 -煤", "q=%E7%A8%80%E5%9C%9F+-%E7%85%A4"),
        ("http://news.example/?q=a&page=3&script=hans", "q=a"),
        ("https://news.example/archive/?region=15", "region=15"),
        ("https://news.example/article/x?q=a", "q=a"),
        ("http://news.example/", ""),
    ],
)
def test_a_query_or_the_address_of_a_search_is_saved(text: str, saved: str) -> None:
    assert parse_saved(text, (), Gazetteer.load()) == saved


@pytest.mark.parametrize("path", ["article/x", "person/王毅", "feeds?lang=en"])
def test_the_address_of_another_page_is_not_taken_for_all_articles(path: str) -> None:
    with pytest.raises(ParameterError, match="no page of results"):
        parse_saved(f"http://news.example/{path}", (), Gazetteer.load())
