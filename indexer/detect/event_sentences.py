"""What a day is in its sentence: what is told of, or a beginning, an end, one of several, a day to come.

Asked by `event_dates.py`, which reads the lead sentence by sentence; the patterns stand in `event_cues.py`. Pure.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import Final

from index.model import PartialDate
from indexer.detect.date_mention import DateMention
from indexer.detect.event_cues import (
    EXPECTED,
    JOINED,
    NOT_BEFORE,
    OF_WEEK,
    QUOTE_BEGINS,
    QUOTE_ENDS,
    STATUS,
    THESE_DAYS,
    TOLD_FROM,
)
from indexer.detect.relative_days import full_date

_CUE_CHARACTERS: Final = 10
_FROM: Final = ("从", "從", "自")
_WEEK_BEGINS: Final = "周週星礼禮"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the lead with its mentions; *start* is its place in the lead."""

    text: str
    start: int
    mentions: tuple[DateMention, ...]

    def expects(self, weekday: DateMention) -> bool:
        """True for a sentence that speaks of what is to come: 預料桃芝周四早上掠過; 本周…在周五到期."""
        start = weekday.span.start
        is_of_week = self.text[start] in _WEEK_BEGINS and OF_WEEK.search(self.text[:start]) is not None
        return is_of_week or EXPECTED.search(self.text) is not None

    def is_of_these_days(self, mention: DateMention) -> bool:
        """True for 今天 that means the time in which we live: 今天的湖北."""
        start, end = mention.span
        return self.text.startswith("今", start) and THESE_DAYS.match(self.text, end) is not None

    def is_date_line(self) -> bool:
        """True for a line that is nothing but a date."""
        if len(self.mentions) != 1:
            return False
        span = self.mentions[0].span
        return not (self.text[: span.start] + self.text[span.end :]).strip("()（） \n")

    def counts_from(self, mention: DateMention, day: dt.date | None) -> bool:
        """True for a day that something begins with or is compared with: 从27日起.

        What was told on it is another thing (从27日举行的发布会上获悉), and so are what begins on *day*, when it was written,
        and a count up to it.
        """
        before = text_before(self.text, mention)
        found = NOT_BEFORE.search(before)
        if found is None:
            return False
        if found[0].startswith(_FROM) and TOLD_FROM.match(self.text, mention.span.end):
            return False
        is_from_or_to = found[0].startswith(_FROM) or STATUS.search(before) is not None
        return not is_from_or_to or without_time(mention.date) != full_date(day)

    def lists(self, mention: DateMention) -> bool:
        """True for 26日 in 26日、27日: several days are none."""
        place = self.mentions.index(mention)
        near = self.mentions[max(0, place - 1) : place + 2]
        gaps = [self.text[one.span.end : other.span.start] for one, other in itertools.pairwise(near)]
        return any(gap in JOINED for gap in gaps)


def is_range(mention: DateMention) -> bool:
    """True for days that the text says it is about, one after the other: 26日至28日."""
    return mention.until is not None and not mention.planned and mention.date.day is not None


def is_near(date: PartialDate, day: dt.date | None, first: int, last: int) -> bool:
    """True from *first* to *last* days after *day*; a day without a year, or without anything to compare, is near."""
    if day is None or not date.is_full:
        return day is None and date.day is not None
    return first <= (date.first_day() - day).days <= last


def is_quoted(before: str) -> bool:
    """True where a quote has begun in the text *before* a mention and not ended."""
    return sum(map(before.count, QUOTE_BEGINS)) > sum(map(before.count, QUOTE_ENDS))


def text_before(text: str, mention: DateMention) -> str:
    """The characters before *mention* that tell what it is."""
    return text[max(0, mention.span.start - _CUE_CHARACTERS) : mention.span.start]


def without_time(date: PartialDate) -> PartialDate:
    """*date* as a day."""
    return date if date.time is None else PartialDate(year=date.year, month=date.month, day=date.day)
