"""Days that words name, seen from a reference or from the day spoken of last: 昨天, 今（28）日, 次日, 上周三, 3天前.

One function per pattern of `date_patterns.py`; `dates.py` calls them. What is not sure is None.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from index.analysis.numerals import HAN_DIGITS, parse_numeral
from index.model import PartialDate
from indexer.detect.date_grammar import build_day, read_clock, read_year
from indexer.detect.date_mention import DateRule, ReadDate, Surroundings
from indexer.detect.reckoning import (
    DAYS_FROM_TODAY,
    LAST,
    move_days,
    next_day,
    next_month_day,
    reckon_day,
    reckon_month_day,
    reckon_weekday,
    weekday_of_month,
)

_ZONE_DAYS: Final = 1
"""What is written before midnight is often put out behind it."""
_FAR_CHARACTERS: Final = 24
_SENTENCE_ENDS: Final = re.compile(r"[。！？!?；;\n]")
_NOT_ONE_WEEKDAY: Final = (*"至到-—–~～个個", "个的", "個的")
_HAN_UNITS: Final = frozenset(HAN_DIGITS + "两兩")


def full_date(day: dt.date | None) -> PartialDate | None:
    """*day* as a date; None for None."""
    return None if day is None else PartialDate(year=day.year, month=day.month, day=day.day)


def at_time(date: PartialDate, found: re.Match[str]) -> PartialDate:
    """The day with the time of day of a match of `CLOCK`, where it has one; a day without a year takes none."""
    time = read_clock(found) if found["hour"] and date.is_full else None
    return date if time is None else PartialDate(year=date.year, month=date.month, day=date.day, time=time)


def read_day_word(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """昨天, 今晚, 昨日（27）, 今天（11月28日）; 当天 and 次日 by the day spoken of last, 同日 alone is the reference's."""
    word = found["word"]
    if word is None:
        day = _following(found, around) if found["next"] else _same(found, around)
        return (
            None
            if day is None
            else ReadDate(date=at_time(day, found), rule=DateRule.SAME_DAY, end=found.end())
        )
    if found["day"]:
        return _read_said(word[:-1], found, around)
    moved = None if around.reference is None else move_days(around.reference, DAYS_FROM_TODAY[word])
    date = full_date(moved)
    return (
        None if date is None else ReadDate(date=at_time(date, found), rule=DateRule.DAY_WORD, end=found.end())
    )


def read_bracketed(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """今（28）日, 昨(11/27)晚."""
    return _read_said(found["word"], found, around)


def _read_said(word: str, found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """A word and the day that it means: the number decides where the word, seen from the reference, means another day."""
    month, number = found["month"], parse_numeral(found["day"])
    written = build_day(None, month, found["day"]) if month else None
    if number is None or (month and written is None):
        return None
    if around.reference is None:
        return None if written is None else ReadDate(date=written, rule=DateRule.MONTH_DAY, end=found.end())
    moved = move_days(around.reference, DAYS_FROM_TODAY[word]) if word in DAYS_FROM_TODAY else None
    is_meant = moved is not None and moved.day == number
    if is_meant and (written is None or (moved is not None and moved.month == written.month)):
        date, rule = full_date(moved), DateRule.DAY_WORD
    elif written is not None:
        date, rule = full_date(_said_month_day(word, written, around.reference)), DateRule.MONTH_DAY
    else:
        date, rule = full_date(_said_day(word, found["day"], around.reference)), DateRule.DAY
    return None if date is None else ReadDate(date=at_time(date, found), rule=rule, end=found.end())


def read_weekday(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """上周三, 星期五; one alone is the latest up to the reference."""
    if around.reference is None or around.before.endswith(_NOT_ONE_WEEKDAY):
        return None
    shift = found["shift"].rstrip("一个個") if found["shift"] else None
    date = full_date(reckon_weekday(found["weekday"], shift, around.reference))
    return None if date is None else ReadDate(date=date, rule=DateRule.WEEKDAY, end=found.end())


def read_weekday_of_month(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """五月第二个星期日, 2025年11月最后一个周四; without a year the latest one up to the reference."""
    month = parse_numeral(found["month"]) or 0
    place = parse_numeral(found["place"] or "") or LAST
    reference = around.reference
    if found["year"]:
        years = [read_year(found["era"], found["year"]) or 0]
    else:
        years = [] if reference is None else [reference.year, reference.year - 1]
    days = [weekday_of_month(year, month, place, found["weekday"]) for year in years]
    known = [day for day in days if day is not None]
    day = next((one for one in known if found["year"] or reference is None or one <= reference), None)
    date = full_date(day)
    return None if date is None else ReadDate(date=date, rule=DateRule.WEEKDAY, end=found.end())


def read_counted(found: re.Match[str], around: Surroundings) -> ReadDate | None:
    """3天前, 两周后; two numbers (两三天前) are none."""
    count = parse_numeral(found["count"])
    is_vague = len(found["count"]) > 1 and set(found["count"]) <= _HAN_UNITS  # 两三天前
    if count is None or is_vague or around.reference is None:
        return None
    days = count * (1 if found["unit"] in ("天", "日") else 7)
    date = full_date(move_days(around.reference, -days if found["way"] == "前" else days))
    return None if date is None else ReadDate(date=date, rule=DateRule.COUNTED, end=found.end())


def _same(found: re.Match[str], around: Surroundings) -> PartialDate | None:
    """The day spoken of last; at the beginning of a text the reference's."""
    last = around.last
    if last is None:
        return None if found.string[: found.start()].strip() else full_date(around.reference)
    if around.is_last_unread or last.until is not None or last.date.day is None:
        return None
    return PartialDate(year=last.date.year, month=last.date.month, day=last.date.day)


def _following(found: re.Match[str], around: Surroundings) -> PartialDate | None:
    """The day after the one spoken of in the same sentence; none where something counts from it (公告次日起)."""
    last = around.last
    if last is None or around.is_last_unread or last.until is not None or not last.date.is_full:
        return None
    is_counted = found.string.startswith("起", found.end())
    if is_counted or len(around.between) > _FAR_CHARACTERS or _SENTENCE_ENDS.search(around.between):
        return None
    return full_date(move_days(last.date.first_day(), 1))


def _said_day(word: str, number: str, reference: dt.date) -> dt.date | None:
    """The day of a month that is said beside *word*, where the word alone means another: the reference is no day of the text."""
    offset = DAYS_FROM_TODAY.get(word, 0)
    day = parse_numeral(number)
    if day is None or word.startswith(("前", "后", "後", "大")):
        return None  # 会前（5）日 is no day before yesterday
    return next_day(day, reference) if offset > 0 else reckon_day(day, reference, _ZONE_DAYS)


def _said_month_day(word: str, date: PartialDate, reference: dt.date) -> dt.date | None:
    if date.month is None or date.day is None or word.startswith(("前", "后", "後", "大")):
        return None
    if DAYS_FROM_TODAY.get(word, 0) > 0:
        return next_month_day(date.month, date.day, reference)
    return reckon_month_day(date.month, date.day, reference, _ZONE_DAYS)
