"""The words for dates in texts: a mention, and the rule by which it was read. Values only; `dates.py` finds them."""

from __future__ import annotations

import datetime as dt
import enum
from typing import NamedTuple

from index.model import PartialDate, Span
from indexer.detect.reckoning import Ahead


class DateRule(enum.Enum):
    """What a mention says of its date, and so how far it can be trusted."""

    FULL = "year, month and day, in writing or in figures"
    MONTH_DAY = "month and day; the year is reckoned"
    DAY = "a day of a month that is reckoned: 27日, 12号"
    DAY_WORD = "a day seen from the reference: 昨天, 今晚"
    SAME_DAY = "the day spoken of last, or the one after it: 同日, 当天, 次日"
    WEEKDAY = "a day of a week: 上周三, 星期五, 五月第二个星期日"
    COUNTED = "so many days or weeks from the reference: 3天前, 两周后"
    MONTH = "a month"
    YEAR = "a year"
    GUESSED = "figures whose order or century the writing leaves open: 3-7-07, 12/1; and 八月十五 without 日"


class DateMention(NamedTuple):
    """A date in a text; *until* is the other end where the text names a range (12月25日到27日) of which *date* is the first.

    *planned* says that 将 or its like stands beside it.
    """

    span: Span
    date: PartialDate
    rule: DateRule
    until: PartialDate | None = None
    planned: bool = False


class ReadDate(NamedTuple):
    """What one match means; *end* where its weekday, time or range has taken more of the text."""

    date: PartialDate
    rule: DateRule
    end: int
    until: PartialDate | None = None


class Surroundings(NamedTuple):
    """What a match is read by: the day that everything is reckoned from, the text before it, the mention before it.

    *between* is the text from that mention to the match (a line break where they are far apart). *is_last_unread* says that the last thing before it that looked
    like a date was not understood, and *is_planned* that 将 or its like stands beside the match; *ahead* is how far behind
    the reference a day without its year may lie.
    """

    reference: dt.date | None
    ahead: Ahead
    before: str
    last: DateMention | None = None
    between: str = ""
    is_last_unread: bool = False
    is_planned: bool = False
