"""Which day a writing without its year, month or date means, seen from a given day: arithmetic of the calendar.

Pure: no text is read here but the words of the tables below. `dates.py` finds the words and decides which question to ask.
"""

from __future__ import annotations

import calendar
import datetime as dt
import enum
from dataclasses import dataclass
from typing import Final

DAYS_FROM_TODAY: Final = {
    **dict.fromkeys(("大前天", "大前"), -3),
    **dict.fromkeys(("前天", "前日", "前晚", "前"), -2),
    **dict.fromkeys(("昨天", "昨日", "昨晚", "昨夜", "昨晨", "昨早", "昨午", "昨"), -1),
    **dict.fromkeys(("今天", "今日", "今晨", "今早", "今晚", "今夜", "今午", "今", "本日", "本"), 0),
    **dict.fromkeys(("明天", "明日", "明晚", "明早", "明晨", "明"), 1),
    **dict.fromkeys(("后天", "後天", "后", "後"), 2),
    **dict.fromkeys(("大后天", "大後天", "大后", "大後"), 3),
}
YEARS_FROM_THIS: Final = {
    "大前年": -3,
    "前年": -2,
    **dict.fromkeys(("去年", "上年", "昨年"), -1),
    **dict.fromkeys(("今年", "本年"), 0),
    **dict.fromkeys(("明年", "来年", "來年"), 1),
    **dict.fromkeys(("后年", "後年"), 2),
}
SHIFTS: Final = {
    "上上": -2,
    "上": -1,
    "本": 0,
    "这": 0,
    "這": 0,
    "此": 0,
    "当": 0,
    "當": 0,
    "下": 1,
    "下下": 2,
}
"""Weeks and months counted from the one at hand: 上周, 本月, 下下个星期."""
AFTER: Final = frozenset("次翌")
"""次月, 翌年, 次日: the one after that spoken of last."""
EVERY: Final = frozenset("每历歷往逐常各逢隔")
"""每年, 各月: none in particular."""
WEEKDAYS: Final = "一二三四五六日天"

_LEAP_GAP_YEARS: Final = 8
"""29 February is absent for eight years around 1900 and 2100, else for four."""


class Reckoning(enum.Enum):
    """Which of the days that a writing may mean is meant; see `Ahead`."""

    PAST = "the latest one up to the reference"
    NEWS = "as news is written: a little ahead of the reference too, and behind 将于 always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """How many days behind the reference a month's day, or a day alone, may still lie."""

    month_day: int
    day: int


AHEAD: Final = {
    Reckoning.PAST: Ahead(month_day=0, day=0),
    # A date nine months back carries its year, one three months ahead does not; a day alone looks back, but for clocks
    # that are a zone apart.
    Reckoning.NEWS: Ahead(month_day=90, day=1),
}


def reckon_month_day(month: int, day: int, reference: dt.date, ahead_days: int) -> dt.date | None:
    """The latest such day that lies at most *ahead_days* behind *reference*; None where no year near has it."""
    last = reference.toordinal() + ahead_days
    for year in range(reference.year + 1, reference.year - _LEAP_GAP_YEARS - 1, -1):
        found = _date(year, month, day)
        if found is not None and found.toordinal() <= last:
            return found
    return None


def reckon_day(day: int, reference: dt.date, ahead_days: int) -> dt.date | None:
    """The latest such day of a month that lies at most *ahead_days* behind *reference*; None where no month has it."""
    last = reference.toordinal() + ahead_days
    for months in (1, 0, -1, -2):
        year, month = shift_month(reference, months)
        found = _date(year, month, day)
        if found is not None and found.toordinal() <= last:
            return found
    return None


def next_month_day(month: int, day: int, reference: dt.date) -> dt.date | None:
    """The first such day that is not before *reference*."""
    years = range(reference.year, reference.year + _LEAP_GAP_YEARS + 1)
    found = (_date(year, month, day) for year in years)
    return next((one for one in found if one is not None and one >= reference), None)


def next_day(day: int, reference: dt.date) -> dt.date | None:
    """The first such day of a month that is not before *reference*."""
    found = (_date(*shift_month(reference, months), day) for months in range(3))
    return next((one for one in found if one is not None and one >= reference), None)


def reckon_weekday(weekday: str, shift: str | None, reference: dt.date) -> dt.date | None:
    """周三 as the latest one up to *reference*; with a *shift* (上, 本, 下下 …) that of the week, Monday first, so named."""
    number = WEEKDAYS.index(weekday) % 7 if weekday != "天" else 6
    if shift is None:
        return _moved(reference, -((reference.weekday() - number) % 7))
    return _moved(reference, SHIFTS[shift] * 7 + number - reference.weekday())


def falls_on(day: dt.date, weekday: str) -> bool:
    """True where *day* is the weekday that the last sign names: 星期四, （四）."""
    return day.weekday() == (6 if weekday == "天" else WEEKDAYS.index(weekday))


LAST: Final = -1


def weekday_of_month(year: int, month: int, place: int, weekday: str) -> dt.date | None:
    """The *place*-th such weekday of a month (`LAST`: the last one); None where there is none."""
    if not 1 <= year <= 9999 or not 1 <= month <= 12:
        return None
    number = WEEKDAYS.index(weekday) if weekday != "天" else 6
    days = [
        day
        for day in calendar.Calendar().itermonthdates(year, month)
        if day.month == month and day.weekday() == number
    ]
    return days[place if place == LAST else place - 1] if place <= len(days) else None


def move_days(reference: dt.date, days: int) -> dt.date | None:
    """The day so many days after *reference*; None beyond the calendar's ends."""
    return _moved(reference, days)


def shift_month(reference: dt.date, months: int) -> tuple[int, int]:
    """Year and month, so many months after that of *reference*; the year may lie outside the calendar."""
    count = reference.year * 12 + reference.month - 1 + months
    return count // 12, count % 12 + 1


def _moved(reference: dt.date, days: int) -> dt.date | None:
    try:
        return reference + dt.timedelta(days=days)
    except OverflowError:
        return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
