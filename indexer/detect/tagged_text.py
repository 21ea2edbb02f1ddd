"""A text cut into words, each with its letter (`word_classes.py`): what the detectors of names read.

Offsets stay those of the original: simplifying keeps the length, and so does putting common characters in place of
variants (衞生署 → 卫生署), without which the dictionary would not know the word.
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from index.analysis.script import (
    CodePoints,
    code_points,
    from_code_points,
    load_fold_table,
    simplify,
    to_simplified,
)
from index.analysis.segment import TAGGER_WORDS, Tagger, load_tagger
from index.regions import Gazetteer
from indexer.detect import word_classes as wc
from indexer.detect.name_model import NameModel
from indexer.detect.word_classes import WordClasses, sound_of

_REMEMBERED = 200_000
# One sign joins the parts of names, whatever typesetters take for it.
_DOTS = "·・•‧･∙⋅"
_SHORT = 4
# What the dictionary has not counts as rarer than what it has once.
_UNKNOWN = 0.1


HEAD = "长"
"""A title by itself only behind the name of a body, where the table has that as one word: 数位发展部|长."""
_BODY_AND_HEAD = re.compile(f"[部局署院厅会处司所市县区州省镇乡旗]{HEAD}")
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))
_BODIES = _PLACES | {wc.ORGANISATION, wc.DICTIONARY_ORGANISATION, wc.ENDING}
_SURNAMES = frozenset((wc.SURNAME, wc.WEAK_SURNAME, wc.NAME))


class TaggedText(NamedTuple):
    """*text* is simplified; `text[starts[i]:starts[i + 1]] == words[i]`.

    `letters[i]` is that word's class, `sounds[i]` its part in transliterations.
    """

    text: str
    words: list[str]
    letters: str
    sounds: str
    starts: list[int]


class _Letters(dict[str, str]):
    """Remembers the letter and the sound of each word seen: a text has few words that no text before it had."""

    def __init__(self, classes: WordClasses, tagger: Tagger) -> None:
        super().__init__()
        self._classes = classes
        self._tagger = tagger

    def __missing__(self, word: str) -> str:
        # What is no Chinese is sorted by its signs: the dictionary need not be asked.
        letter = self._classes.letter_of(word, "" if word.isascii() else self._tagger.tag(word))
        both = letter + sound_of(word, letter)
        # Numbers and Latin words never end, but short ones and signs do, which are nine in ten of them.
        if len(self) < _REMEMBERED and (len(word) <= _SHORT or not word.isascii()):
            self[word] = both
        return both


class _Shares(dict[str, float]):
    """Remembers the likeliness of words asked for."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self._tagger = tagger

    def __missing__(self, word: str) -> float:
        share = math.log(max(self._tagger.frequency(word), _UNKNOWN) / TAGGER_WORDS)
        if len(self) < _REMEMBERED:
            self[word] = share
        return share


class TextTagger:
    """Cuts and sorts; made once per process."""

    def __init__(self, tagger: Tagger, classes: WordClasses) -> None:
        self._tagger = tagger
        self._letters = _Letters(classes, tagger)
        self._shares = _Shares(tagger)

    @classmethod
    def load(cls, gazetteer: Gazetteer, model: NameModel, terms: Iterable[str] = ()) -> TextTagger:
        """Load the dictionary with the words of our tables, and with *terms*, which are no names (碳达峰)."""
        classes = WordClasses.load(gazetteer, model, map(to_simplified, terms))
        return cls(load_tagger(classes.added_words()), classes)

    def tag(self, simplified: str) -> TaggedText:
        """Cut *simplified*, which `plain_simplified` made."""
        words = self._tagger.cut(simplified)
        both = "".join(map(self._letters.__getitem__, words))
        starts = list(accumulate(map(len, words), initial=0))
        heads = [match.end() - 1 for match in _BODY_AND_HEAD.finditer(simplified)]
        if heads:
            heads = [head for head in heads if starts[bisect_left(starts, head)] == head]
        if heads:
            words, both = self._with_heads(heads, starts, words, both)
            starts = list(accumulate(map(len, words), initial=0))
        return TaggedText(text=simplified, words=words, letters=both[::2], sounds=both[1::2], starts=starts)

    def _with_heads(
        self, heads: list[int], starts: list[int], words: list[str], both: str
    ) -> tuple[list[str], str]:
        """*words* and their marks, where a 长 behind a body is the title of its head: 卫生福利部|长石 → 卫生福利部|长|石."""
        # From the end, so that indexes before a word taken apart stay.
        for head in reversed(heads):
            index = bisect_left(starts, head)
            rest = words[index][1:]
            first = self._title_with_head(words, index) if rest else index
            if first < index and self._letters[rest][0] in _SURNAMES:
                # 副|院|长江 → 副院长|江
                title = "".join(words[first:index]) + HEAD
                words = [*words[:first], title, rest, *words[index + 1 :]]
                both = both[: 2 * first] + self._letters[title] + self._letters[rest] + both[2 * index + 2 :]
                continue
            if both[2 * index - 2] not in _BODIES:
                continue
            parts = [HEAD, words[index][1:]] if len(words[index]) > 1 else [HEAD]
            if len(parts) > 1 and (both[2 * index] in _PLACES or self._letters[parts[1]][0] not in _SURNAMES):
                continue
            marks = wc.TITLE + "0" + "".join(self._letters[part] for part in parts[1:])
            words = [*words[:index], *parts, *words[index + 1 :]]
            both = both[: 2 * index] + marks + both[2 * index + 2 :]
        return words, both

    def _title_with_head(self, words: list[str], index: int) -> int:
        """The first of the words before *index* that make a title with 长; *index* where none do."""
        for first in range(max(index - 2, 0), index):
            if self._letters["".join(words[first:index]) + HEAD][0] == wc.TITLE:
                return first
        return index

    def likeliness(self, word: str) -> float:
        """The logarithm of the share of *word* among the words of the dictionary's corpus."""
        return self._shares[word]


def plain_simplified(*texts: str) -> str:
    """*texts*, joined by line ends, in simplified script and common characters, same length."""
    simplified = "\n".join(map(simplify, texts))
    return from_code_points(_common_points()[code_points(simplified)])


@cache
def _common_points() -> CodePoints:
    """An array over all code points: characters outside GB2312 to what they fold into (what OpenCC leaves: 衞 缐 戸), dots to one."""
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for left, right in load_fold_table().items():
        if left >= "\u3400" and not _in_gb2312(left) and _in_gb2312(right):
            table[ord(left)] = ord(right)
    for dot in _DOTS:
        table[ord(dot)] = ord(_DOTS[0])
    table.setflags(write=False)
    return table


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
