"""A text cut into words, each with its letter (`word_classes.py`): what the detectors of names read.

Offsets stay those of the original: simplifying keeps the length, and so does putting common characters in place of
variants (衞生署 → 卫生署), without which the dictionary would not know the word.
"""

from __future__ import annotations

import math
import sys
from bisect import bisect_left
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
)
from index.analysis.segment import TAGGER_WORDS, Tagger
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.cues import CueTables, Places
from indexer.detect.word_classes import WordClasses, sound_of

_REMEMBERED = 200_000
# One sign joins the parts of names, whatever typesetters take for it.
_DOTS = "·・•‧･∙⋅"
_SHORT = 4
# What the dictionary has not counts as rarer than what it has once.
_UNKNOWN = 0.1


HEAD = "长"
"""A title by itself only behind the name of a body, where the table has that as one word: 数位发展部|长."""
HEAD_CUES = CueTables(
    characters={cues.HEAD: "部局署院厅会处司所市县区州省镇乡旗", cues.HEAD << cues.ENDS: HEAD}
)
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))
_BODIES = _PLACES | {wc.ORGANISATION, wc.DICTIONARY_ORGANISATION, wc.ENDING}
_SURNAMES = frozenset((wc.SURNAME, wc.WEAK_SURNAME, wc.NAME))
# The marks of a word are its letter, its sound and two bytes of cues, side by side as characters.
_MARKS = 4


class TaggedText(NamedTuple):
    """*text* is simplified; `text[starts[i]:starts[i + 1]] == words[i]`.

    `letters[i]` is that word's class, `sounds[i]` its part in transliterations; *at_words* and *at_characters* say at which
    words and characters cues stand (`cues.py`).
    """

    text: str
    words: list[str]
    letters: str
    sounds: str
    starts: list[int]
    at_words: Places
    at_characters: Places


class _Marks(dict[str, str]):
    """Remembers the marks of each word seen: a text has few words that no text before it had."""

    def __init__(self, classes: WordClasses, tagger: Tagger, tables: CueTables) -> None:
        super().__init__()
        self._classes = classes
        self._tagger = tagger
        self._tables = tables

    def __missing__(self, word: str) -> str:
        # What is no Chinese is sorted by its signs: the dictionary need not be asked.
        letter = self._classes.letter_of(word, "" if word.isascii() else self._tagger.tag(word))
        marks = letter + sound_of(word, letter) + _flag_marks(self._tables.of_word(word, letter))
        # Numbers and Latin words never end, but short ones and signs do, which are nine in ten of them.
        if len(self) < _REMEMBERED and (len(word) <= _SHORT or not word.isascii()):
            self[word] = marks
        return marks


class WordShares(dict[str, float]):
    """Of each word the logarithm of its share among the words of the dictionary's corpus; remembers those asked for."""

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

    def __init__(self, tagger: Tagger, classes: WordClasses, tables: CueTables) -> None:
        """*tagger* has the words of *classes*; *tables* say which cues finders look for."""
        self._tagger = tagger
        self._marks = _Marks(classes, tagger, tables)
        self._cues_of_characters = tables.of_characters()
        self._head = wc.TITLE + "0" + _flag_marks(tables.of_word(HEAD, wc.TITLE))

    def tag(self, *texts: str) -> TaggedText:
        """*texts*, joined by line ends, in simplified script and common characters, cut into words; same length."""
        points = _common_points().take(code_points("\n".join(map(simplify, texts))))
        text = from_code_points(points)
        at_characters = cues.places_of_characters(self._cues_of_characters.take(points))
        words = self._tagger.cut(text)
        marks = "".join(map(self._marks.__getitem__, words))
        starts = list(accumulate(map(len, words), initial=0))
        heads = [start + 1 for start in at_characters[cues.HEAD]]
        heads = [head for head in heads if starts[bisect_left(starts, head)] == head]
        if heads:
            words, marks = self._with_heads(heads, starts, words, marks)
            starts = list(accumulate(map(len, words), initial=0))
        at_words = cues.places_of_words(np.frombuffer(marks.encode("latin-1"), dtype="<u2")[1::2])
        return TaggedText(text, words, marks[::_MARKS], marks[1::_MARKS], starts, at_words, at_characters)

    def _with_heads(
        self, heads: list[int], starts: list[int], words: list[str], marks: str
    ) -> tuple[list[str], str]:
        """*words* and their marks, where a 长 behind a body is the title of its head: 卫生福利部|长石 → 卫生福利部|长|石."""
        # From the end, so that indexes before a word taken apart stay.
        for head in reversed(heads):
            index = bisect_left(starts, head)
            rest = words[index][1:]
            first = self._title_with_head(words, index) if rest else index
            if first < index and self._marks[rest][0] in _SURNAMES:
                # 副|院|长江 → 副院长|江
                title = "".join(words[first:index]) + HEAD
                words = [*words[:first], title, rest, *words[index + 1 :]]
                marks = _replaced(marks, first, index + 1, self._marks[title] + self._marks[rest])
                continue
            if marks[_MARKS * (index - 1)] not in _BODIES:
                continue
            if rest and (marks[_MARKS * index] in _PLACES or self._marks[rest][0] not in _SURNAMES):
                continue
            words = [*words[:index], HEAD, *((rest,) if rest else ()), *words[index + 1 :]]
            marks = _replaced(marks, index, index + 1, self._head + (self._marks[rest] if rest else ""))
        return words, marks

    def _title_with_head(self, words: list[str], index: int) -> int:
        """The first of the words before *index* that make a title with 长; *index* where none do."""
        for first in range(max(index - 2, 0), index):
            if self._marks["".join(words[first:index]) + HEAD][0] == wc.TITLE:
                return first
        return index


def _flag_marks(flags: int) -> str:
    return chr(flags & 0xFF) + chr(flags >> 8)


def _replaced(marks: str, first: int, after: int, new: str) -> str:
    """*marks* with *new* in place of those of the words from *first* to *after*."""
    return marks[: _MARKS * first] + new + marks[_MARKS * after :]


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
