"""Dates in a query: one partial date, or a range of them with either end open.

Strict: text that names no day of the calendar is refused, never guessed, and no clock is read. `parser.py` turns a refusal
into plain words. Finding dates in running text is another matter (`indexer/detect`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.analysis.numerals import HAN_DIGITS, HAN_PLACES, arabic_digits
from index.model import PartialDate
from index.query.ast import InDates

_RANGE_SIGN = re.compile(r"\.{2,}|。{2,}|…|[~～〜∼—–至到]+")
_UNTIL_NOW = re.compile("[至到]今$")
_NUMERIC = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?:(?P=sign)(?P<day>[0-9]{1,2}))?)?"
)
_COMPACT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_DAY = r"(?P<day>[0-9]{1,2})[日号號]"
_MONTH = r"(?P<month>[0-9]{1,2})月份?"
_WRITTEN = re.compile(rf"(?P<roc>民[国國])?(?P<year>[0-9]{{1,4}})年(?:{_MONTH}(?:{_DAY})?)?")
_WITHOUT_YEAR = re.compile(rf"{_MONTH}(?:{_DAY})?")
_DAY_ALONE = re.compile(_DAY)
_HAN_NUMBER = re.compile(f"[{HAN_DIGITS}{HAN_PLACES}]+")
_ROC_YEAR_ZERO = 1911  # 民國 1 is 1912


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """What a `date:` clause selects; *swapped* when its ends were typed in the wrong order."""

    dates: InDates
    swapped: bool = False


def parse_partial_date(text: str) -> PartialDate:
    """The date that *text* writes: `2025`, `2025-11`, `2025/11/27`, `2025年11月27日`, 二〇二五年, 民國114年.

    Parts may be joined by `-`, `/` or `.`; digits may be full-width or Han. ValueError where it is no such date or not on
    the calendar (2024-02-30, year 0).
    """
    compact = _compacted(text)
    match = _NUMERIC.fullmatch(compact) or _COMPACT.fullmatch(compact) or _WRITTEN.fullmatch(compact)
    if match is None:
        raise ValueError(f"not a date: {text!r}")
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("roc"):
        year += _ROC_YEAR_ZERO
    elif len(parts["year"]) != 4:
        raise ValueError(f"a year has four digits: {text!r}")
    return _build_date(year, parts.get("month"), parts.get("day"))


def parse_date_range(text: str) -> DateRange:
    """The range that *text* writes: one date, `a..b`, `a..` or `..b`; also `～`, `至`, `到`, `—`, `。。` as the sign, and 至今.

    The second end may leave out what the first says (2025年1月至6月). Ends in the wrong order are swapped. ValueError
    where either end is no date, or both are missing.
    """
    ends = _RANGE_SIGN.split(_UNTIL_NOW.sub("..", _compacted(text)))
    if len(ends) == 1:
        only = parse_partial_date(ends[0]).iso()
        return DateRange(dates=InDates(first=only, last=only))
    if len(ends) != 2 or not any(ends):
        raise ValueError(f"not a range of dates: {text!r}")
    first = parse_partial_date(ends[0]) if ends[0] else None
    last = _parse_last(ends[1], first) if ends[1] else None
    swapped = first is not None and last is not None and first.first_day() > last.last_day()
    if swapped:
        first, last = last, first
    return DateRange(
        dates=InDates(first=first.iso() if first else None, last=last.iso() if last else None),
        swapped=swapped,
    )


def _parse_last(text: str, first: PartialDate | None) -> PartialDate:
    if first is not None:
        match = _WITHOUT_YEAR.fullmatch(text)
        if match is not None:
            return _build_date(first.year, match["month"], match["day"])
        match = _DAY_ALONE.fullmatch(text)
        if match is not None and first.month is not None:
            return _build_date(first.year, str(first.month), match["day"])
    return parse_partial_date(text)


def _build_date(year: int | None, month: str | None, day: str | None) -> PartialDate:
    return PartialDate(year=year, month=int(month) if month else None, day=int(day) if day else None)


def _compacted(text: str) -> str:
    """Without spaces, digits half-width and Arabic; signs that NFKC would spell out (…) stay."""
    signs = (
        unicodedata.normalize("NFKC", sign) if sign.isdecimal() else sign
        for sign in text
        if not sign.isspace()
    )
    return _HAN_NUMBER.sub(lambda match: arabic_digits(match[0]) or match[0], "".join(signs))
