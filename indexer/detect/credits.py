"""Finds the stretches of a text that say who made it: bylines, credits of photographs, the head of a wire report.

Names in them are not what an article is about: （記者 李晗）, 【编辑:刘欢】, 新华社记者 饶爱民 摄, 〔記者簡例／台北報導〕,
新华社北京1月30日电. `entities.py` keeps such mentions apart; what is taken out of a body for good is the business of
`indexer/extract`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from index.model import Span
from indexer.detect import cues
from indexer.detect.cues import CueTables
from indexer.detect.tagged_text import TaggedText

_MAKERS = (
    "记者|通讯员|编辑|责编|编译|核稿|校对|美编|摄影|撰文|撰稿|执笔|作者|文图|图文|图/文|文/图|供图|制图|监制|"
    "统筹|编审|审校|主编|策划|设计|终审|初审|复审|译者|编译|实习生|主播|特派员"
)
_ROLES = (
    "(?:本报|本台|本社|本网|特约|实习|见习|摄影|首席|文字|视频|执笔|参与|驻外|资深|综合|责任|值班|网络|美术|图片|网页)?"
    f"(?:采写)?(?:{_MAKERS})"
)
# How far behind a bracket a maker may stand, with what stands before it.
_MAKER_REACH = 1 + 25 + 4
_BRACKETED = re.compile(
    f"[（(【〔\\[][^（）()【】〔〕\\[\\]\n]{{0,25}}?{_ROLES}[^（）()【】〔〕\\[\\]\n]{{0,80}}[）)】〕\\]]"
)
# What stands between who and did what; 丨 is a character to itself.
_BARS = ":：/／|｜丨"
_LINE = re.compile(
    f"^(?:[^\n。]{{0,12}}?{_ROLES}[ 　]{{0,4}}(?:[:：/／][^\n。]{{1,40}}|[|｜丨][^\n。]{{1,60}})|(?:文|图|文图)[ 　]{{0,4}}[{_BARS}][^\n。]{{1,30}})$",
    re.MULTILINE,
)
_PHOTO = re.compile(
    f"(?:[^\n，。；、（）()]{{0,8}}?{_ROLES})?[ 　]{{0,4}}[^\n，。；（）() ]{{0,12}}[ 　]{{0,4}}[摄绘](?=[）)\n。 　]|$)"
)
_LONGEST_LINE = 90
"""What the longest line of credits takes: a role and what stands before and behind it."""
_AROUND_PHOTOS = "\n，。；（）()"
"""What no credit of a photograph reaches over."""
_PHOTO_BORDER = re.compile(f"[{_AROUND_PHOTOS}]")
_BEHIND_PHOTOS = frozenset("）)\n。 　")
_REPORTER = re.compile(
    "(?:[^\n，。；：、（）() 　]{0,6})(?:记者|通讯员)[ 　]{0,4}[^\n，。；：（）()]{2,24}?(?=报道|报导|电|摄|[ 　]{0,4}(?:发自|综合))"
)
# A line of its own: 新华社记者黄强, 南方日报记者 王彪 通讯员 李明.
_NAMES = "[\u4e00-\u9fff·]{2,4}(?:[ 　、]+[\u4e00-\u9fff·]{2,4}){0,4}"
_REPORTER_LINE = re.compile(
    f"[ 　]{{0,4}}[\u4e00-\u9fff]{{0,8}}(?:社|报|网|台|本刊|周刊|频道)[\u4e00-\u9fff]{{0,4}}(?:记者|通讯员)[ 　]{{0,4}}{_NAMES}"
    f"(?:[ 　]+通讯员[ 　]{{0,4}}{_NAMES})?(?<!报道)(?<!报导)[ 　]{{0,4}}"
)
_LONGEST_REPORTER_LINE = 50
_REPORTERS = ("记者", "通讯员")
_BEFORE_REPORTERS = 6
_SIGNS = frozenset("\n，。；：、（）() 　")
# The head of a wire report: up to its day and 电 or 讯, near the beginning of a line.
_WIRE = re.compile(
    "^[ 　]{0,4}[【（(]?[^\n，。；：]{2,24}?[0-9０-９一二三四五六七八九十]{1,3}日(?:综合|专)?(?:外)?[电讯](?:报[导道])?(?:[ 　]|[（(][^）)\n]{0,60}[）)]|】)?",
    re.MULTILINE,
)
_WIRE_REACH = 4 + 1 + 24 + 3
# Lines of sources: 来源 : 半岛电视台.
_SOURCE_LINE = re.compile("^(?:资料)?来源[ 　]{0,4}[:：][^\n]{2,40}$", re.MULTILINE)
# An agency that a picture or text is from: 新华社发.
_AGENCY = re.compile("[^，。；、（）()\n 　]{2,5}社[发电讯](?=[（(，。 　\n]|$)")
_BEFORE_AGENCY = 5
# Agencies alone in brackets: （路透社、法新社等）.
_BRACKETS = re.compile("[（(]([^（）()，。；\n]{3,60})[）)]")
_AGENCY_ENDS = ("社", "台", "报", "网", "新闻")
_BETWEEN_AGENCIES = re.compile("[、/／＋+ ]+")
# Only names in brackets, where a paragraph ends: (史自强), （完）.
_NAMES_ONLY = re.compile("[（(]([^（）()，。；：、\n]{2,12})[）)](?=[（(]?完?[）)]?[ 　]{0,4}(?:\n|$|【))")


CUES = CueTables(
    characters={
        cues.BRACKET: "（(【〔[",
        cues.LINE_SIGN: _BARS,
        cues.PHOTOGRAPHED: "摄绘",
        cues.MAKER: {maker[0] for maker in _MAKERS.split("|")},
        cues.MAKER << cues.ENDS: {maker[1] for maker in _MAKERS.split("|")},
        cues.AGENCY: "社",
        cues.AGENCY << cues.ENDS: "发电讯",
        cues.WIRE: "日",
        cues.WIRE << cues.ENDS: "综专外电讯",
    }
)
"""Where credits may stand; seven patterns over the whole text took four times as long."""


def find_credits(tagged: TaggedText) -> list[Span]:
    """The stretches of *tagged* that are credits; they may overlap."""
    found = [*_brackets(tagged), *_lines(tagged), *_wires(tagged), *_photographs(tagged)]
    found += (*_reporters(tagged.text), *_agencies(tagged))
    return found


def _brackets(tagged: TaggedText) -> Iterator[Span]:
    """Bylines in brackets, names and agencies alone in them."""
    makers = tagged.at_characters[cues.MAKER]
    for at in tagged.at_characters[cues.BRACKET]:
        maker = bisect_left(makers, at)
        if maker < len(makers) and makers[maker] <= at + _MAKER_REACH:
            byline = _BRACKETED.match(tagged.text, at)
            if byline is not None:
                yield Span(*byline.span())
        names = _NAMES_ONLY.match(tagged.text, at)
        if names is not None:
            yield Span(*names.span(1))
        agencies = _BRACKETS.match(tagged.text, at)
        if agencies is not None and all(
            part.endswith(_AGENCY_ENDS) for part in _BETWEEN_AGENCIES.split(agencies[1].removesuffix("等"))
        ):
            yield Span(*agencies.span())


def _lines(tagged: TaggedText) -> Iterator[Span]:
    """Short lines that say who did what."""
    text, reached = tagged.text, -1
    for at in tagged.at_characters[cues.LINE_SIGN]:
        if at < reached:
            continue
        start, reached = _line_around(text, at)
        if reached - start <= _LONGEST_LINE:
            for pattern in (_LINE, _SOURCE_LINE):
                match = pattern.match(text, start)
                if match is not None:
                    yield Span(*match.span())


def _wires(tagged: TaggedText) -> Iterator[Span]:
    """Heads of wire reports."""
    text, reached = tagged.text, -1
    for at in tagged.at_characters[cues.WIRE]:
        if at < reached:
            continue
        start, reached = _line_around(text, at)
        match = _WIRE.match(text, start) if at - start <= _WIRE_REACH else None
        if match is not None:
            yield Span(*match.span())


def _line_around(text: str, at: int) -> tuple[int, int]:
    """Where the line around *at* starts and ends."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def _reporters(text: str) -> Iterator[Span]:
    """记者 and a name, before what the reporter did."""
    reached = 0
    for at in sorted(at for word in _REPORTERS for at in _places_of(word, text)):
        if at < reached:
            continue
        start = at
        while start > max(at - _BEFORE_REPORTERS, reached) and text[start - 1] not in _SIGNS:
            start -= 1
        begin, end = _line_around(text, at)
        if end - begin <= _LONGEST_REPORTER_LINE and _REPORTER_LINE.fullmatch(text, begin, end):
            # Whose reporter it is may be what the line says (综合新华社记者报道): only the names are nobody's.
            yield Span(at, end)
            reached = end
            continue
        match = _REPORTER.match(text, start)
        if match is not None:
            yield Span(*match.span())
            reached = match.end()


def _agencies(tagged: TaggedText) -> Iterator[Span]:
    for at in tagged.at_characters[cues.AGENCY]:
        starts = range(max(at - _BEFORE_AGENCY, 0), at)
        match = next(filter(None, (_AGENCY.match(tagged.text, start) for start in starts)), None)
        if match is not None:
            yield Span(*match.span())


def _places_of(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _photographs(tagged: TaggedText) -> Iterator[Span]:
    """Credits of photographs, looked for only between the signs around a 摄: at every character, they took a millisecond."""
    text, reached = tagged.text, 0
    credited = [
        at
        for at in tagged.at_characters[cues.PHOTOGRAPHED]
        if at + 1 == len(text) or text[at + 1] in _BEHIND_PHOTOS
    ]
    for at in credited:
        begin, line_end = _line_around(text, at)
        start = max(begin, *(text.rfind(sign, begin, at) + 1 for sign in _AROUND_PHOTOS))
        border = _PHOTO_BORDER.search(text, at, line_end)
        end = min(line_end + 1, len(text)) if border is None else border.end()
        for match in _PHOTO.finditer(text, max(start, reached), end):
            yield Span(*match.span())
            reached = match.end()
