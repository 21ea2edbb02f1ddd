"""Dates in running text: where they stand, and which day, month or year they mean, seen from a given day.

    find_dates(text, reference)  →  DateMention(span, date, rule …), in the order of the text

What looks like a date stands in `date_patterns.py`, what a day without year or month means in `reckoning.py`. Strict: what is
no day of the calendar (2月30日), of another calendar (农历正月初一), of nobody's century (98年3月5日) or no day at all (2024年度)
gives no mention, and no part of it does. Which of the mentions tells of the event is decided in `event_dates.py`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.model import PartialDate, Span
from index.numerals import HAN_DIGITS, parse_numeral
from indexer.detect.date_grammar import (
    build_day,
    build_short_day,
    days_of_year_behind,
    read_clock,
    read_year,
)
from indexer.detect.date_mention import DateMention, DateRule
from indexer.detect.date_patterns import (
    ANY_DATE,
    BEHIND_DAY,
    COUNTED,
    COUNTED_GATE,
    DAY_WORD,
    DAY_WORD_GATE,
    LUNAR,
    LUNAR_GATE,
    NO_DAY_ALONE_BEFORE,
    NO_DAY_ALONE_BEHIND,
    NUMBER_OF_THING_BEFORE,
    NUMBER_OF_THING_BEHIND,
    NUMERIC,
    NUMERIC_GATE,
    PLANNED_BEFORE,
    PLANNED_BEHIND,
    RANGE_END,
    SHORT,
    SLASHED,
    SPACED,
    WEEKDAY_GATE,
    WEEKDAY_OF_MONTH,
    WEEKDAY_WORD,
    WRITTEN,
    YEAR_BEHIND,
)
from indexer.detect.reckoning import (
    AHEAD,
    DAYS_FROM_TODAY,
    LAST,
    SHIFTS,
    YEARS_FROM_THIS,
    Reckoning,
    move_days,
    next_day,
    next_month_day,
    reckon_day,
    reckon_month_day,
    reckon_weekday,
    shift_month,
    weekday_of_month,
)

_CUE_CHARACTERS: Final = 6
_HAN_UNITS: Final = frozenset(HAN_DIGITS + "两兩")
_YEARS_ALONE: Final = range(1000, 2200)
"""Four figures before 年 that are a year and not a count."""


def find_dates(
    text: str, reference: dt.date | None = None, reckoning: Reckoning = Reckoning.PAST
) -> tuple[DateMention, ...]:
    """Find the dates in *text*; what is not said is reckoned from *reference*, as *reckoning* says. Linear in the text.

    Without a reference a day without a year keeps none (`--11-27`), and what needs one is not found. Spans do not overlap.
    """
    if ANY_DATE.search(text) is None:
        return ()
    return tuple(_Reading(text, reference, reckoning).mentions())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What one match means; *end* where its weekday, time or range has taken more of the text."""

    date: PartialDate
    rule: DateRule
    end: int
    until: PartialDate | None = None


