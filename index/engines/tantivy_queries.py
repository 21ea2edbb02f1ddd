"""Criteria as tantivy's query objects: one function per criterion, nothing parsed from text.

Traps of tantivy 0.27 that stand behind the code: a phrase of one term panics, so single terms are term queries; a pure
MUST NOT matches nothing, so it gets everything to subtract from; filters must not score, so they are wrapped in a
constant score of 0. Used by `tantivy_engine.py` alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import tantivy

from index.analysis.ngrams import cover
from index.engines.criteria import (
    AddedAfter,
    AllArticles,
    AllOf,
    AnyKeyword,
    AnyOf,
    Criterion,
    DayRange,
    NoArticles,
    RankedQuery,
    UnitPrefix,
    UnitRun,
    Without,
)
from index.engines.tantivy_schema import HAS_COPIES
from index.model import LAST_DAY
from index.schema import WEIGHTS

_MOST_ARTICLES = 2**62
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


class HeldTerm(NamedTuple):
    """A term, and the fields of which one holds it."""

    term: str
    fields: tuple[str, ...]


def held_terms(run: UnitRun) -> list[HeldTerm]:
    """The terms that cover *run*: it stands in no more articles than each of them."""
    if len(run.units) == 1:
        return [HeldTerm(run.units[0], tuple(f"{scope}_words" for scope in run.scopes))]
    fields = tuple(f"{scope}_bigrams" for scope in run.scopes)
    return [HeldTerm(placed.term, fields) for placed in cover(run.units)]


class QueryBuilder:
    """Builds tantivy queries for one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        """*schema* must hold the fields of `schema.FIELDS`."""
        self._schema = schema

    def ranking(self, query: RankedQuery) -> tantivy.Query:
        """A query that selects what *query* selects and scores it."""
        parts = [(_MUST, self._criterion(query.criterion))]
        parts += [(_MUST, _unscored(self._criterion(part))) for part in query.filters]
        for hint in query.hints:
            for scope in hint.scopes:
                parts.append((_SHOULD, _weighted(self._run(scope, hint.units), hint.weight)))
        return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)

    def selecting(self, criterion: Criterion) -> tantivy.Query:
        """A query that selects and does not score."""
        return _unscored(self._criterion(criterion))

    def excluding(self, criterion: Criterion) -> tantivy.Query:
        """A query that selects what *criterion* does not, and does not score."""
        return self.selecting(Without(child=criterion))

    def with_copies(self, criterion: Criterion) -> tantivy.Query:
        """What *criterion* selects of articles whose story has several; not scored."""
        return _unscored(
            tantivy.Query.boolean_query([(_MUST, self._criterion(criterion)), (_MUST, self.copied())])
        )

    def copied(self) -> tantivy.Query:
        """Every article whose story has several."""
        return tantivy.Query.term_query(self._schema, HAS_COPIES, 1)

    def holding(self, held: HeldTerm) -> tantivy.Query:
        """The articles that hold a term in one of its fields."""
        return _any([self._term(field, held.term) for field in held.fields])

    def _term(self, field: str, value: str | int, option: str = "basic") -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, value, option)

    def _criterion(self, criterion: Criterion) -> tantivy.Query:
        match criterion:
            case AllArticles():
                return _unscored(tantivy.Query.all_query())
            case NoArticles():
                return tantivy.Query.empty_query()
            case UnitRun():
                return _any([self._run(scope, criterion.units) for scope in criterion.scopes])
            case UnitPrefix():
                return _any([self._prefix(f"{scope}_words", criterion.prefix) for scope in criterion.scopes])
            case AnyKeyword():
                return _unscored(_any([self._term(criterion.field, value) for value in criterion.values]))
            case DayRange():
                return self._days(criterion)
            case AddedAfter():
                return self._added_after(criterion.ordinal)
            case AllOf():
                return tantivy.Query.boolean_query(
                    [(_MUST, self._criterion(child)) for child in criterion.children]
                )
            case AnyOf():
                children = [self._criterion(child) for child in criterion.children]
                return _any(children) if criterion.minimum == 1 else _at_least(children, criterion.minimum)
            case Without():
                everything = tantivy.Query.all_query()
                return _unscored(
                    tantivy.Query.boolean_query(
                        [(_MUST, everything), (_NOT, self._criterion(criterion.child))]
                    )
                )

    def _run(self, scope: str, units: Sequence[str]) -> tantivy.Query:
        if len(units) == 1:
            field = f"{scope}_words"
            return _weighted(self._term(field, units[0], "freq"), WEIGHTS[field])
        field = f"{scope}_bigrams"
        terms = cover(units)
        if len(terms) == 1:
            return _weighted(self._term(field, terms[0].term, "freq"), WEIGHTS[field])
        phrase = tantivy.Query.phrase_query(self._schema, field, [(term.offset, term.term) for term in terms])
        return _weighted(phrase, WEIGHTS[field])

    def _prefix(self, field: str, prefix: str) -> tantivy.Query:
        return _weighted(
            tantivy.Query.regex_query(self._schema, field, re.escape(prefix) + ".*"), WEIGHTS[field]
        )

    def _days(self, days: DayRange) -> tantivy.Query:
        integer = tantivy.FieldType.Integer
        first = tantivy.Query.range_query(self._schema, "first_day", integer, 1, days.last)
        last = tantivy.Query.range_query(self._schema, "last_day", integer, days.first, LAST_DAY)
        return _unscored(tantivy.Query.boolean_query([(_MUST, first), (_MUST, last)]))

    def _added_after(self, ordinal: int) -> tantivy.Query:
        integer = tantivy.FieldType.Integer
        return _unscored(
            tantivy.Query.range_query(self._schema, "ordinal", integer, ordinal + 1, _MOST_ARTICLES)
        )


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _weighted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return query if weight == 1.0 else tantivy.Query.boost_query(query, weight)


def _any(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    if not queries:
        return tantivy.Query.empty_query()
    return (
        queries[0]
        if len(queries) == 1
        else tantivy.Query.boolean_query([(_SHOULD, query) for query in queries])
    )


def _at_least(queries: Sequence[tantivy.Query], minimum: int) -> tantivy.Query:
    return tantivy.Query.boolean_query(
        [(_SHOULD, query) for query in queries], minimum_number_should_match=minimum
    )
