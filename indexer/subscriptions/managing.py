"""Subscribing and unsubscribing: what the user changes by hand.

The network is asked before the writer's lock is taken, and never while it is held.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.archive.folder import DataFolder
from index.errors import ItemError
from index.store.feeds import Feed
from index.store.lock import WriterLock
from indexer.fetch.addresses import parse_address
from indexer.sources.feeds import FeedLink
from indexer.subscriptions.finding import FeedFinder, FoundFeed, SeveralFeeds, complete_urls
from indexer.subscriptions.keeping import load_feeds, writing_feeds

Now: TypeAlias = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRejection:
    """An address that was not subscribed to, and why; *choices* are the feeds of a site that has several."""

    url: str
    reason: str
    choices: tuple[FeedLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeReport:
    """What became of every address: *added* now, *known* before, *rejected*."""

    added: tuple[Feed, ...]
    known: tuple[Feed, ...]
    rejected: tuple[FeedRejection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsubscribeReport:
    """What became of every name: *removed* now, *not_found*."""

    removed: tuple[Feed, ...]
    not_found: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWish:
    """A feed to subscribe to, as far as it is known; *full_text* is None where nothing was said of it."""

    url: str
    title: str | None = None
    site_url: str | None = None
    source: str | None = None
    full_text: bool | None = None


def find_wishes(
    finder: FeedFinder, urls: Iterable[str], *, source: str | None, take_all: bool
) -> Iterator[FeedWish | FeedRejection]:
    """Look for the feed at each address, in order; with *take_all* for all feeds of a page that has several."""
    for typed in urls:
        try:
            found = finder.find(typed)
        except ItemError as error:
            # The address stands beside it: some reasons begin with it, too.
            yield FeedRejection(url=typed, reason=error.reason.removeprefix(f"{typed}: "))
            continue
        if isinstance(found, FoundFeed):
            yield _wish(found, source)
        elif not take_all:
            reason = (
                f"this page has {len(found.links)} feeds: add the ones you mean, or all of them with --all"
            )
            yield FeedRejection(url=typed, reason=reason, choices=found.links)
        else:
            yield from _follow_all(finder, found, source)


def _follow_all(
    finder: FeedFinder, page: SeveralFeeds, source: str | None
) -> Iterator[FeedWish | FeedRejection]:
    for link in page.links:
        try:
            yield _wish(finder.follow(page, link), source)
        except ItemError as error:
            yield FeedRejection(url=link.url, reason=error.reason)


def _wish(found: FoundFeed, source: str | None) -> FeedWish:
    parsed = found.parsed
    return FeedWish(url=found.url, title=parsed.title or None, site_url=parsed.site_url, source=source)


def check_unlocked(folder: DataFolder) -> None:
    """Raise LockedError where another process writes, before others are asked for anything."""
    if folder.path.exists():
        with WriterLock(folder.path):
            pass


def subscribe(folder: DataFolder, wishes: Sequence[FeedWish | FeedRejection], now: Now) -> SubscribeReport:
    """Subscribe to what was found; rejections are handed on. Of a known feed only the wish for full text is changed.

    Raises LockedError, DamagedError, StorageFullError.
    """
    added: list[Feed] = []
    known: list[Feed] = []
    rejected = [wish for wish in wishes if isinstance(wish, FeedRejection)]
    if len(rejected) == len(wishes):  # nothing to store: no folder is made for it
        return SubscribeReport(added=(), known=(), rejected=tuple(rejected))
    with writing_feeds(folder, now) as store:
        there = {url: feed for feed in store.feeds() for url in (feed.url, feed.moved_to) if url}
        for wish in wishes:
            if isinstance(wish, FeedRejection):
                continue
            try:
                url = parse_address(wish.url).url
            except ItemError as error:
                rejected.append(FeedRejection(url=wish.url, reason=error.reason))
                continue
            is_known = url in there
            feed = there[url] if is_known else _new_feed(url, wish, now())
            if wish.full_text is not None:
                feed = dataclasses.replace(feed, full_text=wish.full_text)
            if there.get(url) != feed:
                store.put_feed(feed)
                there |= dict.fromkeys((url, feed.url), feed)
            (known if is_known else added).append(feed)
    return SubscribeReport(added=tuple(added), known=tuple(known), rejected=tuple(rejected))


def _new_feed(url: str, wish: FeedWish, now: dt.datetime) -> Feed:
    return Feed(url=url, added_at=now, title=wish.title, site_url=wish.site_url, source=wish.source)


def unsubscribe(folder: DataFolder, names: Sequence[str], now: Now) -> UnsubscribeReport:
    """End subscriptions by address or name; articles stay. Raises LockedError, DamagedError, StorageFullError."""
    removed: dict[str, Feed] = {}
    not_found: list[str] = []
    if not load_feeds(folder):
        return UnsubscribeReport(removed=(), not_found=tuple(names))
    with writing_feeds(folder, now) as store:
        feeds = store.feeds()
        for name in dict.fromkeys(names):
            named = [feed for feed in feeds if _is_named(feed, name)]
            if not named:
                not_found.append(name)
            removed |= {feed.url: feed for feed in named}
        for url in removed:
            store.remove_feed(url)
    return UnsubscribeReport(removed=tuple(removed.values()), not_found=tuple(not_found))


def select_feeds(feeds: Sequence[Feed], names: Sequence[str]) -> tuple[tuple[Feed, ...], tuple[str, ...]]:
    """The feeds with these addresses or names, and the names that none has; all feeds where none is named."""
    if not names:
        return tuple(feeds), ()
    chosen = tuple(feed for feed in feeds if any(_is_named(feed, name) for name in names))
    unknown = tuple(name for name in names if not any(_is_named(feed, name) for feed in feeds))
    return chosen, unknown


def _is_named(feed: Feed, name: str) -> bool:
    if name in (feed.url, feed.moved_to, feed.source, feed.title):
        return True
    try:
        urls = {parse_address(url).url for url in complete_urls(name)}
    except ItemError:
        return False
    return not urls.isdisjoint((feed.url, feed.moved_to))
