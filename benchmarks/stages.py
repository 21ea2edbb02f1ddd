"""Stages: what each step costs by itself, on the way of an article and on the way of a query, and how far each weighs.

Steps run alone, in one process, on the first few hundred articles; a step that contains another one counts its time too. Times
are processor time, which other programs on the machine disturb least. The shares say where work on speed would pay.
"""

from __future__ import annotations

import functools
import itertools
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import ArticleSet
from benchmarks.ingest_stages import measure_ingest_stages
from benchmarks.queries import BenchQuery, load_queries
from benchmarks.report import Figure, Part
from index.analysis.script import has_traditional, simplify, to_simplified
from index.analysis.segment import load_segmenter
from index.analysis.term_arrays import fold_words, unit_terms
from index.analysis.units import canonical_all
from index.archive.folder import DataFolder
from index.archive.generations import load_analyzer
from index.archive.opened import Opened, open_current
from index.counting.facets import MAX_VALUES
from index.engines.port import Selection, TallyRequest
from index.planning.plan import Plan
from index.planning.planner import Planner
from index.query.parser import parse_query
from index.ranking.reranking import RERANKED, rank_by_needles, rerank
from index.regions.gazetteer import Gazetteer
from index.schema import FACET_NAMES
from index.showing.matching import Matcher
from index.showing.snippets import show_texts
from index.store.port import StoredArticle
from indexer.workers import BATCH

_ARTICLES = 400
_REPEATS = 3
_TIMED_KINDS = ("word", "lexicon term", "run of 2 to 6", "title run")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A step with what it runs over; *run* does all of it once."""

    name: str
    run: Callable[[], object]


def measure_stages(articles: ArticleSet, data: Path) -> tuple[Part, ...]:
    """The stages of ingest on *articles*, and those of a search on the archive in *data*."""
    return (
        measure_ingest_stages(articles),
        _analysis_part([one.body for one in articles.articles(_ARTICLES)]),
        _query_part(load_queries(articles), data),
    )


def _best_seconds(run: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(_REPEATS):
        started = time.thread_time()
        run()
        best = min(best, time.thread_time() - started)
    return best


def _analysis_part(bodies: Sequence[str]) -> Part:
    """The steps of analysis over batches as workers get them."""
    analyzer = load_analyzer(())
    segmenter = load_segmenter(analyzer.terms)
    batches = [bodies[start : start + BATCH] for start in range(0, len(bodies), BATCH)]
    lines = ["\n".join(simplify(body).replace("\n", " ") for body in batch) for batch in batches]
    units = [canonical_all(batch) for batch in batches]
    words = [segmenter.joined_words(some) for some in lines]
    steps = [
        _Step(name="analyse, as a whole", run=lambda: [analyzer.analyse_all(batch) for batch in batches]),
        _Step(name="simplify (OpenCC), where traditional", run=lambda: [_simplify(body) for body in bodies]),
        _Step(name="segment (rjieba)", run=lambda: [segmenter.joined_words(some) for some in lines]),
        _Step(name="fold words", run=lambda: [fold_words(some) for some in words]),
        _Step(name="canonical text", run=lambda: [canonical_all(batch) for batch in batches]),
        _Step(name="units and bigrams", run=lambda: [unit_terms(some) for some in units]),
    ]
    megabytes = sum(len(body.encode()) for body in bodies) / 1e6
    return Part(
        title="Analysis of bodies, one process",
        figures=tuple(
            Figure(name=step.name, value=megabytes / _best_seconds(step.run), unit="MB/s") for step in steps
        ),
    )


def _simplify(text: str) -> str:
    # Not `simplify`, which remembers.
    return to_simplified(text) if has_traditional(text) else text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One query with all that its steps start from."""

    text: str
    plan: Plan
    found: Selection
    ordinals: tuple[int, ...]
    hits: tuple[StoredArticle, ...]
    matcher: Matcher


def _cases(queries: Sequence[BenchQuery], opened: Opened, planner: Planner) -> list[_Case]:
    made = []
    for query in queries:
        plan = planner.plan(parse_query(query.text).tree)
        if query.kind not in _TIMED_KINDS or not plan.needles:
            continue
        found = opened.reader.best(plan.query, RERANKED)
        ordinals = tuple(one.ordinal for one in found.candidates[:RERANKED])
        made.append(
            _Case(
                text=query.text,
                plan=plan,
                found=found,
                ordinals=ordinals,
                hits=opened.store.summaries(ordinals[:10]),
                matcher=Matcher(plan.needles),
            )
        )
    return made


def _tally_request(case: _Case, more: int) -> TallyRequest:
    """What facets and timeline ask; another limit each time, since what was counted once is remembered."""
    return TallyRequest(
        criterion=case.plan.query.criterion,
        facets=FACET_NAMES,
        limit=MAX_VALUES + more,
        units=("year", "month"),
    )


def _query_part(queries: Sequence[BenchQuery], data: Path) -> Part:
    """Each step of a search, at the median over the queries of one clause."""
    opened = open_current(DataFolder(data))
    planner = Planner(opened.analyzer, Gazetteer.load())
    reader, store, limits = opened.reader, opened.store, itertools.cycle(range(1_000))
    steps: dict[str, Callable[[_Case], object]] = {
        "parse": lambda case: parse_query(case.text),
        "parse and plan": lambda case: planner.plan(parse_query(case.text).tree),
        "engine: best few hundred and total": lambda case: reader.best(case.plan.query, RERANKED),
        "weigh the terms": lambda case: rank_by_needles(case.plan.needles, reader),
        "folded texts of the candidates": lambda case: opened.texts.read(case.ordinals),
        "second stage, all of it": lambda case: rerank(
            case.found,
            rank_by_needles(case.plan.needles, reader),
            opened.texts,
            10,
            lambda: case.found.candidates,
        ),
        "store: ten hits": lambda case: store.summaries(case.ordinals[:10]),
        "texts of ten hits": lambda case: show_texts(
            [hit.article.title for hit in case.hits], [hit.article.body for hit in case.hits], case.matcher
        ),
        "engine: facets and months": lambda case: reader.tally(_tally_request(case, next(limits))),
    }
    cases = _cases(queries, opened, planner)
    figures = []
    for name, step in steps.items():
        milliseconds = [_best_seconds(functools.partial(step, case)) * 1_000 for case in cases]
        figures.append(
            Figure(
                name=name,
                value=statistics.median(milliseconds),
                unit="ms",
                note=f"mean {statistics.mean(milliseconds):.2f}, at most {max(milliseconds):.1f}",
            )
        )
    opened.close()
    return Part(
        title=f"Stages of a search: medians of {len(cases)} queries of one clause", figures=tuple(figures)
    )
