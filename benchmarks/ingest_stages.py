"""Where an article's processor time goes on its way in, process by process: the table by which work on speed is chosen.

Each step runs by itself over the same articles, in batches as workers get them, and the best of some repeats counts. What
the engine's own thread does is the process's time less the caller's. Steps do not contain each other, so they add up.
"""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

from benchmarks.articles import FOLDER, ArticleSet
from benchmarks.report import Figure, Part
from index.analysis.lexicon import load_lexicon
from index.analysis.script import detect_script, fold_again
from index.engines.registry import DEFAULT_ENGINE, engine_named
from index.model import Article
from index.regions.gazetteer import Gazetteer
from index.store.packed import pack_all
from index.store.sqlite_store import SqliteStoreWriter
from indexer.build import NameNotes
from indexer.dating import detect_dating
from indexer.detect.names import NameDetector, PlacedText
from indexer.detect.regions import RegionDetector
from indexer.detect.terms import TermDetector
from indexer.documents import build_documents
from indexer.entities import build_entities
from indexer.inputs import InputDefaults, RawRecord
from indexer.pipeline import Pipeline, Prepared
from indexer.sources.jsonl import parse_jsonl
from indexer.workers import BATCH

_ARTICLES = 960
_REPEATS = 3
_TRANSACTION = 480


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cost:
    """The processor seconds of one step over all articles."""

    process: str
    step: str
    seconds: float


def measure_ingest_stages(articles: ArticleSet) -> Part:
    """The steps of `zhengwen add` on the first articles of a set."""
    with articles.path.open("rb") as opened:
        lines = list(itertools.islice(opened, _ARTICLES))
    records = [RawRecord(path="", line=n, format="jsonl", content=line) for n, line in enumerate(lines, 1)]
    pipeline, defaults = Pipeline(), InputDefaults()
    batches = [
        [one for one in pipeline.run_all(some, defaults) if isinstance(one, Prepared)]
        for some in _batched(records)
    ]
    given = [one.article for batch in batches for one in batch]
    costs = [
        _worker("read the record", lambda: [parse_jsonl(one, defaults) for one in records]),
        *_detection(given),
        _worker("pack for the store", lambda: [pack_all(some) for some in _batched(given)]),
        *_documents(given, pipeline),
        *_handing_over(batches),
        *_writing(batches),
    ]
    whole = sum(cost.seconds for cost in costs)
    figures = [_figure(cost, len(given), whole) for cost in costs]
    total = Figure(name="all of it", value=whole / len(given) * 1e6, unit="µs", note="over all processes")
    return Part(
        title=f"What an article costs on its way in, processor time, {len(given)} articles",
        figures=(*figures, total),
    )


def _figure(cost: _Cost, count: int, whole: float) -> Figure:
    return Figure(
        name=f"{cost.process}: {cost.step}",
        value=cost.seconds / count * 1e6,
        unit="µs",
        note=f"{cost.seconds / whole:.0%}",
    )


def _batched(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))


def _best(run: Callable[[], object]) -> float:
    """Processor seconds of this thread, the best of some repeats."""
    best = float("inf")
    for _ in range(_REPEATS):
        started = time.thread_time()
        run()
        best = min(best, time.thread_time() - started)
    return best


def _worker(step: str, run: Callable[[], object]) -> _Cost:
    return _Cost(process="worker", step=step, seconds=_best(run))


def _detection(given: Sequence[Article]) -> Iterator[_Cost]:
    gazetteer, lexicon = Gazetteer.load(), load_lexicon()
    regions = RegionDetector(gazetteer, fold_again)
    terms = TermDetector(lexicon, fold_again)
    names = NameDetector(gazetteer, (entry.term for entry in lexicon))
    places = [regions.detect(one.title, one.body, one.source or "").mentions for one in given]
    placed = [PlacedText(one.title, one.body, mentions) for one, mentions in zip(given, places, strict=True)]
    found = [
        (one, terms.detect(article.title, article.body))
        for one, article in zip(names.detect_all(placed), given, strict=True)
    ]
    yield _worker("dates", lambda: [detect_dating(one) for one in given])
    yield _worker(
        "regions and places", lambda: [regions.detect(one.title, one.body, one.source or "") for one in given]
    )
    yield _worker(
        "persons, organisations, further places",
        lambda: [names.detect_all(some) for some in _batched(placed)],
    )
    yield _worker("policy terms", lambda: [terms.detect(one.title, one.body) for one in given])
    yield _worker(
        "entities of what was found",
        lambda: [build_entities(one.title, one.body, *both) for one, both in zip(given, found, strict=True)],
    )
    yield _worker("script", lambda: [detect_script(one.title + "\n" + one.body) for one in given])


def _documents(given: Sequence[Article], pipeline: Pipeline) -> Iterator[_Cost]:
    texts = [[text for one in some for text in (one.title, one.body)] for some in _batched(given)]
    analyse = _best(lambda: [pipeline.analyzer.analyse_all(some) for some in texts])
    gazetteer = Gazetteer.load()
    build = _best(lambda: [build_documents(some, pipeline.analyzer, gazetteer) for some in _batched(given)])
    yield _Cost(process="worker", step="terms of title and body", seconds=analyse)
    yield _Cost(process="worker", step="the rest of the document", seconds=build - analyse)


def _handing_over(batches: Sequence[Sequence[Prepared]]) -> Iterator[_Cost]:
    sent = [bytes(ForkingPickler.dumps(batch)) for batch in batches]
    yield _worker("hand over", lambda: [ForkingPickler.dumps(batch) for batch in batches])
    yield _Cost(
        process="main", step="take over", seconds=_best(lambda: [ForkingPickler.loads(one) for one in sent])
    )


def _writing(batches: Sequence[Sequence[Prepared]]) -> Iterator[_Cost]:
    prepared = [one for batch in batches for one in batch]
    folder = FOLDER / "stages"
    rounds = [_write(prepared, folder) for _ in range(_REPEATS)]
    for steps in zip(*rounds, strict=True):
        yield min(steps, key=lambda cost: cost.seconds)
    shutil.rmtree(folder)


def _write(prepared: Sequence[Prepared], folder: Path) -> list[_Cost]:
    """Write everything once into an empty folder: store, then engine."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    with closing(SqliteStoreWriter(folder, now=lambda: dt.datetime.now(dt.UTC))) as store:
        names = NameNotes(store)
        started = time.thread_time()
        for start in range(0, len(prepared), _TRANSACTION):
            some = prepared[start : start + _TRANSACTION]
            store.put_all([one.packed for one in some])
            names.note(some)
            store.commit()
        stored = time.thread_time() - started
    return [_Cost(process="main", step="store", seconds=stored), *_index(prepared, folder / "engine")]


def _index(prepared: Sequence[Prepared], folder: Path) -> list[_Cost]:
    folder.mkdir(mode=0o700)
    engine = engine_named(DEFAULT_ENGINE)
    engine.create(folder)
    documents = [one.document._replace(ordinal=n, sequence=n) for n, one in enumerate(prepared, 1)]
    with closing(engine.open_writer(folder)) as writer:
        # Opening the writer is no part of an article's price.
        writer.remove([0])
        everywhere, here = time.process_time(), time.thread_time()
        writer.add(documents)
        added = time.thread_time() - here
        writer.commit()
        engine_seconds = time.process_time() - everywhere - (time.thread_time() - here)
    return [
        _Cost(process="main", step="hand to the engine", seconds=added),
        _Cost(process="engine's thread", step="index", seconds=engine_seconds),
    ]
