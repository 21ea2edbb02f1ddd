"""Matching: where in texts a query's needles stand, in offsets of those texts.

Works on canonical text (`analysis/units.py`), which is 1:1 with the original, so every range is final: it covers exactly
the characters that matched, in the article's own spelling, and may enclose a skipped quote. The same units decide here and in
the index, so what the engine found can be marked. Serves snippets and the article page.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.analysis.script import code_points
from index.analysis.units import (
    BREAK,
    DECIMAL,
    GLUE,
    LETTERS,
    SKIP,
    canonical,
    is_letters,
    is_mark,
    plain_canonical,
)
from index.model import Span
from index.planning.plan import Needle
from index.schema import TextScope

_LETTER = re.compile(LETTERS)
_REST_OF_UNIT = re.compile(f"{LETTERS}*")


class Match(NamedTuple):
    """A range that matched, and the number of the needle that did."""

    start: int
    end: int
    needle: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """One spelling of a needle: the *run* of its units without what stands between, and where in it *words* of letters lie."""

    needle: int
    run: str
    words: tuple[Span, ...]
    is_prefix: bool


class Matcher:
    """The needles of one query; safe for several threads.

    Runs are looked for as strings, and only a word of letters is looked at more closely: a regular expression per query takes
    longer to compile than ten texts take to be searched (0.1 to 0.4 ms, measured).
    """

    def __init__(self, needles: Sequence[Needle]) -> None:
        """Their number in the sequence is what `Match.needle` says."""
        # Only a needle with punctuation, digits or several Latin units meets what `canonical` does beyond the plain table
        # (5G is no part of 3.5G); for all others the table alone decides, in a tenth of the time.
        self._needs_context = any(map(_needs_context, needles))
        self._scopes = tuple(needle.scopes for needle in needles)
        self._sought = tuple(
            _sought(number, spelling, needle.is_prefix)
            for number, needle in enumerate(needles)
            for spelling in needle.spellings
        )
        self._has_spellings = len(self._sought) > len(self._scopes)

    def sought(self, scope: TextScope) -> int:
        """How many needles are looked for in a field of *scope*."""
        return sum(_looks_at(scopes, scope) for scopes in self._scopes)

    def matches(self, text: str, scope: TextScope) -> list[Match]:
        """Every match in *text*, a field of *scope*; see `find`."""
        return self.find([text], scope)[0]

    def find_fields(
        self, titles: Sequence[str], bodies: Sequence[str]
    ) -> tuple[list[list[Match]], list[list[Match]]]:
        """What `find` gives for titles and for bodies, in one pass where the same is sought in both."""
        if self.sought("title") != len(self._scopes) or self.sought("body") != len(self._scopes):
            return self.find(titles, "title"), self.find(bodies, "body")
        found = self.find([*titles, *bodies], "body")
        return found[: len(titles)], found[len(titles) :]

    def find(self, texts: Sequence[str], scope: TextScope) -> list[list[Match]]:
        """Every match in each of *texts*, fields of *scope*, by start; ranges of different needles may overlap.

        Needles that look at entities are marked in title and body too: that is where the names stand. Ten texts at once cost
        half of ten texts one by one.
        """
        found: list[list[Match]] = [[] for _ in texts]
        sought = [one for one in self._sought if _looks_at(self._scopes[one.needle], scope)]
        if not sought or not texts:
            return found
        text = _Compact(self._folded(texts))
        starts = [0, *itertools.accumulate(len(one) + 1 for one in texts)]
        for one in sought:
            at, before, behind = 0, 0, starts[1]
            for start, end in zip(*text.places(one), strict=True):
                if start >= behind:
                    at = bisect.bisect_right(starts, start) - 1
                    before, behind = starts[at], starts[at + 1]
                found[at].append(Match(start - before, end - before, one.needle))
        if len(sought) > 1:
            for matches in found:
                matches.sort(key=lambda match: (match.start, -match.end))
        return [_without_parts(matches) for matches in found] if self._has_spellings else found

    def _folded(self, texts: Sequence[str]) -> str:
        """The texts in one piece, in canonical form, with a break after each, so that nothing reaches over."""
        if self._needs_context:
            return "".join([canonical(text) + BREAK for text in texts])
        return plain_canonical("\n".join(texts) + "\n")


class _Compact:
    """A canonical text without what runs pass over, and the way back to places in it."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._text = folded.replace(SKIP, "").replace(GLUE, "")

    @functools.cached_property
    def _kept(self) -> npt.NDArray[np.int64]:
        """The place in the canonical text of each character."""
        points = code_points(self._folded)
        return np.flatnonzero((points != ord(SKIP)) & (points != ord(GLUE)))

    def places(self, sought: _Sought) -> tuple[list[int], list[int]]:
        """Starts and ends, in the canonical text, of what is *sought*, from left to right, none overlapping."""
        text, run, step = self._text, sought.run, len(sought.run)
        found = []
        at = text.find(run) if run else -1
        while at >= 0:
            is_whole = not sought.words or all(self._is_whole(at, word, sought) for word in sought.words)
            if is_whole:
                found.append(at)
            at = text.find(run, at + step if is_whole else at + 1)
        if len(text) == len(self._folded):
            starts, ends = found, [at + step for at in found]
        else:
            firsts = np.array(found, dtype=np.int64)
            starts, ends = self._kept[firsts].tolist(), (self._kept[firsts + (step - 1)] + 1).tolist()
        return starts, [self._rest_of_unit(end) for end in ends] if sought.is_prefix else ends

    def _rest_of_unit(self, end: int) -> int:
        """Where the letters end that go on at *end*."""
        rest = _REST_OF_UNIT.match(self._folded, end)
        return end if rest is None else rest.end()

    def _is_whole(self, at: int, word: Span, sought: _Sought) -> bool:
        """True where *word* of the run found at *at* is a unit: nothing skipped inside, no letter before or behind."""
        folded = self._folded
        start, end = int(self._kept[at + word.start]), int(self._kept[at + word.end - 1]) + 1
        if SKIP in folded[start:end] or (start and _LETTER.match(folded, start - 1)):
            return False
        if sought.is_prefix and word.end == len(sought.run):
            return True
        while end < len(folded) and folded[end] == GLUE:
            end += 1
        return not _LETTER.match(folded, end)


def _sought(number: int, spelling: Sequence[str], is_prefix: bool) -> _Sought:
    run = ""
    words = []
    for unit in spelling:
        if is_letters(unit):
            words.append(Span(start=len(run), end=len(run) + len(unit)))
            unit = unit.replace(".", DECIMAL)
        run += unit
    return _Sought(needle=number, run=run, words=tuple(words), is_prefix=is_prefix)


def _looks_at(scopes: Sequence[TextScope], scope: TextScope) -> bool:
    return scope in scopes or "entity" in scopes


def _needs_context(needle: Needle) -> bool:
    return any(
        is_mark(unit) or any(sign.isdecimal() for sign in unit) or sum(map(is_letters, spelling)) > 1
        for spelling in needle.spellings
        for unit in spelling
    )


def _without_parts(matches: Sequence[Match]) -> list[Match]:
    """*matches* (by start) without those that begin inside one of the same needle: 人工智能 in 人工智能+."""
    ends: dict[int, int] = {}
    kept = []
    for match in matches:
        if match.start >= ends.get(match.needle, 0):
            kept.append(match)
            ends[match.needle] = match.end
    return kept


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
