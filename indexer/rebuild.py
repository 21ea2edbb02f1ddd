"""Rebuild: a new generation from the stored articles, beside the one that goes on answering.

    store → derive anew (workers) → new generation → compare with the store → promote

Nothing of the old generation is touched before the new one is whole, fsynced and equal to the store; a rebuild that is
killed leaves a folder that the next writer removes. The user's dictionary is taken in here. The site sees the new generation
at its next request (`opened.py`).
"""

from __future__ import annotations

import datetime as dt
import functools
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.engines.criteria import UnitRun
from index.engines.registry import engine_named
from index.errors import DamagedError, OperatorError
from index.generations import DataFolder, Generation, create_generation, discard_retired, promote
from index.schema import IndexDocument
from index.store.lock import WriterLock
from index.store.packed import pack_article
from index.store.port import StoredArticle
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from indexer.build import NameNotes
from indexer.checking import compare
from indexer.documents import place_document
from indexer.failpoints import FailPoint
from indexer.pipeline import Pipeline, Prepared
from indexer.workers import BatchFunction, WorkerPool, default_processes

_SAMPLED = 20
"""Articles whose titles are searched for in a new generation before it is promoted."""
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


def _fill(
    generation: Generation, folder: DataFolder, store: SqliteStoreWriter, pipeline: Pipeline, effort: _Effort
) -> int:
    """Index every stored article, and store what is now derived differently. The number of articles."""
    processes = default_processes(effort.workers) if store.count() > _SMALL else 0
    if processes:
        pipeline.warm_up()
    writer = generation.engine.open_writer(generation.engine_folder)
    reader = SqliteStoreReader(folder.path)
    names = NameNotes(store)
    done = 0
    try:
        with WorkerPool(functools.partial(_deriver, pipeline), processes) as pool:
            for made in pool.map(reader.all_articles()):
                writer.add(_store_derived(store, names, made))
                done += len(made)
                effort.progress(done)
                effort.failpoint.reached("rebuild-batch")
        writer.commit()
    finally:
        reader.close()
        writer.close()
    return done


def _store_derived(
    store: SqliteStoreWriter, names: NameNotes, made: Sequence[_Derived]
) -> Iterator[IndexDocument]:
    """Store what detectors now say differently; the documents of all, as they are stored then."""
    changed = [one for one in made if one.is_changed]
    for one in changed:
        store.update_derived(one.ordinal, one.prepared.article)
    names.note(one.prepared for one in made)
    store.commit()
    current = {one.ordinal: one for one in store.articles([one.ordinal for one in changed])}
    for one in made:
        document = one.prepared.document
        yield (
            place_document(document, current[one.ordinal])
            if one.ordinal in current
            else document._replace(ordinal=one.ordinal, sequence=one.sequence, digest=one.digest)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Effort:
    """How many *workers* to use (0: one per core), whom to tell the number of articles done, and where to fail."""

    workers: int
    progress: Callable[[int], None]
    failpoint: FailPoint


class _Derived(NamedTuple):
    """What the pipeline makes of a stored article now, its numbers as stored, and whether it is another article."""

    ordinal: int
    sequence: int
    digest: int
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
