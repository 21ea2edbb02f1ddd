"""The dates that feeds give: RFC 822 with its real zones, ISO 8601, and what Chinese feeds print in their place.

Strict: what is no date is None, and stays in the entry's raw text. Pure; entries ask for it by one name.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from index.model import PartialDate
from indexer.sources.given_dates import parse_iso_date, parse_stamp

_SHANGHAI_OFFSET: Final = dt.timedelta(hours=8)
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_RFC_822: Final = re.compile(
    r"(?:[a-z]{3,9}\.?\s*,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{4}|\d{2})"
    r"(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*(?:gmt|utc)?([+-]\d{2}):?(\d{2})|\s*([a-z]{1,5}))?)?\s*(?:\([^)]{0,30}\))?",
    re.IGNORECASE | re.ASCII,
)
# Hours east of Greenwich; RFC 822, 5.1, and what Chinese feeds write. CST is China's here, since the feeds are.
_ZONES: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": 8, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9, "cet": 1, "cest": 2, "bst": 1, "msk": 3,
}  # fmt: skip
_FIRST_YEAR: Final = 1_000


def parse_feed_date(text: str) -> PartialDate | None:
    """Read the date of a feed's entry as Shanghai's time; None where it is no date that exists."""
    line = " ".join(text.split())
    found = _RFC_822.fullmatch(line)
    try:
        date = _read_rfc_822(found) if found else parse_iso_date(line)
    except (ValueError, OverflowError):
        if found or (stamp := parse_stamp(line)) is None:
            return None
        date = stamp
    return date if date.year is None or date.year >= _FIRST_YEAR else None


def _read_rfc_822(found: re.Match[str]) -> PartialDate:
    """The matched date; ValueError where day, month, time or zone do not exist."""
    day, month_name, year_digits, hour, minute, second, zone_hours, zone_minutes, zone = found.groups()
    year = int(year_digits)
    if len(year_digits) == 2:
        year += 2000 if year < 50 else 1900
    date = PartialDate(year=year, month=_MONTHS.index(month_name.lower()) + 1, day=int(day))
    if hour is None:
        return date
    time = dt.time(int(hour), int(minute), min(int(second or 0), 59))
    moment = dt.datetime.combine(date.first_day(), time, tzinfo=dt.UTC)
    if zone_hours:
        offset = dt.timedelta(
            hours=int(zone_hours), minutes=int(zone_minutes) * (-1 if zone_hours[0] == "-" else 1)
        )
    elif zone:
        offset = dt.timedelta(hours=_ZONES[zone.lower()]) if zone.lower() in _ZONES else _SHANGHAI_OFFSET
    else:
        offset = _SHANGHAI_OFFSET
    moment += _SHANGHAI_OFFSET - offset
    return PartialDate(year=moment.year, month=moment.month, day=moment.day, time=moment.time())
