"""Finds firms in lists of shares that rise or fall: 中矿资源、天齐锂业等涨停.

Short names of shares say by no word what they are (映翰通, 三湘印象); a list of them does where two are known to be firms, or end as
shares do. Sectors, goods and countries stand in such lists too (钢铁、煤炭、工商银行等上涨): a word of the dictionary or a place is no firm by it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from index.model import Span
from indexer.detect import word_classes as wc
from indexer.detect.tagged_text import TaggedText

_MOVES: Final = "涨跌"
_COMMA: Final = "、"
_LONGEST = 90
_ITEM = "[\u4e00-\u9fffA-Za-z*]{2,6}"
# A list of three and more that begins behind a sign, up to what its shares did.
_LIST = re.compile(
    rf"(?:^|[^\u4e00-\u9fffA-Za-z*、])({_ITEM}(?:、{_ITEM})+、{_ITEM}?)"
    "(?:等(?:多股|个股|股份?|公司)?)?(?:均|都|也|则|齐|纷纷|多股|股价)?(?:小幅|大幅|大|领|一度|盘中|集体|跟|收|曾|逆市)?[上下]?$"
)
_SHARES = ("股份", "集团", "控股")
_AT_RISK = ("ST", "*ST")
_LEAST_KNOWN = 2
# Words that may be cut within a firm's own name: 太钢|不锈 is two of them, 钢铁 is one.
_NAMES = frozenset((wc.ORGANISATION, wc.DICTIONARY_ORGANISATION, wc.CHARACTER, wc.LATIN, wc.PROPER))
_NO_FIRMS = ("板块", "概念", "行业", "个股", "指数", "股", "债", "基金", "期货")


def listed_firms(tagged: TaggedText, found: list[Span]) -> Iterator[Span]:
    """Where *tagged* lists them; *found* are the bodies known so far, two of which may stand in the list."""
    text = tagged.text
    lists = {match.span(1) for move in _MOVES for match in _lists_before(text, move)}
    if not lists:
        return
    known = set(found)
    for start, end in lists:
        items = [
            Span(start + one.start(), start + one.end()) for one in re.finditer("[^、]+", text[start:end])
        ]
        names = [text[item.start : item.end] for item in items]
        if any(name.endswith(_NO_FIRMS) for name in names):
            continue
        firms = [
            item in known or name.endswith(_SHARES) or name.startswith(_AT_RISK)
            for item, name in zip(items, names, strict=True)
        ]
        if sum(firms) >= _LEAST_KNOWN:
            yield from (
                item
                for item, is_firm in zip(items, firms, strict=True)
                if is_firm or not _is_word(tagged, item)
            )


def _is_word(tagged: TaggedText, item: Span) -> bool:
    """True where *item* is a word of the dictionary or a place: 煤炭, 美国."""
    index = bisect_left(tagged.starts, item.start)
    return tagged.starts[index : index + 2] == [item.start, item.end] and tagged.letters[index] not in _NAMES


def _lists_before(text: str, move: str) -> Iterator[re.Match[str]]:
    """The lists that end right before each *move*."""
    at = text.find(move)
    while at >= 0:
        first = max(at - _LONGEST, 0)
        # Nine moves in ten stand behind no list, which two signs of it tell for a tenth of the search.
        if text.count(_COMMA, first, at) > 1 and (match := _LIST.search(text, first, at)) is not None:
            yield match
        at = text.find(move, at + 1)
