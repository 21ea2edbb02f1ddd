"""The tree back to canonical text: what the reader is shown as `interpreted`, and what reads back as the same tree.

Operators are written out, brackets only where needed, fields by their English names, quotations in the plainest quotes
that can carry them. This module must not shorten or beautify: `parse_query(render_query(tree)).tree == tree` is the law.
"""

from __future__ import annotations

from typing import assert_never

from index.query.ast import (
    And,
    Everything,
    InDates,
    InRegion,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Run,
    Scope,
)
from index.query.leaves import quote_phrase
from index.query.lexer import as_operator


def render_query(node: Node) -> str:
    """The canonical text of a tree that `parse_query` gave; the empty string for all articles.

    Reads back as the same tree where its length and clauses are within the limits: ` AND ` is longer than the space
    that was typed.
    """
    match node:
        case Or():
            return " OR ".join(render_query(child) for child in node.children)
        case And():
            return " AND ".join(_render_operand(child, (Or,)) for child in node.children)
        case Not():
            return f"NOT {_render_operand(node.child, (And, Or))}"
        case _:
            return _render_leaf(node)


def _render_operand(node: Node, looser: tuple[type[And] | type[Or], ...]) -> str:
    text = render_query(node)
    return f"({text})" if isinstance(node, looser) else text


def _render_leaf(leaf: Leaf) -> str:
    match leaf:
        case Everything():
            return ""
        case Run():
            # In brackets of its own an operator word has no operands, so it is a plain word.
            plain = leaf.text if as_operator(leaf.text) is None or leaf.text == "|" else f"({leaf.text})"
            return _field(leaf.scope) + plain
        case Phrase():
            return _field(leaf.scope) + _quote(leaf.text)
        case Prefix():
            return f"{_field(leaf.scope)}{leaf.text}*"
        case InRegion():
            return "region:" + (leaf.name if leaf.name.isalnum() else _quote(leaf.name))
        case InDates():
            if leaf.first == leaf.last:
                return f"date:{leaf.first}"
            return f"date:{leaf.first or ''}..{leaf.last or ''}"
        case _:
            assert_never(leaf)


def _field(scope: Scope) -> str:
    return "" if scope == "text" else f"{scope}:"


def _quote(text: str) -> str:
    return quote_phrase(text) or f'"{text}"'
