"""Finds the names of companies as they are registered, and the short names that a text gives a body in brackets.

A company with limited liability is named in full wherever it is named so: what stands before 有限公司 up to a sign, a verb or a
preposition (伯鑫营造有限公司, 百度在线网络技术(北京)有限公司). A short name is the body's own from there on: 上海市高级人民法院
(以下简称上海高院). `organisations.py` asks where its grammar finds no beginning.
"""

from __future__ import annotations

import re
from collections import defaultdict
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
_ALIAS = re.compile(
    '[（(](?:以下|下)(?:统一?|合)?(?:简?称)(?:为)?[:：]?[“「"]?([\u4e00-\u9fff]{2,12})[”」"]?[)）]'
)
# 本处, 该公司, 受查公司, 有关单位
_NOBODYS = frozenset("本该各受两双其原被甲乙丙")


def first_of_limited(tagged: TaggedText, index: int, never: frozenset[str]) -> int | None:
    """The word with which the company begins whose name ends with the word at *index*; None where that is not sure."""
    first = index
    while first and index - first < _MOST_WORDS:
        if _is_branch(tagged, first):
            first -= 3
        elif tagged.letters[first - 1] in _WITHIN and tagged.words[first - 1] not in never:
            first -= 1
        else:
            break
    is_sure = first == 0 or tagged.letters[first - 1] in _BORDERS
    length = tagged.starts[index] - tagged.starts[first]
    if not is_sure or not _SHORTEST <= length <= _LONGEST or tagged.letters[first] not in _BRANDS:
        return None
    return first


def _is_branch(tagged: TaggedText, at: int) -> bool:
    """True where a place in brackets stands before the word at *at*: (北京)有限公司."""
    return (
        at > 3
        and tagged.letters[at - 3] == wc.OPEN
        and tagged.letters[at - 2] in _PLACES
        and tagged.letters[at - 1] == wc.CLOSE
    )


def aliases(tagged: TaggedText, found: list[Span], general: frozenset[str]) -> list[Span]:
    """Where the short names stand that an article gives those of *found* in brackets; no span that reaches into these.

    *general* are words that are nobody's own: 常务委员会, 管理处.
    """
    text = tagged.text
    matches = (_ALIAS.match(text, at) for at in tagged.at_characters[cues.BRACKET])
    given = [match for match in matches if match is not None]
    if not given:
        return []
    ends = {span.end for span in found}
    taken = bytearray(len(text))
    for start, end in found:
        taken[start:end] = b"\1" * (end - start)
    named: dict[int, set[str]] = defaultdict(set)
    for match in given:
        name = match[1]
        if match.start() in ends and name not in general and name[0] not in _NOBODYS:
            named[tagged.article_at(match.start())].add(name)
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
