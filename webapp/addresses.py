"""The addresses of the site: every view is a URL, and a link changes one thing of the search that is shown.

Writes what `parameters.py` reads, defaults left out, so that one search has one address. Does not look anything up.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, quote_plus, urlencode

from index.model import FILTER_ATTRIBUTES, FilterName, PartialDate, SearchRequest, ShownScript, Sort
from webapp.parameters import DEFAULT_SIZE, PARAMETERS

TITLES_SIZE = 50
"""Headlines of a page: five pages of results with excerpts, in the height of two."""

_OF_A_PAGE = frozenset({"page", "size", "chart", "view"})  # how much is shown and how, not what is found


class NamedValue(NamedTuple):
    """One `name=value` of an address; a named tuple, since a page makes some hundred."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFrame:
    """The address of a search but for one group of its parameters, encoded once: pages hold hundreds of such links."""

    before: str
    after: str

    def url(self, *pairs: NamedValue) -> str:
        """The address with *pairs* as that group."""
        given = "&".join([part for part in (self.before, _encode(pairs), self.after) if part])
        return f"/?{given}" if given else "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAddress:
    """A search and how its page is shown, as links are made of it.

    *language* is that of the interface (None: as the browser asks); with *shows_share* the timeline shows shares, with
    *shows_titles* the list is of headlines alone.
    """

    request: SearchRequest
    language: str | None = None
    shows_share: bool = False
    shows_titles: bool = False

    def url(self) -> str:
        """The address of this search."""
        return AddressFrame(before=_encode(self.pairs()), after="").url()

    def pairs(self) -> tuple[NamedValue, ...]:
        """Every parameter that is not at its default, in a fixed order."""
        request = self.request
        pairs = [
            NamedValue(name="q", value=request.query),
            *render_period(request.first_date, request.last_date),
        ]
        pairs += [
            NamedValue(name=name, value=value) for name in FILTER_ATTRIBUTES for value in request.chosen(name)
        ]
        rest = (
            ("sort", "" if request.sort is Sort.RELEVANCE else request.sort.value),
            ("page", "" if request.page == 1 else str(request.page)),
            ("size", "" if request.size == DEFAULT_SIZE else str(request.size)),
            ("dup", "all" if request.all_copies else ""),
            ("added_after", str(request.added_after) if request.added_after else ""),
            ("script", "" if request.script == "original" else request.script),
            ("chart", "share" if self.shows_share else ""),
            ("view", "titles" if self.shows_titles else ""),
            ("lang", self.language or ""),
        )
        pairs += [NamedValue(name=name, value=value) for name, value in rest]
        return tuple(pair for pair in pairs if pair.value)

    @property
    def is_bare(self) -> bool:
        """True where nothing is asked, chosen or turned to: the newest articles of all."""
        return all(pair.name in ("script", "lang") for pair in self.pairs())

    def pairs_without(self, *names: str) -> tuple[NamedValue, ...]:
        """The parameters but for *names* and the page: the hidden fields of a form that asks for those itself."""
        return tuple(pair for pair in self.pairs() if pair.name != "page" and pair.name not in names)

    def frame(self, *names: str) -> AddressFrame:
        """The same search from its first page, without the parameters *names*, which stand side by side in an address."""
        kept = self.pairs_without(*names)
        at = _PLACES[names[0]]
        before = [pair for pair in kept if _PLACES.get(pair.name, at) < at]
        return AddressFrame(before=_encode(before), after=_encode(kept[len(before) :]))

    def values(self, name: FilterName) -> tuple[str, ...]:
        """The chosen values of a filter."""
        return self.request.chosen(name)

    def with_page(self, page: int) -> SearchAddress:
        """Another page of the same search."""
        return dataclasses.replace(self, request=dataclasses.replace(self.request, page=page))

    def with_sort(self, sort: Sort) -> SearchAddress:
        """The same search in another order, from its first page."""
        return self._with(dataclasses.replace(self.request, sort=sort))

    def with_share(self, shows_share: bool) -> SearchAddress:
        """The same page with the other view of the timeline."""
        return dataclasses.replace(self, shows_share=shows_share)

    def with_titles(self, shows_titles: bool) -> SearchAddress:
        """The same search as headlines, many to a page, or with excerpts: on the page of the first result that is shown now."""
        size = TITLES_SIZE if shows_titles else DEFAULT_SIZE
        page = (self.request.page - 1) * self.request.size // size + 1
        request = dataclasses.replace(self.request, page=page, size=size)
        return dataclasses.replace(self, request=request, shows_titles=shows_titles)

    def with_filter(self, name: FilterName, *values: str) -> SearchAddress:
        """The same search with *values* as the only ones of a filter, from its first page."""
        return self._with(self.request.choosing(name, values))

    def with_copies(self, all_copies: bool) -> SearchAddress:
        """The same search counting stories or articles, from its first page."""
        return self._with(dataclasses.replace(self.request, all_copies=all_copies))

    def with_query(self, query: str) -> SearchAddress:
        """Another query, nothing else kept but script and language."""
        bare = SearchRequest(query=query, script=self.request.script)
        return dataclasses.replace(self, request=bare, shows_share=False, shows_titles=False)

    def without_filters(self) -> SearchAddress:
        """The query alone, every filter and date left out."""
        fresh = SearchRequest(query=self.request.query, sort=self.request.sort, script=self.request.script)
        return self._with(
            dataclasses.replace(fresh, size=self.request.size, all_copies=self.request.all_copies)
        )

    def at(self, path: str) -> str:
        """The same search at another address, a feed or an export: all of its results, whatever page is shown."""
        pairs = [pair for pair in self.pairs() if pair.name not in _OF_A_PAGE]
        given = _encode(pairs)
        return f"{path}?{given}" if given else path

    def explain(self, article_id: str = "") -> str:
        """The page that explains this search, and why an article is found or not."""
        explained = [pair for pair in self.pairs() if pair.name not in _OF_A_PAGE]
        given = _encode(
            [*explained, NamedValue(name="article", value=article_id)] if article_id else explained
        )
        return f"/explain?{given}"

    def article(self, article_id: str, *, shows_names: bool = False, version: int | None = None) -> str:
        """The page of an article, with this query marked in it, its names linked, a version beside the one before it.

        The rest of the search goes along, so that the page knows the way back.
        """
        return render_article_address(
            article_id,
            *self.pairs(),
            NamedValue(name="names", value="1" if shows_names else ""),
            NamedValue(name="version", value="" if version is None else str(version)),
        )

    def _with(self, request: SearchRequest) -> SearchAddress:
        return dataclasses.replace(self, request=dataclasses.replace(request, page=1))


