"""Datelines: where an agency says when a report was written, 新华社北京1月30日电, 【共同社11月12日电】, （中央社台北5日電）.

Pure: text in, values out. A dateline is trustworthy where the first date of a text is not, so a pattern asks for everything: the
beginning of a line or a bracket, the sign of a medium or a reporter, a day, and 电, 讯 or their like. What follows from a
dateline is decided in `publication.py` (the day of publication) and `event_dates.py` (the day of the event).
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from typing import Final, NamedTuple

from index.analysis.numerals import parse_numeral
from index.model import PartialDate, Span
from indexer.detect.date_grammar import DAY, MONTH, ROC_YEAR_ZERO, SPACE, YEAR, build_day, read_year
from indexer.detect.reckoning import reckon_day, reckon_month_day

_HEAD_CHARACTERS: Final = 800
"""How far into a text a dateline may stand: behind some captions."""
_ZONE_DAYS: Final = 1
"""A report written today in Tokyo may bear tomorrow's day in Shanghai, and the other way round."""
_GATE: Final = re.compile("[日號号][ \\t\u3000]*[专專特电電讯訊综綜报報消】|｜丨]")
"""The sign of the day and how a report begins: what must stand in a head with a dateline (a third of the time of looking for one)."""
_MEDIUM: Final = (
    r"(?:[\u3400-\u9fffA-Za-z0-9]{0,10}?(?:社|网|網|报|報|台|臺|新闻|新聞|客户端|客戶端|频道|頻道|财经|財經|在线|在線|之家|氪)"
    r"|路透|彭博|大[纪紀]元|南方\+|记者|記者|通讯员|通訊員)"
)
# 4月4日电台湾当局…, 1月30日电商务部…: no word with 电, but a word behind it.
_OWN_WORD: Final = "商[务務]|[台臺][湾灣北中南东東方当當军軍]|[气氣][象候]|[机機][构構关關场場]|解[放决決除]|信[息访訪]|[网網][络絡信]|量子|力[争爭]|[视視]察"
_REPORT: Final = (
    f"(?:[专專特]?[电電](?!(?!{_OWN_WORD})[影视視力商网網话話信子动動器池价價量站脑腦台臺竞競气氣梯缆纜费費厂廠机機解])"
    "|[专專]?[讯訊](?![问問号號息])|[综綜]合外[电電](?:[报報][道导導])?|[综綜]合[报報][道导導](?=[)）])|[报報][道导導](?=[)）])"
    r"|消息(?=[，,：:\s|)）(（]|$))"
)
_DATELINE: Final = re.compile(
    rf"(?:^|[\n】)）(（【\[〔])[ \t\u3000]*(?P<quoted>[据據])?{_MEDIUM}"
    # the place and the reporters, in brackets or not: 北京（记者甲、乙）
    r"[^。！？；，,：:\d０-９\n【】]{0,40}?"
    rf"(?P<day_of_report>(?:{YEAR}{SPACE})?(?:{MONTH}{SPACE})?{DAY})[ \t\u3000]*(?P<report>{_REPORT})"
)
_PLACE_ALONE: Final = re.compile(
    # （吉隆坡8日讯）: papers of south-east Asia name no medium; the bracket and the place beside the day are theirs
    rf"(?:^|\n)[ \t\u3000]*[(（【〔][\u3400-\u9fff]{{2,8}}[ \t\u3000]?"
    rf"(?P<day_of_report>(?:{YEAR}{SPACE})?(?:{MONTH}{SPACE})?{DAY})(?P<report>[讯訊电電])[)）】〕]"
)
_BOXED: Final = re.compile(
    # 【海外网4月1日|战疫全时区】: in square brackets the medium and the day are enough
    rf"(?:^|\n)[ \t\u3000]*【{_MEDIUM}[^。！？；，,：:\d０-９\n【】]{{0,20}}"
    rf"(?P<day_of_report>(?:{YEAR}{SPACE})?{MONTH}{SPACE}{DAY})[ \t\u3000]*(?P<report>[】|｜丨])"
)
_DATELINE_AT_END: Final = re.compile(
    rf"[(（](?P<quoted>[据據])?{_MEDIUM}[^。！？；，,：:()（）\d０-９\n]{{0,40}}"
    rf"(?P<day_of_report>(?:{YEAR}{SPACE})?(?:{MONTH}{SPACE})?{DAY})[ \t\u3000]*(?P<report>{_REPORT})"
    # （新华社北京1月1日电 记者甲、乙）: papers put what they took from an agency so
    r"[ \t\u3000]*(?:(?:本报)?[记記]者[^。！？()（）\d\n]{1,30})?[)）][ \t\u3000]*$",
    re.MULTILINE,
)
_END_GATE: Final = re.compile("[日號号][专專特综綜]?[电電讯訊合]")
_END_SIGNS: Final = tuple("电電讯訊合")
_RELEASE_CODE: Final = re.compile(
    r"[(（][^()（）\n]{0,40}(?:編輯|編譯|譯者|核稿|编辑|编译|译者)[^()（）\n]{0,40}[)）]"
    r"[ \t\u3000]*(?P<year>1[0-5]\d)(?P<month>\d\d)(?P<day>\d\d)[ \t\u3000]*$",
    re.MULTILINE | re.ASCII,
)
_CODE_GATE: Final = re.compile("[編编譯译]")
RELEASE_CODE_SIGN: Final = re.compile(r"[)）][ \t\u3000]*1[0-5]\d{5}(?!\d)", re.ASCII)
"""What every release code ends with, and little else: by it, one is looked for in what a body was cut from."""