class _Reading:
    """One text being read, from left to right, since 同日 and 3日、4日 lean on what stands before."""

    def __init__(self, text: str, reference: dt.date | None, reckoning: Reckoning) -> None:
        self._text = text
        self._reference = reference
        self._reckoning = reckoning
        self._ahead = AHEAD[reckoning]
        self._planned = False
        self._before: DateMention | None = None

    def mentions(self) -> Iterator[DateMention]:
        """The mentions in order; a match inside an earlier one, understood or not, counts for nothing."""
        end = 0
        for found in self._matches():
            if found.start() < end:
                continue
            start, end = found.span()
            before = self._text[max(0, start - _CUE_CHARACTERS) : start]
            self._planned = self._reckoning is Reckoning.NEWS and (
                PLANNED_BEFORE.search(before) is not None or PLANNED_BEHIND.match(self._text, end) is not None
            )
            read = _READERS[found.re](self, found, before)
            if read is not None:
                end = max(end, read.end)
                self._before = DateMention(
                    Span(start=start, end=read.end), read.date, read.rule, read.until, self._planned
                )
                yield self._before

    def _matches(self) -> list[re.Match[str]]:
        """All matches by their beginning, the longer ones and those of the stricter patterns first."""
        found: list[re.Match[str]] = []
        for gate, patterns in _GATES:
            if gate.search(self._text):
                for pattern in patterns:
                    found += pattern.finditer(self._text)
        return sorted(found, key=lambda match: (match.start(), -match.end()))

    def read_written(self, found: re.Match[str], before: str) -> _Read | None:
        """2025年11月27日, 今年6月21日, 本月十日, 11月27日, 27日, and months and years alone."""
        if found["fiscal"] or (found["day"] is None and found["bare"] is None):
            return self._month_or_year(found, before)
        month, year = found["month"] or found["shift"], found["year"] or found["year_word"]
        if month is None and not self._is_day_alone(found, before):
            return None
        if year is not None and month is None:
            return None  # 今年5日
        date = self._day(found, found["day"] or found["bare"])
        if date is None:
            return None
        rule = DateRule.FULL if found["year"] else DateRule.MONTH_DAY if month else DateRule.DAY
        if found["bare"]:
            return _Read(date=date, rule=DateRule.GUESSED, end=found.end())
        if found["last"]:
            until = _with_day(date, found["last"])
            return None if until is None else _Read(date=date, rule=rule, end=found.end(), until=until)
        return self._with_rest(date, rule, found.end())

    def _month_or_year(self, found: re.Match[str], before: str) -> _Read | None:
        if found["fiscal"]:
            return None
        year = self._year(found)
        if found["month"] is None and found["shift"] is None:
            numeral = found["year"]
            if year is None or (numeral and year not in _YEARS_ALONE):
                return None
            return _Read(date=PartialDate(year=year), rule=DateRule.YEAR, end=found.end())
        if before.endswith(tuple("至到-－—–~～、")):
            return None  # the end of 1至6月
        date = self._month(found, year)
        return None if date is None else _Read(date=date, rule=DateRule.MONTH, end=found.end())

    def _year(self, found: re.Match[str]) -> int | None:
        if found["year"]:
            return read_year(found["era"], found["year"])
        if found["year_word"] and self._reference is not None:
            return self._reference.year + YEARS_FROM_THIS[found["year_word"]]
        return None

    def _month(self, found: re.Match[str], year: int | None) -> PartialDate | None:
        """The month of a match; one without a year is the latest up to the reference."""
        if found["shift"]:
            return self._shifted_month(found["shift"], year)
        if year is None:
            if found["year"] or found["year_word"] or self._reference is None:
                return None
            month = parse_numeral(found["month"]) or 0
            year = self._reference.year - (month > self._reference.month)
        return build_day(year, found["month"], None)

    def _shifted_month(self, shift: str, year: int | None) -> PartialDate | None:
        """上月, 本月; of another year where one stands before it (去年本月)."""
        if self._reference is None:
            return None
        shifted_year, month = shift_month(self._reference, SHIFTS[shift.rstrip("一个個")])
        if year is not None:
            shifted_year = year
        return PartialDate(year=shifted_year, month=month) if 1 <= shifted_year <= 9999 else None

    def _day(self, found: re.Match[str], day: str) -> PartialDate | None:
        """The day of a match: with what the match says of year and month, else reckoned."""
        year = self._year(found)
        if found["shift"]:
            month = self._shifted_month(found["shift"], year)
            return None if month is None else _with_day(month, day)
        if found["month"] is None:
            return self._inherited(found.start(), day) or self._reckoned_day(day)
        if found["year"] or found["year_word"]:
            return None if year is None else build_day(year, found["month"], day)
        return self._reckoned_month_day(build_day(None, found["month"], day))

    def _inherited(self, start: int, day: str) -> PartialDate | None:
        """4日 in 11月3日、4日 is of the same month; 19日 in 下周二（19日） is the day before the bracket."""
        last = self._before
        if last is None or last.date.month is None:
            return None
        between = self._text[last.span.end : start]
        if between in ("（", "("):
            return last.date if last.date.day == parse_numeral(day) else None
        return _with_day(last.date, day) if between in ("、", "和", "及", "与", "與") else None

    def _reckoned_month_day(self, date: PartialDate | None) -> PartialDate | None:
        if date is None or self._reference is None or date.month is None or date.day is None:
            return date
        if self._planned:
            return _full(next_month_day(date.month, date.day, self._reference))
        return _full(reckon_month_day(date.month, date.day, self._reference, self._ahead.month_day))

    def _reckoned_day(self, day: str) -> PartialDate | None:
        number = parse_numeral(day)
        if number is None or self._reference is None:
            return None
        if self._planned:
            return _full(next_day(number, self._reference))
        return _full(reckon_day(number, self._reference, self._ahead.day))

    def _is_day_alone(self, found: re.Match[str], before: str) -> bool:
        """False where 3日 is a length of time and 12号 the number of something; 一日 alone is never a day of the month."""
        behind = self._text[found.end() : found.end() + 2]
        if found["day"] == "一" or NO_DAY_ALONE_BEFORE.search(before) or NO_DAY_ALONE_BEHIND.match(behind):
            return False
        if found["sign"] == "日":
            return True
        return NUMBER_OF_THING_BEFORE.search(before) is None and NUMBER_OF_THING_BEHIND.match(behind) is None

    def _with_rest(self, date: PartialDate, rule: DateRule, end: int) -> _Read:
        """The day with the weekday and time behind it, or as the first of a range."""
        tail = RANGE_END.match(self._text, end)
        if tail is not None:
            year = read_year(tail["era"], tail["year"]) if tail["year"] else date.year
            month = parse_numeral(tail["month"]) if tail["month"] else date.month
            until = build_day(year, str(month), tail["day"])
            if until is not None:
                return _Read(date=date, rule=rule, end=tail.end(), until=until)
        behind = BEHIND_DAY.match(self._text, end)
        if behind is None or behind.end() == end:
            return _Read(date=date, rule=rule, end=end)
        return _Read(date=_at_time(date, behind), rule=rule, end=behind.end())

    def read_lunar(self, found: re.Match[str], before: str) -> _Read | None:
        """Days of the lunar calendar are not reckoned."""
        return None

    def read_day_word(self, found: re.Match[str], before: str) -> _Read | None:
        """昨天, 今晚, 后天; 当天 is the day spoken of last."""
        if found["same"]:
            last = self._before
            if last is None or last.until is not None or last.date.day is None:
                return None
            day: PartialDate | None = PartialDate(
                year=last.date.year, month=last.date.month, day=last.date.day
            )
            rule = DateRule.SAME_DAY
        else:
            if self._reference is None:
                return None
            day = _full(move_days(self._reference, DAYS_FROM_TODAY[found["word"]]))
            rule = DateRule.DAY_WORD
        return None if day is None else _Read(date=_at_time(day, found), rule=rule, end=found.end())

    def read_weekday(self, found: re.Match[str], before: str) -> _Read | None:
        """上周三, 星期五; one alone is the latest up to the reference."""
        if self._reference is None or before.endswith((*"至到-—–~～个個", "个的", "個的")):
            return None
        shift = found["shift"].rstrip("一个個") if found["shift"] else None
        day = _full(reckon_weekday(found["weekday"], shift, self._reference))
        return None if day is None else _Read(date=day, rule=DateRule.WEEKDAY, end=found.end())

    def read_weekday_of_month(self, found: re.Match[str], before: str) -> _Read | None:
        """五月第二个星期日, 2025年11月最后一个周四; without a year the latest one up to the reference."""
        month = parse_numeral(found["month"]) or 0
        place = parse_numeral(found["place"] or "") or LAST
        if found["year"]:
            years = [read_year(found["era"], found["year"]) or 0]
        else:
            years = [] if self._reference is None else [self._reference.year, self._reference.year - 1]
        days = (weekday_of_month(year, month, place, found["weekday"]) for year in years)
        day = next((one for one in days if one is not None and (found["year"] or one <= self._today())), None)
        date = _full(day)
        return None if date is None else _Read(date=date, rule=DateRule.WEEKDAY, end=found.end())

    def _today(self) -> dt.date:
        return dt.date.max if self._reference is None else self._reference

    def read_counted(self, found: re.Match[str], before: str) -> _Read | None:
        """3天前, 两周后; two numbers (两三天前) are none."""
        count = parse_numeral(found["count"])
        is_vague = len(found["count"]) > 1 and set(found["count"]) <= _HAN_UNITS  # 两三天前
        if count is None or is_vague or self._reference is None:
            return None
        days = count * (1 if found["unit"] in ("天", "日") else 7)
        date = _full(move_days(self._reference, -days if found["way"] == "前" else days))
        return None if date is None else _Read(date=date, rule=DateRule.COUNTED, end=found.end())

    def read_numeric(self, found: re.Match[str], before: str) -> _Read | None:
        """2025-11-27, 2025/11/27, 2025 11 27."""
        date = build_day(int(found["year"]), found["month"], found["day"])
        return None if date is None else self._with_rest(date, DateRule.FULL, found.end())

    def read_year_behind(self, found: re.Match[str], before: str) -> _Read | None:
        """13.5.2015 and 5/13/2015; where both orders are possible, the day is taken to stand first."""
        dates = days_of_year_behind(found["one"], found["other"], int(found["year"]))
        rule = DateRule.FULL if len(dates) == 1 else DateRule.GUESSED
        return _Read(date=dates[0], rule=rule, end=found.end()) if dates else None

    def read_short(self, found: re.Match[str], before: str) -> _Read | None:
        """27-7-3 begins with the year where two figures can be one, 3-7-27 ends with it."""
        date = build_short_day(found["first"], found["middle"], found["last"])
        return None if date is None else _Read(date=date, rule=DateRule.GUESSED, end=found.end())

    def read_slashed(self, found: re.Match[str], before: str) -> _Read | None:
        """12/1 as month and day, seen from a reference."""
        date = self._reckoned_month_day(build_day(None, found["month"], found["day"]))
        return None if date is None else _Read(date=date, rule=DateRule.GUESSED, end=found.end())


