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


def find_repeated(stories: Numbers) -> npt.NDArray[np.bool_] | None:
    """Where *stories* has a story (not 0) that stands there twice or more; None where there is none."""
    numbers, times = np.unique(stories[stories > 0], return_counts=True)
    repeated = numbers[times > 1]
    return np.isin(stories, repeated) if len(repeated) else None


def once_in_each(codes: npt.NDArray[np.int32], stories: Numbers, kinds: int) -> npt.NDArray[np.int32]:
    """*codes* (below *kinds*), each once for each story in which it stands; *stories* stand beside *codes*."""
    # Sorting: np.unique's table of hashes takes twice as long.
    pairs = np.sort(codes + stories * kinds)
    different = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
    return (different % kinds).astype(np.int32)
