"""Whoosh: the second engine, pure Python, for small archives and as a second opinion (ADR 6). The only door to `whoosh`.

    fields.py     what Whoosh stores: lists of terms, places, columns
    codec.py      postings as arrays on disk
    storage.py    fsync, digests, who may own the folder
    writer.py     documents → segments → one durable commit
    snapshot.py   files → arrays
    selection.py  criteria → selected articles and BM25 scores
    reader.py     the port's questions

Nothing of Whoosh leaves this package.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from index.engines.whoosh_engine.fields import build_schema
from index.engines.whoosh_engine.reader import WhooshReader
from index.engines.whoosh_engine.storage import (
    DurableStorage,
    file_faults,
    latest_generation,
    prepare_folder,
    refused_writes,
)
from index.engines.whoosh_engine.writer import WhooshWriter
from index.errors import DamagedError


class WhooshEngine:
    """See `Engine`."""

    name = "whoosh"

    def version(self) -> str:
        """See `Engine`."""
        return version("whoosh")

    def create(self, folder: Path) -> None:
        """See `Engine`."""
        with refused_writes(folder):
            prepare_folder(folder)
            DurableStorage(folder).create_index(build_schema())

    def open_reader(self, folder: Path) -> WhooshReader:
        """See `Engine`."""
        return WhooshReader(folder)

    def open_writer(self, folder: Path) -> WhooshWriter:
        """See `Engine`."""
        return WhooshWriter(folder)

    def verify(self, folder: Path) -> tuple[str, ...]:
        """See `Engine`. Compares each file with the digest that its commit left."""
        try:
            generation = latest_generation(folder)
        except DamagedError as error:
            return (str(error),)
        return tuple(file_faults(folder, generation, set()))
