"""Why an article is not found: the first things that fail, in the order of the query, then of the parameters. Pure.

ALL fails where a part does (each is named), ANY where all do, NOT where what it excludes is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.analysis.script import name_key
from index.explaining.listing import either, listed
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
            wanted = [region.name for region in clause.regions]
            yield Reason(
                code="region",
                clause=clause.text,
                message=_instead("region", clause.has, wanted),
            )
        case "dates":
            yield Reason(code="date", clause=clause.text, message=_outside(clause.days, clause.has))
        case _:
            for run in clause.runs:
                if not run.is_met:
                    yield _absent(run, clause.has)
            if not clause.runs:
                yield Reason(
                    code="nothing-searchable",
                    clause=clause.text,
                    message=f"nothing in {clause.text} can be searched",
                )


def _absent(run: SoughtRun, has: Sequence[str]) -> Reason:
    fields = " or ".join(_FIELDS[count.field] for count in run.fields)
    wanted = f"a word that begins with {run.text}" if run.looked_up == "prefix" else run.text
    kind = "source" if run.fields[0].field == "source" else "names"
    instead = f": {_has(kind, has, [run.text])}" if has else ""
    return Reason(code="absent", clause=run.text, message=f"{wanted} does not stand in {fields}{instead}")


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
        message = _instead(name, one.has, wanted)
    return Reason(code=name, clause=one.parameter, message=message)


def _instead(kind: str, values: Sequence[str], wanted: Sequence[str]) -> str:
    if not values:
        return f"it has no {kind}, and {either(wanted, _MOST_NAMED)} is asked for"
    return f"{_has(kind, values, wanted)}, not {either(wanted, _MOST_NAMED)}"


def _has(kind: str, values: Sequence[str], wanted: Sequence[str]) -> str:
    """What an article has of *kind*: first of all what is spelled like something *wanted* (包钢集团 for 包鋼)."""
    keys = [name_key(one) for one in wanted]
    nearest = sorted(values, key=lambda value: not any(_is_akin(name_key(value), key) for key in keys))
    verb = "are" if kind == "names" else "is"
    return f"its {kind} {verb} {listed(nearest, _MOST_NAMED)}"


def _is_akin(one: str, other: str) -> bool:
    return one in other or other in one


def _outside(days: Days | None, has: Sequence[str]) -> str:
    wanted = "the days asked for" if days is None else f"{days.first or '…'} to {days.last or '…'}"
    return (
        f"it is dated {has[0]}, not within {wanted}" if has else f"it has no date, and {wanted} is asked for"
    )
