"""Dates that an input states in so many words: ISO 8601 in JSONL and options, a labelled stamp on a saved page.

Strict: what is no date is refused with a reason, never guessed at; nothing here reads a clock or finds dates in running
text (that is `indexer/detect/`). The values go into `ArticleInput.published`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from typing import Final

from index.model import PartialDate
from indexer.detect.date_grammar import in_shanghai, match_stamp

_SHOWN_CHARACTERS: Final = 40
_WRITTEN: Final = "write 2025, 2025-11, 2025-11-27 or 2025-11-27T10:42+08:00"
_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
_ISO_DATE: Final = re.compile(
    r"(?:(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"
    r"|(?P<basic>\d{8})|--(?P<any_month>\d{2})-(?P<any_day>\d{2}))"
    rf"(?:[Tt ]+{_CLOCK}\s*(?P<zone>[Zz]|[+-]\d{{2}}(?::?\d{{2}})?)?)?",
    re.ASCII,
)
# 2025-W48-4, 2025-331: ISO 8601 by weeks and by days of the year; a week without its day is no date of ours.
_WEEK_DAY: Final = re.compile(r"(?P<year>\d{4})-?W(?P<week>\d{2})-?(?P<day>[1-7])(?=$|[Tt ])", re.ASCII)
_DAY_OF_YEAR: Final = re.compile(r"(?P<year>\d{4})-(?P<day>\d{3})(?=$|[Tt ])", re.ASCII)


def parse_iso_date(text: str) -> PartialDate:
    """Read an ISO 8601 date or date-time: `2025`, `2025-11`, `2025-11-27`, `20251127`, `2025-W48-4`, `2025-331`,
    `--11-27`, `2025-11-27T10:42Z`.

    A blank may stand for `T`; fractions of a second are dropped; a time without a zone is Shanghai's, any other is moved
    there (UTC+8 in every year, as `PartialDate.iso` writes it). Raises ValueError with the reason.
    """
    found = _ISO_DATE.fullmatch(_of_calendar(text.strip()))
    if found is None:
        raise ValueError(f"{_shown(text)} is not an ISO 8601 date: {_WRITTEN}")
    try:
        if found["basic"]:
            year, month, day = found["basic"][:4], found["basic"][4:6], found["basic"][6:]
        else:
            year, month, day = (
                found["year"],
                found["month"] or found["any_month"],
                found["day"] or found["any_day"],
            )
        return _build(PartialDate(year=_number(year), month=_number(month), day=_number(day)), found)
    except (ValueError, OverflowError):
        raise ValueError(f"{_shown(text)} is not a date of the calendar: {_WRITTEN}") from None


def _of_calendar(text: str) -> str:
    """*text* with a day of a week or of a year as year, month and day; as it is where there is no such day."""
    with contextlib.suppress(ValueError):
        if week := _WEEK_DAY.match(text):
            day = dt.date.fromisocalendar(int(week["year"]), int(week["week"]), int(week["day"]))
            return day.isoformat() + text[week.end() :]
        if (ordinal := _DAY_OF_YEAR.match(text)) and int(ordinal["day"]):
            day = dt.date(int(ordinal["year"]), 1, 1) + dt.timedelta(days=int(ordinal["day"]) - 1)
            if day.year == int(ordinal["year"]):
                return day.isoformat() + text[ordinal.end() :]
    return text


def parse_stamp(text: str) -> PartialDate | None:
    """Read the date of publication as pages print it after its label (`2025-11-28 10:22`, `二〇二五年四月十七日`), or None.

    What follows the date is left alone, so that a line may go on; a date that does not exist is None, a time that does
    not exist is left out.
    """
    stamp = match_stamp(text.strip())
    return None if stamp is None else stamp.date


def _build(date: PartialDate, found: re.Match[str]) -> PartialDate:
    """Add the time of day; a zoned time is moved to Shanghai, which may move the day. ValueError, OverflowError."""
    if found["hour"] is None:
        return date
    if not date.is_full:
        raise ValueError("a time of day needs a day")
    # A leap second has no place in datetime; 24:00 is the end of the day (ISO 8601:2004, 4.2.3).
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    end_of_day = (hour, minute, second) == (24, 0, 0)
    time = dt.time(0 if end_of_day else hour, minute, 59 if second == 60 else second)
    moment = dt.datetime.combine(date.first_day(), time, tzinfo=dt.UTC)
    moment += dt.timedelta(days=1 if end_of_day else 0)
    zone = found.groupdict().get("zone")
    if zone:
        return in_shanghai(moment, zone)
    return PartialDate(year=moment.year, month=moment.month, day=moment.day, time=moment.time())


def _number(digits: str | None) -> int | None:
    return None if digits is None else int(digits)


def _shown(text: str) -> str:
    """The value as the report shows it: one line, not too long."""
    line = " ".join(text.split()) or "an empty text"
    return line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…"
