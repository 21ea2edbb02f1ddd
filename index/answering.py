"""Answering: one search under way, step by step, over one state of the index.

    plan → facets and timeline → select and rank, relaxed where the contract says so → page of hits with snippets

`search.py` opens the state and calls the steps in order. Nothing here writes, and nothing waits beyond the deadline.
"""

from __future__ import annotations

import dataclasses
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from index.analysis.script import name_key
from index.analysis.shown_script import show_person, show_text
from index.analysis.wordings import archive_key
from index.engines.criteria import AddedAfter, AnyKeyword, AnyOf, Criterion, RankedQuery
from index.engines.port import Candidate, Counted, Selection, TallyRequest
from index.errors import DeadlineError, UnknownRegionError
from index.facets import Breakdown, DayWindow, FacetCounter, FacetFilter, Selected, show_known
from index.matching import Matcher
from index.model import (
    Article,
    Entity,
    Hit,
    MatchKind,
    Notice,
    Region,
    Script,
    SearchRequest,
    ShownScript,
    Snippet,
    Sort,
)
from index.opened import Opened
from index.planning import MostWords, Needle, Plan, Planner, Relaxation, day_range, several_regions
from index.query.ast import ParsedQuery
from index.query.notices import RELAXED_ALL_WORDS, SWAPPED_DATES, relaxed_most_words
from index.ranking import RERANKED
from index.regions import Gazetteer
from index.reranking import TYPED_WITHIN, Ranked, plain_score, rank_by_needles, rank_by_relaxation, rerank
from index.schema import FacetName, spelling_value
from index.snippets import ShownTexts, show_texts
from index.store.port import StoreReader

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
        self._counted: Counted = "articles" if request.all_copies else "stories"
        self._filters: list[Criterion] = []
        self._facet_filters: list[FacetFilter] = []
        self._notices: list[Notice] = []
        self._read_parameters()

    def _read_parameters(self) -> None:
        request = self._request
        first, last = request.first_date, request.last_date
        if first is not None and last is not None and first.first_day() > last.last_day():
            # As `date:2025-12..2025-01` is read.
            request = self._request = dataclasses.replace(request, first_date=last, last_date=first)
            self._notices.append(SWAPPED_DATES)
        if request.first_date is not None or request.last_date is not None:
            self._filters.append(day_range(request.first_date, request.last_date))
        if request.added_after:
            self._filters.append(AddedAfter(ordinal=request.added_after))
        if request.regions:
            codes = tuple(code for name in request.regions for code in self._codes(name))
            self._facet_filters.append(
                FacetFilter(field="region", criterion=AnyKeyword(field="region", values=codes))
            )
        named: tuple[tuple[FacetName, tuple[str, ...]], ...] = (
            ("source", request.sources),
            ("person", request.persons),
            ("organisation", request.organisations),
            ("place", request.places),
            ("term", request.terms),
        )
        for field, names in named:
            if names:
                self._facet_filters.append(FacetFilter(field=field, criterion=self._carrying(field, names)))
        if request.entities:
            kinds: tuple[FacetName, ...] = ("person", "organisation", "place", "term")
            self._filters.append(
                AnyOf(children=tuple(self._carrying(kind, request.entities) for kind in kinds))
            )

    def _carrying(self, field: FacetName, names: Sequence[str]) -> Criterion:
        """Articles that bear one of *names*: as the archive calls it, or where it calls nothing so, as an article writes it.

        What a facet counts is chosen by the archive's names, so its counts stay those of a click.
        """
        named = (name_key(name) for name in names)
        keys = tuple(dict.fromkeys(archive_key(key) if field == "term" else key for key in named))
        exact = AnyKeyword(field=field, values=keys)
        reader = self._opened.reader
        unknown = [key for key in keys if not reader.count(AnyKeyword(field=field, values=(key,)))]
        if field == "source" or not unknown:
            return exact
        spelled = tuple(spelling_value(field, key) for key in unknown)
        return AnyOf(children=(exact, AnyKeyword(field="spelling", values=spelled)))

    def _codes(self, name: str) -> tuple[str, ...]:
        divisions = self._gazetteer.resolve(name)
        if not divisions:
            raise UnknownRegionError(name)
        if len(divisions) > 1:
            self._notices.append(several_regions(name, self._gazetteer))
        return tuple(division.code for division in divisions)

    def _selected(self, criterion: Criterion) -> Selected:
        return Selected(
            criterion=criterion, filters=tuple(self._filters), facet_filters=tuple(self._facet_filters)
        )

    def answer(self, parsed: ParsedQuery) -> Answered:
        """Select and order: as written, and where that finds nothing in the whole archive, relaxed (contract)."""
        plan = self._planner.plan(parsed.tree)
        self._notices += plan.notices
        rank = partial(rank_by_needles, plan.needles, self._opened)
        answered = self._answered(plan.query, plan.needles, rank if plan.scores else None)
        if answered.total == 0 and (relaxed := self._relaxed(parsed, plan)) is not None:
            return relaxed
        return answered

    def _answered(
        self, query: RankedQuery, needles: tuple[Needle, ...], rank: Callable[[], Ranked] | None
    ) -> Answered:
        """What *query* selects, in the order of *rank*, or newest first."""
        selected = self._selected(query.criterion)
        beside = self._counts(selected)
        candidates: Sequence[Candidate] = ()
        if self._request.sort is Sort.DATE or rank is None:
            selection = self._opened.reader.newest(selected.without(None), self._until, self._counted)
            candidates = selection.candidates
        else:
            selection = self._best(query, selected, beside)
            if selection.candidates:
                deeper = partial(self._deeper, query, selected)
                candidates = rerank(selection, rank(), self._opened, self._until, deeper)
        ordered = self._by_id(candidates)
        self._check_deadline()
        return Answered(
            selected=selected,
            total=selection.total,
            candidates=ordered,
            match="exact",
            needles=needles,
            notices=tuple(self._notices),
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
        selected = self._selected(criterion).without(None)
        return self._opened.reader.tally(TallyRequest(criterion=selected, counted=self._counted)).total

    def _relaxed(self, parsed: ParsedQuery, plan: Plan) -> Answered | None:
        """The answer of the looser reading that the contract asks for, or None where the query stays as it is."""
        loosened = self._loosen(parsed, plan)
        if loosened is None:
            return None
        relaxation = loosened.relaxation
        rank = partial(rank_by_relaxation, relaxation, self._opened)
        return dataclasses.replace(
            self._answered(loosened.query, relaxation.needles, rank),
            match=loosened.match,
            notices=(*self._notices, loosened.notice),
        )

    def _loosen(self, parsed: ParsedQuery, plan: Plan) -> _Loosened | None:
        """The looser reading, or None where the query stays as it is, since that finds nothing in the whole archive either."""
        reader = self._opened.reader
        is_filtered = self._filters or self._facet_filters
        if not parsed.plain or (is_filtered and reader.count(plan.query.criterion)):
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
        if self._request.with_facets and not self._filters and not self._facet_filters:
            return reader.tally(TallyRequest(criterion=criterion)).total
        return reader.count(criterion)

    def _best(self, query: RankedQuery, selected: Selected, beside: Breakdown | None) -> Selection:
        if beside is not None and beside.total <= RERANKED:
            # All of them are scored anew, whatever the engine thinks of them: it need not look for them again.
            return self._opened.reader.newest(selected.without(None), RERANKED, self._counted)
        ranked = dataclasses.replace(query, filters=selected.all_filters())
        return self._opened.reader.best(ranked, max(RERANKED, self._until), self._counted)

    def _deeper(self, query: RankedQuery, selected: Selected) -> Sequence[Candidate]:
        """The engine's first candidates, as far as pages reach."""
        ranked = dataclasses.replace(query, filters=selected.all_filters())
        limit = max(TYPED_WITHIN, self._until)
        return self._opened.reader.best(ranked, limit, self._counted).candidates

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
        stored = {one.ordinal: one for one in self._opened.store.summaries([one.ordinal for one in page])}
        found = [(stored[one.ordinal], one.score) for one in page if one.ordinal in stored]
        sizes = self._opened.store.story_sizes([one.story for one, _ in found])
        texts = show_texts(
            [one.article.title for one, _ in found],
            [one.article.body for one, _ in found],
            Matcher(answered.needles),
        )
        persons = self._persons([one.article for one, _ in found])
        hits = tuple(
            self._hit(
                one.article, score, size - 1, shown_texts(text, one.article, self._request.script, names)
            )
            for (one, score), size, text, names in zip(found, sizes, texts, persons, strict=True)
        )
        self._check_deadline()
        return hits

    def _persons(self, articles: Sequence[Article]) -> list[Mapping[str, str]]:
        """How the persons that each of *articles* names are shown, where its text is to be converted."""
        script = self._request.script
        converted = [one.id for one in articles if script not in ("original", one.script)]
        listings = self._opened.store.listings(converted) if converted else ()
        store = self._opened.store
        persons = {one.id: show_persons(one.entities, store, script) for one in listings}
        return [persons.get(article.id, {}) for article in articles]

    def _hit(self, article: Article, score: float, copies: int, texts: ShownTexts) -> Hit:
        script = self._request.script
        return Hit(
            id=article.id,
            url=article.url,
            title=texts.title,
            snippets=texts.snippets,
            published=article.published,
            published_origin=article.published_origin,
            event_date=article.event_date,
            dated_by=article.dated_by(),
            source=article.source,
            regions=regions_of(article, self._gazetteer, script),
            script=article.script,
            copies=copies,
            score=plain_score(score),
        )

    def _counts(self, selected: Selected) -> Breakdown | None:
        """Facets and timeline of everything *selected*, where they are asked for.

        Counted before anything is ranked: what was selected for them need not be looked for again.
        """
        if not self._request.with_facets:
            return None
        counter = FacetCounter(self._opened.reader, self._opened.store, self._gazetteer, self._counted)
        window = day_range(self._request.first_date, self._request.last_date)
        days = DayWindow(first=window.first, last=window.last)
        breakdown = counter.count(selected, self._request.script, days)
        self._check_deadline()
        return breakdown

    def _check_deadline(self) -> None:
        if time.perf_counter() > self._deadline:
            raise DeadlineError(f"no answer within {DEADLINE_SECONDS:.0f} s: ask for less, or try again")


def show_persons(entities: Sequence[Entity], store: StoreReader, script: ShownScript) -> Mapping[str, str]:
    """How each person among *entities*, as the article spells them, is shown: as articles of the reader's script write them.

    A name that is only part of the canonical one, or that no article of that script holds, goes character by character.
    """
    if script == "original":
        return {}
    persons = [entity for entity in entities if entity.kind == "person"]
    known = show_known(store, "person", [entity.canonical for entity in persons], script)
    return {
        entity.name: name
        if len(name) == len(entity.name) and name_key(name) == name_key(entity.name)
        else show_person(entity.name, script)
        for entity, name in zip(persons, known, strict=True)
    }


def shown(snippet: Snippet, script: ShownScript, written: Script, persons: Mapping[str, str]) -> Snippet:
    """A piece of an article *written* so in the script asked for; its ranges stay, since conversion keeps the length.

    *persons* are its persons and how each is shown.
    """
    if script in ("original", written):
        return snippet
    return dataclasses.replace(snippet, text=show_text(snippet.text, script, written, persons))


def shown_texts(
    texts: ShownTexts, article: Article, script: ShownScript, persons: Mapping[str, str]
) -> ShownTexts:
    """Title and snippets of *article*, whose *persons* are shown so, in the script asked for."""
    return ShownTexts(
        title=shown(texts.title, script, article.script, persons),
        snippets=tuple([shown(snippet, script, article.script, persons) for snippet in texts.snippets]),
    )


def regions_of(article: Article, gazetteer: Gazetteer, script: ShownScript) -> tuple[Region, ...]:
    """The regions of *article* with their full names."""
    return tuple(Region(code=code, name=gazetteer.name(code, script)) for code in article.regions)
