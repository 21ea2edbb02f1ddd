"""The port's order laws, written once for engines that count by themselves.

Pure values in and out; knows no engine. `reference_engine.py` and `whoosh_engine` use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index.engines.port import MAX_TIES, Candidate, FacetCounts, Selection, TimeCount, TimeCounts, ValueCount
from index.schema import FacetName, TimeUnit


def order_values(field: FacetName, counts: Mapping[str, int], limit: int) -> FacetCounts:
    """The *limit* (at least 1) commonest of *counts*, by count, then value, and all that tie with the last one."""
    ordered = sorted(
        (ValueCount(value, count) for value, count in counts.items() if count),
        key=lambda row: (-row.count, row.value),
    )
    if len(ordered) > limit:
        least = ordered[limit - 1].count
        ordered = [row for row in ordered if row.count >= least]
    return FacetCounts(field=field, values=tuple(ordered))


def order_times(unit: TimeUnit, counts: Mapping[int, int]) -> TimeCounts:
    """The years, months or days of *counts*, ascending."""
    return TimeCounts(
        unit=unit, counts=tuple(TimeCount(start, count) for start, count in sorted(counts.items()))
    )


def order_candidates(candidates: Iterable[Candidate], limit: int) -> Selection:
    """The first *limit* by score, then newer, and up to `MAX_TIES` that tie with the last in both; the total of all."""
    ordered = sorted(candidates, key=lambda row: (-row.score, -row.sort_seconds, row.ordinal))
    kept = ordered[:limit]
    if kept:
        last = kept[-1]
        ties = (row for row in ordered[limit : limit + MAX_TIES] if row.sort_seconds == last.sort_seconds)
        kept.extend(row for row in ties if row.score == last.score)
    return Selection(total=len(ordered), candidates=tuple(kept))
