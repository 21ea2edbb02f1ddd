"""Finds the names of companies as they are registered.

A company with limited liability is named in full wherever it is named so: what stands before 有限公司 up to a sign, a verb or a
preposition (伯鑫营造有限公司, 百度在线网络技术(北京)有限公司). `organisations.py` asks where its grammar finds no beginning; short names are
`short_names.py`'s.
"""

from __future__ import annotations

from typing import Final

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
