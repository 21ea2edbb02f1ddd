"""The store alone: putting articles, putting them again, and reading texts at random, beside bare SQLite.

The baseline of writing is one `INSERT` of title and body per article in transactions of the same size, with the same
durability: what no store on SQLite can beat. Rounds alternate, so that a busy machine slows both.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.articles import FOLDER, ArticleSet, NewsArticle
from benchmarks.report import Figure, Part, median, percentile
from index.model import Article, Entity, FieldSpan, PartialDate
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from indexer.identity import IdentityParts, identity_key, make_id

BATCH = 500
ROUND_ARTICLES = 5_000
TEXTS_PER_SEARCH = 200
READS = 200
_SEED = 20_251_128


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """Articles per second of each way in one round."""

    first: float
    again: float
    bare: float


def measure_store(articles: ArticleSet, *, rounds: int = 3) -> Part:
    """Measure *rounds* rounds of writing a part of *articles*, then reading from a store of all of them."""
    some = [_as_article(one) for one in articles.articles(ROUND_ARTICLES)]
    done = []
    for number in range(1, rounds + 1):
        print(f"store, round {number} of {rounds} …", file=sys.stderr, flush=True)
        done.append(_measure_round(some))
    folder = FOLDER / f"store-of-{articles.name}"
    _fill(folder, articles)
    reads = _measure_reads(folder, articles.count)
    size = Figure(
        name="store beside the UTF-8 text",
        value=_size(folder) / articles.text_bytes,
        unit="×",
        note="no raw texts, 8 entities each",
    )
    return Part(
        title=f"Store: {len(some):,} articles put by {BATCH}, texts of {articles.count:,}",
        figures=(*_writing_figures(done), *_reading_figures(reads), size),
    )


def _writing_figures(done: list[_Round]) -> Iterator[Figure]:
    yield Figure(
        name="put, new articles",
        value=median([one.first for one in done]),
        unit="articles/s",
        baseline=median([one.bare for one in done]),
        goal=8_000,
        bound="at least",
        note="all particulars, 8 entities each; one process; baseline: bare inserts of the texts",
    )
    yield Figure(name="put, the same again", value=median([one.again for one in done]), unit="articles/s")


def _reading_figures(reads: list[float]) -> Iterator[Figure]:
    yield Figure(
        name=f"texts of {TEXTS_PER_SEARCH} random articles, p50",
        value=median(reads) * 1_000,
        unit="ms CPU",
        goal=1.5,
        note="warm; 0.6 ms of it is decoding UTF-8",
    )
    yield Figure(name="… p90", value=percentile(reads, 0.9) * 1_000, unit="ms CPU")


def _measure_round(articles: list[Article]) -> _Round:
    folder = FOLDER / "store-round"
    shutil.rmtree(folder, ignore_errors=True)
    with closing(_open_writer(folder)) as writer:
        begun = time.perf_counter()
        _put(writer, articles)
        first = time.perf_counter() - begun
        _put(writer, articles)
        again = time.perf_counter() - begun - first
    bare = _insert_bare(folder / "bare.sqlite", articles)
    shutil.rmtree(folder)
    return _Round(first=len(articles) / first, again=len(articles) / again, bare=len(articles) / bare)


def _put(writer: SqliteStoreWriter, articles: list[Article]) -> None:
    for start in range(0, len(articles), BATCH):
        for article in articles[start : start + BATCH]:
            writer.put(article)
        writer.commit()


def _insert_bare(path: Path, articles: list[Article]) -> float:
    """Seconds for the texts alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE texts (ordinal INTEGER PRIMARY KEY, title TEXT, body TEXT)")
        begun = time.perf_counter()
        for start in range(0, len(articles), BATCH):
            connection.execute("BEGIN")
            rows = [(one.title, one.body) for one in articles[start : start + BATCH]]
            connection.executemany("INSERT INTO texts (title, body) VALUES (?, ?)", rows)
            connection.execute("COMMIT")
        return time.perf_counter() - begun


def _fill(folder: Path, articles: ArticleSet) -> None:
    """Put all articles into the store in *folder*, unless a run before did."""
    with closing(_open_writer(folder)) as writer:
        if writer.count() >= articles.count:
            return
        print(f"filling a store with {articles.count:,} …", file=sys.stderr, flush=True)
        made = map(_as_article, articles.articles())
        while batch := list(islice(made, BATCH)):
            _put(writer, batch)


def _measure_reads(folder: Path, count: int) -> list[float]:
    """Processor seconds of each read of texts, the first half of the reads left out as a warm-up."""
    chance = random.Random(_SEED)
    seconds = []
    with closing(SqliteStoreReader(folder)) as reader:
        for _ in range(2 * READS):
            asked = chance.sample(range(1, count + 1), TEXTS_PER_SEARCH)
            begun = time.thread_time()
            reader.texts(asked)
            seconds.append(time.thread_time() - begun)
    return seconds[READS:]


def _open_writer(folder: Path) -> SqliteStoreWriter:
    return SqliteStoreWriter(folder, now=lambda: dt.datetime.now(dt.UTC))


def _as_article(given: NewsArticle) -> Article:
    """An article with every particular; its entities are pieces of the body, as many as detectors find."""
    day = dt.date.fromisoformat(given.published[:10]) if given.published else None
    published = None if day is None else PartialDate(year=day.year, month=day.month, day=day.day)
    parts = IdentityParts(
        title=given.title,
        body=given.body,
        given_id=given.id or None,
        url=given.url,
        source=given.source,
        published=published,
    )
    identity = identity_key(parts)
    return Article(
        id=make_id(identity),
        identity=identity,
        title=given.title,
        body=given.body,
        raw=given.body,
        url=given.url,
        published=published,
        published_origin="given" if published else None,
        source=given.source,
        tags=given.tags,
        script="hans",
        regions=("15", "1501"),
        entities=tuple(_entities(given.body)),
    )


def _entities(body: str) -> Iterator[Entity]:
    for start in range(0, min(len(body), 80), 10):
        name = body[start : start + 4]
        spans = tuple(FieldSpan(field="body", start=at, end=at + 4) for at in (start, start + 40))
        yield Entity(name=name, canonical=name, kind="place", spans=spans)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())
