"""Searching: `SearchService.search` on a warm archive, class by class, beside SQLite FTS5 and stock Whoosh.

All queries run several times, in passes that alternate between ours and the baseline; a query's time is the median of its
runs, so that what else runs on the machine counts little. Percentiles are over queries. Each pass is one of a service that was warmed up with
other queries: an answer that was given before is remembered, and would cost nothing.
"""

from __future__ import annotations

import dataclasses
import functools
import random
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import ArticleSet
from benchmarks.baselines import WhooshSearch, load_whoosh
from benchmarks.fts import FtsSearch, FtsTimes, load_fts
from benchmarks.queries import CLASSES, KINDS, BenchQuery, QueryClass, load_queries
from benchmarks.report import Clock, Figure, Part, Times, percentile
from index.archive.folder import DataFolder
from index.model import SearchResult
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from webapp.serving.heap import freeze_heap

ROUNDS = 3
_P50_GOALS: dict[QueryClass, float] = {"one clause": 3.0, "several clauses": 12.0}
_FACETS_MORE = 5.0
_P99_GOAL = 80.0
_WHOOSH_QUERIES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One query and the medians of its times: *plain* without facets, with *facets*, and of FTS5 (None: not asked)."""

    query: BenchQuery
    plain: Times
    facets: Times
    fts: FtsTimes | None
    total: int
    match: str

    @property
    def query_class(self) -> QueryClass:
        """The class that it is reported under."""
        return KINDS[self.query.kind].query_class


def measure_searching(articles: ArticleSet, data: Path, *, with_fts: bool = True) -> tuple[Part, ...]:
    """Search the archive in *data*, which is over *articles*."""
    gazetteer = Gazetteer.load()
    fts = FtsSearch(load_fts(articles).path, data, gazetteer) if with_fts else None
    freeze_heap()  # as the server does
    timed = _time_all(_draw_queries(articles), _Passes(data, gazetteer), fts)
    parts = [_latencies(articles, timed)]
    if fts is not None:
        parts += [_beside_fts(timed), _beside_fts_numbers(timed)]
    parts.append(_by_kind(timed))
    return tuple(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Queries:
    """Those that are measured, in the order of asking, and others that warm up a service."""

    measured: Sequence[BenchQuery]
    warming: Sequence[BenchQuery]


def _draw_queries(articles: ArticleSet) -> _Queries:
    measured = list(load_queries(articles))
    random.Random(1).shuffle(measured)
    asked = {query.request for query in measured}
    others = [query for query in load_queries(articles, sets=2) if query.request not in asked]
    return _Queries(measured=measured, warming=others)


@dataclass(frozen=True, slots=True)
class _Passes:
    """Runs each pass of queries on a service of its own over *data*."""

    data: Path
    gazetteer: Gazetteer

    def answers(self, queries: Sequence[BenchQuery]) -> list[SearchResult]:
        """What is found, in no matter what time."""
        with closing(SearchService(DataFolder(self.data), self.gazetteer)) as service:
            return [service.search(query.request) for query in queries]

    def times(self, queries: _Queries, *, with_facets: bool) -> list[Times]:
        """How long each of the measured queries takes for the first time."""
        with closing(SearchService(DataFolder(self.data), self.gazetteer)) as service:
            for query in queries.warming:
                _measure(service, query, with_facets=with_facets)
            return [_measure(service, query, with_facets=with_facets) for query in queries.measured]


def _time_all(queries: _Queries, passes: _Passes, fts: FtsSearch | None) -> tuple[Timed, ...]:
    order = queries.measured
    print(f"searching with {len(order)} queries, {ROUNDS} rounds …", file=sys.stderr, flush=True)
    answers = passes.answers(order)
    plain, facets = list[list[Times]](), list[list[Times]]()
    others = list[list[FtsTimes | None]]()
    # Whole passes, as a site answers one search after the other: the baseline in between would empty the processor's caches.
    for _ in range(ROUNDS):
        plain.append(passes.times(queries, with_facets=False))
        facets.append(passes.times(queries, with_facets=True))
        if fts is not None:
            others.append(
                [
                    fts.measure(query, relaxed=result.match != "exact")
                    for query, result in zip(order, answers, strict=True)
                ]
            )
    return tuple(
        Timed(
            query=query,
            plain=_median([one[at] for one in plain]),
            facets=_median([one[at] for one in facets]),
            fts=_median_fts([one[at] for one in others]),
            total=result.total,
            match=result.match,
        )
        for at, (query, result) in enumerate(zip(order, answers, strict=True))
    )


def _median_fts(times: Sequence[FtsTimes | None]) -> FtsTimes | None:
    known = [one for one in times if one is not None]
    if not known:
        return None
    return FtsTimes(
        numbers=_median([one.numbers for one in known]), whole=_median([one.whole for one in known])
    )


def _median(times: Sequence[Times]) -> Times:
    return Times(
        wall_ms=statistics.median(one.wall_ms for one in times),
        cpu_ms=statistics.median(one.cpu_ms for one in times),
    )


def _measure(service: SearchService, query: BenchQuery, *, with_facets: bool) -> Times:
    request = dataclasses.replace(query.request, with_facets=with_facets)
    clock = Clock()
    service.search(request)
    return clock.times()


def _latencies(articles: ArticleSet, timed: Sequence[Timed]) -> Part:
    figures = []
    for query_class in CLASSES:
        chosen = [one for one in timed if one.query_class == query_class]
        plain, facets = [one.plain.wall_ms for one in chosen], [one.facets.wall_ms for one in chosen]
        goal = _P50_GOALS.get(query_class)
        cpu_plain = functools.partial(_cpu, [one.plain for one in chosen])
        cpu_facets = functools.partial(_cpu, [one.facets for one in chosen])
        note = f"{len(chosen)} queries, {sum(one.match == 'exact' for one in chosen)} exact"
        figures += [
            _ms(f"{query_class}: p50", percentile(plain, 0.5), goal, f"{cpu_plain(0.5)}; {note}"),
            _ms(f"{query_class}: p95", percentile(plain, 0.95), None, cpu_plain(0.95)),
            _ms(
                f"{query_class}: p50 with facets and timeline",
                percentile(facets, 0.5),
                None if goal is None else goal + _FACETS_MORE,
                cpu_facets(0.5),
            ),
            _ms(
                f"{query_class}: p95 with facets and timeline",
                percentile(facets, 0.95),
                None,
                cpu_facets(0.95),
            ),
        ]
    figures.append(
        _ms("all: p99", percentile([one.plain.wall_ms for one in timed], 0.99), _P99_GOAL, "without facets")
    )
    figures.append(
        _ms(
            "all: p99 with facets and timeline",
            percentile([one.facets.wall_ms for one in timed], 0.99),
            _P99_GOAL,
            _worst(timed),
        )
    )
    return Part(title=f"Search at {articles.count:,}, through the service, warm", figures=tuple(figures))


def _cpu(times: Sequence[Times], share: float) -> str:
    return f"{percentile([one.cpu_ms for one in times], share):.1f} ms of CPU"


def _worst(timed: Sequence[Timed]) -> str:
    slowest = max(timed, key=lambda one: one.facets.wall_ms)
    return f"slowest: {slowest.query.text[:24]} ({slowest.total:,} found, {slowest.facets.wall_ms:.0f} ms)"


def _ms(name: str, value: float, goal: float | None, note: str) -> Figure:
    return Figure(name=name, value=value, unit="ms", goal=goal, note=note)


def _beside_fts(timed: Sequence[Timed]) -> Part:
    return Part(
        title="Beside a search with SQLite FTS5: same terms, same reading of the query, its ten best by bm25, the count, our snippets",
        figures=_fts_figures(timed, lambda fts: fts.whole, judged=True),
    )


def _beside_fts_numbers(timed: Sequence[Timed]) -> Part:
    return Part(
        title="Beside SQLite FTS5 alone: ten row numbers and the count, for a query understood before; no texts, no snippets",
        figures=_fts_figures(timed, lambda fts: fts.numbers, judged=False),
    )


def _fts_figures(
    timed: Sequence[Timed], pick: Callable[[FtsTimes], Times], *, judged: bool
) -> tuple[Figure, ...]:
    figures = []
    for name in (*CLASSES, "all"):
        chosen = [one for one in timed if name in (one.query_class, "all")]
        theirs = [pick(one.fts) for one in chosen if one.fts is not None]
        ours = [one.plain for one in chosen if one.fts is not None]
        for share, label in ((0.5, "p50"), (0.95, "p95")):
            baseline = percentile([one.wall_ms for one in theirs], share)
            figures.append(
                Figure(
                    name=f"{name}: {label}",
                    value=percentile([one.wall_ms for one in ours], share),
                    unit="ms",
                    baseline=baseline,
                    # A question is judged with all others: FTS5 has no relaxation of its own.
                    goal=baseline if judged and name != "question" else None,
                    note=f"{_cpu(ours, share)} beside {_cpu(theirs, share)}; {len(ours)} queries",
                )
            )
    return tuple(figures)


def _by_kind(timed: Sequence[Timed]) -> Part:
    figures = []
    for kind in KINDS:
        chosen = [one for one in timed if one.query.kind == kind]
        plain = [one.plain.wall_ms for one in chosen]
        facets = percentile([one.facets.wall_ms for one in chosen], 0.5)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _WhooshWay:
    """What is asked of Whoosh of how many queries; a goal is how many times faster ours is."""

    name: str
    queries: int
    with_highlights: bool = True
    with_facets: bool = False
    goal: float | None = None


_WHOOSH_WAYS = (
    # Its groups take seconds where a common word finds much.
    _WhooshWay(name="as the site asks: highlights, facets, months", queries=40, with_facets=True, goal=50),
    _WhooshWay(name="highlights, no facets", queries=_WHOOSH_QUERIES, goal=50),
    _WhooshWay(name="no facets, ids only on its side", queries=_WHOOSH_QUERIES, with_highlights=False),
)


def _middle_times(passes: _Passes, queries: _Queries, *, with_facets: bool) -> list[float]:
    """The median milliseconds of each query."""
    rounds = [passes.times(queries, with_facets=with_facets) for _ in range(ROUNDS)]
    return [_median([one[at] for one in rounds]).wall_ms for at in range(len(queries.measured))]


def measure_beside_whoosh(articles: ArticleSet, data: Path, *, whoosh_articles: int) -> Part:
    """Ours on all of *articles* beside stock Whoosh on the first *whoosh_articles* of them; ours gets no allowance."""
    whoosh = WhooshSearch(load_whoosh(articles, whoosh_articles).path)
    freeze_heap()  # the collector need not walk through jieba's dictionary, on either side
    passes = _Passes(data, Gazetteer.load())
    drawn = _draw_queries(articles)
    plain = [one for one in drawn.measured if KINDS[one.kind].query_class != "question"]
    queries = [one for one in plain if one.kind not in ("date and region", "one character")]
    chosen = random.Random(2).sample(queries, min(_WHOOSH_QUERIES, len(queries)))
    asked = _Queries(measured=chosen, warming=drawn.warming)
    ours = {counted: _middle_times(passes, asked, with_facets=counted) for counted in (False, True)}
    how = f"on {whoosh_articles:,} articles, not scaled"
    figures = [
        figure
        for way in _WHOOSH_WAYS
        for figure in _times_faster(
            way, ours[way.with_facets][: way.queries], _whoosh_times(whoosh, way, chosen[: way.queries]), how
        )
    ]
    return Part(
        title=f"Beside stock Whoosh + ChineseAnalyzer, ours at {articles.count:,}", figures=tuple(figures)
    )


def _whoosh_times(whoosh: WhooshSearch, way: _WhooshWay, queries: Sequence[BenchQuery]) -> list[float]:
    """The milliseconds of each query, asked a second time."""
    seconds = functools.partial(
        whoosh.seconds, with_highlights=way.with_highlights, with_facets=way.with_facets
    )
    return [[seconds(query.text) * 1_000 for _ in range(2)][-1] for query in queries]


def _times_faster(
    way: _WhooshWay, ours: Sequence[float], theirs: Sequence[float], how: str
) -> Iterator[Figure]:
    for label, share in (("p50", 0.5), ("p95", 0.95)):
        baseline, own = percentile(theirs, share), percentile(ours, share)
        yield Figure(
            name=f"{way.name}, {label}: times faster",
            value=baseline / own,
            unit="×",
            baseline=baseline,
            goal=way.goal,
            bound="at least",
            note=f"ours {own:.2f} ms; baseline in ms, {how}; {len(ours)} queries",
        )
