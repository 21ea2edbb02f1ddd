"""Says where names that are sure once stand elsewhere in their article."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

import ahocorasick_rs

from index.model import Span
from indexer.detect.tagged_text import TaggedText

# What stands in longer words of the dictionary is spread only where its name is long.
_SPREAD_ACROSS_WORDS = 3
_MANY_NAMES = 12


def occurrences(tagged: TaggedText, sure: Iterable[Span]) -> list[Span]:
    """Every place where what is *sure* in an article stands in that article, in order within each."""
    text, starts = tagged.text, tagged.starts
    by_article: dict[int, set[str]] = defaultdict(set)
    for start, end in sure:
        by_article[tagged.article_at(start)].add(text[start:end])
    return [
        span
        for number, names in by_article.items()
        for span in _occurrences(text, tagged.article(number), names)
        if span.end - span.start >= _SPREAD_ACROSS_WORDS
        or starts[bisect_left(starts, span.start)] == span.start
    ]


def _occurrences(text: str, within: Span, names: set[str]) -> list[Span]:
    """Where *names* stand, the leftmost and of those the longest first, none overlapping another; linear in the text."""
    if len(names) > _MANY_NAMES:
        automaton = ahocorasick_rs.AhoCorasick(
            sorted(names), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )
        found = automaton.find_matches_as_indexes(text[within.start : within.end])
        return [Span(within.start + start, within.start + end) for _, start, end in found]
    # An automaton takes longer to make than a few names to look for.
    found_alone = []
    for name in names:
        at = text.find(name, within.start, within.end)
        while at >= 0:
            found_alone.append((at, -len(name)))
            at = text.find(name, at + 1, within.end)
    reached = 0
    free = []
    for start, length in sorted(found_alone):
        if start >= reached:
            reached = start - length
            free.append(Span(start, reached))
    return free
