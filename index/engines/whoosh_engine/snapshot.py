"""One committed state of an index of Whoosh, as arrays: postings, columns and values by article number.

Article numbers count through all segments from 0; what is deleted is in none of the arrays but the columns. Whoosh
reads the files; its Boolean matchers and collectors are not used, since `And([NumericRange, Or([…])])` with a limit
gives wrong answers in every version (ADR 6). `selection.py` combines the arrays.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from index.analysis.units import is_letters
from index.engines.whoosh_engine.codec import ArrayMatcher
from index.engines.whoosh_engine.fields import decode_term, encode_term, length_column
from index.errors import DeadlineError

Numbers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

_DEADLINE_SECONDS = 10.0
_REMEMBERED = 8_000_000
"""Numbers kept of postings read, 64 MB; forgotten all at once when it is exceeded."""
PLACE_BITS = 32
_NOTHING = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPostings:
    """Where a term stands: *articles* ascending, *counts* beside them.

    *places* holds `article << 32 | place` for every occurrence, ascending; empty for fields without places.
    """

    articles: Numbers
    counts: Numbers
    places: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTable:
    """The values of a field of several values: article `articles[i]` carries `values[codes[i]]`."""

    values: tuple[str, ...]
    articles: Numbers
    codes: Numbers


class Snapshot:
    """Reads one committed state; not safe for several threads at once."""

    def __init__(self, reader: Any) -> None:
        """*reader* is Whoosh's; it is closed with the snapshot."""
        self._reader = reader
        self._leaves: list[tuple[Any, int]] = list(reader.leaf_readers())
        self.size: int = reader.doc_count_all()
        self.live: Flags = np.ones(self.size, dtype=np.bool_)
        for leaf, base in self._leaves:
            if leaf.has_deletions():
                gone = [base + number for number in range(leaf.doc_count_all()) if leaf.is_deleted(number)]
                self.live[gone] = False
        self.live_count = int(self.live.sum())
        self._columns: dict[str, Numbers] = {}
        self._tables: dict[str, ValueTable] = {}
        self._postings: dict[tuple[str, str], TermPostings] = {}
        self._remembered = 0
        self._deadline = float("inf")

    def start_clock(self) -> None:
        """Let what is asked from now on take 10 s at most."""
        self._deadline = time.monotonic() + _DEADLINE_SECONDS

    def check_clock(self) -> None:
        """Raise DeadlineError once the time is over."""
        if time.monotonic() > self._deadline:
            raise DeadlineError(f"the search took longer than {_DEADLINE_SECONDS:.0f} s")

    def column(self, name: str) -> Numbers:
        """The numbers of a column by article, shape `(size,)`."""
        if name not in self._columns:
            parts = [_NOTHING]
            for leaf, _ in self._leaves:
                if leaf.has_column(name):
                    parts.append(np.array(leaf.column_reader(name, translate=False).load(), dtype=np.int64))
                else:
                    parts.append(np.zeros(leaf.doc_count_all(), dtype=np.int64))
            self._columns[name] = np.concatenate(parts)
        return self._columns[name]

    def lengths(self, field: str) -> Numbers:
        """How many terms *field* has, by article, shape `(size,)`."""
        return self.column(length_column(field))

    def places(self) -> dict[int, int]:
        """The article number of every ordinal."""
        ordinals = self.column("ordinal")
        return {int(ordinals[number]): int(number) for number in np.flatnonzero(self.live)}

    def postings(self, field: str, term: str) -> TermPostings:
        """Where *term* stands in *field*."""
        key = (field, term)
        if key not in self._postings:
            found = self._read([(leaf, base, encode_term(term)) for leaf, base in self._leaves], field)
            self._remembered += 2 * len(found.articles) + len(found.places)
            if self._remembered > _REMEMBERED:
                self._postings.clear()
                self._remembered = 0
            self._postings[key] = found
        return self._postings[key]

    def holding_prefix(self, field: str, prefix: str) -> Numbers:
        """The articles where a unit of letters that begins with *prefix* stands in *field*, in any order."""
        begin = encode_term(prefix)
        terms = [
            (leaf, base, term)
            for leaf, base in self._leaves
            for term in _terms_from(leaf, field, begin)
            if is_letters(decode_term(term))
        ]
        return self._read(terms, field).articles

    def table(self, field: str) -> ValueTable:
        """All values of *field* with the articles that carry them."""
        if field not in self._tables:
            codes: dict[str, int] = {}
            articles, article_codes = [_NOTHING], [_NOTHING]
            for leaf, base in self._leaves:
                for term in _terms_from(leaf, field, b""):
                    found = self._read([(leaf, base, term)], field).articles
                    articles.append(found)
                    article_codes.append(np.full(len(found), codes.setdefault(decode_term(term), len(codes))))
            self._tables[field] = ValueTable(
                values=tuple(codes), articles=np.concatenate(articles), codes=np.concatenate(article_codes)
            )
        return self._tables[field]

    def close(self) -> None:
        """Release the files."""
        self._reader.close()

    def _read(self, terms: list[tuple[Any, int, bytes]], field: str) -> TermPostings:
        articles, counts, places = [_NOTHING], [_NOTHING], [_NOTHING]
        for leaf, base, term in terms:
            if (field, term) not in leaf:
                continue
            self.check_clock()
            matcher = leaf.postings(field, term)
            # Whoosh wraps the matcher where a segment has deletions; those are left out below for all at once.
            found: ArrayMatcher = getattr(matcher, "child", matcher)
            numbers = found.articles.astype(np.int64) + base
            alive = self.live[numbers]
            articles.append(numbers[alive])
            counts.append(found.counts[alive].astype(np.int64))
            if len(found.places):
                placed = np.repeat(numbers, found.counts)
                places.append(((placed << PLACE_BITS) + found.places)[self.live[placed]])
        return TermPostings(
            articles=np.concatenate(articles), counts=np.concatenate(counts), places=np.concatenate(places)
        )


def _terms_from(leaf: Any, field: str, begin: bytes) -> Iterator[bytes]:
    for name, term in leaf.terms_from(field, begin):
        if name != field or not term.startswith(begin):
            return
        yield term
