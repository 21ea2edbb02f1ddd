"""Subscriptions in the store: a feed with its health, and which of its entries were taken.

Values and the part of the store's port that concerns them; `port.py` joins it to the rest. Laws, checked by
`tests/contracts/test_store_feeds.py` on every store: a feed is known by its `url`, which never changes; `put_feed` and
`put_feed_entries` replace; removing a feed removes what was noted of its entries, and no article; all of it is committed with
the articles of the same transaction. Who fetches, and when, is the writer's business (`indexer/subscriptions/`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A subscription and how it has fared; times are aware.

    *url* is as subscribed, *moved_to* what is asked instead since the feed said that it moved for good. *title* is what the
    feed called itself first, *source* the name that the user gave its articles; *full_text* is the user's wish that
    its entries are completed from their pages. *last_error* is None after a success; *failures* are those in a row; *next_try* is when it may be asked next, None where nothing speaks against now.
    *articles* counts the articles that it brought.
    """

    url: str
    added_at: dt.datetime
    title: str | None = None
    site_url: str | None = None
    source: str | None = None
    moved_to: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    last_success: dt.datetime | None = None
    last_error: str | None = None
    last_error_at: dt.datetime | None = None
    next_try: dt.datetime | None = None
    failures: int = 0
    articles: int = 0
    full_text: bool = False

    @property
    def name(self) -> str:
        """What its articles have as their source, and what lists show."""
        return self.source or self.title or self.url


class TakenEntry(NamedTuple):
    """An entry of a feed that became an article: 63-bit digests of who it is (*entry*) and of what it said (*digest*).

    *completed*: its text came from its page; *attempts* to fetch that page failed, or are not needed any more.
    """

    entry: int
    digest: int
    completed: bool
    attempts: int


class FeedReader(Protocol):
    """Reads subscriptions."""

    def feeds(self) -> tuple[Feed, ...]:
        """Every subscription, by the time it was added, then by url; none where the store is older than subscriptions."""
        ...

    def feed_entries(self, url: str) -> tuple[TakenEntry, ...]:
        """What was noted of a feed's entries, by *entry*; empty for a feed that is not there."""
        ...


class FeedWriter(FeedReader, Protocol):
    """Changes subscriptions."""

    def put_feed(self, feed: Feed) -> None:
        """Subscribe, or replace what is known of a subscription."""
        ...

    def put_feed_entries(self, url: str, entries: Sequence[TakenEntry]) -> None:
        """Replace what was noted of a feed's entries. Raises NotFoundError where there is no such feed."""
        ...

    def remove_feed(self, url: str) -> None:
        """End a subscription; its articles stay. Raises NotFoundError where there is no such feed."""
        ...
