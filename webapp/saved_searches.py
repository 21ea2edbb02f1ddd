"""Saved searches as the reader works with them: an address becomes a saved search, a saved search is counted.

Between the list in the data folder (`index/archive/saved_searches.py`) and those who show it: the page `/saved` and `zhengwen saved`. Only
the command calls what writes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from werkzeug.datastructures import MultiDict

from index.archive.saved_searches import SavedSearch
from index.errors import ParameterError, ZhengwenError
from index.model import SearchRequest
from index.query.parser import parse_query
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from webapp.addresses import SearchAddress
from webapp.parameters import parse_search_request


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedSearch:
    """A saved search, what it asks, how much it finds and how much of that is new; *problem* where it cannot be counted."""

    saved: SavedSearch
    request: SearchRequest
    total: int
    new: int
    problem: str | None = None


def parse_saved(text: str, filters: Sequence[tuple[str, str]], gazetteer: Gazetteer) -> str:
    """The query string that *text* saves: a query, or the address of a page of results; *filters* come on top of it.

    In canonical form, without what only says how a page is shown. Raises ParameterError, QueryLimitError.
    """
    parts = urlsplit(text.strip())
    is_address = parts.scheme in ("http", "https") or text.strip().startswith(("/?", "?"))
    pairs = parse_qsl(parts.query, keep_blank_values=True) if is_address else [("q", text)]
    asked = parse_search_request(MultiDict([*pairs, *filters]), gazetteer)
    parse_query(asked.query)
    search = render_saved(asked)
    if is_address and not search and parts.path.strip("/"):
        # Saved without a word it would be all articles: nobody who copies an article's address means those.
        raise ParameterError(
            "q", f"{text.strip()} is no page of results; copy the address of a search, or type its query"
        )
    return search


def render_saved(request: SearchRequest) -> str:
    """A search as it is saved: what is asked, not how it is shown."""
    bare = dataclasses.replace(request, page=1, size=SearchRequest().size, script="original", added_after=0)
    return SearchAddress(request=bare).url().partition("?")[2]


def read_saved(saved: SavedSearch, gazetteer: Gazetteer) -> SearchRequest:
    """The search that was saved. Raises ParameterError where it cannot be read (any more)."""
    return parse_search_request(MultiDict(parse_qsl(saved.search)), gazetteer)


def count_saved(saved: SavedSearch, service: SearchService, gazetteer: Gazetteer) -> CountedSearch:
    """How much *saved* finds, and how much that came after the last look; a search that cannot be read says why."""
    try:
        request = read_saved(saved, gazetteer)
        asked = dataclasses.replace(request, size=1, with_facets=False)
        total = service.search(asked).total
        new = total
        if saved.seen_ordinal:
            new = service.search(dataclasses.replace(asked, added_after=saved.seen_ordinal)).total
    except ParameterError as error:
        return CountedSearch(saved=saved, request=SearchRequest(), total=0, new=0, problem=str(error))
    return CountedSearch(saved=saved, request=request, total=total, new=new)


def last_ordinal(service: SearchService) -> int:
    """Up to where the archive has been seen by whoever looks now; 0 where there is nothing yet."""
    try:
        return service.last_ordinal()
    except ZhengwenError:
        return 0
