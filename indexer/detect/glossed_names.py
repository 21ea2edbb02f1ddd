"""Finds names of persons that a text glosses with their Latin spelling: 首相施紀賢（Keir Starmer）, 的索里斯（Eduardo Solis）說.

Two to four capitalised words in brackets are the spelling of a person, a firm or a place. A person is who is called by a title
before, by characters of transliterations, or by characters that make no word; a body says by a word of its spelling that it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.detect import word_classes as wc
from indexer.detect.chinese_names import ROLE_ENDS, NameCandidate
from indexer.detect.dotted_names import is_sound
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText

_GLOSS = re.compile("[（(]([A-Z][A-Za-z.'’-]+(?: [A-Za-z][A-Za-z.'’-]*){1,3})[)）,，]")
_OPENS_GLOSS = wc.OPEN + wc.LATIN
# Small words of names of persons; any other word of one is capitalised.
_PARTICLES = frozenset("al bin bint ibn da de del der di dos du el la le van von ben abu y".split())
_OF_BODIES = frozenset(
    "Inc Corp Co Ltd LLC Group Holdings Company Bank Capital Energy Motors Airlines Airways Post Times News Journal Daily Herald "
    "Tribune Press Media Agency University College Institute School Academy Center Centre Foundation Council Committee "
    "Commission Association Union League Party Front Force Forces Army Navy Ministry Department Office Bureau Court House "
    "Parliament Senate Museum Hospital Hotel Park Street Road Avenue Island Islands Beach Bay Lake River Mountain Mount City "
    "County State Port Airport Bridge Sea Strait Gulf Cup Prize Award Act Project Program Plan Fund Index Street Valley Summit "
    "Technology Technologies Systems Networks Labs Pharmaceuticals Therapeutics Industries International National Club United Aviation Ventures Research Partners Studios Pictures Records Brothers Sons Global World "
    "New San Saint St Los Las Fort Port Cape North South East West The".split()
)
_WITHIN = frozenset(
    (
        wc.FOREIGN,
        wc.CHARACTER,
        wc.SURNAME,
        wc.WEAK_SURNAME,
        wc.NAME,
        wc.LIKE_NAME,
        wc.LIKE_NAME_NO_NOUN,
        wc.PROPER,
    )
)
_SINGLE = frozenset((wc.CHARACTER, wc.SURNAME, wc.WEAK_SURNAME))
# Behind these stands what belongs to them: 谷歌|风投, 9|人帮.
_NOBODY_BEHIND = frozenset(
    (
        wc.PLACE,
        wc.DICTIONARY_PLACE,
        wc.ORGANISATION,
        wc.DICTIONARY_ORGANISATION,
        wc.ENDING,
        wc.NUMBER,
        wc.LATIN,
        wc.ADJECTIVE,
    )
)
_AT_PLACES = frozenset("在 于 从 到 抵达 前往 飞往 来自 位于 飞抵 返回 离开 城市 首都 小镇 地区 港口".split())
_ENDS_OF_PLACES = frozenset("区市县州省镇村岛湖河山港湾街路城滩")
_LEAST_SOUNDS = 3
_LONGEST_LOOSE = 3
_LONGEST = 8
_SCORE = 8.0


class GlossedNames:
    """Finds such names; immutable."""

    def __init__(self) -> None:
        self._titles = read_words("titles.tsv", "office") | read_words("titles.tsv", "role")

    def find(self, tagged: TaggedText) -> Iterator[NameCandidate]:
        """The names in *tagged* before the spelling of a person, in order."""
        at = tagged.letters.find(_OPENS_GLOSS)
        while at >= 0:
            gloss = _GLOSS.match(tagged.text, tagged.starts[at])
            if gloss is not None and _is_of_person(gloss[1].split()):
                first = self._first(tagged, at)
                if first < at:
                    yield NameCandidate(tagged.starts[first], tagged.starts[at], _SCORE)
            at = tagged.letters.find(_OPENS_GLOSS, at + 1)

    def _first(self, tagged: TaggedText, end: int) -> int:
        """The first word of the name that ends before the word *end*; *end* itself where none does."""
        first = end
        while first and tagged.starts[end] - tagged.starts[first - 1] <= _LONGEST:
            word = tagged.words[first - 1]
            if tagged.letters[first - 1] not in _WITHIN or word in self._titles:
                break
            if len(word) > 1 and first < end and not is_sound(word):
                # 网红|萨德博
                break
            first -= 1
        name = tagged.text[tagged.starts[first] : tagged.starts[end]]
        if len(name) < 2 or name[-1] in _ENDS_OF_PLACES:
            return end
        before = tagged.words[first - 1] if first else ""
        if before in self._titles or (len(before) > 1 and before[-1] in ROLE_ENDS):
            return first
        if before in _AT_PLACES or (first and tagged.letters[first - 1] in _NOBODY_BEHIND):
            return end
        if len(name) >= _LEAST_SOUNDS and is_sound(name):
            return first
        is_loose = len(name) <= _LONGEST_LOOSE and _SINGLE.issuperset(tagged.letters[first:end])
        return first if is_loose and is_sound(name[0]) else end


def _is_of_person(words: list[str]) -> bool:
    """True for the words of a person's name: Eduardo Solis, Mohammed bin Salman, but not Tesla Motors."""
    return len(words) > 1 and all(
        (word in _PARTICLES or word[0].isupper()) and word not in _OF_BODIES for word in words
    )
