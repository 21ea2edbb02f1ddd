"""Dates as feeds and the metadata of pages give them: RFC 822 and its relatives, ISO 8601, Chinese writing.

Strict: the whole text is one date, or there is none; the raw text is kept by whoever asks. Where day and month cannot be told
apart (05/03/2024), the text is no date. Zones are real: the moment is moved to Shanghai, which may move the day. Nothing
here reads a clock; whether a date lies in the future is judged by `indexer/detect/publication.py`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from typing import Final

from index.model import PartialDate
from indexer.detect.date_grammar import (
    CLOCK,
    DAY,
    MONTH,
    NUMERIC_DAY,
    ROC_DAY,
    ROC_YEAR_ZERO,
    SHANGHAI_OFFSET,
    WEEKDAY,
    YEAR,
    build_day,
    days_of_year_behind,
    read_clock,
    read_year,
    year_of_two_digits,
    zone_offset,
)
from indexer.sources.given_dates import parse_iso_date

_LONGEST: Final = 80
"""Characters of a date with weekday, zone and comment, twice over; a longer text is not looked at."""
_ZONE: Final = r"(?:\s*(?P<zone>(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]{3,9}/[A-Za-z_]{3,20}|[A-Za-z]{1,5}|北京[时時][间間])(?:\s*\([^()]{1,24}\)|\s[A-Z]{2,5})?)?"
_WEEKDAY: Final = rf"(?:(?:[A-Za-z]{{3,9}}(?:[,，.]\s*|\s+)|{WEEKDAY}[,，.]?\s*))?"
_MONTH_NAME: Final = r"(?P<month>[A-Za-z]{3,9}|\d{1,2}月|[一二三四五六七八九十]{1,2}月)\.?"
_DAY_OF_MONTH: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TIME: Final = rf"(?:(?:[\s,，T]|\s-\s|at\b)+{CLOCK}{_ZONE})?"
_CLOSE_TIME: Final = rf"(?:[\s,，T]*{CLOCK}{_ZONE})?"

# RFC 822 and 850, with what feeds make of them: no comma, full names, dashes, two-digit years.
_DAY_MONTH_YEAR: Final = re.compile(
    rf"{_WEEKDAY}{_DAY_OF_MONTH}[\s-]+{_MONTH_NAME}[\s,-]+(?P<year>\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_MONTH_DAY_YEAR: Final = re.compile(
    rf"{_WEEKDAY}{_MONTH_NAME}\s*{_DAY_OF_MONTH}[\s,]+(?P<year>\d{{4}}){_TIME}", re.IGNORECASE
)
_YEAR_MONTH_DAY: Final = re.compile(
    rf"{_WEEKDAY}(?P<year>\d{{4}})[\s-]+{_MONTH_NAME}[\s-]+{_DAY_OF_MONTH}{_TIME}", re.IGNORECASE
)
# C's asctime, and Java's and JavaScript's toString.
_YEAR_LAST: Final = re.compile(
    rf"{_WEEKDAY}{_MONTH_NAME}\s+{_DAY_OF_MONTH}\s+{CLOCK}{_ZONE}\s+(?P<year>\d{{4}})", re.IGNORECASE
)
_CHINESE: Final = re.compile(
    rf"{_WEEKDAY}(?:{YEAR}\s?)?{MONTH}(?:\s?{DAY}\s?{WEEKDAY}?{_CLOSE_TIME})?", re.IGNORECASE
)
_NUMERIC: Final = re.compile(rf"{_WEEKDAY}{NUMERIC_DAY}(?:[\s,，]*{WEEKDAY})?{_TIME}", re.IGNORECASE)
_ROC_NUMERIC: Final = re.compile(rf"{ROC_DAY}{_TIME}", re.IGNORECASE)
_YEAR_BEHIND: Final = re.compile(
    rf"(?P<one>\d{{1,2}})(?P<sign>[-/.])(?P<other>\d{{1,2}})(?P=sign)(?P<year>\d{{4}}){_TIME}",
    re.IGNORECASE,
)

_ZONE_NAME: Final = re.compile(r"\[[A-Za-z_/+-]{2,40}\]$")  # java.time adds it to a zone in figures
_COMPACT: Final = re.compile(
    r"(\d{4})(\d\d)(\d\d)[T ]?(\d\d)(\d\d)(\d\d)?(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ZONE_HOURS: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    # RFC 822 has CST in Chicago; the servers of Chinese feeds mean China Standard Time (ADR 15).
    "cst": 8, "hkt": 8, "sgt": 8, "myt": 8, "北京时间": 8, "北京時間": 8,
    # The zones by place that never change their clocks; the others move, and say nothing without a table.
    "asia/shanghai": 8, "asia/chongqing": 8, "asia/harbin": 8, "asia/hong_kong": 8, "asia/macau": 8, "asia/taipei": 8,
    "asia/singapore": 8, "asia/tokyo": 9, "asia/seoul": 9, "etc/utc": 0, "etc/gmt": 0, "prc": 8,
    "jst": 9, "kst": 9, "msk": 3, "cet": 1, "cest": 2, "bst": 1, "aest": 10, "aedt": 11,
}  # fmt: skip
_NULLS: Final = frozenset(("0001-01-01", "0001-01-01T08:00:00+08:00", "1970-01-01T08:00:00+08:00"))
"""What programs write where they have no date: the first day of .NET's calendar and of Unix's, in UTC."""


def parse_feed_date(text: str) -> PartialDate | None:
    """Read a date of a feed or of a page's metadata; None where the text is not one date, whole and of the calendar.

    A time without a zone is Shanghai's, one in a zone that nobody knows is left out; `24:00` is the next day.
    """
    if len(text) > _LONGEST:
        return None
    line = _ZONE_NAME.sub("", " ".join(text.split())).replace("\u2212", "-")
    if compact := _COMPACT.fullmatch(line):
        year, month, day, hour, minute, second, zone = compact.groups(default="")
        line = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
    try:
        date = _read(line)
    except (ValueError, OverflowError):
        return None
    return None if date is None or date.iso() in _NULLS else date


def _read(line: str) -> PartialDate | None:
    """The date in whichever form; ValueError, OverflowError where it or its time does not exist."""
    with contextlib.suppress(ValueError):
        return parse_iso_date(line)
    for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _YEAR_MONTH_DAY, _YEAR_LAST):
        if found := pattern.fullmatch(line):
            return _timed(_named_month_day(found), found)
    if found := _NUMERIC.fullmatch(line):
        return _timed(build_day(int(found["year"]), found["month"], found["day"]), found)
    if found := _ROC_NUMERIC.fullmatch(line):
        return _timed(build_day(int(found["year"]) + ROC_YEAR_ZERO, found["month"], found["day"]), found)
    if found := _YEAR_BEHIND.fullmatch(line):
        dates = days_of_year_behind(found["one"], found["other"], int(found["year"]))
        return _timed(dates[0], found) if len(dates) == 1 else None
    if found := _CHINESE.fullmatch(line):
        year = read_year(found["era"], found["year"]) if found["year"] else None
        return (
            None
            if found["year"] and year is None
            else _timed(build_day(year, found["month"], found["day"]), found)
        )
    return None


def _named_month_day(found: re.Match[str]) -> PartialDate | None:
    name = found["month"].lower()
    year = year_of_two_digits(found["year"]) if len(found["year"]) == 2 else int(found["year"])
    if name.endswith("月"):
        return build_day(year, name[:-1], found["day"])
    months = [number for number, full in enumerate(_MONTHS, 1) if full.startswith(name)]
    return build_day(year, str(months[0]), found["day"]) if len(months) == 1 else None


def _timed(date: PartialDate | None, found: re.Match[str]) -> PartialDate | None:
    """Add the time of day of a match of `_TIME`, moved to Shanghai; ValueError, OverflowError where there is no such time."""
    if date is None or not date.is_full or found["hour"] is None:
        return date
    moment = dt.datetime.combine(date.first_day(), dt.time(), tzinfo=dt.UTC)
    time = read_clock(found)
    if time is not None:
        moment = moment.replace(hour=time.hour, minute=time.minute, second=time.second)
    elif int(found["hour"]) == 24 and int(found["minute"] or found["han_minute"] or 0) == 0:
        moment += dt.timedelta(days=1)
    else:
        raise ValueError("there is no such time of day")
    offset = _offset(found["zone"])
    if offset is None:
        return date
    moment += SHANGHAI_OFFSET - offset
    return PartialDate(year=moment.year, month=moment.month, day=moment.day, time=moment.time())


def _offset(zone: str | None) -> dt.timedelta | None:
    """How far a zone is ahead of UTC; Shanghai's where none is named, None where the name says nothing."""
    if zone is None:
        return SHANGHAI_OFFSET
    name = zone.lower()
    sign = max(name.find("+"), name.find("-"))
    if sign < 0:
        hours = _ZONE_HOURS.get(name)
        return None if hours is None else dt.timedelta(hours=hours)
    digits = name[sign + 1 :].replace(":", "")
    return zone_offset(name[sign] + digits.zfill(2 if len(digits) < 3 else 4))
