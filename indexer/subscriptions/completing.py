"""A feed that was fetched, on its way to being complete: its new entries, and their texts from their pages.

`round.py` fetches the pages that are wished for here and brings the answers back; what comes of an answer is decided
here. An entry whose page cannot be had now is taken with its own text and tried again with the next round, a few
times; one whose page says no stays as the feed has it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from index.errors import ItemError
from index.store.feeds import Feed, TakenEntry
from indexer.fetch.addresses import parse_address
from indexer.fetch.client import FetchRequest
from indexer.fetch.errors import FailureKind, FetchError
from indexer.inputs import FeedEntry, FetchedPage, ParsedFeed
from indexer.subscriptions.entries import MAX_ATTEMPTS, ComparedEntries
from indexer.subscriptions.health import Moment, after_success
from indexer.subscriptions.reading import ReadPage

MAX_PAGE_BYTES: Final = 2_000_000
"""A page of news is 50 to 500 kB; what is larger is not read (`indexer/extract/` has the same limit)."""
MAX_PAGES: Final = 50
"""Pages fetched for one feed in one round; the rest have their turn in the next."""

FeedOutcome: TypeAlias = Literal["changed", "unchanged", "failed", "postponed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFeed:
    """What a round found of one feed: its new health, and *entries* to be added, completed where that was wished for.

    *notes* replace what was noted of its entries, None where nothing is to be replaced; *error* is why it failed.
    """

    feed: Feed
    outcome: FeedOutcome
    entries: tuple[FeedEntry, ...] = ()
    notes: tuple[TakenEntry, ...] | None = None
    warnings: tuple[str, ...] = ()
    error: ItemError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWish:
    """The page of the changed entry at *place* is to be fetched."""

    place: int
    request: FetchRequest


class OpenFeed:
    """A fetched feed and its changed entries, each at its place; complete when no page is missing any more."""

    def __init__(self, feed: Feed, page: FetchedPage, parsed: ParsedFeed, compared: ComparedEntries) -> None:
        self._feed = feed
        self._page = page
        self._parsed = parsed
        self._compared = compared
        self._entries: list[FeedEntry] = [change.entry for change in compared.changes]
        self._notes: list[TakenEntry] = [change.noted() for change in compared.changes]
        self._warnings: list[str] = list(parsed.warnings)
        if compared.repeated:
            self._warnings.append(f"{compared.repeated:,} entries repeat others and are left out")
        self._missing: set[int] = set()
        # False once an entry has to be looked at again: then the feed must come whole the next time, not as 304.
        self._is_settled = True

    @property
    def is_complete(self) -> bool:
        """True when every page that was wished for was answered."""
        return not self._missing

    def page_wishes(self) -> Iterator[PageWish]:
        """The pages to fetch now; called once."""
        # The user chose the feed's host; what was answered from elsewhere, and what the feed points to elsewhere, leads to what is public.
        chosen, answered = parse_address(self._feed.url).host, parse_address(self._page.final_url).host
        for place, change in enumerate(self._compared.changes):
            if not change.wants_page or change.entry.url is None:
                continue
            if len(self._missing) >= MAX_PAGES:
                self._is_settled = False
                continue
            try:
                address = parse_address(change.entry.url)
            except FetchError as error:
                self._give_up(place, error)
                continue
            self._missing.add(place)
            request = FetchRequest(
                url=address.url,
                wanted="page",
                max_bytes=MAX_PAGE_BYTES,
                own_networks=address.host == chosen == answered,
            )
            yield PageWish(place=place, request=request)

    def take_page(self, place: int, answer: ReadPage | ItemError) -> None:
        """The answer to a wish."""
        self._missing.discard(place)
        if isinstance(answer, FetchError):
            self._take_failure(place, answer)
        elif isinstance(answer, ItemError):
            self._give_up(place, answer)
        else:
            self._complete(place, answer)

    def finished(self, at: Moment) -> FetchedFeed:
        """The feed as it is to be stored."""
        feed = after_success(self._feed, self._page, self._parsed, at)
        if not self._is_settled:
            feed = dataclasses.replace(feed, etag=None, last_modified=None)
        return FetchedFeed(
            feed=feed,
            outcome="changed" if self._entries else "unchanged",
            entries=tuple(self._entries),
            notes=(*self._compared.unchanged, *self._notes),
            warnings=tuple(self._warnings),
        )

    def _complete(self, place: int, page: ReadPage) -> None:
        try:
            self._entries[place] = completed_entry(self._entries[place], page)
        except ItemError as error:
            self._give_up(place, error)
        else:
            self._notes[place] = self._compared.changes[place].noted(completed=True, attempts=0)

    def _take_failure(self, place: int, error: FetchError) -> None:
        if not error.is_passing:
            self._give_up(place, error)
            return
        change = self._compared.changes[place]
        # A host that only wants a pause was not tried.
        attempts = change.attempts + (error.kind is not FailureKind.POSTPONED)
        if attempts >= MAX_ATTEMPTS:
            self._give_up(place, error)
            return
        self._notes[place] = change.noted(attempts=attempts)
        self._is_settled = False

    def _give_up(self, place: int, error: ItemError) -> None:
        """Leave the entry as the feed has it, for good."""
        entry = self._entries[place]
        warning = f"its page is not taken: {error.reason}"
        self._entries[place] = dataclasses.replace(entry, warnings=(*entry.warnings, warning))
        self._notes[place] = self._compared.changes[place].noted(attempts=MAX_ATTEMPTS)


def completed_entry(entry: FeedEntry, page: ReadPage) -> FeedEntry:
    """The entry with the text of its page; what the feed itself says of it stays, what it lacks is taken from the page.

    Raises ItemError where the page holds less than the feed: a notice to log in, a page of links.
    """
    text = page.text
    if len(text.body) < max(len(entry.body), len(entry.summary)):
        raise ItemError("there is less in it than in the feed")
    return dataclasses.replace(
        entry,
        title=entry.title or text.title,
        body=text.body,
        is_full=True,
        # Both are kept as they came: everything derived can be made again.
        raw=f"{entry.raw}\n{page.markup}",
        published=entry.published or text.published,
        published_origin="feed" if entry.published is not None else "page",
        author=entry.author or text.author,
        tags=entry.tags or text.tags,
        warnings=(*entry.warnings, *text.warnings),
    )
