"""Figures: each with its unit, its goal and whether it is reached; printed as tables, kept as JSON.

A figure without a goal is for reading. Measures return figures (`ingest.py`, `searching.py`, `site.py`, `stages.py`);
`__main__.py` prints them.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from rich.console import Console
from rich.table import Table

Bound: TypeAlias = Literal["at most", "at least"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value; *baseline* is what a plain way needs in the same run, *note* how it was measured."""

    name: str
    value: float
    unit: str = ""
    baseline: float | None = None
    goal: float | None = None
    bound: Bound = "at most"
    note: str = ""

    @property
    def is_reached(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.value <= self.goal if self.bound == "at most" else self.value >= self.goal


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The figures of one measure."""

    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long something took, in milliseconds: by the clock, and of the processor.

    Beside other work on the machine the second is what it would take alone, nearly.
    """

    wall_ms: float
    cpu_ms: float


class Clock:
    """Runs from the moment it is made, for one thread."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.thread_time()

    def times(self) -> Times:
        """What has passed."""
        cpu, wall = time.thread_time(), time.perf_counter()
        return Times(wall_ms=(wall - self._wall) * 1_000, cpu_ms=(cpu - self._cpu) * 1_000)


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: the least value that *share* of all do not exceed; 0.0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * len(ordered) * 1_000) // 1_000) - 1))]


def median(values: Sequence[float]) -> float:
    """The middle one (the lower of two)."""
    return percentile(values, 0.5)


def print_part(part: Part) -> None:
    """Print the figures of one measure as a table on stdout."""
    table = Table(title=part.title, title_justify="left", title_style="bold")
    for heading in ("figure", "ours", "baseline", "goal", ""):
        table.add_column(heading, justify="left" if heading == "figure" else "right")
    table.add_column("how", overflow="fold")
    for figure in part.figures:
        sign = {"at most": "≤", "at least": "≥"}[figure.bound]
        table.add_row(
            figure.name,
            f"{_number(figure.value)} {figure.unit}".strip(),
            "" if figure.baseline is None else _number(figure.baseline),
            "" if figure.goal is None else f"{sign} {_number(figure.goal)}",
            {True: "ok", False: "MISSED", None: ""}[figure.is_reached],
            figure.note,
        )
    width = None if os.isatty(1) else 160
    Console(width=width).print(table)


def write_parts(path: Path, parts: Sequence[Part]) -> None:
    """Keep the figures as JSON in *path*, with when and where they were measured."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "measured": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_average": [round(one, 2) for one in os.getloadavg()],
        "parts": [
            {"title": part.title, "figures": [_as_json(figure) for figure in part.figures]} for part in parts
        ],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _as_json(figure: Figure) -> dict[str, object]:
    return {**asdict(figure), "reached": figure.is_reached}


def _number(value: float) -> str:
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
