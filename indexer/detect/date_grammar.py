"""How Chinese texts write a day and a time of day: the patterns, and the values that they stand for.

    2024年3月5日  二〇二四年三月五號  民國113年3月5日  2024-03-05  2024/3/5  2024.3.5  下午3時5分  15:05

Half and full width alike. Pure and strict: a pattern may match what is no date of the calendar, the reader then gives None.
Years of two digits are nobody's (1998 on the mainland, 2009 in Taiwan) and are not read. Where such a date may stand, and
what a day without a year means, is decided in `dates.py` for running text and in `indexer/sources/given_dates.py` for values
that are a date and nothing else.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from typing import Final, NamedTuple

from index.analysis.numerals import ARABIC_DIGITS, HAN_DIGITS, ZERO_LETTERS, parse_numeral
from index.model import PartialDate

DIGIT: Final = f"[{ARABIC_DIGITS}]"
SPACE: Final = r"[ \u00a0\u3000]{0,2}"
YEAR_NUMBER: Final = (
    rf"(?:{DIGIT}{{1,5}}|[{HAN_DIGITS}十百千两兩元廿卅][{HAN_DIGITS}{ZERO_LETTERS}十百千两兩元廿卅]{{0,7}})"
)
MONTH_NUMBER: Final = rf"(?:{DIGIT}{{1,2}}|[{HAN_DIGITS}十][{HAN_DIGITS}{ZERO_LETTERS}十]?)"
_FIRST_MONTH: Final = "元(?=月(?:份|[ 0-9０-９一二三十廿卅]))|(?<=年)元"
"""元月, January; 美元月线 is another thing."""
DAY_NUMBER: Final = rf"(?:{DIGIT}{{1,2}}|[{HAN_DIGITS}十廿卅][{HAN_DIGITS}{ZERO_LETTERS}十廿卅]{{0,2}})"
DAY_SIGN: Final = "[日號号]"
WEEK: Final = "(?:星期|周|週|礼拜|禮拜)"
PART_OF_DAY: Final = (
    "(?:凌晨|清晨|早[上晨间間]?|上午|中午|午[后後]|下午|傍晚|晚[上间間]?|夜[间間]|深夜|[AaPp][Mm])"
)
ROC_YEAR_ZERO: Final = 1911
"""民國元年 is 1912."""
_YEAR_ZERO: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before the first of a Japanese era."""
_APOSTROPHES: Final = frozenset("'’＇")
_ROC_YEARS: Final = range(100, 160)
"""Years of three digits that are years of the Republic without saying so: 2011 to 2070. News does not tell of the year 113."""

ERA: Final = "(?:中[華华])?民[國国]|公元|西元|令和|平成|昭和|['’＇]"
YEAR: Final = rf"(?P<era>{ERA})?{SPACE}(?P<year>{YEAR_NUMBER}){SPACE}年"
MONTH: Final = rf"(?P<month>{MONTH_NUMBER}|{_FIRST_MONTH}){SPACE}月(?:份(?!额|額))?"
DAY: Final = rf"(?P<day>{DAY_NUMBER}){SPACE}{DAY_SIGN}"
WEEKDAY: Final = rf"(?:[(（]?{WEEK}[一二三四五六日天][)）]?|[(（][一二三四五六日][)）])"
NUMERIC_SIGNS: Final = "-/.－／．\u2010\u2011\u2012\u2013\u2212"
"""What stands between the figures of 2024-03-05: the hyphens, the en dash and the minus sign that programs make of one too."""
NUMERIC_DAY: Final = rf"(?P<year>{DIGIT}{{4}})(?P<sign>{SPACE}[{NUMERIC_SIGNS}]{SPACE})(?P<month>{DIGIT}{{1,2}})(?P=sign)(?P<day>{DIGIT}{{1,2}})"
PRINTED_YEAR: Final = r"\d{4}[-/.年]"
PRINTED_DAY: Final = r"\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}[日号號])"
"""2025-11-27 and 2025年11月27日 as pages print them, and the year that begins them: what patterns of whole lines are made with.

They ask whether such a day stands there; `match_stamp` reads it.
"""
BYLINE_OF_CAPTION: Final = rf"[\u3400-\u9fff·]{{2,4}}(?={PRINTED_DAY}(?:[^\n]{{0,200}}。)? ?[A-Z][A-Za-z.’'-]+(?:[ /—,]{{1,3}}[A-Za-z.’'-]+){{0,8}}$)"
"""某某2025年11月27日某地，一场比赛。 Jane Doe/Agency: an author run together with the day, a picture's caption and who took it."""
ROC_DAY: Final = r"(?P<year>1[0-5]\d)(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
"""114/11/27, 114.11.27: a year of the Republic in figures."""
CLOCK: Final = (
    rf"(?:(?P<half>{PART_OF_DAY}){SPACE})?"
    rf"(?P<hour>{DIGIT}{{1,2}}|[{HAN_DIGITS}十廿]{{1,3}}){SPACE}"
    rf"(?:[:：](?P<minute>{DIGIT}{{2}})(?:[:：](?P<second>{DIGIT}{{2}})(?:[.,]\d{{1,9}})?)?(?!{DIGIT})"
    rf"|[时時点點](?:{SPACE}(?P<han_minute>{DIGIT}{{1,2}}|[{HAN_DIGITS}十廿]{{1,3}}){SPACE}分?|(?P<half_hour>半)|整)?"
    rf"(?:{SPACE}(?P<han_second>{DIGIT}{{1,2}}){SPACE}秒)?)"
    rf"(?:{SPACE}(?P<late_half>[AaPp][Mm]))?"
)

