"""The port of search engines: what the service and the writer may ask, and the laws every engine keeps.

Laws, checked by one contract suite (`tests/contracts/test_engine*.py`) on every engine:

- A reader answers from one committed state for as long as it lives; totals and tallies are exact.
- Where *stories* are counted, a total, value or time counts each story once that has at least one such article among the
  selected, and a hit is the story's earliest selected article: by day, undated last, then the lowest ordinal. By score a
  story ranks as its best selected article, by date as the one that is shown. An article whose story is 0 is alone.
- Order by score is: score, then newer (`sort_seconds`), then nothing promised; `best` therefore returns, beyond *limit*,
  every article that ties with the last one, up to `MAX_TIES` more. Order by date likewise.
- A writer makes nothing visible before `commit`; adding a document replaces the one with the same ordinal; removing what
  is not there is no error; a writer closed without commit leaves the last committed state.
- Errors are `index.errors` only: `DamagedError` for files that cannot be read, `StorageFullError` for a refused write,
  `DeadlineError` where a deadline given has passed. No engine's own error or type leaves its module.
- Readers may be used by several threads at once; a writer by one thread, and there is one writer per index (the data
  folder's lock sees to that). Nothing here assumes that index and caller share a process or a machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, TypeAlias

from index.engines.criteria import Criterion, RankedQuery, UnitRun
from index.schema import FacetName, IndexDocument, TimeUnit

Counted: TypeAlias = Literal["articles", "stories"]
"""What hits are, and what totals and tallies count."""

MAX_TIES = 5_000
"""How many articles beyond the limit an engine returns because they tie with the last one."""


class Candidate(NamedTuple):
    """An article that matched, or that shows a story: its ordinal, the score (0.0 in date order) and its `sort_seconds`.

    A named tuple, since hundreds are made per search: a third of the price of a frozen dataclass (measured).
    """

    ordinal: int
    score: float
    sort_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The first candidates in order, and how many articles (or stories) match in all."""

    total: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A facet's stored value and the number of matching articles that carry it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCounts:
    """The counts of one facet: by count, then value; cut at the limit only where counts differ.

    All values that tie with the last one are there, so that the caller may order ties by what it shows.
    """

    field: FacetName
    values: tuple[ValueCount, ...]


@dataclass(frozen=True, slots=True)
class TimeCount:
    """A year (yyyy), month (yyyymm) or day (yyyymmdd) and the number of matching articles whose date overlaps it."""

    start: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCounts:
    """The counts of one unit of time, ascending, without empty ones."""

    unit: TimeUnit
    counts: tuple[TimeCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRequest:
    """What to count among the articles that *criterion* selects: the *limit* (at least 1) commonest values of each facet, times.

    One request holds all that has the same criterion, so that an engine selects once.
    """

    criterion: Criterion
    facets: tuple[FacetName, ...] = ()
    limit: int = 1
    units: tuple[TimeUnit, ...] = ()
    counted: Counted = "articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Exact counts of everything selected: in all, without a date, and in the order of the request's facets and units."""

    total: int
    undated: int
    facets: tuple[FacetCounts, ...] = ()
    times: tuple[TimeCounts, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexedState:
    """What the index holds of an article, to be compared with the store."""

    ordinal: int
    sequence: int
    digest: int
    story: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedExtent:
    """How much is committed: the number of articles, and the highest `sequence` (0 where there is none)."""

    articles: int
    last_sequence: int


class EngineReader(Protocol):
    """Answers from one committed state of an index."""

    def is_newest(self) -> bool:
        """False once another state has been committed. Cheap: asked at each request."""
        ...

    def reopened(self) -> EngineReader:
        """A reader of the newest committed state; this one goes on answering from its own. For one thread at a time."""
        ...

    def count(self, criterion: Criterion, within: Criterion | None = None) -> int:
        """How many articles *criterion* selects, exactly; of those that *within* does, where that is given.

        What was asked for just now as a whole costs least as *within*: an engine may remember it.
        """
        ...

    def best(self, query: RankedQuery, limit: int, counted: Counted = "articles") -> Selection:
        """At least the *limit* highest scores, highest first (see the laws for ties)."""
        ...

    def newest(self, criterion: Criterion, limit: int, counted: Counted = "articles") -> Selection:
        """At least the *limit* newest by `sort_seconds`, newest first, undated last, all that tie with the last included."""
        ...

    def tally(self, request: TallyRequest) -> Tally:
        """Count by value and by time what the request selects."""
        ...

    def frequency(self, run: UnitRun) -> int:
        """In how many articles one of the scopes holds the run: its document frequency.

        Exact for one and two units; for longer runs an engine may give the least frequency of the bigrams that cover
        it, the same in all engines: `min` over `ngrams.cover`.
        """
        ...

    def states(self) -> Iterator[IndexedState]:
        """What is indexed, one row per article, in any order."""
        ...

    def last_sequence(self) -> int:
        """The highest `sequence` indexed, 0 for an empty index: the index's watermark against the store."""
        ...

    def close(self) -> None:
        """Release files; the reader must not be used afterwards."""
        ...


class EngineWriter(Protocol):
    """Changes an index. Use as: add and remove any number, commit; close at the end."""

    def committed(self) -> IndexedExtent:
        """What readers see now. Raises DamagedError."""
        ...

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """Add or replace by ordinal."""
        ...

    def remove(self, ordinals: Iterable[int]) -> None:
        """Remove by ordinal."""
        ...

    def commit(self) -> None:
        """Make everything since the last commit visible and durable (fsynced), at once or not at all."""
        ...

    def close(self) -> None:
        """Release the index; what was not committed is dropped."""
        ...


class Engine(Protocol):
    """A kind of index that lives in a folder."""

    name: str

    def version(self) -> str:
        """The version of what reads and writes the files; part of the fingerprint."""
        ...

    def create(self, folder: Path) -> None:
        """Make an empty index in *folder*, which exists and is empty."""
        ...

    def open_reader(self, folder: Path) -> EngineReader:
        """Open the committed state; `DamagedError` where it cannot be read."""
        ...

    def open_writer(self, folder: Path) -> EngineWriter:
        """Open for writing; `DamagedError` where it cannot be read."""
        ...

    def verify(self, folder: Path) -> tuple[str, ...]:
        """Faults of the files themselves (checksums, missing parts), in words; empty when sound."""
        ...
