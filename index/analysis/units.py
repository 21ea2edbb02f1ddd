"""Canonical text and its units: what stands side by side, the same for articles, queries and highlights.

`canonical` maps a text 1:1 (offsets stay) into folded letters, skipped signs (a space), the punctuation that a quotation
can ask for, and breaks. `units` cuts it: one Han character or kana each, one run of other letters and digits each, one
mark each. A run of units is found by the bigrams of its units (`ngrams.py`). Nothing here knows words: see `segment.py`.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.analysis.script import CodePoints, code_points, fold_points, from_code_points

SignKinds: TypeAlias = npt.NDArray[np.uint8]

SKIP = " "
BREAK = "⏎"
MARKS = "。,、:;!?"
"""Punctuation that a quotation must meet in the article too (contract), as folded."""
OPTIONAL_SIGNS = "+%."
"""Signs that are optional after a unit of a query (contract)."""
SIGNS = frozenset(MARKS + OPTIONAL_SIGNS + BREAK)
"""Every unit that is no letter, digit or ideograph."""
JOINER = "-"
LATIN_END = "·"
"""Closes a unit of letters and digits, so that no two pairs of units read alike; it is a skipped sign, thus in no unit."""
GLUE = "\u2063"
"""Stands for what vanishes inside a unit of letters: zero-width signs, the comma of 1,000."""
DECIMAL = "\u2064"
"""Stands for the point of 3.5."""

_SHORT_TEXT = 64
"""The words of a query: sign by sign they take 1 µs, by arrays 8."""

# What runs skip (contract, query language)
_SKIPPED = "“”‘’\"'「」『』《》〈〉()（）·・ \u3000\u00a0"
_JOINERS = "-_/&\u2010\u2011\u2212"
# Blocks whose letters are units one by one: no spaces part their words.
_IDEOGRAPHIC = (
    (0x1100, 0x11FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035), (0x3038, 0x303C),
    (0x3040, 0x30FA), (0x30FC, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0xA4CF), (0xAC00, 0xD7FF),
    (0xE000, 0xFAFF), (0xFF66, 0xFFDC), (0x16FE0, 0x1B2FF), (0x20000, 0x3FFFF), (0xF0000, 0x10FFFD),
)  # fmt: skip
_HAN_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _IDEOGRAPHIC)
# The commonest block stands first in the class: nine characters in ten are refused by one comparison.
_LETTER = rf"[^\u4e00-\u9fff\W_{_HAN_CLASS}]"
LETTERS = rf"(?:{_LETTER}|[{GLUE}{DECIMAL}])"
"""Regular expression for one character of a Latin-like unit in canonical text."""
MAX_LATIN_UNIT = 64
"""Longer runs of letters are cut there on both sides, so that no term outgrows an engine."""

# Common ideographs first: nine units in ten need no look at the long class of letters (1.6 × faster on news).
_UNIT = re.compile(rf"[\u4e00-\u9fff]|{LETTERS}{{1,{MAX_LATIN_UNIT}}}|[^{SKIP}]")
# The look ahead refuses a common ideograph at once (1.6 × faster on news).
_LATIN = re.compile(rf"((?![\u4e00-\u9fff]){LETTERS}{{1,{MAX_LATIN_UNIT}}})")
_LOOSE_GLUE = re.compile(rf"(?<!{_LETTER})(?<!{GLUE}){GLUE}+|{GLUE}+(?!{_LETTER}|{GLUE})")
_GROUPED = re.compile(r"(?<![0-9])(?<![0-9][.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]|,[0-9])")
_POINTED = re.compile(r"(?<![0-9.])([0-9]+)\.([0-9]+)(?![0-9]|\.[0-9])")
# What makes `canonical` more than the plain form of a text.
_SETTLED = (BREAK, GLUE, JOINER, ".", ",")

END = "\0"
"""Closes each text where several are read as one; in no canonical text, and no neighbour of anything."""


# What a character of canonical text is, as bits of `sign_kinds`; it may be several things.
IS_LETTER = 1  # of a unit of letters and digits, what vanishes in it included
IS_SIGN = 2  # punctuation, a break or a skipped sign
IS_MARK = 4  # punctuation that is a unit
_IS_JOINER = 8  # between letters it is skipped
_IS_POINT = 16  # between digits it may belong to the number
_IS_DIGIT = 32
IS_GLUE = 64  # vanishes in a unit, or stands for its decimal point


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a text: its canonical form and where it stands in the original."""

    text: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """True for punctuation and breaks, False for letters, digits and ideographs."""
        return is_mark(self.text)


