"""Criteria over a snapshot's arrays: which articles are selected, and their BM25 scores.

Ranges are masks of two columns and never part of a scored query of Whoosh (ADR 6); runs are the intersection of the
places of the bigrams that cover them, each shifted by its offset. `reader.py` orders and counts what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.analysis.ngrams import cover
from index.engines.criteria import (
    AddedAfter,
    AllArticles,
    AllOf,
    AnyKeyword,
    AnyOf,
    Criterion,
    DayRange,
    NoArticles,
    RankedQuery,
    UnitPrefix,
    UnitRun,
    Without,
)
from index.engines.whoosh_engine.snapshot import PLACE_BITS, Flags, Numbers, Snapshot
from index.schema import WEIGHTS, TextScope

K1, B = 1.2, 0.75
"""As tantivy's fixed ones, so that the first stage of both engines brings up the same articles."""

Scores: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What a criterion selects: *flags* by article, *scores* by article, 0 where not selected; both `(size,)`."""

    flags: Flags
    scores: Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class _Occurrences:
    """Articles, ascending, and how often something stands in each."""

    articles: Numbers
    counts: npt.NDArray[np.int64]


class Selector:
    """Evaluates criteria on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """*snapshot* is read, never closed here."""
        self._snapshot = snapshot

    def ranked(self, query: RankedQuery) -> Selected:
        """What *query* selects, with hints added to the scores of what is selected anyway."""
        selected = self.select(query.criterion)
        flags, scores = selected.flags, selected.scores
        for part in query.filters:
            flags = flags & self.select(part).flags
        for hint in query.hints:
            for scope in hint.scopes:
                scores = scores + hint.weight * self._run(scope, hint.units).scores
        return Selected(flags=flags, scores=np.where(flags, scores, 0.0))

    def select(self, criterion: Criterion) -> Selected:
        """What *criterion* selects and how it scores. Raises DeadlineError."""
        self._snapshot.check_clock()
        match criterion:
            case AllArticles():
                return self._unscored(self._snapshot.live)
            case NoArticles():
                return self._unscored(np.zeros(self._snapshot.size, dtype=np.bool_))
            case UnitRun():
                return self._either([self._run(scope, criterion.units) for scope in criterion.scopes])
            case UnitPrefix():
                return self._either([self._prefix(scope, criterion.prefix) for scope in criterion.scopes])
            case AnyKeyword():
                return self._unscored(self._carrying(criterion.field, criterion.values))
            case DayRange():
                return self._unscored(self._days(criterion))
            case AddedAfter():
                return self._unscored(self._added_after(criterion.ordinal))
            case AllOf():
                return self._at_least(
                    [self.select(child) for child in criterion.children], len(criterion.children)
                )
            case AnyOf():
                return self._at_least([self.select(child) for child in criterion.children], criterion.minimum)
            case Without():
                return self._unscored(self._snapshot.live & ~self.select(criterion.child).flags)

    def frequency(self, run: UnitRun) -> int:
        """See `EngineReader.frequency`."""
        if len(run.units) == 1:
            return self._holding([f"{scope}_words" for scope in run.scopes], run.units[0])
        fields = [f"{scope}_bigrams" for scope in run.scopes]
        return min(self._holding(fields, placed.term) for placed in cover(run.units))

    def _holding(self, fields: Iterable[str], term: str) -> int:
        return len(
            np.unique(np.concatenate([self._snapshot.postings(field, term).articles for field in fields]))
        )

    def _unscored(self, flags: Flags) -> Selected:
        return Selected(flags=flags, scores=np.zeros(self._snapshot.size))

    def _either(self, parts: Sequence[Selected]) -> Selected:
        return self._at_least(parts, 1)

    def _at_least(self, parts: Sequence[Selected], minimum: int) -> Selected:
        met = np.zeros(self._snapshot.size, dtype=np.int64)
        scores = np.zeros(self._snapshot.size)
        for part in parts:
            met += part.flags
            scores += part.scores
        flags = (met >= minimum) & self._snapshot.live
        return Selected(flags=flags, scores=np.where(flags, scores, 0.0))

    def _carrying(self, field: str, values: Sequence[str]) -> Flags:
        flags = np.zeros(self._snapshot.size, dtype=np.bool_)
        for value in values:
            flags[self._snapshot.postings(field, value).articles] = True
        return flags

    def _days(self, days: DayRange) -> Flags:
        first, last = self._snapshot.column("first_day"), self._snapshot.column("last_day")
        overlapping: Flags = (first > 0) & (first <= days.last) & (last >= days.first) & self._snapshot.live
        return overlapping

    def _added_after(self, ordinal: int) -> Flags:
        later: Flags = (self._snapshot.column("ordinal") > ordinal) & self._snapshot.live
        return later

    def _run(self, scope: TextScope, units: Sequence[str]) -> Selected:
        if len(units) == 1:
            return self._word(scope, units[0])
        field = f"{scope}_bigrams"
        terms = cover(units)
        # Offsets begin at 0, so what the shift borrows from the article before never meets the first term.
        shifted = [self._snapshot.postings(field, placed.term).places - placed.offset for placed in terms]
        shifted.sort(key=len)
        places = shifted[0]
        for other in shifted[1:]:
            places = np.intersect1d(places, other, assume_unique=True)
        articles, counts = np.unique(places >> PLACE_BITS, return_counts=True)
        rarity = sum(self._idf(len(self._snapshot.postings(field, placed.term).articles)) for placed in terms)
        return self._bm25(field, _Occurrences(articles=articles, counts=counts), rarity)

    def _word(self, scope: TextScope, word: str) -> Selected:
        field = f"{scope}_words"
        found = self._snapshot.postings(field, word)
        occurrences = _Occurrences(articles=found.articles, counts=found.counts)
        return self._bm25(field, occurrences, self._idf(len(found.articles)))

    def _prefix(self, scope: TextScope, prefix: str) -> Selected:
        field = f"{scope}_words"
        flags = np.zeros(self._snapshot.size, dtype=np.bool_)
        flags[self._snapshot.holding_prefix(field, prefix)] = True
        return Selected(flags=flags, scores=np.where(flags, WEIGHTS[field], 0.0))

    def _idf(self, holding: int) -> float:
        """`ln(1 + (N - n + 0.5) / (n + 0.5))`, as in Lucene and tantivy; Whoosh's own formula differs."""
        return float(np.log(1 + (self._snapshot.live_count - holding + 0.5) / (holding + 0.5)))

    def _bm25(self, field: str, found: _Occurrences, rarity: float) -> Selected:
        """Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), 3.4, times the field's weight."""
        flags = np.zeros(self._snapshot.size, dtype=np.bool_)
        scores = np.zeros(self._snapshot.size)
        if len(found.articles):
            lengths = self._snapshot.lengths(field)
            average = lengths[self._snapshot.live].mean()
            damping = K1 * (1 - B + B * lengths[found.articles] / average)
            flags[found.articles] = True
            scores[found.articles] = (
                WEIGHTS[field] * rarity * (K1 + 1) * found.counts / (found.counts + damping)
            )
        return Selected(flags=flags, scores=scores)
