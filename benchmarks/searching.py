"""Searching: `SearchService.search` on a warm archive, class by class, beside SQLite FTS5 and stock Whoosh.

All queries run several times, in passes that alternate between ours and the baseline; a query's time is the median of its
runs, so that what else runs on the machine counts little. Percentiles are over queries. A first pass warms up.
"""

from __future__ import annotations

import dataclasses
import functools
import random
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import ArticleSet
from benchmarks.baselines import WhooshSearch, load_whoosh
from benchmarks.fts import FtsSearch, load_fts
from benchmarks.queries import CLASSES, KINDS, BenchQuery, QueryClass, load_queries
from benchmarks.report import Figure, Part, percentile
from index.generations import DataFolder
from index.model import SearchResult
from index.regions import Gazetteer
from index.search import SearchService

ROUNDS = 3
_P50_GOALS: dict[QueryClass, float] = {"one clause": 3.0, "several clauses": 12.0}
_FACETS_MORE = 5.0
_P99_GOAL = 80.0
_WHOOSH_QUERIES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One query and the median of its times in milliseconds: without facets, with them, and FTS5's (None: not asked).

    *plain_cpu_ms* and *facets_cpu_ms* are processor time: what a machine with nothing else to do would need.
    """

    query: BenchQuery
    plain_ms: float
    facets_ms: float
    plain_cpu_ms: float
    facets_cpu_ms: float
    fts_ms: float | None
    total: int
    match: str

    @property
    def query_class(self) -> QueryClass:
        """The class that it is reported under."""
        return KINDS[self.query.kind].query_class


def measure_searching(articles: ArticleSet, data: Path, *, with_fts: bool = True) -> tuple[Part, ...]:
    """Search the archive in *data*, which is over *articles*."""
    gazetteer = Gazetteer.load()
    service = SearchService(DataFolder(data), gazetteer)
    fts = FtsSearch(load_fts(articles).path, gazetteer) if with_fts else None
    try:
        timed = _time_all(load_queries(articles), service, fts)
    finally:
        service.close()
    parts = [_latencies(articles, timed)]
    if fts is not None:
        parts.append(_beside_fts(timed))
    parts.append(_by_kind(timed))
    return tuple(parts)


def _time_all(
    queries: Sequence[BenchQuery], service: SearchService, fts: FtsSearch | None
) -> tuple[Timed, ...]:
    print(f"searching with {len(queries)} queries, {ROUNDS} rounds …", file=sys.stderr, flush=True)
    order = list(queries)
    random.Random(1).shuffle(order)
    answers = [service.search(query.request) for query in order]
    plain, facets = list[list[_Times]](), list[list[_Times]]()
    others = list[list[float | None]]()
    # Whole passes, as a site answers one search after the other: the baseline in between would empty the processor's caches.
    for _ in range(ROUNDS):
        plain.append([_measure(service, query, with_facets=False) for query in order])
        facets.append([_measure(service, query, with_facets=True) for query in order])
        if fts is not None:
            others.append(
                [
                    fts.seconds(query, relaxed=result.match != "exact")
                    for query, result in zip(order, answers, strict=True)
                ]
            )
    return tuple(
        _timed(
            query,
            result,
            [one[at] for one in plain],
            [one[at] for one in facets],
            [one[at] for one in others],
        )
        for at, (query, result) in enumerate(zip(order, answers, strict=True))
    )


def _timed(
    query: BenchQuery,
    result: SearchResult,
    plain: Sequence[_Times],
    facets: Sequence[_Times],
    others: Sequence[float | None],
) -> Timed:
    asked = [seconds * 1_000 for seconds in others if seconds is not None]
    return Timed(
        query=query,
        plain_ms=statistics.median(one.wall_ms for one in plain),
        facets_ms=statistics.median(one.wall_ms for one in facets),
        plain_cpu_ms=statistics.median(one.cpu_ms for one in plain),
        facets_cpu_ms=statistics.median(one.cpu_ms for one in facets),
        fts_ms=statistics.median(asked) if asked else None,
        total=result.total,
        match=result.match,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """How long one search took."""

    wall_ms: float
    cpu_ms: float


def _measure(service: SearchService, query: BenchQuery, *, with_facets: bool) -> _Times:
    request = dataclasses.replace(query.request, with_facets=with_facets)
    started, cpu_started = time.perf_counter(), time.thread_time()
    service.search(request)
    cpu_ended, ended = time.thread_time(), time.perf_counter()
    return _Times(wall_ms=(ended - started) * 1_000, cpu_ms=(cpu_ended - cpu_started) * 1_000)


def _latencies(articles: ArticleSet, timed: Sequence[Timed]) -> Part:
    figures = []
    for query_class in CLASSES:
        chosen = [one for one in timed if one.query_class == query_class]
        plain, facets = [one.plain_ms for one in chosen], [one.facets_ms for one in chosen]
        goal = _P50_GOALS.get(query_class)
        cpu = functools.partial(_cpu, chosen)
        note = f"{len(chosen)} queries, {sum(one.match == 'exact' for one in chosen)} exact"
        figures += [
            _ms(f"{query_class}: p50", percentile(plain, 0.5), goal, f"{cpu(0.5, False)}; {note}"),
            _ms(f"{query_class}: p95", percentile(plain, 0.95), None, cpu(0.95, False)),
            _ms(
                f"{query_class}: p50 with facets and timeline",
                percentile(facets, 0.5),
                None if goal is None else goal + _FACETS_MORE,
                cpu(0.5, True),
            ),
            _ms(
                f"{query_class}: p95 with facets and timeline",
                percentile(facets, 0.95),
                None,
                cpu(0.95, True),
            ),
        ]
    figures.append(
        _ms("all: p99", percentile([one.plain_ms for one in timed], 0.99), _P99_GOAL, "without facets")
    )
    figures.append(
        _ms(
            "all: p99 with facets and timeline",
            percentile([one.facets_ms for one in timed], 0.99),
            _P99_GOAL,
            _worst(timed),
        )
    )
    return Part(title=f"Search at {articles.count:,}, through the service, warm", figures=tuple(figures))


def _cpu(timed: Sequence[Timed], share: float, with_facets: bool) -> str:
    times = [one.facets_cpu_ms if with_facets else one.plain_cpu_ms for one in timed]
    return f"{percentile(times, share):.1f} ms of CPU"


def _worst(timed: Sequence[Timed]) -> str:
    slowest = max(timed, key=lambda one: one.facets_ms)
    return f"slowest: {slowest.query.text[:24]} ({slowest.total:,} found, {slowest.facets_ms:.0f} ms)"


def _ms(name: str, value: float, goal: float | None, note: str) -> Figure:
    return Figure(name=name, value=value, unit="ms", goal=goal, note=note)


def _beside_fts(timed: Sequence[Timed]) -> Part:
    figures = []
    for name in (*CLASSES, "all"):
        chosen = [one for one in timed if name in (one.query_class, "all") and one.fts_ms is not None]
        ours, theirs = [one.plain_ms for one in chosen], [one.fts_ms or 0.0 for one in chosen]
        for share, label in ((0.5, "p50"), (0.95, "p95")):
            baseline = percentile(theirs, share)
            # A question is judged with all others: FTS5 has no relaxation of its own.
            goal = None if name == "question" else baseline
            figures.append(
                Figure(
                    name=f"{name}: {label}",
                    value=percentile(ours, share),
                    unit="ms",
                    baseline=baseline,
                    goal=goal,
                    note=f"{len(chosen)} queries" if share == 0.5 else "",
                )
            )
    return Part(
        title="Beside SQLite FTS5 with the same terms (ten row numbers by bm25 and the count; no texts, no snippets)",
        figures=tuple(figures),
    )


def _by_kind(timed: Sequence[Timed]) -> Part:
    figures = []
    for kind in KINDS:
        chosen = [one for one in timed if one.query.kind == kind]
        plain = [one.plain_ms for one in chosen]
        facets = percentile([one.facets_ms for one in chosen], 0.5)
        totals = percentile([one.total for one in chosen], 0.5)
        figures.append(
            Figure(
                name=kind,
                value=percentile(plain, 0.5),
                unit="ms",
                note=f"p95 {percentile(plain, 0.95):.1f}; with facets {facets:.1f}; {totals:,.0f} found at the median",
            )
        )
    return Part(title="Search by kind of query: p50 without facets", figures=tuple(figures))


def measure_beside_whoosh(articles: ArticleSet, data: Path, *, whoosh_articles: int) -> Part:
    """Ours on all of *articles* beside stock Whoosh on the first *whoosh_articles* of them; ours gets no allowance."""
    whoosh = WhooshSearch(load_whoosh(articles, whoosh_articles).path)
    service = SearchService(DataFolder(data), Gazetteer.load())
    plain = [one for one in load_queries(articles) if KINDS[one.kind].query_class != "question"]
    queries = [one for one in plain if one.kind not in ("date and region", "one character")]
    chosen = random.Random(2).sample(queries, min(_WHOOSH_QUERIES, len(queries)))
    ours, bare, shown = [], [], []
    for query in chosen:
        _measure(service, query, with_facets=False)
        whoosh.seconds(query.text, with_highlights=False)
        runs = [_measure(service, query, with_facets=False).wall_ms for _ in range(ROUNDS)]
        ours.append(statistics.median(runs))
        bare.append(whoosh.seconds(query.text, with_highlights=False) * 1_000)
        shown.append(whoosh.seconds(query.text, with_highlights=True) * 1_000)
    service.close()
    how = f"baseline in ms, on {whoosh_articles:,} articles, not scaled; {len(chosen)} queries"
    figures = []
    for name, theirs, goal in (
        ("with highlights on both sides", shown, 50),
        ("ids only on its side", bare, None),
    ):
        for label, share in (("p50", 0.5), ("p95", 0.95)):
            figures.append(
                Figure(
                    name=f"{name}, {label}: times faster",
                    value=percentile(theirs, share) / percentile(ours, share),
                    unit="×",
                    baseline=percentile(theirs, share),
                    goal=goal,
                    bound="at least",
                    note=f"ours {percentile(ours, share):.2f} ms; {how}",
                )
            )
    return Part(
        title=f"Beside stock Whoosh + ChineseAnalyzer, ours at {articles.count:,}", figures=tuple(figures)
    )
