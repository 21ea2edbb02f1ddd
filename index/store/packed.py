"""An article packed for a store: of its rows, all that can be made without one.

Worker processes pack what they prepared, so that the one process that writes does no more than write (of 120 µs that an
article cost it, 70). Pure; which rows a store then writes is its own business (`merging.py`, `sqlite_store.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.analysis.sketches import sketch_all
from index.errors import ItemError
from index.model import Article
from index.store.digest import TextKey, content_digest, text_key
from index.store.rows import pack_raw, parse_particulars, render_particulars, unpack_raw


class PackedArticle(NamedTuple):
    """An article as a store takes it.

    *raw* is compressed against the body, None where it equals it; *key* and *digest* are those of `digest.py`,
    *particulars* the rest as `rows.py` renders it, *sketch* what
    its near-copies are looked for by (`analysis/sketches.py`). A named tuple, as one is handed over per article.
    """

    id: str
    identity: str
    title: str
    body: str
    raw: bytes | None
    source: str | None
    key: TextKey
    digest: int
    particulars: str
    sketch: bytes


def pack_article(article: Article) -> PackedArticle:
    """Pack *article*; ItemError where a text of it holds a lone surrogate, which no store can keep."""
    (packed,) = pack_all((article,))
    if isinstance(packed, ItemError):
        raise packed
    return packed


def pack_all(articles: Sequence[Article]) -> list[PackedArticle | ItemError]:
    """`pack_article` for each of *articles*, whose sketches are made together; what cannot be packed has its error in its place."""
    sketches = sketch_all([one.title for one in articles], [one.body for one in articles])
    return [_pack(article, sketch) for article, sketch in zip(articles, sketches, strict=True)]


def _pack(article: Article, sketch: bytes) -> PackedArticle | ItemError:
    try:
        key = text_key(article.title, article.body)
        particulars = render_particulars(article)
        (particulars + article.id + article.identity).encode()
        return PackedArticle(
            id=article.id,
            identity=article.identity,
            title=article.title,
            body=article.body,
            raw=pack_raw(article.raw, article.body),
            source=article.source,
            key=key,
            digest=content_digest(article, key),
            particulars=particulars,
            sketch=sketch,
        )
    except UnicodeEncodeError as error:
        return ItemError(f"its text holds a lone surrogate (U+{ord(error.object[error.start]):04X})")


def unpack_article(packed: PackedArticle) -> Article:
    """The article again: `unpack_article(pack_article(a)) == a`."""
    raw = unpack_raw(packed.raw, packed.body)
    bare = Article(id=packed.id, identity=packed.identity, title=packed.title, body=packed.body, raw=raw)
    return parse_particulars(packed.particulars, bare)
