"""Finds the names of companies as they are registered, and the short names that a text gives a body in brackets.

A company with limited liability is named in full wherever it is named so: what stands before 有限公司 up to a sign, a verb or a
preposition (伯鑫营造有限公司, 百度在线网络技术(北京)有限公司). A short name is the body's own from there on: 上海市高级人民法院
(以下简称上海高院). `organisations.py` asks where its grammar finds no beginning.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.tagged_text import TaggedText

LIMITED: Final = ("有限公司", "有限责任公司")
_BRANDS = frozenset(
    (
        wc.CHARACTER,
        wc.PROPER,
        wc.SURNAME,
        wc.WEAK_SURNAME,
        wc.NAME,
        wc.LIKE_NAME,
        wc.LATIN,
        wc.FOREIGN,
        wc.PLACE,
        wc.DICTIONARY_PLACE,
        wc.ORGANISATION,
        wc.DICTIONARY_ORGANISATION,
    )
)
_WITHIN = _BRANDS | {wc.NOUN, wc.ENDING, wc.ANCHOR, wc.ADJECTIVE}
# What a registered name can stand behind, so that its beginning is sure.
_BORDERS = frozenset((wc.LINE, wc.SIGN, wc.OPEN, wc.COMMA, wc.QUOTE, wc.AND, wc.CLOSE))
_MOST_WORDS = 9
_SHORTEST, _LONGEST = 2, 20
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))
_IN_BRACKETS = frozenset("集团 控股 股份 中国 国际".split())
# 日月光, 三一: words of the language that brands are made of.
_OF_BRANDS = frozenset("日 大 中 上 三 一 九 五 六 七 八 百 千 万 天 年 时 家 名 第一 三一 联合".split())
# What happens to a company, and who it is there: 执行|宇釩…, 对|财鑫…, 债务人|日月光….
_BEFORE_NAMES = frozenset(
    "对 由 与 向 被 为 是 系 将 让 及 在 据 称 的 给 经 因 从 即 委托 委任 执行 核准 许可 收购 投资 起诉 通知 公告 约谈 处罚 查处 入股 参股 "
    "控告 交由 隶属 旗下 子公司 控股股东 股东 包括 涉及 关于 其中 负责 单位 部门 机构 地区".split()
)
_NOT_WITHIN = frozenset("该 本 某 各 每 另 约谈 处罚 查处 收购 起诉 上市 查处 是".split())
# 裕融|企业|股份有限公司, but not 台资企业|九鼎轩置业有限公司
_COMPANY = "企业"
# 债务人, 申请人, 代表人
_PARTY = "人"
_ALIAS = re.compile(
    '[（(](?:(?:以下|下)(?:统一?|合)?简?|简|又)称为?[:：]?[“「"]?([\u4e00-\u9fff]{2,12})[”」"]?[)）]'
)
# 公平交易委员会（公平会）
_ABBREVIATED = re.compile("[（(]([\u4e00-\u9fff]{2,6})[)）]")
# 本处, 该公司, 受查公司, 有关单位
_NOBODYS = frozenset("本该各受两双其原被甲乙丙")


def first_of_limited(tagged: TaggedText, index: int) -> int | None:
    """The word with which the company begins whose name ends with the word at *index*; None where that is not sure."""
    first = index
    while first and index - first < _MOST_WORDS:
        if is_bracketed(tagged, first):
            first -= 3
        elif _is_within(tagged, first - 1) and (first == index or tagged.words[first - 1] != _COMPANY):
            first -= 1
        else:
            break
    while first < index and (tagged.words[first] in _BEFORE_NAMES or tagged.words[first][-1] == _PARTY):
        first += 1
    before = first - 1
    is_sure = first == 0 or tagged.letters[before] in _BORDERS or tagged.words[before] in _BEFORE_NAMES
    is_sure = is_sure or tagged.words[before][-1] == _PARTY
    length = tagged.starts[index] - tagged.starts[first]
    is_brand = tagged.letters[first] in _BRANDS or tagged.words[first] in _OF_BRANDS
    return first if is_sure and is_brand and _SHORTEST <= length <= _LONGEST else None


def _is_within(tagged: TaggedText, at: int) -> bool:
    """True for a word that a registered name may hold."""
    return (tagged.letters[at] in _WITHIN or tagged.words[at] in _OF_BRANDS) and tagged.words[
        at
    ] not in _NOT_WITHIN


def is_bracketed(tagged: TaggedText, at: int) -> bool:
    """True where a place or 集团 in brackets stands before the word at *at*: (北京)有限公司, (集团)股份有限公司."""
    return (
        at > 3
        and tagged.letters[at - 3] == wc.OPEN
        and (tagged.letters[at - 2] in _PLACES or tagged.words[at - 2] in _IN_BRACKETS)
        and tagged.letters[at - 1] == wc.CLOSE
    )


def may_be_bracketed(tagged: TaggedText, at: int, ending: str) -> bool:
    """True where a bracket before the word *at* is in the name of a company that ends with *ending*."""
    return ending.endswith(LIMITED) and is_bracketed(tagged, at)


def aliases(tagged: TaggedText, found: list[Span], general: frozenset[str]) -> list[Span]:
    """Where the short names stand that an article gives those of *found* in brackets; no span that reaches into these.

    *general* are words that are nobody's own: 常务委员会, 管理处.
    """
    text = tagged.text
    named: dict[int, set[str]] = defaultdict(set)
    for at, name in (*_given(tagged, found), *_abbreviations(tagged.text, found)):
        if name not in general and name[0] not in _NOBODYS:
            named[tagged.article_at(at)].add(name)
    if not named:
        return []
    taken = bytearray(len(text))
    for start, end in found:
        taken[start:end] = b"\1" * (end - start)
    short = []
    for number, names in named.items():
        article = tagged.article(number)
        for alias in sorted(name for name in names if not name.startswith("有关")):
            at = text.find(alias, *article)
            while at >= 0:
                end = at + len(alias)
                if taken.find(1, at, end) < 0:
                    taken[at:end] = b"\1" * len(alias)
                    short.append(Span(at, end))
                at = text.find(alias, end, article.end)
    return short


def _given(tagged: TaggedText, found: list[Span]) -> Iterator[tuple[int, str]]:
    """What a bracket right behind a body says it is called (以下简称上海高院), and where it stands."""
    matches = (_ALIAS.match(tagged.text, at) for at in tagged.at_characters[cues.BRACKET])
    given = [match for match in matches if match is not None]
    ends = {span.end for span in found} if given else set()
    for match in given:
        if match.start() in ends:
            yield match.start(), match[1]


def _abbreviations(text: str, found: list[Span]) -> Iterator[tuple[int, str]]:
    """What stands in brackets right behind a body and is made of its characters, in their order: 公平交易委员会（公平会）."""
    for start, end in found:
        if text[end : end + 1] in ("（", "(") and (match := _ABBREVIATED.match(text, end)) is not None:
            rest = iter(text[start:end])
            if all(character in rest for character in match[1]):
                yield end, match[1]
