"""Finds firms in lists: of shares that rise or fall (中矿资源、天齐锂业等涨停), and of firms and groups (凌云集团、金桥物流、西联钢铁).

Short names of shares say by no word what they are (映翰通, 三湘印象); a list of them does where two are known to be firms, or end as
shares do. Beside two groups or companies, a trade at the end of a name does (物流, 钢铁). Sectors, goods and countries stand in such lists too (钢铁、煤炭、工商银行等上涨): a word of the dictionary or a place is no firm by it.
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
_ENUMERATION = re.compile(r"[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10}){2,}")
_IN_LIST = re.compile("[\u4e00-\u9fff、]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_GROUPS = ("集团", "股份")
_TRADES = (
    *"物流 钢铁 药业 制药 医药 包装 电气 电器 电子 光电 科技 生物 能源 新能源 汽车 重工 机械 建设 建工 置业 地产 实业 工业 化工 石化 矿业 ".split(),
    *"铝业 铜业 锂业 煤业 乳业 食品 酒业 种业 牧业 农业 纺织 服饰 家居 传媒 影业 教育 旅游 航空 银行 证券 保险 控股 材料 新材 智能 动力".split(),
)
_REST = re.compile("等|和|以及|及|的|在|先后|均|都")
_NO_PARTS = frozenset(
    (wc.FUNCTION, wc.VERB, wc.AND, wc.COMMA, wc.SIGN, wc.LINE, wc.SPEECH, wc.TIME, wc.NUMBER, wc.QUOTE)
)
_OWN_LETTERS = frozenset(
    (
        wc.CHARACTER,
        wc.SURNAME,
        wc.WEAK_SURNAME,
        wc.NAME,
        wc.LIKE_NAME,
        wc.PROPER,
        wc.FOREIGN,
        wc.LATIN,
        wc.PLACE,
        wc.DICTIONARY_PLACE,
    )
)
# Words that may be cut within a firm's own name: 太钢|不锈 is two of them, 钢铁 is one.
_NAMES = frozenset((wc.ORGANISATION, wc.DICTIONARY_ORGANISATION, wc.CHARACTER, wc.LATIN, wc.PROPER))
_NO_FIRMS = ("板块", "概念", "行业", "个股", "指数", "股", "债", "基金", "期货")


def listed_firms(tagged: TaggedText, found: list[Span]) -> list[Span]:
    """Where *tagged* lists them; *found* are the bodies known so far, two of which may stand in the list."""
    return [*sorted(set(_moving_shares(tagged, found))), *_listed_groups(tagged, found)]


def _listed_groups(tagged: TaggedText, found: list[Span]) -> Iterator[Span]:
    """Firms in a list of three and more, two of which are known or named as groups and companies are."""
    text = tagged.text
    known = None
    for start, end in _lists_with_groups(text):
        known = set(found) if known is None else known
        items = [
            Span(start + one.start(), start + one.end()) for one in re.finditer("[^、]+", text[start:end])
        ]
        items[-1] = _without_rest(text, items[-1])
        # What stands before the first one need not be a border.
        items[0] = _last_words(tagged, items[0])
        names = [text[item.start : item.end] for item in items]
        are_firms = [item in known or name.endswith(_GROUPS) for item, name in zip(items, names, strict=True)]
        if sum(are_firms) < _LEAST_KNOWN:
            continue
        for item, name, is_firm in zip(items, names, are_firms, strict=True):
            if (is_firm or name.endswith(_TRADES)) and _has_own_name(tagged, item):
                yield item


def _lists_with_groups(text: str) -> Iterator[Span]:
    """The whole lists of three and more items in which one is named as groups are, each once; linear in the text."""
    reached = 0
    for anchor in sorted(at for group in _GROUPS for at in _places_of(text, group + _COMMA)):
        if anchor < reached:
            continue
        first = anchor
        while first > reached and _IN_LIST.match(text, first - 1, first):
            first -= 1
        run = _IN_LIST.match(text, anchor)
        reached = anchor + 1 if run is None else run.end()
        for match in _ENUMERATION.finditer(text, first, reached):
            if any(group + _COMMA in match[0] for group in _GROUPS):
                yield Span(*match.span())


def _places_of(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _without_rest(text: str, item: Span) -> Span:
    """*item*, the last one, up to what says that it is: 紫江包装|等一批企业; nothing of one that is longer than items are."""
    rest = _REST.search(text, item.start, item.end)
    if rest is not None:
        return Span(item.start, rest.start())
    return Span(item.start, item.start) if _HAN.match(text, item.end) else item


def _last_words(tagged: TaggedText, item: Span) -> Span:
    """The end of *item*, the first one, that is a name: 引进了|凌云|集团."""
    index = bisect_left(tagged.starts, item.end)
    first = index - 1
    while first and tagged.starts[first] > item.start and tagged.letters[first - 1] not in _NO_PARTS:
        first -= 1
    return Span(max(tagged.starts[first], item.start), item.end)


def _has_own_name(tagged: TaggedText, item: Span) -> bool:
    """True where *item* is words, more than one, and not all of them words of the language: 金|桥|物流, but not 大型|集团."""
    first, after = bisect_left(tagged.starts, item.start), bisect_left(tagged.starts, item.end)
    return (
        tagged.starts[first] == item.start
        and tagged.starts[after] == item.end
        and after - first > 1
        and not _OWN_LETTERS.isdisjoint(tagged.letters[first : after - 1])
    )


def _moving_shares(tagged: TaggedText, found: list[Span]) -> Iterator[Span]:
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