class Dateline(NamedTuple):
    """Where a dateline stands, from its medium to its 电, and the day that it names."""

    span: Span
    date: PartialDate


def detect_dateline(text: str, reference: dt.date | None = None) -> Dateline | None:
    """Find the first dateline near the head of *text*, or in brackets at the end of a line.

    A day without year or month is reckoned from *reference*; without one it keeps no year, and a day alone is no dateline.
    """
    head = text[:_HEAD_CHARACTERS]
    matches = itertools.chain(
        *(
            (_DATELINE.finditer(head), _PLACE_ALONE.finditer(head), _BOXED.finditer(head))
            if _GATE.search(head)
            else ()
        ),
        _DATELINE_AT_END.finditer(text) if _may_end_with_dateline(text) else (),
    )
    for found in matches:
        if found.groupdict().get("quoted") and found["report"].startswith(("消", "报", "報")):
            continue  # 据某社27日消息 tells what others said
        date = _read(found, reference)
        if date is not None:
            return Dateline(Span(start=found.start(), end=found.end()), date)
    return None


def _may_end_with_dateline(text: str) -> bool:
    # Four in ten texts go by the single signs, which are looked for in a tenth of the time.
    for sign in _END_SIGNS:
        if sign in text:
            return _END_GATE.search(text) is not None
    return False


def detect_release_code(text: str) -> PartialDate | None:
    """Find the day of release as agencies of Taiwan put it behind the editors, in years of the Republic: （編輯：某某）1141111."""
    if _CODE_GATE.search(text) is None:
        return None
    codes = [
        build_day(int(found["year"]) + ROC_YEAR_ZERO, found["month"], found["day"])
        for found in _RELEASE_CODE.finditer(text)
    ]
    return next((code for code in codes if code is not None), None)


def _read(found: re.Match[str], reference: dt.date | None) -> PartialDate | None:
    if found["year"]:
        year = read_year(found["era"], found["year"])
        return None if year is None else build_day(year, found["month"], found["day"])
    day = parse_numeral(found["day"])
    if found["month"]:
        date = build_day(None, found["month"], found["day"])
        if date is None or reference is None or date.month is None or date.day is None:
            return date
        reckoned = reckon_month_day(date.month, date.day, reference, _ZONE_DAYS)
    elif day is None or reference is None:
        return None
    else:
        reckoned = reckon_day(day, reference, _ZONE_DAYS)
    return (
        None if reckoned is None else PartialDate(year=reckoned.year, month=reckoned.month, day=reckoned.day)
    )
