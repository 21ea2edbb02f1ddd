"""Text copied from a PDF or a print-out → its lines without the numbers of pages and what is printed beside them on each.

    …推动航道疏浚工 / - 2 - / 样例研究院 研究简报 / 程按期完成。

A page ends in the middle of a sentence more often than not; what stands there parts its words, and hides that the lines were wrapped.
Parts of essays, poems and rows are numbered in the same ways, so that only a number beside its total is sure by itself. Pure, and
linear in the lines; plain text asks before it joins wrapped lines (`wrapped_lines.py`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Final, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A way to print a page's number: *fewest* of them are read as such, *lines* apart at least."""

    pattern: re.Pattern[str]
    fewest: int
    lines: int = 1
    is_sure: bool = False


class _Mark(NamedTuple):
    line: int
    page: int


_SHORTEST_PAGE: Final = 15
"""Lines between numbers alone; those of rows whose cells were copied one a line stand closer (of 20,000 articles in seven)."""
_FORMS: Final = (
    # With the total beside it, or as browsers print it below each page.
    _Form(
        pattern=re.compile(
            r"(?:第\s*(\d{1,4})\s*[页頁]\s*[,，、/]?\s*[共总總]\s*\d{1,4}\s*[页頁]|page\s*(\d{1,4})\s*(?:of|/)\s*\d{1,4}"
            r"|https?://[^\s\u3000-\uffee]{4,160}\s+(\d{1,4})/\d{1,4})",
            re.IGNORECASE,
        ),
        fewest=1,
        is_sure=True,
    ),
    _Form(pattern=re.compile(r"[-–—·•－]\s*(\d{1,4})\s*[-–—·•－]"), fewest=2),
    _Form(pattern=re.compile(r"(?:第\s*(\d{1,4})\s*[页頁]|page\s*(\d{1,4}))", re.IGNORECASE), fewest=2),
    _Form(pattern=re.compile(r"(\d{1,4})\s*/\s*\d{1,4}"), fewest=3, lines=_SHORTEST_PAGE),
    _Form(pattern=re.compile(r"(\d{1,3})"), fewest=3, lines=_SHORTEST_PAGE),
)
# One look at each line, for most are none.
_MAY_BE: Final = re.compile(
    r"\s*(?:[-–—·•－]\s*\d|第\s*\d|page\s*\d|https?:|\d{1,4}\s*(?:/|$))", re.IGNORECASE
)
_LONGEST_MARK: Final = 200
_LONGEST_HEAD: Final = 120
_ENDED: Final = re.compile(r"[。！？!?…；:：][”’」』）)】]*\s*$")
_SENTENCE: Final = re.compile("[。！？]")
_SHORTEST_LINE: Final = 14
"""What is shorter is a heading, above which no page was broken."""
_MOST: Final = 0.5
"""Of the pages: so many hold sentences, part one, and bear the same head."""


def without_page_marks(lines: Sequence[str]) -> list[str]:
    """*lines* without page numbers that count up by one, the heads and feet beside them, and blank lines where a sentence goes on.

    Where no total stands beside them, numbers go only where most of them part a sentence of prose.
    """
    marks = _marks(lines)
    if not marks:
        return list(lines)
    gone = marks | _heads_beside(lines, sorted(marks))
    gaps = set(zip(_telling_above(lines, gone, marks), _telling_below(lines, gone, marks), strict=True))
    for above, below in gaps:
        if above is not None and below is not None and _goes_on(lines[above]):
            gone |= set(range(above + 1, below))
    return [line for number, line in enumerate(lines) if number not in gone]


def _marks(lines: Sequence[str]) -> Set[int]:
    """The numbers of the lines that are page numbers."""
    short = [
        (number, line.strip())
        for number, line in enumerate(lines)
        if len(line) <= _LONGEST_MARK and _MAY_BE.match(line) is not None
    ]
    found: set[int] = set()
    for form in _FORMS:
        marks = [
            _Mark(number, int(next(filter(None, mark.groups()))))
            for number, line in short
            if (mark := form.pattern.fullmatch(line)) is not None
        ]
        if _count_up(marks, form) and (form.is_sure or _are_of_pages(lines, [mark.line for mark in marks])):
            found |= {mark.line for mark in marks}
    return found


def _count_up(marks: Sequence[_Mark], form: _Form) -> bool:
    return len(marks) >= form.fewest and all(
        below.page == above.page + 1 and below.line - above.line >= form.lines
        for above, below in itertools.pairwise(marks)
    )


def _are_of_pages(lines: Sequence[str], places: Sequence[int]) -> bool:
    """True where the texts between the marks are prose, and most marks with text below part a sentence of it."""
    pages = itertools.pairwise((-1, *places))
    told = sum(any(map(_SENTENCE.search, lines[first + 1 : last])) for first, last in pages)
    if told < _MOST * len(places):
        return False
    inner = [place for place in places if any(map(str.strip, lines[place + 1 : place + 1 + _SHORTEST_PAGE]))]
    above = _telling_above(lines, frozenset(places), inner)
    parted = sum(one is not None and _goes_on(lines[one]) for one in above)
    return bool(inner) and parted >= _MOST * len(inner)


def _heads_beside(lines: Sequence[str], marks: Sequence[int]) -> Set[int]:
    """The lines directly above, or directly below, most of the page numbers that say the same on each page."""
    heads: set[int] = set()
    for beside in (
        _telling_above(lines, frozenset(marks), marks),
        _telling_below(lines, frozenset(marks), marks),
    ):
        places = {
            one
            for one in beside
            if one is not None
            and len(lines[one].strip()) <= _LONGEST_HEAD
            and _ENDED.search(lines[one]) is None
        }
        counts = Counter(lines[one].strip() for one in places)
        heads |= {one for one in places if counts[lines[one].strip()] >= max(2, _MOST * len(marks))}
    return heads


def _telling_above(lines: Sequence[str], passed: Set[int], asked: Iterable[int]) -> list[int | None]:
    """For each line *asked* for, in ascending order: the nearest above that says something and is none of *passed*."""
    nearest, start, found = None, 0, []
    for place in sorted(asked):
        for number in range(start, place):
            if number not in passed and lines[number].strip():
                nearest = number
        start = place
        found.append(nearest)
    return found


def _telling_below(lines: Sequence[str], passed: Set[int], asked: Iterable[int]) -> list[int | None]:
    """As `_telling_above`, below."""
    last = len(lines) - 1
    turned = _telling_above(lines[::-1], {last - one for one in passed}, [last - one for one in asked])
    return [None if one is None else last - one for one in reversed(turned)]


def _goes_on(line: str) -> bool:
    return len(line.strip()) >= _SHORTEST_LINE and _ENDED.search(line) is None
