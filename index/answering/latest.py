"""The latest of what a search finds, as a feed shows it: the newest by date, and what came into the archive last, whatever its date.

An engine orders by relevance or date; the order of coming in is that of the ordinals, so the last ones are looked for in a
window at the end of the archive that grows until it holds enough. Must not rank or read texts; `search.py` calls it.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator

from index.answering.answer import Answering
from index.archive.opened import Opened
from index.engines.criteria import AddedAfter, AllOf, Criterion, Without
from index.engines.port import Candidate, Counted, TallyRequest
from index.model import Hit, SearchRequest, Sort
from index.query.parser import parse_query
from index.regions.gazetteer import Gazetteer

_FIRST_WINDOW = 256
_WIDENING = 8  # five steps reach through a million articles


def find_latest(request: SearchRequest, opened: Opened, gazetteer: Gazetteer) -> tuple[Hit, ...]:
    """The newest *size* of what *request* finds by date, and as many that came into the archive last; newest first."""
    asked = dataclasses.replace(request, sort=Sort.DATE, page=1, with_facets=False)
    search = Answering(asked, opened, gazetteer, time.perf_counter())
    answered = search.answer(parse_query(request.query))
    newest = answered.candidates[: request.size]
    if answered.total > len(newest):
        newest += _find_lately_added(answered.selected.without(None), opened, request.size, search.counted)
    return search.hits_of(answered, sorted(set(newest), key=lambda one: (-one.sort_seconds, one.ordinal)))


def _find_lately_added(
    criterion: Criterion, opened: Opened, limit: int, counted: Counted
) -> tuple[Candidate, ...]:
    """The *limit* articles of what *criterion* selects that came in last, in date order.

    Of stories the copies are left out whose story was there before and is selected by its first article too.
    """
    last = opened.store.last_ordinal()
    window = _FIRST_WINDOW
    while True:
        added = AddedAfter(ordinal=max(0, last - window))
        within = AllOf(children=(criterion, added)) if added.ordinal else criterion
        total = opened.reader.tally(TallyRequest(criterion=within, counted=counted)).total
        if total >= limit or not added.ordinal:
            break
        window *= _WIDENING
    found = opened.reader.newest(within, min(total, _WIDENING * limit), counted).candidates
    newcomers = set(sorted((one.ordinal for one in found), reverse=True)[:limit])
    if counted == "stories" and added.ordinal:
        newcomers -= set(_later_copies(newcomers, criterion, added.ordinal, opened))
    return tuple(one for one in found if one.ordinal in newcomers)


def _later_copies(ordinals: set[int], criterion: Criterion, before: int, opened: Opened) -> Iterator[int]:
    """Those of *ordinals* whose story began at *before* or earlier with an article that *criterion* selects."""
    for stored in opened.store.summaries(sorted(ordinals)):
        if 0 < stored.story <= before:
            first = (AddedAfter(ordinal=stored.story - 1), Without(child=AddedAfter(ordinal=stored.story)))
            if opened.reader.count(AllOf(children=(criterion, *first))):
                yield stored.ordinal
