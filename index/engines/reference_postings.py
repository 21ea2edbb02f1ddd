"""What the reference engine searches: words by posting, runs by looking at every article, BM25 written out.

It must not share code of matching or scoring with another engine, since it judges them. `reference_engine.py` combines
these answers.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from index.analysis.ngrams import cover
from index.analysis.units import BREAK, LATIN_END, is_letters
from index.schema import WEIGHTS, FieldKind, IndexDocument, TextScope, fields_of

K1, B = 1.2, 0.75
"""Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), 3.4; tantivy's constants too."""

Scores: TypeAlias = dict[int, float]
"""Scores by ordinal; what is not there is not selected."""
Frequencies: TypeAlias = dict[int, int]
"""How often something stands in an article, by ordinal; never 0."""

_WORD_FIELDS = fields_of(FieldKind.WORDS)
_BIGRAM_FIELDS = fields_of(FieldKind.BIGRAMS)
_GAP = " "  # in no unit


class Postings:
    """Everything searchable of one committed state; nothing changes after construction but the memory of runs."""

    def __init__(self, documents: dict[int, IndexDocument]) -> None:
        """Build from *documents* by ordinal, which the caller leaves alone from then on."""
        self.documents = documents
        self._words: dict[str, dict[str, Frequencies]] = {name: defaultdict(dict) for name in _WORD_FIELDS}
        self._texts: dict[str, dict[int, str]] = {name: {} for name in _BIGRAM_FIELDS}
        for n, document in documents.items():
            for name in _WORD_FIELDS:
                for word, count in Counter(getattr(document, name).split()).items():
                    self._words[name][word][n] = count
            for name in _BIGRAM_FIELDS:
                self._texts[name][n] = _joined(_units(getattr(document, name).split()))
        self._lengths = {
            name: {n: len(getattr(document, name).split()) for n, document in documents.items()}
            for name in (*_WORD_FIELDS, *_BIGRAM_FIELDS)
        }
        self._averages = {
            name: sum(found.values()) / max(len(found), 1) for name, found in self._lengths.items()
        }
        self._runs: dict[tuple[str, tuple[str, ...]], Frequencies] = {}

    def word_scores(self, scope: TextScope, word: str) -> Scores:
        """BM25 of *word* in one scope."""
        field = f"{scope}_words"
        found = self._words[field].get(word, {})
        return self._bm25(field, found, self._idf(found))

    def run_scores(self, scope: TextScope, units: Sequence[str]) -> Scores:
        """BM25 of a run: of one unit as of a word; of more with the rarities of the pairs that cover it added up."""
        if len(units) == 1:
            return self.word_scores(scope, units[0])
        rarity = sum(self._idf(self._run(scope, pair)) for pair in _pairs(units))
        return self._bm25(f"{scope}_bigrams", self._run(scope, units), rarity)

    def prefix_scores(self, scope: TextScope, prefix: str) -> Scores:
        """The field's weight wherever a unit of letters begins with *prefix*."""
        weight = WEIGHTS[f"{scope}_words"]
        texts = self._texts[f"{scope}_bigrams"].items()
        return {n: weight for n, text in texts if _GAP + prefix in text and _begins(text.split(_GAP), prefix)}

    def frequency(self, scopes: Sequence[TextScope], units: Sequence[str]) -> int:
        """In how many articles *units* stand in one of *scopes*; of three and more the least of the pairs' frequencies."""
        if len(units) == 1:
            return len(added(self._words[f"{scope}_words"].get(units[0], {}) for scope in scopes))
        return min(len(added(self._run(scope, pair) for scope in scopes)) for pair in _pairs(units))

    def _run(self, scope: TextScope, units: Sequence[str]) -> Frequencies:
        """Where *units* stand side by side, by looking at every article."""
        field = f"{scope}_bigrams"
        key = (field, tuple(units))
        if key not in self._runs:
            sought = _joined(units)
            texts = self._texts[field].items()
            self._runs[key] = {n: _occurrences(text, sought) for n, text in texts if sought in text}
        return self._runs[key]

    def _idf(self, found: Frequencies) -> float:
        """Inverse document frequency, never negative: `ln(1 + (N - n + 0.5) / (n + 0.5))`, as in Lucene and tantivy."""
        return math.log(1 + (len(self.documents) - len(found) + 0.5) / (len(found) + 0.5))

    def _bm25(self, field: str, found: Frequencies, rarity: float) -> Scores:
        """`weight · idf · tf · (k1 + 1) / (tf + k1 · (1 - b + b · length / average))` for each article in *found*."""
        lengths, average = self._lengths[field], self._averages[field]
        factor = WEIGHTS[field] * rarity * (K1 + 1)
        return {n: factor * tf / (tf + K1 * (1 - B + B * lengths[n] / average)) for n, tf in found.items()}


def added(parts: Iterable[dict[int, float]] | Iterable[dict[int, int]]) -> Scores:
    """The union of *parts*, values added up."""
    total: Scores = {}
    for part in parts:
        for n, value in part.items():
            total[n] = total.get(n, 0.0) + value
    return total


def _pairs(units: Sequence[str]) -> list[Sequence[str]]:
    return [units[placed.offset : placed.offset + 2] for placed in cover(units)]


def _units(bigrams: Sequence[str]) -> list[str]:
    """The units that *bigrams* were made of: the last is paired with a break, and each one names the next."""
    units: list[str] = []
    following = BREAK
    for bigram in reversed(bigrams):
        following = bigram.removesuffix(following)
        units.append(following.removesuffix(LATIN_END))
    return units[::-1]


def _joined(units: Sequence[str]) -> str:
    return _GAP + _GAP.join(units) + _GAP


def _occurrences(text: str, sought: str) -> int:
    count, place = 0, text.find(sought)
    while place >= 0:
        count, place = count + 1, text.find(sought, place + 1)
    return count


def _begins(units: Sequence[str], prefix: str) -> bool:
    return any(unit.startswith(prefix) and is_letters(unit) for unit in units)
