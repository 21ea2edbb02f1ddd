"""Subscriptions in memory: the laws of `feeds.py` for `memory_store.py`. Nothing is written anywhere."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.errors import NotFoundError
from index.store.feeds import Feed, TakenEntry


@dataclass(slots=True, kw_only=True)
class FeedState:
    """All subscriptions by url, and what was noted of their entries."""

    feeds: dict[str, Feed] = field(default_factory=dict)
    entries: dict[str, tuple[TakenEntry, ...]] = field(default_factory=dict)

    def copy(self) -> FeedState:
        """One that changes by itself."""
        return FeedState(feeds=dict(self.feeds), entries=dict(self.entries))


class MemoryFeedReading(ABC):
    """The questions about subscriptions, asked of one state."""

    @abstractmethod
    def _feed_state(self) -> FeedState:
        """The state that is read."""

    def feeds(self) -> tuple[Feed, ...]:
        """Every subscription, by the time it was added, then by url."""
        return tuple(sorted(self._feed_state().feeds.values(), key=lambda feed: (feed.added_at, feed.url)))

    def feed_entries(self, url: str) -> tuple[TakenEntry, ...]:
        """What was noted of a feed's entries, by *entry*."""
        return self._feed_state().entries.get(url, ())


class MemoryFeedWriting(MemoryFeedReading):
    """Changes subscriptions in the state that is read."""

    def put_feed(self, feed: Feed) -> None:
        """Subscribe, or replace what is known of a subscription."""
        self._feed_state().feeds[feed.url] = feed

    def put_feed_entries(self, url: str, entries: Sequence[TakenEntry]) -> None:
        """Replace what was noted of a feed's entries. Raises NotFoundError."""
        self._check(url)
        by_entry = {entry.entry: entry for entry in entries}
        self._feed_state().entries[url] = tuple(by_entry[key] for key in sorted(by_entry))

    def remove_feed(self, url: str) -> None:
        """End a subscription. Raises NotFoundError."""
        self._check(url)
        del self._feed_state().feeds[url]
        self._feed_state().entries.pop(url, None)

    def _check(self, url: str) -> None:
        if url not in self._feed_state().feeds:
            raise NotFoundError(f"there is no feed {url}")
