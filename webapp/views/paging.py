"""Paging: where one is among the pages of results, and the links to the others."""

from __future__ import annotations

from dataclasses import dataclass

from index.model import WINDOW, SearchResult
from webapp.addresses import SearchAddress

_NEIGHBOURS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A page of results; *url* is None for the one shown and for a gap (*number* None)."""

    number: int | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where one is among the pages that can be reached; *is_cut* where there are more than the window allows.

    *first* and *last* are the numbers of the results shown, 0 where there are none.
    """

    page: int
    pages: int
    first: int
    last: int
    links: tuple[PageLink, ...]
    previous_url: str | None
    next_url: str | None
    is_cut: bool
    window: int = WINDOW


def build_paging(result: SearchResult, address: SearchAddress) -> Paging:
    """The paging of *result*, which answers the search of *address*."""
    reachable = WINDOW // result.size
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
    before = (page - 1) * result.size
    return Paging(
        page=page,
        pages=pages,
        first=before + 1 if result.hits else 0,
        last=before + len(result.hits) if result.hits else 0,
        links=tuple(links),
        previous_url=address.with_page(page - 1).url() if 1 < page <= pages else None,
        next_url=address.with_page(page + 1).url() if page < pages else None,
        is_cut=needed > reachable,
    )
