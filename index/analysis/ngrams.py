"""Bigrams of units: the terms that make every run of characters findable, with their positions.

One bigram begins at each unit, so the position of a bigram is the number of its first unit, and the last unit is paired
with a break. A run of n units is then the phrase of its bigrams; `cover` picks the fewest that prove it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis.units import BREAK, LATIN_END, is_letters


@dataclass(frozen=True, slots=True)
class PlacedTerm:
    """A term and its position relative to the first of its run."""

    offset: int
    term: str


def _closed(unit: str) -> str:
    return unit + LATIN_END if is_letters(unit) else unit


def bigrams(closed: Sequence[str]) -> list[str]:
    """One bigram per unit, in order: the unit and the next one, a break after the last; *closed* as by `closed_units`."""
    return list(map(str.__add__, closed, [*closed[1:], BREAK]))


def cover(units: Sequence[str]) -> tuple[PlacedTerm, ...]:
    """Bigrams that together hold every unit of a run of two or more; a run holds there exactly where they do.

    Every second bigram suffices, since each names two neighbours; ValueError for a single unit, which is a term, not a
    run.
    """
    if len(units) < 2:
        raise ValueError("a run of bigrams needs at least two units")
    closed = [_closed(unit) for unit in units]
    last = len(units) - 2
    starts = [*range(0, last, 2), last]
    return tuple(PlacedTerm(start, closed[start] + closed[start + 1]) for start in starts)
