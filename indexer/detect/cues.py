"""Cues: what a word or a character may take part in, as bits, so that finders look only where something can be.

Every bit is worked out once, for a word when it is first seen and for a character when the tables are read; a text then is two
arrays of them (`tagged_text.py`), and one look at each says where every cue stands. Patterns and walks for the same took
a quarter of all the time that names take. A cue never decides: the finder whose it is reads what stands there.
"""

from __future__ import annotations

import functools
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

WordFlags: TypeAlias = npt.NDArray[np.uint16]
CharacterFlags: TypeAlias = npt.NDArray[np.uint32]
Places: TypeAlias = dict[int, list[int]]
"""Where each cue stands, in order."""

# Of words. What a word wants beside it and what a word gives those beside it stand eight bits apart, so that two arrays
# shifted against each other meet.
GIVES: Final = 8
WANTS_SPEAKER: Final = 1 << 0  # begins a name where the word before speaks for one
WANTS_TITLE: Final = 1 << 1  # where it is a title
WANTS_COMPANY: Final = 1 << 2  # where it is a title or joins names
WANTS_LOOSE: Final = 1 << 3  # where the word behind is a loose character
BEGINS_NAME: Final = 1 << 4  # wherever it stands
ENDS_BODY: Final = 1 << 5
ENDS_LOCALITY: Final = 1 << 6
KNOWN_LOCALITY: Final = 1 << 7
TITLE: Final = 1 << 12
PLACE: Final = 1 << 13
NEEDS_MORE: Final = 1 << 14  # a surname by itself, which begins a name only with more behind it
NOTHING_MORE: Final = 1 << 15  # a sign or the like, which goes on with no name
_WANTED_BEFORE = WANTS_SPEAKER | WANTS_TITLE | WANTS_COMPANY
_ALONE = ENDS_BODY | ENDS_LOCALITY | KNOWN_LOCALITY | TITLE | PLACE

# Of pairs of characters: one may begin the pair, another (`<< ENDS`) ends it.
ENDS: Final = 16
HEAD: Final = 1 << 0
ADDRESSED: Final = 1 << 1
JAPANESE: Final = 1 << 2
COUNTRIES: Final = 1 << 3
RELATION: Final = 1 << 4
MAKER: Final = 1 << 5
AGENCY: Final = 1 << 6
WIRE: Final = 1 << 7
SPACED: Final = 1 << 11
# Of characters by themselves: any other ends their pair.
BRACKET: Final = 1 << 8
PHOTOGRAPHED: Final = 1 << 9
LINE_SIGN: Final = 1 << 10
_SINGLE = BRACKET | PHOTOGRAPHED | LINE_SIGN


class WordTest(NamedTuple):
    """A word with one of *letters* has *cue* where the test holds."""

    cue: int
    letters: Iterable[str]
    holds: Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CueTables:
    """What has each cue: words with these *letters*, these *words*, words with these *last* characters, words that satisfy one
    of *tests*; and *characters*.
    """

    letters: Mapping[int, Collection[str]] = field(default_factory=dict)
    words: Mapping[int, Collection[str]] = field(default_factory=dict)
    last: Mapping[int, Collection[str]] = field(default_factory=dict)
    tests: tuple[WordTest, ...] = ()
    characters: Mapping[int, Collection[str]] = field(default_factory=dict)

    def __or__(self, other: CueTables) -> CueTables:
        return CueTables(
            letters=_united(self.letters, other.letters),
            words=_united(self.words, other.words),
            last=_united(self.last, other.last),
            tests=self.tests + other.tests,
            characters=_united(self.characters, other.characters),
        )

    def of_characters(self) -> CharacterFlags:
        """The cues of every code point."""
        table = np.full(sys.maxunicode + 1, _SINGLE << ENDS, dtype=np.uint32)
        for cue, characters in self.characters.items():
            table[[ord(character) for character in set(characters)]] |= np.uint32(cue)
        table.setflags(write=False)
        return table


class WordCues:
    """The cues of words, by tables: an article brings ten words that none had before, and asking every finder took 2 µs each."""

    def __init__(self, tables: CueTables) -> None:
        self._of_letter = _flags_by_text(tables.letters)
        self._of_word = _flags_by_text(tables.words)
        self._of_last = _flags_by_text(tables.last)
        self._tests: dict[str, list[tuple[int, Callable[[str], bool]]]] = defaultdict(list)
        for cue, letters, holds in tables.tests:
            for letter in letters:
                self._tests[letter].append((cue, holds))

    def of(self, word: str, letter: str) -> int:
        """The cues of *word*, which has this letter."""
        flags = self._of_letter.get(letter, 0) | self._of_word.get(word, 0) | self._of_last.get(word[-1], 0)
        for cue, holds in self._tests.get(letter, ()):
            if holds(word):
                flags |= cue
        return flags


def _united(
    one: Mapping[int, Collection[str]], other: Mapping[int, Collection[str]]
) -> dict[int, Collection[str]]:
    """Both tables; a cue that both have is that of the texts of both."""
    return {cue: frozenset((*one.get(cue, ()), *other.get(cue, ()))) for cue in one.keys() | other.keys()}


def _flags_by_text(tables: Mapping[int, Iterable[str]]) -> dict[str, int]:
    flags: dict[str, int] = defaultdict(int)
    for cue, texts in tables.items():
        for text in texts:
            flags[text] |= cue
    return dict(flags)


def places_of_words(flags: WordFlags) -> Places:
    """Where the cues of words stand; `BEGINS_NAME` only where what the word wants stands beside it, two times in five."""
    given = flags >> GIVES
    begins = flags & BEGINS_NAME
    begins[1:] |= flags[1:] & given[:-1] & _WANTED_BEFORE
    begins[:-1] |= flags[:-1] & given[1:] & WANTS_LOOSE
    # A surname in seven stands before a sign: 每年，
    begins[:-1][(flags[:-1] & NEEDS_MORE) & (flags[1:] & NOTHING_MORE) >> 1 != 0] = 0
    own: WordFlags = flags & np.uint16(_ALONE)
    own[begins != 0] |= np.uint16(BEGINS_NAME)
    return _places(own)


def places_of_characters(flags: CharacterFlags) -> Places:
    """Where the cues of characters and of pairs stand; a pair is where its first character is."""
    own = flags.copy()
    own[:-1] &= flags[1:] >> ENDS
    own[-1:] &= _SINGLE
    return _places(own)


def _places(flags: WordFlags | CharacterFlags) -> Places:
    where: Places = defaultdict(list)
    held = flags.nonzero()[0]
    for index, bits in zip(held.tolist(), flags[held].tolist(), strict=True):
        where[bits].append(index)
    # Few words and characters have two cues: taking numbers apart one by one took twice as long.
    for bits in [bits for bits in where if bits & (bits - 1)]:
        several = where.pop(bits)
        for cue in _cues_in(bits):
            where[cue] = sorted(where[cue] + several)
    return where


@functools.cache
def _cues_in(bits: int) -> tuple[int, ...]:
    return tuple(1 << place for place in range(bits.bit_length()) if bits >> place & 1)
