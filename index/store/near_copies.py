"""Whether two texts are copies of one another: the exact comparison behind the candidates that sketches bring up (ADR 17).

A copy keeps the letters of its original and changes few: another script, title, byline or source line, a paragraph less,
small corrections. Routine reports (markets, weather, notices, sittings) share as many letters but differ where it matters: in
the numbers, places, grades and names that stand in the same place (`differences.py`), or by months. Pure and symmetric: two
texts in, a decision out. The thresholds were chosen on 5,500 edited articles, on all look-alikes among 41,000 real ones and on
570 pairs of routine reports; `make quality` measures them, and 290 pairs that were held out.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from index.analysis.alignment import Spot, common_letters, differing_spots
from index.analysis.script import from_code_points
from index.analysis.sketches import compared_letters, letters
from index.model import Article, Span
from index.store.differences import HAN_NUMERALS, Difference, Kind, find_differences, find_title_differences

FAR_DAYS: Final = 7
"""Beyond, only a text that hardly changed is a copy: what recurs (a yearly notice, an amended law) is another story."""
SHORT: Final = 100
"""Below so many letters a brief and the next day's brief look alike: unless title and day agree, hardly a letter may differ."""
LONG: Final = 200
"""From so many letters on, two equal texts are one text, whenever they were published."""

_HEAD: Final = 40
_HEAD_SHARE: Final = 8
"""The first and last 40 letters (an eighth at most) hold datelines, bylines and credits: changes there do not count, and three
numbers of a date line do not either."""
_REPRINTED: Final = 80
"""Letters that a text may lose or gain when it is printed again: a note or two. An amended law of many pages changes little, but more."""
_A_CORRECTION: Final = 300
"""Letters in which one more thing may be corrected."""
_WEIGHTS: Final = {
    Kind.NUMBER: 1, Kind.DAY: 1, Kind.NAME: 2, Kind.LEVEL: 2, Kind.WORDS: 2, Kind.PLACE: 4, Kind.WORDING: 0
}  # fmt: skip
"""How many figures it takes to tell as much: figures are corrected often, a place hardly ever. Another wording tells nothing else."""
_A_REWORDING = 150
"""Letters in which one more thing may be worded otherwise: two verbs exchanged parted 69 of 100 texts under 300 letters, 28 above."""
_ONE_TITLE: Final = 0.95
_SAME_TITLE: Final = 0.8
_LIKE_TITLE: Final = 0.4
"""Dice's coefficient of pairs of letters: .4 is met by retold titles of one story, seldom by two stories."""

