"""Why an article is not found: the first things that fail, in the order of the query, then of the parameters. Pure.

ALL fails where a part does (each is named), ANY where all do, NOT where what it excludes is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.explaining.model import Clause, Days, Filter, Reason, SoughtRun

_MOST_NAMED = 3
_FIELDS = {
    "title": "the title",
    "body": "the body",
    "entity": "a name of the article",
    "source": "the source",
}


def reasons_of(clause: Clause, filters: Sequence[Filter]) -> tuple[Reason, ...]:
    """Why an article fails *clause* or one of *filters*; empty where it fails none."""
    failing = (_filter_reason(one) for one in filters if not one.is_met)
    return (*_clause_reasons(clause), *failing)


def _clause_reasons(clause: Clause) -> Iterator[Reason]:
    if clause.is_met:
        return
    failing = [child for child in clause.clauses if not child.is_met]
    match clause.kind:
        case "all":
            for child in failing:
                yield from _clause_reasons(child)
        case "any":
            yield Reason(code="no-alternative", clause=clause.text, message=f"none of {clause.text} is met:")
            for child in failing:
                yield from _clause_reasons(child)
        case "at-least":
            held = "、".join(child.text for child in clause.clauses if child.is_met) or "none"
            message = f"{clause.minimum} of the words {clause.text} are needed, it says {held}"
            yield Reason(code="too-few-words", clause=clause.text, message=message)
        case "not":
            yield _excluded(clause)
        case "region":
            wanted = "、".join(region.name for region in clause.regions[:_MOST_NAMED])
            yield Reason(
                code="region", clause=clause.text, message=f"{_has('region', clause.has)}, not {wanted}"
            )
        case "dates":
            yield Reason(code="date", clause=clause.text, message=_outside(clause.days, clause.has))
        case _:
            yield from map(_absent, (run for run in clause.runs if not run.is_met))
            if not clause.runs:
                yield Reason(
                    code="nothing-searchable",
                    clause=clause.text,
                    message=f"nothing in {clause.text} can be searched",
                )


def _absent(run: SoughtRun) -> Reason:
    fields = " or ".join(_FIELDS[count.field] for count in run.fields)
    wanted = f"a word that begins with {run.text}" if run.looked_up == "prefix" else run.text
    return Reason(code="absent", clause=run.text, message=f"{wanted} does not stand in {fields}")


def _excluded(clause: Clause) -> Reason:
    (child,) = clause.clauses
    places = [
        f"{run.text} {place.count}× in {_FIELDS[place.field]}"
        for run in _runs(child)
        for place in run.found[:1]
    ]
    there = f": {', '.join(places[:_MOST_NAMED])}" if places else ""
    return Reason(code="excluded", clause=clause.text, message=f"{child.text} is excluded and is met{there}")


def _runs(clause: Clause) -> Iterator[SoughtRun]:
    yield from clause.runs
    for child in clause.clauses:
        yield from _runs(child)


def _filter_reason(one: Filter) -> Reason:
    name = one.parameter
    if one.days is not None:
        message = _outside(one.days, one.has)
        name = "date"
    elif name == "added_after":
        message = f"it came into the archive before the {one.asked[0]} that are passed over"
    else:
        wanted = [region.name for region in one.regions] or list(one.asked)
        message = f"{_has(name, one.has)}, not {' or '.join(wanted[:_MOST_NAMED])}"
    return Reason(code=name, clause=one.parameter, message=message)


def _has(kind: str, values: Sequence[str]) -> str:
    if not values:
        return f"it has no {kind}"
    more = f" and {len(values) - _MOST_NAMED} more" if len(values) > _MOST_NAMED else ""
    return f"its {kind} is {'、'.join(values[:_MOST_NAMED])}{more}"


def _outside(days: Days | None, has: Sequence[str]) -> str:
    wanted = "the days asked for" if days is None else f"{days.first or '…'} to {days.last or '…'}"
    return (
        f"it is dated {has[0]}, not within {wanted}" if has else f"it has no date, and {wanted} is asked for"
    )
