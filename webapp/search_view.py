"""A search result as the page shows it: hits, paging, filters and timeline, every link made.

Values for `templates/search.html`, whose markup around others' text comes from `present.py`. Asks nothing of the library.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from index.model import Hit, SearchResult, ShownScript, Sort
from index.regions import Gazetteer
from webapp.addresses import SearchAddress, render_values
from webapp.filter_view import Chip, FacetList, FilterView
from webapp.parameters import MAX_WINDOW
from webapp.present import (
    Link,
    choose_text_language,
    parse_link,
    render_bar_rows,
    render_bars,
    render_date,
    render_snippet,
)
from webapp.texts import Texts
from webapp.timeline_chart import TimelineChart, build_chart

_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLink:
    """A name and the search of it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """One hit; *language* is that of its text, *copies* other articles of its story; *is_ahead*: its date cannot be."""

    title: Markup
    url: str
    snippets: tuple[Markup, ...]
    language: str
    published: Markup
    is_ahead: bool
    event_date: Markup
    source: NamedLink | None
    regions: tuple[NamedLink, ...]
    original: Link | None
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page of results; *url* is None for the one shown and for a gap (*number* None)."""

    number: int | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where one is among the pages that can be reached; *is_cut* where there are more than the window allows."""

    page: int
    pages: int
    links: tuple[PageLink, ...]
    previous_url: str | None
    next_url: str | None
    is_cut: bool
    window: int = MAX_WINDOW


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """Everything that the page of results shows."""

    result: SearchResult
    address: SearchAddress
    hits: tuple[HitView, ...]
    region_language: str
    facets: tuple[FacetList, ...]
    chips: tuple[Chip, ...]
    chart: TimelineChart | None
    paging: Paging
    total: str
    notices: tuple[str, ...]
    is_home: bool

    @property
    def bars(self) -> Markup:
        """The timeline's bars."""
        return Markup("") if self.chart is None else render_bars(self.chart)

    @property
    def bar_rows(self) -> Markup:
        """The timeline's table."""
        return Markup("") if self.chart is None else render_bar_rows(self.chart)

    @property
    def sort_urls(self) -> tuple[NamedLink, ...]:
        """Each order by its name in the texts, with its address."""
        return tuple(
            NamedLink(name=sort.value, url=self.address.with_sort(sort).url())
            for sort in (Sort.RELEVANCE, Sort.DATE)
        )

    @property
    def script_urls(self) -> tuple[NamedLink, ...]:
        """Each script to show text in, with the address of this page in it."""
        return link_scripts(self.address)


def build_search_view(
    result: SearchResult, address: SearchAddress, gazetteer: Gazetteer, texts: Texts
) -> SearchView:
    """The view of *result*, which answers the search of *address*."""
    filters = FilterView(address=address, gazetteer=gazetteer, texts=texts)
    chips = filters.chips()
    return SearchView(
        result=result,
        address=address,
        hits=tuple(_view_hit(hit, filters) for hit in result.hits),
        region_language=filters.region_names.language,
        facets=filters.facet_lists(result.facets or ()),
        chips=chips,
        chart=None if result.timeline is None else build_chart(result.timeline, address),
        paging=_view_paging(result, address),
        total=texts.say(
            "total_articles" if address.request.all_copies else "total_stories", total=result.total
        ),
        notices=tuple(texts.notice(notice) for notice in result.notices),
        is_home=not address.request.query.strip() and not chips and address.request.page == 1,
    )


def _view_hit(hit: Hit, filters: FilterView) -> HitView:
    address, texts, names = filters.address, filters.texts, filters.region_names
    by_source, by_region = address.frame("source"), address.frame("region")
    source = None
    if hit.source:
        source = NamedLink(name=hit.source, url=by_source.url(*render_values("source", [hit.source])))
    is_other_day = hit.event_date is not None and (
        hit.published is None or not hit.published.iso().startswith(hit.event_date.iso())
    )
    return HitView(
        title=render_snippet(hit.title) if hit.title.text.strip() else Markup(""),
        url=address.article(hit.id),
        snippets=tuple(render_snippet(snippet) for snippet in hit.snippets),
        language=choose_text_language(hit.script, address.request.script),
        published=render_date(hit.published, texts),
        is_ahead=hit.published is not None and hit.published.has_year and hit.dated_by != "published",
        event_date=render_date(hit.event_date, texts) if is_other_day else Markup(""),
        source=source,
        regions=tuple(
            NamedLink(
                name=names.name(region.code), url=by_region.url(*render_values("region", [region.code]))
            )
            for region in hit.regions
        ),
        original=parse_link(hit.url),
        copies=hit.copies,
    )


def _view_paging(result: SearchResult, address: SearchAddress) -> Paging:
    reachable = MAX_WINDOW // result.size
    needed = -(-result.total // result.size)
    pages = max(1, min(needed, reachable))
    page = result.page
    shown = sorted({1, pages, *range(max(1, page - _NEIGHBOURS), min(pages, page + _NEIGHBOURS) + 1)})
    links: list[PageLink] = []
    for number in shown:
        if links and number > (links[-1].number or 0) + 1:
            links.append(PageLink(number=None, url=None))
        url = None if number == page else address.with_page(number).url()
        links.append(PageLink(number=number, url=url))
    return Paging(
        page=page,
        pages=pages,
        links=tuple(links),
        previous_url=address.with_page(page - 1).url() if 1 < page <= pages else None,
        next_url=address.with_page(page + 1).url() if page < pages else None,
        is_cut=needed > reachable,
    )


def link_scripts(address: SearchAddress) -> tuple[NamedLink, ...]:
    """Each script to show text in, by its name in the API, with the same search in it."""
    scripts: tuple[ShownScript, ...] = ("original", "hans", "hant")
    return tuple(NamedLink(name=script, url=address.with_script(script).url()) for script in scripts)
