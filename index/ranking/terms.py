"""What a query is ranked by: its words, neighbouring characters and single characters, each with its weight.

Words name things, neighbouring characters (bigrams) find what the dictionary cuts otherwise, single characters find what is
worded otherwise (書寫系統, 書寫的系統), runs of four lift what is worded alike; rare ones weigh more, words that only ask
weigh little. `scoring.py` counts the terms.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.analysis.questions import QUESTION_WORDS
from index.analysis.units import is_mark

# Measured together with the parameters of scoring.py (docs/adr/0008).
WORD = 1.25
BIGRAM = 1.0
CHARACTER = 1.0
LONG_RUN = 0.3
LONG_RUN_UNITS = 4
LIGHT = 0.25
LIGHT_CHARACTER = 0.5
IDF_POWER = 1.3
# Of a query as written: enough for a title that holds the run once to come before any number of mentions in a body, and
# for neighbours side by side to count as much as the rarer of them.
TITLE_RUN = 1.0
NEIGHBOURS = 1.0
MAX_TERMS = 400
"""A guard of time: some 130 characters' worth; of longer questions the last runs and characters do not count."""

_QUESTION_CHARACTERS = frozenset("".join(QUESTION_WORDS))

Units = tuple[str, ...]
Frequency = Callable[[Units], int]
"""In how many articles a run of units stands (`EngineReader.frequency`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankTerm:
    """A run to count, as it stands in compact folded text, its weight, and where it counts."""

    text: str
    weight: float
    in_title: bool = True
    in_body: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRun:
    """A run that every article found holds, and where it was asked for."""

    units: Units
    in_title: bool = True
    in_body: bool = True


def idf(frequency: int, articles: int) -> float:
    """Robertson–Spärck Jones weight with the +1 that keeps it positive (Lucene's BM25): ln(1 + (N - n + .5)/(n + .5))."""
    return math.log1p((max(articles, frequency) - frequency + 0.5) / (frequency + 0.5))


def exact_terms(runs: Sequence[RankRun], frequency: Frequency, articles: int) -> tuple[RankTerm, ...]:
    """The terms of a query as written: its *runs*, once more in titles, and neighbours of the query as one run."""
    terms: list[RankTerm] = []
    for run in runs:
        text, weight = "".join(run.units), idf(frequency(run.units), articles)
        terms.append(RankTerm(text=text, weight=weight, in_title=run.in_title, in_body=run.in_body))
        if run.in_title and run.in_body:
            terms.append(RankTerm(text=text, weight=TITLE_RUN * weight, in_body=False))
    for first, second in itertools.pairwise(runs):
        text = "".join(first.units + second.units)
        weight = NEIGHBOURS * min(idf(frequency(run.units), articles) for run in (first, second))
        in_title, in_body = first.in_title and second.in_title, first.in_body and second.in_body
        if in_title or in_body:
            terms.append(RankTerm(text=text, weight=weight, in_title=in_title, in_body=in_body))
    return tuple(terms[:MAX_TERMS])


def relaxed_terms(
    words: Iterable[Units], pieces: Sequence[Units], frequency: Frequency, articles: int
) -> tuple[RankTerm, ...]:
    """The terms of a relaxed query: its *words* and the bigrams, characters and longer runs of its *pieces*, each once."""
    weights: dict[Units, float] = {}
    for word in words:
        weights.setdefault(word, WORD)
    for piece in pieces:
        for pair in itertools.pairwise(piece):
            weights.setdefault(pair, BIGRAM)
        for unit in piece:
            weights.setdefault((unit,), _weight_of_unit(unit))
        for start in range(len(piece) - LONG_RUN_UNITS + 1):
            weights.setdefault(piece[start : start + LONG_RUN_UNITS], LONG_RUN)
    found: dict[Units, int] = {}
    terms = []
    for units, weight in itertools.islice(weights.items(), MAX_TERMS):
        if any(is_mark(unit) for unit in units):
            continue
        # A longer run is at most as frequent as its rarest pair, and the pairs are asked for anyway.
        parts = [units] if len(units) < 3 else list(itertools.pairwise(units))
        for part in parts:
            if part not in found:
                found[part] = frequency(part)
        light = LIGHT if _is_light(units) else 1.0
        weight *= light * idf(min(found[part] for part in parts), articles) ** IDF_POWER
        terms.append(RankTerm(text="".join(units), weight=weight))
    return tuple(terms)


def _weight_of_unit(unit: str) -> float:
    if len(unit) > 1:
        return WORD
    return CHARACTER * (LIGHT_CHARACTER if unit in _QUESTION_CHARACTERS else 1.0)


def _is_light(units: Units) -> bool:
    return "".join(units) in QUESTION_WORDS or all(unit in QUESTION_WORDS for unit in units)
