"""The query tree: what a query means, free of any engine and of any spelling.

A tree is immutable and compares by value, so that `parse(render(tree)).tree == tree` can be
a law. Leaves keep the text as typed (full-width signs made half-width, zero-width characters removed); script, variant
spelling and tokens are the analyzer's business. Limits, notices and leniency live in `parser.py`; the tree goes on to
`answering/answer.py`, where `planning/planner.py` makes engine criteria of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.model import Notice

Scope: TypeAlias = Literal["text", "title", "body", "entity", "source"]
"""Where a leaf must match: `text` is title or body; the others one field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """All articles: the empty query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One plain word as typed: a run of characters that must stand side by side.

    *text* holds no space outside its ends and none of 。，、：；！？ (such a mark parts a run into
    several, joined by `And`). It may hold quotes or brackets that are skipped in matching,
    and `+`, `%`, `.` that are optional after a unit.
    """

    text: str
    scope: Scope = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The inside of a quotation: characters side by side, punctuation included, spaces skipped."""

    text: str
    scope: Scope = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix:
    """A Latin token that begins with *text* (letters and digits, at least two)."""

    text: str
    scope: Scope = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class InRegion:
    """Articles of one region or what lies in it; *name* as typed, resolved by the gazetteer later."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InDates:
    """Articles whose date overlaps `[first, last]`, both inclusive, ISO dates of any precision or None (open)."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """Every child matches. Never fewer than two children, none of them an `And`."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """At least one child matches. Never fewer than two children, none of them an `Or`."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The child does not match. The child is never itself a `Not` (two cancel out)."""

    child: Node


Leaf: TypeAlias = Everything | Run | Phrase | Prefix | InRegion | InDates
Node: TypeAlias = Leaf | And | Or | Not


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuery:
    """The whole reading of one query.

    *text* is the query as typed; *plain* is true when it used no operator, field or quotation, i.e. when it
    may be relaxed; *notices* stand in the order in which they arose.
    """

    text: str
    tree: Node
    plain: bool
    notices: tuple[Notice, ...] = ()
