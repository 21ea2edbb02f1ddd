"""The results before and after an article, where a search led to it: one reads a list through without going back to it.

Asks the library for the page of results that the article stands on, and for the page beside it where the article is first or
last there. `article.html` shows the links; each carries the whole search, as links of the list do.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from index.model import WINDOW, Hit
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
    asked = address.request
    result = service.search(dataclasses.replace(asked, with_facets=False))
    at = next((number for number, hit in enumerate(result.hits) if hit.id == article_id), None)
    if at is None:
        return None
    place = (asked.page - 1) * asked.size + at + 1
    previous = following = None
    if at > 0:
        previous = _neighbour(result.hits[at - 1], address)
    elif asked.page > 1:
        previous = _at_edge(service, address.with_page(asked.page - 1), -1)
    if at + 1 < len(result.hits):
        following = _neighbour(result.hits[at + 1], address)
    elif place < min(result.total, WINDOW // asked.size * asked.size):
        following = _at_edge(service, address.with_page(asked.page + 1), 0)
    return Neighbours(place=place, total=result.total, previous=previous, next=following)


def _at_edge(service: SearchService, address: SearchAddress, at: int) -> Neighbour | None:
    """The first (0) or last (-1) result of the page of *address*; None where something was removed meanwhile."""
    hits = service.search(dataclasses.replace(address.request, with_facets=False)).hits
    return _neighbour(hits[at], address) if hits else None


def _neighbour(hit: Hit, address: SearchAddress) -> Neighbour:
    return Neighbour(title=hit.title.text, url=address.article(hit.id))
