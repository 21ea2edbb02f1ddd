"""The queries of the SQLite store: all that reader and writer have in common.

`SqliteReading` knows the tables and nothing of how a connection is come by: `sqlite_store.py` lends it one from a pool
(reader) or its only one (writer). It must not write. What it returns goes to ranking, snippets and pages.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, NoReturn, TypeAlias

from index.errors import GoneError, NotFoundError
from index.model import Article, ArticleVersion, Copy
from index.store.port import (
    NameKind,
    SourceCount,
    SpelledName,
    StoredAddress,
    StoredArticle,
    StoredListing,
    StoredState,
    StoredText,
    spelling_key,
)
from index.store.rows import BareArticle, parse_entities, parse_particulars, parse_summary, unpack_raw
from index.store.sqlite_boilerplate import SqliteBoilerplateReading
from index.store.sqlite_feeds import SqliteFeedReading
from index.store.verification import detect_faults

Row: TypeAlias = tuple[Any, ...]
"""A row as SQLite gives it; its columns stand in the query beside it and nowhere else."""

_STORED = (
    "SELECT a.ordinal, a.sequence, a.digest, a.version, a.story, a.id, a.identity, a.particulars, t.title, t.body, r.raw"
    " FROM articles a JOIN texts t USING (ordinal) LEFT JOIN raws r USING (ordinal)"
    " WHERE a.removed = 0"
)
_STORED_BY_ID = f"{_STORED} AND a.id = ?"
_STORED_BETWEEN = f"{_STORED} AND a.ordinal > ? AND a.ordinal <= ? ORDER BY a.ordinal"
_STORED_AMONG = (
    "SELECT a.ordinal, a.sequence, a.digest, a.version, a.story, a.id, a.identity, a.particulars, t.title, t.body"
    " FROM articles a JOIN texts t USING (ordinal)"
    " WHERE a.ordinal IN (SELECT value FROM json_each(?)) AND a.removed = 0"
)
# Lists of ordinals go in as one JSON parameter: one prepared statement for any number, and as fast as IN (?, ?, …).
_TEXTS_AMONG = "SELECT ordinal, title, body FROM texts WHERE ordinal IN (SELECT value FROM json_each(?))"
_IDS_AMONG = (
    "SELECT ordinal, id FROM articles WHERE ordinal IN (SELECT value FROM json_each(?)) AND removed = 0"
)
_LISTINGS_AMONG = (
    "SELECT id, stored_at, particulars FROM articles"
    " WHERE id IN (SELECT value FROM json_each(?)) AND removed = 0"
)
_ADDRESSES_AFTER = (
    "SELECT ordinal, id, stored_at FROM articles WHERE ordinal > ? AND removed = 0 ORDER BY ordinal LIMIT ?"
)
_CHANGES_BETWEEN = "SELECT sequence, ordinal, digest, removed, story FROM articles WHERE sequence > ? AND sequence <= ? ORDER BY sequence"
# One statement, so that a version stored meanwhile is seen in both halves or in neither.
_VERSIONS = (
    "SELECT v.number, v.title, v.body, v.stored_at FROM versions v JOIN articles a USING (ordinal)"
    " WHERE a.id = :id AND a.removed = 0"
    " UNION ALL SELECT a.version, t.title, t.body, a.stored_at FROM articles a JOIN texts t USING (ordinal)"
    " WHERE a.id = :id AND a.removed = 0 ORDER BY 1"
)
_STORY_BY_ID = "SELECT ordinal, story FROM articles WHERE id = ? AND removed = 0"
_COPIES = (
    "SELECT id, identity, particulars FROM articles"
    " WHERE story = ? AND story > 0 AND ordinal <> ? AND removed = 0 ORDER BY ordinal"
)
_STORY_SIZES = (
    "SELECT story, count(*) FROM articles WHERE story IN (SELECT value FROM json_each(?)) AND story > 0"
    " GROUP BY story"
)
_STORY_ORDINALS = "SELECT ordinal FROM articles WHERE story = ? AND story > 0 ORDER BY ordinal"
_STORY_COUNT = (
    "SELECT (SELECT count(*) FROM articles WHERE removed = 0)"
    " - (SELECT count(*) - count(DISTINCT story) FROM articles WHERE story > 0)"
)
_SOURCES = (
    "SELECT source, count(*) FROM articles WHERE removed = 0 GROUP BY source ORDER BY count(*) DESC, source"
)
_SPELLED_AMONG = (
    "SELECT value, (SELECT canonical FROM names WHERE kind = ?1 AND key = value),"
    " (SELECT canonical FROM names WHERE kind = ?1 AND key = ?2 || value),"
    " (SELECT canonical FROM names WHERE kind = ?1 AND key = ?3 || value)"
    " FROM json_each(?4)"
)
_SPELLING_PREFIXES = (spelling_key("", "hans"), spelling_key("", "hant"))
_NAMES_KEPT = 10_000  # of each kind: 2 MB
_LAST_SEQUENCE = "SELECT coalesce(max(sequence), 0) FROM articles"


class SqliteReading(SqliteBoilerplateReading, SqliteFeedReading):
    """Reads articles through a connection that it borrows for each question."""

    _names: dict[NameKind, dict[str, SpelledName]] | None = None
    """Spellings by kind and key that were read, where they cannot be taken back (a writer may roll back)."""

    @abstractmethod
    def _borrowed(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection for one thread and one question; SQLite's errors leave it as the project's."""

    @abstractmethod
    def _walk(self, query: str, after: int) -> Iterator[Row]:
        """The rows of a query over a range (parameters: above, up to) of its first column, by which it ascends."""

    def article(self, article_id: str) -> StoredArticle:
        """The article with that id, raw included. Raises NotFoundError, GoneError where it was removed."""
        with self._borrowed() as connection:
            row = connection.execute(_STORED_BY_ID, (storable_id(article_id),)).fetchone()
            if row is None:
                raise_absent(connection, article_id)
        return _stored_article(row, raw=unpack_raw(row[10], row[9]))

    def articles(self, ordinals: Sequence[int]) -> tuple[StoredArticle, ...]:
        """The articles with these ordinals, in that order, without `raw`; those not there are left out."""
        with self._borrowed() as connection:
            rows = connection.execute(_STORED_AMONG, (_listed(ordinals),)).fetchall()
        found = {row[0]: _stored_article(row) for row in rows}
        return tuple(found[ordinal] for ordinal in ordinals if ordinal in found)

    def summaries(self, ordinals: Sequence[int]) -> tuple[StoredArticle, ...]:
        """The articles with these ordinals, in that order, without `raw` and entities."""
        with self._borrowed() as connection:
            rows = connection.execute(_STORED_AMONG, (_listed(ordinals),)).fetchall()
        found = {row[0]: _stored_article(row, parse=parse_summary) for row in rows}
        return tuple(found[ordinal] for ordinal in ordinals if ordinal in found)

    def texts(self, ordinals: Sequence[int]) -> tuple[StoredText, ...]:
        """Title and body of these articles, in that order; those not there are left out (200 of 600 characters: 1.1 ms)."""
        with self._borrowed() as connection:
            rows = connection.execute(_TEXTS_AMONG, (_listed(ordinals),)).fetchall()
        found = {text.ordinal: text for text in map(StoredText._make, rows)}
        return tuple(found[ordinal] for ordinal in ordinals if ordinal in found)

    def ids(self, ordinals: Sequence[int]) -> tuple[str, ...]:
        """The ids of these articles, in that order; an empty string for one that is not there."""
        with self._borrowed() as connection:
            rows = connection.execute(_IDS_AMONG, (_listed(ordinals),)).fetchall()
        found: dict[int, str] = dict(rows)
        return tuple(found.get(ordinal, "") for ordinal in ordinals)

    def listings(self, ids: Sequence[str]) -> tuple[StoredListing, ...]:
        """What lists show of the articles with these ids, in that order; those not there are left out (ten: 0.3 ms)."""
        with self._borrowed() as connection:
            rows = connection.execute(_LISTINGS_AMONG, (json.dumps(list(ids)),)).fetchall()
        found = {
            article_id: StoredListing(
                id=article_id,
                stored_at=dt.datetime.fromisoformat(stored_at),
                entities=parse_entities(particulars, article_id),
            )
            for article_id, stored_at, particulars in rows
        }
        return tuple(found[article_id] for article_id in ids if article_id in found)

    def addresses(self, *, after_ordinal: int = 0, limit: int) -> tuple[StoredAddress, ...]:
        """The next *limit* articles after *after_ordinal*, ascending by ordinal; removed ones are left out."""
        with self._borrowed() as connection:
            rows = connection.execute(_ADDRESSES_AFTER, (after_ordinal, limit)).fetchall()
        return tuple(
            StoredAddress(ordinal=ordinal, id=article_id, stored_at=dt.datetime.fromisoformat(stored_at))
            for ordinal, article_id, stored_at in rows
        )

    def last_ordinal(self) -> int:
        """The ordinal given last, 0 for an empty store; removed articles keep theirs."""
        return self._number("SELECT coalesce(max(ordinal), 0) FROM articles")

    def versions(self, article_id: str) -> tuple[ArticleVersion, ...]:
        """Every version of an article, oldest first, the current one last. Raises NotFoundError, GoneError."""
        with self._borrowed() as connection:
            rows = connection.execute(_VERSIONS, {"id": storable_id(article_id)}).fetchall()
            if not rows:
                raise_absent(connection, article_id)
        return tuple(
            ArticleVersion(
                number=number, title=title, body=body, stored_at=dt.datetime.fromisoformat(stored_at)
            )
            for number, title, body, stored_at in rows
        )

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """The other articles of the same story, the first kept first; empty when alone. Errors as `article`."""
        with self._borrowed() as connection:
            row = connection.execute(_STORY_BY_ID, (storable_id(article_id),)).fetchone()
            if row is None:
                raise_absent(connection, article_id)
            ordinal, story = row
            rows = connection.execute(_COPIES, (story, ordinal)).fetchall()
        return tuple(_copy(other_id, identity, particulars) for other_id, identity, particulars in rows)

    def story_sizes(self, stories: Sequence[int]) -> tuple[int, ...]:
        """How many articles each story has, in that order; 1 for story 0, an article that is alone."""
        with self._borrowed() as connection:
            rows = connection.execute(_STORY_SIZES, (_listed(stories),)).fetchall()
        found: dict[int, int] = dict(rows)
        return tuple(found.get(story, 1) for story in stories)

    def story_ordinals(self, story: int) -> tuple[int, ...]:
        """The ordinals of the articles of *story*, ascending; none for story 0."""
        with self._borrowed() as connection:
            rows = connection.execute(_STORY_ORDINALS, (story,)).fetchall()
        return tuple(ordinal for (ordinal,) in rows)

    def story_count(self) -> int:
        """How many stories there are; an article that is alone is one."""
        return self._number(_STORY_COUNT)

    def changes_after(self, sequence: int) -> Iterator[StoredState]:
        """The last change of every article changed after *sequence*, ascending, as of the first one taken."""
        for number, ordinal, digest, removed, story in self._walk(_CHANGES_BETWEEN, sequence):
            yield StoredState(ordinal, number, digest, bool(removed), story)

    def all_articles(self, *, after_ordinal: int = 0) -> Iterator[StoredArticle]:
        """Every article that is not removed, ascending by ordinal, raw included, as of the first one taken."""
        for row in self._walk(_STORED_BETWEEN, after_ordinal):
            yield _stored_article(row, raw=unpack_raw(row[10], row[9]))

    def last_sequence(self) -> int:
        """The sequence of the newest change, 0 for an empty store."""
        return self._number(_LAST_SEQUENCE)

    def count(self) -> int:
        """How many articles are stored, removed ones not counted."""
        return self._number("SELECT count(*) FROM articles WHERE removed = 0")

    def sources(self) -> tuple[SourceCount, ...]:
        """Articles per source, the commonest first, then by name, none before any name."""
        with self._borrowed() as connection:
            rows = connection.execute(_SOURCES).fetchall()
        return tuple(SourceCount(source=source, articles=articles) for source, articles in rows)

    def names(self, kind: NameKind, keys: Sequence[str]) -> tuple[SpelledName, ...]:
        """How the archive spells the names with these folded keys, in that order; see `StoreReader`."""
        # What was noted once stays, so a reader reads it once: the names of five facets cost 0.4 ms per search.
        known = {} if self._names is None else self._names.setdefault(kind, {})
        if self._names is not None and len(known) > _NAMES_KEPT:
            known = self._names[kind] = {}
        if unread := [key for key in keys if key not in known]:
            known.update(self._spelled(kind, unread))
        return tuple([known.get(key) or SpelledName(key, None, None) for key in keys])

    def refresh(self) -> None:
        """Forget names: a commit may have added how another script spells them."""
        if self._names is not None:
            self._names = {}

    def _spelled(self, kind: NameKind, keys: Sequence[str]) -> dict[str, SpelledName]:
        """Those of *keys* that are known."""
        asked = (kind, *_SPELLING_PREFIXES, json.dumps(list(keys)))
        with self._borrowed() as connection:
            rows = connection.execute(_SPELLED_AMONG, asked).fetchall()
        return {
            key: SpelledName(canonical, hans, hant)
            for key, canonical, hans, hant in rows
            if canonical is not None
        }

    def verify(self) -> tuple[str, ...]:
        """Faults of the store itself in words: unreadable pages, rows whose digests do not fit their content."""
        with self._borrowed() as connection:
            return detect_faults(connection)

    def _number(self, query: str) -> int:
        with self._borrowed() as connection:
            number: int = connection.execute(query).fetchone()[0]
        return number


