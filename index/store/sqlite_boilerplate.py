"""Learned paragraphs and readings in SQLite: their tables and statements.

A writer makes the tables where they are missing; a reader of an older store sees nothing learned. Connections are lent by
`sqlite_store.py`, which also replaces texts.
"""

from __future__ import annotations

import sqlite3
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import AbstractContextManager

from index.errors import DamagedError
from index.store.boilerplate import LearnedParagraph, Reading

BOILERPLATE_TABLES = """
CREATE TABLE boilerplate (
    publisher TEXT NOT NULL,
    key INTEGER NOT NULL,
    text TEXT NOT NULL,
    articles INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    PRIMARY KEY (publisher, key)
) WITHOUT ROWID;
CREATE TABLE readings (
    ordinal INTEGER PRIMARY KEY REFERENCES articles (ordinal),
    publisher TEXT NOT NULL,
    uncut BLOB
);
CREATE INDEX readings_by_publisher ON readings (publisher, ordinal);
"""

_LEARNED = (
    "SELECT publisher, key, text, articles, kept FROM boilerplate ORDER BY publisher, articles DESC, text"
)
_PUT_LEARNED = (
    "INSERT OR REPLACE INTO boilerplate (publisher, key, text, articles, kept) VALUES (?, ?, ?, ?, ?)"
)
_PUBLISHERS = "SELECT DISTINCT publisher FROM readings ORDER BY publisher"
_READINGS = (
    "SELECT r.ordinal, a.id, t.body, r.uncut FROM readings r JOIN articles a USING (ordinal) JOIN texts t USING (ordinal)"
    " WHERE r.publisher = ? AND a.removed = 0 ORDER BY r.ordinal DESC LIMIT ?"
)
_NOTE = "INSERT OR REPLACE INTO readings (ordinal, publisher, uncut) VALUES (?, ?, ?)"
_FORGET = "DELETE FROM readings WHERE ordinal = ?"
_ALL = -1


def add_boilerplate_tables(connection: sqlite3.Connection) -> None:
    """Make the tables in a store that has none."""
    if not _has_tables(connection):
        connection.executescript(f"BEGIN IMMEDIATE; {BOILERPLATE_TABLES} COMMIT;")


class SqliteBoilerplateReading(ABC):
    """Reads what was learned through a connection that it borrows for each question."""

    @abstractmethod
    def _borrowed(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection for one thread and one question; SQLite's errors leave it as the project's."""

    def learned_paragraphs(self) -> tuple[LearnedParagraph, ...]:
        """All of them, by publisher, the commonest first, then by text."""
        with self._borrowed() as connection:
            rows = connection.execute(_LEARNED).fetchall() if _has_tables(connection) else []
        return tuple(
            LearnedParagraph(publisher=publisher, key=key, text=text, articles=articles, kept=bool(kept))
            for publisher, key, text, articles, kept in rows
        )

    def publishers(self) -> tuple[str, ...]:
        """Every publisher that has readings, by name."""
        with self._borrowed() as connection:
            rows = connection.execute(_PUBLISHERS).fetchall() if _has_tables(connection) else []
        return tuple(publisher for (publisher,) in rows)

    def readings(self, publisher: str, newest: int | None = None) -> tuple[Reading, ...]:
        """The readings of a publisher, the last stored first, at most *newest* of them."""
        wanted = (publisher, _ALL if newest is None else newest)
        with self._borrowed() as connection:
            rows = connection.execute(_READINGS, wanted).fetchall() if _has_tables(connection) else []
        return tuple(
            Reading(
                ordinal=ordinal, id=article_id, body=body, uncut=body if uncut is None else _unpacked(uncut)
            )
            for ordinal, article_id, body, uncut in rows
        )


class SqliteBoilerplateWriting(SqliteBoilerplateReading):
    """Changes what was learned, inside the store's transaction."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """The connection inside a transaction, begun where there is none."""

    def put_learned(self, paragraphs: Iterable[LearnedParagraph]) -> None:
        """Note paragraphs, in place of what was noted under their publisher and key."""
        rows = [(one.publisher, one.key, one.text, one.articles, one.kept) for one in paragraphs]
        if rows:
            with self._writing() as connection:
                connection.executemany(_PUT_LEARNED, rows)

    def note_reading(self, ordinal: int, publisher: str | None, uncut: str | None) -> None:
        """Say that an article's text may be cut, and what it was where it is; None for *publisher*: it may not."""
        with self._writing() as connection:
            if publisher is None:
                connection.execute(_FORGET, (ordinal,))
            else:
                packed = None if uncut is None else zlib.compress(uncut.encode())
                connection.execute(_NOTE, (ordinal, publisher, packed))


def _has_tables(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'readings'")
    return found.fetchone() is not None


def _unpacked(packed: bytes) -> str:
    try:
        return zlib.decompress(packed).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise DamagedError(f"the store's uncut text cannot be read: {error}") from error
