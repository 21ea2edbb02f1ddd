"""Articles cut into words, each with its letter (`word_classes.py`): what the detectors of names read.

The articles of a batch are one text, each between two line ends: what is done with arrays costs next to nothing for each more,
and a finder that goes through all of them stays in the processor's cache. Finders read no further than a line, so that they
need not know; what makes one article a world of its own (`persons.py`) asks where it begins.
Offsets stay those of the originals joined: simplifying keeps the length, and so does putting common characters in place of
variants (衞生署 → 卫生署), without which the dictionary would not know the word.
"""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from index.analysis.script import (
    CodePoints,
    code_points,
    from_code_points,
    load_fold_table,
)
from index.analysis.segment import TAGGER_WORDS, Tagger
from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.cues import CueTables, Places, WordCues
from indexer.detect.word_classes import WordClasses, sound_of
from indexer.detect.word_marks import Lengths, Marks, WordMarks

_REMEMBERED = 200_000
# One sign joins the parts of names, whatever typesetters take for it.
_DOTS = "·・•‧･∙⋅"
# Between two characters it is a dot too (希拉蕊．柯林顿), but behind a number it counts (一．总则).
_FULL_STOP = "．"
_STOP_IN_NAME = re.compile(
    f"{_FULL_STOP}(?<=[\u4e00-\u9fff]{_FULL_STOP})(?<![一二三四五六七八九十]{_FULL_STOP})(?=[\u4e00-\u9fff])"
)
_HYPHEN = "-"
_SOUND_CLASS = f"[{''.join(sorted(wc.TRANSLITERATION))}]"
# Between the sounds of transliterations it joins as a dot does (卡琳娜·让-皮埃尔, 施塔克-瓦青格), and is cut as one.
_HYPHEN_IN_NAME = re.compile(
    f"{_HYPHEN}(?<=[{_DOTS[0]}{_SOUND_CLASS[1:]}{_SOUND_CLASS}{_HYPHEN})(?={_SOUND_CLASS}(?:{_SOUND_CLASS}|[^\u4e00-\u9fff]))"
)
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
# Where in the marks of a word its letter stands, its sound, and its cues.
_LETTER, _SOUND, _FLAGS = 0, 8, 16


class TaggedText(NamedTuple):
    """*text* is simplified; `text[starts[i]:starts[i + 1]] == words[i]`.

    `letters[i]` is that word's class, `sounds[i]` its part in transliterations; *at_words* and *at_characters* say at which
    words and characters cues stand (`cues.py`). *borders* say where each article begins, and behind the last, where one more would.
    """

    text: str
    words: list[str]
    letters: str
    sounds: str
    starts: list[int]
    at_words: Places
    at_characters: Places
    borders: list[int]

    def article_at(self, offset: int) -> int:
        """The number of the article that *offset* lies in."""
        return bisect_right(self.borders, offset) - 1

    def article(self, number: int) -> Span:
        """Where the text of an article stands."""
        return Span(self.borders[number], self.borders[number + 1] - 1)


def join_articles(texts: Iterable[str]) -> str:
    """*texts* as they stand in a `TaggedText`."""
    return "".join(["\n", *(f"{text}\n" for text in texts)])


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


class _CutText(NamedTuple):
    """Words with their lengths and marks."""

    words: list[str]
    lengths: Lengths
    marks: Marks


class _Replacement(NamedTuple):
    """*words* with their *marks* in place of those from *first* to *after*."""

    first: int
    after: int
    words: tuple[str, ...]
    marks: tuple[int, ...]


