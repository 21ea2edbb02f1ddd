"""The filters as a reader sees them: facet values as links that choose, what is chosen as chips that take it back.

A region's link replaces what it lies in and what lies in it: 呼和浩特 beside 内蒙古 would narrow nothing. Names are
compared folded, since a parameter may come in either script. Markup stands in the templates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.analysis.script import fold
from index.model import Facet, FacetValue
from index.regions import Gazetteer
from webapp.addresses import SearchAddress, render_values
from webapp.parameters import FILTER_ATTRIBUTES, FilterName
from webapp.region_names import RegionNames, choose_region_names
from webapp.texts import Texts

_SHOWN_AT_ONCE = 8  # two facets and the dates then fit on a laptop's screen


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetLink:
    """One value: following *url* chooses it, or takes it back where it *is_chosen*; *depth* nests regions."""

    label: str
    count: int
    url: str
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetList:
    """One facet with its heading; the values beyond the first few are folded away. *language* is that of the labels."""

    name: str
    heading: str
    links: tuple[FacetLink, ...]
    language: str | None = None

    @property
    def first_links(self) -> tuple[FacetLink, ...]:
        """The values shown at once; one alone is not worth folding away."""
        return self.links if len(self.links) == _SHOWN_AT_ONCE + 1 else self.links[:_SHOWN_AT_ONCE]

    @property
    def more_links(self) -> tuple[FacetLink, ...]:
        """The values folded away."""
        return self.links[len(self.first_links) :]

    @property
    def is_open(self) -> bool:
        """True where something folded away is chosen."""
        return any(link.is_chosen for link in self.more_links)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """Something chosen; following *url* takes it back."""

    heading: str
    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    """Makes links and chips for one search as shown."""

    address: SearchAddress
    gazetteer: Gazetteer
    texts: Texts

    @property
    def region_names(self) -> RegionNames:
        """The names of regions for this reader."""
        return choose_region_names(self.gazetteer, self.address.request.script, self.texts)

    def facet_lists(self, facets: tuple[Facet, ...]) -> tuple[FacetList, ...]:
        """The facets that hold any value, in the order of the contract."""
        lists = []
        for name, _ in FILTER_ATTRIBUTES:
            facet = next((facet for facet in facets if facet.name == name), None)
            if facet is not None and facet.values:
                is_region = name == "region"
                links = self._region_links(facet) if is_region else self._name_links(name, facet)
                language = self.region_names.language if is_region else None
                heading = self.texts[f"facet_{name}"]
                lists.append(FacetList(name=name, heading=heading, links=links, language=language))
        return tuple(lists)

    def chips(self) -> tuple[Chip, ...]:
        """Everything chosen: dates, then the values of each filter."""
        chips = list(self._date_chips())
        for name, _ in FILTER_ATTRIBUTES:
            values, frame = self.address.values(name), self.address.frame(name)
            for value in values:
                rest = [other for other in values if other != value]
                label = self._region_label(value) if name == "region" else value
                chips.append(
                    Chip(
                        heading=self.texts[f"facet_{name}"],
                        label=label,
                        url=frame.url(*render_values(name, rest)),
                    )
                )
        return tuple(chips)

    def _date_chips(self) -> list[Chip]:
        first, last = self.address.request.first_date, self.address.request.last_date
        if first is None and last is None:
            return []
        if first is None:
            label = self.texts.say("date_until", date=last.iso() if last else "")
        elif last is None:
            label = self.texts.say("date_since", date=first.iso())
        else:
            label = first.iso() if first == last else f"{first.iso()} – {last.iso()}"
        return [Chip(heading=self.texts["dates"], label=label, url=self.address.frame("from", "to").url())]

    def _name_links(self, name: FilterName, facet: Facet) -> tuple[FacetLink, ...]:
        chosen = {value: fold(value) for value in self.address.values(name)}
        frame = self.address.frame(name)
        links = []
        for value in facet.values:
            key = fold(value.value) if chosen else ""
            rest = [other for other, other_key in chosen.items() if other_key != key]
            is_chosen = len(rest) < len(chosen)
            url = frame.url(*render_values(name, rest if is_chosen else [*chosen, value.value]))
            links.append(FacetLink(label=value.label, count=value.count, url=url, is_chosen=is_chosen))
        return tuple(links)

    def _region_links(self, facet: Facet) -> tuple[FacetLink, ...]:
        chosen = {value: self._codes(value) for value in self.address.values("region")}
        frame = self.address.frame("region")
        listed = {value.value for value in facet.values}
        links = []
        for value, depth in _nested(facet.values, lambda code: self._outer(code, listed)):
            code = value.value
            is_chosen = any(code in codes for codes in chosen.values())
            if is_chosen:
                values = [text for text, codes in chosen.items() if code not in codes]
            else:
                unrelated = [text for text, codes in chosen.items() if not self._are_nested(code, codes)]
                values = [*unrelated, code]
            url = frame.url(*render_values("region", values))
            label = self.region_names.label(code)
            links.append(FacetLink(label=label, count=value.count, url=url, is_chosen=is_chosen, depth=depth))
        return tuple(links)

    def _codes(self, value: str) -> frozenset[str]:
        return frozenset(division.code for division in self.gazetteer.resolve(value))

    def _outer(self, code: str, listed: set[str]) -> str | None:
        """The nearest listed division that *code* lies in."""
        above = [division.code for division in self.gazetteer.ancestors(code)[1:]]
        return next((outer for outer in above if outer in listed), None)

    def _are_nested(self, code: str, others: frozenset[str]) -> bool:
        above = {division.code for division in self.gazetteer.ancestors(code)}
        return bool(above & others) or any(
            code in {division.code for division in self.gazetteer.ancestors(other)} for other in others
        )

    def _region_label(self, value: str) -> str:
        divisions = self.gazetteer.resolve(value)
        return self.region_names.label(divisions[0].code) if len(divisions) == 1 else value


def _nested(
    values: tuple[FacetValue, ...], outer_of: Callable[[str], str | None]
) -> list[tuple[FacetValue, int]]:
    """Each value after the listed one that it lies in, with its depth; the given order among siblings."""
    inner: dict[str | None, list[FacetValue]] = {}
    for value in values:
        inner.setdefault(outer_of(value.value), []).append(value)
    ordered: list[tuple[FacetValue, int]] = []

    def walk(outer: str | None, depth: int) -> None:
        for value in inner.get(outer, ()):
            ordered.append((value, depth))
            walk(value.value, depth + 1)

    walk(None, 0)
    return ordered
