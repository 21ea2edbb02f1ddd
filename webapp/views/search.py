"""A search result as the page shows it: hits, paging, filters, timeline and map, every link made.

Values for `templates/search.html`, whose markup around others' text comes from `present.py`. Asks nothing of the library.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.model import FILTER_ATTRIBUTES, Notice, SearchRequest, SearchResult, Sort
from index.regions.gazetteer import Gazetteer
from index.store.port import StoredListing
from index.suggesting.alternatives import Alternative
from webapp.addresses import SearchAddress
from webapp.charts.markup import DrawnMap, DrawnTimeline, draw_map, draw_timeline
from webapp.charts.timeline import ChartViews
from webapp.reader import Reader
from webapp.saved_searches import render_saved
from webapp.views.filters import Chip, DateChoice, FacetList, FilterView
from webapp.views.hits import HitList, HitViewer, NamedLink
from webapp.views.paging import Paging, build_paging

_REMARKS = frozenset({"dated-by-event"})  # nothing went otherwise than asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a page of results is made of: the result, and what was asked beside it.

    *listings* say whom the hits name; *archive* are the articles of the whole archive by bucket, where shares are shown;
    *alternatives* are other searches, where this one finds little or nothing.
    """

    result: SearchResult
    listings: tuple[StoredListing, ...] = ()
    archive: Sequence[int] | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternativeLink:
    """Another search in words, and what it finds."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """Everything that the page of results shows; *notices* say how the query was read, *remarks* what to know of the results."""

    result: SearchResult
    address: SearchAddress
    listed: HitList
    facets: tuple[FacetList, ...]
    chips: tuple[Chip, ...]
    date_choices: tuple[DateChoice, ...]
    timeline: DrawnTimeline | None
    map: DrawnMap | None
    paging: Paging
    total: str
    notices: tuple[str, ...]
    remarks: tuple[str, ...]
    alternatives: tuple[AlternativeLink, ...]
    is_home: bool

    @property
    def chart_views(self) -> ChartViews:
        """This page with either view of the timeline."""
        count, share = self.address.with_share(False), self.address.with_share(True)
        return ChartViews(count=count.url(), share=share.url())

    @property
    def is_converted(self) -> bool:
        """True where a hit is written in another script than it is shown in."""
        own = ("none", self.address.request.script)
        return own[1] != "original" and any(hit.script not in own for hit in self.result.hits)

    @property
    def save_argument(self) -> str:
        """This search as `zhengwen saved add` takes it, quoted for a shell: the query where that is all, else the address."""
        saved = render_saved(self.address.request)
        query = self.address.request.query
        # What the command would take for an option or for an address goes as an address.
        is_plain = not query.lstrip().lower().startswith(("-", "/", "?", "http"))
        is_all = saved == render_saved(SearchRequest(query=query))
        return shlex.quote(query if is_all and is_plain else f"/?{saved}")

    @property
    def sort_urls(self) -> tuple[NamedLink, ...]:
        """Each order by its name in the texts, with its address."""
        return tuple(
            NamedLink(name=sort.value, url=self.address.with_sort(sort).url())
            for sort in (Sort.RELEVANCE, Sort.DATE)
        )

    @property
    def list_views(self) -> tuple[NamedLink, ...]:
        """This list with excerpts and as headlines alone, by their names in the texts."""
        excerpts, titles = self.address.with_titles(False), self.address.with_titles(True)
        return (
            NamedLink(name="excerpts", url=excerpts.url()),
            NamedLink(name="titles", url=titles.url()),
        )

    @property
    def is_understood_otherwise(self) -> bool:
        """True where the canonical form of the query says something that neither the query as typed nor a notice does."""
        return self.result.match == "exact" and _says_more(self.result.interpreted, self.result.text)

    @property
    def is_searchable(self) -> bool:
        """False where the query holds nothing that could be looked for."""
        return all(notice.code != "nothing-searchable" for notice in self.result.notices)


def build_search_view(
    found: Found, address: SearchAddress, gazetteer: Gazetteer, reader: Reader, today: dt.date
) -> SearchView:
    """The view of *found*, which answers the search of *address*; *today* is the day in Shanghai."""
    result, texts = found.result, reader.texts
    filters = FilterView(address=address, gazetteer=gazetteer, reader=reader, facets=result.facets or ())
    names = filters.region_names
    chips = filters.chips()
    return SearchView(
        result=result,
        address=address,
        listed=HitViewer(address=address, names=names, reader=reader).view(result.hits, found.listings),
        facets=filters.facet_lists(result.facets or ()),
        chips=chips,
        date_choices=filters.date_choices(today, result.timeline),
        timeline=draw_timeline(result.timeline, address, found.archive),
        map=draw_map(result.provinces or (), names, filters.region_chooser()),
        paging=build_paging(result, address),
        total=texts.say(
            "total_articles" if address.request.all_copies else "total_stories", total=result.total
        ),
        notices=tuple(texts.notice(notice) for notice in _told(result) if notice.code not in _REMARKS),
        remarks=tuple(texts.notice(notice) for notice in _told(result) if notice.code in _REMARKS),
        alternatives=tuple(_link_alternative(one, filters) for one in found.alternatives),
        is_home=not address.request.query.strip() and not chips and address.request.page == 1,
    )


def _says_more(read: str, typed: str) -> bool:
    """True where the canonical form of a query tells who *typed* it something new: that a space is AND everybody knows."""
    words = " ".join(typed.split())
    # A lone operator is a word; the brackets say only that.
    return bool(read) and words != read.replace(" AND ", " ") and read not in (words, f"({words})")


def _told(result: SearchResult) -> Iterator[Notice]:
    """The notices that a reader has use of.

    None of signs that are not searched beside that there is nothing but signs, and none of what results hold where there are none.
    """
    codes = {notice.code for notice in result.notices}
    for notice in result.notices:
        if notice.code == "signs-ignored" and "nothing-searchable" in codes:
            continue
        if notice.code.startswith("relaxed-") and not result.total:
            continue
        yield notice


def _link_alternative(alternative: Alternative, filters: FilterView) -> AlternativeLink:
    address, request = filters.address, alternative.request
    detail = alternative.detail
    if alternative.kind == "without-filter":
        left_out = [name for name in FILTER_ATTRIBUTES if not request.chosen(name)]
        detail = filters.texts["list_comma"].join(
            chip.label for chip in filters.chips() if chip.name in left_out
        )
    elif alternative.kind == "spelling":
        detail = filters.reader.show(detail)
    name = f"alternative_{alternative.kind.replace('-', '_')}"
    label = filters.texts.say(name, detail=detail)
    return AlternativeLink(label=label, url=replace(address, request=request).url(), count=alternative.total)
