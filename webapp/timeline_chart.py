"""The timeline as bars: where each stands and what a click on it asks for; the template draws them as SVG.

Needs no script: every bar is a link that narrows the dates, and a table says the same. Geometry only, no markup.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from index.model import PartialDate, Timeline
from webapp.addresses import SearchAddress, render_period

BAR_STEP = 10
BAR_WIDTH = 8
CHART_HEIGHT = 56
_LEAST_STEPS = 12  # a single bar must not fill the whole width
_LEAST_HEIGHT = 2  # one article beside thousands is still to be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bucket: its place in the chart's units, its period as ISO 8601, its count, and the search of it alone."""

    x: int
    y: int
    height: int
    period: str
    count: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineChart:
    """All bars, oldest first, in a box of *width* × `CHART_HEIGHT` units; *highest* is the greatest count."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    bar_width: int
    highest: int
    undated: int


def build_chart(timeline: Timeline, address: SearchAddress) -> TimelineChart:
    """The chart of a timeline; heights are linear in the counts, a bar with any article has at least 2 units."""
    highest = max((bucket.count for bucket in timeline.buckets), default=0)
    bars = []
    frame = address.frame("from", "to")
    for place, bucket in enumerate(timeline.buckets):
        height = round(CHART_HEIGHT * bucket.count / highest) if highest else 0
        height = max(height, _LEAST_HEIGHT) if bucket.count else 0
        period = _period(bucket.start, timeline.interval)
        bars.append(
            Bar(
                x=place * BAR_STEP,
                y=CHART_HEIGHT - height,
                height=height,
                period=period.iso(),
                count=bucket.count,
                url=frame.url(*render_period(period, period)),
            )
        )
    return TimelineChart(
        bars=tuple(bars),
        width=max(len(bars), _LEAST_STEPS) * BAR_STEP,
        height=CHART_HEIGHT,
        bar_width=BAR_WIDTH,
        highest=highest,
        undated=timeline.undated,
    )


def _period(start: dt.date, interval: Literal["day", "month", "year"]) -> PartialDate:
    if interval == "year":
        return PartialDate(year=start.year)
    if interval == "month":
        return PartialDate(year=start.year, month=start.month)
    return PartialDate(year=start.year, month=start.month, day=start.day)
