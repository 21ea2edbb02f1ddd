"""The addresses of the site: every view is a URL, and a link changes one thing of the search that is shown.

Writes what `parameters.py` reads, defaults left out, so that one search has one address. Does not look anything up.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from index.model import PartialDate, SearchRequest, ShownScript, Sort
from webapp.parameters import DEFAULT_SIZE, FILTER_ATTRIBUTES, PARAMETERS, FilterName


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedValue:
    """One `name=value` of an address."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFrame:
    """The address of a search but for one group of its parameters, encoded once: pages hold hundreds of such links."""

    before: str
    after: str

    def url(self, *pairs: NamedValue) -> str:
        """The address with *pairs* as that group."""
        given = "&".join(part for part in (self.before, _encode(pairs), self.after) if part)
        return f"/?{given}" if given else "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAddress:
    """A search and the language of the interface (None: as the browser asks), as links are made of it."""

    request: SearchRequest
    language: str | None = None

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
            NamedValue(name=name, value=value) for name, _ in FILTER_ATTRIBUTES for value in self.values(name)
        ]
        rest = (
            ("sort", "" if request.sort is Sort.RELEVANCE else request.sort.value),
            ("page", "" if request.page == 1 else str(request.page)),
            ("size", "" if request.size == DEFAULT_SIZE else str(request.size)),
            ("dup", "all" if request.all_copies else ""),
            ("script", "" if request.script == "original" else request.script),
            ("lang", self.language or ""),
        )
        pairs += [NamedValue(name=name, value=value) for name, value in rest]
        return tuple(pair for pair in pairs if pair.value)

    def pairs_without(self, *names: str) -> tuple[NamedValue, ...]:
        """The parameters but for *names* and the page: the hidden fields of a form that asks for those itself."""
        return tuple(pair for pair in self.pairs() if pair.name != "page" and pair.name not in names)

    def frame(self, *names: str) -> AddressFrame:
        """The same search from its first page, without the parameters *names*, which stand side by side in an address."""
        order = [parameter.name for parameter in PARAMETERS]
        kept = self.pairs_without(*names)
        at = order.index(names[0])
        before = [pair for pair in kept if pair.name in order[:at]]
        return AddressFrame(before=_encode(before), after=_encode(kept[len(before) :]))

    def values(self, name: FilterName) -> tuple[str, ...]:
        """The chosen values of a filter."""
        values: tuple[str, ...] = getattr(self.request, _ATTRIBUTES[name])
        return values

    def with_page(self, page: int) -> SearchAddress:
        """Another page of the same search."""
        return dataclasses.replace(self, request=dataclasses.replace(self.request, page=page))

    def with_sort(self, sort: Sort) -> SearchAddress:
        """The same search in another order, from its first page."""
        return self._with(dataclasses.replace(self.request, sort=sort))

    def with_script(self, script: ShownScript) -> SearchAddress:
        """The same page in another script."""
        return dataclasses.replace(self, request=dataclasses.replace(self.request, script=script))

    def with_copies(self, all_copies: bool) -> SearchAddress:
        """The same search counting stories or articles, from its first page."""
        return self._with(dataclasses.replace(self.request, all_copies=all_copies))

    def with_query(self, query: str) -> SearchAddress:
        """Another query, nothing else kept but script and language."""
        return self._with(SearchRequest(query=query, script=self.request.script))

    def without_filters(self) -> SearchAddress:
        """The query alone, every filter and date left out."""
        fresh = SearchRequest(query=self.request.query, sort=self.request.sort, script=self.request.script)
        return self._with(
            dataclasses.replace(fresh, size=self.request.size, all_copies=self.request.all_copies)
        )

    def article(self, article_id: str) -> str:
        """The page of an article, with this query marked in it."""
        return render_article_address(
            article_id, query=self.request.query, script=self.request.script, language=self.language
        )

    def _with(self, request: SearchRequest) -> SearchAddress:
        return dataclasses.replace(self, request=dataclasses.replace(request, page=1))


def render_values(name: FilterName, values: Iterable[str]) -> tuple[NamedValue, ...]:
    """The values of a filter as they stand in an address, each once."""
    return tuple(NamedValue(name=name, value=value) for value in dict.fromkeys(values))


def render_period(first: PartialDate | None, last: PartialDate | None) -> tuple[NamedValue, ...]:
    """A range of dates as it stands in an address."""
    ends = (("from", first), ("to", last))
    return tuple(NamedValue(name=name, value=date.iso()) for name, date in ends if date is not None)


def render_article_address(
    article_id: str, *, query: str = "", script: ShownScript = "original", language: str | None = None
) -> str:
    """`/article/ID?…`; the id is percent-encoded whole, slashes included, so that every id has an address."""
    pairs = [("q", query), ("script", "" if script == "original" else script), ("lang", language or "")]
    given = urlencode([(name, value) for name, value in pairs if value], errors="replace")
    return f"/article/{encode_id(article_id)}" + (f"?{given}" if given else "")


def encode_id(article_id: str) -> str:
    """An id as one segment of a path; `.` and `..` too are encoded, though clients may undo that (RFC 3986, 6.2.2.2)."""
    encoded = quote(article_id, safe="", errors="replace")
    return encoded.replace(".", "%2E") if encoded.strip(".") == "" else encoded


def _encode(pairs: Iterable[NamedValue]) -> str:
    return urlencode([(pair.name, pair.value) for pair in pairs], errors="replace")


_ATTRIBUTES = dict(FILTER_ATTRIBUTES)
