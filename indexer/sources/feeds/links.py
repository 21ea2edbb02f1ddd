"""The feeds that a page names: `link rel=alternate` first, then links that look like feeds by their address; and those of a list of sitemaps.

Pure, one pass of patterns over the bytes; nothing is fetched, so a link may turn out to be no feed (`parse_feed` says what
it is then).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from indexer.extract.markup import drop_comments, render_line
from indexer.sources.decode import UnknownEncodingError, decode_markup
from indexer.sources.feeds.entries import absolute_link, clean_name

MAX_LINKS: Final = 20
_FEED_TYPES: Final = frozenset(
    "application/rss+xml application/atom+xml application/feed+json application/rdf+xml".split()
)
# Also used for anything; believed beside rel=alternate where the address agrees.
_VAGUE_TYPES: Final = frozenset("application/xml text/xml application/json".split())
_TAG: Final = re.compile(r"<(base|link|a)\s([^<>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([a-zA-Z-]{1,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FEED_ADDRESS: Final = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feed|feeds|rdf)(?:[/._?-]|\d?$)|\.(?:rss|atom|rdf)$", re.IGNORECASE
)
_SITEMAP_LIST: Final = re.compile(r"<(?:[\w.-]{1,20}:)?sitemapindex[\s>]", re.IGNORECASE)
_PLACE: Final = re.compile(r"<(?:[\w.-]{1,20}:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000})", re.IGNORECASE)
_NEWS: Final = re.compile(r"news|xinwen", re.IGNORECASE)
_HEAD_CHARACTERS: Final = 4_000
_TEXT_BEHIND: Final = re.compile(r"([^<]{0,200})")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed as a page names it; *title* may be None."""

    url: str
    title: str | None = None


def find_feed_links(content: bytes, base_url: str | None, charset: str | None) -> tuple[FeedLink, ...]:
    """The feeds that a page names, the declared ones first, each address once, `MAX_LINKS` at most.

    *base_url* is where the page came from, *charset* what HTTP said. Empty where there are none or the bytes are no text.
    """
    try:
        page = drop_comments(decode_markup(content, charset).text)
    except UnknownEncodingError:
        return ()
    if (sitemaps := _news_sitemaps(page, base_url)) is not None:
        return sitemaps
    declared: dict[str, FeedLink] = {}
    linked: dict[str, FeedLink] = {}
    for tag in _TAG.finditer(page):
        name, attributes = tag[1].lower(), dict(_attributes(tag[2]))
        address = absolute_link(attributes.get("href", ""), base_url)
        if address is None:
            continue
        if name == "base":
            base_url = address
        elif name == "link" and _is_declared(attributes, address):
            declared.setdefault(address, FeedLink(url=address, title=clean_name(attributes.get("title", ""))))
        elif name == "a" and _looks_like_feed(address):
            behind = _TEXT_BEHIND.match(page, tag.end())
            title = render_line(behind[1]) if behind else ""
            linked.setdefault(address, FeedLink(url=address, title=title or None))
    return tuple((declared | {url: link for url, link in linked.items() if url not in declared}).values())[
        :MAX_LINKS
    ]


def _news_sitemaps(page: str, base_url: str | None) -> tuple[FeedLink, ...] | None:
    """The sitemaps of a list of them that are called news, all where none is; None for a page of any other kind."""
    if _SITEMAP_LIST.search(page, 0, _HEAD_CHARACTERS) is None:
        return None
    found = (absolute_link(html.unescape(place[1]), base_url) for place in _PLACE.finditer(page))
    addresses = dict.fromkeys(filter(None, found))
    news = [address for address in addresses if _NEWS.search(urlsplit(address).path)]
    return tuple(FeedLink(url=address) for address in (news or addresses))[:MAX_LINKS]


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        yield name.lower(), html.unescape(double or single or bare).strip()


def _is_declared(attributes: dict[str, str], address: str) -> bool:
    relations = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").lower().partition(";")[0].strip()
    if "alternate" not in relations and "feed" not in relations:
        return False
    return kind in _FEED_TYPES or "feed" in relations or (kind in _VAGUE_TYPES and _looks_like_feed(address))


def _looks_like_feed(address: str) -> bool:
    parts = urlsplit(address)
    return _FEED_ADDRESS.search(parts.path) is not None
