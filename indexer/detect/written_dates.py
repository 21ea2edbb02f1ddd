"""Days, months and years in figures and numerals: 2025年11月27日, 今年6月21日, 本(11)月10日, 27日, 2025-11-27, 12/1.

One function per pattern of `date_patterns.py`; `dates.py` calls them. What a writing leaves out is reckoned, or taken from the
mention before it where the text ties it to that; where both are possible and differ, the date is unknown.
"""

from __future__ import annotations

import re
from typing import Final

from index.analysis.numerals import parse_numeral
from index.model import PartialDate
from indexer.detect.date_grammar import (
    ROC_YEAR_ZERO,
    build_day,
    build_short_day,
    days_of_year_behind,
    read_year,
)
from indexer.detect.date_guards import (
    NO_DAY_ALONE_BEFORE,
    NO_DAY_ALONE_BEHIND,
    NUMBER_OF_THING_BEFORE,
    NUMBER_OF_THING_BEHIND,
    OF_YEAR,
    SHARE_BEFORE,
    SHARE_BEHIND,
)
from indexer.detect.date_mention import DateRule, ReadDate, Surroundings
from indexer.detect.date_patterns import BEHIND_DAY, NUMERIC_END, RANGE_END
from indexer.detect.reckoning import (
    AFTER,
    EVERY,
    SHIFTS,
    YEARS_FROM_THIS,
    falls_on,
    next_day,
    next_month_day,
    reckon_day,
    reckon_month_day,
    shift_month,
)
from indexer.detect.relative_days import at_time, full_date

_YEARS_ALONE: Final = range(1000, 2200)
"""Four figures before 年 that are a year and not a count."""
_LENGTHS_END: Final = tuple("前后後来來间間历歷")
_LIST_SIGNS: Final = frozenset("、和及与與")
_BRACKETS: Final = ("（", "(")
_NEAR_DAYS: Final = 120
_SENTENCE_ENDS: Final = re.compile(r"[。！？!?；;\n]")


