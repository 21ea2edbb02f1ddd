"""tantivy: the default engine, an inverted index in Rust (ADR 6). The only door to the package `tantivy`.

Terms come ready-made: fields are joined by spaces and cut by the whitespace tokenizer, which must be registered again
after every opening. User text never reaches tantivy's own parser; queries are built as objects (`tantivy_queries.py`).
The index format holds for patch releases of tantivy only, hence the fingerprint in `generations.py`.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy

from index.engines.criteria import AllArticles, Criterion, RankedQuery, UnitRun
from index.engines.port import (
    MAX_TIES,
    Candidate,
    FacetCounts,
    IndexedState,
    Selection,
    TimeCount,
    ValueCount,
)
from index.engines.tantivy_files import CONTENTS, committed_faults
from index.engines.tantivy_queries import QueryBuilder
from index.engines.tantivy_schema import TOKENIZER, build_document, build_schema
from index.errors import DamagedError, LockedError, OperatorError, StorageFullError
from index.schema import FacetName, IndexDocument, TimeUnit

# One indexing thread keeps the order of documents and the number of segments small; two gain nothing on two cores that
# the analysis already fills (ADR 6).
_WRITER_THREADS = 1
_WRITER_BYTES = 192_000_000
_FAST_ID_BATCH = 50_000
_TIE_STEP = 64
_FREQUENCIES_KEPT = 50_000
_FACET_FIRST = 64
_FACET_ALL = 60_000  # tantivy refuses over 65,000 buckets
_TIME_FIELDS: dict[TimeUnit, str] = {"year": "years", "month": "months", "day": "days"}


def _opened(folder: Path) -> tantivy.Index:
    with _translated(folder):
        index = tantivy.Index(build_schema(), str(folder), reuse=True)
        # By default a thread watches the folder and maps new files as they come: nothing may read behind our back.
        index.config_reader("manual", 0)
    # The analyzers live in the process, not in the index.
    index.register_tokenizer(TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


@contextlib.contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """Raise tantivy's plain ValueError as one of ours, by what it says."""
    try:
        yield
    except (ValueError, OSError) as error:
        said = str(error)
        if "No space left" in said or "File too large" in said or "Disk quota" in said:
            raise StorageFullError(
                f"the disk refused a write into {folder}: free some space and run the command again"
            ) from error
        if "LockBusy" in said or "Failed to acquire" in said:
            raise LockedError(f"another process writes into {folder}") from error
        if isinstance(error, OSError) or any(sign in said for sign in _DAMAGE_SIGNS):
            raise DamagedError(
                f"the index in {folder} cannot be read ({said}): run zhengwen rebuild"
            ) from error
        raise OperatorError(f"the index in {folder} failed ({said}): run zhengwen check") from error


_DAMAGE_SIGNS = (
    "corrupt",
    "Corrupt",
    "IoError",
    "IO error",
    "Data corrupted",
    "does not exist",
    "schema does not match",
    "FileDoesNotExist",
    "OpenReadError",
    "footer",
    "Deserialization",
    "EOF",
    "invalid",
    "Failed to open",
    "Schema error",
)


