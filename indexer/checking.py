"""Checking: is the index what the store says, article by article, and are the files of both sound?

Only reads. `compare` is what `zhengwen check` prints and what a rebuild must pass before it is promoted.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from index.archive.folder import DataFolder
from index.archive.generations import current_generation, generation_analyzer
from index.engines.port import EngineReader
from index.ranking.folded_text_files import FoldedTextReader, text_faults
from index.ranking.folded_texts import fold_texts
from index.store.port import StoredText, StoreReader
from index.store.sqlite_store import SqliteStoreReader

_TEXTS_AT_ONCE = 500

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
            differences = [*faults, *compare(store, reader)]
        named = {one.article_id for one in differences}
        texts = compare_texts(store, FoldedTextReader(generation.folder))
        differences += [one for one in texts if one.article_id not in named]
        return CheckReport(articles=store.count(), differences=tuple(differences))


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


def compare_texts(store: StoreReader, texts: FoldedTextReader) -> Iterator[Difference]:
    """Every stored article that has no folded text, or another one than its own. Raises DamagedError."""
    stored = (state.ordinal for state in store.changes_after(0) if not state.removed)
    while ordinals := list(itertools.islice(stored, _TEXTS_AT_ONCE)):
        lacking = texts.without_text(ordinals)
        for ordinal in lacking:
            yield _difference(store, ordinal, "missing", "has no text to be ranked by")
        expected = store.texts([ordinal for ordinal in ordinals if ordinal not in lacking])
        # All at once, since they nearly always agree: one by one costs 20 times as much.
        for one in () if _has_texts(texts, expected) else expected:
            if not _has_texts(texts, [one]):
                yield _difference(store, one.ordinal, "outdated", "is ranked by another text than stored")


def _has_texts(texts: FoldedTextReader, stored: Sequence[StoredText]) -> bool:
    found, expected = texts.read([one.ordinal for one in stored]), fold_texts(stored)
    return np.array_equal(found.lengths, expected.lengths) and np.array_equal(found.points, expected.points)


def _difference(store: StoreReader, ordinal: int, kind: Kind, what: str) -> Difference:
    (article_id,) = store.ids([ordinal])
    name = article_id or f"number {ordinal}"
    return Difference(
        kind=kind, reason=f"article {name} {what}: run zhengwen rebuild", article_id=article_id or None
    )