_READERS: Final = {
    LUNAR: _Reading.read_lunar,
    WRITTEN: _Reading.read_written,
    NUMERIC: _Reading.read_numeric,
    DAY_WORD: _Reading.read_day_word,
    COUNTED: _Reading.read_counted,
    WEEKDAY_OF_MONTH: _Reading.read_weekday_of_month,
    WEEKDAY_WORD: _Reading.read_weekday,
    SPACED: _Reading.read_numeric,
    YEAR_BEHIND: _Reading.read_year_behind,
    SHORT: _Reading.read_short,
    SLASHED: _Reading.read_slashed,
}
"""Every pattern with what reads its matches."""
_GATES: Final = (
    (LUNAR_GATE, (LUNAR,)),
    (ANY_DATE, (WRITTEN,)),
    (DAY_WORD_GATE, (DAY_WORD,)),
    (COUNTED_GATE, (COUNTED,)),
    (WEEKDAY_GATE, (WEEKDAY_OF_MONTH, WEEKDAY_WORD)),
    (NUMERIC_GATE, (NUMERIC, SPACED, YEAR_BEHIND, SHORT, SLASHED)),
)
"""The patterns behind their gates, the stricter first: of two equal matches the earlier one counts."""


def _full(day: dt.date | None) -> PartialDate | None:
    return None if day is None else PartialDate(year=day.year, month=day.month, day=day.day)


def _with_day(date: PartialDate, day: str) -> PartialDate | None:
    """The day *day* of the month that *date* lies in."""
    return build_day(date.year, None if date.month is None else str(date.month), day)


def _at_time(date: PartialDate, found: re.Match[str]) -> PartialDate:
    """The day with the time of day of a match of `CLOCK`, where it has one; a day without a year takes none."""
    time = read_clock(found) if found["hour"] and date.is_full else None
    return date if time is None else PartialDate(year=date.year, month=date.month, day=date.day, time=time)
