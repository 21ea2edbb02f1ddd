"""Profiles: since when, how often, where and with whom something is in the news, counted over the whole archive.

A subject is a person, an organisation, a place, a policy term, a source or a region. Its profile is made of the engine's
exact counts and a few articles from the store. Nothing here ranks or reads queries; `search.py` calls it, and the pages
of names show it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.analysis.analyzer import exact_units
from index.analysis.script import name_key
from index.archive.opened import Opened
from index.counting.counts import count_archive, count_provinces, count_stories, count_times
from index.counting.facets import FacetCounter
from index.engines.criteria import AllOf, AnyKeyword, Criterion, DayRange, UnitRun
from index.model import (
    LAST_DAY,
    Article,
    Facet,
    FacetValue,
    PartialDate,
    Script,
    ShownScript,
    Timeline,
    TimelineBucket,
)
from index.planning.selected import DayWindow, Selected
from index.regions.gazetteer import Gazetteer
from index.schema import FACET_NAMES, FacetName
from index.showing.names import show_known

COMPANIONS = 12
"""Values shown of each kind beside a subject: what fits beside a map without paging."""
_EVER = DayWindow(first=0, last=LAST_DAY)
# Offices are read out of the articles themselves: the newest hundred hold what somebody is called now and was lately.
_READ_FOR_OFFICES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom or what a profile is about: an exact name in either script, or a region's code."""

    kind: FacetName
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """An article at an end of the time line."""

    id: str
    title: str
    date: PartialDate
    script: Script


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOffice:
    """What a person is called beside the name: in how many of the articles read, and the dates of first and last."""

    office: str
    articles: int
    first: PartialDate | None
    last: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything counted about one subject.

    *name* is the archive's spelling; *archive* holds, bucket by bucket of *timeline*, the articles of the whole archive;
    *companions* are the other values that its articles carry; *is_run* is true where no article carries the name as a
    term, and those that say it in title or body were counted instead.
    """

    subject: Subject
    name: str
    total: int
    first: Landmark | None
    peak: TimelineBucket | None
    latest: Landmark | None
    timeline: Timeline
    archive: tuple[int, ...]
    companions: tuple[Facet, ...]
    provinces: tuple[FacetValue, ...]
    offices: tuple[HeldOffice, ...]
    is_run: bool
    generation: str


def build_profile(
    subject: Subject, opened: Opened, gazetteer: Gazetteer, script: ShownScript = "original"
) -> Profile:
    """The profile of *subject*; one without articles has a total of 0. Exact for one state of the index."""
    reader = opened.reader
    criterion: Criterion = _carrying(subject)
    total = count_stories(reader, criterion)
    units = exact_units(subject.value) if subject.kind == "term" and total == 0 else ()
    if units:
        criterion = UnitRun(units=units)
        total = count_stories(reader, criterion)
    counter = FacetCounter(reader, opened.store, gazetteer, "stories")
    selected = Selected(criterion=criterion)
    counted = counter.count(selected, script, _EVER)
    timeline = counted.timeline
    profiler = _Profiler(opened, criterion)
    return Profile(
        subject=subject,
        name=profiler.name(subject, gazetteer, script),
        total=total,
        first=profiler.first(),
        peak=max(timeline.buckets, key=lambda bucket: bucket.count, default=None),
        latest=profiler.latest(),
        timeline=timeline,
        archive=count_archive(reader, timeline),
        companions=_without(subject, counted.facets, gazetteer),
        provinces=count_provinces(reader, criterion, gazetteer, script),
        offices=profiler.offices(subject) if subject.kind == "person" else (),
        is_run=bool(units) and total > 0,
        generation=opened.generation.name,
    )


def _carrying(subject: Subject) -> AnyKeyword:
    value = subject.value if subject.kind == "region" else name_key(subject.value)
    return AnyKeyword(field=subject.kind, values=(value,))


def _without(subject: Subject, facets: Sequence[Facet], gazetteer: Gazetteer) -> tuple[Facet, ...]:
    """The facets without the subject itself and, for a region, what it lies in: those are in every article of it."""
    if subject.kind == "region":
        itself = {division.code for division in gazetteer.ancestors(subject.value)}
    else:
        itself = {name_key(subject.value)}
    left = []
    for name in FACET_NAMES:
        facet = next(facet for facet in facets if facet.name == name)
        values = facet.values
        if name == subject.kind:
            values = tuple(one for one in values if _key(name, one.value) not in itself)
        left.append(Facet(name=name, values=values[:COMPANIONS]))
    return tuple(left)


def _key(kind: str, value: str) -> str:
    return value if kind == "region" else name_key(value)


class _Profiler:
    """Reads single articles of what *criterion* selects."""

    def __init__(self, opened: Opened, criterion: Criterion) -> None:
        self._opened = opened
        self._criterion = criterion

    def name(self, subject: Subject, gazetteer: Gazetteer, script: ShownScript) -> str:
        """What the subject is called."""
        if subject.kind == "region":
            return gazetteer.name(subject.value, script)
        return show_known(self._opened.store, subject.kind, [subject.value], script)[0]

    def first(self) -> Landmark | None:
        """The oldest dated article."""
        days = count_times(self._opened.reader, self._criterion, "day")
        if not days:
            return None
        day = DayRange(first=days[0].start, last=days[0].start)
        overlapping = AllOf(children=(self._criterion, day))
        oldest = self._opened.reader.newest(overlapping, days[0].count).candidates[-1]
        return self._landmark(oldest.ordinal)

    def latest(self) -> Landmark | None:
        """The newest dated article."""
        newest = self._opened.reader.newest(self._criterion, 1).candidates
        return self._landmark(newest[0].ordinal) if newest and newest[0].sort_seconds >= 0 else None

    def _landmark(self, ordinal: int) -> Landmark | None:
        for stored in self._opened.store.summaries([ordinal]):
            date = stored.article.dated()
            if date is not None:
                article = stored.article
                return Landmark(id=article.id, title=article.title, date=date, script=article.script)
        return None

    def offices(self, subject: Subject) -> tuple[HeldOffice, ...]:
        """What the person is called in the newest articles, the commonest first, then by office."""
        newest = self._opened.reader.newest(self._criterion, _READ_FOR_OFFICES).candidates
        ordinals = [one.ordinal for one in newest[:_READ_FOR_OFFICES]]
        counts: Counter[str] = Counter()
        dates: dict[str, list[PartialDate]] = {}
        for stored in self._opened.store.articles(ordinals):
            for office in set(_offices_of(stored.article, name_key(subject.value))):
                counts[office] += 1
                dated = stored.article.dated()
                dates.setdefault(office, []).extend([] if dated is None else [dated])
        return tuple(
            HeldOffice(
                office=office,
                articles=count,
                first=min(dates[office], key=PartialDate.sort_seconds, default=None),
                last=max(dates[office], key=PartialDate.sort_seconds, default=None),
            )
            for office, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        )


def _offices_of(article: Article, key: str) -> Iterator[str]:
    for entity in article.entities:
        if entity.kind == "person" and entity.office and name_key(entity.canonical) == key:
            yield entity.office
