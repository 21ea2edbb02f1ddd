"""The results before and after an article, where a search led to it: one reads a list through without going back to it.

Asks the library where the article stands among the results, which shows no other results for it. `article.html` shows the links; each carries the whole search, as links of the list do.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.model import Hit
from index.search import SearchService
from webapp.addresses import SearchAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another result: its title as shown, and its address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Where an article stands among all results, counted from 1, and what stands beside it."""

    place: int
    total: int
    previous: Neighbour | None
    next: Neighbour | None


def find_neighbours(service: SearchService, address: SearchAddress, article_id: str) -> Neighbours | None:
    """The neighbours of an article on the page of results that *address* leads to; None where it stands on no such page.

    That is so where no search led to it, and where the archive or the page has changed since. Raises as `search`.
    """
    if address.is_bare:
        return None
    found = service.place(address.request, article_id)
    if found is None:
        return None
    return Neighbours(
        place=found.place,
        total=found.total,
        previous=_neighbour(found.previous, found.place - 1, address),
        next=_neighbour(found.next, found.place + 1, address),
    )


def _neighbour(hit: Hit | None, place: int, address: SearchAddress) -> Neighbour | None:
    if hit is None:
        return None
    page = (place - 1) // address.request.size + 1
    return Neighbour(title=hit.title.text, url=address.with_page(page).article(hit.id))
