"""Answering: one search under way, step by step, over one state of the index.

    plan → facets and timeline → select and rank, relaxed where the contract says so → page of hits with snippets

`search.py` opens the state and calls the steps in order. Nothing here writes, and nothing waits beyond the deadline.
"""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from index.archive.opened import Opened
from index.counting.facets import Breakdown, FacetCounter
from index.engines.criteria import Criterion, RankedQuery
from index.engines.port import Candidate, Counted, Selection, TallyRequest
from index.errors import DeadlineError
from index.model import Hit, MatchKind, Notice, SearchRequest, Sort
from index.planning.filters import read_filters
from index.planning.plan import MostWords, Needle, Plan, Relaxation
from index.planning.planner import Planner
from index.planning.selected import Selected
from index.query.ast import ParsedQuery
from index.query.notices import RELAXED_ALL_WORDS, relaxed_most_words
from index.ranking.reranking import (
    RERANKED,
    TYPED_WITHIN,
    Ranked,
    rank_by_needles,
    rank_by_relaxation,
    rerank,
)
from index.regions.gazetteer import Gazetteer
from index.showing.hits import show_hits

DEADLINE_SECONDS = 10.0
FEW_RESULTS = 10
"""`all-words` gives way to `most-words` below this many (contract)."""
ENOUGH_RESULTS = 10
"""Two words give way to one below this many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the engine and the second stage gave: ordered candidates (at least to the end of the page), the reading, the counts."""

    selected: Selected
    total: int
    candidates: tuple[Candidate, ...]
    match: MatchKind
    needles: tuple[Needle, ...]
    notices: tuple[Notice, ...]
    beside: Breakdown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loosened:
    """The step of a relaxation that is used: all words, or most of them as *words* says."""

    relaxation: Relaxation
    words: MostWords | None = None

    @property
    def query(self) -> RankedQuery:
        """What is asked of the engine."""
        return self.relaxation.all_words if self.words is None else self.words.query

    @property
    def match(self) -> MatchKind:
        """What the answer calls it."""
        return "all-words" if self.words is None else "most-words"

    @property
    def notice(self) -> Notice:
        """What the reader is told of it."""
        return (
            RELAXED_ALL_WORDS
            if self.words is None
            else relaxed_most_words(self.words.minimum, self.words.asked)
        )


