"""Finds the stretches of a text that say who made it: bylines, credits of photographs, the head of a wire report.

Names in them are not what an article is about: （記者 李晗）, 【编辑:刘欢】, 新华社记者 饶爱民 摄, 〔記者簡例／台北報導〕,
新华社北京1月30日电. `entities.py` keeps such mentions apart; what is taken out of a body for good is the business of
`indexer/extract`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.model import Span

_ROLES = (
    "(?:本报|本台|本社|本网|特约|实习|见习|摄影|首席|文字|视频|执笔|参与|驻外|资深|综合|责任|值班|网络|美术|图片|网页)?"
    "(?:采写)?(?:记者|通讯员|编辑|责编|编译|核稿|校对|美编|摄影|撰文|撰稿|执笔|作者|文图|图文|图/文|文/图|供图|制图|监制|"
    "统筹|编审|审校|主编|策划|设计|终审|初审|复审|译者|编译|实习生|主播|特派员)"
)
_BRACKETED = re.compile(
    f"[（(【〔\\[][^（）()【】〔〕\\[\\]\n]{{0,25}}?{_ROLES}[^（）()【】〔〕\\[\\]\n]{{0,80}}[）)】〕\\]]"
)
_LINE = re.compile(
    # Most lines hold no such sign, and are passed over at once.
    f"^(?=[^\n]*[:：/／|｜])(?:[^\n。]{{0,12}}?{_ROLES}[ 　]{{0,4}}[:：/／][^\n。]{{1,40}}|(?:文|图|文图)[ 　]{{0,4}}[/／|｜:：][^\n。]{{1,30}})$",
    re.MULTILINE,
)
_PHOTO = re.compile(
    f"(?:[^\n，。；、（）()]{{0,8}}?{_ROLES})?[ 　]{{0,4}}[^\n，。；（）() ]{{0,12}}[ 　]{{0,4}}[摄绘](?=[）)\n。 　]|$)"
)
_AROUND_PHOTOS = "\n，。；（）()"
"""What no credit of a photograph reaches over."""
_PHOTO_BORDER = re.compile(f"[{_AROUND_PHOTOS}]")
_PHOTO_END = re.compile("[摄绘](?=[）)\n。 　]|$)")
_REPORTER = re.compile(
    "(?:[^\n，。；：、（）() 　]{0,6})(?:记者|通讯员)[ 　]{0,4}[^\n，。；：（）()]{2,24}?(?=报道|报导|电|摄|[ 　]{0,4}(?:发自|综合))"
)
# The head of a wire report: up to its day and 电 or 讯, near the beginning of a line.
_WIRE = re.compile(
    "^[ 　]{0,4}[【（(]?[^\n，。；：]{2,24}?[0-9０-９一二三四五六七八九十]{1,3}日(?:综合|专)?(?:外)?[电讯](?:报[导道])?(?:[ 　]|[（(][^）)\n]{0,60}[）)]|】)?",
    re.MULTILINE,
)
# Lines of sources, and an agency that a picture or text is from: 来源 : 半岛电视台, 新华社发.
_SOURCES = re.compile(
    "^(?:资料)?来源[ 　]{0,4}[:：][^\n]{2,40}$|[^，。；、（）()\n 　]{2,5}社[发电讯](?=[（(，。 　\n]|$)",
    re.MULTILINE,
)
_SIGNS_OF_SOURCES = ("来源", "社发", "社电", "社讯")
# Agencies alone in brackets: （路透社、法新社等）.
_BRACKETS = re.compile("[（(]([^（）()，。；\n]{3,60})[）)]")
_AGENCY_ENDS = ("社", "台", "报", "网", "新闻")
_BETWEEN_AGENCIES = re.compile("[、/／＋+ ]+")
# Only names in brackets, where a paragraph ends: (史自强), （完）.
_NAMES_ONLY = re.compile("[（(]([^（）()，。；：、\n]{2,12})[）)](?=[（(]?完?[）)]?[ 　]{0,4}(?:\n|$|【))")


def find_credits(simplified: str) -> list[Span]:
    """The stretches of *simplified* that are credits; they may overlap."""
    found = [
        Span(*match.span())
        for pattern in (_BRACKETED, _LINE, _WIRE)
        for match in pattern.finditer(simplified)
    ]
    if any(sign in simplified for sign in _SIGNS_OF_SOURCES):
        found += (Span(*match.span()) for match in _SOURCES.finditer(simplified))
    found += _photographs(simplified)
    if "记者" in simplified or "通讯员" in simplified:
        found += (Span(*match.span()) for match in _REPORTER.finditer(simplified))
    found += _names_in_brackets(simplified)
    found += _agencies_in_brackets(simplified)
    return found


def _photographs(simplified: str) -> Iterator[Span]:
    """Credits of photographs, looked for only between the signs around a 摄: at every character, they took a millisecond."""
    reached = 0
    for ending in _PHOTO_END.finditer(simplified):
        start = 1 + max(simplified.rfind(sign, 0, ending.start()) for sign in _AROUND_PHOTOS)
        after = _PHOTO_BORDER.search(simplified, ending.end())
        for match in _PHOTO.finditer(
            simplified, max(start, reached), after.end() if after else len(simplified)
        ):
            yield Span(*match.span())
            reached = match.end()


def _names_in_brackets(simplified: str) -> Iterator[Span]:
    for match in _NAMES_ONLY.finditer(simplified):
        yield Span(*match.span(1))


def _agencies_in_brackets(simplified: str) -> Iterator[Span]:
    for match in _BRACKETS.finditer(simplified):
        if all(part.endswith(_AGENCY_ENDS) for part in _BETWEEN_AGENCIES.split(match[1].removesuffix("等"))):
            yield Span(*match.span())
