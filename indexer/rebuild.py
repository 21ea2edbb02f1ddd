"""Rebuild: a new generation from the stored articles, beside the one that goes on answering.

    store → group stories anew → derive anew (workers) → new generation → compare with the store → promote

Nothing of the old generation is touched before the new one is whole, fsynced and equal to the store; a rebuild that is
killed leaves a folder that the next writer removes. The user's dictionary is taken in here. The site sees the new generation
at its next request (`index/archive/opened.py`).
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.analysis.sketches import sketch_all
from index.archive.folder import DataFolder
from index.archive.generations import Generation, create_generation, discard_retired, promote
from index.engines.criteria import UnitRun
from index.engines.registry import engine_named
from index.errors import DamagedError, OperatorError
from index.store.lock import WriterLock
from index.store.packed import pack_article
from index.store.port import StoredArticle
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from index.store.stories import Sketched
from indexer.build import NameNotes
from indexer.checking import compare
from indexer.failpoints import FailPoint
from indexer.generation_writer import GenerationWriter, Placed, placed, placed_again
from indexer.pipeline import Pipeline, Prepared
from indexer.workers import BatchFunction, WorkerPool, default_processes

_SAMPLED = 20
"""Articles whose titles are searched for in a new generation before it is promoted."""
_MOVED_AT_ONCE = 500
_SMALL = 200
"""Articles up to which starting worker processes costs more than they save."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildReport:
    """What a rebuild made."""

    generation: str
    engine: str
    articles: int
    seconds: float


def rebuild(
    folder: DataFolder,
    *,
    engine_name: str | None,
    workers: int,
    progress: Callable[[int], None],
    failpoint: FailPoint | None = None,
) -> RebuildReport:
    """Build and promote a new generation; *progress* is told the number of articles done; *failpoint* is for tests.

    Raises LockedError, StorageFullError, DamagedError (the store cannot be read), UserError (engine or dictionary).
    """
    started = time.monotonic()
    failpoint = FailPoint() if failpoint is None else failpoint
    engine = engine_named(engine_name or folder.engine_name())
    terms = folder.user_terms()
    folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with WriterLock(folder.path):
        store = SqliteStoreWriter(folder.path, now=lambda: dt.datetime.now(dt.UTC))
        try:
            pipeline = Pipeline(terms)
            generation = create_generation(folder, engine, terms, pipeline.analyzer)
            try:
                effort = _Effort(workers=workers, progress=progress, failpoint=failpoint)
                _regroup(folder, store, effort)
                articles = _fill(generation, folder, store, pipeline, effort)
                failpoint.reached("rebuild-filled")
                _verify(generation, folder, pipeline)
                failpoint.reached("rebuild-verified")
                promote(folder, generation)
            except BaseException:
                shutil.rmtree(generation.folder)
                raise
            failpoint.reached("rebuild-promoted")
            folder.remember_engine(engine.name)
            discard_retired(folder, now=time.time())
        finally:
            store.close()
    return RebuildReport(
        generation=generation.name,
        engine=engine.name,
        articles=articles,
        seconds=time.monotonic() - started,
    )


def _regroup(folder: DataFolder, store: SqliteStoreWriter, effort: _Effort) -> None:
    """Make all sketches and stories anew, before anything is indexed: the first article learns last that it has copies."""
    reader = SqliteStoreReader(folder.path)
    try:
        with WorkerPool(_sketcher, effort.processes(store.count())) as pool:
            store.regroup(itertools.chain.from_iterable(pool.map(reader.all_articles())))
            store.commit()
    finally:
        reader.close()
    effort.failpoint.reached("rebuild-grouped")


def _sketcher() -> BatchFunction[StoredArticle, Sketched]:
    return _sketch_batch


def _sketch_batch(batch: Sequence[StoredArticle]) -> list[Sketched]:
    sketches = sketch_all([one.article.title for one in batch], [one.article.body for one in batch])
    return [Sketched(one.ordinal, sketch) for one, sketch in zip(batch, sketches, strict=True)]


