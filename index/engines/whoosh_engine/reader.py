"""Answers from an index of Whoosh: orders, counts and cuts what `selection.py` selects.

One question at a time per reader: Whoosh's readers share file positions between threads, and pure Python would gain
nothing from more.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.engines.criteria import Criterion, RankedQuery, UnitRun
from index.engines.ordering import order_times, order_values
from index.engines.port import MAX_TIES, Candidate, Counted, IndexedState, Selection, Tally, TallyRequest
from index.engines.shown_stories import StoryColumns, first_of_each, show_stories
from index.engines.whoosh_engine.fields import build_schema
from index.engines.whoosh_engine.selection import Scores, Selected, Selector
from index.engines.whoosh_engine.snapshot import Flags, Numbers, Snapshot
from index.engines.whoosh_engine.storage import (
    DurableStorage,
    FileIdentity,
    file_faults,
    latest_generation,
    refuse_foreign,
)
from index.errors import DamagedError
from index.schema import TIME_FIELDS, TimeUnit

_OPENING_ATTEMPTS = 5
_OWNER_BITS = 41  # of a number that tells what is counted; the code of a value stands above


class WhooshReader:
    """See `EngineReader`."""

    def __init__(self, folder: Path, former: WhooshReader | None = None) -> None:
        """Open the newest commit, of which *former* read an earlier one.

        Raises DamagedError; OperatorError where others may write into *folder*.
        """
        self._folder = folder
        self._lock = threading.Lock()
        self._checked: set[FileIdentity] = set() if former is None else former._checked
        self._generation = -1
        self._snapshot = self._open()

    def is_newest(self) -> bool:
        """See `EngineReader`."""
        return latest_generation(self._folder) == self._generation

    def reopened(self) -> WhooshReader:
        """See `EngineReader`."""
        return WhooshReader(self._folder, self)

    def count(self, criterion: Criterion, within: Criterion | None = None) -> int:
        """See `EngineReader`."""
        with self._asking() as selector:
            flags = selector.select(criterion).flags
            return int((flags if within is None else flags & selector.select(within).flags).sum())

    def best(self, query: RankedQuery, limit: int, counted: Counted = "articles") -> Selection:
        """See `EngineReader`."""
        with self._asking() as selector:
            return self._first(selector.ranked(query), limit, counted)

    def newest(self, criterion: Criterion, limit: int, counted: Counted = "articles") -> Selection:
        """See `EngineReader`."""
        with self._asking() as selector:
            flags = selector.select(criterion).flags
            return self._first(Selected(flags=flags, scores=np.zeros(len(flags))), limit, counted)

    def tally(self, request: TallyRequest) -> Tally:
        """See `EngineReader`."""
        with self._asking() as selector:
            flags = selector.select(request.criterion).flags
            owners = self._owners(request.counted)
            return Tally(
                total=len(np.unique(owners[flags])),
                undated=len(np.unique(owners[flags & (self._snapshot.column("first_day") == 0)])),
                facets=tuple(
                    order_values(name, self._count_values(flags, owners, name), request.limit)
                    for name in request.facets
                ),
                times=tuple(
                    order_times(unit, self._count_times(flags, owners, unit)) for unit in request.units
                ),
            )

    def frequency(self, run: UnitRun) -> int:
        """See `EngineReader`."""
        with self._asking() as selector:
            return selector.frequency(run)

    def states(self) -> Iterator[IndexedState]:
        """See `EngineReader`."""
        with self._lock:
            numbers = np.flatnonzero(self._snapshot.live)
            names = ("ordinal", "sequence", "digest", "story")
            columns = [self._snapshot.column(name)[numbers].tolist() for name in names]
        for ordinal, sequence, digest, story in zip(*columns, strict=True):
            yield IndexedState(ordinal, sequence, digest, story)

    def last_sequence(self) -> int:
        """See `EngineReader`."""
        with self._lock:
            return int(self._snapshot.column("sequence")[self._snapshot.live].max(initial=0))

    def close(self) -> None:
        """See `EngineReader`."""
        with self._lock:
            self._snapshot.close()

    def _open(self) -> Snapshot:
        refuse_foreign(self._folder)
        for attempt in range(_OPENING_ATTEMPTS):
            generation = latest_generation(self._folder)
            faults = tuple(file_faults(self._folder, generation, self._checked))
            if not faults:
                snapshot = self._read(generation)
                if snapshot is not None:
                    self._generation = generation
                    return snapshot
            # A writer that commits meanwhile takes the files of the former commit away.
            elif generation == latest_generation(self._folder) or attempt + 1 == _OPENING_ATTEMPTS:
                raise DamagedError(
                    f"the index in {self._folder} is damaged ({'; '.join(faults)}): run zhengwen rebuild"
                )
        raise DamagedError(f"the index in {self._folder} changes too fast to be read")

    def _read(self, generation: int) -> Snapshot | None:
        try:
            index = DurableStorage(self._folder).open_index(schema=build_schema())
            # Not `reader()`: the error of an attempt of its own would keep the frames of all who called it, and the former reader with them.
            toc = index._read_toc()
            reader = index._reader(index.storage, toc.schema, toc.segments, toc.generation)
        except OSError:
            return None
        if generation != latest_generation(self._folder):
            reader.close()
            return None
        return Snapshot(reader)

    @contextlib.contextmanager
    def _asking(self) -> Iterator[Selector]:
        with self._lock:
            self._snapshot.start_clock()
            yield Selector(self._snapshot)

    def _first(self, selected: Selected, limit: int, counted: Counted) -> Selection:
        numbers = np.flatnonzero(selected.flags)
        scores = selected.scores[numbers]
        if counted == "stories":
            numbers, scores = self._collapsed(numbers, scores)
        seconds = self._snapshot.column("sort_seconds")[numbers]
        ordinals = self._snapshot.column("ordinal")[numbers]
        # The last key is the first to order by; scores that differ by rounding alone are equal.
        order = np.lexsort((ordinals, -seconds, -scores))
        cut = min(limit, len(order))
        if cut:
            last, rest = order[cut - 1], order[cut : cut + MAX_TIES]
            cut += int(((scores[rest] == scores[last]) & (seconds[rest] == seconds[last])).sum())
        kept = order[:cut]
        rows = zip(ordinals[kept].tolist(), scores[kept].tolist(), seconds[kept].tolist(), strict=True)
        return Selection(total=len(numbers), candidates=tuple(Candidate(*row) for row in rows))

    def _collapsed(self, numbers: Numbers, scores: Scores) -> tuple[Numbers, Scores]:
        """The articles that show the stories of *numbers*, each with the best score of its story."""
        story = self._snapshot.column("story")
        columns = StoryColumns(
            story=story,
            sort_seconds=self._snapshot.column("sort_seconds"),
            ordinal=self._snapshot.column("ordinal"),
        )
        shown = show_stories(numbers, columns).shown_rows(numbers, story[numbers])
        order = np.argsort(-scores, kind="stable")
        first = order[first_of_each(shown[order])]
        return shown[first], scores[first]

    def _owners(self, counted: Counted) -> Numbers:
        """By article, the number of what is counted: its story's, else its own below 0."""
        own = -1 - np.arange(self._snapshot.size)
        if counted == "articles":
            return own
        story = self._snapshot.column("story")
        return np.where(story > 0, story, own)

    def _count_times(self, flags: Flags, owners: Numbers, unit: TimeUnit) -> dict[int, int]:
        counts = self._count_values(flags, owners, TIME_FIELDS[unit])
        return {int(start): count for start, count in counts.items()}

    def _count_values(self, flags: Flags, owners: Numbers, field: str) -> dict[str, int]:
        table = self._snapshot.table(field)
        is_selected = flags[table.articles]
        codes, held_by = table.codes[is_selected], owners[table.articles[is_selected]]
        # Each value once for whatever is counted: a story's articles mostly carry the same.
        pairs = np.unique((codes << _OWNER_BITS) + held_by + self._snapshot.size)
        counts = np.bincount(pairs >> _OWNER_BITS, minlength=len(table.values))
        return {value: count for value, count in zip(table.values, counts.tolist(), strict=True) if count}
