"""Dates in running text: where they stand, and which day, month or year they mean, seen from a given day.

    find_dates(text, reference)  →  DateMention(span, date, rule …), in the order of the text

What looks like a date stands in `date_patterns.py`; what it means is read in `written_dates.py` (figures and numerals) and
`relative_days.py` (昨天, 上周三), with the arithmetic of `reckoning.py`. Strict: what is no day of the calendar (2月30日), of
another calendar (农历正月初一), of nobody's century (98年3月5日), of no year in particular (每年3月5日) or no day at all (2024年度,
〔2024〕12号) gives no mention, and no part of it does. Which of the mentions tells of the event is decided in `event_dates.py`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Final

from index.model import Span
from indexer.detect.date_guards import PLANNED_BEFORE, PLANNED_BEHIND
from indexer.detect.date_mention import DateMention, ReadDate, Surroundings
from indexer.detect.date_patterns import (
    ANY_DATE,
    BRACKETED,
    BRACKETED_GATE,
    COUNTED,
    COUNTED_GATE,
    DAY_WORD,
    DAY_WORD_GATE,
    LUNAR,
    LUNAR_GATE,
    NUMERIC,
    NUMERIC_GATE,
    RANGE_END,
    ROC_NUMERIC,
    SHORT,
    SLASHED,
    SPACED,
    WEEKDAY_GATE,
    WEEKDAY_OF_MONTH,
    WEEKDAY_WORD,
    WRITTEN,
    YEAR_BEHIND,
)
from indexer.detect.reckoning import AHEAD, Reckoning
from indexer.detect.relative_days import (
    read_bracketed,
    read_counted,
    read_day_word,
    read_weekday,
    read_weekday_of_month,
)
from indexer.detect.written_dates import (
    read_numeric,
    read_roc_numeric,
    read_short,
    read_slashed,
    read_written,
    read_year_behind,
)

_CUE_CHARACTERS: Final = 10
_FAR_CHARACTERS: Final = 200


def find_dates(
    text: str, reference: dt.date | None = None, reckoning: Reckoning = Reckoning.PAST
) -> tuple[DateMention, ...]:
    """Find the dates in *text*; what is not said is reckoned from *reference*, as *reckoning* says. Linear in the text.

    Without a reference a day without a year keeps none (`--11-27`), and what needs one is not found. Spans do not overlap.
    """
    if ANY_DATE.search(text) is None:
        return ()
    return tuple(_mentions(text, reference, reckoning))


def _mentions(text: str, reference: dt.date | None, reckoning: Reckoning) -> Iterator[DateMention]:
    """The mentions in order; a match inside an earlier one, understood or not, counts for nothing."""
    end = 0
    last: DateMention | None = None
    is_last_unread = False
    for found in _matches(text):
        if found.start() < end or not found[0]:
            continue
        start, end = found.span()
        before = text[max(0, start - _CUE_CHARACTERS) : start]
        is_planned = reckoning is Reckoning.NEWS and (
            PLANNED_BEFORE.search(before) is not None or PLANNED_BEHIND.match(text, end) is not None
        )
        around = Surroundings(
            reference=reference,
            ahead=AHEAD[reckoning],
            before=before,
            last=last,
            between=_between(text, last, start),
            is_last_unread=is_last_unread,
            is_planned=is_planned,
        )
        read = _READERS[found.re](found, around) if found.re in _READERS else None
        if read is None:
            is_last_unread = is_last_unread or _is_day(found)
            tail = RANGE_END.match(text, end)
            if tail is not None and tail["year"] is None:
                end = tail.end()  # 每年1月1日至12月31日
        else:
            is_last_unread = False
            end = max(end, read.end)
            last = DateMention(Span(start=start, end=read.end), read.date, read.rule, read.until, is_planned)
            yield last


def _between(text: str, last: DateMention | None, start: int) -> str:
    """The text from *last* to *start*; what is far apart is not tied, so that any text is read in linear time."""
    if last is None:
        return ""
    return text[last.span.end : start] if start - last.span.end <= _FAR_CHARACTERS else "\n"


def _is_day(found: re.Match[str]) -> bool:
    """True for what looks like a day in full, be it of another calendar or none."""
    return found.re is LUNAR or (
        found.re is WRITTEN and found["day"] is not None and found["month"] is not None
    )


def _matches(text: str) -> list[re.Match[str]]:
    """All matches by their beginning, the longer ones and those of the stricter patterns first."""
    found: list[re.Match[str]] = []
    for gate, patterns in _GATES:
        if gate.search(text):
            for pattern in patterns:
                found += pattern.finditer(text)
    return sorted(found, key=lambda match: (match.start(), -match.end()))


_READERS: Final[dict[re.Pattern[str], Callable[[re.Match[str], Surroundings], ReadDate | None]]] = {
    WRITTEN: read_written,
    NUMERIC: read_numeric,
    DAY_WORD: read_day_word,
    BRACKETED: read_bracketed,
    COUNTED: read_counted,
    WEEKDAY_OF_MONTH: read_weekday_of_month,
    WEEKDAY_WORD: read_weekday,
    SPACED: read_numeric,
    ROC_NUMERIC: read_roc_numeric,
    YEAR_BEHIND: read_year_behind,
    SHORT: read_short,
    SLASHED: read_slashed,
}
"""Every pattern with what reads its matches; days of the lunar calendar are read by nobody."""
_GATES: Final = (
    (LUNAR_GATE, (LUNAR,)),
    (ANY_DATE, (WRITTEN,)),
    (DAY_WORD_GATE, (DAY_WORD,)),
    (BRACKETED_GATE, (BRACKETED,)),
    (COUNTED_GATE, (COUNTED,)),
    (WEEKDAY_GATE, (WEEKDAY_OF_MONTH, WEEKDAY_WORD)),
    (NUMERIC_GATE, (NUMERIC, SPACED, ROC_NUMERIC, YEAR_BEHIND, SHORT, SLASHED)),
)
"""The patterns behind their gates, the stricter first: of two equal matches the earlier one counts."""