def read_written(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """A day with what the writing says of its month and year; months and years alone."""
    return _Writing(found, around).read()


def read_numeric(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """2025-11-27, 2025/11/27, 2025 11 27; 2025.11.27-2025.11.30."""
    date = build_day(parse_numeral(found["year"]), found["month"], found["day"])
    if date is None:
        return None
    read = ReadDate(date=date, rule=DateRule.FULL, end=found.end())
    last = NUMERIC_END.match(found.string, read.end)
    until = None if last is None else build_day(parse_numeral(last["year"]), last["month"], last["day"])
    if last is None or until is None or until.first_day() < date.first_day():
        return _with_rest(read, found)
    return read._replace(end=last.end(), until=until)


def read_roc_numeric(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """114/11/27, 114.11.27."""
    month, day = found["month"] or found["dotted_month"], found["day"] or found["dotted_day"]
    date = build_day(int(found["year"]) + ROC_YEAR_ZERO, month, day)
    if date is None:
        return None
    return _with_rest(ReadDate(date=date, rule=DateRule.FULL, end=found.end()), found)


def read_year_behind(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """13.5.2015 and 5/13/2015; where both orders are possible, the day is taken to stand first."""
    dates = days_of_year_behind(found["one"], found["other"], int(found["year"]))
    rule = DateRule.FULL if len(dates) == 1 else DateRule.GUESSED
    return ReadDate(date=dates[0], rule=rule, end=found.end()) if dates else None


def read_short(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """27-7-3 begins with the year where two figures can be one, 3-7-27 ends with it."""
    date = build_short_day(found["first"], found["middle"], found["last"])
    return None if date is None else ReadDate(date=date, rule=DateRule.GUESSED, end=found.end())


def read_slashed(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """12/1 as month and day, seen from a reference; sure only with the weekday on which it falls, 3/5（三）."""
    is_share = SHARE_BEFORE.search(around.before) or SHARE_BEHIND.match(found.string, found.end())
    date = None if is_share else _reckoned_month_day(build_day(None, found["month"], found["day"]), around)
    if date is None:
        return None
    is_sure = found["week"] and date.is_full
    rule = DateRule.MONTH_DAY if is_sure else DateRule.GUESSED
    return _on_weekday(ReadDate(date=date, rule=rule, end=found.end()), found["week"])


class _Writing:
    """One match of `WRITTEN`, read once."""

    def __init__(self, found: re.Match[str], around: Surroundings) -> None:
        self._found = found
        self._around = around
        self._reference = around.reference
        self._has_year = any(found[name] for name in ("year", "year_word", "said_year", "tied_year"))
        self._month_number = found["month"] or found["said_month"]
        self._has_month = bool(self._month_number or found["shift"] or found["tied_month"])

    def read(self) -> ReadDate | None:
        """A day with what the writing says of its month and year; months and years alone."""
        found = self._found
        numeral = found["day"] or found["bare"]
        if found["fiscal"] or numeral is None:
            return None if found["fiscal"] else self._month_or_year()
        if not self._has_month and (self._has_year or not self._is_day_alone()):
            return None  # 今年5日
        date = self._day(numeral)
        if date is None:
            return None
        rule = DateRule.FULL if found["year"] or found["said_year"] else DateRule.DAY
        if rule is DateRule.DAY and self._has_month:
            rule = DateRule.MONTH_DAY
        if found["bare"]:
            return ReadDate(date=date, rule=DateRule.GUESSED, end=found.end())
        if found["last"]:
            until = _with_day(date, found["last"])
            return None if until is None else ReadDate(date=date, rule=rule, end=found.end(), until=until)
        return _with_rest(ReadDate(date=date, rule=rule, end=found.end()), found)

    def _month_or_year(self) -> ReadDate | None:
        found = self._found
        year = self._year()
        if not self._has_month:
            if year is None or found["tied_year"] or (found["year"] and year not in _YEARS_ALONE):
                return None
            if found.string.startswith("同期", found.end()):
                return None  # what is compared with
            is_count = found["year"] and not found["era"] and year != parse_numeral(found["year"])
            if is_count and found.string.startswith(_LENGTHS_END, found.end()):
                return None  # 100年前 is no year of the Republic
            return ReadDate(date=PartialDate(year=year), rule=DateRule.YEAR, end=found.end())
        if self._around.before.endswith(tuple("至到-－—–~～、")) or found["tied_month"]:
            return None  # the end of 1至6月
        date = self._month(year)
        return None if date is None else ReadDate(date=date, rule=DateRule.MONTH, end=found.end())

    def _year(self) -> int | None:
        """The year that the writing names, or that the mention before it gives."""
        found = self._found
        if found["year"]:
            return read_year(found["era"], found["year"])
        if found["said_year"]:
            return read_year(found["said_era"], found["said_year"])
        if found["year_word"]:
            return (
                None
                if self._reference is None
                else self._reference.year + YEARS_FROM_THIS[found["year_word"]]
            )
        last = self._around.last
        if found["tied_year"]:
            sign = found["tied_year"][0]
            is_told = last is not None and "\n" not in self._around.between
            year = None if sign in EVERY or last is None or not is_told else last.date.year
            return None if year is None else year + (sign in AFTER)
        is_of_year = (
            last is not None and last.rule is DateRule.YEAR and OF_YEAR.fullmatch(self._around.between)
        )
        return last.date.year if last is not None and is_of_year else None

    def _month(self, year: int | None) -> PartialDate | None:
        """The month of a match; one without a year is the latest up to the reference."""
        found = self._found
        if found["shift"]:
            return self._shifted_month(found["shift"], year)
        if found["tied_month"]:
            return self._tied_month(found["tied_month"][0], year)
        if year is None:
            if self._has_year or self._reference is None:
                return None
            month = build_day(None, self._month_number, "1")
            year = self._reference.year - (month is not None and (month.month or 0) > self._reference.month)
        return build_day(year, self._month_number, None)

    def _shifted_month(self, shift: str, year: int | None) -> PartialDate | None:
        """上月, 本月; of another year where one stands before it (去年本月)."""
        if self._reference is None:
            return None
        shifted_year, month = shift_month(self._reference, SHIFTS[shift.rstrip("一个個")])
        if year is not None:
            shifted_year = year
        return PartialDate(year=shifted_year, month=month) if 1 <= shifted_year <= 9999 else None

    def _tied_month(self, sign: str, year: int | None) -> PartialDate | None:
        """当月, 次月, by the day spoken of last; none of 每月."""
        last = self._around.last
        if sign in EVERY or last is None or self._around.is_last_unread or "\n" in self._around.between:
            return None
        if last.date.month is None or not last.date.has_year:
            return None
        tied_year, month = shift_month(last.date.first_day(), int(sign in AFTER))
        return PartialDate(year=tied_year if year is None else year, month=month)

    def _day(self, day: str) -> PartialDate | None:
        """The day of a match: with what the match says of year and month, else reckoned."""
        found, year = self._found, self._year()
        if self._has_year and year is None:
            return None
        if found["shift"] or found["tied_month"]:
            month = self._month(year)
            return None if month is None else _with_day(month, day)
        if not self._has_month:
            return self._inherited(day) or self._reckoned_day(day)
        if self._around.between in _BRACKETS and self._is_last(day):
            return self._around.last.date if self._around.last else None
        if year is not None:
            return build_day(year, self._month_number, day)
        return _reckoned_month_day(build_day(None, self._month_number, day), self._around)

    def _inherited(self, day: str) -> PartialDate | None:
        """4日 in 11月3日、4日 is of the same month; 19日 in 下周二（19日） is the day before the bracket."""
        last = self._around.last
        if last is None or last.date.month is None:
            return None
        if self._around.between in _BRACKETS:
            return last.date if last.date.day == parse_numeral(day) else None
        return _with_day(last.date, day) if self._around.between in _LIST_SIGNS else None

    def _is_last(self, day: str) -> bool:
        """True for 12月2日 in 下周二（12月2日）: the day before the bracket, whatever its year."""
        last, written = self._around.last, build_day(None, self._month_number, day)
        return (
            last is not None
            and written is not None
            and (last.date.month, last.date.day) == (written.month, written.day)
        )

    def _reckoned_day(self, day: str) -> PartialDate | None:
        number = parse_numeral(day)
        if number is None or self._reference is None:
            return None
        if self._around.is_planned:
            return full_date(next_day(number, self._reference))
        return full_date(reckon_day(number, self._reference, self._around.ahead.day))

    def _is_day_alone(self) -> bool:
        """False where 3日 is a length of time and 12号 the number of something; 一日 alone is never a day of the month."""
        found, before = self._found, self._around.before
        behind = found.string[found.end() : found.end() + 3]
        if found["day"] == "一" or NO_DAY_ALONE_BEFORE.search(before) or NO_DAY_ALONE_BEHIND.match(behind):
            return False
        if found["sign"] == "日":
            return True
        return NUMBER_OF_THING_BEFORE.search(before) is None and NUMBER_OF_THING_BEHIND.match(behind) is None


def _reckoned_month_day(date: PartialDate | None, around: Surroundings) -> PartialDate | None:
    """A month's day with its year, as far as it is known from what."""
    reference = around.reference
    if date is None or reference is None or date.month is None or date.day is None:
        return date
    if around.is_planned:
        return full_date(next_month_day(date.month, date.day, reference))
    reckoned = full_date(reckon_month_day(date.month, date.day, reference, around.ahead.month_day))
    last = around.last
    if reckoned is None or last is None or _SENTENCE_ENDS.search(around.between):
        return reckoned
    # 2019年10月1日开工，12月5日竣工: nobody knows of which year the second day is.
    is_doubtful = last.rule is DateRule.FULL and last.date.year != reckoned.year
    apart = abs((reckoned.first_day() - last.date.first_day()).days)
    return None if is_doubtful and apart > _NEAR_DAYS else reckoned


def _with_rest(read: ReadDate, found: re.Match[str]) -> ReadDate:
    """The day with the weekday and time behind it, or as the first of a range."""
    date, end = read.date, read.end
    tail = RANGE_END.match(found.string, end)
    if tail is not None:
        year = read_year(tail["era"], tail["year"]) if tail["year"] else date.year
        month = tail["month"] or (None if date.month is None else str(date.month))
        if year is not None and tail["next_year"]:
            year += 1
        until = build_day(year, month, tail["day"])
        if until is not None and until.is_full and not tail["year"] and until.first_day() < date.first_day():
            until = build_day(until.first_day().year + 1, month, tail["day"])  # 12月30日至1月2日
        if until is not None:
            return read._replace(end=tail.end(), until=until)
    behind = BEHIND_DAY.match(found.string, end)
    if behind is None or behind.end() == end:
        return read
    read = _on_weekday(read, behind["week"])
    return read._replace(date=at_time(date, behind), end=behind.end())


def _on_weekday(read: ReadDate, week: str | None) -> ReadDate:
    """*read*, no more than guessed where it is reckoned and fell on another weekday than the one beside it."""
    weekday = "" if week is None else week.strip("()（）")[-1:]
    if not weekday or not read.date.is_full or read.rule is DateRule.FULL:
        return read
    return read if falls_on(read.date.first_day(), weekday) else read._replace(rule=DateRule.GUESSED)


def _with_day(date: PartialDate, day: str) -> PartialDate | None:
    """The day *day* of the month that *date* lies in."""
    return build_day(date.year, None if date.month is None else str(date.month), day)
