"""The port of the article store: the truth, from which every index can be made again.

Laws, checked by one contract suite (`tests/contracts/test_store.py`) on every store:

- A write is acknowledged by `commit` returning: from then on it survives a killed process and a power cut. What was not
  committed when a writer ends never happened.
- `put` is idempotent: the same article twice changes nothing. The body alone decides: another one makes a new version, one
  equal to any version of the article is `unchanged`. Particulars (title, date, source, tags, regions …) that differ change in
  place all the same (`particulars`, with a `sequence`); of an earlier body all but what belongs to its text, its title too.
- Every change (added, updated, removed) gets the next `sequence`; `changes_after(n)` gives the last change of each article
  whose sequence is greater, ascending. Ordinals are positive, given once and never used again.
- Articles that are copies of one another (`near_copies.py`) form a story, numbered by the ordinal of its first article;
  an article that is put into another story by what becomes of others changes too (a `sequence` of its own).
- A removed article stays removed: `put` answers `removed` and stores nothing, unless told `again`.
- Readers see committed states only and never write; they may be used by several threads at once. There is one writer.
- Errors are `index.errors` only: `DamagedError`, `IncompatibleError`, `StorageFullError`, `NotFoundError`, `GoneError`.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, TypeAlias

from index.model import Article, ArticleVersion, Copy, Entity, Script
from index.store.boilerplate import BoilerplateReader, BoilerplateWriter
from index.store.feeds import FeedReader, FeedWriter
from index.store.packed import PackedArticle
from index.store.stories import Sketched

NameKind: TypeAlias = Literal["source", "person", "organisation", "place", "term"]


class PutOutcome(enum.Enum):
    """What became of an article that was put."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed earlier, not brought back"


@dataclass(frozen=True, slots=True, kw_only=True)
class PutResult:
    """The outcome for one article; *sequence* is 0 where nothing changed; *ordinal* is 0 only for REMOVED.

    *particulars* says of an article UNCHANGED that it got other particulars, *has_copies* of one added that it is a copy of
    others that were stored before.
    """

    outcome: PutOutcome
    ordinal: int
    sequence: int
    version: int
    particulars: bool = False
    has_copies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with its place in the store; *digest* is the signed 63-bit digest of what is indexed of it.

    *story* is the ordinal of the first article of its story, 0 where it is alone.
    """

    article: Article
    ordinal: int
    sequence: int
    digest: int
    version: int
    story: int = 0


def spelling_key(key: str, script: Script) -> str:
    """The key under which the spelling of a name in articles of *script* is noted, beside its canonical one.

    Whatever is not traditional counts as simplified. The first spelling that the archive sees stays, as with canonical
    names. No folded name holds U+001F.
    """
    return f"{'hant' if script == 'hant' else 'hans'}\x1f{key}"


class SpelledName(NamedTuple):
    """How the archive spells a name, and how articles of each script do; None where none of that script names it.

    *canonical* is the folded key itself where the archive does not know it.
    """

    canonical: str
    hans: str | None
    hant: str | None


class StoredText(NamedTuple):
    """Title and body of an article, for ranking and snippets; a named tuple, since hundreds are made per search."""

    ordinal: int
    title: str
    body: str


class StoredListing(NamedTuple):
    """What a list shows of an article beyond a hit: when its current text was stored, and whom and what it names."""

    id: str
    stored_at: dt.datetime
    entities: tuple[Entity, ...]


class StoredAddress(NamedTuple):
    """An article's place, its id, and when its current text was stored: what a map of the site lists."""

    ordinal: int
    id: str
    stored_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StoredState:
    """The last change of an article: indexed so, or *removed*; *story* as in `StoredArticle`."""

    ordinal: int
    sequence: int
    digest: int
    removed: bool
    story: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """How many articles one source has."""

    source: str | None
    articles: int