class TantivyReader:
    """Answers from one commit of a tantivy index; see `EngineReader`."""

    def __init__(self, folder: Path) -> None:
        """Open the newest commit in *folder*. Raises DamagedError."""
        self._folder = folder
        # Before opening: a commit in between is then seen by the next refresh.
        self._stamp = _commit_stamp(folder)
        with _translated(folder):
            self._index = _opened(folder)
            self._index.reload()
            self._searcher = self._index.searcher()
        self._queries = QueryBuilder(self._index.schema)
        self._frequencies: dict[UnitRun, int] = {}
        self._refreshing = threading.Lock()

    def refresh(self) -> bool:
        """See `EngineReader`."""
        stamp = _commit_stamp(self._folder)
        if stamp == self._stamp:
            return False
        with self._refreshing:
            if stamp == self._stamp:
                return False
            with _translated(self._folder):
                self._index.reload()
                self._searcher = self._index.searcher()
            self._frequencies = {}
            self._stamp = stamp
        return True

    def count(self, criterion: Criterion) -> int:
        """See `EngineReader`."""
        if isinstance(criterion, AllArticles):
            return int(self._searcher.num_docs)
        with _translated(self._folder):
            query = self._queries.selecting(criterion)
            return _total(self._searcher.search(query, limit=1, count=True))

    def best(self, query: RankedQuery, limit: int) -> Selection:
        """See `EngineReader`."""
        searcher = self._searcher
        with _translated(self._folder):
            built = self._queries.ranking(query)
            wanted = limit + _TIE_STEP
            while True:
                found = searcher.search(built, limit=wanted, count=True)
                hits = found.hits
                if len(hits) < wanted or wanted >= limit + MAX_TIES or hits[-1][0] < hits[limit - 1][0]:
                    break
                wanted = min(wanted * 4, limit + MAX_TIES)
            if len(hits) > limit:
                last_score = hits[limit - 1][0]
                hits = [hit for hit in hits if hit[0] >= last_score]
            addresses = [address for _, address in hits]
            ordinals = searcher.fast_field_values("ordinal", addresses)
            seconds = searcher.fast_field_values("sort_seconds", addresses)
        rows = zip(hits, ordinals, seconds, strict=True)
        candidates = [
            Candidate(int(ordinal or 0), float(hit[0]), int(second or 0)) for hit, ordinal, second in rows
        ]
        candidates.sort(key=lambda candidate: (-candidate.score, -candidate.sort_seconds))
        return Selection(total=_total(found), candidates=tuple(candidates))

    def newest(self, criterion: Criterion, limit: int) -> Selection:
        """See `EngineReader`."""
        searcher = self._searcher
        with _translated(self._folder):
            query = self._queries.selecting(criterion)
            wanted = limit + _TIE_STEP
            while True:
                found = searcher.search(query, limit=wanted, count=True, order_by_field="sort_seconds")
                hits = found.hits
                if len(hits) < wanted or hits[-1][0] != hits[limit - 1][0]:
                    break
                wanted *= 8
            addresses = [address for _, address in hits]
            ordinals = searcher.fast_field_values("ordinal", addresses)
            seconds = searcher.fast_field_values("sort_seconds", addresses)
        candidates = [
            Candidate(int(o or 0), 0.0, int(s or 0)) for o, s in zip(ordinals, seconds, strict=True)
        ]
        if len(candidates) > limit:
            last = candidates[limit - 1].sort_seconds
            candidates = [candidate for candidate in candidates if candidate.sort_seconds >= last]
        return Selection(total=_total(found), candidates=tuple(candidates))

    def facets(
        self, criterion: Criterion, fields: Sequence[FacetName], limit: int
    ) -> tuple[FacetCounts, ...]:
        """See `EngineReader`."""
        if not fields:
            return ()
        with _translated(self._folder):
            query = self._queries.selecting(criterion)
            found: dict[FacetName, list[ValueCount]] = {}
            open_fields = list(fields)
            size = max(_FACET_FIRST, limit * 2)
            while open_fields:
                answer = self._terms(query, open_fields, size)
                for name in list(open_fields):
                    values = _by_count(answer[name]["buckets"])
                    exact = not answer[name].get("doc_count_error_upper_bound")
                    whole = not answer[name].get("sum_other_doc_count")
                    if (
                        whole
                        or size >= _FACET_ALL
                        or (exact and len(values) > limit and values[-1].count < values[limit - 1].count)
                    ):
                        found[name] = values
                        open_fields.remove(name)
                size = min(size * 8, _FACET_ALL)
        return tuple(FacetCounts(field=name, values=_cut(found[name], limit)) for name in fields)

    def _terms(self, query: tantivy.Query, fields: Sequence[str], size: int) -> dict[str, Any]:
        request = {
            name: {"terms": {"field": name, "size": size, "segment_size": _FACET_ALL}} for name in fields
        }
        answer: dict[str, Any] = self._searcher.aggregate(query, request)
        return answer

    def timeline(self, criterion: Criterion, unit: TimeUnit) -> tuple[TimeCount, ...]:
        """See `EngineReader`."""
        with _translated(self._folder):
            query = self._queries.selecting(criterion)
            field = _TIME_FIELDS[unit]
            buckets = self._terms(query, [field], _FACET_ALL)[field]["buckets"]
        counts = (TimeCount(int(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
        return tuple(sorted(counts, key=lambda count: count.start))

    def frequency(self, run: UnitRun) -> int:
        """See `EngineReader`."""
        # Questions share most of their characters: nine in ten are answered from here once a site has run a while.
        known = self._frequencies
        frequency = known.get(run)
        if frequency is None:
            with _translated(self._folder):
                searcher = self._searcher
                frequency = min(
                    _total(searcher.search(query, limit=1, count=True))
                    for query in self._queries.holding(run)
                )
            if len(known) < _FREQUENCIES_KEPT:
                known[run] = frequency
        return frequency

    def states(self) -> Iterator[IndexedState]:
        """See `EngineReader`."""
        searcher = self._searcher
        total = searcher.num_docs
        with _translated(self._folder):
            everything = tantivy.Query.all_query()
            for offset in range(0, total, _FAST_ID_BATCH):
                hits = searcher.search(everything, limit=_FAST_ID_BATCH, count=False, offset=offset).hits
                addresses = [address for _, address in hits]
                columns = [
                    searcher.fast_field_values(name, addresses) for name in ("ordinal", "sequence", "digest")
                ]
                for ordinal, sequence, digest in zip(*columns, strict=True):
                    yield IndexedState(int(ordinal or 0), int(sequence or 0), int(digest or 0))

    def last_sequence(self) -> int:
        """See `EngineReader`."""
        with _translated(self._folder):
            hits = self._searcher.search(
                tantivy.Query.all_query(), limit=1, count=False, order_by_field="sequence"
            ).hits
            return int(self._searcher.fast_field_values("sequence", [hits[0][1]])[0] or 0) if hits else 0

    def close(self) -> None:
        """See `EngineReader`."""
        del self._searcher, self._index


def _total(found: Any) -> int:
    # tantivy's type stub leaves the attribute out.
    return int(found.count)


def _by_count(buckets: Sequence[dict[str, Any]]) -> list[ValueCount]:
    values = [ValueCount(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    values.sort(key=lambda value: (-value.count, value.value))
    return values


def _cut(values: Sequence[ValueCount], limit: int) -> tuple[ValueCount, ...]:
    if len(values) <= limit:
        return tuple(values)
    least = values[limit - 1].count
    return tuple(value for value in values if value.count >= least)


def _commit_stamp(folder: Path) -> tuple[int, int, int]:
    try:
        status = os.stat(folder / CONTENTS)
    except OSError as error:
        raise DamagedError(f"the index in {folder} has no meta.json: run zhengwen rebuild") from error
    return (status.st_mtime_ns, status.st_ino, status.st_size)


class TantivyWriter:
    """Changes a tantivy index; see `EngineWriter`."""

    def __init__(self, folder: Path) -> None:
        """Open for writing. Raises DamagedError; LockedError where another writer is open."""
        self._folder = folder
        _commit_stamp(folder)  # tantivy would make an index where there is none
        self._index = _opened(folder)
        self._writer: tantivy.IndexWriter | None = None
        self._highest = 0

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            with _translated(self._folder):
                self._writer = self._index.writer(_WRITER_BYTES, _WRITER_THREADS)
                self._highest = self._highest_ordinal()
        return self._writer

    def _highest_ordinal(self) -> int:
        self._index.reload()
        searcher = self._index.searcher()
        everything = tantivy.Query.all_query()
        hits = searcher.search(everything, limit=1, count=False, order_by_field="ordinal").hits
        return int(searcher.fast_field_values("ordinal", [hits[0][1]])[0] or 0) if hits else 0

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """See `EngineWriter`."""
        writer = self._open_writer()
        with _translated(self._folder):
            for document in documents:
                # Looking for what a document replaces is a tenth of indexing: not where there can be nothing.
                if document.ordinal <= self._highest:
                    writer.delete_documents_by_term("ordinal", document.ordinal)
                self._highest = max(self._highest, document.ordinal)
                writer.add_document(build_document(document))

    def remove(self, ordinals: Iterable[int]) -> None:
        """See `EngineWriter`."""
        writer = self._open_writer()
        with _translated(self._folder):
            for ordinal in ordinals:
                writer.delete_documents_by_term("ordinal", ordinal)

    def commit(self) -> None:
        """See `EngineWriter`."""
        if self._writer is None:
            return
        with _translated(self._folder):
            self._writer.commit()

    def close(self) -> None:
        """See `EngineWriter`."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with _translated(self._folder):
                # Waits for merges under way, so that no thread writes on after the lock is gone.
                writer.wait_merging_threads()


class TantivyEngine:
    """See `Engine`."""

    name = "tantivy"

    def version(self) -> str:
        """See `Engine`."""
        return version("tantivy")

    def create(self, folder: Path) -> None:
        """See `Engine`."""
        _opened(folder)

    def open_reader(self, folder: Path) -> TantivyReader:
        """See `Engine`."""
        return TantivyReader(folder)

    def open_writer(self, folder: Path) -> TantivyWriter:
        """See `Engine`."""
        return TantivyWriter(folder)

    def verify(self, folder: Path) -> tuple[str, ...]:
        """See `Engine`. Compares each segment file with the CRC-32 in tantivy's footer."""
        faults = tuple(committed_faults(folder))
        if not faults:
            try:
                TantivyReader(folder).close()
            except OperatorError as error:
                return (str(error),)
        return faults
