"""The article store in one SQLite file: a reader for many threads and a writer for one.

Write-ahead log with `synchronous=FULL`: what `commit` acknowledged survives a killed process and a power cut, and
readers never wait. The caller holds the folder's `WriterLock` (`lock.py`) while a writer is open. What a second input
changes is decided in `merging.py`, how an article becomes rows in `rows.py`, the queries stand in `sqlite_reading.py`,
file and errors in `database.py`, which connection a reader takes in `reading_pool.py`. No index is known here: engines follow by `changes_after`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from index.errors import GoneError, NotFoundError
from index.model import Article
from index.store.database import STORE_FILE, open_for_writing, translated_errors
from index.store.digest import EMPTY_TEXT, TextKey, content_digest
from index.store.known_articles import Known, find_known, known_by_id, known_by_ordinal
from index.store.merging import (
    BodyChange,
    compare_bodies,
    complete_key,
    merge_derived,
    merge_late_particulars,
    merge_particulars,
)
from index.store.near_copies import is_told_otherwise
from index.store.packed import PackedArticle, pack_article, unpack_article
from index.store.port import NameKind, PutOutcome, PutResult
from index.store.reading_pool import ReadingPool
from index.store.rows import render_particulars
from index.store.sqlite_boilerplate import SqliteBoilerplateWriting
from index.store.sqlite_feeds import SqliteFeedWriting
from index.store.sqlite_inserting import insert_articles, unknown_places
from index.store.sqlite_reading import Row, SqliteReading, raise_absent, storable_id
from index.store.sqlite_stories import SqliteStoryWriting
from index.store.verification import row_checksum

_PAGE_ROWS = 500
"""Rows fetched at once while walking the whole store: about 1 MB of usual articles."""
_GREATEST = 2**62

_UPDATE = (
    "UPDATE articles SET sequence = ?, version = ?, digest = ?, title_digest = ?, body_digest = ?, removed = 0,"
    " stored_at = ?, source = ?, checksum = ?, particulars = ? WHERE ordinal = ?"
)
_REMOVE = (
    "UPDATE articles SET sequence = ?, version = 0, digest = 0, title_digest = 0, body_digest = 0, removed = 1,"
    " stored_at = '', source = NULL, checksum = 0, particulars = '', story = 0 WHERE ordinal = ?"
)
_KEEP_VERSION = (
    "INSERT INTO versions (ordinal, number, title_digest, body_digest, stored_at, title, body)"
    " SELECT ordinal, version, title_digest, body_digest, stored_at, title, body"
    " FROM articles JOIN texts USING (ordinal) WHERE ordinal = ?"
)
_EARLIER_BODIES = "SELECT body_digest FROM versions WHERE ordinal = ?"
_SET_TEXT = "INSERT OR REPLACE INTO texts (ordinal, title, body) VALUES (?, ?, ?)"
_SET_TITLE = "UPDATE texts SET title = ? WHERE ordinal = ?"
_SET_BODY = "UPDATE texts SET body = ? WHERE ordinal = ?"
_SET_RAW = "INSERT OR REPLACE INTO raws (ordinal, raw) VALUES (?, ?)"


class SqliteStoreReader(SqliteReading):
    """Reads the store in a folder; for any number of threads, and after a fork."""

    def __init__(self, folder: Path) -> None:
        """Open the store. Raises NotBuiltError where there is none, DamagedError, IncompatibleError, ReadOnlyError."""
        self._pool = ReadingPool(folder)
        self._names = {}

    def close(self) -> None:
        """Release the files; a question under way in another thread ends first, then its file is released."""
        self._pool.close()

    def _borrowed(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._pool.borrowed()

    def _walk(self, query: str, after: int) -> Iterator[Row]:
        # A connection and a transaction of its own: the whole walk sees one state, whatever is committed meanwhile.
        with self._pool.opened() as connection:
            connection.execute("BEGIN")
            cursor = connection.execute(query, (after, _GREATEST))
            while rows := cursor.fetchmany(_PAGE_ROWS):
                yield from rows


class SqliteStoreWriter(SqliteReading, SqliteBoilerplateWriting, SqliteFeedWriting, SqliteStoryWriting):
    """Changes the store in a folder, making it where there is none; one per folder, used by one thread at a time.

    *now* gives the aware time that new versions are stamped with.
    """

    def __init__(self, folder: Path, *, now: Callable[[], dt.datetime]) -> None:
        """Open or make the store. Raises DamagedError, IncompatibleError, StorageFullError."""
        self._path = folder / STORE_FILE
        self._now = now
        self._connection = open_for_writing(folder)
        self._sequence = 0
        self._open_stories(self._connection)

    def put(self, article: Article, *, again: bool = False) -> PutResult:
        """Store an article under its identity, as the laws of the port say. Its id is kept from the first time.

        Raises ItemError where a text holds a lone surrogate; then nothing of the article is stored.
        """
        packed = pack_article(article)
        with self._writing():
            return self._put(packed, again=again)

    def put_all(self, articles: Sequence[PackedArticle], *, again: bool = False) -> list[PutResult]:
        """`put` for each of *articles* in their order; those that were never seen are inserted together."""
        results: list[PutResult] = []
        waiting: list[PackedArticle] = []
        with self._writing() as connection:
            unknown = unknown_places(connection, articles)
            for place, article in enumerate(articles):
                if place in unknown:
                    waiting.append(article)
                    continue
                results += self._add_all(waiting)
                waiting.clear()
                results.append(self._put(article, again=again))
                if results[-1].outcome is PutOutcome.ADDED:
                    # Its id may be one that an article behind it brings.
                    unknown.clear()
            results += self._add_all(waiting)
        return results

    def update_derived(self, ordinal: int, article: Article) -> int:
        """Replace what detectors found without a new version; the new sequence. Errors as `remove`."""
        with self._writing() as connection:
            known = _present(connection, ordinal)
            stored = known.article()
            merged = merge_derived(stored, article)
            self._update_row(known, merged, known.key, known.version, known.stored_at)
            sequence = self._sequence
            if merged.published != stored.published:
                self._place_again(ordinal, merged)
            return sequence

    def replace_text(self, ordinal: int, article: Article) -> int:
        """Store *article*'s body and all that derives from it without a new version; the new sequence. Errors as `remove`."""
        packed = pack_article(article)
        with self._writing() as connection:
            known = _present(connection, ordinal)
            self._update_row(known, article, packed.key, known.version, known.stored_at)
            connection.execute("DELETE FROM raws WHERE ordinal = ?", (ordinal,))
            self._set_text(ordinal, packed)
            sequence = self._sequence
            self._place_again(ordinal, article)
            return sequence

    def remove(self, article_id: str) -> int:
        """Remove an article and its texts for good; its ordinal. Raises NotFoundError, GoneError."""
        with self._writing() as connection:
            known = known_by_id(connection, storable_id(article_id))
            if known is None or known.removed:
                raise_absent(connection, article_id)
            ordinal = known.ordinal
            self._withdraw(ordinal)
            connection.execute("DELETE FROM texts WHERE ordinal = ?", (ordinal,))
            connection.execute("DELETE FROM raws WHERE ordinal = ?", (ordinal,))
            connection.execute("DELETE FROM versions WHERE ordinal = ?", (ordinal,))
            connection.execute("DELETE FROM readings WHERE ordinal = ?", (ordinal,))
            connection.execute(_REMOVE, (self._next_sequence(), ordinal))
        return ordinal

    def note_names(self, kind: NameKind, names: Iterable[tuple[str, str]]) -> None:
        """Remember the archive's spelling of (key, canonical) pairs; the first one stays."""
        rows = [(kind, key, canonical) for key, canonical in names]
        if rows:
            with self._writing() as connection:
                connection.executemany(
                    "INSERT OR IGNORE INTO names (kind, key, canonical) VALUES (?, ?, ?)", rows
                )

    def commit(self) -> None:
        """Make everything since the last commit durable. Raises StorageFullError, after which nothing of it is stored."""
        if self._connection.in_transaction:
            with self._undone_on_error():
                self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Forget everything since the last commit."""
        if self._connection.in_transaction:
            self._forget_stories()
            with translated_errors(self._path):
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Release the file; what was not committed never happened."""
        with translated_errors(self._path):
            self.rollback()
            self._connection.close()

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[sqlite3.Connection]:
        with translated_errors(self._path):
            yield self._connection

    def _walk(self, query: str, after: int) -> Iterator[Row]:
        # By pages up to what is there now: whoever walks may write meanwhile, and still comes to an end.
        with self._borrowed() as connection:
            until = connection.execute("SELECT max(max(ordinal), max(sequence)) FROM articles").fetchone()[0]
        while True:
            with self._borrowed() as connection:
                rows = connection.execute(f"{query} LIMIT {_PAGE_ROWS}", (after, until)).fetchall()
            yield from rows
            if len(rows) < _PAGE_ROWS:
                return
            after = rows[-1][0]

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """The connection inside a transaction, begun where there is none."""
        with self._undone_on_error():
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
                self._sequence = self.last_sequence()
            yield self._connection

    @contextlib.contextmanager
    def _undone_on_error(self) -> Iterator[None]:
        """After an error of SQLite nothing since the last commit is left, as SQLite may have undone part of it."""
        with translated_errors(self._path):
            try:
                yield
            except sqlite3.Error:
                self._forget_stories()
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _next_sequence(self) -> int:
        self._sequence += 1
        return self._sequence

    def _timestamp(self) -> str:
        return self._now().astimezone(dt.UTC).isoformat()

    def _free_id(self, wanted: str) -> str:
        """The wanted id, or with the first number behind it that makes it a new one."""
        taken = "SELECT 1 FROM articles WHERE id = ?"
        candidates = itertools.chain((wanted,), (f"{wanted}-{number}" for number in itertools.count(2)))
        return next(
            free for free in candidates if self._connection.execute(taken, (free,)).fetchone() is None
        )

    def _put(self, packed: PackedArticle, *, again: bool) -> PutResult:
        known = find_known(self._connection, packed)
        if known is None:
            return self._add_all([packed._replace(id=self._free_id(packed.id))])[0]
        if known.removed:
            if not again:
                return PutResult(outcome=PutOutcome.REMOVED, ordinal=0, sequence=0, version=0)
            return self._bring_back(known, packed)
        return self._put_again(known, packed)

    def _add_all(self, articles: Sequence[PackedArticle]) -> list[PutResult]:
        if not articles:
            return []
        inserted = insert_articles(self._connection, articles, self._sequence, self._timestamp())
        self._sequence = inserted.sequences[-1]
        has_copies = self._place_all(inserted.ordinals, articles)
        return [
            PutResult(
                outcome=PutOutcome.ADDED, ordinal=ordinal, sequence=sequence, version=1, has_copies=is_copy
            )
            for ordinal, sequence, is_copy in zip(
                inserted.ordinals, inserted.sequences, has_copies, strict=True
            )
        ]

    def _bring_back(self, known: Known, packed: PackedArticle) -> PutResult:
        """Store a removed article again, as if for the first time, under its old id and ordinal."""
        self._update_row(known, unpack_article(packed), packed.key, 1, self._timestamp())
        self._set_text(known.ordinal, packed)
        sequence = self._sequence
        return PutResult(
            outcome=PutOutcome.ADDED,
            ordinal=known.ordinal,
            sequence=sequence,
            version=1,
            has_copies=self._place_all([known.ordinal], [packed])[0],
        )

    def _put_again(self, known: Known, packed: PackedArticle) -> PutResult:
        key = complete_key(packed.key, known.key)
        if key == known.key and packed.particulars == known.particulars:
            return known.unchanged()
        change = self._compare(known, key)
        stored, article = known.article(), unpack_article(packed)
        if change is BodyChange.NEW:
            merged = merge_particulars(stored, article, is_same_body=False)
            return self._put_version(known, key, merged, packed)
        if change is BodyChange.EARLIER:
            key, merged = known.key, merge_late_particulars(stored, article)
        else:
            merged = merge_particulars(stored, article, is_same_body=True)
        if key == known.key and render_particulars(merged) == known.particulars:
            return known.unchanged()
        self._update_row(known, merged, key, known.version, known.stored_at)
        sequence = self._sequence
        if change is BodyChange.SAME:
            self._set_title(known, article.title)
            lacks_body = not article.body and known.key.body != EMPTY_TEXT
            if article.raw and not lacks_body:
                self._replace_raw(known.ordinal, packed.raw)
        if key != known.key or is_told_otherwise(stored, merged):
            self._place_again(known.ordinal, merged)
        return replace(known.unchanged(), sequence=sequence, particulars=True)

    def _put_version(self, known: Known, key: TextKey, merged: Article, packed: PackedArticle) -> PutResult:
        """Keep the text that is there as a version, and put the new one, which has a body, in its place."""
        version = known.version + 1
        self._connection.execute(_KEEP_VERSION, (known.ordinal,))
        self._update_row(known, merged, key, version, self._timestamp())
        sequence = self._sequence
        self._set_title(known, packed.title)
        self._connection.execute(_SET_BODY, (packed.body, known.ordinal))
        self._replace_raw(known.ordinal, packed.raw)
        self._place_again(known.ordinal, merged)
        return PutResult(
            outcome=PutOutcome.UPDATED, ordinal=known.ordinal, sequence=sequence, version=version
        )

    def _compare(self, known: Known, key: TextKey) -> BodyChange:
        rows = self._connection.execute(_EARLIER_BODIES, (known.ordinal,))
        return compare_bodies(key.body, known.key.body, [digest for (digest,) in rows])

    def _update_row(self, known: Known, article: Article, key: TextKey, version: int, stored_at: str) -> None:
        particulars = render_particulars(article)
        checksum = row_checksum(known.id, version, stored_at, particulars)
        digest = content_digest(article, key)
        values = (self._next_sequence(), version, digest, key.title, key.body, stored_at, article.source)
        self._connection.execute(_UPDATE, (*values, checksum, particulars, known.ordinal))

    def _set_text(self, ordinal: int, packed: PackedArticle) -> None:
        self._connection.execute(_SET_TEXT, (ordinal, packed.title, packed.body))
        if packed.raw is not None:
            self._connection.execute(_SET_RAW, (ordinal, packed.raw))

    def _set_title(self, known: Known, title: str) -> None:
        """Put the newer title in place; where the input has none, the one that is there stays."""
        if title:
            self._connection.execute(_SET_TITLE, (title, known.ordinal))

    def _replace_raw(self, ordinal: int, packed_raw: bytes | None) -> None:
        self._connection.execute("DELETE FROM raws WHERE ordinal = ?", (ordinal,))
        if packed_raw is not None:
            self._connection.execute(_SET_RAW, (ordinal, packed_raw))


def _present(connection: sqlite3.Connection, ordinal: int) -> Known:
    """The article with that ordinal. Raises NotFoundError, GoneError where it was removed."""
    known = known_by_ordinal(connection, ordinal)
    if known is None:
        raise NotFoundError(f"there is no article with ordinal {ordinal}")
    if known.removed:
        raise GoneError(f"the article {known.id} was removed")
    return known