_BEHIND_STAMP: Final = (
    rf"(?:{SPACE}[，,]?{SPACE}{WEEKDAY})?(?:[\s，,T]{{0,3}}(?:{CLOCK})(?![:：]?{DIGIT}))?(?!{DIGIT})"
)
_STAMPS: Final = (
    re.compile(NUMERIC_DAY + _BEHIND_STAMP),
    re.compile(rf"{YEAR}{SPACE}{MONTH}{SPACE}{DAY}{_BEHIND_STAMP}"),
    re.compile(ROC_DAY + _BEHIND_STAMP, re.ASCII),
)

# A range of hours is no zone: 2024-03-05 09:00-11:00.
_STAMP_ZONE: Final = re.compile(
    r"\s*(?P<zone>[Zz](?![A-Za-z])|\+\d\d:?\d\d(?!\d)|(?<=T\d\d:\d\d:\d\d)-\d\d:?\d\d(?!\d))", re.ASCII
)
SHANGHAI_OFFSET: Final = dt.timedelta(hours=8)
"""Of every year, as `PartialDate.iso` writes it; the summer times of 1940 to 1991 are not told apart."""

_FIRST_YEAR_OF_TWO_DIGITS: Final = 50
_BEFORE_NOON: Final = frozenset(("am", "凌晨"))
_NIGHT: Final = frozenset("晚间 晚間 晚上 晚 夜间 夜間 深夜".split())
_AFTERNOON: Final = frozenset("午后 午後 下午 傍晚 晚间 晚間 晚上 晚 夜间 夜間 深夜 pm".split())


def read_year(era: str | None, numeral: str) -> int | None:
    """The year of the calendar that *numeral* writes before 年, with the *era* that stands before it; None where unclear."""
    zero = ROC_YEAR_ZERO if era and era.endswith(("國", "国")) else _YEAR_ZERO.get(era or "")
    number = 1 if numeral == "元" and zero is not None else parse_numeral(numeral)
    if number is None:
        return None
    if era in _APOSTROPHES:
        return year_of_two_digits(f"{number:02}") if len(numeral) == 2 and number < 100 else None
    if zero is not None:
        return number + zero if 0 < number < 1000 else None
    if era is None and number in _ROC_YEARS and len(numeral) <= 5:
        return number + ROC_YEAR_ZERO
    return number if 100 <= number <= 9999 else None


def build_day(year: int | None, month: str | None, day: str | None) -> PartialDate | None:
    """The date of these numerals; None where they are none or it is not on the calendar."""
    numbers = [None if part is None else 1 if part == "元" else parse_numeral(part) for part in (month, day)]
    if (month is not None and numbers[0] is None) or (day is not None and numbers[1] is None):
        return None
    try:
        return PartialDate(year=year, month=numbers[0], day=numbers[1])
    except ValueError:
        return None


