"""The reference engine: brute force over articles in memory and BM25 written out. It judges the others.

Clear rather than fast, fine for a few thousand articles. Runs are looked for in the sequence of an article's units
itself, so that the positions, phrases and Boolean matchers of the other engines are checked by something that has
none. What is searched stands in `reference_postings.py`, the file on disk in `reference_file.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from index.engines.criteria import (
    AddedAfter,
    AllArticles,
    AllOf,
    AnyKeyword,
    AnyOf,
    Criterion,
    DayRange,
    NoArticles,
    RankedQuery,
    UnitPrefix,
    UnitRun,
    Without,
)
from index.engines.ordering import order_candidates, order_times, order_values
from index.engines.port import Candidate, Counted, IndexedExtent, IndexedState, Selection, Tally, TallyRequest
from index.engines.reference_file import file_faults, read_documents, stamp_of, write_documents
from index.engines.reference_postings import Postings, Scores, added
from index.program_version import program_version
from index.schema import TIME_FIELDS, IndexDocument


def _select(postings: Postings, criterion: Criterion) -> Scores:
    """The scores of the articles that *criterion* selects: the port's semantics, one line each."""
    documents = postings.documents
    match criterion:
        case AllArticles():
            return dict.fromkeys(documents, 0.0)
        case NoArticles():
            return {}
        case UnitRun():
            return added(postings.run_scores(scope, criterion.units) for scope in criterion.scopes)
        case UnitPrefix():
            return added(postings.prefix_scores(scope, criterion.prefix) for scope in criterion.scopes)
        case AnyKeyword():
            wanted = set(criterion.values)
            return {
                n: 0.0
                for n, document in documents.items()
                if wanted.intersection(getattr(document, criterion.field))
            }
        case DayRange():
            return {n: 0.0 for n, document in documents.items() if _overlaps(document, criterion)}
        case AddedAfter():
            return {n: 0.0 for n in documents if n > criterion.ordinal}
        case AllOf():
            parts = [_select(postings, child) for child in criterion.children]
            return {n: sum(part[n] for part in parts) for n in documents if all(n in part for part in parts)}
        case AnyOf():
            parts = [_select(postings, child) for child in criterion.children]
            enough = criterion.minimum
            return {
                n: sum(part.get(n, 0.0) for part in parts)
                for n in documents
                if sum(n in part for part in parts) >= enough
            }
        case Without():
            unwanted = _select(postings, criterion.child)
            return {n: 0.0 for n in documents if n not in unwanted}


def _overlaps(document: IndexDocument, days: DayRange) -> bool:
    return document.first_day > 0 and document.first_day <= days.last and document.last_day >= days.first


def _extent(documents: Mapping[int, IndexDocument]) -> IndexedExtent:
    last_sequence = max((document.sequence for document in documents.values()), default=0)
    return IndexedExtent(articles=len(documents), last_sequence=last_sequence)


def _groups(documents: Iterable[IndexDocument], counted: Counted) -> list[list[IndexDocument]]:
    """The articles as they are counted: each by itself, or those of a story together, the one that shows it first."""
    groups: dict[tuple[bool, int], list[IndexDocument]] = {}
    for document in documents:
        in_story = counted == "stories" and document.story > 0
        groups.setdefault((in_story, document.story if in_story else document.ordinal), []).append(document)
    return [sorted(group, key=_shown_first) for group in groups.values()]


def _shown_first(document: IndexDocument) -> tuple[bool, int, int]:
    return (document.first_day == 0, document.first_day, document.ordinal)


def _count_values(groups: Iterable[Iterable[IndexDocument]], field: str) -> Counter[Any]:
    return Counter(
        value for group in groups for value in {value for one in group for value in getattr(one, field)}
    )


