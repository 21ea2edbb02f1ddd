"""Query text to the tree: any string is read, leniently, or is over a limit.

Grammar, loosest first: `OR`, then `AND` or a space, then `NOT`, `-` and fields, then words, quotations and brackets. An
operator without its operands is a plain word; what cannot be read as it looks is plain words with a notice. This module
never looks at an index, a gazetteer or a clock; the tree goes on to `search.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.errors import QueryLimitError
from index.model import Notice
from index.query import notices
from index.query.ast import And, Everything, InRegion, Node, Not, Or, ParsedQuery, Phrase, Prefix, Run, Scope
from index.query.dates import parse_date_range
from index.query.leaves import canonical_phrase, cut_word, is_searchable
from index.query.lexer import (
    FIELDS,
    FieldName,
    Token,
    as_operator,
    field_key,
    lex,
    normalise_query,
    replace_surrogates,
)
from index.query.nesting import QUOTE_SIGNS


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryLimits:
    """The most that a query may hold: *characters* as typed, *clauses* (words and quotations), *depth* of brackets."""

    characters: int = 256
    clauses: int = 32
    depth: int = 8


QUERY_LIMITS = QueryLimits()
"""The limits of the query language (contract)."""

_WORDS = frozenset({"word", "phrase"})
_OPERAND_STARTS = frozenset({"word", "phrase", "open", "not", "minus", "field"})
# Capitals alone are rather an agency in a headline (BBC：…), `//` an address.
_UNKNOWN_FIELD = re.compile(r"[A-Z]?[a-z]+:(?!/)[^\s:]")
_SMALL_OPERATORS = frozenset({"and", "or", "not"})
_HAN = re.compile("[\u3400-\u9fff]")


def parse_query(text: str, limits: QueryLimits = QUERY_LIMITS) -> ParsedQuery:
    """Read *text*; every string has a reading, `parse_query(render_query(tree)).tree == tree` for its tree.

    Raises QueryLimitError, naming the limit, and nothing else. Time is linear in the length of *text*.
    """
    if len(text) > limits.characters:
        raise QueryLimitError(
            f"查询超过 {limits.characters} 个字符，请缩短 · the query is over the limit of {limits.characters} characters:"
            " shorten it"
        )
    normal = normalise_query(text)
    lexed = lex(normal)
    noted = _describe_unbalanced(lexed.unbalanced)
    tokens, noted_signs = _drop_empty(lexed.tokens)
    _check_depth(tokens, limits)
    parser = _Parser(tokens, limits)
    tree = parser.parse_or(_Context())
    noted += [*noted_signs, *parser.noted]
    if tree is None:
        signs = "".join(normal.split())
        tree = Run(text=signs) if signs else Everything()
        if signs:
            noted.append(notices.NOTHING_SEARCHABLE)
    return ParsedQuery(
        text=replace_surrogates(text),
        tree=tree,
        plain=not parser.used_operators,
        notices=tuple(dict.fromkeys(noted)),
    )


def _describe_unbalanced(signs: frozenset[str]) -> list[Notice]:
    quote = [notices.UNBALANCED_QUOTE] if signs & QUOTE_SIGNS else []
    bracket = [notices.UNBALANCED_BRACKET] if signs - QUOTE_SIGNS else []
    return quote + bracket


def _drop_empty(tokens: Iterable[Token]) -> tuple[list[Token], list[Notice]]:
    """The tokens without words, quotations and brackets that hold nothing to search, and what to say about it."""
    kept: list[Token] = []
    noted: list[Notice] = []
    for token in tokens:
        if token.kind in ("word", "phrase") and not is_searchable(token.text):
            noted.extend(_describe_signs(token))
        elif token.kind == "close" and kept and kept[-1].kind == "open":
            kept.pop()
            noted.append(notices.SIGNS_IGNORED)
        else:
            kept.append(token)
            continue
        while kept and kept[-1].kind == "minus":
            kept.pop()
    return kept, noted


def _describe_signs(token: Token) -> list[Notice]:
    if token.kind == "word" and not token.text:
        return []  # a stray quote or bracket, described already
    if token.kind == "word" and not token.text.strip("-"):
        return [notices.LONE_OPERATOR]
    if token.kind == "word" and not token.text.strip("*"):
        return [notices.STAR_DROPPED]
    return [notices.SIGNS_IGNORED]


def _check_depth(tokens: Iterable[Token], limits: QueryLimits) -> None:
    depth = 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth > limits.depth:
            raise QueryLimitError(
                f"括号超过 {limits.depth} 层，请减少 · brackets are over the limit of depth {limits.depth}: use fewer"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """Where an operand is looked for: in *field*; where that is a date that cannot be read, in *scope*.

    *name* is the field's name as typed when it stands directly before the operand.
    """

    field: FieldName = "text"
    scope: Scope = "text"
    name: str | None = None

    def bound_to(self, name: str) -> _Context:
        field = FIELDS[field_key(name)]
        if field == "region" or field == "date":
            return _Context(field=field, scope=self.scope, name=name)
        return _Context(field=field, scope=field, name=name)


class _Parser:
    """One walk over the tokens by recursive descent; the depth of brackets bounds the recursion."""

    def __init__(self, tokens: Sequence[Token], limits: QueryLimits) -> None:
        self.noted: list[Notice] = []
        self.used_operators = False
        self._tokens = tokens
        self._limits = limits
        self._place = 0
        self._clauses = 0

    def parse_or(self, context: _Context) -> Node | None:
        """Read up to the end or the closing bracket; None where there is nothing to search."""
        children = [self._parse_and(context)]
        while self._kind() == "or":
            self._use()
            children.append(self._parse_and(context))
        return _join(Or, children)

    def _parse_and(self, context: _Context) -> Node | None:
        """Read up to the end, a closing bracket, or an `OR` between two operands."""
        children: list[Node | None] = []
        while (kind := self._kind()) not in ("end", "close"):
            if kind not in ("or", "and"):
                children.append(self._parse_unary(context))
            elif not children or self._kind(1) not in _OPERAND_STARTS:
                children.append(self._read_lone(notices.LONE_OPERATOR, context))
            elif kind == "and":
                self._use()
            else:
                break
        return _join(And, children)

    def _parse_unary(self, context: _Context) -> Node | None:
        negated = False
        while (kind := self._kind()) in ("minus", "not", "field"):
            if kind == "field" and not self._binds():
                return _negate(self._read_lone(notices.EMPTY_FIELD, context), negated)
            if kind == "not" and self._kind(1) not in _OPERAND_STARTS:
                return _negate(self._read_lone(notices.LONE_OPERATOR, context), negated)
            token = self._use()
            if kind == "field":
                context = context.bound_to(token.text)
            else:
                negated = not negated
        return _negate(self._parse_primary(context), negated)

    def _parse_primary(self, context: _Context) -> Node | None:
        if self._kind() != "open":
            return self._read_leaf(self._take(), context)
        self._use()
        inner = self.parse_or(replace(context, name=None))
        self._take()
        return inner

    def _read_leaf(self, token: Token, context: _Context) -> Node | None:
        self._clauses += 1
        if self._clauses > self._limits.clauses:
            most = self._limits.clauses
            raise QueryLimitError(
                f"查询超过 {most} 个子句，请缩短 · the query is over the limit of {most} clauses: leave some out"
            )
        self.used_operators |= token.kind == "phrase"
        if context.field == "date":
            return self._read_dates(token, context)
        if context.field == "region":
            return self._read_region(token)
        return self._read_text(token, context.field)

    def _read_text(self, token: Token, scope: Scope) -> Node | None:
        if token.kind == "phrase":
            return Phrase(text=canonical_phrase(token.text), scope=scope)
        if as_operator(token.text) is not None:
            # Behind a minus or a field's colon it is a word; elsewhere this has been said.
            self.noted.append(notices.LONE_OPERATOR)
        if token.text in _SMALL_OPERATORS and self._is_among_han():
            self.noted.append(notices.SMALL_OPERATOR)
        if _UNKNOWN_FIELD.match(token.text):
            self.noted.append(notices.UNKNOWN_FIELD)
        cut = cut_word(token.text)
        if cut.star_dropped:
            self.noted.append(notices.STAR_DROPPED)
        self.used_operators |= any(piece.is_prefix for piece in cut.pieces)
        return _join(
            And,
            [
                Prefix(text=piece.text, scope=scope) if piece.is_prefix else Run(text=piece.text, scope=scope)
                for piece in cut.pieces
            ],
        )

    def _read_region(self, token: Token) -> Node | None:
        if token.kind == "phrase":
            return InRegion(name=canonical_phrase(token.text))
        cut = cut_word(token.text)
        if cut.star_dropped or any(piece.is_prefix for piece in cut.pieces):
            self.noted.append(notices.STAR_DROPPED)
        return _join(And, [InRegion(name=piece.text) for piece in cut.pieces])

    def _read_dates(self, token: Token, context: _Context) -> Node | None:
        try:
            found = parse_date_range(token.text)
        except ValueError:
            self.noted.append(notices.IMPOSSIBLE_DATE)
            name = [] if context.name is None else [Run(text=context.name, scope=context.scope)]
            return _join(And, [*name, self._read_text(token, context.scope)])
        if found.swapped:
            self.noted.append(notices.SWAPPED_DATES)
        return found.dates

    def _read_lone(self, notice: Notice, context: _Context) -> Node | None:
        """Read an operator without operands or a field without content as the plain word that it is."""
        self.noted.append(notice)
        token = self._take()
        if not is_searchable(token.text):
            return None
        return self._read_leaf(Token(kind="word", text=token.text), replace(context, name=None))

    def _is_among_han(self) -> bool:
        """Whether the words beside the one just taken are Chinese: in a line of English, `and` is a word like any other."""
        before, after = self._tokens[: self._place - 1][-1:], self._tokens[self._place : self._place + 1]
        return bool(after) and all(
            token.kind in _WORDS and _HAN.search(token.text) is not None for token in (*before, *after)
        )

    def _binds(self) -> bool:
        """Whether something follows that the field at this place can bind."""
        return self._kind(1) in _OPERAND_STARTS - {"field"}

    def _kind(self, ahead: int = 0) -> str:
        place = self._place + ahead
        return self._tokens[place].kind if place < len(self._tokens) else "end"

    def _take(self) -> Token:
        self._place += 1
        return self._tokens[self._place - 1]

    def _use(self) -> Token:
        self.used_operators = True
        return self._take()


def _join(kind: type[And] | type[Or], children: Iterable[Node | None]) -> Node | None:
    """One node of *kind* over all *children* that are there, its like among them dissolved."""
    flat: list[Node] = []
    for child in children:
        if isinstance(child, kind):
            flat.extend(child.children)
        elif child is not None:
            flat.append(child)
    if len(flat) < 2:
        return flat[0] if flat else None
    return kind(children=tuple(flat))


def _negate(node: Node | None, negated: bool) -> Node | None:
    if node is None or not negated:
        return node
    return node.child if isinstance(node, Not) else Not(child=node)
