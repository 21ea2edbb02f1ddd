"""Counts of everything selected, or of the whole archive: stories, provinces, names, and the bars that a share is taken of.

Asks the engine for exact counts and gives them names; `facets.py` counts what stands beside a page of hits.
"""

from __future__ import annotations

from index.archive.opened import Opened
from index.engines.criteria import AllArticles, Criterion
from index.engines.port import Counted, EngineReader, TallyRequest, TimeCount, ValueCount
from index.model import Facet, FacetValue, ShownScript, Timeline, TimelineBucket, day_number
from index.regions.gazetteer import Gazetteer
from index.schema import FacetName, TimeUnit
from index.showing.names import show_names

_ALL_VALUES = 60_000
_ALL_REGIONS = 8_000  # divisions of all years and countries: 7,100
_PROVINCE_CODE_LENGTH = 2


def count_stories(reader: EngineReader, criterion: Criterion) -> int:
    """How many stories have an article that *criterion* selects."""
    return reader.tally(TallyRequest(criterion=criterion, counted="stories")).total


def count_provinces(
    reader: EngineReader,
    criterion: Criterion,
    gazetteer: Gazetteer,
    script: ShownScript,
    counted: Counted = "stories",
) -> tuple[FacetValue, ...]:
    """How much of what is selected lies in each province, by code; provinces without any are left out."""
    request = TallyRequest(criterion=criterion, facets=("region",), limit=_ALL_REGIONS, counted=counted)
    found = reader.tally(request).facets[0].values
    return tuple(
        FacetValue(value=one.value, label=gazetteer.label(one.value, script), count=one.count)
        for one in sorted(found, key=lambda one: one.value)
        if len(one.value) == _PROVINCE_CODE_LENGTH and one.value.isdigit()
    )


def count_archive(reader: EngineReader, timeline: Timeline, counted: Counted = "stories") -> tuple[int, ...]:
    """How much of the whole archive overlaps each bucket of *timeline*: what its counts are a share of."""
    unit: TimeUnit = timeline.interval
    counts = {one.start: one.count for one in count_times(reader, AllArticles(), unit, counted)}
    return tuple(counts.get(_number(bucket, unit), 0) for bucket in timeline.buckets)


def count_names(kind: FacetName, opened: Opened, gazetteer: Gazetteer, script: ShownScript) -> Facet:
    """Every value of a kind in the whole archive, by count, then value; regions by code."""
    found = _values(opened.reader, AllArticles(), kind, _ALL_VALUES)
    keys = [one.value for one in found]
    if kind == "region":
        labels = [gazetteer.name(key, script) for key in keys]
        rows = zip(keys, labels, found, strict=True)
    else:
        names = show_names(opened.store, kind, keys, script)
        rows = zip([one.canonical for one in names], [one.shown for one in names], found, strict=True)
    return Facet(
        name=kind,
        values=tuple(FacetValue(value=value, label=label, count=one.count) for value, label, one in rows),
    )


def _values(
    reader: EngineReader, criterion: Criterion, kind: FacetName, limit: int
) -> tuple[ValueCount, ...]:
    (found,) = reader.tally(
        TallyRequest(criterion=criterion, facets=(kind,), limit=limit, counted="stories")
    ).facets
    return found.values


def count_times(
    reader: EngineReader, criterion: Criterion, unit: TimeUnit, counted: Counted = "articles"
) -> tuple[TimeCount, ...]:
    """How much of what *criterion* selects overlaps each day, month or year that has any, in order."""
    (found,) = reader.tally(TallyRequest(criterion=criterion, units=(unit,), counted=counted)).times
    return found.counts


def _number(bucket: TimelineBucket, unit: TimeUnit) -> int:
    day = bucket.start
    match unit:
        case "year":
            return day.year
        case "month":
            return day.year * 100 + day.month
        case "day":
            return day_number(day)
