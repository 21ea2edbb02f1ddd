"""Explaining a search: the way in.

    request → the same answer as a search's → clauses (clauses.py), filters → for one article: verdicts, reasons, place, score

Which reading was used (as written, all words, most words) is told by the criterion that the search selected by, and the weights are
those that it ranked by; nothing is decided here a second time.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.answering import Answered, Answering
from index.engines.criteria import AddedAfter, AllArticles, Criterion, DayRange, RankedQuery, UnitRun
from index.explaining.clauses import ClauseReader, days_of, named_regions
from index.explaining.model import ExplainedArticle, Explanation, Filter, Reason
from index.explaining.particulars import dates_of, names_of, regions_of_article
from index.explaining.ranks import Place, find_place, notes_on, ranked_by, score_of, story_found
from index.explaining.reasons import reasons_of
from index.explaining.signs import read_signs, same_signs
from index.explaining.subject import Subject
from index.model import SearchRequest, Sort
from index.opened import Opened
from index.planning import Needle, Planner, Relaxation
from index.query.ast import ParsedQuery
from index.query.parser import parse_query
from index.query.render import render_query
from index.ranking_terms import LONG_RUN_UNITS, Units
from index.regions import Gazetteer
from index.reranking import Ranked, rank_by_needles, rank_by_relaxation

_PAIR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """The reading of a query that was used: what the engine was asked, and what ranks; *relaxed* has the words it asks for."""

    query: RankedQuery
    ranked: Ranked | None
    frequencies: Mapping[str, int]
    relaxed: tuple[Needle, ...] | None = None


def explain(
    request: SearchRequest, opened: Opened, gazetteer: Gazetteer, article_id: str | None
) -> Explanation:
    """How *request* is understood over one state of the index, and, where an id is given, what that means for the article.

    Page and size do not matter. Raises as a search does, and NotFoundError, GoneError.
    """
    subject = None if article_id is None else _subject(article_id, opened)
    parsed = parse_query(request.query)
    explaining = _Explaining(
        request=request, parsed=parsed, opened=opened, gazetteer=gazetteer, subject=subject
    )
    answered = explaining.answer(1)
    reading = explaining.reading(answered)
    planner = Planner(opened.analyzer, gazetteer)
    clauses = ClauseReader(opened=opened, gazetteer=gazetteer, planner=planner, subject=subject)
    query = clauses.read(parsed.tree)
    relaxed = None if reading.relaxed is None else clauses.read_relaxed(reading.query, reading.relaxed)
    filters = tuple(explaining.filters(answered))
    return Explanation(
        text=request.query,
        interpreted=render_query(parsed.tree),
        signs=read_signs(request.query),
        same_signs=same_signs(request.query),
        notices=(*parsed.notices, *answered.notices),
        match=answered.match,
        query=query,
        relaxed=relaxed,
        filters=filters,
        ranked_by=() if reading.ranked is None else ranked_by(reading.ranked.terms, reading.frequencies),
        total=answered.total,
        archive=opened.reader.count(AllArticles()),
        engine=opened.generation.fingerprint.engine,
        article=None
        if subject is None
        else explaining.article(subject, answered, reading, reasons_of(relaxed or query, filters)),
    )


def _subject(article_id: str, opened: Opened) -> Subject:
    stored = opened.store.article(article_id)
    return Subject(
        article=stored.article,
        ordinal=stored.ordinal,
        versions=opened.store.versions(article_id)[:-1],
        reader=opened.reader,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Explaining:
    """One explanation under way, over one state of the index."""

    request: SearchRequest
    parsed: ParsedQuery
    opened: Opened
    gazetteer: Gazetteer
    subject: Subject | None

    def answer(self, size: int) -> Answered:
        """What a search for the first *size* results answers."""
        request = replace(self.request, page=1, size=size)
        return Answering(request, self.opened, self.gazetteer, time.perf_counter()).answer(self.parsed)

    def reading(self, answered: Answered) -> _Reading:
        """The reading whose criterion *answered* selected by."""
        planner = Planner(self.opened.analyzer, self.gazetteer)
        is_by_date = self.request.sort is Sort.DATE
        if answered.match == "exact":
            plan = planner.plan(self.parsed.tree)
            scores = plan.scores and not is_by_date
            runs = {
                needle.spellings[0]: (needle.spellings[0],)
                for needle in plan.needles
                if needle.scopes != ("source",)
            }
            return _Reading(
                query=plan.query,
                ranked=rank_by_needles(plan.needles, self.opened) if scores else None,
                frequencies=self._frequencies(runs),
            )
        relaxation = planner.relax(self.parsed)
        assert relaxation is not None, "what was relaxed once is relaxed again"
        queries = (relaxation.all_words, *(words.query for words in relaxation.readings))
        return _Reading(
            query=next(query for query in queries if query.criterion == answered.selected.criterion),
            ranked=None if is_by_date else rank_by_relaxation(relaxation, self.opened),
            frequencies=self._frequencies(_relaxed_runs(relaxation)),
            relaxed=relaxation.needles,
        )

    def _frequencies(self, runs: Mapping[Units, Sequence[Units]]) -> dict[str, int]:
        """The document frequency by which each run is weighed: the least of its parts'."""
        frequency = self.opened.reader.frequency
        return {
            "".join(run): min(frequency(UnitRun(units=part)) for part in parts) for run, parts in runs.items()
        }

    def filters(self, answered: Answered) -> Iterator[Filter]:
        """The parameters in force, as the search resolved them."""
        request = self.request
        for criterion in answered.selected.filters:
            match criterion:
                case DayRange():
                    dates = (request.first_date, request.last_date)
                    asked = tuple("…" if date is None else date.iso() for date in dates)
                    yield replace(
                        self._filter("from, to", asked, criterion),
                        days=days_of(criterion),
                        has=() if self.subject is None else dates_of(self.subject.article),
                    )
                case AddedAfter():
                    yield self._filter("added_after", (str(request.added_after),), criterion)
                case _:
                    yield self._names("entity", request.entities, criterion)
        asked_of = {
            "source": request.sources,
            "person": request.persons,
            "organisation": request.organisations,
            "place": request.places,
            "term": request.terms,
        }
        for chosen in answered.selected.facet_filters:
            if chosen.field == "region":
                yield self._regions(chosen.criterion)
            else:
                yield self._names(chosen.field, asked_of[chosen.field], chosen.criterion)

    def _filter(self, parameter: str, asked: tuple[str, ...], criterion: Criterion) -> Filter:
        return Filter(
            parameter=parameter,
            asked=asked,
            articles=self.opened.reader.count(criterion),
            is_met=None if self.subject is None else self.subject.meets(criterion),
        )

    def _names(self, parameter: str, asked: tuple[str, ...], criterion: Criterion) -> Filter:
        has = () if self.subject is None else names_of(self.subject.article, parameter)
        return replace(self._filter(parameter, asked, criterion), has=has)

    def _regions(self, criterion: Criterion) -> Filter:
        asked = self.request.regions
        return replace(
            self._filter("region", asked, criterion),
            regions=tuple(region for name in asked for region in named_regions(name, self.gazetteer)),
            has=() if self.subject is None else regions_of_article(self.subject.article, self.gazetteer),
        )

    def article(
        self, subject: Subject, answered: Answered, reading: _Reading, fails: tuple[Reason, ...]
    ) -> ExplainedArticle:
        """Whether the search finds *subject*, where it stands, and by which figures; *fails* are the reasons where it does not."""
        article = subject.article
        explained = ExplainedArticle(
            id=article.id,
            title=article.title,
            source=article.source,
            date=next(iter(dates_of(article)), None),
            is_found=subject.meets(answered.selected.without(None)),
            reasons=fails,
        )
        if not subject.is_indexed():
            message = "it is stored, but not in the index yet: zhengwen check says why"
            return replace(explained, reasons=(Reason(code="not-indexed", message=message),))
        place = self._place(subject, answered.total)
        if place is None:
            return explained
        (shown_id,) = self.opened.store.ids([place.ordinal])
        shown_by = None if place.ordinal == subject.ordinal else shown_id
        if not explained.is_found:
            return replace(explained, reasons=(*fails, story_found(place, shown_id)), shown_by=shown_by)
        return replace(
            explained,
            reasons=notes_on(place, shown_by),
            rank=place.rank,
            shown_by=shown_by,
            score=score_of(subject, reading.query, reading.ranked, self.opened, place)
            if reading.ranked
            else None,
        )

    def _place(self, subject: Subject, total: int) -> Place | None:
        """Where the result of *total* hits shows *subject* or, where stories are shown, another article of its story."""
        ordinals = [subject.ordinal]
        store = self.opened.store
        if not self.request.all_copies:
            ordinals += [store.article(copy.id).ordinal for copy in store.copies(subject.article.id)]
        return find_place(self.answer(total), ordinals) if total else None


def _relaxed_runs(relaxation: Relaxation) -> dict[Units, Sequence[Units]]:
    """The runs that a relaxed query is ranked by, each with the parts whose rarest weighs it (`ranking_terms.py`)."""
    runs = list(relaxation.words)
    for piece in relaxation.pieces:
        for length in (1, _PAIR, LONG_RUN_UNITS):
            runs += [piece[start : start + length] for start in range(len(piece) - length + 1)]
    return {run: (run,) if len(run) <= _PAIR else tuple(itertools.pairwise(run)) for run in runs}