class ArticleLinks:
    """Links to articles from one search, which goes along with each; it is encoded once."""

    def __init__(self, address: SearchAddress) -> None:
        given = _encode(address.pairs())
        self._search = f"?{given}" if given else ""

    def url(self, article_id: str) -> str:
        """As `SearchAddress.article` gives it."""
        return f"/article/{encode_id(article_id)}{self._search}"


class FilterLinks:
    """Links of one search that choose a single value of a filter; the rest of the address is encoded once per filter."""

    def __init__(self, address: SearchAddress) -> None:
        self._address = address
        self._frames: dict[FilterName, AddressFrame] = {}

    def choose(self, name: FilterName, value: str) -> str:
        """The address of the search with *value* as the only one of that filter."""
        frame = self._frames.get(name)
        if frame is None:
            frame = self._frames[name] = self._address.frame(name)
        return frame.url(NamedValue(name=name, value=value))


def render_values(name: FilterName, values: Iterable[str]) -> tuple[NamedValue, ...]:
    """The values of a filter as they stand in an address, each once."""
    return tuple(NamedValue(name=name, value=value) for value in dict.fromkeys(values))


def render_period(first: PartialDate | None, last: PartialDate | None) -> tuple[NamedValue, ...]:
    """A range of dates as it stands in an address."""
    ends = (("from", first), ("to", last))
    return tuple(NamedValue(name=name, value=date.iso()) for name, date in ends if date is not None)


def render_article_address(article_id: str, *pairs: NamedValue) -> str:
    """`/article/ID?…`; the id is percent-encoded whole, slashes included, so that every id has an address."""
    given = _encode(pair for pair in pairs if pair.value)
    return f"/article/{encode_id(article_id)}" + (f"?{given}" if given else "")


def render_profile_address(
    kind: FilterName, value: str, *, script: ShownScript = "original", language: str | None = None
) -> str:
    """`/person/NAME` and its like: since when, how often, where and with whom."""
    pairs = [("script", "" if script == "original" else script), ("lang", language or "")]
    given = urlencode([(name, chosen) for name, chosen in pairs if chosen])
    return f"/{kind}/{encode_id(value)}" + (f"?{given}" if given else "")


def render_anchor(article_id: str) -> str:
    """The name of an article's place in a list: ids may hold spaces, which no name of a place on a page can."""
    return f"hit-{encode_id(article_id)}"


def encode_id(article_id: str) -> str:
    """An id as one segment of a path; `.` and `..` too are encoded, though clients may undo that (RFC 3986, 6.2.2.2)."""
    encoded = quote(article_id, safe="", errors="replace")
    return encoded.replace(".", "%2E") if encoded.strip(".") == "" else encoded


def _encode(pairs: Iterable[NamedValue]) -> str:
    # As `urlencode`, which takes three times as long for the single short values of which a page holds 300.
    return "&".join([f"{name}={_quote(value)}" for name, value in pairs])


# A reader who narrows a search meets the same hundred names on each page.
@lru_cache(maxsize=4_096)
def _quote(value: str) -> str:
    return value if value.isascii() and value.isalnum() else quote_plus(value, errors="replace")


_PLACES = {parameter.name: place for place, parameter in enumerate(PARAMETERS)}
