"""Which article of each story is shown, over arrays: for engines that keep the columns of articles in memory.

A story is found where any of its articles is selected, and shown by the earliest that is: by day, undated last, then the
one that was kept first. Knows no engine; rows are whatever numbers an engine gives its articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.model import SECONDS_A_DAY

Numbers: TypeAlias = npt.NDArray[np.int64]
Scores: TypeAlias = npt.NDArray[np.float64]

_CODE_BITS = 31
"""Codes of values are 32-bit integers and not negative; a story and a code fit into one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryColumns:
    """The columns that this needs, each by row: *story* 0 where an article is alone, *sort_seconds* below 0 without a date."""

    story: Numbers
    sort_seconds: Numbers
    ordinal: Numbers


@dataclass(frozen=True, slots=True)
class ShownStories:
    """The stories of several articles among the selected: *numbers* ascending, the row that shows each, and how many rows they have."""

    numbers: Numbers
    rows: Numbers
    articles: int

    def shown_rows(self, rows: Numbers, stories: Numbers) -> Numbers:
        """*rows*, each replaced by the one that shows its story; *stories* are theirs."""
        shown = rows.copy()
        is_several = stories > 0
        shown[is_several] = self.rows[np.searchsorted(self.numbers, stories[is_several])]
        return shown

    @property
    def repeated(self) -> int:
        """How many of the selected rows are not shown."""
        return self.articles - len(self.numbers)


def show_stories(rows: Numbers, columns: StoryColumns) -> ShownStories:
    """Which of *rows*, all selected ones (those that are alone may lack), show the stories that they are in."""
    several = rows[columns.story[rows] > 0]
    stories, seconds = columns.story[several], columns.sort_seconds[several]
    days = np.where(seconds < 0, np.iinfo(np.int64).max, seconds // SECONDS_A_DAY)
    # The last key is the first to order by.
    order = np.lexsort((columns.ordinal[several], days, stories))
    numbers, first = np.unique(stories[order], return_index=True)
    return ShownStories(numbers, several[order][first], len(several))


def first_of_each(rows: Numbers) -> Numbers:
    """The places at which each of *rows* stands for the first time, ascending."""
    _, first = np.unique(rows, return_index=True)
    first.sort()
    return first


def find_repeated(stories: Numbers) -> Numbers:
    """The places in *stories* of a story (not 0) that stands there twice or more, story by story."""
    places = np.flatnonzero(stories > 0)
    places = places[np.argsort(stories[places])]
    is_same = _is_as_before(stories[places])
    is_repeated = is_same.copy()
    is_repeated[:-1] |= is_same[1:]
    return places[is_repeated]


def count_repeated(stories: Numbers) -> int:
    """How many of *stories* stand there already (0 is none)."""
    return int(np.count_nonzero(_is_as_before(np.sort(stories[stories > 0]))))


def repeated_in_story(codes: npt.NDArray[np.int32], stories: Numbers) -> npt.NDArray[np.int64]:
    """Those of *codes*, as often, that stand already in the same story; *stories* stand beside *codes*."""
    pairs = np.sort(stories << _CODE_BITS | codes)
    return pairs[_is_as_before(pairs)] & (1 << _CODE_BITS) - 1


def _is_as_before(ordered: Numbers) -> npt.NDArray[np.bool_]:
    """Where a number is the same as the one before."""
    is_same = np.zeros(len(ordered), dtype=np.bool_)
    np.equal(ordered[1:], ordered[:-1], out=is_same[1:])
    return is_same
