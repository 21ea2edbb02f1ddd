"""Checking: is the index what the store says, article by article, and are the files of both sound?

Only reads. `compare` is what `zhengwen check` prints and what a rebuild must pass before it is promoted.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.engines.port import EngineReader
from index.folded_text_files import text_faults
from index.generations import DataFolder, current_generation, generation_analyzer
from index.store.port import StoreReader
from index.store.sqlite_store import SqliteStoreReader

Kind: TypeAlias = Literal["missing", "extra", "outdated", "store", "index"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it should be; *article_id* is None where it concerns a file."""

    kind: Kind
    reason: str
    article_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """The outcome of a check: how many articles were compared, and every difference."""

    articles: int
    differences: tuple[Difference, ...]


def check(folder: DataFolder) -> CheckReport:
    """Compare store and index of the current generation. Raises NotBuiltError, IncompatibleError, DamagedError."""
    generation = current_generation(folder)
    generation_analyzer(generation)
    with contextlib.closing(SqliteStoreReader(folder.path)) as store:
        faults = [Difference(kind="store", reason=fault) for fault in store.verify()]
        faults += [
            Difference(kind="index", reason=fault)
            for fault in (
                *generation.engine.verify(generation.engine_folder),
                *text_faults(generation.folder),
            )
        ]
        if any(fault.kind == "index" for fault in faults):
            return CheckReport(articles=store.count(), differences=tuple(faults))
        with contextlib.closing(generation.engine.open_reader(generation.engine_folder)) as reader:
            return CheckReport(articles=store.count(), differences=(*faults, *compare(store, reader)))


def compare(store: StoreReader, reader: EngineReader) -> Iterator[Difference]:
    """Every article that only one side has, or that the index holds in another state than the store."""
    indexed = {state.ordinal: state for state in reader.states()}
    for stored in store.changes_after(0):
        state = indexed.pop(stored.ordinal, None)
        if stored.removed:
            if state is not None:
                yield _difference(store, stored.ordinal, "extra", "was removed but is still found")
        elif state is None:
            yield _difference(store, stored.ordinal, "missing", "is stored but not indexed")
        elif (state.sequence, state.digest, state.story) != (stored.sequence, stored.digest, stored.story):
            yield _difference(store, stored.ordinal, "outdated", "is indexed in another state than stored")
    for ordinal in indexed:
        yield _difference(store, ordinal, "extra", "is indexed but not stored")


def _difference(store: StoreReader, ordinal: int, kind: Kind, what: str) -> Difference:
    (article_id,) = store.ids([ordinal])
    name = article_id or f"number {ordinal}"
    return Difference(
        kind=kind, reason=f"article {name} {what}: run zhengwen rebuild", article_id=article_id or None
    )