class StoreReader(BoilerplateReader, FeedReader, Protocol):
    """Reads committed articles and subscriptions."""

    def article(self, article_id: str) -> StoredArticle:
        """The article with that id. Raises NotFoundError, GoneError where it was removed."""
        ...

    def articles(self, ordinals: Sequence[int]) -> tuple[StoredArticle, ...]:
        """The articles with these ordinals, in that order; those not there (any more) are left out. Without `raw` (empty)."""
        ...

    def summaries(self, ordinals: Sequence[int]) -> tuple[StoredArticle, ...]:
        """As `articles`, without entities too: what a list of hits shows, at half the price."""
        ...

    def texts(self, ordinals: Sequence[int]) -> tuple[StoredText, ...]:
        """Title and body of these articles, in that order; those not there are left out. The hot path of ranking."""
        ...

    def ids(self, ordinals: Sequence[int]) -> tuple[str, ...]:
        """The ids of these articles, in that order; an empty string for one that is not there."""
        ...

    def listings(self, ids: Sequence[str]) -> tuple[StoredListing, ...]:
        """What lists show of the articles with these ids, in that order; those not there (any more) are left out."""
        ...

    def addresses(self, *, after_ordinal: int = 0, limit: int) -> tuple[StoredAddress, ...]:
        """The next *limit* articles after *after_ordinal*, ascending by ordinal; removed ones are left out."""
        ...

    def last_ordinal(self) -> int:
        """The ordinal given last, 0 for an empty store: everything added later has a higher one."""
        ...

    def versions(self, article_id: str) -> tuple[ArticleVersion, ...]:
        """Every version of an article, oldest first, the current one last."""
        ...

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """The other articles of the same story, the first kept first; empty when alone. Raises as `article`."""
        ...

    def story_sizes(self, stories: Sequence[int]) -> tuple[int, ...]:
        """How many articles each story has, in that order; 1 for story 0, an article that is alone."""
        ...

    def story_ordinals(self, story: int) -> tuple[int, ...]:
        """The ordinals of the articles of *story*, ascending; none for story 0, an article that is alone."""
        ...

    def story_count(self) -> int:
        """How many stories there are; an article that is alone is one."""
        ...

    def changes_after(self, sequence: int) -> Iterator[StoredState]:
        """The last change of every article changed after *sequence*, ascending by sequence, removed ones included."""
        ...

    def all_articles(self, *, after_ordinal: int = 0) -> Iterator[StoredArticle]:
        """Every article that is not removed, ascending by ordinal, `raw` included; steady under concurrent writes."""
        ...

    def last_sequence(self) -> int:
        """The sequence of the newest change, 0 for an empty store."""
        ...

    def count(self) -> int:
        """How many articles are stored, removed ones not counted."""
        ...

    def sources(self) -> tuple[SourceCount, ...]:
        """Articles per source, the commonest first, then by name."""
        ...

    def names(self, kind: NameKind, keys: Sequence[str]) -> tuple[SpelledName, ...]:
        """How the archive spells the names with these folded keys, in that order.

        A spelling that was committed after a name was asked for may be seen only after `refresh`.
        """
        ...

    def refresh(self) -> None:
        """Forget what a later commit may have added to."""
        ...

    def verify(self) -> tuple[str, ...]:
        """Faults of the store itself in words: unreadable pages, rows whose digest does not fit their content."""
        ...

    def close(self) -> None:
        """Release the files."""
        ...


class StoreWriter(StoreReader, BoilerplateWriter, FeedWriter, Protocol):
    """Changes the store; what it reads includes its own uncommitted writes."""

    def put(self, article: Article, *, again: bool = False) -> PutResult:
        """Store an article under its identity (see the laws). Its id is kept from the first time."""
        ...

    def put_all(self, articles: Sequence[PackedArticle], *, again: bool = False) -> list[PutResult]:
        """`put` for each of *articles* in their order, at a third of the price."""
        ...

    def update_derived(self, ordinal: int, article: Article) -> int:
        """Replace what detectors derived (regions, entities, script, dates) without a new version; the new sequence."""
        ...

    def remove(self, article_id: str) -> int:
        """Remove an article for good; its ordinal. Raises NotFoundError, GoneError when it was removed before."""
        ...

    def regroup(self, sketched: Iterable[Sketched]) -> None:
        """Make all sketches, links and stories anew from the sketches of every article, as if they had come in this order."""
        ...

    def note_names(self, kind: NameKind, names: Iterable[tuple[str, str]]) -> None:
        """Remember the archive's spelling of (key, canonical) pairs; the first one stays."""
        ...

    def commit(self) -> None:
        """Make everything since the last commit durable. Raises StorageFullError, after which nothing of it is stored."""
        ...

    def rollback(self) -> None:
        """Forget everything since the last commit."""
        ...
