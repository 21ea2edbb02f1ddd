"""Writing an archive: prepared articles into store and index, in that order, under one lock.

The order is the law (ADR 4): the store's commit acknowledges, then the index follows. The index's own watermark (its
highest `sequence`) says what it has seen, so a crash between the two heals at the next opening: what the store changed
after the watermark is indexed again, by ordinal, without loss or doubling. One `ArchiveWriter` at a time per data folder.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from types import TracebackType

from index.archive.folder import DataFolder
from index.archive.generations import (
    check_fingerprint,
    create_generation,
    current_generation,
    discard_retired,
    generation_analyzer,
    promote,
    user_terms_of,
)
from index.engines.registry import engine_named
from index.errors import NotBuiltError, OperatorError
from index.store.lock import WriterLock
from index.store.port import NameKind, PutOutcome, PutResult, StoreWriter
from index.store.sqlite_store import SqliteStoreWriter
from indexer.failpoints import FailPoint
from indexer.generation_writer import GenerationWriter, placed, placed_again
from indexer.learning import judge_paragraph, learn, learned_keys
from indexer.pipeline import Pipeline, Prepared

_COMMIT_EVERY = 100_000
"""Articles between two commits of the index in one long run: what a kill costs in indexing again (measured 75 s).

Each commit makes a segment, and segments cost every search: at five of 20,000 a half more than at one of 100,000. And while it commits, workers soon have
nothing to do: every 20,000 articles that was a twentieth of the time.
"""
_HEAL_BATCH = 500
_NOTED_KEPT = 200_000
"""Names that a writer remembers to have noted: about 30 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What became of one prepared article; *particulars* and *joined* as `PutResult` has them."""

    prepared: Prepared
    outcome: PutOutcome
    particulars: bool
    joined: bool


class ArchiveWriter:
    """The one writer of a data folder; a context manager that takes the lock, opens the store and heals the index."""

    def __init__(
        self, folder: DataFolder, pipeline: Pipeline | None = None, *, failpoint: FailPoint | None = None
    ) -> None:
        """*pipeline* is loaded with the current generation's dictionary unless given; *failpoint* is for tests."""
        self._folder = folder
        self._pipeline = pipeline
        self._failpoint = FailPoint() if failpoint is None else failpoint
        self._lock = WriterLock(folder.path)
        self._writer: GenerationWriter | None = None
        self._uncommitted = 0
        self._publishers: set[str] = set()
        # True while the index holds a part of what the store has committed: only the next writer can tell what is missing.
        self._torn = False

    def __enter__(self) -> ArchiveWriter:
        """Raises LockedError, DamagedError, IncompatibleError, StorageFullError."""
        self._folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock.__enter__()
        try:
            self._store: StoreWriter = SqliteStoreWriter(
                self._folder.path, now=lambda: dt.datetime.now(dt.UTC)
            )
            self._names = NameNotes(self._store)
            self._open_index()
            discard_retired(self._folder, now=time.time())
            self._heal()
            self.pipeline.use_boilerplate(learned_keys(self._store.learned_paragraphs()))
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What was put before an interruption or a full disk is to be found too; what cannot be, the next writer heals."""
        try:
            if kind is None:
                self.commit()
            elif not self._torn and issubclass(kind, KeyboardInterrupt | OperatorError):
                with contextlib.suppress(OperatorError):
                    self.commit()
        finally:
            self._release()

    def _release(self) -> None:
        with contextlib.ExitStack() as closing:
            closing.callback(self._lock.__exit__, None, None, None)
            if hasattr(self, "_store"):
                closing.callback(self._store.close)
            if self._writer is not None:
                closing.callback(self._writer.close)
            if self._pipeline is not None:
                closing.callback(self._pipeline.close)

    def _open_index(self) -> None:
        try:
            generation = current_generation(self._folder)
            if self._pipeline is None:
                analyzer = generation_analyzer(generation)
            else:
                analyzer = self._pipeline.analyzer
                check_fingerprint(generation, analyzer)
        except NotBuiltError:
            terms = self._folder.user_terms()
            pipeline = self._pipeline or Pipeline(terms)
            analyzer = pipeline.analyzer
            engine = engine_named(self._folder.engine_name())
            generation = create_generation(self._folder, engine, terms, analyzer)
            promote(self._folder, generation)
            self._pipeline = pipeline
        if self._pipeline is None:
            self._pipeline = Pipeline(user_terms_of(generation), analyzer)
        self._generation = generation
        self._writer = GenerationWriter(generation)

    @property
    def pipeline(self) -> Pipeline:
        """The pipeline with the dictionary that the current generation was built with."""
        if self._pipeline is None:
            raise AssertionError("the writer is not open")
        return self._pipeline

    @property
    def _index(self) -> GenerationWriter:
        if self._writer is None:
            raise AssertionError("the writer is not open")
        return self._writer

    def _heal(self) -> None:
        """Index what the store changed after the index's watermark."""
        watermark = self._index.last_sequence
        if watermark >= self._store.last_sequence():
            return
        changed: list[int] = []
        for state in self._store.changes_after(watermark):
            if state.removed:
                self._index.remove([state.ordinal])
            else:
                changed.append(state.ordinal)
        for some in _batches(changed):
            self._index_again(some)
        self._index.commit()

    def _index_again(self, ordinals: Sequence[int]) -> None:
        self._index.add(placed_again(self._store.articles(ordinals), self.pipeline))

    def put(self, batch: Sequence[Prepared], *, again: bool = False) -> list[Stored]:
        """Store a batch (acknowledged when this returns) and index it; visible to readers after `commit`."""
        before = self._store.last_sequence()
        results = self._store.put_all([prepared.packed for prepared in batch], again=again)
        fresh: dict[int, Prepared] = {}
        rewritten: set[int] = set()
        for prepared, result in zip(batch, results, strict=True):
            if result.outcome is PutOutcome.ADDED:
                fresh[result.ordinal] = prepared
            elif result.sequence:
                # What was added and changed in one batch is no longer what its document says.
                fresh.pop(result.ordinal, None)
                rewritten.add(result.ordinal)
            self._note_reading(prepared, result)
        self._names.note(batch)
        self._store.commit()
        self._failpoint.reached("add-stored")
        self._index_changes(before, fresh, rewritten)
        if self._uncommitted >= _COMMIT_EVERY:
            self.commit()
        return [
            Stored(
                prepared=prepared,
                outcome=result.outcome,
                particulars=result.particulars,
                joined=result.has_copies,
            )
            for prepared, result in zip(batch, results, strict=True)
        ]

    def _index_changes(
        self, after: int, fresh: Mapping[int, Prepared], rewritten: Set[int] | None = None
    ) -> None:
        """Index all that the store changed after a sequence: documents of *fresh*, by ordinal, are at hand, others are made.

        More changes than what was put: an article that gets its first copy, those of a story whose head went. Such ones keep
        their texts; *rewritten* are those that do not (None: no one knows).
        """
        changed = [state for state in self._store.changes_after(after) if not state.removed]
        others = [state.ordinal for state in changed if state.ordinal not in fresh]
        again = others if rewritten is None else [ordinal for ordinal in others if ordinal in rewritten]
        moved = [] if rewritten is None else [ordinal for ordinal in others if ordinal not in rewritten]
        self._torn = True
        self._index.add([placed(fresh[state.ordinal], state) for state in changed if state.ordinal in fresh])
        for some in _batches(moved):
            self._index.restate(placed_again(self._store.articles(some), self.pipeline))
        for some in _batches(again):
            self._index_again(some)
        self._torn = False
        self._uncommitted += len(changed)

    def _note_reading(self, prepared: Prepared, result: PutResult) -> None:
        """Remember whose paragraphs an article counts for, and what it was before learned ones were cut."""
        is_stored = result.outcome in (PutOutcome.ADDED, PutOutcome.UPDATED)
        if prepared.publisher is not None and is_stored:
            self._publishers.add(prepared.publisher)
        # An article that came as it is, in JSONL, never was a reading; as a later version of one it is none any more.
        if result.outcome is PutOutcome.UPDATED or (prepared.publisher is not None and is_stored):
            self._store.note_reading(result.ordinal, prepared.publisher, prepared.uncut)

    def learn(self) -> None:
        """Learn the boilerplate of the publishers whose articles were put, and cut it from all of theirs."""
        before = self._store.last_sequence()
        learn(self._store, self.pipeline, sorted(self._publishers))
        self._publishers.clear()
        self._store.commit()
        self._index_changes(before, {})

    def judge_paragraph(self, handle: str, *, kept: bool) -> int:
        """Give a learned paragraph back, or cut it again (`learning.py`); how many articles changed. Raises NotFoundError."""
        before = self._store.last_sequence()
        changed = judge_paragraph(self._store, self.pipeline, handle, kept=kept)
        self._store.commit()
        self._index_changes(before, {})
        return len(changed)

    def remove(self, article_id: str) -> None:
        """Remove an article for good. Raises NotFoundError, GoneError."""
        before = self._store.last_sequence()
        ordinal = self._store.remove(article_id)
        self._store.commit()
        self._torn = True
        self._index.remove([ordinal])
        self._index_changes(before, {}, frozenset())
        self._uncommitted += 1

    def commit(self) -> None:
        """Make everything put so far visible to readers."""
        self._index.commit()
        self._failpoint.reached("add-indexed")
        self._uncommitted = 0


