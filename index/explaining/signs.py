"""The characters of a query: which are read as others, and which others find the same. Pure: text in, values out."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Set
from typing import assert_never

from index.analysis.script import load_fold_table, to_simplified, twins
from index.analysis.units import GLUE, SKIP, is_mark, plain_canonical
from index.explaining.model import ReadSign, SameSigns, WhyRead
from index.query.ast import And, Everything, InDates, InRegion, Node, Not, Or, Phrase, Prefix, Run


def searched_text(tree: Node) -> str:
    """What *tree* looks for: the texts of its leaves in order, without operators, names of fields and dates."""
    match tree:
        case And() | Or():
            return "".join(map(searched_text, tree.children))
        case Not():
            return searched_text(tree.child)
        case Run() | Phrase() | Prefix():
            return tree.text
        case InRegion():
            return tree.name
        case Everything() | InDates():
            return ""
        case _:
            assert_never(tree)


def read_signs(text: str, searched: str) -> tuple[ReadSign, ...]:
    """The different characters of a query's *text* that are read as another one, in order.

    Letters, digits and ideographs only where they stand in *searched*: OR, 標題 and 或 are looked for nowhere.
    """
    return tuple(_read_signs(text, frozenset(searched)))


def _read_signs(text: str, searched: Set[str]) -> Iterator[ReadSign]:
    for sign in dict.fromkeys(text):
        read = plain_canonical(sign)
        narrow = unicodedata.normalize("NFKC", sign)
        if read in (SKIP, GLUE) or is_mark(read):
            # Of signs only the full-width forms are worth a word: （ is (, as an operator too.
            if narrow != sign and len(narrow) == 1 and not narrow.isspace():
                yield ReadSign(typed=sign, read_as=narrow, why="width")
        elif read != sign and sign in searched:
            yield ReadSign(typed=sign, read_as=read, why=_why(sign, read, narrow))


def _why(sign: str, read: str, narrow: str) -> WhyRead:
    if narrow != sign and narrow.lower() == read:
        return "width"
    if sign.lower() == read:
        return "case"
    return "script" if to_simplified(sign) == read else "variant"


def same_signs(text: str) -> tuple[SameSigns, ...]:
    """For the different Han characters and kana of *text* that have other spellings, in order, what these are."""
    found = []
    for sign in dict.fromkeys(text):
        folded = plain_canonical(sign)
        same = [one for one in (folded, *_spellings().get(folded, ())) if one != sign]
        # Of letters and digits every accent and every width would be listed.
        if same and not folded.isascii() and not is_mark(folded):
            others = twins().get(sign, frozenset())
            found.append(SameSigns(typed=sign, same=tuple(same), other_words=tuple(sorted(others))))
    return tuple(found)


@functools.cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """The characters that fold into each one."""
    found: dict[str, list[str]] = {}
    for sign, folded in load_fold_table().items():
        found.setdefault(folded, []).append(sign)
    return {folded: tuple(signs) for folded, signs in found.items()}