class Stamp(NamedTuple):
    """A full day as pages print it, with its time of day (in Shanghai) where it has one, and where its writing ends."""

    date: PartialDate
    end: int


def match_stamp(text: str, position: int = 0) -> Stamp | None:
    """The full day that begins at *position*, with the weekday and time behind it; None for none of the calendar.

    A time that does not exist is left out, 24:00 too; one with its zone (2024-03-05T02:15:00Z) is moved to Shanghai.
    """
    found = next((match for pattern in _STAMPS if (match := pattern.match(text, position))), None)
    if found is None:
        return None
    if found.re is _STAMPS[1]:
        year = read_year(found["era"], found["year"])
    else:
        year = parse_numeral(found["year"])
        if year is not None and found.re is _STAMPS[2]:
            year += ROC_YEAR_ZERO
    date = None if year is None else build_day(year, found["month"], found["day"])
    if date is None:
        return None
    time = read_clock(found) if found["hour"] else None
    zone = _STAMP_ZONE.match(text, found.end()) if time is not None and found.re is _STAMPS[0] else None
    if time is not None and zone is not None:
        with contextlib.suppress(ValueError, OverflowError):
            return Stamp(in_shanghai(dt.datetime.combine(date.first_day(), time), zone["zone"]), zone.end())
    return Stamp(PartialDate(year=date.year, month=date.month, day=date.day, time=time), found.end())


def in_shanghai(moment: dt.datetime, zone: str) -> PartialDate:
    """*moment*, written in *zone*, as it is in Shanghai; ValueError for no zone, OverflowError beyond the calendar."""
    moved = moment + SHANGHAI_OFFSET - zone_offset(zone)
    return PartialDate(year=moved.year, month=moved.month, day=moved.day, time=moved.time())


def zone_offset(zone: str) -> dt.timedelta:
    """`Z`, `+08`, `+0800`, `-05:30` as what is to be taken from local time to get UTC; ValueError beyond a day."""
    if zone in "Zz":
        return dt.timedelta(0)
    digits = zone[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 23 or minutes > 59:
        raise ValueError("no such zone")
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return -offset if zone[0] == "-" else offset


def days_of_year_behind(one: str, other: str, year: int) -> tuple[PartialDate, ...]:
    """What 13.5.2015 and 05/06/2024 may mean, the day standing first before the month standing first; none, one or two."""
    readings = (build_day(year, other, one), build_day(year, one, other))
    return tuple(dict.fromkeys(date for date in readings if date is not None))


def build_short_day(first: str, middle: str, last: str) -> PartialDate | None:
    """A day in figures with a year of two: 27-7-3 begins with it where two figures can be one, 3-7-27 ends with it."""
    date = build_day(year_of_two_digits(first), middle, last) if len(first) == 2 else None
    if date is None and len(last) == 2:
        date = build_day(year_of_two_digits(last), middle, first)
    return date


def year_of_two_digits(digits: str) -> int:
    """RFC 2822, 4.3: 00 to 49 are of this century, 50 to 99 of the last one."""
    number = int(digits)
    return number + (1900 if number >= _FIRST_YEAR_OF_TWO_DIGITS else 2000)


def read_clock(found: re.Match[str]) -> dt.time | None:
    """The time of day of a match of `CLOCK`; None where there is no such time, and for 24:00, which is the next day's."""
    hour = parse_numeral(found["hour"])
    minute = 30 if found["half_hour"] else parse_numeral(found["minute"] or found["han_minute"] or "0")
    second = parse_numeral(found["second"] or found["han_second"] or "0")
    if hour is None or minute is None or second is None:
        return None
    half = (found["half"] or found["late_half"] or "").lower()
    if (half in _AFTERNOON and hour < 12) or (half == "中午" and hour < 3):
        hour += 12
    elif hour == 12 and half in _BEFORE_NOON:
        hour = 0
    elif hour == 12 and half in _NIGHT:
        return None  # the next day's beginning, or noon by mistake
    try:
        # A leap second has no place in datetime.
        return dt.time(hour, minute, 59 if second == 60 else second)
    except ValueError:
        return None
