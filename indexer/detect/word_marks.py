"""What is known of each word, as one number, looked up for all words of a text at once.

A dictionary asked word by word takes a fifth of a microsecond each, for hashing and for missing the processor's cache, and a
text has five hundred words. So the words of up to four characters, 98 in a hundred, stand in a table too, each in
the one slot that its characters give; what the table has not is asked of the dictionary: together 30 microseconds a text in
place of 100. Pure but for what it remembers, and safe to share between threads: a table is never changed, only made anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from index.analysis.script import CodePoints, code_points

Marks: TypeAlias = npt.NDArray[np.uint32]
Lengths: TypeAlias = npt.NDArray[np.intp]
_Keys: TypeAlias = npt.NDArray[np.uint64]

_REMEMBERED = 200_000
_SHORT = 4
# A key is four code points of 16 bits. What has not so many bits, and what is no character, is one of no text; longer words
# have the key 0, and empty slots that of no word.
_TABLED = 4
_BITS = 16
_BEYOND = 0xDFFF
_KEPT = np.array([0, *((1 << _BITS * length) - 1 for length in range(1, _TABLED + 1)), 0], dtype=np.uint64)
_EMPTY = 0xDFFE_DFFE_DFFE_DFFE
_FITS = re.compile(f"[\x01-\uffff]{{1,{_TABLED}}}")
# A table is made anew when so many more words are known: 14 times on the first 8,000 articles, 0.16 s in all.
_GROWTH = 1.4
_LEAST = 1_024
_SLOTS_PER_WORD = 4
# 2**64 divided by the golden ratio scatters what lies side by side (Knuth, The Art of Computer Programming 3, 6.4).
_SCATTER = np.uint64(0x9E3779B97F4A7C15)


class _Table(NamedTuple):
    """*marks* by slot; a slot is that of the word whose key stands in *keys*, and a key's slot its product's first bits."""

    keys: _Keys
    marks: Marks
    shift: np.uint64
    grown_at: float


class WordMarks(dict[str, int]):
    """The marks of the words seen so far: a text has few that no text before it had."""

    def __init__(self, marks_of: Callable[[str], int]) -> None:
        """*marks_of* works out those of a new word, 32 bits."""
        super().__init__()
        self._marks_of = marks_of
        self._table = _table_of({})

    def __missing__(self, word: str) -> int:
        marks = self._marks_of(word)
        # Numbers and Latin words never end, but short ones and signs do, which are nine in ten of them.
        if len(self) < _REMEMBERED and (len(word) <= _SHORT or not word.isascii()):
            self[word] = marks
        return marks

    def of_text(self, words: list[str], lengths: Lengths, points: CodePoints) -> Marks:
        """The marks of *words*, whose lengths and, joined, code points are given."""
        if len(self) >= self._table.grown_at:
            self._table = _table_of(self.copy())
        table = self._table
        keys = _keys(lengths, points)
        slots = (keys * _SCATTER) >> table.shift
        marks: Marks = table.marks.take(slots)
        for index in (table.keys.take(slots) != keys).nonzero()[0].tolist():
            marks[index] = self[words[index]]
        return marks


def _keys(lengths: Lengths, points: CodePoints) -> _Keys:
    """The keys of words that are so long and joined are *points*."""
    narrow = np.zeros(len(points) + _TABLED, dtype="<u2")
    narrow[: len(points)] = points
    beyond = points - np.uint32(1) >= np.uint32(0xFFFF)  # 0 too, which wraps around
    if np.count_nonzero(beyond):
        narrow[: len(points)][beyond] = _BEYOND
    fours = np.ndarray(shape=len(points) + 1, dtype="<u8", buffer=narrow, strides=(2,))
    keys: _Keys = fours[lengths.cumsum() - lengths] & _KEPT.take(lengths, mode="clip")
    return keys


def _table_of(known: dict[str, int]) -> _Table:
    """A table of *known*; of two words for one slot, the one that was seen first stays, which is the commoner."""
    words = list(filter(_FITS.fullmatch, known))
    bits = max(len(words) * _SLOTS_PER_WORD, 2).bit_length()
    shift = np.uint64(64 - bits)
    keys = np.full(1 << bits, _EMPTY, dtype=np.uint64)
    marks = np.zeros(1 << bits, dtype=np.uint32)
    lengths = np.fromiter(map(len, words), dtype=np.intp, count=len(words))
    own = _keys(lengths, code_points("".join(words)))[::-1]
    slots = (own * _SCATTER) >> shift
    keys[slots] = own
    marks[slots] = np.fromiter(map(known.__getitem__, reversed(words)), dtype=np.uint32, count=len(words))
    return _Table(keys, marks, shift, max(len(known) * _GROWTH, _LEAST))
