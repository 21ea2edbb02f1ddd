"""Respelling: from folded text back to a spelling that the dictionary knows, the same for every spelling that was typed.

Nobody can segment folded text (the fold makes 划家 of 画家), and cutting a query as typed would make two queries of 计划 and 计画.
So a query is folded first and spelled anew from that alone: words of `data/respellings.tsv` and of the lexicon in their
commonest spelling, everything else as folded. Articles are cut as they are written. `segment.py` is next.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

import ahocorasick_rs

from index.analysis.script import fold, read_word_pairs


@functools.cache
def load_respellings() -> Mapping[str, str]:
    """Folded words with their commonest simplified spelling, of equal length; those that overlap them stand for themselves.

    Raises DamagedError where the installed file is not what was shipped.
    """
    return read_word_pairs("respellings.tsv")


class Respeller:
    """Spells folded text with one dictionary; safe for several threads. Made in 13 ms, 5 MB; 4 µs for a query (measured)."""

    def __init__(self, terms: Iterable[str]) -> None:
        """*terms* are words that were added to the dictionary, in simplified script."""
        rows = {**load_respellings(), **{fold(term): term for term in terms}}
        self._spelled = tuple(rows.values())
        # Of several words at one place the longest, as the segmenter would mostly have it.
        self._words = ahocorasick_rs.AhoCorasick(
            list(rows), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def respell(self, text: str) -> str:
        """*text*, in any spelling, as its folded form is spelled most often; same length.

        `respell(text) == respell(fold(text))`, and `fold(respell(text)) == fold(text)`.
        """
        folded = fold(text)
        parts: list[str] = []
        end = 0
        for number, start, behind in self._words.find_matches_as_indexes(folded):
            parts += (folded[end:start], self._spelled[number])
            end = behind
        return "".join([*parts, folded[end:]])
