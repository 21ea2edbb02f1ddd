"""Explaining a search: the way in.

    request → the same answer as a search's → clauses (clauses.py), filters (filters.py)
            → for one article: verdicts, reasons (reasons.py), place and score (ranks.py)

Which reading was used (as written, all words, most words) is told by the criterion that the search selected by, and the weights are
those that it ranked by; nothing is decided here a second time.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.answering.answer import Answered, Answering
from index.answering.date_notices import date_notices
from index.archive.opened import Opened
from index.engines.criteria import AllArticles, RankedQuery, UnitRun
from index.explaining.clauses import ClauseReader
from index.explaining.filters import FilterReader
from index.explaining.model import ExplainedArticle, Explanation, Reason
from index.explaining.particulars import dates_of
from index.explaining.probe import ArticleProbe
from index.explaining.ranks import Place, find_place, notes_on, ranked_by, score_of, story_found
from index.explaining.reasons import reasons_of
from index.explaining.signs import read_signs, same_signs, searched_text
from index.model import SearchRequest, Sort
from index.planning.plan import Needle, Relaxation
from index.planning.planner import Planner
from index.query.ast import ParsedQuery
from index.query.parser import parse_query
from index.query.render import render_query
from index.ranking.reranking import Ranked, rank_by_needles, rank_by_relaxation
from index.ranking.terms import LONG_RUN_UNITS, Units
from index.regions.gazetteer import Gazetteer

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
    probe = None if article_id is None else _probe_of(article_id, opened)
    parsed = parse_query(request.query)
    explaining = _Explaining(request=request, parsed=parsed, opened=opened, gazetteer=gazetteer, probe=probe)
    answered = explaining.answer(1)
    reading = explaining.reading(answered)
    planner = Planner(opened.analyzer, gazetteer)
    clauses = ClauseReader(opened=opened, gazetteer=gazetteer, planner=planner, probe=probe)
    query = clauses.read(parsed.tree)
    searched = searched_text(parsed.tree)
    relaxed = None if reading.relaxed is None else clauses.read_relaxed(reading.query, reading.relaxed)
    filters = FilterReader(request=request, opened=opened, gazetteer=gazetteer, probe=probe).read(answered)
    return Explanation(
        text=request.query,
        interpreted=render_query(parsed.tree),
        signs=read_signs(request.query, searched),
        same_signs=same_signs(searched),
        notices=(
            *parsed.notices,
            *answered.notices,
            # A search shows a timeline unless it is told not to: what is said of that is said here too.
            *date_notices(
                replace(request, with_facets=True), answered.selected, answered.needles, opened.reader
            ),
        ),
        match=answered.match,
        query=query,
        relaxed=relaxed,
        filters=filters,
        ranked_by=() if reading.ranked is None else ranked_by(reading.ranked.terms, reading.frequencies),
        total=answered.total,
        archive=opened.reader.count(AllArticles()),
        engine=opened.generation.fingerprint.engine,
        article=None
        if probe is None
        else explaining.article(probe, answered, reading, reasons_of(relaxed or query, filters)),
    )


def _probe_of(article_id: str, opened: Opened) -> ArticleProbe:
    stored = opened.store.article(article_id)
    return ArticleProbe(
        article=stored.article,
        ordinal=stored.ordinal,
        story=stored.story,
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
    probe: ArticleProbe | None

    def answer(self, size: int) -> Answered:
        """What a search for the first *size* results answers; its facets, which change no order, are not counted."""
        request = replace(self.request, page=1, size=size, with_facets=False)
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
                ranked=rank_by_needles(plan.needles, self.opened.reader) if scores else None,
                frequencies=self._frequencies(runs),
            )
        relaxation = planner.relax(self.parsed)
        assert relaxation is not None, "what was relaxed once is relaxed again"
        queries = (relaxation.all_words, *(words.query for words in relaxation.readings))
        return _Reading(
            query=next(query for query in queries if query.criterion == answered.selected.criterion),
            ranked=None if is_by_date else rank_by_relaxation(relaxation, self.opened.reader),
            frequencies=self._frequencies(_relaxed_runs(relaxation)),
            relaxed=relaxation.needles,
        )

    def _frequencies(self, runs: Mapping[Units, Sequence[Units]]) -> dict[str, int]:
        """The document frequency by which each run is weighed: the least of its parts'."""
        frequency = self.opened.reader.frequency
        return {
            "".join(run): min(frequency(UnitRun(units=part)) for part in parts) for run, parts in runs.items()
        }

    def article(
        self, probe: ArticleProbe, answered: Answered, reading: _Reading, fails: tuple[Reason, ...]
    ) -> ExplainedArticle:
        """Whether the search finds *probe*, where it stands, and by which figures; *fails* are the reasons where it does not."""
        article = probe.article
        explained = ExplainedArticle(
            id=article.id,
            title=article.title,
            source=article.source,
            date=next(iter(dates_of(article)), None),
            is_found=probe.meets(answered.selected.without(None)),
            reasons=fails,
        )
        if not probe.is_indexed():
            message = "it is stored, but not in the index yet: zhengwen check says why"
            return replace(explained, reasons=(Reason(code="not-indexed", message=message),))
        place = self._place(probe, answered.total)
        if place is None:
            return explained
        (shown_id,) = self.opened.store.ids([place.ordinal])
        shown_by = None if place.ordinal == probe.ordinal else shown_id
        if not explained.is_found:
            return replace(explained, reasons=(*fails, story_found(place, shown_id)), shown_by=shown_by)
        return replace(
            explained,
            reasons=notes_on(place, shown_by),
            rank=place.rank,
            shown_by=shown_by,
            score=score_of(probe, reading.query, reading.ranked, self.opened, place)
            if reading.ranked
            else None,
        )

    def _place(self, probe: ArticleProbe, total: int) -> Place | None:
        """Where the result of *total* hits shows *probe* or, where stories are shown, another article of its story."""
        if not total:
            return None
        copies = () if self.request.all_copies else self.opened.store.story_ordinals(probe.story)
        return find_place(self.answer(total), frozenset((probe.ordinal, *copies)))


def _relaxed_runs(relaxation: Relaxation) -> dict[Units, Sequence[Units]]:
    """The runs that a relaxed query is ranked by, each with the parts whose rarest weighs it (`ranking/terms.py`)."""
    runs = list(relaxation.words)
    for piece in relaxation.pieces:
        for length in (1, _PAIR, LONG_RUN_UNITS):
            runs += [piece[start : start + length] for start in range(len(piece) - length + 1)]
    return {run: (run,) if len(run) <= _PAIR else tuple(itertools.pairwise(run)) for run in runs}
