"""Where runs stand in the folded texts of candidates: finding for the second stage of ranking, in bulk.

A search reads some 200 articles, so everything is one long array of code units and a few passes over it (measured at 200 ×
900 characters: one by one in Python takes twenty times as long). No weights here: `scoring.py` scores what is found.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.analysis.units import BREAK
from index.ranking.folded_texts import CodeUnits, FoldedTexts, Numbers, fold_run, spellings_of

SENTENCE_ENDS = "。!?;" + BREAK
_END_UNITS = tuple(map(ord, SENTENCE_ENDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Where runs stand, by run, then place: the run's number, its first character's place, the piece and the sentence."""

    runs: Numbers
    places: Numbers
    pieces: Numbers
    sentences: Numbers


def find_runs(runs: Sequence[str], texts: FoldedTexts) -> Occurrences:
    """Every place of every run (no two alike, none empty); they are matched character by character, overlapping too."""
    folded = [fold_run(run) for run in runs]
    if len(runs) == 1:
        return _find_one(folded[0], texts)
    signs = _scan(folded, texts)
    by_sign = np.full(signs.size, -1, dtype=np.int16)
    by_pair = np.full(signs.size**2, -1, dtype=np.int16)
    longer: list[int] = []
    numbered = [[signs.numbers.get(unit, 0) for unit in run.tolist()] for run in folded]
    for number, run in enumerate(numbered):
        if len(run) == 1:
            by_sign[run[0]] = number
        elif len(run) == 2:
            by_pair[run[0] * signs.size + run[1]] = number
        else:
            longer.append(number)
    by_sign[0], by_pair[0] = -1, -1
    owners = [by_sign[signs.signs], by_pair[signs.pairs]]
    here = [np.flatnonzero(owner >= 0) for owner in owners]
    owners = [owner[found] for owner, found in zip(owners, here, strict=True)]
    for number in longer:
        here.append(
            _find_chain(
                [one * signs.size + two for one, two in itertools.pairwise(numbered[number])], signs.pairs
            )
        )
        owners.append(np.full(len(here[-1]), number, dtype=np.int16))
    owner, index = np.concatenate(owners), np.concatenate(here)
    order = np.argsort(owner, kind="stable")
    index = index[order]
    return Occurrences(
        runs=owner[order].astype(np.int64),
        places=signs.places[index],
        pieces=signs.pieces[index],
        sentences=signs.sentences[index],
    )


def find_places(run: CodeUnits, texts: FoldedTexts) -> Numbers:
    """Where *run* (folded) stands, whatever its spelling: five times faster than numbering all signs (measured)."""
    count = len(texts.points) - len(run) + 1
    if count < 1 or not len(run):
        return np.zeros(0, dtype=np.int64)
    here = _is_one_of(texts.points[:count], int(run[0]))
    if len(run) > 1:
        here &= _is_one_of(texts.points[1 : count + 1], int(run[1]))
    places = np.flatnonzero(here)
    for offset, unit in enumerate(run[2:].tolist(), start=2):
        places = places[_is_one_of(texts.points[places + offset], unit)]
    return places


def _is_one_of(units: CodeUnits, folded: int) -> npt.NDArray[np.bool_]:
    """Where *units* are spellings of *folded*."""
    found: npt.NDArray[np.bool_] = functools.reduce(
        np.logical_or, [units == spelling for spelling in spellings_of(folded)]
    )
    return found


def _find_one(run: CodeUnits, texts: FoldedTexts) -> Occurrences:
    places = find_places(run, texts)
    none = np.zeros(len(places), dtype=np.int64)
    return Occurrences(
        runs=none, places=places, pieces=np.searchsorted(texts.ends, places, side="right"), sentences=none
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """The characters of candidates that runs are made of; the others are not worth a look.

    *numbers* gives each such character a number from 1, less than *size*; *signs* are the numbers found, in order, 0 for
    the end of a sentence; *pairs* is `sign · size + next sign` where the next stands side by side, else 0.
    """

    numbers: dict[int, int]
    size: int
    signs: npt.NDArray[np.int32]
    pairs: npt.NDArray[np.int32]
    places: Numbers
    pieces: Numbers
    sentences: Numbers


def _scan(runs: Sequence[CodeUnits], texts: FoldedTexts) -> _Signs:
    units = sorted({unit for run in runs for unit in run.tolist()} - set(_END_UNITS))
    size = len(units) + 1
    # A table of bytes stays in the processor's first caches: twice as fast.
    table = np.zeros(1 << 16, dtype=np.uint8 if size < 1 << 8 else np.uint16)
    for number, unit in enumerate(units, start=1):
        table[list(spellings_of(unit))] = number
    table[list(_END_UNITS)] = size
    found = np.take(table, texts.points)
    places = np.flatnonzero(found != 0)
    signs = found[places].astype(np.int32)
    is_end = signs == size
    signs[is_end] = 0
    pairs = np.zeros(len(signs), dtype=np.int32)
    pairs[:-1] = np.where(np.diff(places) == 1, signs[:-1] * size + signs[1:], 0)
    pieces = np.repeat(np.arange(len(texts.ends)), np.diff(np.searchsorted(places, texts.ends), prepend=0))
    return _Signs(
        numbers={unit: number for number, unit in enumerate(units, start=1)},
        size=size,
        signs=signs,
        pairs=pairs,
        places=places,
        pieces=pieces,
        # The break after a piece counts twice: the last sentence of one and the first of the next are no neighbours.
        sentences=np.cumsum(is_end) + pieces + 1,
    )


def _find_chain(chain: Sequence[int], pairs: npt.NDArray[np.int32]) -> Numbers:
    """Where the pairs of *chain* follow each other."""
    found = np.flatnonzero(pairs == chain[0])
    for step, pair in enumerate(chain[1:], start=1):
        found = found[found + step < len(pairs)]
        found = found[pairs[found + step] == pair]
    return found
