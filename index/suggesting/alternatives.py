"""Alternatives: what a search that finds nothing would find, were something of it left out or spelled otherwise.

Makes other requests of one request, each with one thing changed, and has them counted; none is guessed to be better than
its count. A query is changed in its tree and rendered, so every alternative is an address that can be followed. Nothing
here asks the engine itself: `search.py` hands in how to count.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from index.analysis.analyzer import Analyzer
from index.analysis.pinyin import parse_pinyin, part_letters
from index.analysis.script import fold
from index.model import FILTER_ATTRIBUTES, FilterName, SearchRequest
from index.planning.planner import holds_address
from index.query.ast import And, Everything, Node, Not, Or, Phrase, Prefix, Run, Scope
from index.query.parser import parse_query
from index.query.render import render_query

AlternativeKind: TypeAlias = Literal[
    "within-names", "without-filters", "without-filter", "without-dates", "without-clause", "any-clause", "as-words", "anywhere",
    "without-quotes", "spelling",
]  # fmt: skip

_MOST_COUNTED = 40
"""Alternatives that are counted, at a third of a millisecond each: what a query of sixteen clauses under three filters has."""
_MOST_SPELLINGS = 3
_LEAST_WORDS = 2

_NARROWER: dict[AlternativeKind, tuple[AlternativeKind, ...]] = {
    "as-words": ("without-quotes", "anywhere"),
    "any-clause": ("without-clause", "as-words"),
    "without-filter": ("within-names",),
}
"""What can find only what the first finds, too: all but one clause are among any of them."""

_FIELDS_OF_FILTERS: Mapping[FilterName, Scope] = MappingProxyType(
    {
        "source": "source",
        "person": "entity",
        "organisation": "entity",
        "place": "entity",
        "term": "entity",
        "entity": "entity",
    }
)
"""The field of the query that looks inside the names which a filter wants whole; a region is no name to look into."""

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
    """Finds alternatives with the archive's analyzer and names.

    *sound_alike* gives names for a word, *spelled* names and words for letters; *count* is the total of a request as `search` has it.
    """

    analyzer: Analyzer
    sound_alike: SoundAlike
    spelled: SoundAlike
    count: Count

    def find(self, request: SearchRequest) -> tuple[Alternative, ...]:
        """The alternatives of *request* that find anything: other spellings first, then by what is changed."""
        return self._counted(request, self._possible(request))

    def respell(self, request: SearchRequest) -> tuple[Alternative, ...]:
        """Only the other spellings: what may be meant where something else is found."""
        return self._counted(request, self._respellings(request))

    def _counted(self, request: SearchRequest, possible: Iterable[Alternative]) -> tuple[Alternative, ...]:
        found: list[Alternative] = []
        seen = {(request.query, _filters_of(request))}
        counted = 0
        for alternative in possible:
            key = (alternative.request.query, _filters_of(alternative.request))
            if key in seen:
                continue
            seen.add(key)
            if (counted := counted + 1) > _MOST_COUNTED:
                break
            total = self.count(alternative.request)
            if total and not _finds_the_same(alternative, total, found):
                found.append(dataclasses.replace(alternative, total=total))
        return tuple(found)

    def _respellings(self, request: SearchRequest) -> Iterator[Alternative]:
        tree = parse_query(request.query).tree
        for text in self._out_of_letters(tree):
            yield _with_query(request, "spelling", parse_query(text).tree, text)
        for node, detail in self._respelled(tree):
            yield _with_query(request, "spelling", node, detail)

    def _possible(self, request: SearchRequest) -> Iterator[Alternative]:
        """The alternatives in the order in which they are shown, those that change least first."""
        tree = parse_query(request.query).tree
        yield from self._respellings(request)
        yield from _within_names(request, tree)
        yield from _with_fewer_filters(request)
        if holds_address(request.query):
            # It means one page: articles that say https and com are no answer to it.
            return
        unquoted, anywhere = _unquoted(tree), _anywhere(tree)
        if isinstance(tree, Phrase) and tree.scope == "text" and parse_query(tree.text).plain:
            # As it would have been typed: what is plain may be loosened, too.
            typed = dataclasses.replace(request, query=tree.text, page=1)
            yield Alternative(kind="without-quotes", detail="", request=typed, total=0)
        yield _with_query(request, "without-quotes", unquoted)
        yield _with_query(request, "anywhere", anywhere)
        yield _with_query(request, "anywhere", _unquoted(anywhere))
        for parted in (self._as_words(tree), self._as_words(anywhere)):
            yield _with_query(request, "as-words", parted)
        if isinstance(tree, And):
            for child in tree.children:
                rest = _joined_by_and([one for one in tree.children if one is not child])
                yield _with_query(request, "without-clause", rest, render_query(child))
        for whole in (tree, self._as_words(tree), self._as_words(_anywhere(tree, ("title", "body")))):
            yield _with_query(request, "any-clause", _any_of_words(whole))

    def _out_of_letters(self, tree: Node) -> Iterator[str]:
        """A query that is pinyin all through, or in clauses that stand together, as the words that it spells.

        `xi tu chukou` and `xituchukou` are 稀土 出口. A name of the archive goes before a word of the language; for each place the
        three commonest are tried, one place at a time.
        """
        clauses = tree.children if isinstance(tree, And) else (tree,)
        letters = [_letters_of(clause) for clause in clauses]
        if not any(letters):
            return
        places: list[tuple[str, ...]] = []
        for is_spelled, group in itertools.groupby(
            zip(clauses, letters, strict=True), lambda pair: bool(pair[1])
        ):
            members = list(group)
            if not is_spelled:
                places += [(render_query(_joined_by_and([clause for clause, _ in members])),)]
                continue
            parts = part_letters(
                "".join(spelled for _, spelled in members), lambda piece: bool(self.spelled(piece))
            )
            if not parts:
                return
            places += [tuple(self.spelled(part)[:_MOST_SPELLINGS]) for part in parts]
        first = [spellings[0] for spellings in places]
        yield " ".join(first)
        for at, spellings in enumerate(places):
            for other in spellings[1:]:
                yield " ".join([*first[:at], other, *first[at + 1 :]])

    def _respelled(self, tree: Node) -> Iterator[tuple[Node, str]]:
        """The query with one of its words replaced by a name that sounds the same."""
        leaves = tree.children if isinstance(tree, (And, Or)) else (tree,)
        for leaf in leaves:
            if not isinstance(leaf, (Run, Phrase)):
                continue
            for name in self.sound_alike(leaf.text)[:_MOST_SPELLINGS]:
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
                return And(children=tuple(_flat(parts, And)))
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


def _flat(nodes: Sequence[Node], kind: type[And] | type[Or]) -> Iterator[Node]:
    """*nodes*, those of *kind* among them dissolved: a tree has none inside its like."""
    for node in nodes:
        if isinstance(node, kind):
            yield from node.children
        else:
            yield node


def _joined_by_and(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(children=tuple(nodes))


def _letters_of(clause: Node) -> str:
    """The letters of a clause that may be pinyin, else the empty string."""
    if not isinstance(clause, Run) or clause.scope != "text":
        return ""
    return parse_pinyin(clause.text) or ""


def _finds_the_same(alternative: Alternative, total: int, found: Sequence[Alternative]) -> bool:
    """True where one that changes less, and finds nothing that this one does not, finds as much."""
    narrower = _NARROWER.get(alternative.kind, ())
    return any(one.kind in narrower and one.total == total for one in found)


def _unquoted(tree: Node) -> Node:
    """Quotations as plain words, as if they had been typed without their quotes."""
    match tree:
        case And() | Or():
            parts = [_unquoted(child) for child in tree.children]
            return type(tree)(children=tuple(_flat(parts, type(tree))))
        case Phrase():
            plain = parse_query(tree.text).tree
            runs = plain.children if isinstance(plain, And) else (plain,)
            scoped = [Run(text=run.text, scope=tree.scope) for run in runs if isinstance(run, Run)]
            if len(scoped) < len(runs):
                return tree
            return _joined_by_and(scoped)
        case _:
            return tree


def _anywhere(tree: Node, scopes: Sequence[Scope] = ("title", "body", "entity", "source")) -> Node:
    """What is looked for in one of *scopes* alone is looked for in title and body."""
    match tree:
        case And() | Or():
            return dataclasses.replace(
                tree, children=tuple(_anywhere(child, scopes) for child in tree.children)
            )
        case Run() | Phrase() | Prefix() if tree.scope in scopes:
            return dataclasses.replace(tree, scope="text")
        case _:
            return tree


def _is_word(node: Node) -> bool:
    return isinstance(node, (Run, Phrase, Prefix)) and node.scope == "text"


def _any_of_words(tree: Node) -> Node:
    """The words of a query with OR between them; its fields stay, and what it excludes is left out."""
    if not isinstance(tree, And):
        return tree
    words = [one for one in tree.children if _is_word(one)]
    rest = [one for one in tree.children if not _is_word(one) and not isinstance(one, Not)]
    if len(words) < _LEAST_WORDS:
        return tree
    return _joined_by_and([Or(children=tuple(words)), *rest])


def _with_query(request: SearchRequest, kind: AlternativeKind, tree: Node, detail: str = "") -> Alternative:
    changed = dataclasses.replace(request, query=render_query(tree), page=1)
    return Alternative(kind=kind, detail=detail, request=changed, total=0)


def _within_names(request: SearchRequest, tree: Node) -> Iterator[Alternative]:
    """With one filter each taken as a part of a name: `source=新闻` as `source:新闻`."""
    for name, field in _FIELDS_OF_FILTERS.items():
        if not (values := request.chosen(name)):
            continue
        parts: list[Node] = [_named_so(value, field) for value in values]
        part = parts[0] if len(parts) == 1 else Or(children=tuple(parts))
        clauses = [] if isinstance(tree, Everything) else list(_flat([tree], And))
        whole = _joined_by_and([*clauses, part])
        yield _with_query(request.choosing(name, ()), "within-names", whole, "、".join(values))


def _named_so(value: str, field: Scope) -> Node:
    run = Run(text=value, scope=field)
    return run if parse_query(render_query(run)).tree == run else Phrase(text=value, scope=field)


def _with_fewer_filters(request: SearchRequest) -> Iterator[Alternative]:
    """Without one filter each; where there are several, without any too."""
    active = [name for name in FILTER_ATTRIBUTES if request.chosen(name)]
    has_dates = request.first_date is not None or request.last_date is not None
    for name in active:
        changed = dataclasses.replace(request.choosing(name, ()), page=1)
        detail = "、".join(request.chosen(name))
        yield Alternative(kind="without-filter", detail=detail, request=changed, total=0)
    if has_dates:
        changed = dataclasses.replace(request, page=1, first_date=None, last_date=None)
        yield Alternative(kind="without-dates", detail="", request=changed, total=0)
    if len(active) + has_dates > 1 or request.added_after:
        bare = request
        for name in active:
            bare = bare.choosing(name, ())
        changed = dataclasses.replace(bare, page=1, first_date=None, last_date=None, added_after=0)
        yield Alternative(kind="without-filters", detail="", request=changed, total=0)


def _filters_of(request: SearchRequest) -> tuple[object, ...]:
    """Everything of a request that narrows it but its query."""
    return (
        request.first_date,
        request.last_date,
        request.added_after,
        *map(request.chosen, FILTER_ATTRIBUTES),
    )
