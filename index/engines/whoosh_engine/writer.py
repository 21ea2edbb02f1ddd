"""Writes an index of Whoosh: replaces by ordinal inside and across commits, merges segments, commits durably.

Whoosh's own `update_document` looks each article up by a search of its own (3.9 s per update at 10,000 articles) and
cannot replace what is not committed yet; here the place of every ordinal is known from a column. Durability stands in
`storage.py`.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.index import LockError
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from index.engines.criteria import AllArticles
from index.engines.port import IndexedExtent
from index.engines.whoosh_engine.codec import ArrayCodec
from index.engines.whoosh_engine.fields import VALUE_FIELDS, build_schema, length_column
from index.engines.whoosh_engine.reader import WhooshReader
from index.engines.whoosh_engine.snapshot import Snapshot
from index.engines.whoosh_engine.storage import (
    DurableStorage,
    file_faults,
    latest_generation,
    refuse_foreign,
    refused_writes,
    remove_leftovers,
)
from index.errors import DamagedError, LockedError, StorageFullError
from index.schema import NUMBER_FIELDS, TEXT_FIELDS, IndexDocument

_MERGED_AT_ONCE = 8
"""Segments of like size that are merged into one: 8 keeps searches at some ten segments and commits of one article fast."""
_SEGMENT_ARTICLES = 1_000
"""A segment is closed there and never merged again: beyond 128 MB Whoosh sorts postings on disk, at half the speed."""


class _DurableSegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one commit: several segments long, and it tells the storage what it commits."""

    writelock: Any
    segments: list[Any]

    def __init__(self, index: Any, *, former: _DurableSegmentWriter | None = None) -> None:
        """*former* is the writer of the segment before in the same commit; its lock and its deletions go on."""
        super().__init__(index, codec=ArrayCodec(), _lk=former is None)
        self.finished: list[Any] = []
        if former is not None:
            self.writelock = former.writelock
            self.segments = former.segments
            self.finished = [*former.finished, former.get_segment()]

    def close_segment(self) -> None:
        """Write the segment out; the next one goes on."""
        self._finalize_segment()

    def _commit_toc(self, segments: Sequence[Any]) -> None:
        kept = [segment for segment in (*self.finished, *segments) if segment.doc_count() > 0]
        self.storage.seal(tuple(name for segment in kept for name in segment.list_files(self.storage)))
        super()._commit_toc(kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class _FreshPlace:
    """Where an article stands that is not committed yet."""

    segment: Any
    number: int


class WhooshWriter:
    """See `EngineWriter`."""

    def __init__(self, folder: Path) -> None:
        """Open for writing. Raises DamagedError; LockedError where another writer is open."""
        self._folder = folder
        self._writer: Any = None
        self._failed = False
        self._committed: dict[int, int] = {}
        self._fresh: dict[int, _FreshPlace] = {}
        refuse_foreign(folder)
        faults = tuple(file_faults(folder, latest_generation(folder), set()))
        if faults:
            raise DamagedError(
                f"the index in {folder} is damaged ({'; '.join(faults)}): run zhengwen rebuild"
            )

    def committed(self) -> IndexedExtent:
        """See `EngineWriter`."""
        with contextlib.closing(WhooshReader(self._folder)) as reader:
            return IndexedExtent(articles=reader.count(AllArticles()), last_sequence=reader.last_sequence())

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """See `EngineWriter`."""
        for document in documents:
            with self._guarded():
                writer = self._opened()
                if writer.docnum >= _SEGMENT_ARTICLES:
                    writer = self._next_segment()
                self._drop(document.ordinal)
                self._fresh[document.ordinal] = _FreshPlace(segment=writer.newsegment, number=writer.docnum)
                writer.add_document(**_values(document))

    def remove(self, ordinals: Iterable[int]) -> None:
        """See `EngineWriter`."""
        with self._guarded():
            self._opened()
            for ordinal in ordinals:
                self._drop(ordinal)

    def commit(self) -> None:
        """See `EngineWriter`."""
        with self._guarded():
            if self._writer is not None:
                self._writer.commit(mergetype=_merge)
                self._writer = None
                remove_leftovers(self._folder)

    def close(self) -> None:
        """See `EngineWriter`."""
        writer, self._writer = self._writer, None
        if writer is None:
            return
        # After a refused write Whoosh's files are half closed: cancelling would stumble over them, leaving them does not.
        try:
            if not self._failed:
                with refused_writes(self._folder):
                    writer.cancel()
        finally:
            if writer.writelock.fd is not None:
                writer.writelock.release()
            with contextlib.suppress(OSError):
                remove_leftovers(self._folder)

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """After a refused write nothing more goes in: a commit of half a batch would be worse than none."""
        if self._failed:
            raise StorageFullError(f"an earlier write into {self._folder} was refused: open the index anew")
        try:
            with refused_writes(self._folder):
                yield
        except StorageFullError:
            self._failed = True
            raise

    def _opened(self) -> Any:
        if self._writer is None:
            try:
                self._writer = _DurableSegmentWriter(self._index())
            except LockError as error:
                raise LockedError(f"another process writes into {self._folder}") from error
            snapshot = Snapshot(self._writer.reader())
            self._committed, self._fresh = snapshot.places(), {}
            snapshot.close()
        return self._writer

    def _index(self) -> Any:
        return DurableStorage(self._folder).open_index(schema=build_schema())

    def _next_segment(self) -> Any:
        self._writer.close_segment()
        self._writer = _DurableSegmentWriter(self._index(), former=self._writer)
        return self._writer

    def _drop(self, ordinal: int) -> None:
        committed, fresh = self._committed.pop(ordinal, None), self._fresh.pop(ordinal, None)
        if committed is not None:
            self._writer.delete_document(committed)
        if fresh is not None:
            fresh.segment.delete_document(fresh.number)


def _values(document: IndexDocument) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in TEXT_FIELDS:
        terms = getattr(document, name).split()
        if terms:
            values[name] = terms
            values[length_column(name)] = len(terms)
    for name in VALUE_FIELDS:
        if found := getattr(document, name):
            values[name] = tuple(str(value) for value in found)
    for name in NUMBER_FIELDS:
        values[name] = getattr(document, name)
    return values


def _merge(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Merge small segments of like size (by the count of decimal digits) once there are several, and half-empty ones."""
    tiers: defaultdict[int, list[Any]] = defaultdict(list)
    kept: list[Any] = []
    for segment in segments:
        if segment.doc_count() * 2 < segment.doc_count_all():
            _absorb(writer, segment)
        elif segment.doc_count() >= _SEGMENT_ARTICLES:
            kept.append(segment)
        else:
            tiers[len(str(segment.doc_count()))].append(segment)
    for tier in tiers.values():
        if len(tier) < _MERGED_AT_ONCE:
            kept.extend(tier)
        else:
            for segment in tier:
                _absorb(writer, segment)
    return kept


def _absorb(writer: Any, segment: Any) -> None:
    if segment.doc_count():
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
