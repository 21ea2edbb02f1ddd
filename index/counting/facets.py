"""Facets and timeline: exact counts beside the hits, each equal to what choosing it gives.

Asks the engine for counts, of stories or of articles, and gives them names. A facet leaves its own parameter out and keeps all
others, so facets whose parameter is not in use share one question. This module must not rank or read texts; `search.py` calls it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from index.engines.criteria import Criterion
from index.engines.port import Counted, EngineReader, FacetCounts, Tally, TallyRequest, TimeCount
from index.model import Facet, FacetValue, ShownScript, Timeline, TimelineBucket, numbered_day
from index.planning.selected import DayWindow, Selected
from index.regions.gazetteer import Gazetteer
from index.schema import FACET_NAMES, FacetName, TimeUnit
from index.showing.names import show_spelled
from index.store.port import StoreReader

MAX_VALUES = 20
# Spans up to which the timeline shows days, then months; beyond, years. Bars stay between about 3 and 120.
MAX_DAYS = 62
MAX_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """What stands beside the hits: every facet, the timeline, and the *total* of everything selected."""

    total: int
    facets: tuple[Facet, ...]
    timeline: Timeline


class FacetCounter:
    """Counts facets and timelines of one engine state, and names them from store and gazetteer."""

    def __init__(
        self, reader: EngineReader, store: StoreReader, gazetteer: Gazetteer, counted: Counted
    ) -> None:
        """The first three are read only."""
        self._counted = counted
        self._reader = reader
        self._store = store
        self._gazetteer = gazetteer

    def count(self, selected: Selected, script: ShownScript, days: DayWindow) -> Breakdown:
        """All facets in the order of `schema.FACET_NAMES`, and the timeline within *days*.

        At most 20 values each, by count, then value. Everything with the same criterion is one question to the engine.
        """
        in_use = {chosen.field for chosen in selected.facet_filters}
        free = tuple(name for name in FACET_NAMES if name not in in_use)
        criterion = selected.without(None)
        tally = self._tally(criterion, free, ("year", "month"))
        counts = {found.field: found for found in tally.facets}
        for name in in_use:
            (counts[name],) = self._tally(selected.without(name), (name,)).facets
        return Breakdown(
            total=tally.total,
            facets=tuple(Facet(name=name, values=self._named(counts[name], script)) for name in FACET_NAMES),
            timeline=self._timeline(criterion, tally, days),
        )

    def _tally(
        self, criterion: Criterion, facets: tuple[FacetName, ...], units: tuple[TimeUnit, ...] = ()
    ) -> Tally:
        return self._reader.tally(
            TallyRequest(
                criterion=criterion, facets=facets, limit=MAX_VALUES, units=units, counted=self._counted
            )
        )

    def _named(self, counts: FacetCounts, script: ShownScript) -> tuple[FacetValue, ...]:
        if counts.field == "region":
            return self._regions(counts, script)
        spelled = self._store.names(counts.field, [one.value for one in counts.values])
        # Many tie where few are found: they are cut by what the archive calls them, and only then shown.
        rows = [
            (-one.count, name.canonical, one.value, name)
            for one, name in zip(counts.values, spelled, strict=True)
        ]
        rows.sort()
        return tuple(
            [
                FacetValue(value=value, label=show_spelled(counts.field, name, value, script), count=-count)
                for count, value, _, name in rows[:MAX_VALUES]
            ]
        )

    def _regions(self, counts: FacetCounts, script: ShownScript) -> tuple[FacetValue, ...]:
        label = self._gazetteer.label
        return tuple(
            [
                FacetValue(value=one.value, label=label(one.value, script), count=one.count)
                for one in counts.values[:MAX_VALUES]
            ]
        )

    def _timeline(self, criterion: Criterion, tally: Tally, days: DayWindow) -> Timeline:
        """Bars over the dates of what *criterion* selects within *days*, empty ones included."""
        every_year, every_month = (found.counts for found in tally.times)
        undated = tally.undated
        years = [one for one in every_year if days.holds_year(one.start)]
        if not years:
            return Timeline(interval="month", buckets=(), undated=undated)
        if (years[-1].start - years[0].start - 1) * 12 + 2 <= MAX_MONTHS:
            months = [one for one in every_month if days.holds_month(one.start)]
            if not months:
                return Timeline(interval="month", buckets=(), undated=undated)
            span = _month_number(months[-1].start) - _month_number(months[0].start) + 1
            if span * 31 <= MAX_DAYS + 31 and (found := self._days(criterion, days)):
                return Timeline(interval="day", buckets=_filled_days(found), undated=undated)
            if span <= MAX_MONTHS:
                return Timeline(interval="month", buckets=_filled_months(months), undated=undated)
        return Timeline(interval="year", buckets=_filled_years(years), undated=undated)

    def _days(self, criterion: Criterion, window: DayWindow) -> list[TimeCount]:
        """The days that have articles, or none where they span too many."""
        (times,) = self._tally(criterion, (), ("day",)).times
        found = [one for one in times.counts if window.first <= one.start <= window.last]
        if not found or (numbered_day(found[-1].start) - numbered_day(found[0].start)).days >= MAX_DAYS:
            return []
        return found


def _month_number(month: int) -> int:
    return month // 100 * 12 + month % 100 - 1


def _filled_days(found: Sequence[TimeCount]) -> tuple[TimelineBucket, ...]:
    counts = {numbered_day(one.start): one.count for one in found}
    first, last = min(counts), max(counts)
    days = (first + dt.timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(TimelineBucket(start=day, count=counts.get(day, 0)) for day in days)


def _filled_months(found: Sequence[TimeCount]) -> tuple[TimelineBucket, ...]:
    counts = {_month_number(one.start): one.count for one in found}
    numbers = range(min(counts), max(counts) + 1)
    return tuple(
        TimelineBucket(start=dt.date(n // 12, n % 12 + 1, 1), count=counts.get(n, 0)) for n in numbers
    )


def _filled_years(found: Sequence[TimeCount]) -> tuple[TimelineBucket, ...]:
    counts = {one.start: one.count for one in found}
    years = range(min(counts), max(counts) + 1)
    return tuple(TimelineBucket(start=dt.date(year, 1, 1), count=counts.get(year, 0)) for year in years)
