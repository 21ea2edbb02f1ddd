"""Text copied from a PDF or a print-out → its lines without the numbers of pages and what is printed beside them on each.

    …推动航道疏浚工 / - 2 - / 样例研究院 研究简报 / 程按期完成。

A page ends in the middle of a sentence more often than not; what stands there parts its words, and hides that the lines were wrapped.
Pure; plain text asks before it joins wrapped lines (`wrapped_lines.py`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence, Set
from typing import Final

_FORMS: Final = (
    re.compile(r"[-–—·•－]\s*(\d{1,4})\s*[-–—·•－]"),
    re.compile(r"第\s*(\d{1,4})\s*[页頁](?:\s*[,，、/]?\s*[共总總]\s*\d{1,4}\s*[页頁])?"),
    re.compile(r"page\s*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE),
    # As browsers print below each page.
    re.compile(r"https?://[^\s\u3000-\uffee]{4,160}\s+(\d{1,4})/\d{1,4}"),
    re.compile(r"(\d{1,4})\s*/\s*\d{1,4}"),
    re.compile(r"(\d{1,3})"),
)
# One look at each line, for most are none.
_MAY_BE: Final = re.compile(
    r"\s*(?:[-–—·•－]\s*\d|第\s*\d|page\s*\d|https?:|\d{1,4}\s*(?:/|$))", re.IGNORECASE
)
_SURE: Final = 4
"""So many of the forms are nothing but page numbers; the others are scores and numbers of sections too."""
_LONGEST_MARK: Final = 200
_LONGEST_HEAD: Final = 120
_ENDED: Final = re.compile(r"[。！？!?…；:：][”’」』）)】]*\s*$")
_SHORTEST_LINE: Final = 14
"""What is shorter is a heading, above which no page was broken."""
_LEAST_BROKEN: Final = 0.5
_FEWEST_UNSURE: Final = 3
_SHORTEST_PAGE: Final = 15
"""Lines between numbers alone; those of rows whose cells were copied one a line stand closer (of 20,000 articles in seven)."""


def without_page_marks(lines: Sequence[str]) -> list[str]:
    """*lines* without page numbers that count up by one, the heads and feet beside them, and blank lines where a sentence goes on.

    Numbers alone (3, 2/9) go only where most of them part a sentence: sections of an essay are numbered too.
    """
    marks = _marks(lines)
    gone = marks | _repeated_beside(lines, marks)
    for mark in sorted(marks):
        above, below = _nearest(lines, mark, -1, gone), _nearest(lines, mark, 1, gone)
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
    for rank, form in enumerate(_FORMS):
        numbered = [
            (number, int(mark[1])) for number, line in short if (mark := form.fullmatch(line)) is not None
        ]
        first = numbered[0][1] if numbered else 0
        if any(page != first + place for place, (_, page) in enumerate(numbered)):
            continue
        places = {number for number, _ in numbered}
        if rank < _SURE or (
            _are_pages([number for number, _ in numbered]) and _part_sentences(lines, places)
        ):
            found |= places
    return found


def _are_pages(places: Sequence[int]) -> bool:
    return len(places) >= _FEWEST_UNSURE and all(
        below - above >= _SHORTEST_PAGE for above, below in itertools.pairwise(places)
    )


def _part_sentences(lines: Sequence[str], places: Set[int]) -> bool:
    above = [_nearest(lines, place, -1, places) for place in places]
    return sum(one is not None and _goes_on(lines[one]) for one in above) >= _LEAST_BROKEN * len(places)


def _repeated_beside(lines: Sequence[str], marks: Set[int]) -> Set[int]:
    """The lines directly above or below page numbers that stand there on several pages."""
    beside = {
        number
        for mark in marks
        for step in (-1, 1)
        if (number := _nearest(lines, mark, step, marks)) is not None
        and len(lines[number].strip()) <= _LONGEST_HEAD
        and _ENDED.search(lines[number]) is None
    }
    counts = Counter(lines[number].strip() for number in beside)
    return {number for number in beside if counts[lines[number].strip()] > 1}


def _nearest(lines: Sequence[str], start: int, step: int, passed: Set[int]) -> int | None:
    """The nearest line above or below that says something and is none of *passed*."""
    number = start + step
    while 0 <= number < len(lines) and (number in passed or not lines[number].strip()):
        number += step
    return number if 0 <= number < len(lines) else None


def _goes_on(line: str) -> bool:
    return len(line.strip()) >= _SHORTEST_LINE and _ENDED.search(line) is None
