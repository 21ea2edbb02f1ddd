"""Answers from a tantivy index; the writing half stands in `tantivy_engine.py`.

tantivy selects and scores. What is selected is counted in value columns (`value_columns.py`), by the rows that the documents
name: its own aggregations take ten times as long on names, and know no stories. What a search selects is looked for once: hits,
stories, facets and timeline of a search, and its further pages, use the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import tantivy

from index.engines.criteria import (
    AllArticles,
    AllOf,
    Criterion,
    RankedQuery,
    UnitRun,
    count_named,
)
from index.engines.port import MAX_TIES, Candidate, Counted, IndexedState, Selection, Tally, TallyRequest
from index.engines.recent import Recent
from index.engines.shown_stories import ShownStories, first_of_each, show_stories
from index.engines.tantivy_index import COLUMNS, CommitOpener, commit_stamp, translated
from index.engines.tantivy_queries import HeldTerm, QueryBuilder, held_terms
from index.engines.tantivy_schema import ROW, build_schema
from index.engines.value_columns import Rows, ValueColumns
from index.errors import DamagedError

_FAST_ID_BATCH = 50_000
_TIE_STEP = 24
_FREQUENCIES_KEPT = 50_000
_UNITS_OF_A_TERM = 2  # a word of the words fields, or one bigram
_ROWS_KEPT = 1_000_000
"""Rows of selections that a committed state remembers: 8 MB."""
_VALUES_KEPT = 50_000
"""Counted values that it remembers, some 5 MB: the tallies of a few hundred searches."""
_LEAST_WEIGHT = 20
"""What remembering anything costs, in rows or values."""
_NAMED_WEIGHT = 10
"""What each unit or value that is asked for costs, in rows: a phrase of 240 signs takes 20 kB."""
_UNITS_KEPT = 16  # longer runs are hardly asked for twice

Flags: TypeAlias = npt.NDArray[np.bool_]
_FIRST = itemgetter(0)
_NO_ROWS: Rows = np.zeros(0, dtype=np.int64)


def _weight_of(criterion: Criterion) -> int:
    """What remembering *criterion* itself costs."""
    return _LEAST_WEIGHT + _NAMED_WEIGHT * count_named(criterion)


class _Commit:
    """One committed state, and what was found out about it."""

    def __init__(self, searcher: tantivy.Searcher, columns: ValueColumns) -> None:
        self.searcher = searcher
        self.columns = columns
        self.frequencies: dict[UnitRun, int] = {}
        self.tallies: Recent[TallyRequest, Tally] = Recent(_VALUES_KEPT)
        self.selections: Recent[Criterion, Rows] = Recent(_ROWS_KEPT)
        self.shown: Recent[Criterion, ShownStories] = Recent(_ROWS_KEPT)
        self.copied: int | None = None
        self._is_live: Flags | None = None

    @classmethod
    def read(cls, opener: CommitOpener, folder: Path, former: ValueColumns | None) -> _Commit:
        """The newest commit. Raises DamagedError where documents name rows that are not there."""
        searcher = opener.open_newest()
        with translated(folder):
            newest = searcher.search(tantivy.Query.all_query(), limit=1, count=False, order_by_field=ROW).hits
        # Read after the commit, so that its rows are there.
        path = folder / COLUMNS
        columns = ValueColumns.read(path) if former is None else former.with_news(path)
        if newest and newest[0][0] >= columns.rows:
            raise DamagedError(f"{path} was cut short or overwritten: run zhengwen rebuild")
        return cls(searcher, columns)

    def rows(self, addresses: list[tantivy.DocAddress]) -> Rows:
        """The rows of some documents, in that order."""
        return np.array(self.searcher.fast_field_values(ROW, addresses), dtype=np.int64)

    def select(self, query: tantivy.Query, limit: int) -> Rows:
        """The rows of what *query* selects, or of *limit* documents of it where that is more."""
        # Ordered by row, tantivy gives the rows themselves: a fifth less than asking for those of the documents found.
        found = self.searcher.search(query, limit=max(1, limit), count=False, order_by_field=ROW)
        hits = found.hits
        return np.fromiter(map(_FIRST, hits), dtype=np.int64, count=len(hits))

    def keep(self, criterion: Criterion, rows: Rows) -> None:
        """Remember that *criterion* selects *rows*."""
        self.selections.keep(criterion, rows, len(rows) + _weight_of(criterion))

    def note_frequency(self, query: RankedQuery, total: int) -> None:
        """Remember the frequency of a run that *query*, which finds *total* articles, asks for and that one term stands for."""
        run = query.criterion
        if isinstance(run, UnitRun) and not query.filters and len(run.units) <= _UNITS_OF_A_TERM:
            self.keep_frequency(run, total)

    def keep_frequency(self, run: UnitRun, frequency: int) -> None:
        """Remember in how many articles *run* stands, as `EngineReader.frequency` counts."""
        if len(self.frequencies) < _FREQUENCIES_KEPT and len(run.units) <= _UNITS_KEPT:
            self.frequencies[run] = frequency

    def rows_but(self, rows: Rows) -> Rows:
        """The rows of all documents but those of *rows*."""
        if self._is_live is None:
            is_live = np.zeros(self.columns.rows, dtype=np.bool_)
            is_live[self.select(tantivy.Query.all_query(), self.searcher.num_docs)] = True
            self._is_live = is_live  # whole, for another thread takes it as it is
        flags = self._is_live.copy()
        flags[rows] = False
        return np.flatnonzero(flags)


class TantivyReader:
    """Answers from one commit of a tantivy index; see `EngineReader`."""

    def __init__(self, folder: Path, former: TantivyReader | None = None) -> None:
        """Open the newest commit in *folder*, of which *former* read an earlier one. Raises DamagedError."""
        self._folder = folder
        # Before opening: a commit in between makes this one old at once.
        self._stamp = commit_stamp(folder)
        self._opener: CommitOpener = CommitOpener(folder) if former is None else former._opener
        self._commit: _Commit = _Commit.read(
            self._opener, folder, None if former is None else former._commit.columns
        )
        self._queries: QueryBuilder = QueryBuilder(build_schema()) if former is None else former._queries

    def is_newest(self) -> bool:
        """See `EngineReader`."""
        return commit_stamp(self._folder) == self._stamp

    def reopened(self) -> TantivyReader:
        """See `EngineReader`."""
        return TantivyReader(self._folder, self)

    def count(self, criterion: Criterion, within: Criterion | None = None) -> int:
        """See `EngineReader`."""
        commit = self._commit
        if within is not None:
            # tantivy would look for the words of *within* again: 3.5 of 30 ms for a question of many.
            if (rows := commit.selections.get(within)) is not None:
                is_selected = np.zeros(commit.columns.rows, dtype=np.bool_)
                is_selected[self._selected(commit, criterion)] = True
                return int(np.count_nonzero(is_selected[rows]))
            criterion = AllOf(children=(criterion, within))
        if isinstance(criterion, AllArticles):
            return int(commit.searcher.num_docs)
        with translated(self._folder):
            return _total(commit.searcher.search(self._queries.selecting(criterion), limit=1, count=True))

    def best(self, query: RankedQuery, limit: int, counted: Counted = "articles") -> Selection:
        """See `EngineReader`."""
        commit = self._commit
        selected = _selected_by(query)
        with translated(self._folder):
            built = self._queries.ranking(query)
            wanted = limit + _TIE_STEP
            while True:
                found = commit.searcher.search(built, limit=wanted, count=True)
                hits, total = found.hits, _total(found)  # each look at them makes them anew
                rows = commit.rows([address for _, address in hits])
                scores = np.array([score for score, _ in hits])
                if total == len(rows):
                    commit.keep(selected, rows)
                shown = self._shown(commit, selected) if counted == "stories" else None
                if shown is not None:
                    # A story stands where its best article does.
                    rows = shown.shown_rows(rows, commit.columns.number("story")[rows])
                    first = first_of_each(rows)
                    rows, scores = rows[first], scores[first]
                most = len(rows) >= limit + MAX_TIES
                if len(hits) < wanted or most or _is_cut_between(scores, limit):
                    break
                wanted *= 4
        commit.note_frequency(query, total)
        rows, scores = _with_ties(rows, scores, limit)
        seconds = commit.columns.number("sort_seconds")[rows]
        order = np.lexsort((-seconds, -scores))
        return _selection(total - _repeated(shown), commit, rows[order], scores[order])

    def newest(self, criterion: Criterion, limit: int, counted: Counted = "articles") -> Selection:
        """See `EngineReader`."""
        commit = self._commit
        known = commit.selections.get(criterion)
        if known is not None and len(known) <= limit:
            return self._all(commit, criterion, known, counted)
        with translated(self._folder):
            query = self._queries.selecting(criterion)
            wanted = limit + _TIE_STEP
            while True:
                found = commit.searcher.search(query, limit=wanted, count=True, order_by_field="sort_seconds")
                hits, total = found.hits, _total(found)
                rows = commit.rows([address for _, address in hits])
                if total == len(rows):
                    commit.keep(criterion, rows)
                shown = self._shown(commit, criterion) if counted == "stories" else None
                if shown is not None:
                    # Another article of a story shown stands elsewhere in this order, and is no hit.
                    rows = rows[rows == shown.shown_rows(rows, commit.columns.number("story")[rows])]
                seconds = commit.columns.number("sort_seconds")[rows]
                if len(hits) < wanted or _is_cut_between(seconds, limit):
                    break
                wanted *= 8
        rows, _ = _with_ties(rows, seconds, limit)
        return _selection(total - _repeated(shown), commit, rows, np.zeros(len(rows)))

    def _all(self, commit: _Commit, criterion: Criterion, rows: Rows, counted: Counted) -> Selection:
        """Everything that *criterion* is known to select, *rows*, newest first."""
        if counted == "stories":
            with translated(self._folder):
                shown = self._shown(commit, criterion)
            rows = rows[rows == shown.shown_rows(rows, commit.columns.number("story")[rows])]
        rows = rows[np.argsort(-commit.columns.number("sort_seconds")[rows], kind="stable")]
        return _selection(len(rows), commit, rows, np.zeros(len(rows)))

    def _shown(self, commit: _Commit, criterion: Criterion) -> ShownStories:
        """The stories of several articles among what *criterion* selects, each with the article that shows it."""
        shown = commit.shown.get(criterion)
        if shown is None:
            rows = commit.selections.get(criterion)
            if rows is None:
                rows = self._rows_with_copies(commit, criterion)
            shown = show_stories(rows, commit.columns.story_columns)
            commit.shown.keep(criterion, shown, 2 * len(shown.numbers) + _weight_of(criterion))
        return shown

    def _rows_with_copies(self, commit: _Commit, criterion: Criterion) -> Rows:
        """The rows of what *criterion* selects of articles whose story has several."""
        if commit.copied is None:
            commit.copied = _total(commit.searcher.search(self._queries.copied(), limit=1, count=True))
        return commit.select(self._queries.with_copies(criterion), commit.copied)

    def tally(self, request: TallyRequest) -> Tally:
        """See `EngineReader`."""
        commit = self._commit
        tally = commit.tallies.get(request)
        if tally is None:
            rows = self._selected(commit, request.criterion)
            tally = _tallied(commit.columns, rows, request)
            # The pages of one search, and everybody's first page, ask the same.
            values = sum(len(facet.values) for facet in tally.facets) + sum(
                len(time.counts) for time in tally.times
            )
            commit.tallies.keep(request, tally, values + _weight_of(request.criterion))
        return tally

    def _selected(self, commit: _Commit, criterion: Criterion) -> Rows:
        """The rows of everything that *criterion* selects."""
        rows = commit.selections.get(criterion)
        if rows is None:
            rows = self._select(commit, criterion)
            commit.keep(criterion, rows)
        return rows

    def _select(self, commit: _Commit, criterion: Criterion) -> Rows:
        """As `_selected`, 0.25 µs for each row: so where it is most, the others are looked for."""
        half = commit.searcher.num_docs // 2
        with translated(self._folder):
            if isinstance(criterion, AllArticles):
                return commit.rows_but(_NO_ROWS)
            rows = commit.select(self._queries.selecting(criterion), half + 1)
            if len(rows) <= half:
                return rows
            return commit.rows_but(commit.select(self._queries.excluding(criterion), half + 1))

    def frequency(self, run: UnitRun) -> int:
        """See `EngineReader`."""
        # Questions share most of their characters: nine in ten are answered from here once a site has run a while.
        commit = self._commit
        frequency = commit.frequencies.get(run)
        if frequency is None:
            with translated(self._folder):
                frequency = self._least_frequency(commit, held_terms(run))
            commit.keep_frequency(run, frequency)
        return frequency

    def _least_frequency(self, commit: _Commit, terms: Sequence[HeldTerm]) -> int:
        """In how many articles the rarest of *terms* stands.

        tantivy's own document frequencies know one field each and count what was deleted, but say in 2 µs which term need not be
        counted: a common one takes half a millisecond.
        """
        searcher = commit.searcher
        deleted = commit.columns.rows - searcher.num_docs  # at most: every document had a row of its own
        rarest_first = sorted(
            (max(searcher.doc_freq(field, one.term) for field in one.fields), one) for one in terms
        )
        least = searcher.num_docs
        for in_one_field, one in rarest_first:
            if in_one_field - deleted >= least:
                break
            least = min(least, _total(searcher.search(self._queries.holding(one), limit=1, count=True)))
        return least

    def states(self) -> Iterator[IndexedState]:
        """See `EngineReader`."""
        searcher = self._commit.searcher
        total = searcher.num_docs
        with translated(self._folder):
            everything = tantivy.Query.all_query()
            for offset in range(0, total, _FAST_ID_BATCH):
                hits = searcher.search(everything, limit=_FAST_ID_BATCH, count=False, offset=offset).hits
                addresses = [address for _, address in hits]
                names = ("ordinal", "sequence", "digest", "story")
                columns = [searcher.fast_field_values(name, addresses) for name in names]
                for row in zip(*columns, strict=True):
                    yield IndexedState(*(int(number or 0) for number in row))

    def last_sequence(self) -> int:
        """See `EngineReader`."""
        searcher = self._commit.searcher
        with translated(self._folder):
            hits = searcher.search(
                tantivy.Query.all_query(), limit=1, count=False, order_by_field="sequence"
            ).hits
            return int(searcher.fast_field_values("sequence", [hits[0][1]])[0] or 0) if hits else 0

    def close(self) -> None:
        """See `EngineReader`."""
        del self._commit, self._opener


def _tallied(columns: ValueColumns, rows: Rows, request: TallyRequest) -> Tally:
    """What *request* asks of *rows*."""
    if not request.facets and not request.units:
        totals = columns.totals(rows, request.counted)
        return Tally(total=totals.total, undated=totals.undated)
    counts = columns.count(rows, request.counted)
    return Tally(
        total=counts.totals.total,
        undated=counts.totals.undated,
        facets=tuple([counts.facet(name, request.limit) for name in request.facets]),
        times=tuple([counts.timeline(unit) for unit in request.units]),
    )


def _selected_by(query: RankedQuery) -> Criterion:
    """What *query* selects, as one criterion: the same as for its counts (`facets.Selected`)."""
    return AllOf(children=(query.criterion, *query.filters)) if query.filters else query.criterion


def _selection(total: int, commit: _Commit, rows: Rows, scores: Any) -> Selection:
    ordinals = commit.columns.number("ordinal")[rows].tolist()
    seconds = commit.columns.number("sort_seconds")[rows].tolist()
    candidates = tuple(map(Candidate, ordinals, scores.tolist(), seconds))
    return Selection(total=total, candidates=candidates)


def _is_cut_between(values: Any, limit: int) -> bool:
    """Whether what follows the *limit* first of some values, highest first, is lower: all that ties is there."""
    return len(values) > limit and values[-1] < values[limit - 1]


def _with_ties(rows: Rows, values: Any, limit: int) -> tuple[Rows, Any]:
    """The *limit* first rows by their *values*, and those that tie with the last."""
    if len(rows) <= limit:
        return rows, values
    is_kept = values >= values[limit - 1]
    return rows[is_kept], values[is_kept]


def _repeated(shown: ShownStories | None) -> int:
    return 0 if shown is None else shown.repeated


def _total(found: Any) -> int:
    # tantivy's type stub leaves the attribute out.
    return int(found.count)
