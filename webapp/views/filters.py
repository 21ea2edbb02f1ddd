"""The filters as a reader sees them: facet values as links that choose, what is chosen as chips that take it back.

A region's link replaces what it lies in and what lies in it: 呼和浩特 beside 内蒙古 would narrow nothing. Names are
compared folded, since a parameter may come in either script. Markup stands in the templates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from index.analysis.script import fold, name_key
from index.model import FILTER_ATTRIBUTES, Facet, FacetValue, FilterName, PartialDate, Timeline
from index.regions.gazetteer import Gazetteer
from webapp.addresses import SearchAddress, render_period, render_profile_address, render_values
from webapp.charts.tile_map import RegionChoice
from webapp.reader import Reader
from webapp.region_names import RegionNames, choose_region_names
from webapp.texts import Texts

_SHOWN_AT_ONCE = 8  # two facets and the dates then fit on a laptop's screen
_SHOWN_YEARS = 4


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
    """One facet with its heading; the values beyond the first few are folded away. *language* is that of the labels.

    *note* tells it apart from its neighbour; *is_narrowed*: some value of it is chosen, and a further one would add to it.
    """

    name: str
    heading: str
    links: tuple[FacetLink, ...]
    language: str | None = None
    note: str | None = None
    is_narrowed: bool = False

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
    """Something chosen; following *url* takes it back; *profile_url* leads to all that is known of it."""

    name: str
    heading: str
    label: str
    url: str
    language: str | None = None
    profile_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChoice:
    """A range of dates that is chosen with one click."""

    label: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterView:
    """Makes links and chips for one search as shown; *facets* are those of its result."""

    address: SearchAddress
    gazetteer: Gazetteer
    reader: Reader
    facets: tuple[Facet, ...] = ()

    @property
    def texts(self) -> Texts:
        """The words of the reader's language."""
        return self.reader.texts

    @property
    def region_names(self) -> RegionNames:
        """The names of regions for this reader."""
        return choose_region_names(self.gazetteer, self.address.request.script, self.texts)

    def facet_lists(self, facets: tuple[Facet, ...]) -> tuple[FacetList, ...]:
        """The facets that hold any value, in the order of the contract."""
        lists = []
        for name in FILTER_ATTRIBUTES:
            facet = next((facet for facet in facets if facet.name == name), None)
            if facet is not None and facet.values:
                is_region = name == "region"
                links = self._region_links(facet) if is_region else self._name_links(name, facet)
                language = self.region_names.language if is_region else self.reader.text_language()
                lists.append(
                    FacetList(
                        name=name,
                        heading=self.texts[f"facet_{name}"],
                        links=links,
                        language=language,
                        note=self.texts.words.get(f"facet_{name}_note"),
                        is_narrowed=bool(self.address.values(name)),
                    )
                )
        return tuple(lists)

    def chips(self) -> tuple[Chip, ...]:
        """Everything chosen: dates, then the values of each filter."""
        chips = [*self._added_chips(), *self._date_chips()]
        for name in FILTER_ATTRIBUTES:
            values, frame = self.address.values(name), self.address.frame(name)
            for value in values:
                rest = [other for other in values if other != value]
                is_region = name == "region"
                chips.append(
                    Chip(
                        name=name,
                        heading=self.texts[f"facet_{name}"],
                        label=self._region_label(value) if is_region else self._name_label(name, value),
                        language=self.region_names.language if is_region else self.reader.text_language(),
                        url=frame.url(*render_values(name, rest)),
                        profile_url=self._profile_url(name, value),
                    )
                )
        return tuple(chips)

    def _name_label(self, name: FilterName, value: str) -> str:
        """A chosen name as its facet shows it, which knows how articles write it."""
        key = name_key(value)
        found = (one for facet in self.facets if facet.name == name for one in facet.values)
        label = next((one.label for one in found if name_key(one.value) == key), None)
        return self.reader.show(value, name) if label is None else label

    def _profile_url(self, name: FilterName, value: str) -> str | None:
        if name == "entity":
            return None
        if name == "region":
            divisions = self.gazetteer.resolve(value)
            if len(divisions) != 1:
                return None
            value = divisions[0].code
        return render_profile_address(
            name, value, script=self.address.request.script, language=self.address.language
        )

    def _added_chips(self) -> list[Chip]:
        if not self.address.request.added_after:
            return []
        url = self.address.frame("added_after").url()
        return [Chip(name="added_after", heading=self.texts["saved"], label=self.texts["only_new"], url=url)]

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
        return [
            Chip(
                name="dates",
                heading=self.texts["dates"],
                label=label,
                url=self.address.frame("from", "to").url(),
            )
        ]

    def date_choices(self, today: dt.date, timeline: Timeline | None) -> tuple[DateChoice, ...]:
        """The last week, month and year up to *today*, and the newest years that the timeline has."""
        choices = [
            self._date_choice(self.texts[name], _day(today - dt.timedelta(days=days)), None)
            for name, days in (("last_week", 6), ("last_month", 29), ("last_year", 364))
        ]
        buckets = () if timeline is None else timeline.buckets
        years = sorted({bucket.start.year for bucket in buckets if bucket.count}, reverse=True)
        for year in years[:_SHOWN_YEARS]:
            choices.append(self._date_choice(str(year), PartialDate(year=year), PartialDate(year=year)))
        return tuple(choices)

    def _date_choice(self, label: str, first: PartialDate, last: PartialDate | None) -> DateChoice:
        request = self.address.request
        is_chosen = (request.first_date, request.last_date) == (first, last)
        frame = self.address.frame("from", "to")
        url = frame.url() if is_chosen else frame.url(*render_period(first, last))
        return DateChoice(label=label, url=url, is_chosen=is_chosen)

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
        listed = {value.value for value in facet.values}
        choose = self.region_chooser()
        links = []
        for value, depth in _nested(facet.values, lambda code: self._outer(code, listed)):
            choice = choose(value.value)
            links.append(
                FacetLink(
                    label=self.region_names.label(value.value),
                    count=value.count,
                    url=choice.url,
                    is_chosen=choice.is_chosen,
                    depth=depth,
                )
            )
        return tuple(links)

    def region_chooser(self) -> Callable[[str], RegionChoice]:
        """What a click on a region does: choose it in place of what it lies in and what lies in it, or take it back."""
        chosen = {value: self._codes(value) for value in self.address.values("region")}
        frame = self.address.frame("region")

        def choose(code: str) -> RegionChoice:
            is_chosen = any(code in codes for codes in chosen.values())
            if is_chosen:
                values = [text for text, codes in chosen.items() if code not in codes]
            else:
                unrelated = [text for text, codes in chosen.items() if not self._are_nested(code, codes)]
                values = [*unrelated, code]
            return RegionChoice(url=frame.url(*render_values("region", values)), is_chosen=is_chosen)

        return choose

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


def _day(date: dt.date) -> PartialDate:
    return PartialDate(year=date.year, month=date.month, day=date.day)


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