def storable_id(article_id: str) -> str:
    """The id itself; NotFoundError where it holds what no stored id can (a lone surrogate)."""
    try:
        article_id.encode()
    except UnicodeEncodeError:
        raise NotFoundError(f"there is no article {article_id!a}") from None
    return article_id


def raise_absent(connection: sqlite3.Connection, article_id: str) -> NoReturn:
    """Raise GoneError where the article with that id was removed, else NotFoundError."""
    row = connection.execute("SELECT removed FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is not None and row[0]:
        raise GoneError(f"the article {article_id} was removed; zhengwen add --again brings it back")
    raise NotFoundError(f"there is no article {article_id}: the results of a search tell the ids")


def _copy(article_id: str, identity: str, particulars: str) -> Copy:
    bare = BareArticle(article_id, identity, "", "", "")
    article = parse_summary(particulars, bare)
    return Copy(id=article_id, source=article.source, published=article.published)


def _listed(ordinals: Sequence[int]) -> str:
    return json.dumps(list(ordinals))


def _stored_article(
    row: Row, *, raw: str = "", parse: Callable[[str, BareArticle], Article] = parse_particulars
) -> StoredArticle:
    ordinal, sequence, digest, version, story, article_id, identity, particulars, title, body, *_ = row
    return StoredArticle(
        article=parse(particulars, BareArticle(article_id, identity, title, body, raw)),
        ordinal=ordinal,
        sequence=sequence,
        digest=digest,
        version=version,
        story=story,
    )
