"""Where an article stands among the results of a search, and the results beside it. Ranks nothing anew; `search.py` calls it."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass

from index.answering.answer import Answering
from index.archive.opened import Opened
from index.model import WINDOW, Hit, SearchRequest
from index.query.parser import parse_query
from index.regions.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPlace:
    """Where an article stands among *total* results, counted from 1, and the results before and after it."""

    place: int
    total: int
    previous: Hit | None
    next: Hit | None


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
