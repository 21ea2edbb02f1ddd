"""What a search selects, part by part, so that a facet can leave its own parameter out and keep all others. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from index.engines.criteria import AllOf, Criterion
from index.schema import FacetName


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetFilter:
    """A filter that came from the parameter of one facet."""

    field: FacetName
    criterion: Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What is selected: the query's criterion, the filters that no facet leaves out, and those that one does."""

    criterion: Criterion
    filters: tuple[Criterion, ...] = ()
    facet_filters: tuple[FacetFilter, ...] = ()

    def all_filters(self) -> tuple[Criterion, ...]:
        """Every filter in force."""
        return (*self.filters, *(chosen.criterion for chosen in self.facet_filters))

    def without(self, field: FacetName | None) -> Criterion:
        """Everything selected, with the parameter of *field* left out."""
        kept = [chosen.criterion for chosen in self.facet_filters if chosen.field != field]
        parts = (self.criterion, *self.filters, *kept)
        return parts[0] if len(parts) == 1 else AllOf(children=parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWindow:
    """The days that a search is limited to, yyyymmdd, both included."""

    first: int
    last: int

    def holds_month(self, month: int) -> bool:
        """True where the window touches *month* (yyyymm)."""
        return self.first // 100 <= month <= self.last // 100

    def holds_year(self, year: int) -> bool:
        """True where the window touches *year*."""
        return self.first // 10_000 <= year <= self.last // 10_000