def is_mark(unit: str) -> bool:
    """True where *unit* is punctuation or a break."""
    return unit in SIGNS


def is_letters(unit: str) -> bool:
    """True where *unit* is a run of letters and digits rather than one ideograph or mark."""
    # Nearly all units are common ideographs: one comparison for them spares thirty.
    if "\u4e00" <= unit < "\ua000" or unit in SIGNS:
        return False
    # A lone vowel sign of an Indic script is no letter to `LETTERS`, so it must be none here.
    return (unit < "\u1100" or not _ideographic(ord(unit[0]))) and (len(unit) > 1 or unit.isalnum())


def _ideographic(point: int) -> bool:
    return any(first <= point <= last for first, last in _IDEOGRAPHIC)


@functools.cache
def canonical_points() -> CodePoints:
    """Per code point, what it is in canonical text; shape `(0x110000,)`, read-only."""
    folded = fold_points()
    table = folded.copy()
    classes = np.full(0x110000, ord(BREAK), dtype=np.uint32)
    assigned = range(0x20000)
    for point in assigned:
        kind = unicodedata.category(chr(point))
        if kind[0] in "LN" or kind in ("Mc", "Co"):
            classes[point] = 0
        elif kind in ("Mn", "Me", "Cf"):
            classes[point] = ord(GLUE)
    classes[0x20000:0x40000] = 0
    classes[0xF0000:0x10FFFE] = 0
    classes[0xE0000:0xE1000] = ord(GLUE)
    for signs, becomes in ((_SKIPPED, SKIP), (_JOINERS, JOINER)):
        for sign in signs:
            classes[ord(sign)] = ord(becomes)
    for sign in MARKS + OPTIONAL_SIGNS:
        classes[ord(sign)] = ord(sign)
    # A sign is classed as what it folds to, so that ？ and ?, （ and ( are one.
    by_fold = classes[folded]
    vanishes = (classes == ord(SKIP)) | (classes == ord(GLUE))
    table = np.where(vanishes, classes, np.where(by_fold == 0, folded, by_fold)).astype(np.uint32)
    table.setflags(write=False)
    return table


@functools.cache
def sign_kinds() -> SignKinds:
    """Per code point of canonical text, what it is (`IS_LETTER` …); shape `(0x110000,)`, read-only."""
    kinds = np.zeros(0x110000, dtype=np.uint8)
    # Beyond the second plane no character is one of letters; the halves of surrogate pairs are none either.
    everything = from_code_points(np.delete(np.arange(0x20000, dtype=np.uint32), np.s_[0xD800:0xE000]))
    for signs, kind in (
        ("".join(re.findall(LETTERS, everything)), IS_LETTER),
        (MARKS + OPTIONAL_SIGNS + BREAK + SKIP, IS_SIGN),
        (MARKS + OPTIONAL_SIGNS, IS_MARK),
        (JOINER + ".", _IS_JOINER),
        (".,", _IS_POINT),
        ("0123456789", _IS_DIGIT),
        (GLUE + DECIMAL, IS_GLUE),
    ):
        kinds[code_points(signs)] |= np.uint8(kind)
    kinds.setflags(write=False)
    return kinds


def plain_canonical(text: str) -> str:
    """`canonical` without what depends on neighbours (numbers, hyphens, runs of breaks); 1:1."""
    if len(text) < _SHORT_TEXT:
        result = "".join(map(_canonical_sign, text))
    else:
        result = from_code_points(canonical_points().take(code_points(text)))
    return _settle_glue(result) if GLUE in result else result


@functools.lru_cache(maxsize=1 << 14)
def _canonical_sign(sign: str) -> str:
    return chr(canonical_points()[ord(sign)])


def _settle_glue(text: str) -> str:
    # Inside a run of letters a zero-width sign vanishes (5\u200bG is 5g); anywhere else it is skipped.
    return _LOOSE_GLUE.sub(lambda match: SKIP * len(match[0]), text)


def canonical(text: str) -> str:
    """The canonical form of *text*, 1:1: folded, skipped signs as spaces, marks and breaks as one sign each.

    A run of breaks is one break, and none beside a punctuation mark; hyphens, points and the like between letters are
    skipped (COVID-19 is covid, 19); the point of a decimal and the commas of 1,000 belong to the number.
    """
    plain = plain_canonical(text)
    # A query's words seldom hold a sign: they are spared three quarters of the time.
    if not any(sign in plain for sign in _SETTLED):
        return plain
    return from_code_points(canonical_all((text,))[:-1])


