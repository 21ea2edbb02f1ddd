"""The parameters beside the query: what each was resolved to, how many articles meet it, and whether one does.

Their criteria are those that the search selected by; what an article has in their place is read from the article.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.answering.answer import Answered
from index.archive.opened import Opened
from index.engines.criteria import AddedAfter, Criterion, DayRange
from index.explaining.clauses import days_of, named_regions
from index.explaining.model import Filter
from index.explaining.particulars import dates_of, names_of, regions_of_article
from index.explaining.probe import ArticleProbe
from index.model import FilterName, SearchRequest
from index.regions.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterReader:
    """Explains the parameters of one request, for *probe* where an article was asked about."""

    request: SearchRequest
    opened: Opened
    gazetteer: Gazetteer
    probe: ArticleProbe | None

    def read(self, answered: Answered) -> tuple[Filter, ...]:
        """The parameters in force, as the search that gave *answered* resolved them."""
        selected = answered.selected
        facets = (
            self._regions(chosen.criterion)
            if chosen.field == "region"
            else self._names(chosen.field, chosen.criterion)
            for chosen in selected.facet_filters
        )
        return (*map(self._plain, selected.filters), *facets)

    def _plain(self, criterion: Criterion) -> Filter:
        """A filter that no facet leaves out: days, what was added lately, or entities of any kind."""
        match criterion:
            case DayRange():
                return self._days(criterion)
            case AddedAfter():
                return self._filter("added_after", (str(criterion.ordinal),), criterion)
            case _:
                return self._names("entity", criterion)

    def _filter(self, parameter: str, asked: tuple[str, ...], criterion: Criterion) -> Filter:
        return Filter(
            parameter=parameter,
            asked=asked,
            articles=self.opened.reader.count(criterion),
            is_met=None if self.probe is None else self.probe.meets(criterion),
        )

    def _days(self, days: DayRange) -> Filter:
        dates = (self.request.first_date, self.request.last_date)
        asked = tuple("…" if date is None else date.iso() for date in dates)
        has = () if self.probe is None else dates_of(self.probe.article)
        return replace(self._filter("from, to", asked, days), days=days_of(days), has=has)

    def _names(self, parameter: FilterName, criterion: Criterion) -> Filter:
        has = () if self.probe is None else names_of(self.probe.article, parameter)
        return replace(self._filter(parameter, self.request.chosen(parameter), criterion), has=has)

    def _regions(self, criterion: Criterion) -> Filter:
        asked = self.request.regions
        return replace(
            self._filter("region", asked, criterion),
            regions=tuple(region for name in asked for region in named_regions(name, self.gazetteer)),
            has=() if self.probe is None else regions_of_article(self.probe.article, self.gazetteer),
        )
