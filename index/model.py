"""The words of the domain: articles, their dates, regions and entities, requests and results.

Values only: nothing here reads, writes or computes beyond its own fields, and nothing of a
third party appears. Everything that crosses a module border is one of these types (or a
module's own). Offsets are half-open code points into the text that stands beside them.
The way of a search through these types is written in `search.py`.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias, get_args
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""Times without a zone are read there, and days are days there (contract)."""
SECONDS_A_DAY = 86_400
LAST_DAY = 99_991_231
"""The last day of the calendar, as `day_number` writes it."""

WINDOW = 1_000
"""How far pages reach: `page × size` is no greater (contract)."""
MAX_SIZE = 100
"""The longest page (contract)."""

EntityKind: TypeAlias = Literal["person", "organisation", "place", "term"]
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
TextField: TypeAlias = Literal["title", "body"]
Script: TypeAlias = Literal["hans", "hant", "mixed", "none"]
ShownScript: TypeAlias = Literal["original", "hans", "hant"]
DateOrigin: TypeAlias = Literal["given", "feed", "page", "dateline", "text"]
DATE_ORIGINS: tuple[DateOrigin, ...] = get_args(DateOrigin)
"""Where a date of publication may come from, the most trusted first."""
DatedBy: TypeAlias = Literal["published", "event_date"]


class Span(NamedTuple):
    """A half-open range of code points `[start, end)`."""

    start: int
    end: int


class FieldSpan(NamedTuple):
    """A range of code points in the title or the body of an article.

    A named tuple, as `Entity`: an article has some twenty, and a worker process hands a frozen dataclass over at 17 µs each.
    """

    field: TextField
    start: int
    end: int


def day_number(day: dt.date) -> int:
    """*day* as yyyymmdd: how days are indexed, filtered and counted."""
    return day.year * 10_000 + day.month * 100 + day.day


