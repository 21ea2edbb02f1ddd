"""The timeline as a chart: where each bar and label stands and what a click on it asks for.

Two views: how many articles, or which share of the whole archive. Needs no script: every bar is a link that narrows the
dates, and a table says the same. Geometry only; `charts/markup.py` draws it. Across, everything is a percentage of the
width, so that one chart fits a phone and a wide screen; down, it is pixels.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.model import PartialDate, Timeline, TimelineBucket
from webapp.addresses import NamedValue, SearchAddress

CHART_HEIGHT = 104
BARS_TOP = 18  # above it stands the greatest value
BARS_BOTTOM = 86  # below it stand the dates
_BARS_HEIGHT = BARS_BOTTOM - BARS_TOP
_LEAST_STEPS = 12  # a single bar must not fill the whole width
_LEAST_HEIGHT = 2  # one article beside thousands is still to be seen
_LEAST_TOP = 4  # articles that a full height stands for: one article must not look like a peak
_FILL = 0.82  # of a step is bar, the rest gap
_LABELS = 7  # dates of 40 pixels on 700
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)  # as people count years: 1960, 1970 …
_ENOUGH_ARTICLES = 20  # of fewer, a share says nothing: one report of 1954 would be 100 %
_PERIOD_LENGTHS = {"year": len("2026"), "month": len("2026-07"), "day": len("2026-07-01")}
_EDGE_PERCENT = 7.5  # nearer to an end, a centred label of 42 pixels would be cut off on a phone's 288

LEAST_BUCKETS = 2
"""One bar alone says nothing that the total does not: then there is no chart."""

Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bucket: its place, its period as ISO 8601, its count, that of the archive where known, its search.

    *x* and *width* are percentages, *step_x* and *step_width* those of the ground that can be hit; *y*, *height* pixels.
    *is_vague*: a share of so few articles that it says nothing.
    """

    x: float
    width: float
    step_x: float
    step_width: float
    y: int
    height: int
    period: str
    count: int
    of: int | None
    share: str | None
    is_vague: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A label below the bars; *is_minor* ones are left out on narrow screens."""

    x: float
    label: str
    anchor: Anchor
    is_minor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartViews:
    """The addresses of a page with either view of its timeline."""

    count: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineChart:
    """All bars, oldest first; *highest* is what the full height stands for, in words."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    highest: str
    undated: int
    is_share: bool


def build_chart(
    timeline: Timeline, address: SearchAddress, archive: Sequence[int] | None = None
) -> TimelineChart:
    """The chart of a timeline; with *archive*, the articles of the whole archive by bucket, that of the shares.

    Heights are linear; a bar with any article has at least 2 pixels. Shares of few articles do not set the scale; few
    articles do not fill it.
    """
    buckets = timeline.buckets
    whole = list(archive) if archive is not None else [None] * len(buckets)
    values = [
        float(bucket.count) if of is None else _share(bucket.count, of)
        for bucket, of in zip(buckets, whole, strict=True)
    ]
    telling = [value for value, of in zip(values, whole, strict=True) if not _is_vague(of)]
    highest = max(telling or values, default=0.0) if archive is not None else max([*values, _LEAST_TOP])
    step = 100 / max(len(buckets), _LEAST_STEPS)
    frame = address.frame("from", "to")
    bars = []
    for place, (bucket, value, of) in enumerate(zip(buckets, values, whole, strict=True)):
        height = _height(value, highest) if bucket.count else 0
        period = bucket.start.isoformat()[: _PERIOD_LENGTHS[timeline.interval]]
        bars.append(
            Bar(
                x=round(step * (place + (1 - _FILL) / 2), 3),
                width=round(step * _FILL, 3),
                step_x=round(step * place, 3),
                step_width=round(step, 3),
                y=BARS_BOTTOM - height,
                height=height,
                period=period,
                count=bucket.count,
                of=of,
                share=None if of is None else _percent(value),
                is_vague=_is_vague(of),
                url=frame.url(NamedValue("from", period), NamedValue("to", period)),
            )
        )
    return TimelineChart(
        bars=tuple(bars),
        ticks=_label(timeline, step),
        highest=f"{highest:,.0f}" if archive is None else _percent(highest),
        undated=timeline.undated,
        is_share=archive is not None,
    )


def period_of(bucket: TimelineBucket, interval: Literal["day", "month", "year"]) -> PartialDate:
    """The day, month or year that a bucket stands for."""
    start = bucket.start
    if interval == "year":
        return PartialDate(year=start.year)
    if interval == "month":
        return PartialDate(year=start.year, month=start.month)
    return PartialDate(year=start.year, month=start.month, day=start.day)


def _height(value: float, highest: float) -> int:
    return max(round(_BARS_HEIGHT * min(1.0, value / highest)) if highest else 0, _LEAST_HEIGHT)


def _share(count: int, of: int) -> float:
    # An archive that grows between the two questions may give more than there was.
    return min(1.0, count / of) if of else 0.0


def _is_vague(of: int | None) -> bool:
    return of is not None and of < _ENOUGH_ARTICLES


def _percent(share: float) -> str:
    percent = 100 * share
    return f"{percent:.0f}%" if percent >= 10 or percent == 0 else f"{percent:.2g}%"


def _label(timeline: Timeline, step: float) -> tuple[Tick, ...]:
    """Labels at round dates: round years below months and years, Mondays' days below days; few enough to be read."""
    buckets = timeline.buckets
    if not buckets:
        return ()
    ticks = []
    for number, place in enumerate(_round_places([bucket.start for bucket in buckets], timeline.interval)):
        middle = step * (place + 0.5)
        anchor: Anchor = "middle"
        if middle < _EDGE_PERCENT:
            anchor, middle = "start", step * place
        elif middle > 100 - _EDGE_PERCENT:
            anchor, middle = "end", step * (place + 1)
        label = _name(buckets[place].start, timeline.interval, len(buckets))
        ticks.append(Tick(x=round(middle, 3), label=label, anchor=anchor, is_minor=number % 2 == 1))
    return tuple(ticks)


def _round_places(starts: Sequence[dt.date], interval: str) -> list[int]:
    if len(starts) <= _LABELS:
        return list(range(len(starts)))
    if interval == "day":
        mondays = [place for place, start in enumerate(starts) if start.weekday() == 0]
        return mondays[:: -(-len(mondays) // _LABELS)]
    if interval == "month" and len(starts) <= 18:
        return list(range(0, len(starts), 3))
    return _round_years(starts)


def _round_years(starts: Sequence[dt.date]) -> list[int]:
    """The beginnings of years that are multiples of the least round number of which there are few enough."""
    years = {start.year: place for place, start in enumerate(starts) if start.month == 1}
    steps = ([place for year, place in years.items() if year % step == 0] for step in _YEAR_STEPS)
    return next(places for places in steps if len(places) <= _LABELS)


def _name(start: dt.date, interval: str, count: int) -> str:
    if interval == "year":
        return str(start.year)
    if interval == "month":
        return str(start.year) if count > 18 else f"{start.year}-{start.month:02d}"
    return f"{start.month:02d}-{start.day:02d}"
