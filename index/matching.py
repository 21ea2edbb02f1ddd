"""Matching: where in a text a query's needles stand, in offsets of that text.

Works on canonical text (`analysis/units.py`), which is 1:1 with the original, so every range is final: it covers exactly
the characters that matched, in the article's own spelling, and may enclose a skipped quote. The same units decide here and in
the index, so what the engine found can be marked. Serves snippets and the article page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.analysis.units import LETTERS, SKIP, canonical, is_letters, is_mark, plain_canonical, unit_pattern
from index.model import Span
from index.planning import Needle
from index.schema import TextScope


class Match(NamedTuple):
    """A range that matched, and the number of the needle that did."""

    start: int
    end: int
    needle: int


class Matcher:
    """The compiled needles of one query; safe for several threads."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        """Compile *needles*; their number in the sequence is what `Match.needle` says."""
        # Only a needle with punctuation, digits or several Latin units meets what `canonical` does beyond the plain table
        # (5G is no part of 3.5G); for all others the table alone decides, in a tenth of the time.
        self._read = canonical if any(_needs_context(needle) for needle in needles) else plain_canonical
        self._patterns = tuple(
            (number, _pattern(needle), needle.scopes) for number, needle in enumerate(needles)
        )

    def sought(self, scope: TextScope) -> int:
        """How many needles are looked for in a field of *scope*."""
        return sum(_looks_at(scopes, scope) for _, _, scopes in self._patterns)

    def matches(self, text: str, scope: TextScope) -> list[Match]:
        """Every match in *text*, a field of *scope*, by start; ranges of different needles may overlap.

        Needles that look at entities are marked in title and body too: that is where the names stand.
        """
        if not self._patterns or not text:
            return []
        folded = self._read(text)
        found = [
            Match(match.start(), match.end(), number)
            for number, pattern, scopes in self._patterns
            if _looks_at(scopes, scope)
            for match in pattern.finditer(folded)
        ]
        found.sort(key=lambda match: (match.start, -match.end))
        return found


def _looks_at(scopes: Sequence[TextScope], scope: TextScope) -> bool:
    return scope in scopes or "entity" in scopes


def _needs_context(needle: Needle) -> bool:
    return any(
        is_mark(unit) or any(sign.isdecimal() for sign in unit) or sum(map(is_letters, spelling)) > 1
        for spelling in needle.spellings
        for unit in spelling
    )


def _pattern(needle: Needle) -> re.Pattern[str]:
    gap = f"{SKIP}*"
    spellings = sorted(needle.spellings, key=len, reverse=True)
    alternatives = []
    for spelling in spellings:
        parts = [unit_pattern(unit) for unit in spelling]
        if needle.is_prefix:
            parts[-1] = rf"(?<!{LETTERS}){re.escape(spelling[-1])}{LETTERS}*"
        alternatives.append(gap.join(parts))
    return re.compile("|".join(alternatives))


def merged(matches: Sequence[Match]) -> tuple[Span, ...]:
    """The ranges of *matches* (sorted by start) as spans of which none overlaps or lies inside another."""
    spans: list[Span] = []
    for match in matches:
        if spans and match.start < spans[-1].end:
            if match.end > spans[-1].end:
                spans[-1] = Span(start=spans[-1].start, end=match.end)
        else:
            spans.append(Span(start=match.start, end=match.end))
    return tuple(spans)
