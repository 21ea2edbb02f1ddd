"""A profile as its page shows it: landmarks, timeline, companions, map, latest articles, every link made.

Values for `templates/profile.html` and `templates/overview.html`. Asks nothing of the library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from index.counting.profiles import HeldOffice, Landmark, Profile
from index.model import Facet, FacetValue, SearchRequest
from index.regions.gazetteer import Gazetteer
from index.schema import FACET_NAMES, FacetName
from webapp.addresses import FilterLinks, SearchAddress, render_profile_address
from webapp.charts.markup import DrawnMap, DrawnTimeline, draw_map, draw_timeline
from webapp.charts.tile_map import RegionChoice
from webapp.charts.timeline import ChartViews, period_of
from webapp.present import render_day, render_span
from webapp.reader import Reader
from webapp.region_names import choose_region_names
from webapp.views.hits import HitList, HitViewer
from webapp.views.search import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class LandmarkView:
    """An end of the time line, or its peak: when, and what stands there."""

    heading: str
    when: Markup | str
    what: str
    url: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionLink:
    """A value beside the subject: *url* is the search of both, *count* its total, *profile_url* its own profile."""

    label: str
    count: int
    url: str
    profile_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionList:
    """The values of one kind; *all_url* leads to those of the whole archive, where there is such a page."""

    name: str
    heading: str
    links: tuple[CompanionLink, ...]
    language: str
    all_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeView:
    """What a person is called, when first and last; *times* articles say so."""

    office: str
    times: int
    when: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileView:
    """Everything that the page of a name shows."""

    name: str
    kind: str
    language: str
    is_run: bool
    total: int
    landmarks: tuple[LandmarkView, ...]
    timeline: DrawnTimeline | None
    chart_views: ChartViews
    companions: tuple[CompanionList, ...]
    map: DrawnMap | None
    offices: tuple[OfficeView, ...]
    listed: HitList


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileViewer:
    """Makes the views of names for one reader; with *shows_share* timelines show shares of the whole archive."""

    gazetteer: Gazetteer
    reader: Reader
    shows_share: bool

    def address_of(self, profile: Profile) -> SearchAddress:
        """The search that finds what the profile counts."""
        bare = SearchAddress(request=SearchRequest(script=self.reader.script), language=self.reader.chosen)
        if profile.is_run:
            return bare.with_query(f'"{profile.subject.value}"')
        return bare.with_filter(profile.subject.kind, profile.subject.value)

    def view(self, profile: Profile, latest: Found) -> ProfileView:
        """The view of *profile*; *latest* are the newest articles of its search."""
        address = self.address_of(profile)
        names = choose_region_names(self.gazetteer, self.reader.script, self.reader.texts)
        is_region = profile.subject.kind == "region"
        return ProfileView(
            name=names.name(profile.subject.value) if is_region else profile.name,
            kind=self.reader.texts[f"kind_{profile.subject.kind}"],
            language=names.language if is_region else self.reader.text_language(),
            is_run=profile.is_run,
            total=profile.total,
            landmarks=tuple(self._landmarks(profile, address)),
            timeline=draw_timeline(profile.timeline, address, profile.archive if self.shows_share else None),
            chart_views=self._chart_views(profile),
            companions=tuple(self.companions(profile.companions, address)),
            map=self._map(profile, address),
            offices=tuple(self._offices(profile.offices)),
            listed=HitViewer(address=address, names=names, reader=self.reader).view(
                latest.result.hits, latest.listings
            ),
        )

    def _chart_views(self, profile: Profile) -> ChartViews:
        subject = profile.subject
        own = render_profile_address(
            subject.kind, subject.value, script=self.reader.script, language=self.reader.chosen
        )
        return ChartViews(count=own, share=own + ("&" if "?" in own else "?") + "chart=share")

    def _landmarks(self, profile: Profile, address: SearchAddress) -> Iterator[LandmarkView]:
        texts = self.reader.texts
        yield LandmarkView(
            heading=texts["articles"], when=f"{profile.total:,}", what=texts["see_all"], url=address.url()
        )
        if profile.first is not None:
            yield self._landmark("first_article", profile.first, address)
        if profile.peak is not None:
            period = period_of(profile.peak, profile.timeline.interval)
            request = replace(address.request, first_date=period, last_date=period)
            yield LandmarkView(
                heading=texts["peak"],
                when=period.iso(),
                what=texts.say("total_stories", total=profile.peak.count),
                url=replace(address, request=request).url(),
            )
        if profile.latest is not None:
            yield self._landmark("latest_article", profile.latest, address)

    def _landmark(self, heading: str, found: Landmark, address: SearchAddress) -> LandmarkView:
        texts = self.reader.texts
        return LandmarkView(
            heading=texts[heading],
            when=render_day(found.date, texts),
            what=self.reader.show_text(found.title, found.script) or texts["untitled"],
            url=address.with_query("").article(found.id),
            language=self.reader.text_language(found.script),
        )

    def companions(
        self, facets: Sequence[Facet], address: SearchAddress, *, with_all: bool = False
    ) -> Iterator[CompanionList]:
        """Of all facets, in their order, those that hold any value; with links to all values of the archive or not."""
        for kind, facet in zip(FACET_NAMES, facets, strict=True):
            if facet.values:
                found = self.companion_list(kind, facet.values, address)
                yield replace(found, all_url=self.reader.link(f"/names/{kind}")) if with_all else found

    def companion_list(
        self, kind: FacetName, values: Sequence[FacetValue], address: SearchAddress
    ) -> CompanionList:
        """The values of one kind, regions in the reader's names, beside the search of *address*."""
        names = choose_region_names(self.gazetteer, self.reader.script, self.reader.texts)
        is_region = kind == "region"
        links = FilterLinks(address)
        return CompanionList(
            name=kind,
            heading=self.reader.texts[f"facet_{kind}"],
            links=tuple(
                CompanionLink(
                    label=names.label(one.value) if is_region else one.label,
                    count=one.count,
                    url=links.choose(kind, one.value),
                    profile_url=render_profile_address(
                        kind, one.value, script=self.reader.script, language=self.reader.chosen
                    ),
                )
                for one in values
            ),
            language=names.language if is_region else self.reader.text_language(),
        )

    def _map(self, profile: Profile, address: SearchAddress) -> DrawnMap | None:
        names = choose_region_names(self.gazetteer, self.reader.script, self.reader.texts)
        links = FilterLinks(address)
        own = profile.subject.value if profile.subject.kind == "region" else ""
        return draw_map(
            profile.provinces,
            names,
            lambda code: RegionChoice(url=links.choose("region", code), is_chosen=code == own),
        )

    def _offices(self, offices: Sequence[HeldOffice]) -> Iterator[OfficeView]:
        for held in offices:
            yield OfficeView(
                office=self.reader.show(held.office),
                times=held.articles,
                when=render_span(held.first, held.last, self.reader.texts),
            )
