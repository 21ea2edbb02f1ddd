"""The parameters of a request that narrow a search, as criteria; the query itself is `planner.py`'s.

Names are looked up as the archive or the gazetteer knows them; what is ambiguous or was turned round is said in a notice. Next:
`index/answering/answer.py`, which puts them beside whatever the query selects.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from index.analysis.script import name_key
from index.analysis.wordings import archive_key
from index.engines.criteria import AddedAfter, AnyKeyword, AnyOf, Criterion
from index.engines.port import EngineReader
from index.errors import UnknownRegionError
from index.model import ENTITY_KINDS, Notice, SearchRequest
from index.planning.days_and_regions import day_range, several_regions
from index.planning.selected import DayWindow, FacetFilter, Selected
from index.query.notices import SWAPPED_DATES
from index.regions.gazetteer import Gazetteer
from index.schema import FACET_NAMES, FacetName, spelling_value


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFilters:
    """What a request narrows to: filters of any search, those of one facet each, the days of its timeline; and what is said of them."""

    filters: tuple[Criterion, ...]
    facet_filters: tuple[FacetFilter, ...]
    days: DayWindow
    notices: tuple[Notice, ...]

    @property
    def is_empty(self) -> bool:
        """True where nothing is narrowed."""
        return not self.filters and not self.facet_filters

    def selecting(self, criterion: Criterion) -> Selected:
        """What *criterion* selects within these."""
        return Selected(criterion=criterion, filters=self.filters, facet_filters=self.facet_filters)


def read_filters(request: SearchRequest, reader: EngineReader, gazetteer: Gazetteer) -> RequestFilters:
    """The filters of *request*. Raises ParameterError for a region that nobody knows."""
    return _FilterReader(request=request, reader=reader, gazetteer=gazetteer).read()


@dataclass(frozen=True, slots=True, kw_only=True)
class _FilterReader:
    request: SearchRequest
    reader: EngineReader
    gazetteer: Gazetteer
    notices: list[Notice] = field(default_factory=list)

    def read(self) -> RequestFilters:
        request = self.request
        first, last = request.first_date, request.last_date
        if first is not None and last is not None and first.first_day() > last.last_day():
            # As `date:2025-12..2025-01` is read.
            first, last = last, first
            self.notices.append(SWAPPED_DATES)
        window = day_range(first, last)
        filters: list[Criterion] = [] if first is None and last is None else [window]
        if request.added_after:
            filters.append(AddedAfter(ordinal=request.added_after))
        if request.entities:
            carrying = (self._carrying(kind, request.entities) for kind in ENTITY_KINDS)
            filters.append(AnyOf(children=tuple(carrying)))
        return RequestFilters(
            filters=tuple(filters),
            facet_filters=tuple(self._facet_filters()),
            days=DayWindow(first=window.first, last=window.last),
            notices=tuple(self.notices),
        )

    def _facet_filters(self) -> Iterator[FacetFilter]:
        for kind in FACET_NAMES:
            if names := self.request.chosen(kind):
                choose = self._lying_in if kind == "region" else partial(self._carrying, kind)
                yield FacetFilter(field=kind, criterion=choose(names))

    def _lying_in(self, names: Sequence[str]) -> Criterion:
        codes = tuple(code for name in names for code in self._codes(name))
        return AnyKeyword(field="region", values=codes)

    def _carrying(self, kind: FacetName, names: Sequence[str]) -> Criterion:
        """Articles that bear one of *names*: as the archive calls it, or where it calls nothing so, as an article writes it.

        What a facet counts is chosen by the archive's names, so its counts stay those of a click.
        """
        named = (name_key(name) for name in names)
        keys = tuple(dict.fromkeys(archive_key(key) if kind == "term" else key for key in named))
        exact = AnyKeyword(field=kind, values=keys)
        unknown = [key for key in keys if not self.reader.count(AnyKeyword(field=kind, values=(key,)))]
        if kind == "source" or not unknown:
            return exact
        spelled = tuple(spelling_value(kind, key) for key in unknown)
        return AnyOf(children=(exact, AnyKeyword(field="spelling", values=spelled)))

    def _codes(self, name: str) -> tuple[str, ...]:
        divisions = self.gazetteer.resolve(name)
        if not divisions:
            raise UnknownRegionError(name)
        if len(divisions) > 1:
            self.notices.append(several_regions(name, self.gazetteer))
        return tuple(division.code for division in divisions)
