"""Digests of an article: of its text, which tell versions apart, and of all that is indexed of it.

A digest is a signed 63-bit integer, so that it fits an SQLite integer and an engine's signed field alike. It must not
depend on the process (no `hash()`), and changing what it covers asks for a new store version (`schema_sql.py`). The
stores write digests with every change; `verify` and `zhengwen check` compute them again.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from index.model import Article, PartialDate


class TextKey(NamedTuple):
    """Digests of a title and a body: equal where the text is (63 bits, compared within one article only)."""

    title: int
    body: int


def digest_bytes(content: bytes) -> int:
    """The signed 63-bit digest of some bytes: the upper 63 of the first 64 bits of BLAKE2b."""
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True) >> 1


def text_key(title: str, body: str) -> TextKey:
    """The digests of a text; UnicodeEncodeError for lone surrogates, which UTF-8 cannot hold."""
    return TextKey(digest_bytes(title.encode()), digest_bytes(body.encode()))


EMPTY_TEXT = digest_bytes(b"")
"""The digest of a title or body that is not there."""


def content_digest(article: Article, key: TextKey | None = None) -> int:
    """The digest of everything that is indexed of an article; *key*, where known, saves hashing its text again.

    Title, body, source, dates, regions and the names of its entities. Not url, author, tags, offices or spans: they are
    shown, never searched, filtered or counted.
    """
    if key is None:
        key = text_key(article.title, article.body)
    parts = [str(key.title), str(key.body), _part(article.source)]
    # A flag that few articles have, so that the digests of all others stay what they were.
    parts += (
        _iso(article.published),
        _iso(article.event_date),
        *article.regions,
        *["ahead"] * article.date_ahead,
    )
    for entity in article.entities:
        parts += (entity.kind, entity.name, entity.canonical)
    # A unit separator stands in no name; what is joined so is a third of the time of quoting every string.
    return digest_bytes("\x1f".join(parts).encode())


def _part(value: str | None) -> str:
    # An empty source and none at all are different values.
    return "" if value is None else f"={value}"


def _iso(date: PartialDate | None) -> str:
    return "" if date is None else date.iso()
