"""Stories: what finding near-copies of new articles costs, and what a search costs more by showing stories.

Sketches are what each worker process adds to an article, placing is what the one writer adds; both run alone here, in
processor time. Searches with `dup=head` alternate with the same ones with `dup=all`, so that a busy machine slows both.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import statistics
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.articles import ArticleSet, NewsArticle
from benchmarks.queries import BenchQuery, load_queries
from benchmarks.report import Clock, Figure, Part, percentile
from index.analysis.script import from_code_points
from index.analysis.sketches import compared_letters, letters, sketch_text
from index.archive.folder import DataFolder
from index.model import SearchRequest
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from index.store.near_copies import ComparedText
from index.store.sqlite_store import SqliteStoreReader
from index.store.stories import OrdinalText, Sketched
from index.store.story_state import group_all

_PLACED = 24_000
_QUERIES = 300
_ROUNDS = 3
_ARTICLES_PER_SECOND = 1_000
_MORE_PER_SEARCH = 1.0


def measure_stories(articles: ArticleSet, data: Path) -> tuple[Part, ...]:
    """Group some of *articles*, and search the archive in *data*, which is over all of them."""
    return (_grouping(articles), _searching(articles, data))


def _grouping(articles: ArticleSet) -> Part:
    some = list(articles.articles(_PLACED))
    begun = time.process_time()
    sketched = [
        Sketched(ordinal, sketch_text(article.title, article.body))
        for ordinal, article in enumerate(some, start=1)
    ]
    sketching = time.process_time() - begun
    begun = time.process_time()
    state = group_all(sketched, lambda ordinals: [_compared(some, ordinal) for ordinal in ordinals])
    placing = time.process_time() - begun
    return Part(
        title=f"Stories of {len(some):,} articles ({articles.origin}), one process, CPU time",
        figures=(
            Figure(name="sketch: in every worker", value=len(some) / sketching, unit="articles/s"),
            Figure(
                name="place: in the writer, without its tables", value=len(some) / placing, unit="articles/s"
            ),
            Figure(
                name="both",
                value=len(some) / (sketching + placing),
                unit="articles/s",
                goal=_ARTICLES_PER_SECOND,
                bound="at least",
                note=f"{len(state.linked):,} articles have copies",
            ),
        ),
    )


def _compared(some: Sequence[NewsArticle], ordinal: int) -> OrdinalText:
    article = some[ordinal - 1]
    text = ComparedText(
        title=from_code_points(letters(article.title)),
        text=from_code_points(compared_letters(article.title, article.body)),
        day=dt.date.fromisoformat(article.published[:10]) if article.published else None,
    )
    return OrdinalText(ordinal, text)


def _searching(articles: ArticleSet, data: Path) -> Part:
    queries = random.Random(3).sample(load_queries(articles), _QUERIES)
    figures = [
        _figure(data, queries, with_facets=with_facets, name=name)
        for with_facets, name in ((False, "hits and total"), (True, "with facets and timeline"))
    ]
    with closing(SqliteStoreReader(data)) as store:
        count, stories = store.count(), store.story_count()
    return Part(
        title=f"What stories cost in {len(queries)} searches of {count:,} articles ({stories:,} stories)",
        figures=tuple(figure for some in figures for figure in some),
    )


def _figure(data: Path, queries: Sequence[BenchQuery], *, with_facets: bool, name: str) -> tuple[Figure, ...]:
    requests = [dataclasses.replace(query.request, with_facets=with_facets) for query in queries]
    rounds = [_round(data, requests) for _ in range(_ROUNDS)]
    head = [statistics.median(one for one, _ in same) for same in zip(*rounds, strict=True)]
    every = [statistics.median(other for _, other in same) for same in zip(*rounds, strict=True)]
    more = [one - other for one, other in zip(head, every, strict=True)]
    return (
        Figure(
            name=f"{name}: p50 of stories",
            value=percentile(head, 0.5),
            unit="ms CPU",
            baseline=percentile(every, 0.5),
            note="baseline: articles",
        ),
        Figure(
            name=f"{name}: stories over articles, p50",
            value=percentile(more, 0.5),
            unit="ms CPU",
            goal=_MORE_PER_SEARCH,
            note=f"p95 {percentile(more, 0.95):.2f}, at most {max(more):.1f}",
        ),
    )


def _round(data: Path, requests: Sequence[SearchRequest]) -> list[tuple[float, float]]:
    """Milliseconds of each request, and of the same for every article.

    Each of a service of its own: what the other has looked for would be remembered.
    """
    gazetteer = Gazetteer.load()
    with (
        closing(SearchService(DataFolder(data), gazetteer)) as heads,
        closing(SearchService(DataFolder(data), gazetteer)) as every,
    ):
        for service in (heads, every):
            service.search(SearchRequest(query="热身"))
        times = []
        for number, request in enumerate(requests):
            asked = [(heads, request), (every, dataclasses.replace(request, all_copies=True))]
            # By turns first, since the second finds the query's words cut and converted.
            if number % 2:
                asked.reverse()
            found = {service: _cpu_ms(service, one) for service, one in asked}
            times.append((found[heads], found[every]))
        return times


def _cpu_ms(service: SearchService, request: SearchRequest) -> float:
    clock = Clock()
    service.search(request)
    return clock.times().cpu_ms
