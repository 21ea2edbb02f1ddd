"""New articles into the tables, many in one statement; which are new for certain is found here too.

Nine in ten articles that are put were never seen: for them a look at each and an insertion of each would cost twice the
time. What may be known goes the long way through `sqlite_store.py`, one by one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from index.store.packed import PackedArticle
from index.store.verification import row_checksum

_INSERT = (
    "INSERT INTO articles (ordinal, id, identity, sequence, version, digest, title_digest, body_digest, removed,"
    " stored_at, source, checksum, particulars) VALUES (?, ?, ?, ?, 1, ?, ?, ?, 0, ?, ?, ?, ?)"
)
_INSERT_TEXT = "INSERT INTO texts (ordinal, title, body) VALUES (?, ?, ?)"
_INSERT_RAW = "INSERT INTO raws (ordinal, raw) VALUES (?, ?)"
_IDENTITIES_AMONG = "SELECT identity FROM articles WHERE identity IN (SELECT value FROM json_each(?))"
_IDS_AMONG = "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))"
# Rows are never deleted, so no ordinal is given twice.
_LAST_ORDINAL = "SELECT coalesce(max(ordinal), 0) FROM articles"


@dataclass(frozen=True, slots=True)
class Inserted:
    """The ordinals and sequences that new articles got, in their order."""

    ordinals: range
    sequences: range


def unknown_places(connection: sqlite3.Connection, articles: Sequence[PackedArticle]) -> set[int]:
    """Where in *articles* those stand whose identity and id neither the store has nor another one before them."""
    identities = _known_among(connection, _IDENTITIES_AMONG, [article.identity for article in articles])
    ids = _known_among(connection, _IDS_AMONG, [article.id for article in articles])
    places = set()
    for place, article in enumerate(articles):
        if article.identity not in identities and article.id not in ids:
            places.add(place)
        identities.add(article.identity)
        ids.add(article.id)
    return places


def insert_articles(
    connection: sqlite3.Connection, articles: Sequence[PackedArticle], sequence: int, stored_at: str
) -> Inserted:
    """Insert *articles*, all unknown, whose changes follow *sequence*."""
    last: int = connection.execute(_LAST_ORDINAL).fetchone()[0]
    inserted = Inserted(
        ordinals=range(last + 1, last + 1 + len(articles)),
        sequences=range(sequence + 1, sequence + 1 + len(articles)),
    )
    rows = zip(inserted.ordinals, inserted.sequences, articles, strict=True)
    connection.executemany(_INSERT, [_row(*row, stored_at) for row in rows])
    texts = zip(inserted.ordinals, articles, strict=True)
    connection.executemany(_INSERT_TEXT, [(ordinal, one.title, one.body) for ordinal, one in texts])
    raws = zip(inserted.ordinals, articles, strict=True)
    connection.executemany(_INSERT_RAW, [(ordinal, one.raw) for ordinal, one in raws if one.raw is not None])
    return inserted


def _known_among(connection: sqlite3.Connection, query: str, values: list[str]) -> set[str]:
    return {known for (known,) in connection.execute(query, (json.dumps(values),))}


def _row(ordinal: int, sequence: int, article: PackedArticle, stored_at: str) -> tuple[object, ...]:
    return (
        ordinal,
        article.id,
        article.identity,
        sequence,
        article.digest,
        article.key.title,
        article.key.body,
        stored_at,
        article.source,
        row_checksum(article.id, 1, stored_at, article.particulars),
        article.particulars,
    )
