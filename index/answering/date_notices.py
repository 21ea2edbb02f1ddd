"""Date notices: what an answer says where the day of an event stands for a day of publication that nobody knows.

Decided from what was asked; whether any such article is selected is asked of the index, the page shows ten of them at most.
`search.py` puts the notices behind the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.engines.criteria import AllOf, AnyKeyword, AnyOf, Criterion, DayRange, Without
from index.engines.port import EngineReader
from index.model import Notice, SearchRequest, Sort
from index.planning.plan import Needle
from index.planning.selected import Selected
from index.schema import DATED_BY_EVENT

DATED_BY_EVENT_NOTICE = Notice(
    code="dated-by-event",
    message="有些文章没有发布日期，按事件日期排序和筛选 · some articles give no day of publication: that of their event stands for it",
)
_BY_EVENT = AnyKeyword(field="dated_by", values=(DATED_BY_EVENT,))


def date_notices(
    request: SearchRequest, selected: Selected, needles: Sequence[Needle], reader: EngineReader
) -> tuple[Notice, ...]:
    """The notice where dates filter, order or are counted, and an article that is found is dated by its event (contract).

    *selected* is what is found; where none of the query's *needles* ranks, the newest come first.
    """
    is_by_date = (
        request.sort is Sort.DATE
        or all(needle.scopes == ("source",) for needle in needles)
        or request.with_facets  # and with them the timeline
        or request.first_date is not None
        or request.last_date is not None
        or holds_days(selected.criterion)
    )
    if not is_by_date or not reader.count(_BY_EVENT, within=selected.without(None)):
        return ()
    return (DATED_BY_EVENT_NOTICE,)


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
