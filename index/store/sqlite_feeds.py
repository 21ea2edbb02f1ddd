"""Subscriptions in SQLite: their tables and statements.

The tables, and later `full_text`, were added to stores that had none: a writer makes them where they are missing, a reader of an
older store sees no feeds, or feeds without that wish. Nothing else of the store is known here; connections are lent by `sqlite_store.py`.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from index.errors import NotFoundError
from index.store.feeds import Feed, TakenEntry

FEED_TABLES = """
CREATE TABLE feeds (
    url TEXT PRIMARY KEY,
    added_at TEXT NOT NULL,
    title TEXT,
    site_url TEXT,
    source TEXT,
    moved_to TEXT,
    etag TEXT,
    last_modified TEXT,
    last_success TEXT,
    last_error TEXT,
    last_error_at TEXT,
    next_try TEXT,
    failures INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    full_text INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE feed_entries (
    url TEXT NOT NULL REFERENCES feeds (url) ON DELETE CASCADE,
    entry INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    completed INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (url, entry)
) WITHOUT ROWID;
"""

_ALL = (
    "SELECT url, added_at, title, site_url, source, moved_to, etag, last_modified, last_success, last_error,"
    " last_error_at, next_try, failures, articles, full_text FROM feeds ORDER BY added_at, url"
)
_ALL_BEFORE_FULL_TEXT = _ALL.replace(" full_text", " 0")
_ADD_FULL_TEXT = "ALTER TABLE feeds ADD COLUMN full_text INTEGER NOT NULL DEFAULT 0"
# Not INSERT OR REPLACE: that deletes the row first, and with it the entries.
_PUT = (
    "INSERT INTO feeds (url, added_at, title, site_url, source, moved_to, etag, last_modified, last_success,"
    " last_error, last_error_at, next_try, failures, articles, full_text)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (url) DO UPDATE SET added_at = excluded.added_at, title = excluded.title,"
    " site_url = excluded.site_url, source = excluded.source, moved_to = excluded.moved_to, etag = excluded.etag,"
    " last_modified = excluded.last_modified, last_success = excluded.last_success,"
    " last_error = excluded.last_error, last_error_at = excluded.last_error_at, next_try = excluded.next_try,"
    " failures = excluded.failures, articles = excluded.articles, full_text = excluded.full_text"
)
_ENTRIES = "SELECT entry, digest, completed, attempts FROM feed_entries WHERE url = ? ORDER BY entry"
_FORGET_ENTRIES = "DELETE FROM feed_entries WHERE url = ?"
_PUT_ENTRY = (
    "INSERT OR REPLACE INTO feed_entries (url, entry, digest, completed, attempts) VALUES (?, ?, ?, ?, ?)"
)


def add_feed_tables(connection: sqlite3.Connection) -> None:
    """Make the tables in a store that has none, and the column that earlier ones lack."""
    if not _has_feeds(connection):
        connection.executescript(f"BEGIN IMMEDIATE; {FEED_TABLES} COMMIT;")
    elif not _has_full_text(connection):
        connection.execute(_ADD_FULL_TEXT)


class SqliteFeedReading(ABC):
    """Reads subscriptions through a connection that it borrows for each question."""

    @abstractmethod
    def _borrowed(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection for one thread and one question; SQLite's errors leave it as the project's."""

    def feeds(self) -> tuple[Feed, ...]:
        """Every subscription, by the time it was added, then by url."""
        with self._borrowed() as connection:
            query = _ALL if _has_full_text(connection) else _ALL_BEFORE_FULL_TEXT
            rows = connection.execute(query).fetchall() if _has_feeds(connection) else []
        return tuple(
            Feed(
                url=row[0],
                added_at=dt.datetime.fromisoformat(row[1]),
                title=row[2],
                site_url=row[3],
                source=row[4],
                moved_to=row[5],
                etag=row[6],
                last_modified=row[7],
                last_success=_parse_time(row[8]),
                last_error=row[9],
                last_error_at=_parse_time(row[10]),
                next_try=_parse_time(row[11]),
                failures=row[12],
                articles=row[13],
                full_text=bool(row[14]),
            )
            for row in rows
        )

    def feed_entries(self, url: str) -> tuple[TakenEntry, ...]:
        """What was noted of a feed's entries, by *entry*."""
        with self._borrowed() as connection:
            rows = connection.execute(_ENTRIES, (url,)).fetchall() if _has_feeds(connection) else []
        return tuple(
            TakenEntry(entry, digest, bool(completed), attempts)
            for entry, digest, completed, attempts in rows
        )


class SqliteFeedWriting(SqliteFeedReading):
    """Changes subscriptions, inside the store's transaction."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """The connection inside a transaction, begun where there is none."""

    def put_feed(self, feed: Feed) -> None:
        """Subscribe, or replace what is known of a subscription."""
        row = (
            *(feed.url, _render_time(feed.added_at), feed.title, feed.site_url, feed.source, feed.moved_to),
            *(feed.etag, feed.last_modified, _render_time(feed.last_success), feed.last_error),
            *(_render_time(feed.last_error_at), _render_time(feed.next_try), feed.failures, feed.articles),
            feed.full_text,
        )
        with self._writing() as connection:
            connection.execute(_PUT, row)

    def put_feed_entries(self, url: str, entries: Sequence[TakenEntry]) -> None:
        """Replace what was noted of a feed's entries. Raises NotFoundError."""
        with self._writing() as connection:
            if connection.execute("SELECT 1 FROM feeds WHERE url = ?", (url,)).fetchone() is None:
                raise NotFoundError(f"there is no feed {url}")
            connection.execute(_FORGET_ENTRIES, (url,))
            connection.executemany(_PUT_ENTRY, [(url, *entry) for entry in entries])

    def remove_feed(self, url: str) -> None:
        """End a subscription. Raises NotFoundError."""
        with self._writing() as connection:
            if connection.execute("DELETE FROM feeds WHERE url = ?", (url,)).rowcount == 0:
                raise NotFoundError(f"there is no feed {url}")


def _has_feeds(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'feed_entries'")
    return found.fetchone() is not None


def _has_full_text(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM pragma_table_info('feeds') WHERE name = 'full_text'")
    return found.fetchone() is not None


def _render_time(time: dt.datetime | None) -> str | None:
    return None if time is None else time.astimezone(dt.UTC).isoformat()


def _parse_time(text: str | None) -> dt.datetime | None:
    return None if text is None else dt.datetime.fromisoformat(text)
