"""Terms of many texts at once, by passes over arrays of code points: what `analyzer.py` gives an index.

Only how fast is decided here: the units are those of `units.closed_units`, the bigrams those of `ngrams.bigrams`, which
serve queries one short text at a time (a law of `tests/unit/index/analysis/test_term_arrays.py`). A text of news costs
40 µs instead of 230, since nothing runs per unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.analysis.script import CodePoints, code_points, fold_points, from_code_points
from index.analysis.units import (
    BREAK,
    DECIMAL,
    END,
    GLUE,
    IS_GLUE,
    IS_LETTER,
    IS_SIGN,
    LATIN_END,
    MAX_LATIN_UNIT,
    SKIP,
    sign_kinds,
)

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class UnitTerms:
    """The units of one text that are no signs, and its bigrams, each joined by single spaces."""

    units: str
    bigrams: str


@dataclass(frozen=True, slots=True)
class _Characters:
    """What is left of canonical texts without skipped signs: the characters, and of each whether a unit begins or ends there."""

    points: CodePoints
    begins: Flags
    ends: Flags
    is_letter: Flags
    is_sign: Flags


def fold_words(joined_words: str, *, least: int = 2) -> list[str]:
    """The folded words of *least* (2 or 3) and more characters of each line, joined by spaces (`Segmenter.joined_words`)."""
    points = code_points(joined_words)
    is_line_end = points == ord("\n")
    is_letter = ~is_line_end & (points != ord(SKIP))
    ends_word = is_letter.copy()
    for shift in range(1, least):
        ends_word[shift:] &= is_letter[:-shift]
        ends_word[:shift] = False
    # A word is kept from its first character to the space behind it.
    in_word = ends_word.copy()
    for shift in range(1, least):
        in_word[:-shift] |= ends_word[shift:]
    kept = in_word | is_line_end
    kept[1:] |= in_word[:-1] & ~is_letter[1:]
    folded = from_code_points(fold_points().take(points[kept]))
    return [line.rstrip(SKIP) for line in folded.split("\n")]


def unit_terms(canonical_texts: CodePoints) -> list[UnitTerms]:
    """The terms of each of several texts, as `units.canonical_all` gives them."""
    characters = _without_skipped(canonical_texts)
    units = from_code_points(_joined_units(characters)).split(END)
    bigrams = from_code_points(_joined_bigrams(characters)).split(END)
    # The first unit of a text would close the bigram that ends with it; there is none.
    return [
        UnitTerms(own.rstrip(SKIP), pairs.partition(SKIP)[2])
        for own, pairs in zip(units[:-1], bigrams[:-1], strict=True)
    ]


def _without_skipped(points: CodePoints) -> _Characters:
    kinds = sign_kinds().take(points)
    is_letter = (kinds & IS_LETTER) != 0
    begins = np.ones(len(points), dtype=np.bool_)
    begins[1:] = ~(is_letter[1:] & is_letter[:-1])
    _part_long_units(begins, is_letter)
    has_glue = bool(((kinds & IS_GLUE) != 0).any())
    if has_glue:
        points = np.where(points == ord(DECIMAL), np.uint32(ord(".")), points)
        kept = np.flatnonzero((points != ord(SKIP)) & (points != ord(GLUE)))
        # A unit may have begun with what vanishes: it begins with the first that stays.
        begins = np.diff(np.cumsum(begins).take(kept), prepend=0) > 0
    else:
        kept = np.flatnonzero(points != ord(SKIP))
        begins = begins.take(kept)
    return _Characters(
        points=points.take(kept),
        begins=begins,
        ends=np.append(begins, True)[1:],
        is_letter=is_letter.take(kept),
        is_sign=(kinds.take(kept) & IS_SIGN) != 0,
    )


def _part_long_units(begins: Flags, is_letter: Flags) -> None:
    """Let a unit begin after every `MAX_LATIN_UNIT` letters of a longer run."""
    others = np.flatnonzero(~is_letter)
    gaps = np.diff(others, prepend=-1)
    for place in np.flatnonzero(gaps > MAX_LATIN_UNIT + 1).tolist():
        end = int(others[place])
        begins[end - int(gaps[place]) + 1 : end : MAX_LATIN_UNIT] = True


def _joined_units(characters: _Characters) -> CodePoints:
    """Every unit that is no sign with a space behind it, and the ends of the texts."""
    is_end = characters.points == ord(END)
    counts = 1 + (characters.ends & ~is_end)
    counts[characters.is_sign] = 0
    joined = characters.points.repeat(counts)
    joined[np.cumsum(counts)[counts == 2] - 1] = ord(SKIP)
    return joined


def _joined_bigrams(characters: _Characters) -> CodePoints:
    """Every unit twice with a space between, so that each closes one bigram and begins the next; a break ends a text."""
    points, is_letter = characters.points, characters.is_letter
    counts = np.where(is_letter, 1, 3)
    is_end = points == ord(END)
    counts[is_end] = 2
    lasts = np.flatnonzero(is_letter & characters.ends)
    firsts = np.flatnonzero(is_letter & characters.begins)
    lengths = lasts - firsts + 1
    # The last letter of a unit, its end, a space, the unit again, its end.
    counts[lasts] = lengths + 4
    joined = points.repeat(counts)
    stops = np.cumsum(counts)
    joined[stops[~is_letter & ~is_end] - 2] = ord(SKIP)
    joined[stops[is_end] - 2] = ord(BREAK)
    after = stops[lasts]
    joined[after - 1] = ord(LATIN_END)
    joined[after - lengths - 2] = ord(SKIP)
    joined[after - lengths - 3] = ord(LATIN_END)
    joined[_ranges(after - lengths - 1, lengths)] = points[_ranges(firsts, lengths)]
    return joined


def _ranges(starts: Numbers, lengths: Numbers) -> Numbers:
    """The numbers of all ranges [start, start + length), one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.arange(lengths.sum(), dtype=np.int64) + (starts - before).repeat(lengths)
