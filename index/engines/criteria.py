"""What an engine is asked: a tree of criteria, free of any engine's syntax.

`planning/planner.py` makes it of a query tree; each engine translates it with one function. Criteria select (a set of articles);
the leaves that name text also score, by BM25 with the weights of `schema.FIELDS`. This module must not know the query
language or any engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from index.schema import KeywordName, TextScope

_PAIR = 2  # characters of a word that is a bigram


@dataclass(frozen=True, slots=True, kw_only=True)
class AllArticles:
    """Selects everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoArticles:
    """Selects nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRun:
    """Articles in which *units* (never empty) stand side by side in one of *scopes*; scores.

    One unit is looked up as a term of the `…_words` field; two and more by `ngrams.cover` in the `…_bigrams` field.
    """

    units: tuple[str, ...]
    scopes: tuple[TextScope, ...] = ("title", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPrefix:
    """Articles with a unit of letters and digits that begins with *prefix* in one of *scopes*; scores the fields' weights.

    No BM25: which of many words began so says little, and no engine need read how often each stands where.
    """

    prefix: str
    scopes: tuple[TextScope, ...] = ("title", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyKeyword:
    """Articles that carry one of *values* in the keyword field *field*; never scores."""

    field: KeywordName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRange:
    """Articles whose dates overlap `[first, last]` (yyyymmdd, inclusive); undated ones never do; never scores."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedAfter:
    """Articles that came into the archive after the one with *ordinal*, whatever their date; never scores."""

    ordinal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Articles that every child selects (at least one child); scores add up."""

    children: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Articles that at least *minimum* of the children select; scores of those that do add up."""

    children: tuple[Criterion, ...]
    minimum: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """Articles that *child* does not select; never scores. May stand anywhere, alone too."""

    child: Criterion


Criterion: TypeAlias = (
    AllArticles
    | NoArticles
    | UnitRun
    | UnitPrefix
    | AnyKeyword
    | DayRange
    | AddedAfter
    | AllOf
    | AnyOf
    | Without
)


def count_named(criterion: Criterion) -> int:
    """How many units and values *criterion* names, in all its parts: its size in memory goes with them."""
    match criterion:
        case UnitRun():
            return len(criterion.units)
        case AnyKeyword():
            return len(criterion.values)
        case AllOf() | AnyOf():
            return sum(map(count_named, criterion.children))
        case Without():
            return count_named(criterion.child)
        case _:
            return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WordHint:
    """A folded word whose presence raises the score of an article that is selected anyway; *weight* multiplies.

    One of two characters is looked up as a bigram, a longer one as a term of the `…_words` field (`analyzer.FieldTerms`).
    """

    word: str
    weight: float = 1.0
    scopes: tuple[TextScope, ...] = ("title", "body")

    @property
    def units(self) -> tuple[str, ...]:
        """What is looked up as a `UnitRun` of the same units is."""
        return tuple(self.word) if len(self.word) == _PAIR else (self.word,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedQuery:
    """What to select, what to keep of it (*filters*, never scoring), and what else raises the score."""

    criterion: Criterion
    filters: tuple[Criterion, ...] = ()
    hints: tuple[WordHint, ...] = ()
