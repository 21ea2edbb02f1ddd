"""The older documents of a feed (RFC 5005 `next` and `prev-archive`, JSON Feed's `next_url`), read with its first reading only.

    FeedPages (the document subscribed to) → older_request → fetched → with_older → … → one ParsedFeed

A feed shows its latest entries; who subscribes wants those of the last weeks too. What comes later is in the feed itself, so no later round
reads on. Each document takes its turn like any other request. All are of one site: what a stranger's document names would else be asked for,
and its entries believed, as if the feed had named it. Pure; `round.py` fetches.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

from index.errors import ItemError
from index.store.feeds import Feed
from indexer.fetch.addresses import WEB_PORTS, Address, parse_address
from indexer.fetch.client import FetchRequest
from indexer.fetch.errors import FailureKind, FetchError
from indexer.inputs import FetchedPage, ParsedFeed
from indexer.subscriptions.entries import entry_key

MAX_OLDER: Final = 9
"""Older documents read of one feed: with the first ten, some 200 entries where a document has twenty."""
MAX_ENTRIES: Final = 2_000
"""Entries after which no further document is asked for; a feed of more in one document is taken as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPages:
    """What was read of a feed so far: the answer and all entries, newest document first.

    *asked* are the addresses of its documents, *older* the number of older ones among them.
    """

    page: FetchedPage
    parsed: ParsedFeed
    asked: frozenset[str]
    older: int = 0

    @classmethod
    def of(cls, page: FetchedPage, parsed: ParsedFeed) -> FeedPages:
        """The document that was subscribed to."""
        return cls(page=page, parsed=parsed, asked=frozenset((page.url, page.final_url)))

    def with_older(self, page: FetchedPage, parsed: ParsedFeed) -> FeedPages:
        """With the entries of an older document; of an entry in both the newer counts. One that brings nothing is the last.

        One that was answered by another site is left out, with a word on it.
        """
        if not _is_one_site(parse_address(self.page.final_url), parse_address(page.final_url)):
            return self.without_older(_elsewhere(page.final_url))
        known = set(map(entry_key, self.parsed.entries))
        entries = tuple(entry for entry in parsed.entries if entry_key(entry) not in known)
        joined = dataclasses.replace(
            self.parsed,
            entries=(*self.parsed.entries, *entries),
            older_url=parsed.older_url if entries else None,
            warnings=(*self.parsed.warnings, *parsed.warnings),
        )
        asked = self.asked | {page.url, page.final_url}
        return dataclasses.replace(self, parsed=joined, asked=asked, older=self.older + 1)

    def without_older(self, error: ItemError) -> FeedPages:
        """As it is, with a word on why no older document was read."""
        warning = f"its older entries are not read: {error.reason}"
        parsed = dataclasses.replace(self.parsed, older_url=None, warnings=(*self.parsed.warnings, warning))
        return dataclasses.replace(self, parsed=parsed)


def is_first_reading(feed: Feed) -> bool:
    """True for a feed that was never read."""
    return feed.last_success is None


def older_request(feed: Feed, pages: FeedPages) -> FetchRequest | None:
    """The request for the next older document; None where there is none, or enough was read.

    Raises FetchError (REFUSED) for what is no address, and for one of another site than the document subscribed to.
    """
    url = pages.parsed.older_url
    is_enough = pages.older >= MAX_OLDER or len(pages.parsed.entries) >= MAX_ENTRIES
    if url is None or is_enough:
        return None
    address, answered = parse_address(url), parse_address(pages.page.final_url)
    if not _is_one_site(answered, address):
        raise _elsewhere(url)
    if address.url in pages.asked:
        return None
    # The user chose the feed's host, not where that sent us.
    return FetchRequest(url=address.url, own_networks=answered.host == parse_address(feed.url).host)


def _is_one_site(one: Address, other: Address) -> bool:
    """True for the same host at the same port; http and https at their own ports are one."""
    return one.host == other.host and (one.port == other.port or {one.port, other.port} <= WEB_PORTS)


def _elsewhere(url: str) -> FetchError:
    return FetchError(
        f"they stand on another site ({parse_address(url).origin}): subscribe to that one too, if you want them",
        kind=FailureKind.REFUSED,
        url=url,
    )
