"""The analyzer: the one place where text becomes terms, for articles and for queries.

Normalise → segment → fold for words, canonical units for n-grams (ADR 5). `analyse` gives an article's field its terms;
`read_run` gives a query the units of a run, `words` and its like the words that a spelling cannot change (`respelling.py`). It must not know engines: they get lists of terms (`schema.py`).
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.analysis.questions import NAME_ENDINGS, QUESTION_WORDS
from index.analysis.respelling import Respeller
from index.analysis.script import fold, fold_fingerprint, simplify, to_simplified
from index.analysis.segment import Segmenter, load_segmenter
from index.analysis.term_arrays import fold_words, unit_terms
from index.analysis.units import (
    BREAK,
    OPTIONAL_SIGNS,
    SIGNS,
    canonical,
    canonical_all,
    is_letters,
    is_mark,
    unit_texts,
)

_NAMES_KEPT = 20_000
_PASS_CHARACTERS = 20_000
"""Texts that are analysed together have so many characters at most, or are one: arrays over more leave the cache."""
_LEAST_WORD = 3  # characters of a word that is a term of its own: shorter ones are units and bigrams anyway
_OPEN_ENDS = frozenset(OPTIONAL_SIGNS + BREAK)
"""What says nothing at an end of a quotation: what is optional, and a break, which stands at an article's end too."""
ANALYSIS_VERSION = 3
"""Raised whenever the same text may give other terms; part of an index's fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTerms:
    """What one field of one article is found by.

    Terms joined by single spaces (a term holds none): *words* are folded words of three and more characters and every unit;
    *bigrams* one per unit, in order, so that the number of the bigram is its position, and a word of two characters is one of
    them (ADR 5). One string costs a tenth of a list when it is handed from a worker process (measured).
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
        self._names: dict[str, FieldTerms] = {}

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text may give other terms: version, fold table, dictionary."""
        rows = "\n".join((str(ANALYSIS_VERSION), fold_fingerprint(), *self.terms))
        return hashlib.blake2b(rows.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    @functools.cached_property
    def _respeller(self) -> Respeller:
        # A writer never needs one.
        return Respeller(self.terms)

    def words(self, text: str) -> list[str]:
        """Folded words of *text*, in any spelling, of two and more characters, in order, parts before wholes."""
        spelled = self._respeller.respell(text).replace("\n", " ")
        return fold_words(self._segmenter.joined_words(spelled))[0].split()

    def coarse_words(self, text: str) -> list[str]:
        """Folded words of *text*, in any spelling, that do not overlap, and its runs of letters and digits.

        In order within each kind.
        """
        cut = self._segmenter.coarse(self._respeller.respell(text))
        words = fold("\n".join(cut)).split("\n") if cut else []
        return words + [unit for unit in unit_texts(canonical(text)) if is_letters(unit)]

    def whole_words(self, text: str) -> list[str]:
        """`coarse_words`, but with loose characters put to the names that they make or end: 卫健委, 交通运输部.

        A character that the dictionary leaves alone joins the ones before it, and a word where it ends names; question
        words join nothing.
        """
        spelled = self._respeller.respell(text)
        folded = fold(spelled)
        words: list[str] = []
        end, open_at, loose = 0, -1, False
        for word in fold("\n".join(self._segmenter.coarse(spelled))).split("\n"):
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
        return self.analyse_all((text,))[0]

    def analyse_all(self, texts: Sequence[str]) -> list[FieldTerms]:
        """The terms of several fields, in their order: a third of the time of one by one."""
        made: list[FieldTerms] = []
        for some in _chunks(texts):
            found = unit_terms(canonical_all(some))
            made += [
                FieldTerms(words=f"{words} {terms.units}".strip(), bigrams=terms.bigrams)
                for words, terms in zip(
                    fold_words(self._joined_words(some), least=_LEAST_WORD), found, strict=True
                )
            ]
        return made

    def analyse_names(self, names: Sequence[str]) -> list[FieldTerms]:
        """`analyse_all` for names, which come again and again: four fifths of them are known."""
        known = self._names if len(self._names) < _NAMES_KEPT else {}
        fresh = list(dict.fromkeys(name for name in names if name not in known))
        known.update(zip(fresh, self.analyse_all(fresh), strict=True))
        self._names = known
        return [known[name] for name in names]

    def _joined_words(self, texts: Sequence[str]) -> str:
        """The words of each text on a line of its own, parts before wholes, joined by spaces."""
        return self._segmenter.joined_words("\n".join([simplify(text).replace("\n", " ") for text in texts]))

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


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in their order, as many together as one pass over arrays likes best."""
    first = length = 0
    for number, text in enumerate(texts):
        length += len(text)
        if length > _PASS_CHARACTERS and number > first:
            yield texts[first:number]
            first, length = number, len(text)
    if first < len(texts):
        yield texts[first:]


def exact_units(text: str) -> tuple[str, ...]:
    """The units of a quotation: letters, ideographs and the punctuation that must stand there too, at its ends as well.

    () where there is punctuation alone.
    """
    found = unit_texts(canonical(text))
    return _trimmed(found, _OPEN_ENDS) if _trimmed(found) else ()


def _trimmed(found: Sequence[str], signs: Container[str] = SIGNS) -> tuple[str, ...]:
    """*found* without those of *signs* that stand at its ends."""
    first, last = 0, len(found)
    while first < last and found[first] in signs:
        first += 1
    while first < last and found[last - 1] in signs:
        last -= 1
    return tuple(found[first:last])