def numbered_day(number: int) -> dt.date:
    """The day whose `day_number` is *number*; ValueError where there is none."""
    return dt.date(number // 10_000, number // 100 % 100, number % 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date as precisely as it is known: year, month, day, time of day (Asia/Shanghai), or a day without a year.

    Valid combinations: year; year and month; year, month, day; all four; month and day alone.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    time: dt.time | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where the parts are no date of the proleptic Gregorian calendar."""
        if self.year is None and (self.month is None or self.day is None):
            raise ValueError("a date needs a year, or a month and a day")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        # 29 February without a year is a day that exists in some years.
        dt.date(
            2024 if self.year is None else self.year,
            1 if self.month is None else self.month,
            1 if self.day is None else self.day,
        )

    @property
    def has_year(self) -> bool:
        """True when the date can be placed on a calendar."""
        return self.year is not None

    @property
    def is_full(self) -> bool:
        """True when year, month and day are known."""
        return self.year is not None and self.day is not None

    def first_day(self) -> dt.date:
        """The earliest day it may mean; ValueError without a year."""
        if self.year is None:
            raise ValueError("a day without a year lies on no calendar")
        return dt.date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> dt.date:
        """The latest day it may mean; ValueError without a year."""
        first = self.first_day()
        if self.day is not None:
            return first
        if self.month is not None:
            leap = first.year % 4 == 0 and (first.year % 100 != 0 or first.year % 400 == 0)
            lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
            return first.replace(day=lengths[first.month - 1])
        return first.replace(month=12, day=31)

    def iso(self) -> str:
        """`2025`, `2025-11`, `2025-11-27`, `2025-11-27T10:42:03+08:00` or `--11-27`."""
        if self.year is None:
            return f"--{self.month:02d}-{self.day:02d}"
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        day = f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return (
            day if self.time is None else f"{day}T{self.time.replace(tzinfo=None).isoformat('seconds')}+08:00"
        )

    def sort_seconds(self) -> int:
        """Seconds of local time since 0001-01-01T00:00; parts unknown count as the earliest; ValueError without a year."""
        seconds = self.first_day().toordinal() * SECONDS_A_DAY
        if self.time is not None:
            seconds += self.time.hour * 3600 + self.time.minute * 60 + self.time.second
        return seconds


class Entity(NamedTuple):
    """Someone or something that an article names.

    *name* is the commonest spelling in the article, *canonical* the archive's, *office* what the
    person holds where the text says so.
    """

    name: str
    canonical: str
    kind: EntityKind
    office: str | None = None
    spans: tuple[FieldSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A division (GB/T 2260 code without trailing zero pairs) or country (ISO 3166-1 alpha-2) with its name."""

    code: str
    name: str


def choose_date(published: PartialDate | None, event_date: PartialDate | None) -> DatedBy | None:
    """Which of an article's dates is used unless it lies ahead: a day of publication with a year, else a full event date."""
    if published is not None and published.has_year:
        return "published"
    return "event_date" if event_date is not None and event_date.is_full else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text from one source, as stored.

    *body* is exactly the text that is searched; what was taken out stands only in *raw*. *identity* is the
    key that decides whether two inputs are one article; *regions* are codes, the main province first. *fetched* is when the
    input was saved, where that is known; *date_ahead* says that its date lies more than two days after the one on which it was taken.
    """

    id: str
    identity: str
    title: str
    body: str
    raw: str
    url: str | None = None
    published: PartialDate | None = None
    published_origin: DateOrigin | None = None
    event_date: PartialDate | None = None
    fetched: PartialDate | None = None
    date_ahead: bool = False
    source: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    script: Script = "none"
    given_regions: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()

    def dated_by(self) -> DatedBy | None:
        """Which date filter, sort and timeline use: published, else a full event date (contract); None for none.

        A date that lies ahead (2099) is shown and never used: it would stand first for as long as it lies ahead.
        """
        return None if self.date_ahead else choose_date(self.published, self.event_date)

    def dated(self) -> PartialDate | None:
        """The date that filter, sort and timeline use, as `dated_by` says."""
        by = self.dated_by()
        return None if by is None else self.published if by == "published" else self.event_date


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """One state of an article's text; *number* counts from 1, *stored_at* is an aware time."""

    number: int
    title: str
    body: str
    stored_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another article of the same story."""

    id: str
    source: str | None
    published: PartialDate | None


FilterName: TypeAlias = Literal["region", "source", "person", "organisation", "place", "term", "entity"]
FILTER_ATTRIBUTES: Mapping[FilterName, str] = MappingProxyType(
    {
        "region": "regions",
        "source": "sources",
        "person": "persons",
        "organisation": "organisations",
        "place": "places",
        "term": "terms",
        "entity": "entities",
    }
)
"""The filters that may have several values, in the order of the contract, and the attributes of `SearchRequest` that hold these."""


class Sort(enum.StrEnum):
    """The order of hits."""

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search as the outside asks for it; names are the API's parameters.

    *added_after* keeps articles that came into the archive after that ordinal (0: all): what is new since a look.
    *with_provinces* asks for the count of every province beside the facets, for the map.
    """

    query: str = ""
    first_date: PartialDate | None = None
    last_date: PartialDate | None = None
    regions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = 10
    all_copies: bool = False
    added_after: int = 0
    with_facets: bool = True
    with_provinces: bool = False
    script: ShownScript = "original"

    def chosen(self, name: FilterName) -> tuple[str, ...]:
        """The values of a filter, one or the other of which an article must have; none where it does not narrow."""
        values: tuple[str, ...] = getattr(self, FILTER_ATTRIBUTES[name])
        return values

    def choosing(self, name: FilterName, values: tuple[str, ...]) -> SearchRequest:
        """The same request with *values* as the only ones of a filter."""
        changed: dict[str, Any] = {FILTER_ATTRIBUTES[name]: values}
        return replace(self, **changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of shown text and the ranges of it that matched, in order, none inside another.

    *is_cut_before* and *is_cut_after* say that its first or last sentence goes on beyond it.
    """

    text: str
    highlights: tuple[Span, ...] = ()
    is_cut_before: bool = False
    is_cut_after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result as shown."""

    id: str
    url: str | None
    title: Snippet
    snippets: tuple[Snippet, ...]
    published: PartialDate | None
    published_origin: DateOrigin | None
    event_date: PartialDate | None
    dated_by: DatedBy | None
    source: str | None
    regions: tuple[Region, ...]
    script: Script
    copies: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value of a facet; *count* is the total if that value alone were chosen."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A facet by its public name, its values by count, then value; at most 20."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBucket:
    """A day, month or year by its first day, and how many matching articles overlap it."""

    start: dt.date
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars over time, empty ones included; *undated* are the matching articles without a date."""

    interval: Literal["day", "month", "year"]
    buckets: tuple[TimelineBucket, ...]
    undated: int


MatchKind: TypeAlias = Literal["exact", "all-words", "most-words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a reader should know; *code* is stable, *message* is for people, *values* are the names in it."""

    code: str
    message: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The whole answer to a request; *took_ms* is wall time in milliseconds.

    *provinces* counts as the facet of regions does, for every province that has any, by code; None unless asked for.
    """

    text: str
    interpreted: str
    match: MatchKind
    notices: tuple[Notice, ...]
    total: int
    took_ms: float
    page: int
    size: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] | None
    timeline: Timeline | None
    generation: str
    provinces: tuple[FacetValue, ...] | None = None
