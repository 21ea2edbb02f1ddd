"""Finds the short names of bodies that an article names in full, and the names that it introduces in quotes.

A short name is the body's own from there on: 上海市高级人民法院(以下简称上海高院), 证券简称:万特电气, and the shorter names that a
registered company goes by without being introduced (郑州万特电气股份有限公司: 万特电气, 万特股份). What a kind of body stands before
quotes for is one too: 人权组织「香江观察」.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.organisation_parts import PLACES
from indexer.detect.registered_names import LIMITED
from indexer.detect.tagged_text import TaggedText

_ALIAS = re.compile(
    '[（(](?:(?:以下|下)(?:统一?|合)?简?|简|又)称为?[:：]?[“「"]?([\u4e00-\u9fff]{2,12})[”」"]?[)）]'
)
# 公平交易委员会（公平会）
_ABBREVIATED = re.compile("[（(]([\u4e00-\u9fff]{2,6})[)）]")
# 本处, 该公司, 受查公司, 有关单位
_NOBODYS = frozenset("本该各受两双其原被甲乙丙")
# How an announcement gives the name of its shares.
_LABEL = "简称"
_LABELLED = re.compile(
    "(?<=证券|股票|公司|股份)简称[:：][ \u3000]?([\u4e00-\u9fffA-Za-z*]{3,6})(?![\u4e00-\u9fffA-Za-z])"
)
# What a registered name ends with, behind what the company goes by.
_KINDS = re.compile("(?:集团|控股|[(（]集团[)）])?(?:股份)?(?:有限公司|有限责任公司)$")
_SHORT_KINDS = ("股份", "集团")
_BRAND = 2
_BRANDS = frozenset(
    (wc.CHARACTER, wc.PROPER, wc.SURNAME, wc.WEAK_SURNAME, wc.NAME, wc.LIKE_NAME, wc.FOREIGN, wc.LATIN)
)
# Behind these, three names in four are bodies that quotes set off; behind the others, those with a Latin gloss are.
_INTRODUCED = re.compile(
    '[“「『"](?:(?<=组织.|团体.|智库.|政党.|杂志.)|(?<=通讯社.)|(?P<glossed>(?<=公司.|企业.|媒体.|网站.|机构.|巨头.|集团.|银行.)))'
    '([^”」』"、，,。！？\n]{2,12})[”」』"](?P<gloss>[（(][A-Z])?(?!等?(?:行动|项目|活动|计划))'
)
# 精心|组织|“十四五”宣传, 执政党|“窃取”|选票, 该|团体|“不正规”
_ORGANISED, _ARRANGED = "组织", "精心组织"
_PERIODICAL = "杂志"
_WORDS = frozenset((wc.NOUN, wc.LIKE_NAME_NO_NOUN))
_NO_NAMES = frozenset(
    (wc.VERB, wc.FUNCTION, wc.ADJECTIVE, wc.NUMBER, wc.ORGANISATION, wc.DICTIONARY_ORGANISATION)
)
# Another registered name that only begins so: 廉伟实业|股份有限公司.
_GOES_ON = ("股份有", "有限", "集团", "责任")
_SHORTEST, _LONGEST = 3, 5


def aliases(tagged: TaggedText, found: list[Span], general: frozenset[str]) -> list[Span]:
    """Where the short names of *found* stand in the article that names these in full; no span that reaches into *found*.

    Short names are those that the article gives in brackets (以下简称上海高院; 公平会) or quotes, those of shares behind a label (证券简称：),
    and what registered companies go by without being introduced; these last two stand between borders of words only.
    *general* are words that are nobody's own: 常务委员会, 管理处.
    """
    text = tagged.text
    named: dict[int, set[str]] = defaultdict(set)
    told = (*_given(tagged, found), *_abbreviations(tagged.text, found), *_introduced(tagged))
    guessed = (*_labelled(tagged), *_of_companies(tagged, found))
    for at, name in (*told, *guessed):
        if name not in general and name[0] not in _NOBODYS:
            named[tagged.article_at(at)].add(name)
    if not named:
        return []
    bounded = {name for _, name in guessed} - {name for _, name in told}
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
                is_free = taken.find(1, at, end) < 0 and not text.startswith(_GOES_ON, end)
                if is_free and (alias not in bounded or _is_bounded(tagged, at, end)):
                    taken[at:end] = b"\1" * len(alias)
                    short.append(Span(at, end))
                at = text.find(alias, end, article.end)
    return short


def _is_bounded(tagged: TaggedText, start: int, end: int) -> bool:
    """True where words begin at *start* and end at *end*."""
    first, after = bisect_left(tagged.starts, start), bisect_left(tagged.starts, end)
    return tagged.starts[first] == start and tagged.starts[after] == end


def _is_own(tagged: TaggedText, start: int, end: int) -> bool:
    """True where something in the text from *start* to *end* is no word of the language: 万特|电气, but not 好|生活, 新|公司.

    That is a word of two characters and more that the dictionary has for a name or not at all, or two loose characters in a row.
    """
    first, after = bisect_left(tagged.starts, start), bisect_left(tagged.starts, end)
    loose = 0
    for index in range(first, after):
        is_loose = tagged.letters[index] in _BRANDS
        loose = loose + len(tagged.words[index]) if is_loose else 0
        if loose >= _BRAND:
            return True
    return False


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


def _introduced(tagged: TaggedText) -> Iterator[tuple[int, str]]:
    """What quotes name right behind a kind of body: 环境智库“德国观察”, 科技公司「梯次透视」（Echelon）."""
    for match in _INTRODUCED.finditer(tagged.text):
        if match["gloss"] is None and (
            match["glossed"] is not None or not _is_introduced(tagged, match.start())
        ):
            continue
        yield match.start(), match[2]


def _is_introduced(tagged: TaggedText, quote: int) -> bool:
    """True where a kind of body before the *quote* says by itself that what stands in it is a name."""
    inside = bisect_left(tagged.starts, quote) + 1
    kind, before = tagged.words[inside - 2], tagged.letters[inside - 3]
    if not {tagged.letters[inside], tagged.letters[inside - 2]}.isdisjoint(_NO_NAMES):
        return False
    # 慈善组织|“名不副实”: one word of the dictionary; a periodical may be called so (杂志“财经”).
    is_word = tagged.letters[inside] in _WORDS and tagged.letters[inside + 1] == wc.QUOTE
    if is_word and kind != _PERIODICAL:
        return False
    return kind != _ARRANGED and (kind != _ORGANISED or before == wc.NOUN)


def _labelled(tagged: TaggedText) -> Iterator[tuple[int, str]]:
    """The names of shares that an announcement gives: 证券简称:万特电气."""
    at = tagged.text.find(_LABEL)
    while at >= 0:
        match = _LABELLED.match(tagged.text, at)
        if match is not None and _is_own(tagged, *match.span(1)):
            yield at, match[1]
        at = tagged.text.find(_LABEL, at + 1)


def _of_companies(tagged: TaggedText, found: list[Span]) -> Iterator[tuple[int, str]]:
    """What the registered companies among *found* are called for short: 万特电气 and 万特股份 of 郑州万特电气股份有限公司."""
    for start, end in found:
        if not tagged.text.endswith(LIMITED, start, end):
            continue
        name = tagged.text[start:end]
        first = bisect_left(tagged.starts, start)
        if tagged.letters[first] in PLACES and tagged.starts[first] == start:
            name = tagged.text[tagged.starts[first + 1] : end]
            first += 1
        if tagged.letters[first] not in _BRANDS:
            continue
        stem = _KINDS.sub("", name)
        if not _is_own(tagged, tagged.starts[first], tagged.starts[first] + len(stem)):
            continue
        if _SHORTEST <= len(stem) <= _LONGEST:
            yield end, stem
        if len(stem) >= _BRAND:
            yield from ((end, stem[:_BRAND] + kind) for kind in _SHORT_KINDS)
