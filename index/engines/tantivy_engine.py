"""tantivy: the default engine, an inverted index in Rust (ADR 6).

Terms come ready-made: fields are joined by spaces and cut by the whitespace tokenizer, which must be registered again
after every opening. User text never reaches tantivy's own parser; queries are built as objects (`tantivy_queries.py`).
What is counted stands in value columns beside tantivy's files: each document names its row there. The index format holds for
patch releases of tantivy only, hence the fingerprint in `archive/generations.py`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import tantivy

from index.engines.port import IndexedExtent
from index.engines.tantivy_files import committed_faults
from index.engines.tantivy_index import COLUMNS, commit_stamp, open_index, translated
from index.engines.tantivy_reader import TantivyReader
from index.engines.tantivy_schema import ROW, build_document
from index.engines.value_columns import ColumnWriter
from index.errors import DamagedError, LockedError, OperatorError, ReadOnlyError, StorageFullError
from index.schema import IndexDocument

# One indexing thread keeps the order of documents and the number of segments small; two gain nothing on two cores that
# the analysis already fills (ADR 6).
_WRITER_THREADS = 1
# What is written between two commits makes one segment as far as it fits: each segment has terms of its own and is searched by
# itself. At 100,000 articles one segment in place of six takes 351 MB in place of 405, less time to write, and half the
# time to search. It is a limit: a few articles take a few megabytes.
_WRITER_BYTES = 1_300_000_000
_WRITER_MEMORY_SHARE = 6  # of the machine's
_LEAST_WRITER_BYTES = 192_000_000


def _writer_bytes() -> int:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return max(_LEAST_WRITER_BYTES, min(_WRITER_BYTES, memory // _WRITER_MEMORY_SHARE))


class TantivyWriter:
    """Changes a tantivy index; see `EngineWriter`."""

    def __init__(self, folder: Path) -> None:
        """Open for writing. Raises DamagedError."""
        self._folder = folder
        commit_stamp(folder)  # tantivy would make an index where there is none
        self._index = open_index(folder)
        self._columns = ColumnWriter(folder / COLUMNS)
        with translated(folder):
            newest_row = self._highest_value(ROW)
        if newest_row is not None and newest_row >= self._columns.next_row:
            # The next row would take the number of one that documents name.
            self._columns.close()
            raise DamagedError(f"{folder / COLUMNS} was cut short or overwritten: run zhengwen rebuild")
        self._writer: tantivy.IndexWriter | None = None
        self._highest = 0

    def committed(self) -> IndexedExtent:
        """See `EngineWriter`."""
        with translated(self._folder):
            last_sequence = self._highest_value("sequence") or 0
            return IndexedExtent(articles=self._index.searcher().num_docs, last_sequence=last_sequence)

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            with translated(self._folder):
                self._writer = self._index.writer(_writer_bytes(), _WRITER_THREADS)
                self._highest = self._highest_value("ordinal") or 0
        return self._writer

    def _highest_value(self, field: str) -> int | None:
        """The highest value that a committed document has of a field of one number; None where there is no document."""
        self._index.reload()
        searcher = self._index.searcher()
        everything = tantivy.Query.all_query()
        hits = searcher.search(everything, limit=1, count=False, order_by_field=field).hits
        return int(searcher.fast_field_values(field, [hits[0][1]])[0] or 0) if hits else None

    def add(self, documents: Iterable[IndexDocument]) -> None:
        """See `EngineWriter`."""
        writer = self._open_writer()
        with translated(self._folder):
            for document in documents:
                # Looking for what a document replaces is a tenth of indexing: not where there can be nothing.
                if document.ordinal <= self._highest:
                    writer.delete_documents_by_term("ordinal", document.ordinal)
                self._highest = max(self._highest, document.ordinal)
                writer.add_document(build_document(document, self._columns.add(document)))

    def remove(self, ordinals: Iterable[int]) -> None:
        """See `EngineWriter`."""
        writer = self._open_writer()
        with translated(self._folder):
            for ordinal in ordinals:
                writer.delete_documents_by_term("ordinal", ordinal)

    def commit(self) -> None:
        """See `EngineWriter`."""
        if self._writer is None:
            return
        # The rows first: a committed document must find its own.
        try:
            self._columns.sync()
        except StorageFullError:
            with translated(self._folder):
                self._writer.rollback()
            raise
        with translated(self._folder):
            self._writer.commit()

    def close(self) -> None:
        """See `EngineWriter`."""
        self._columns.close()
        writer, self._writer = self._writer, None
        if writer is not None:
            with translated(self._folder):
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
        open_index(folder)
        try:
            (folder / COLUMNS).touch()
        except OSError as error:
            raise StorageFullError(f"{folder} cannot be written: {error.strerror}") from error

    def open_reader(self, folder: Path) -> TantivyReader:
        """See `Engine`."""
        return TantivyReader(folder)

    def open_writer(self, folder: Path) -> TantivyWriter:
        """See `Engine`."""
        return TantivyWriter(folder)

    def verify(self, folder: Path) -> tuple[str, ...]:
        """See `Engine`. Compares each segment file with the CRC-32 in tantivy's footer, and finds the rows of all documents."""
        faults = tuple(committed_faults(folder))
        if not faults:
            try:
                TantivyReader(folder).close()
            except (LockedError, ReadOnlyError):
                raise
            except OperatorError as error:
                return (str(error),)
        return faults
