"""Statistics: how many articles there are, by source, region and month, and what they take on the disk.

Only reads; sources come from the store, regions and months from the index, so an index that cannot be used is said and
never counted. `report.py` renders what is counted here for `zhengwen stats`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.archive.folder import DataFolder
from index.archive.generations import current_generation, generation_analyzer
from index.engines.criteria import AllArticles, AllOf, DayRange
from index.engines.port import EngineReader, TallyRequest
from index.model import LAST_DAY
from index.regions.gazetteer import Gazetteer
from index.store.port import StoreReader
from index.store.sqlite_store import SqliteStoreReader

_ALL_VALUES = 60_000
_EVER = DayRange(first=1, last=LAST_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A value (a source's name, a region's code, a month as yyyy-mm), what to call it, and its articles."""

    value: str
    label: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStatistics:
    """The counts of an archive; regions include the provinces that cities lie in; sizes are bytes on the disk."""

    articles: int
    stories: int
    undated: int
    sources: tuple[Counted, ...]
    regions: tuple[Counted, ...]
    months: tuple[Counted, ...]
    engine: str
    generation: str
    store_bytes: int
    index_bytes: int


def count_archive(folder: DataFolder) -> ArchiveStatistics:
    """Count everything; sources and regions by count, then value, months ascending.

    Raises NotBuiltError, IncompatibleError, DamagedError.
    """
    generation = current_generation(folder)
    generation_analyzer(generation)
    store = SqliteStoreReader(folder.path)
    reader = generation.engine.open_reader(generation.engine_folder)
    try:
        articles = store.count()
        return ArchiveStatistics(
            articles=articles,
            stories=store.story_count(),
            undated=reader.count(AllArticles()) - reader.count(AllOf(children=(AllArticles(), _EVER))),
            sources=_sources(store),
            regions=_regions(reader),
            months=_months(reader),
            engine=generation.fingerprint.engine,
            generation=generation.name,
            store_bytes=_size(folder.path.glob(f"{folder.store.name}*")),
            index_bytes=_size(generation.folder.rglob("*")),
        )
    finally:
        reader.close()
        store.close()


def _sources(store: StoreReader) -> tuple[Counted, ...]:
    return tuple(
        Counted(value=one.source or "", label=one.source or "(no source)", articles=one.articles)
        for one in store.sources()
    )


def _regions(reader: EngineReader) -> tuple[Counted, ...]:
    gazetteer = Gazetteer.load()
    request = TallyRequest(criterion=AllArticles(), facets=("region",), limit=_ALL_VALUES)
    (counts,) = reader.tally(request).facets
    return tuple(
        Counted(value=one.value, label=gazetteer.name(one.value), articles=one.count) for one in counts.values
    )


def _months(reader: EngineReader) -> tuple[Counted, ...]:
    months = []
    (times,) = reader.tally(TallyRequest(criterion=AllArticles(), units=("month",))).times
    for one in times.counts:
        month = f"{one.start // 100:04d}-{one.start % 100:02d}"
        months.append(Counted(value=month, label=month, articles=one.count))
    return tuple(months)


def _size(paths: Iterable[Path]) -> int:
    total = 0
    for path in paths:
        # Files may go while they are counted: a writer merges segments beside us.
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size if path.is_file() else 0
    return total
