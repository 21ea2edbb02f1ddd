"""Date notices: what an answer says where the day of an event stands for a day of publication that nobody knows.

Decided from what was asked and from the hits shown; nothing is looked up. `search.py` puts them behind the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.engines.criteria import AllOf, AnyOf, Criterion, DayRange, Without
from index.model import Hit, Notice, SearchRequest, Sort
from index.planning import Needle

DATED_BY_EVENT = Notice(
    code="dated-by-event",
    message="有些文章没有发布日期，按事件日期排序和筛选 · some articles give no day of publication: that of their event stands for it",
)


def date_notices(
    request: SearchRequest, criterion: Criterion, needles: Sequence[Needle], hits: Sequence[Hit]
) -> tuple[Notice, ...]:
    """The notice where dates filter, order or are counted, and a hit of the page is dated by its event (contract).

    *criterion* is what the query selects; where none of its *needles* ranks, the newest come first.
    """
    is_by_date = (
        request.sort is Sort.DATE
        or all(needle.scopes == ("source",) for needle in needles)
        or request.with_facets  # and with them the timeline
        or request.first_date is not None
        or request.last_date is not None
        or holds_days(criterion)
    )
    return (DATED_BY_EVENT,) if is_by_date and any(hit.dated_by == "event_date" for hit in hits) else ()


def holds_days(criterion: Criterion) -> bool:
    """True where a date has a say in what *criterion* selects."""
    match criterion:
        case DayRange():
            return True
        case AllOf() | AnyOf():
            return any(map(holds_days, criterion.children))
        case Without():
            return holds_days(criterion.child)
        case _:
            return False
