"""Walks through what a search finds, apart from its pages: everything (exports), the latest (feeds), what stands beside a result.

Each answers the search by `answering.py`, as a page does, and reads only the articles that it gives. `search.py` calls it.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.answering import Answering
from index.archive.opened import Opened
from index.engines.criteria import AllArticles
from index.lately_added import find_lately_added
from index.model import WINDOW, Article, Hit, SearchRequest, Sort
from index.query.parser import parse_query
from index.query.render import render_query
from index.regions.gazetteer import Gazetteer

_READ_AT_ONCE = 200  # a walk then holds some 500 kB of texts, whatever it finds


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticles:
    """Everything that a search finds, newest first: how much, and the articles one by one (without `raw`).

    What was removed since is left out; all others come from the state of the moment in which each is read.
    """

    total: int
    interpreted: str
    articles: Iterator[Article]
    generation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPlace:
    """Where an article stands among *total* results, counted from 1, and the results before and after it."""

    place: int
    total: int
    previous: Hit | None
    next: Hit | None


def walk_all(request: SearchRequest, opened: Opened, gazetteer: Gazetteer) -> FoundArticles:
    """Everything that *request* finds, beyond the window of pages too, in the order of `sort=date`."""
    parsed = parse_query(request.query)
    # No search finds more than there is, so one answer holds the total and all of it.
    articles = max(1, opened.reader.count(AllArticles()))
    whole = dataclasses.replace(request, sort=Sort.DATE, page=1, size=articles, with_facets=False)
    candidates = Answering(whole, opened, gazetteer, time.perf_counter()).answer(parsed).candidates
    return FoundArticles(
        total=len(candidates),
        interpreted=render_query(parsed.tree),
        articles=_read_articles(opened, [candidate.ordinal for candidate in candidates]),
        generation=opened.generation.name,
    )


def _read_articles(opened: Opened, ordinals: Sequence[int]) -> Iterator[Article]:
    for at in range(0, len(ordinals), _READ_AT_ONCE):
        for stored in opened.store.articles(ordinals[at : at + _READ_AT_ONCE]):
            yield stored.article


def find_latest(request: SearchRequest, opened: Opened, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """The newest *size* of what *request* finds by date, and as many that came into the archive last; newest first."""
    asked = dataclasses.replace(request, sort=Sort.DATE, page=1, with_facets=False)
    search = Answering(asked, opened, gazetteer, time.perf_counter())
    answered = search.answer(parse_query(request.query))
    newest = answered.candidates[: request.size]
    if answered.total > len(newest):
        newest += find_lately_added(answered.selected.without(None), opened, request.size, search.counted)
    return search.hits_of(answered, sorted(set(newest), key=lambda one: (-one.sort_seconds, one.ordinal)))


def find_place(
    request: SearchRequest, opened: Opened, gazetteer: Gazetteer, article_id: str
) -> ResultPlace | None:
    """Where an article stands among the results, None where it is not on the page of *request*.

    The results beside it may be on the pages beside; one that was removed meanwhile is None. Of all others only the ids are read.
    """
    until = request.page * request.size
    # One further than the page, as far as there is a next one.
    reach = max(until, min(until + 1, WINDOW // request.size * request.size))
    whole = dataclasses.replace(request, page=1, size=reach, with_facets=False)
    search = Answering(whole, opened, gazetteer, time.perf_counter())
    answered = search.answer(parse_query(request.query))
    candidates = answered.candidates[:reach]
    first = until - request.size
    ids = opened.store.ids([one.ordinal for one in candidates[first:until]])
    if article_id not in ids:
        return None
    at = first + ids.index(article_id)

    def hit_at(place: int) -> Hit | None:
        hits = search.hits_of(answered, candidates[place : place + 1]) if place >= 0 else ()
        return hits[0] if hits else None

    return ResultPlace(place=at + 1, total=answered.total, previous=hit_at(at - 1), next=hit_at(at + 1))
