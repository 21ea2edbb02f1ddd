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
from benchmarks.queries import BenchQuery, load_queries
from benchmarks.report import Figure, Part
from index.analysis.lexicon import load_lexicon
from index.analysis.ngrams import bigrams
from index.analysis.script import detect_script, fold, to_simplified
from index.analysis.segment import load_segmenter
from index.analysis.units import canonical, closed_units
from index.engines.port import Selection, TallyRequest
from index.errors import ItemError
from index.facets import MAX_VALUES
from index.generations import DataFolder
from index.matching import Matcher
from index.model import Article
from index.opened import Opened, open_current
from index.planning import Plan, Planner
from index.query.parser import parse_query
from index.ranking import RERANKED
from index.regions import Gazetteer
from index.reranking import rank_by_needles, rerank
from index.schema import FACET_NAMES
from index.snippets import show_texts
from index.store.port import StoredArticle
from indexer.dating import date_article
from indexer.detect.names import NameDetector
from indexer.detect.regions import RegionDetector
from indexer.detect.terms import TermDetector
from indexer.documents import build_document
from indexer.inputs import InputDefaults, RawRecord
from indexer.pipeline import Pipeline
from indexer.sources.jsonl import parse_jsonl

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
    with articles.path.open("rb") as opened:
        lines = list(itertools.islice(opened, _ARTICLES))
    return (*_article_parts(lines), _query_part(load_queries(articles), data))


def _best_seconds(run: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(_REPEATS):
        started = time.thread_time()
        run()
        best = min(best, time.thread_time() - started)
    return best


def _article_parts(lines: Sequence[bytes]) -> tuple[Part, Part]:
    pipeline = Pipeline()
    defaults = InputDefaults()
    records = [RawRecord(path="", line=n, format="jsonl", content=line) for n, line in enumerate(lines, 1)]
    made = [
        one
        for one in (pipeline.run(record, defaults) for record in records)
        if not isinstance(one, ItemError)
    ]
    articles = [one.article for one in made]
    gazetteer = Gazetteer.load()
    regions, terms = RegionDetector(gazetteer, fold), TermDetector(load_lexicon(), fold, ())
    names = NameDetector(gazetteer, (entry.term for entry in load_lexicon()))
    steps = [
        _Step(name="whole pipeline", run=lambda: [pipeline.run(record, defaults) for record in records]),
        _Step(name="parse JSONL", run=lambda: [parse_jsonl(one, defaults) for one in records]),
        _Step(
            name="detect regions and places",
            run=lambda: [regions.detect(one.title, one.body, one.source or "") for one in articles],
        ),
        _Step(name="detect dates", run=lambda: [date_article(one) for one in articles]),
        _Step(name="detect names", run=lambda: [names.detect(one.title, one.body) for one in articles]),
        _Step(name="detect terms", run=lambda: [terms.detect(one.title, one.body) for one in articles]),
        _Step(
            name="detect script", run=lambda: [detect_script(one.title + "\n" + one.body) for one in articles]
        ),
        _Step(
            name="build the document (analysis included)",
            run=lambda: [build_document(one, pipeline.analyzer, gazetteer) for one in articles],
        ),
    ]
    seconds = {step.name: _best_seconds(step.run) for step in steps}
    whole = seconds["whole pipeline"]
    figures = tuple(_share(name, one / len(made), one / whole) for name, one in seconds.items())
    shares = Part(title=f"Stages of ingest, one process, {len(made)} articles", figures=figures)
    return shares, _analysis_part(articles, pipeline)


def _share(name: str, seconds: float, share: float) -> Figure:
    return Figure(name=name, value=seconds * 1e6, unit="µs per article", note=f"{share:.0%} of the pipeline")


def _analysis_part(articles: Sequence[Article], pipeline: Pipeline) -> Part:
    bodies = [article.body for article in articles]
    folded = [canonical(body) for body in bodies]
    units = [closed_units(text) for text in folded]
    simplified = [to_simplified(body) for body in bodies]
    segmenter = load_segmenter(pipeline.analyzer.terms)
    steps = [
        _Step(name="analyse, as a whole", run=lambda: [pipeline.analyzer.analyse(body) for body in bodies]),
        _Step(name="simplify (OpenCC)", run=lambda: [to_simplified(body) for body in bodies]),
        _Step(name="segment (rjieba)", run=lambda: [segmenter.words(text) for text in simplified]),
        _Step(name="fold", run=lambda: [fold(body) for body in bodies]),
        _Step(name="canonical text", run=lambda: [canonical(body) for body in bodies]),
        _Step(name="cut units", run=lambda: [closed_units(text) for text in folded]),
        _Step(name="join bigrams", run=lambda: [" ".join(bigrams(found)) for found in units]),
    ]
    megabytes = sum(len(body.encode()) for body in bodies) / 1e6
    return Part(
        title="Analysis of bodies, one process",
        figures=tuple(
            Figure(name=step.name, value=megabytes / _best_seconds(step.run), unit="MB/s") for step in steps
        ),
    )


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
        "weigh the terms": lambda case: rank_by_needles(case.plan.needles, opened),
        "folded texts of the candidates": lambda case: opened.texts.read(case.ordinals),
        "second stage, all of it": lambda case: rerank(
            case.found, rank_by_needles(case.plan.needles, opened), opened, 10
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