def _fill(
    generation: Generation, folder: DataFolder, store: SqliteStoreWriter, pipeline: Pipeline, effort: _Effort
) -> int:
    """Index every stored article, and store what is now derived differently. The number of articles."""
    processes = effort.processes(store.count())
    if processes:
        pipeline.warm_up()
    writer = GenerationWriter(generation)
    reader = SqliteStoreReader(folder.path)
    names = NameNotes(store)
    before = store.last_sequence()
    indexed: dict[int, int] = {}
    done = 0
    try:
        with WorkerPool(functools.partial(_deriver, pipeline), processes) as pool:
            for made in pool.map(reader.all_articles()):
                documents = _store_derived(store, names, made)
                writer.add(documents)
                indexed.update(
                    (one.document.ordinal, one.document.sequence)
                    for one in documents
                    if one.document.sequence > before
                )
                done += len(made)
                effort.progress(done)
                effort.failpoint.reached("rebuild-batch")
        # A day that is found now may put others into another story, after they were indexed.
        moved = [
            state.ordinal
            for state in store.changes_after(before)
            if indexed.get(state.ordinal) != state.sequence
        ]
        for start in range(0, len(moved), _MOVED_AT_ONCE):
            writer.add(placed_again(store.articles(moved[start : start + _MOVED_AT_ONCE]), pipeline))
        writer.commit()
    finally:
        reader.close()
        writer.close()
    return done


def _store_derived(store: SqliteStoreWriter, names: NameNotes, made: Sequence[_Derived]) -> list[Placed]:
    """Store what detectors now say differently; the documents of all, as they are stored then, with their texts."""
    changed = [one for one in made if one.is_changed]
    for one in changed:
        store.update_derived(one.ordinal, one.prepared.article)
    names.note(one.prepared for one in made)
    store.commit()
    current = {one.ordinal: one for one in store.articles([one.ordinal for one in changed])}
    return [placed(one.prepared, current.get(one.ordinal, one)) for one in made]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Effort:
    """How many *workers* to use (0: one per core), whom to tell the number of articles done, and where to fail."""

    workers: int
    progress: Callable[[int], None]
    failpoint: FailPoint

    def processes(self, articles: int) -> int:
        """How many worker processes pay for so many articles; 0: none but this one."""
        return default_processes(self.workers) if articles > _SMALL else 0


class _Derived(NamedTuple):
    """What the pipeline makes of a stored article now, its numbers as stored, and whether it is another article."""

    ordinal: int
    sequence: int
    digest: int
    story: int
    prepared: Prepared
    is_changed: bool


def _deriver(pipeline: Pipeline) -> BatchFunction[StoredArticle, _Derived]:
    def derive(batch: Sequence[StoredArticle]) -> list[_Derived]:
        made = pipeline.derive_all([stored.article for stored in batch])
        return [
            _Derived(
                stored.ordinal,
                stored.sequence,
                stored.digest,
                stored.story,
                prepared,
                prepared.packed != pack_article(stored.article),
            )
            for stored, prepared in zip(batch, made, strict=True)
        ]

    return derive


def _verify(generation: Generation, folder: DataFolder, pipeline: Pipeline) -> None:
    """Compare the new index with the store, article by article and by sampled titles. Raises OperatorError."""
    store = SqliteStoreReader(folder.path)
    reader = generation.engine.open_reader(generation.engine_folder)
    try:
        differences = list(compare(store, reader))
        if differences:
            raise OperatorError(
                f"the new index does not fit the store ({differences[0].reason}): it was not taken into use"
            )
        for stored in _sampled(store):
            pieces = pipeline.analyzer.read_run(stored.article.title).pieces
            if any(not reader.count(UnitRun(units=piece)) for piece in pieces):
                raise DamagedError(
                    f"the new index does not find article {stored.article.id}: it was not taken into use"
                )
    finally:
        reader.close()
        store.close()


def _sampled(store: SqliteStoreReader) -> Iterator[StoredArticle]:
    ordinals = [state.ordinal for state in store.changes_after(0) if not state.removed]
    # Seeded by the content, so that a failure can be seen again.
    chosen = random.Random(len(ordinals)).sample(ordinals, min(_SAMPLED, len(ordinals)))
    yield from store.articles(chosen)
