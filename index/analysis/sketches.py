"""Sketches: a few numbers of a text by which its near-copies are looked for, whatever their script (ADR 17).

MinHash (Broder 1997): of all runs of `SHINGLE` letters the least hash, for each of `VALUES` hashes, so that two sketches agree
in about the share of runs that their texts have in common. Bands of values find candidates by equality. Letters are those
of the folded text without signs and spaces: a converted script, other quotes and line breaks give the same sketch. Pure
numbers: what is a near-copy is decided from the texts themselves (`store/near_copies.py`).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from index.analysis.script import CodePoints, code_points
from index.analysis.units import BREAK, GLUE, JOINER, MARKS, OPTIONAL_SIGNS, SKIP, canonical_points

Hashes: TypeAlias = npt.NDArray[np.uint64]
ShortHashes: TypeAlias = npt.NDArray[np.uint32]
Keys: TypeAlias = npt.NDArray[np.uint32]

SHINGLE: Final = 10
"""Letters in a run. Of 25,000 pairs of notices and daily reports from one template 10 letters leave a resemblance of .17 at the
median, 5 letters .34; a near-copy loses hardly more by it (its 5th percentile is .54 instead of .56)."""
BANDS: Final = 24
ROWS: Final = 3
"""A pair with the share s of its runs in common meets in some band with `1 - (1 - s³)²⁴`: .95 at half, .99 at .56, .11 at .17."""
VALUES: Final = BANDS * ROWS
SKETCH_BYTES: Final = VALUES * 2
"""A value is kept as 16 bits of the least hash: two that differ agree in one case of 65,536."""

MIN_BODY: Final = 30
"""A body with fewer letters says too little by itself: its title counts with it."""

_CHUNK = 4_096
"""Runs hashed at once: 1.2 MB, so that the hashes stay in the processor's cache."""
_VALUE = np.dtype("<u2")


def letters(text: str) -> CodePoints:
    """The folded letters, digits and ideographs of *text*, in order."""
    points = _letter_points().take(code_points(text))
    return points[points > 0]


def compared_letters(title: str, body: str) -> CodePoints:
    """The letters by which an article is compared with others: its body's, with the title's where that is very short."""
    found = letters(body)
    return found if len(found) >= MIN_BODY else np.concatenate((letters(title), found))


def shingle_hashes(found: CodePoints, length: int) -> Hashes:
    """A 64-bit hash of each run of *length* letters, in order; one of all letters where they are fewer, none of none."""
    length = min(length, len(found))
    return _mixed(_polynomials(found.astype(np.uint64) + np.uint64(1), length)) if length else _NO_HASHES


def _polynomials(values: Hashes, length: int) -> Hashes:
    """Of each run of *length* values the polynomial in `_ODD`, the first one's power the highest; made of those of its halves."""
    if length == 1:
        return values
    half = length // 2
    halves = _polynomials(values, half)
    found = halves[:-half] * _power(half) + halves[half:]
    return found[:-1] * _ODD + values[2 * half :] if length % 2 else found


def sketch_text(title: str, body: str) -> bytes:
    """The sketch of an article's text, `SKETCH_BYTES` long; empty where there is no letter. The same on every machine."""
    return sketch_all((title,), (body,))[0]


def sketch_all(titles: Sequence[str], bodies: Sequence[str]) -> list[bytes]:
    """The sketches of some articles' texts, whose runs are hashed together.

    A text of 650 letters takes 45 µs, 35 of them for the 72 hashes.
    """
    found = [compared_letters(title, body) for title, body in zip(titles, bodies, strict=True)]
    together = shingle_hashes(np.concatenate((_NO_LETTERS, *found)), SHINGLE)
    sketches = []
    start = 0
    for letters_of_one in found:
        end = start + len(letters_of_one)
        # Runs that reach into the next text are none; a text of fewer letters has one of its own.
        is_short = len(letters_of_one) < SHINGLE
        hashes = shingle_hashes(letters_of_one, SHINGLE) if is_short else together[start : end - SHINGLE + 1]
        sketches.append(_sketch(hashes) if len(hashes) else b"")
        start = end
    return sketches


def _sketch(hashes: Hashes) -> bytes:
    # 32 bits suffice to tell the runs of a text apart, and take a tenth of the time of 64.
    short = (hashes >> np.uint64(32)).astype(np.uint32)
    multipliers, summands = _hash_family()
    least = np.full(VALUES, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(short), _CHUNK):
        chunk = short[start : start + _CHUNK] * multipliers
        chunk += summands
        np.minimum(least, chunk.min(axis=1), out=least)
    # The least of many hashes begins with zeros: its end tells it from others.
    return ((least.astype(np.uint64) * _ODD) >> np.uint64(48)).astype(_VALUE).tobytes()


def band_keys(sketches: bytes) -> Keys:
    """The keys of sketches joined end to end, shape `(sketches, BANDS)`: equal keys make two articles candidates.

    All bands share one space of keys; what meets by chance is told apart by `resemblances`.
    """
    values = np.frombuffer(sketches, _VALUE).reshape(-1, BANDS, ROWS).astype(np.uint64)
    keys = np.arange(BANDS, dtype=np.uint64) + np.uint64(1)
    for row in range(ROWS):
        keys = keys * _ODD + values[:, :, row] + np.uint64(1)
    return (_mixed(keys) >> np.uint64(32)).astype(np.uint32)


def resemblances(sketch: bytes, others: bytes) -> npt.NDArray[np.float64]:
    """For each of *others*, joined end to end, about which share of the runs of both is common to both.

    The standard error is at most .06.
    """
    values = np.frombuffer(others, _VALUE).reshape(-1, VALUES)
    shares: npt.NDArray[np.float64] = (values == np.frombuffer(sketch, _VALUE)).mean(axis=1)
    return shares


@functools.cache
def _letter_points() -> CodePoints:
    """Per code point the one of canonical text, 0 where that is no letter."""
    points = canonical_points().copy()
    signs = code_points(MARKS + OPTIONAL_SIGNS + BREAK + SKIP + GLUE + JOINER)
    points[np.isin(points, signs)] = 0
    points.setflags(write=False)
    return points


@functools.cache
def _hash_family() -> tuple[ShortHashes, ShortHashes]:
    """Multipliers (odd) and summands of `VALUES` hashes `a · x + b` (Dietzfelbinger 1997), from a fixed sequence; each `(VALUES, 1)`."""
    sequence = (_mixed(np.arange(1, 2 * VALUES + 1, dtype=np.uint64) * _GOLDEN) >> np.uint64(32)).astype(
        np.uint32
    )
    columns = sequence[:, np.newaxis]
    return columns[:VALUES] | np.uint32(1), columns[VALUES:]


def _mixed(values: Hashes) -> Hashes:
    """Every bit depends on every bit: the finalizer of SplitMix64 (Steele, Lea and Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@functools.cache
def _power(exponent: int) -> np.uint64:
    return np.uint64(pow(int(_ODD), exponent, 2**64))


_NO_LETTERS: CodePoints = np.zeros(0, dtype=np.uint32)
_NO_HASHES: Hashes = np.zeros(0, dtype=np.uint64)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_ODD = np.uint64(0xD6E8FEB86659FD93)
