"""The analyzer: the one place where text becomes terms, for articles and for queries.

Normalise → segment → fold for words, canonical units for n-grams (ADR 5). `analyse` gives an article's field its terms;
`read_run` gives a query the units of a run. It must not know engines: they get lists of terms (`schema.py`).
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.analysis.ngrams import bigrams
from index.analysis.questions import NAME_ENDINGS, QUESTION_WORDS
from index.analysis.script import fold, fold_fingerprint, has_traditional, to_simplified
from index.analysis.segment import Segmenter, load_segmenter
from index.analysis.units import (
    BREAK,
    LATIN_END,
    OPTIONAL_SIGNS,
    SIGNS,
    canonical,
    closed_units,
    is_letters,
    is_mark,
    unit_texts,
)

_NAMES_KEPT = 20_000
ANALYSIS_VERSION = 1
"""Raised whenever the same text may give other terms; part of an index's fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTerms:
    """What one field of one article is found by.

    Terms joined by single spaces (a term holds none): *words* are folded words of two and more characters and every unit;
    *bigrams* one per unit, in order, so that the number of the bigram is its position. One string costs a tenth of a
    list when it is handed from a worker process (measured).
    """

    words: str
    bigrams: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRun:
    """A run of a query in *pieces*.

    A piece is the units between two breaks, in order; it begins and ends with a letter, digit or ideograph, and may hold
    optional signs (`+ % .`) inside.
    """

    pieces: tuple[tuple[str, ...], ...]


class Analyzer:
    """Text to terms, with one dictionary that never changes after construction; safe for several threads."""

    def __init__(self, terms: Iterable[str] = (), *, segmenter: Segmenter | None = None) -> None:
        """*terms* are words of the lexicon and the user dictionary, in either script."""
        self.terms = tuple(sorted({to_simplified(term) for term in terms}))
        self._segmenter = segmenter if segmenter is not None else load_segmenter(self.terms)
        # Names and sources come again and again: four fifths of them are answered from here.
        self.analyse_name = functools.lru_cache(maxsize=_NAMES_KEPT)(self.analyse)

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text may give other terms: version, fold table, dictionary."""
        rows = "\n".join((str(ANALYSIS_VERSION), fold_fingerprint(), *self.terms))
        return hashlib.blake2b(rows.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    def words(self, text: str) -> list[str]:
        """Folded words of *text* of two and more characters, in order, parts before wholes."""
        return self._joined_words(text).split()

    def _joined_words(self, text: str) -> str:
        simplified = to_simplified(text) if has_traditional(text) else text
        return fold(" ".join([word for word in self._segmenter.words(simplified) if len(word) > 1]))

    def coarse_words(self, text: str) -> list[str]:
        """Folded words of *text* that do not overlap, and its runs of letters and digits; in order within each kind."""
        simplified = to_simplified(text) if has_traditional(text) else text
        cut = self._segmenter.coarse(simplified)
        words = fold("\n".join(cut)).split("\n") if cut else []
        return words + [unit for unit in unit_texts(canonical(text)) if is_letters(unit)]

    def whole_words(self, text: str) -> list[str]:
        """`coarse_words`, but with loose characters put to the names that they make or end: 卫健委, 交通运输部.

        A character that the dictionary leaves alone joins the ones before it, and a word where it ends names; question
        words join nothing.
        """
        simplified = to_simplified(text) if has_traditional(text) else text
        folded = fold(simplified)
        words: list[str] = []
        end, open_at, loose = 0, -1, False
        for word in fold("\n".join(self._segmenter.coarse(simplified))).split("\n"):
            start = folded.index(word, end)
            end = start + len(word)
            is_loose = len(word) == 1 and word not in QUESTION_WORDS
            if is_loose and start == open_at and (loose or word in NAME_ENDINGS):
                words[-1] += word
            elif word:
                words.append(word)
                loose = is_loose
            open_at = -1 if word in QUESTION_WORDS else end
        return words + [unit for unit in unit_texts(canonical(text)) if is_letters(unit)]

    def analyse(self, text: str) -> FieldTerms:
        """The terms of one field of an article."""
        found = closed_units(canonical(text))
        if not found:
            return FieldTerms(words="", bigrams="")
        units = " ".join([unit for unit in found if unit not in SIGNS]).replace(LATIN_END, "")
        words = self._joined_words(text)
        return FieldTerms(words=f"{words} {units}".strip(), bigrams=" ".join(bigrams(found)))

    def read_run(self, text: str) -> ReadRun:
        """The units of a query's run, parted at breaks and punctuation."""
        pieces: list[tuple[str, ...]] = []
        piece: list[str] = []
        for unit in [*unit_texts(canonical(text)), BREAK]:
            if is_mark(unit) and unit not in OPTIONAL_SIGNS:
                pieces.append(_trimmed(piece))
                piece = []
            else:
                piece.append(unit)
        return ReadRun(pieces=tuple(piece for piece in pieces if piece))


def exact_units(text: str) -> tuple[str, ...]:
    """The units of a quotation: letters, ideographs and the punctuation between them, none at its ends."""
    return _trimmed(unit_texts(canonical(text)))


def _trimmed(found: Sequence[str]) -> tuple[str, ...]:
    first, last = 0, len(found)
    while first < last and is_mark(found[first]):
        first += 1
    while first < last and is_mark(found[last - 1]):
        last -= 1
    return tuple(found[first:last])
