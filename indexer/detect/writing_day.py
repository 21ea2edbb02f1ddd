"""The day on which a text was written, where it says so itself: 今天（3月23日）, 今（28）日, 昨晚（11月27日）.

A word counts from the day of writing and the number in the brackets beside it names the day: both together tell when that was,
within a day of publication in all but one of 5,000 news (ADR 15). Pure. Asked by `publication.py`, after datelines.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Collection
from typing import Final

from index.analysis.numerals import parse_numeral
from index.model import PartialDate
from indexer.detect.date_grammar import build_day
from indexer.detect.date_patterns import BRACKETED, DAY_WORD
from indexer.detect.dates import find_dates
from indexer.detect.event_cues import SENTENCE_END
from indexer.detect.event_sentences import is_quoted
from indexer.detect.reckoning import DAYS_FROM_TODAY, move_days, reckon_day, reckon_month_day
from indexer.detect.relative_days import full_date

_GATE: Final = re.compile("[昨今明][天日晚早晨夜]?[(（]")
_PLACES_LOOKED_AT: Final = 12
_LONGEST_SENTENCE: Final = 120
_ZONE_DAYS: Final = 1
_LONGEST_PARAGRAPH: Final = 400
_TOLD: Final = re.compile(
    "[：:]|告[诉訴]|回[忆憶]|[写寫]道|日[记記]|播[发發]|通告|表示|指出|[强強][调調]|(?<![小传傳据據])[说說](?!明)|(?<![名职職简簡])[称稱](?!号|號)"
    "|[据據引][^，。]{0,30}[报報][道導导]"
)
"""Before a day that somebody else counts from: 某某表示，今天（6月6日）的仪式…; 据某报报道，某某今(2日)…; a colon."""
_OTHER_TIME: Final = re.compile(
    "(?:的|(?:[年月周週天日]|星期|[礼禮]拜|世[纪紀])[之以]?[前后後]|[去前那当當同]年)[，,、 ]?$"
)
"""Right before a word that means another time's day: 100天后的今天, 十年前，今天, 1937年的昨天."""


def detect_writing_day(text: str, reference: dt.date | None) -> PartialDate | None:
    """The one day on which *text* says that it was written; None where it says none, or several.

    The year, and the month where the brackets leave it out, are reckoned from *reference*; without one the day keeps no year.
    """
    days = {
        day
        for gate in itertools.islice(_GATE.finditer(text), _PLACES_LOOKED_AT)
        if (day := _written(text, gate.start(), reference)) is not None
    }
    return days.pop() if len(days) == 1 else None


def _written(text: str, start: int, reference: dt.date | None) -> PartialDate | None:
    """The day of writing by the word and number at *start*; None for what is quoted or said by others."""
    found = BRACKETED.match(text, start) or DAY_WORD.match(text, start)
    if found is None or found["day"] is None or found["word"] not in DAYS_FROM_TODAY:
        return None
    sentence = _sentence_before(text, start)
    if _is_told_by_others(text, start, sentence):
        return None
    days_from_writing = DAYS_FROM_TODAY[found["word"]]
    number = parse_numeral(found["day"])
    named = build_day(None, found["month"], found["day"]) if found["month"] else None
    if reference is None:
        return named if days_from_writing == 0 and not _names_another(sentence, ()) else None
    ahead = _ZONE_DAYS + max(0, days_from_writing)
    day = None
    if named is not None and named.month is not None and named.day is not None:
        day = reckon_month_day(named.month, named.day, reference, ahead)
    elif number is not None and not found["month"]:
        day = reckon_day(number, reference, ahead)
    written = None if day is None else move_days(day, -days_from_writing)
    return None if written is None or _names_another(sentence, {day, written}) else full_date(written)


def _is_told_by_others(text: str, start: int, sentence: str) -> bool:
    """True in a quote that began in the paragraph, behind a verb of telling or a colon, also one that ends the line above, and
    where the word means the day of another time."""
    above, _, paragraph = text[max(0, start - _LONGEST_PARAGRAPH) : start].rpartition("\n")
    return (
        is_quoted(paragraph)
        or paragraph.count("‘") > paragraph.count("’")
        or any(paragraph.count(sign) % 2 == 1 for sign in '"＂')
        or (not paragraph.strip() and above.rstrip().endswith(("：", ":")))
        or _TOLD.search(sentence) is not None
        or _OTHER_TIME.search(sentence) is not None
    )


def _names_another(sentence: str, days: Collection[dt.date | None]) -> bool:
    """True where *sentence* names a year, or a day with its year, that is none of *days*: 1949年，…今天（10月1日）."""
    years = {day.year for day in days if day is not None}
    dates = [mention.date for mention in find_dates(sentence) if mention.date.has_year]
    return any(one.year not in years or (one.is_full and one.first_day() not in days) for one in dates)


def _sentence_before(text: str, start: int) -> str:
    """The part of the sentence that stands before *start*."""
    begin = max(0, start - _LONGEST_SENTENCE)
    ends = [end.end() for end in SENTENCE_END.finditer(text, begin, start)]
    return text[ends[-1] if ends else begin : start]