class Answering:
    """One search under way: everything it needs, so that its steps read in order."""

    def __init__(self, request: SearchRequest, opened: Opened, gazetteer: Gazetteer, started: float) -> None:
        self._request = request
        self._opened = opened
        self._gazetteer = gazetteer
        self._deadline = started + DEADLINE_SECONDS
        self._planner = Planner(opened.analyzer, gazetteer)
        self._until = request.page * request.size
        self.counted: Counted = "articles" if request.all_copies else "stories"
        """What its hits are, and what its totals count."""
        self._filters = read_filters(request, opened.reader, gazetteer)
        self._notices = self._filters.notices

    def answer(self, parsed: ParsedQuery) -> Answered:
        """Select and order: as written, and where that finds nothing in the whole archive, relaxed (contract)."""
        plan = self._planner.plan(parsed.tree)
        self._notices = (*self._filters.notices, *plan.notices)
        rank = partial(rank_by_needles, plan.needles, self._opened.reader)
        answered = self._answered(plan.query, plan.needles, rank if plan.scores else None)
        if answered.total == 0 and (relaxed := self._relaxed(parsed, plan)) is not None:
            return relaxed
        return answered

    def _answered(
        self, query: RankedQuery, needles: tuple[Needle, ...], rank: Callable[[], Ranked] | None
    ) -> Answered:
        """What *query* selects, in the order of *rank*, or newest first."""
        selected = self._filters.selecting(query.criterion)
        beside = self._counts(selected)
        candidates: Sequence[Candidate] = ()
        if self._request.sort is Sort.DATE or rank is None:
            selection = self._opened.reader.newest(selected.without(None), self._until, self.counted)
            candidates = selection.candidates
        else:
            selection = self._best(query, selected, beside)
            if selection.candidates:
                deeper = partial(self._deeper, query, selected)
                candidates = rerank(selection, rank(), self._opened.texts, self._until, deeper)
        ordered = self._by_id(candidates)
        self._check_deadline()
        return Answered(
            selected=selected,
            total=selection.total,
            candidates=ordered,
            match="exact",
            needles=needles,
            notices=self._notices,
            beside=beside,
        )

    def count(self, parsed: ParsedQuery) -> int:
        """The total of `answer`; nothing is ranked or read."""
        plan = self._planner.plan(parsed.tree)
        total = self._total(plan.query.criterion)
        if total or (loosened := self._loosen(parsed, plan)) is None:
            return total
        return self._total(loosened.query.criterion)

    def _total(self, criterion: Criterion) -> int:
        selected = self._filters.selecting(criterion).without(None)
        return self._opened.reader.tally(TallyRequest(criterion=selected, counted=self.counted)).total

    def _relaxed(self, parsed: ParsedQuery, plan: Plan) -> Answered | None:
        """The answer of the looser reading that the contract asks for, or None where the query stays as it is."""
        loosened = self._loosen(parsed, plan)
        if loosened is None:
            return None
        relaxation = loosened.relaxation
        rank = partial(rank_by_relaxation, relaxation, self._opened.reader)
        return dataclasses.replace(
            self._answered(loosened.query, relaxation.needles, rank),
            match=loosened.match,
            notices=(*self._notices, loosened.notice),
        )

    def _loosen(self, parsed: ParsedQuery, plan: Plan) -> _Loosened | None:
        """The looser reading, or None where the query stays as it is, since that finds nothing in the whole archive either."""
        reader = self._opened.reader
        if not parsed.plain or (not self._filters.is_empty and reader.count(plan.query.criterion)):
            return None
        relaxation = self._planner.relax(parsed)
        if relaxation is None:
            return None
        if self._found(relaxation.all_words.criterion) >= FEW_RESULTS:
            return _Loosened(relaxation=relaxation)
        found = 0
        for words in relaxation.readings:
            found = self._found(words.query.criterion)
            if found >= ENOUGH_RESULTS:
                break
        return _Loosened(relaxation=relaxation, words=words) if found else None

    def _found(self, criterion: Criterion) -> int:
        """How many articles of the whole archive *criterion* finds.

        Where facets come next, the engine is asked as they will ask it: what it selects is then looked for once, not twice.
        """
        reader = self._opened.reader
        if self._request.with_facets and self._filters.is_empty:
            return reader.tally(TallyRequest(criterion=criterion)).total
        return reader.count(criterion)

    def _best(self, query: RankedQuery, selected: Selected, beside: Breakdown | None) -> Selection:
        if beside is not None and beside.total <= RERANKED:
            # All of them are scored anew, whatever the engine thinks of them: it need not look for them again.
            return self._opened.reader.newest(selected.without(None), RERANKED, self.counted)
        ranked = dataclasses.replace(query, filters=selected.all_filters())
        return self._opened.reader.best(ranked, max(RERANKED, self._until), self.counted)

    def _deeper(self, query: RankedQuery, selected: Selected) -> Sequence[Candidate]:
        """The engine's first candidates, as far as pages reach."""
        ranked = dataclasses.replace(query, filters=selected.all_filters())
        limit = max(TYPED_WITHIN, self._until)
        return self._opened.reader.best(ranked, limit, self.counted).candidates

    def _by_id(self, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The candidates as far as this page reaches, what still ties settled by id."""
        ordered: list[Candidate] = []
        for _, group in itertools.groupby(candidates, key=lambda one: (one.score, one.sort_seconds)):
            if len(ordered) >= self._until:
                break
            tied = list(group)
            if len(tied) > 1:
                ids = self._opened.store.ids([one.ordinal for one in tied])
                tied = [one for _, one in sorted(zip(ids, tied, strict=True), key=lambda pair: pair[0])]
            ordered += tied
        return tuple(ordered)

    def hits(self, answered: Answered) -> tuple[Hit, ...]:
        """The hits of the page asked for."""
        return self.hits_of(answered, answered.candidates[self._until - self._request.size : self._until])

    def hits_of(self, answered: Answered, page: Sequence[Candidate]) -> tuple[Hit, ...]:
        """The hits of these candidates, in that order; those that were removed meanwhile are left out."""
        hits = show_hits(page, answered.needles, self._request.script, self._opened, self._gazetteer)
        self._check_deadline()
        return hits

    def _counts(self, selected: Selected) -> Breakdown | None:
        """Facets and timeline of everything *selected*, where they are asked for.

        Counted before anything is ranked: what was selected for them need not be looked for again.
        """
        if not self._request.with_facets:
            return None
        counter = FacetCounter(self._opened.reader, self._opened.store, self._gazetteer, self.counted)
        breakdown = counter.count(selected, self._request.script, self._filters.days)
        self._check_deadline()
        return breakdown

    def _check_deadline(self) -> None:
        if time.perf_counter() > self._deadline:
            raise DeadlineError(f"no answer within {DEADLINE_SECONDS:.0f} s: ask for less, or try again")
