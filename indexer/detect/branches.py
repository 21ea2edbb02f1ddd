"""Lets the names of bodies reach over their branches: 安台商业银行股份有限公司|中仑|分行, 力科公司|台湾|分公司."""

from __future__ import annotations

from typing import Final

from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.tagged_text import TaggedText

_BRANCHES: Final = frozenset("分行 支行 分公司 营业部 分店 分社 分校 分院 分局".split())
# What a branch is named after: a place, or characters that are no word.
_PLACED = frozenset(
    (
        wc.PLACE,
        wc.DICTIONARY_PLACE,
        wc.CHARACTER,
        wc.SURNAME,
        wc.WEAK_SURNAME,
        wc.NAME,
        wc.LIKE_NAME,
        wc.LIKE_NAME_NO_NOUN,
        wc.FOREIGN,
    )
)
# 中 behind 台 is more often a word.
_TAICHUNG = ["台", "中"]
_LONGEST = 6


def with_branches(tagged: TaggedText, found: list[Span]) -> list[Span]:
    """*found*, bodies in order, where a branch right behind one belongs to its name."""
    ends = {}
    for index in tagged.at_words[cues.ENDS_BODY]:
        if tagged.words[index] not in _BRANCHES:
            continue
        first = index
        while first and _is_placed(tagged, first - 1):
            first -= 1
            if tagged.starts[index] - tagged.starts[first] > _LONGEST:
                break
            ends[tagged.starts[first]] = tagged.starts[index + 1]
    if not ends:
        return found
    longer = [Span(start, ends.get(end, end)) for start, end in found]
    return [span for at, span in enumerate(longer) if at == 0 or span.start >= longer[at - 1].end]


def _is_placed(tagged: TaggedText, at: int) -> bool:
    """True for what may be in the name of a branch; 台|中 is one place."""
    return tagged.letters[at] in _PLACED or tagged.words[at - 1 : at + 1] == _TAICHUNG