def _batches(ordinals: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ordinals), _HEAL_BATCH):
        yield ordinals[start : start + _HEAL_BATCH]


class NameNotes:
    """Notes the archive's spelling of names in a store; what it has noted once it passes over."""

    def __init__(self, store: StoreWriter) -> None:
        self._store = store
        self._noted: set[tuple[NameKind, str, str]] = set()  # kind, key, name

    def note(self, batch: Iterable[Prepared]) -> None:
        """Remember the spelling of every name in *batch*; the first of a name stays."""
        fresh: dict[NameKind, dict[str, str]] = {}
        for prepared in batch:
            names = prepared.names
            for named in zip(names.kinds, names.keys, names.names, strict=True):
                if named not in self._noted:
                    self._noted.add(named)
                    kind, key, name = named
                    fresh.setdefault(kind, {}).setdefault(key, name)
        for kind, fresh_names in fresh.items():
            self._store.note_names(kind, fresh_names.items())
        if len(self._noted) > _NOTED_KEPT:
            self._noted.clear()


def batched_prepared(made: Iterable[list[Prepared]]) -> Iterator[list[Prepared]]:
    """Batches of the workers joined into transactions of the store: an fsync costs as much as ten articles."""
    batch: list[Prepared] = []
    for some in made:
        batch += some
        if len(batch) >= _HEAL_BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
