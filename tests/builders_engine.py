"""Builders for the engines' tests: index documents and runs made of plain texts."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from typing import Any

from index.analysis.analyzer import Analyzer, exact_units
from index.engines.criteria import UnitRun
from index.model import PartialDate
from index.schema import IndexDocument, TextScope


@functools.cache
def an_analyzer() -> Analyzer:
    return Analyzer()


def a_run(text: str, *scopes: TextScope) -> UnitRun:
    return UnitRun(units=exact_units(text), scopes=scopes or ("title", "body"))


def an_index_document(
    ordinal: int = 1,
    *,
    title: str = "",
    body: str = "",
    source: str = "",
    entities: Sequence[str] = (),
    date: str | None = None,
    sequence: int | None = None,
    **keywords: tuple[str, ...] | int,
) -> IndexDocument:
    """What an engine gets of an article with these texts; *keywords* are keyword fields (and digest) as they are.

    *date* is 2025, 2025-11, 2025-11-27 or 2025-11-27T10:42.
    """
    values: dict[str, Any] = dict(keywords)
    for scope, text in (
        ("title", title),
        ("body", body),
        ("entity", "\n".join(entities)),
        ("source", source),
    ):
        terms = an_analyzer().analyse(text)
        values[f"{scope}_words"], values[f"{scope}_bigrams"] = terms.words, terms.bigrams
    if source:
        values.setdefault("source", (source,))
    values.setdefault("digest", ordinal * 7)
    if date is not None:
        values.update(_date_fields(_parse_date(date)))
    return IndexDocument(ordinal=ordinal, sequence=ordinal if sequence is None else sequence, **values)


def _parse_date(text: str) -> PartialDate:
    day, _, time = text.partition("T")
    parts: list[int | None] = [*(int(part) for part in day.split("-")), None, None]
    return PartialDate(
        year=parts[0], month=parts[1], day=parts[2], time=dt.time.fromisoformat(time) if time else None
    )


def _date_fields(date: PartialDate) -> dict[str, Any]:
    days = [day.year * 10_000 + day.month * 100 + day.day for day in _days(date.first_day(), date.last_day())]
    return {
        "years": tuple(sorted({day // 10_000 for day in days})),
        "months": tuple(sorted({day // 100 for day in days})),
        "days": tuple(days),
        "first_day": days[0],
        "last_day": days[-1],
        "sort_seconds": date.sort_seconds(),
    }


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for offset in range((last - first).days + 1):
        yield first + dt.timedelta(days=offset)
