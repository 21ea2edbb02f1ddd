"""Alternatives: what a search that finds nothing would find, were something of it left out or spelled otherwise.

Makes other requests of one request, each with one thing changed, and has them counted; none is guessed to be better than
its count. A query is changed in its tree and rendered, so every alternative is an address that can be followed. Nothing
here asks the engine itself: `search.py` hands in how to count.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from index.analysis.analyzer import Analyzer
from index.analysis.script import fold
from index.model import SearchRequest
from index.query.ast import And, Node, Not, Or, Phrase, Prefix, Run
from index.query.parser import parse_query
from index.query.render import render_query

AlternativeKind: TypeAlias = Literal[
    "without-filters", "without-filter", "without-dates", "without-clause", "any-clause", "as-words", "anywhere", "spelling"
]  # fmt: skip

_FILTERS = ("regions", "sources", "persons", "organisations", "places", "terms", "entities")
_MOST_COUNTED = 16
"""Alternatives that are counted, at a third of a millisecond each: what a query of eight clauses under three filters has."""
_LEAST_WORDS = 2

Count: TypeAlias = Callable[[SearchRequest], int]
SoundAlike: TypeAlias = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another search and what it finds; *detail* is what it leaves out or how it is spelled, empty where that is clear."""

    kind: AlternativeKind
    detail: str
    request: SearchRequest
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeFinder:
    """Finds alternatives with the archive's analyzer and names; *count* gives the exact total of a request as written."""

    analyzer: Analyzer
    sound_alike: SoundAlike
    count: Count

    def find(self, request: SearchRequest) -> tuple[Alternative, ...]:
        """The alternatives of *request* that find anything: other spellings first, then by what is changed."""
        return self._counted(request, self._possible(request))

    def respell(self, request: SearchRequest) -> tuple[Alternative, ...]:
        """Only the other spellings: what may be meant where something else is found."""
        return self._counted(request, self._respellings(request))

    def _counted(self, request: SearchRequest, possible: Iterable[Alternative]) -> tuple[Alternative, ...]:
        found = []
        seen = {(request.query, _filters_of(request))}
        for number, alternative in enumerate(possible):
            if number >= _MOST_COUNTED:
                break
            key = (alternative.request.query, _filters_of(alternative.request))
            if key in seen:
                continue
            seen.add(key)
            total = self.count(alternative.request)
            if total:
                found.append(dataclasses.replace(alternative, total=total))
        return tuple(found)

    def _respellings(self, request: SearchRequest) -> Iterator[Alternative]:
        for node, detail in self._respelled(parse_query(request.query).tree):
            yield _with_query(request, "spelling", node, detail)

    def _possible(self, request: SearchRequest) -> Iterator[Alternative]:
        tree = parse_query(request.query).tree
        yield from self._respellings(request)
        yield from _with_fewer_filters(request)
        if isinstance(tree, And):
            for child in tree.children:
                others = tuple(one for one in tree.children if one is not child)
                rest = others[0] if len(others) == 1 else And(children=others)
                yield _with_query(request, "without-clause", rest, render_query(child))
            runs = tuple(one for one in tree.children if not isinstance(one, Not))
            if len(runs) >= _LEAST_WORDS:
                yield _with_query(request, "any-clause", Or(children=runs))
        anywhere = _anywhere(tree)
        if anywhere != tree:
            yield _with_query(request, "anywhere", anywhere)
        parted = self._as_words(tree)
        if parted != tree:
            yield _with_query(request, "as-words", parted)

    def _respelled(self, tree: Node) -> Iterator[tuple[Node, str]]:
        """The query with one of its words replaced by a name that sounds the same."""
        leaves = tree.children if isinstance(tree, (And, Or)) else (tree,)
        for leaf in leaves:
            if not isinstance(leaf, (Run, Phrase)):
                continue
            for name in self.sound_alike(leaf.text)[:3]:
                other = dataclasses.replace(leaf, text=name)
                if isinstance(tree, (And, Or)):
                    children = tuple(other if one is leaf else one for one in tree.children)
                    yield dataclasses.replace(tree, children=children), name
                else:
                    yield other, name

    def _as_words(self, tree: Node) -> Node:
        """Runs and phrases parted into the words of the dictionary, which need not stand side by side then."""
        match tree:
            case And():
                parts = [self._as_words(child) for child in tree.children]
                return And(children=tuple(_flat(parts)))
            case Run() | Phrase():
                words = self._words(tree.text)
                if len(words) < _LEAST_WORDS:
                    return tree
                return And(children=tuple(Run(text=word, scope=tree.scope) for word in words))
            case _:
                return tree

    def _words(self, text: str) -> list[str]:
        """The words of *text* of two and more characters, as it spells them, each once."""
        folded, at = fold(text), 0
        words = []
        for word in self.analyzer.coarse_words(text):
            start = folded.find(word, at)
            if len(word) > 1 and start >= 0:
                at = start + len(word)
                words.append(text[start:at])
        return list(dict.fromkeys(words))


def _flat(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, And):
            yield from node.children
        else:
            yield node


def _anywhere(tree: Node) -> Node:
    """Title or body alone become both."""
    match tree:
        case And() | Or():
            return dataclasses.replace(tree, children=tuple(_anywhere(child) for child in tree.children))
        case Run() | Phrase() | Prefix() if tree.scope in ("title", "body"):
            return dataclasses.replace(tree, scope="text")
        case _:
            return tree


def _with_query(request: SearchRequest, kind: AlternativeKind, tree: Node, detail: str = "") -> Alternative:
    changed = dataclasses.replace(request, query=render_query(tree), page=1)
    return Alternative(kind=kind, detail=detail, request=changed, total=0)


def _with_fewer_filters(request: SearchRequest) -> Iterator[Alternative]:
    """Without one filter each; where there are several, without any too."""
    active = [name for name in _FILTERS if getattr(request, name)]
    has_dates = request.first_date is not None or request.last_date is not None
    for name in active:
        without: dict[str, Any] = {name: ()}
        changed = dataclasses.replace(request, page=1, **without)
        detail = "、".join(getattr(request, name))
        yield Alternative(kind="without-filter", detail=detail, request=changed, total=0)
    if has_dates:
        changed = dataclasses.replace(request, page=1, first_date=None, last_date=None)
        yield Alternative(kind="without-dates", detail="", request=changed, total=0)
    if len(active) + has_dates > 1 or request.added_after:
        without = dict.fromkeys(_FILTERS, ())
        changed = dataclasses.replace(
            request, page=1, first_date=None, last_date=None, added_after=0, **without
        )
        yield Alternative(kind="without-filters", detail="", request=changed, total=0)


def _filters_of(request: SearchRequest) -> tuple[object, ...]:
    """Everything of a request that narrows it but its query."""
    return (
        request.first_date,
        request.last_date,
        request.added_after,
        *(getattr(request, name) for name in _FILTERS),
    )
