"""From an address that somebody knows to the feed that it is, or that its page points to.

    address → fetched → a feed: that one | a page: the feeds it points to, without comments and second formats of the same

One feed found is taken; several are offered, since nobody but the user knows which are meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.errors import ItemError
from indexer.fetch.addresses import parse_address
from indexer.fetch.client import FetchRequest, HttpClient
from indexer.fetch.errors import FailureKind, FetchError
from indexer.inputs import FetchedPage, ParsedFeed
from indexer.sources.feeds import FeedLink
from indexer.subscriptions.reading import Reading

_COMMENTS: Final = re.compile(r"\bcomments?\b|留言|評論|评论|回應|回应", re.IGNORECASE)
# What tells formats of one feed apart: /rss.xml and /atom.xml, /feed/ and /feed/atom/, /posts and /posts?alt=rss, /rss2;
# formats have versions, but /feed1 and /feed2 are two feeds.
_FORMAT: Final = re.compile(
    r"(?<![a-z])(?:(?:rss|atom|rdf|json)(?:[._-]?[0-9](?:\.[0-9]{1,2})?)?|feeds?|xml|alt|format|index)(?![a-z])",
    re.IGNORECASE,
)
_SIGNS: Final = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed at *url*, the address to subscribe to, and what it holds now."""

    url: str
    parsed: ParsedFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralFeeds:
    """Feeds that the page at *page_url* points to, for the user to choose from."""

    page_url: str
    links: tuple[FeedLink, ...]


class FeedFinder:
    """Looks for feeds on the network."""

    def __init__(self, client: HttpClient, reading: Reading) -> None:
        self._client = client
        self._reading = reading

    def find(self, typed: str) -> FoundFeed | SeveralFeeds:
        """The feed at an address as somebody typed it, or the one feed or several that its page points to.

        Raises FetchError where nothing can be fetched, ItemError where there is no feed.
        """
        first, *others = complete_urls(typed)
        try:
            return self._find_at(first)
        except FetchError as error:
            if not others or error.kind not in (FailureKind.UNREACHABLE, FailureKind.TIMEOUT):
                raise
        return self._find_at(others[0])

    def _find_at(self, url: str) -> FoundFeed | SeveralFeeds:
        page = self._client.fetch(FetchRequest(url=url, own_networks=True))
        try:
            return FoundFeed(url=_lasting_url(page), parsed=self._reading.read_feed(page))
        except ItemError as no_feed:
            links = self._reading.find_feeds(page)
            if not links:
                raise ItemError(f"{no_feed.reason}, and it points to no feed", path=url) from no_feed
        chosen = choose_links(links)
        several = SeveralFeeds(page_url=page.final_url, links=chosen)
        return several if len(chosen) > 1 else self.follow(several, chosen[0])

    def follow(self, page: SeveralFeeds, link: FeedLink) -> FoundFeed:
        """The feed that a page points to. Raises FetchError, ItemError."""
        # What a page outside points to does not lead into networks of one's own; a page inside may point to its own host.
        own_networks = parse_address(page.page_url).host == parse_address(link.url).host
        answer = self._client.fetch(FetchRequest(url=link.url, own_networks=own_networks))
        return FoundFeed(url=_lasting_url(answer), parsed=self._reading.read_feed(answer))


def complete_urls(text: str) -> tuple[str, ...]:
    """What somebody typed as addresses to try in turn: without a scheme a secure one, then a plain one."""
    text = text.strip()
    return (text,) if "://" in text else (f"https://{text}", f"http://{text}")


def choose_links(links: tuple[FeedLink, ...]) -> tuple[FeedLink, ...]:
    """The links that are different feeds: without those of comments, where others are left, and one format of each."""
    articles = tuple(link for link in links if not _COMMENTS.search(f"{link.title or ''} {link.url}"))
    chosen: dict[str, FeedLink] = {}
    for link in articles or links:
        chosen.setdefault(_SIGNS.sub(" ", _FORMAT.sub("", link.url.partition("://")[2])).strip(), link)
    return tuple(chosen.values())


def _lasting_url(page: FetchedPage) -> str:
    """Where redirects for good lead; passing ones are followed anew each time."""
    return page.permanent_url or parse_address(page.url).url