class ReferenceReader:
    """Answers from one committed state; see `EngineReader`."""

    def __init__(self, folder: Path) -> None:
        """Read everything in *folder*. Raises DamagedError."""
        self._folder = folder
        self._stamp = stamp_of(folder)
        self._postings = Postings(read_documents(folder))

    def is_newest(self) -> bool:
        """See `EngineReader`."""
        return stamp_of(self._folder) == self._stamp

    def reopened(self) -> ReferenceReader:
        """See `EngineReader`."""
        return ReferenceReader(self._folder)

    def count(self, criterion: Criterion, within: Criterion | None = None) -> int:
        """See `EngineReader`."""
        selected = _select(self._postings, criterion).keys()
        return len(selected if within is None else selected & _select(self._postings, within).keys())

    def best(self, query: RankedQuery, limit: int, counted: Counted = "articles") -> Selection:
        """See `EngineReader`."""
        postings = self._postings
        scores = _select(postings, query.criterion)
        for part in query.filters:
            kept = _select(postings, part)
            scores = {n: score for n, score in scores.items() if n in kept}
        for hint in query.hints:
            for scope in hint.scopes:
                for n, score in postings.run_scores(scope, hint.units).items():
                    if n in scores:
                        scores[n] += hint.weight * score
        groups = _groups([postings.documents[n] for n in scores], counted)
        candidates = (
            Candidate(group[0].ordinal, max(scores[one.ordinal] for one in group), group[0].sort_seconds)
            for group in groups
        )
        return order_candidates(candidates, limit)

    def newest(self, criterion: Criterion, limit: int, counted: Counted = "articles") -> Selection:
        """See `EngineReader`."""
        groups = _groups(self._selected(criterion), counted)
        candidates = (Candidate(group[0].ordinal, 0.0, group[0].sort_seconds) for group in groups)
        return order_candidates(candidates, limit)

    def tally(self, request: TallyRequest) -> Tally:
        """See `EngineReader`."""
        groups = _groups(self._selected(request.criterion), request.counted)
        return Tally(
            total=len(groups),
            undated=sum(any(one.first_day == 0 for one in group) for group in groups),
            facets=tuple(
                order_values(name, _count_values(groups, name), request.limit) for name in request.facets
            ),
            times=tuple(
                order_times(unit, _count_values(groups, TIME_FIELDS[unit])) for unit in request.units
            ),
        )

    def _selected(self, criterion: Criterion) -> list[IndexDocument]:
        documents = self._postings.documents
        return [documents[n] for n in _select(self._postings, criterion)]

    def frequency(self, run: UnitRun) -> int:
        """See `EngineReader`."""
        return self._postings.frequency(run.scopes, run.units)

    def states(self) -> Iterator[IndexedState]:
        """See `EngineReader`."""
        for document in self._postings.documents.values():
            yield IndexedState(document.ordinal, document.sequence, document.digest, document.story)

    def last_sequence(self) -> int:
        """See `EngineReader`."""
        return _extent(self._postings.documents).last_sequence

    def close(self) -> None:
        """See `EngineReader`."""
        self._postings = Postings({})


class ReferenceWriter:
    """Changes an index; see `EngineWriter`."""

    def __init__(self, folder: Path) -> None:
        """Read what is committed in *folder*. Raises DamagedError."""
        self._folder = folder
        self._documents = read_documents(folder)
        self._committed = _extent(self._documents)

    def committed(self) -> IndexedExtent:
        """See `EngineWriter`."""
        return self._committed

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """See `EngineWriter`."""
        self._documents.update((document.ordinal, document) for document in documents)

    def remove(self, ordinals: Iterable[int]) -> None:
        """See `EngineWriter`."""
        for ordinal in ordinals:
            self._documents.pop(ordinal, None)

    def commit(self) -> None:
        """See `EngineWriter`."""
        write_documents(self._folder, self._documents.values())
        self._committed = _extent(self._documents)

    def close(self) -> None:
        """See `EngineWriter`."""
        self._documents = {}


class ReferenceEngine:
    """See `Engine`."""

    name = "reference"

    def version(self) -> str:
        """See `Engine`."""
        return program_version()

    def create(self, folder: Path) -> None:
        """See `Engine`."""
        write_documents(folder, ())

    def open_reader(self, folder: Path) -> ReferenceReader:
        """See `Engine`."""
        return ReferenceReader(folder)

    def open_writer(self, folder: Path) -> ReferenceWriter:
        """See `Engine`."""
        return ReferenceWriter(folder)

    def verify(self, folder: Path) -> tuple[str, ...]:
        """See `Engine`."""
        return file_faults(folder)
