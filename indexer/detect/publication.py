"""The day of publication that a page's address or its text gives, where its input gave none; and whether a day lies ahead.

Four things are trusted, in this order: the day in the page's address (the day of publication for 99.5 % of 33,438 addresses), the
release code of an agency, a dateline, and a line that is nothing but a full date where documents have theirs (below the
heading, above their number, or below the issuer's name at the end). The first date in the running text is not: it is within a day of
publication in 24 to 95 % of articles, by source. Pure. Next: `event_dates.py`.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from index.model import DateOrigin, PartialDate
from indexer.detect.date_grammar import BYLINE_OF_CAPTION, build_day, match_stamp
from indexer.detect.date_mention import DateRule
from indexer.detect.datelines import detect_dateline, detect_release_code
from indexer.detect.dates import find_dates
from indexer.detect.writing_day import detect_writing_day

AHEAD_DAYS: Final = 2
"""A date further ahead of the day on which the text was taken is a mistake; less is a zone, or tomorrow's paper."""

# /2025/11/27/, /2025-11/27/, /202511/27/, /20251127/, /t20251127_1, story20251127-1
_DAY_IN_ADDRESS: Final = re.compile(
    r"(?<![\d.])(?P<year>(?:19[89]|20\d)\d)[-/_]?(?P<month>0[1-9]|1[0-2])[-/_]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
    re.ASCII,
)
_HEAD_LINES: Final = 5
_TAIL_LINES: Final = 3
_LONGEST_DATE_LINE: Final = 32
"""二〇二五年十一月二十七日 星期四 十時三十分, with room for brackets."""
_OFFICE: Final = r"[^。，、；：！？\s]{2,28}(?:局|部|院|[会會]|府|[厅廳]|委|室|[办辦]|署|公司|中心|[学學]|行|[处處]|所|社|[组組]|司|[关關]|[团團])"
_OFFICES: Final = rf"{_OFFICE}(?:\s+{_OFFICE}){{0,4}}"
_ISSUER: Final = re.compile(
    rf"{_OFFICES}\s*"
    # a notice that nobody signs
    "|[（(]?完[)）]?|.*特此(?:通知|通告|公告|公示|公布|[说說]明|[声聲]明|[批函][复復覆]|[报報]告|函告|告知)[。！]?"
)
"""What stands above the day of a document: who issued it, or how it ends."""
_HEAD_WHO_SIGNED: Final = re.compile(
    # 总理　某某; 部 長 某某; but 人民的好总理　某某 is no office
    r"[^。，、；：！？的好]{0,24}(?:主席|[总總总][统統理]|[部局省市署院校行][\s\u3000]?[长長]|主任|[书書][记記])[\s\u3000]+[\u3400-\u9fff·]{1,10}[\s\u3000]?[\u3400-\u9fff]{0,2}"
)
_SIGNED_WITHIN_DAYS: Final = 3653
"""A day that is a decade older than its text was taken is of the life of the head above it, not of the text."""
_SIGNED: Final = re.compile(rf"{_OFFICES}\s+(?=[0-9０-９一二〇○民中])")
"""The issuer in one line with the day: 某某市水利局　2025年11月28日."""
_PRINTED: Final = re.compile(r".{2,40}\s(?P<day>\S{8,16}日)\s?印[发發]")
"""The last line of an official document: 某某办公室　2025年11月28日印发."""
_NUMBER_OF_DOCUMENT: Final = re.compile(r"[\u3400-\u9fff]{1,16}字第[0-9０-９]{4,}[A-Z]?[號号]", re.ASCII)
"""台教文字第1130000000號, on a line of its own: in Taiwan's gazettes the day stands above it, wherever an act begins."""
_FULL_YEAR: Final = re.compile("[0-9０-９一二]|民[國国]|中[華华]民")
"""A line that begins otherwise is no date; figures without an era have four digits (104/3/17 is the cell of a table)."""
_LATIN_BYLINE: Final = re.compile(
    r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f.,'’& -]{2,60}[ \u3000]?(?=[0-9]{4}年)"
)
"""JANE DOE 2025年11月27日: papers that translate put the author before the day."""
_AUTHORS_OF_CAPTION: Final = re.compile(
    rf"[A-Z][A-Z.'’-]+(?:,? [A-Z][A-Z.'’-]*){{1,8}}(?=[0-9]{{4}}年)|{BYLINE_OF_CAPTION}"
)
"""JANE DOE, JOHN ROE2025年11月27日某地，…: the same, run together with the caption of a picture."""
_ADDED_LATER: Final = re.compile("[(（][補补][登刊][)）]$")
"""中華民國101年1月20日（補登）: in the gazette's next issue."""
_NO_ERA: Final = re.compile(r"\D?(?:[0-9０-９]{1,2}\D|[0-9０-９]{3}[^年0-9０-９])")
"""Years of three figures are the Republic's only before 年: 114年01月13日."""