class TextTagger:
    """Cuts and sorts; made once per process."""

    def __init__(self, tagger: Tagger, classes: WordClasses, tables: CueTables) -> None:
        """*tagger* has the words of *classes*; *tables* say which cues finders look for."""
        self._tagger = tagger
        self._marks = WordMarks(self._marks_of)
        self._classes = classes
        self._cues = WordCues(tables)
        self._cues_of_characters = tables.of_characters()
        self._latin = self._marks_as("x", wc.LATIN)

    def tag(self, texts: Sequence[str]) -> TaggedText:
        """*texts*, which are simplified, in common characters, cut into words; a text is an article."""
        borders = list(accumulate((len(text) + 1 for text in texts), initial=1))
        points = _common_points().take(code_points(join_articles(texts)))
        text = from_code_points(points)
        if _FULL_STOP in text:
            text = _STOP_IN_NAME.sub(_DOTS[0], text)
            points = code_points(text)
        cut_text = _HYPHEN_IN_NAME.sub(wc.HYPHEN, text) if _HYPHEN in text else text
        at_characters = cues.places_of_characters(self._cues_of_characters.take(points))
        cut_points = points if cut_text is text else code_points(cut_text)
        words = self._tagger.cut(cut_text)
        lengths = np.fromiter(map(len, words), dtype=np.intp, count=len(words))
        cut = _CutText(words, lengths, self._marks.of_text(words, lengths, cut_points))
        words, lengths, marks = _replaced(cut, self._titled(cut, at_characters[cues.HEAD]))
        return TaggedText(
            text,
            words,
            _column(marks, _LETTER),
            _column(marks, _SOUND),
            [0, *lengths.cumsum().tolist()],
            cues.places_of_words((marks >> _FLAGS).astype(np.uint16)),
            at_characters,
            borders,
        )

    def _marks_of(self, word: str) -> int:
        if word.isascii():
            # Three to an article are numbers or Latin words that none before had, and they are all alike.
            if word.isalnum() and word not in self._classes:
                return self._latin
            return self._marks_as(word, self._classes.letter_of(word, ""))
        return self._marks_as(word, self._classes.letter_of(word, self._tagger.tag(word)))

    def _marks_as(self, word: str, letter: str) -> int:
        sound = sound_of(word, letter)
        return ord(letter) << _LETTER | ord(sound) << _SOUND | self._cues.of(word, letter) << _FLAGS

    def _titled(self, cut: _CutText, heads: list[int]) -> Iterator[_Replacement]:
        """Where a 长 behind a body is the title of its head: 卫生福利部|长石 → 卫生福利部|长|石."""
        words, lengths, marks = cut
        ends = lengths.cumsum()
        # Where a word ends with the body's last character, the next one begins with 长.
        before = ends.searchsorted(np.array(heads, dtype=np.intp) + 1)
        before = before[ends[before] == np.array(heads, dtype=np.intp) + 1]
        for index in (before + 1).tolist():
            rest = words[index][1:]
            first = self._title_with_head(words, index) if rest else index
            if first < index and self._letter_of(rest) in _SURNAMES:
                # 副|院|长江 → 副院长|江
                title = "".join(words[first:index]) + HEAD
                yield _Replacement(first, index + 1, (title, rest), (self._marks[title], self._marks[rest]))
            elif _letter(marks[index - 1]) in _BODIES and (
                not rest or (_letter(marks[index]) not in _PLACES and self._letter_of(rest) in _SURNAMES)
            ):
                as_title = self._marks_as(HEAD, wc.TITLE)
                if rest:
                    yield _Replacement(index, index + 1, (HEAD, rest), (as_title, self._marks[rest]))
                else:
                    yield _Replacement(index, index + 1, (HEAD,), (as_title,))

    def _title_with_head(self, words: list[str], index: int) -> int:
        """The first of the words before *index* that make a title with 长; *index* where none do."""
        for first in range(max(index - 2, 0), index):
            if self._letter_of("".join(words[first:index]) + HEAD) == wc.TITLE:
                return first
        return index

    def _letter_of(self, word: str) -> str:
        return _letter(self._marks[word])


def _letter(marks: int) -> str:
    return chr(marks >> _LETTER & 0xFF)


def _column(marks: Marks, shift: int) -> str:
    """One of the characters of all *marks*."""
    return (marks >> shift).astype(np.uint8).tobytes().decode("latin-1")


def _replaced(cut: _CutText, replacements: Iterable[_Replacement]) -> _CutText:
    """*cut* with *replacements*, which come in order; of two that overlap, the first counts."""
    words: list[str] = []
    lengths: list[Lengths] = []
    marks: list[Marks] = []
    reached = 0
    for first, after, new, new_marks in replacements:
        if first < reached:
            continue
        words += cut.words[reached:first]
        words += new
        lengths += (cut.lengths[reached:first], np.array(list(map(len, new)), dtype=np.intp))
        marks += (cut.marks[reached:first], np.array(new_marks, dtype=np.uint32))
        reached = after
    if not reached:
        return cut
    words += cut.words[reached:]
    return _CutText(
        words,
        np.concatenate((*lengths, cut.lengths[reached:])),
        np.concatenate((*marks, cut.marks[reached:])),
    )


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