def canonical_all(texts: Sequence[str]) -> CodePoints:
    """The canonical forms of *texts* in one array, each closed by `END`: in one pass, a fifth of the time of one by one."""
    points = canonical_points().take(code_points("".join([text + END for text in texts])))
    points[np.cumsum([len(text) + 1 for text in texts], dtype=np.int64) - 1] = ord(END)
    kinds = sign_kinds().take(points)
    seen = int(np.bitwise_or.reduce(kinds, initial=0))
    if seen & IS_GLUE:
        points = code_points(_settle_glue(from_code_points(points))).copy()
        kinds = sign_kinds().take(points)
    if seen & _IS_POINT and seen & _IS_DIGIT:
        _settle_numbers(points, kinds)
    if seen & _IS_JOINER:
        _settle_joiners(points, kinds)
    _settle_breaks(points, kinds)
    return points


def _settle_numbers(points: CodePoints, kinds: SignKinds) -> None:
    """Put glue for the commas of 1,000 and a decimal sign for the point of 3.5; nothing else about a number depends on more."""
    places = np.flatnonzero((kinds & _IS_POINT) != 0)
    places = places[(kinds[places - 1] & kinds[places + 1] & _IS_DIGIT) != 0]
    if not places.size:
        return
    # Both ends of every run of digits, points and commas, the text's first character being a beginning.
    borders = np.flatnonzero(np.diff((kinds & (_IS_POINT | _IS_DIGIT)) != 0, prepend=False))
    for run in np.unique(np.searchsorted(borders, places, side="right")).tolist():
        number = slice(borders[run - 1], borders[run])
        text = _GROUPED.sub(lambda match: match[0].replace(",", GLUE), from_code_points(points[number]))
        points[number] = code_points(_POINTED.sub(rf"\1{DECIMAL}\2", text))
        kinds[number] = sign_kinds().take(points[number])


def _settle_joiners(points: CodePoints, kinds: SignKinds) -> None:
    """Skip joiners and points between letters; any other joiner is a break."""
    places = np.flatnonzero((kinds & _IS_JOINER) != 0)
    between = (kinds[places - 1] & kinds[places + 1] & IS_LETTER) != 0
    stray = places[~between & (points[places] == ord(JOINER))]
    points[places[between]] = ord(SKIP)
    kinds[places[between]] = IS_SIGN
    points[stray] = ord(BREAK)
    kinds[stray] = IS_SIGN


def _settle_breaks(points: CodePoints, kinds: SignKinds) -> None:
    """Leave one break of a run of signs, the first, and none where the run holds a mark."""
    places = np.flatnonzero(points == ord(BREAK))
    if not places.size:
        return
    # Signs side by side have the same number of other characters before them.
    numbers = np.cumsum((kinds & IS_SIGN) == 0)
    is_marked = np.zeros(int(numbers[-1]) + 1, dtype=np.bool_)
    is_marked[numbers[(kinds & IS_MARK) != 0]] = True
    runs = numbers[places]
    is_skipped = is_marked[runs]
    is_skipped[1:] |= runs[1:] == runs[:-1]
    points[places[is_skipped]] = ord(SKIP)


def _unit_text(raw: str) -> str:
    if GLUE in raw or DECIMAL in raw:
        return raw.replace(GLUE, "").replace(DECIMAL, ".")
    return raw


def closed_units(canonical_text: str) -> list[str]:
    """The units of a canonical text in order, runs of letters and digits closed by `LATIN_END`.

    Three times faster than a match per unit: what stands between two Latin runs is one character per unit.
    """
    parts = _LATIN.split(canonical_text)
    found: list[str] = []
    for number in range(0, len(parts) - 1, 2):
        found.extend(parts[number].replace(SKIP, ""))
        # Of 64 zero-width signs in the middle of a word nothing is left.
        if letters := _unit_text(parts[number + 1]):
            found.append(letters + LATIN_END)
    found.extend(parts[-1].replace(SKIP, ""))
    return found


def unit_texts(canonical_text: str) -> list[str]:
    """The units of a canonical text in order, without their places."""
    return [unit if len(unit) == 1 else unit.removesuffix(LATIN_END) for unit in closed_units(canonical_text)]


def units(canonical_text: str) -> list[Unit]:
    """The units of a canonical text in order; spans are those of the original text."""
    found = (Unit(_unit_text(m[0]), m.start(), m.end()) for m in _UNIT.finditer(canonical_text))
    return [unit for unit in found if unit.text]