class Publication(NamedTuple):
    """A day of publication and where it was found."""

    date: PartialDate
    origin: DateOrigin


def detect_publication(
    body: str, head: str, fetched: dt.date | None, url: str | None = None
) -> Publication | None:
    """The day of publication that the address tells, or *body*, or *head*, the text that it was cut from; None for none.

    A dateline without a year is reckoned from *fetched*; without one it keeps none.
    """
    addressed = None if url is None else detect_address_day(url)
    if addressed is not None:
        return Publication(addressed, "page")
    code = detect_release_code(body) or detect_release_code(head)
    if code is not None:
        return Publication(code, "dateline")
    dateline = detect_dateline(body, fetched) or detect_dateline(head, fetched)
    if dateline is not None:
        return Publication(dateline.date, "dateline")
    written = _date_line(body.split("\n"), fetched) or detect_writing_day(body, fetched)
    return None if written is None else Publication(written, "text")


def detect_address_day(url: str) -> PartialDate | None:
    """The one day that the path of an address names; several different ones are none."""
    path = re.split("[?#]", url.partition("://")[2].partition("/")[2], maxsplit=1)[0]
    days = {
        build_day(int(found["year"]), found["month"], found["day"])
        for found in _DAY_IN_ADDRESS.finditer(path)
    }
    return days.pop() if len(days) == 1 else None


def lies_ahead(date: PartialDate, today: dt.date) -> bool:
    """True for a date more than two days after *today*, as early as it may mean; a day without a year never lies ahead."""
    return date.has_year and (date.first_day() - today).days > AHEAD_DAYS


def _date_line(lines: Sequence[str], fetched: dt.date | None) -> PartialDate | None:
    """The date of a line of its own: among the first lines of a document, the last ones below an issuer, or above a number."""
    told = [line.strip() for line in lines if line.strip()]
    authors = _AUTHORS_OF_CAPTION.match(told[0]) if told else None
    if authors is not None and (stamp := match_stamp(told[0], authors.end())) is not None:
        return _day_of(stamp.date)
    head: Iterable[str] = told[:_HEAD_LINES]
    if len(told) <= _HEAD_LINES + _TAIL_LINES:
        head = itertools.takewhile(lambda line: "。" not in line, head)  # in a short text the end is near
    for line in head:
        byline = _LATIN_BYLINE.match(line)
        if (date := _read_line(line[byline.end() :] if byline else line)) is not None:
            return date
    for issuer, line in itertools.pairwise(told[-_TAIL_LINES - 1 :]):
        if _ISSUER.fullmatch(issuer) and (date := _read_line(line)) is not None:
            return date
    if (date := _signed_by_head(told, fetched)) is not None:
        return date
    for line in told[-_TAIL_LINES:]:
        signed = _SIGNED.match(line)
        if signed is not None and (date := _read_line(line[signed.end() :])) is not None:
            return date
    for line, number in itertools.pairwise(told):
        if _NUMBER_OF_DOCUMENT.fullmatch(number) and (date := _read_line(line)) is not None:
            return date
    printed = _PRINTED.fullmatch(told[-1]) if told else None
    return None if printed is None else _read_line(printed["day"])


def _signed_by_head(told: Sequence[str], fetched: dt.date | None) -> PartialDate | None:
    """The last line's date, below the name of the head who signed; None where it is long before the text was taken."""
    if len(told) <= 1 or not _HEAD_WHO_SIGNED.fullmatch(told[-2]):
        return None
    date = _read_line(told[-1])
    if date is None or (fetched is not None and (fetched - date.first_day()).days > _SIGNED_WITHIN_DAYS):
        return None
    return date


def _day_of(date: PartialDate) -> PartialDate:
    return PartialDate(year=date.year, month=date.month, day=date.day)


def _read_line(line: str) -> PartialDate | None:
    """The full date that a line is, without its time of day; brackets around it do not count."""
    line = _ADDED_LATER.sub("", line).strip("()（）[]【】 ")
    if not 6 <= len(line) <= _LONGEST_DATE_LINE or not _FULL_YEAR.match(line) or _NO_ERA.match(line):
        return None
    found = find_dates(line)
    if len(found) != 1 or found[0].rule is not DateRule.FULL or found[0].until is not None:
        return None
    rest = line[: found[0].span.start] + line[found[0].span.end :]
    return None if rest.strip() else _day_of(found[0].date)
