"""Titles: what can be one, and what stands in for one that is missing. Pure rules over single lines."""

from __future__ import annotations

import re
from typing import Final

from indexer.extract.bylines import detect_credits
from indexer.extract.spelling import spell

LONGEST_SENTENCE_TITLE: Final = 60
_LONGEST_TITLE_LINE: Final = 120
_SENTENCE: Final = re.compile(r"[^。！？!?；;]+[！？!?]?")
_MEDIUM: Final = "(?:社|网|报|台|新闻|客户端|频道|财经|在线|记者)"
_WIRE: Final = "(?:(?:专|综合)?[电讯](?![影视力商网话信子动池价站脑台竞气梯缆费厂机问号息])|消息(?=[\\s:(,])|报[道导](?=[\\s:]))"
_BRACKETED_LEAD: Final = re.compile(
    r"\s*\((?:[^()]{0,40}(?:[电讯]|报[道导]|消息)|[^()]{0,12}(?:记者|通讯员)[^()]{2,30})\)[\s:]*"
)
_DATELINE: Final = re.compile(
    rf"\s*据?[\u3400-\u9fffA-Za-z0-9]{{0,10}}?{_MEDIUM}[^。!?;,:\d\n()]{{0,24}}?(?:\([^()]{{2,40}}\))?\s*(?:\d{{1,2}}月)?\d{{1,2}}日\s*{_WIRE}"
    r"\s*(?:\((?:[^()]{0,12}(?:记者|通讯员|作者)[^()]{2,40}|[\u3400-\u9fff\s、]{2,12})\))?[\s:]*(?:题\s*:\s*)?"
)
_MEDIUM_LEAD: Final = re.compile(
    r"\s*(?:本[报台网社刊]|据?[\u3400-\u9fff]{2,8}(?:社|网|报|台|新闻|频道|客户端))(?:讯|消息|电)(?=[\s:(])\s*(?:\([^()]{2,40}\))?[\s:]*"
)
_NO_TITLE_END: Final = tuple("。；;，,、：:")


def first_sentence(paragraph: str) -> str:
    """The first sentence of a text that has no title, `LONGEST_SENTENCE_TITLE` characters at most.

    Without the dateline and the byline before it, which are no words of the report; all of it where nothing else stands there.
    """
    start = _behind_dateline(spell(paragraph))
    found = _SENTENCE.match(paragraph, start) or _SENTENCE.match(paragraph)
    sentence = _without_credits(found[0]).strip() if found else paragraph
    return sentence[:LONGEST_SENTENCE_TITLE].rstrip("，,、：: ")


def _behind_dateline(spelled: str) -> int:
    """Where the report begins: behind 新华社北京1月5日电 (记者某某), 【共同社11月12日电】, 本报讯 and their like."""
    position = 0
    while (
        found := _BRACKETED_LEAD.match(spelled, position)
        or _DATELINE.match(spelled, position)
        or _MEDIUM_LEAD.match(spelled, position)
    ):
        position = found.end()
    return position


def _without_credits(sentence: str) -> str:
    pieces, position = [], 0
    for span in detect_credits(spell(sentence)):
        if span.start >= position:
            pieces.append(sentence[position : span.start])
            position = span.end
    return "".join((*pieces, sentence[position:]))


def can_be_title(line: str) -> bool:
    """True for a line that is no sentence; official notices have titles of over 100 characters."""
    return len(line) <= _LONGEST_TITLE_LINE and not line.endswith(_NO_TITLE_END) and "。" not in line
