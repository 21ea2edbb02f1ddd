"""Whether a store is what it was when it was written: pages that can be read, rows that fit their digests.

SQLite keeps no checksum of its pages, so a flipped byte in a text reads as another text; the digests stored beside each
row show it. Reads only, and never mends. `check` prints what is found here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, TypeAlias

from index.errors import DamagedError
from index.model import Article
from index.store.digest import TextKey, content_digest, digest_bytes, text_key
from index.store.rows import parse_particulars, unpack_raw
from index.store.stories import ALONE, Link, group_by_links

Row: TypeAlias = tuple[Any, ...]
MAX_PAGE_FAULTS = 20

_ARTICLES = (
    "SELECT a.id, a.identity, a.version, a.digest, a.title_digest, a.body_digest, a.stored_at, a.checksum,"
    " a.particulars, a.source, t.title, t.body, r.raw,"
    " (SELECT count(*) FROM versions v WHERE v.ordinal = a.ordinal AND v.number < a.version)"
    " FROM articles a LEFT JOIN texts t USING (ordinal) LEFT JOIN raws r USING (ordinal) WHERE a.removed = 0"
)
_VERSIONS = (
    "SELECT a.id, v.number, v.title_digest, v.body_digest, v.title, v.body"
    " FROM versions v JOIN articles a USING (ordinal)"
)

_STORIES = "SELECT ordinal, id, story FROM articles WHERE story > 0 OR ordinal IN (SELECT ordinal FROM links)"
_LINKS = "SELECT ordinal, other FROM links"


def row_checksum(article_id: str, version: int, stored_at: str, particulars: str) -> int:
    """The digest of what the content digest leaves out: shown particulars (url, author, tags, spans) and times."""
    return digest_bytes("\0".join((article_id, str(version), stored_at, particulars)).encode())


def detect_faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Every fault of a store in words, none for a sound one; damage is reported and not raised."""
    faults: list[str] = []
    try:
        for (finding,) in connection.execute(f"PRAGMA integrity_check({MAX_PAGE_FAULTS})"):
            if finding != "ok":
                faults.append(f"the store's file: {finding}")
        for row in connection.execute(_ARTICLES):
            faults += (f"article {row[0]}: {fault}" for fault in _article_faults(row))
        for article_id, number, title_digest, body_digest, title, body in connection.execute(_VERSIONS):
            if text_key(title, body) != TextKey(title_digest, body_digest):
                faults.append(f"article {article_id}: version {number} does not fit its digest")
        faults += _story_faults(connection)
    except sqlite3.DatabaseError as error:
        faults.append(f"the store's file cannot be read on: {error}")
    return tuple(faults)


def _story_faults(connection: sqlite3.Connection) -> Iterator[str]:
    articles = connection.execute(_STORIES).fetchall()
    links = [Link(*row) for row in connection.execute(_LINKS)]
    expected = group_by_links([ordinal for ordinal, _, _ in articles], links)
    for ordinal, article_id, story in articles:
        if expected.get(ordinal, ALONE) != story:
            yield f"article {article_id}: is not in the story of its copies (zhengwen rebuild groups them anew)"


def _article_faults(row: Row) -> Iterator[str]:
    (article_id, identity, version, digest, title_digest, body_digest) = row[:6]
    (stored_at, checksum, particulars, source, title, body, raw, earlier) = row[6:]
    if title is None or body is None:
        yield "its text is missing"
        return
    if row_checksum(article_id, version, stored_at, particulars) != checksum:
        yield "its particulars do not fit their checksum"
    if earlier != version - 1:
        yield f"has {earlier} earlier versions instead of {version - 1}"
    key = text_key(title, body)
    if key != TextKey(title_digest, body_digest):
        yield "its text does not fit its digest"
    try:
        bare = Article(id=article_id, identity=identity, title=title, body=body, raw=unpack_raw(raw, body))
        article = parse_particulars(particulars, bare)
        if content_digest(article, key) != digest:
            yield "its content does not fit its digest"
        if article.source != source:
            yield "is counted for another source than its own"
    except DamagedError as error:
        yield str(error)