_NUMERALS = frozenset("0123456789" + HAN_NUMERALS)
# A single Han numeral is a number behind 第, 之 and 点 only (第三, 百分之五, 一点二): elsewhere it is mostly part of a word.
# One class of letters stands in front, so that most letters are looked at once (a sixth of the time of three branches).
_NUMBER = re.compile(f"[0-9{HAN_NUMERALS}](?:[0-9{HAN_NUMERALS}]+|(?<=[0-9])|(?<=[第之点].))")
_TITLE_NUMBER = re.compile(f"[0-9]+|第[{HAN_NUMERALS}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedText:
    """What of an article is compared: folded letters of title and text, the day of publication and the source where known."""

    title: str
    text: str
    day: dt.date | None
    source: str | None = None


def compared_text(article: Article) -> ComparedText:
    """What is compared of *article*."""
    published = article.published
    return ComparedText(
        title=from_code_points(letters(article.title)),
        text=from_code_points(compared_letters(article.title, article.body)),
        day=published.first_day() if published is not None and published.is_full else None,
        source=article.source,
    )


def is_told_otherwise(stored: Article, merged: Article) -> bool:
    """Whether an article of the same text is to be compared anew, since its day or its source is another one."""
    return stored.published != merged.published or stored.source != merged.source


def is_near_copy(one: ComparedText, other: ComparedText) -> bool:
    """Whether the two are copies of one another; symmetric. Two texts of 750 letters take 0.36 ms, routine look-alikes 0.1 ms."""
    found = Comparison(one, other)
    if found.is_equal:
        return found.length >= LONG or found.days <= 1 or found.titles >= _ONE_TITLE
    if found.days > FAR_DAYS or (found.days > 1 and found.length < LONG):
        return _hardly_changed(found) and _says_the_same(found)
    # What costs least comes first: of look-alikes nine in ten go by their numbers.
    return (
        _numbers_agree(found)
        and _letters_agree(found)
        and not _titles_tell_apart(found)
        and _says_the_same(found)
    )


class Comparison:
    """Two texts side by side, the shorter against the longer; everything is found out when it is asked for."""

    def __init__(self, one: ComparedText, other: ComparedText) -> None:
        # By content where lengths are equal, so that it does not matter who came first.
        self._shorter, self._longer = sorted((one, other), key=lambda text: (len(text.text), text.text))
        self.length = len(self._shorter.text)
        self.longer_length = len(self._longer.text)
        self.days = 0 if one.day is None or other.day is None else abs((one.day - other.day).days)

    @property
    def is_equal(self) -> bool:
        """Whether the texts are letter for letter the same."""
        return self._shorter.text == self._longer.text

    @cached_property
    def titles(self) -> float:
        """How alike the titles are, 0 to 1."""
        return _dice(self._shorter.title, self._longer.title)

    @property
    def is_of_one_source(self) -> bool:
        """Whether both have a source and it is the same."""
        return self._shorter.source is not None and self._shorter.source == self._longer.source

    @property
    def is_of_one_day(self) -> bool:
        """Whether both are known to have been published on the same day."""
        return self._shorter.day is not None and self._shorter.day == self._longer.day

    @cached_property
    def _spots(self) -> list[Spot]:
        return differing_spots(self._shorter.text, self._longer.text)

    @cached_property
    def differences(self) -> list[Difference]:
        """What the texts say differently in the same place."""
        return find_differences(self._shorter.text, self._longer.text, self._spots)

    @cached_property
    def title_differences(self) -> list[Difference]:
        """What the titles say differently in the same place."""
        return find_title_differences(self._shorter.title, self._longer.title)

    @property
    def margin(self) -> int:
        """How many letters at either end are head and tail."""
        return min(_HEAD, self.length // _HEAD_SHARE)

    @cached_property
    def numbers(self) -> list[re.Match[str]]:
        """The numbers of the shorter text."""
        return list(_NUMBER.finditer(self._shorter.text))

    @cached_property
    def changed_numbers(self) -> list[int]:
        """Where numbers of the shorter text begin that the longer does not say."""
        said = set(_NUMBER.findall(self._longer.text))
        return [number.start() for number in self.numbers if number[0] not in said]

    @cached_property
    def _flags(self) -> tuple[bytearray, bytearray]:
        return common_letters(self._shorter.text, self._longer.text, self._spots)

    @property
    def kept(self) -> float:
        """The share of the shorter's letters that stand in the longer too."""
        return self._flags[0].count(1) / max(1, self.length)

    @property
    def common(self) -> float:
        """The share of the longer's letters that stand in the shorter too."""
        return self._flags[1].count(1) / max(1, self.longer_length)

    @property
    def differing(self) -> int:
        """How many letters of either text the other lacks, whichever are more."""
        return max(flags.count(0) for flags in self._flags)

    @property
    def changed(self) -> int:
        """How many letters of the shorter, head and tail left out, the longer lacks."""
        return self._flags[0].count(0, self.margin, self.length - self.margin)

    @property
    def new_beginning(self) -> int:
        """How many letters of the longer stand before it meets the shorter."""
        start = self._flags[1].find(1)
        return start if start >= 0 else self.longer_length

    @property
    def titles_name_changes(self) -> bool:
        """Whether each title names what differs in its text and the other title does not name."""
        ours, theirs = _pairs(self._shorter.title), _pairs(self._longer.title)
        kept, common = self._flags
        return _names(self._shorter.text, kept, ours - theirs) and _names(
            self._longer.text, common, theirs - ours
        )

    @property
    def titles_number_apart(self) -> bool:
        """Whether the titles are alike but for their numbers, and each has one that the other lacks."""
        titles = (self._shorter.title, self._longer.title)
        ours, theirs = (set(_TITLE_NUMBER.findall(title)) for title in titles)
        if not (ours - theirs and theirs - ours):
            return False
        return _dice(*(_TITLE_NUMBER.sub("0", title) for title in titles)) >= _LIKE_TITLE


def _hardly_changed(found: Comparison) -> bool:
    """What is republished after days: the same text, with its title and all its numbers, and not a brief after weeks."""
    if found.titles < _ONE_TITLE if found.days > FAR_DAYS else found.titles < _SAME_TITLE:
        return False
    if found.changed_numbers or (found.days > FAR_DAYS and found.length < LONG):
        return False
    if found.differing > min(0.02 * found.length, _REPRINTED):
        return False
    return not _titles_tell_apart(found)


def _says_the_same(found: Comparison) -> bool:
    """A correction or two, and nothing that stands twice, in the title too, or in the next day's report of one source."""
    distinct = set(found.differences)
    told = [one for one in found.differences if one.kind is not Kind.LETTER]
    if len(distinct) - len(set(told)) > 2 + found.length // 100:
        return False
    if not distinct.isdisjoint(found.title_differences) or _tells_twice(told, found.length):
        return False
    if told and found.days >= 1 and found.is_of_one_source:
        return False
    if not found.is_of_one_day and any(one.kind is Kind.DAY for one in told):
        return False
    if found.length < SHORT:
        return not told
    if sum(one.kind is Kind.WORDING for one in set(told)) > 1 + found.length // _A_REWORDING:
        return False
    return sum(_WEIGHTS[one.kind] for one in set(told)) <= 1 + found.length // _A_CORRECTION


def _tells_twice(told: Sequence[Difference], length: int) -> bool:
    """Whether a form was filled in anew: what is corrected once is a slip. Words may be exchanged all through a longer text."""
    return any(
        count > 1 and (one.kind not in (Kind.WORDS, Kind.WORDING) or length < _A_CORRECTION)
        for one, count in Counter(told).items()
    )


def _titles_tell_apart(found: Comparison) -> bool:
    if found.titles_number_apart:
        return True
    # Another word for the same (信息, 資訊) stands in title and text of every conversion.
    return found.titles_name_changes and bool(found.title_differences)


def _numbers_agree(found: Comparison) -> bool:
    """Of few numbers hardly one may differ; a long text may have several corrected."""
    changed = len(found.changed_numbers)
    inner = sum(start >= found.margin for start in found.changed_numbers)
    allowed = 1 + max(len(found.numbers) // 20, min(found.length, 2_000) // 500)
    if inner > allowed or changed - inner > 3:
        return False
    if inner and 2 * changed > len(found.numbers):
        # Most of its few numbers: a corrected figure in a longer text of the same days, else another report.
        return changed <= 2 and found.length >= 150
    return True


def _letters_agree(found: Comparison) -> bool:
    """Few letters may differ, and the more of the longer is new, the more the titles must agree."""
    allowed = 2 + found.length * (0.05 if found.length < LONG else 0.06)
    if found.kept < 0.85 or found.changed > 2 * allowed:
        return False
    # A form may be full of words that the other script's press has others for (项目, 專案).
    if found.changed > allowed and found.differences:
        return False
    if found.length < SHORT and (found.titles < _SAME_TITLE or found.days >= 1):
        return found.kept >= 0.95 and found.common >= (0.9 if found.days >= 1 else 0.74)
    if found.titles >= _LIKE_TITLE:
        return found.common >= 0.5 or (found.common >= 0.35 and found.kept >= 0.97)
    # Under another title: hardly a letter differs, and it begins alike. A text that only quotes this one at length does not.
    if found.changed > 1 + found.length * 0.025:
        return False
    if found.common >= 0.9:
        return True
    begins_alike = found.new_beginning <= max(_HEAD, found.longer_length * 0.15)
    return found.common >= 0.5 and begins_alike and found.days <= 1


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters."""
    return frozenset(map("".join, itertools.pairwise(text)))


def _dice(one: str, other: str) -> float:
    ours, theirs = _pairs(one), _pairs(other)
    return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def _names(text: str, flags: bytearray, told: frozenset[str]) -> bool:
    """Whether a changed run of letters stands in *told*, the pairs that only this text's title has.

    A run of two letters or more: a single one may be a spelling (羅來納, 羅萊納), unless it is a numeral.
    """
    if not told:
        return False
    for start, end in _zero_runs(flags):
        if end - start == 1:
            if text[start] not in _NUMERALS:
                continue
            start, end = max(0, start - 1), end + 1
        if not told.isdisjoint(_pairs(text[start:end])):
            return True
    return False


def _zero_runs(flags: bytearray) -> list[Span]:
    runs = []
    start = flags.find(0)
    while start >= 0:
        end = flags.find(1, start)
        end = len(flags) if end < 0 else end
        runs.append(Span(start, end))
        start = flags.find(0, end)
    return runs
