"""Finds places abroad that a text glosses with their Latin spelling: 加丹杜安尼斯省（Catanduanes）, 首府阿比爾（Irbil）.

Sounds before such a bracket are a name; a kind of division at their end, or what places stand behind, says that it is a place's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.model import Span
from indexer.detect import word_classes as wc
from indexer.detect.dotted_names import is_sound
from indexer.detect.tagged_text import TaggedText

_GLOSS = re.compile(r"[（(][A-Z][A-Za-z.'’-]+(?: [A-Za-z.'’-]+){0,3}[)）]")
_OPENS_GLOSS = wc.OPEN + wc.LATIN
_DIVISIONS = frozenset("省州市邦县郡岛镇村区")
_BEFORE = (
    *(
        "城市",
        "首都",
        "首府",
        "小镇",
        "城镇",
        "港口",
        "港市",
        "重镇",
        "小村",
        "村庄",
        "省会",
        "州府",
        "位于",
        "抵达",
        "前往",
        "飞往",
        "来自",
    ),
    *(
        "西北部",
        "东北部",
        "西南部",
        "东南部",
        "北部",
        "南部",
        "东部",
        "西部",
        "中部",
        "州的",
        "省的",
        "近郊",
        "邻近的",
        "附近的",
    ),
)
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))
_NO_SOUNDS = frozenset(
    "的 是 为 向 往 至 该 本 这 那 各 某 全 了 被 把 使 将 曾 又 就 于 和 与 及 以 在 日 朝 地 对 从 到 由 的 来 都 也 因 则 若 要 可 会".split()
)
_LONGEST = 9
_CHARACTERS = frozenset((wc.CHARACTER, wc.SURNAME, wc.WEAK_SURNAME, wc.FUNCTION))
_MOST_CHARACTERS = 3


def glossed_places(tagged: TaggedText) -> Iterator[Span]:
    """The places in *tagged* before their Latin spelling, in order."""
    at = tagged.letters.find(_OPENS_GLOSS)
    while at >= 0:
        first = _first_sound(tagged, at)
        if first >= at - 1 and tagged.words[at - 1] in _DIVISIONS:
            first = _first_character(tagged, at - 1)
        start, end = tagged.starts[first], tagged.starts[at]
        if _may_be_place(tagged.text, start, end) and _GLOSS.match(tagged.text, end) is not None:
            yield Span(start, end)
        at = tagged.letters.find(_OPENS_GLOSS, at + 1)


def _may_be_place(text: str, start: int, end: int) -> bool:
    """True for two sounds and more before a kind of division, or behind what places stand behind."""
    is_division = text[end - 1] in _DIVISIONS
    return end - start > is_division + 1 and (is_division or text.endswith(_BEFORE, 0, start))


def _first_sound(tagged: TaggedText, end: int) -> int:
    """The first of the words before the word *end* that sound, but for the kind of division that the last one is or ends with."""
    first = end
    while first and tagged.starts[end] - tagged.starts[first - 1] <= _LONGEST:
        word = tagged.words[first - 1]
        if word in _NO_SOUNDS or (first < end - 1 and tagged.letters[first - 1] in _PLACES):
            # 义大利|萨丁尼亚|岛
            break
        sound = word[:-1] if first == end and word[-1] in _DIVISIONS else word
        if not is_sound(sound):
            break
        first -= 1
    return first


def _first_character(tagged: TaggedText, end: int) -> int:
    """The first of up to three characters by themselves before the word *end*: 宁|顺|省, as names of Vietnam and Korea are."""
    first = end
    while first and end - first < _MOST_CHARACTERS:
        if tagged.letters[first - 1] not in _CHARACTERS or tagged.words[first - 1] in _NO_SOUNDS:
            break
        first -= 1
    return first
