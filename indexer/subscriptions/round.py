"""One round: feeds fetched, parsed, compared with what is known, and completed from pages where that is wished for.

    Feed → JobBoard (threads: FetchRequest → FetchedPage → ParsedFeed) → compare_entries → OpenFeed (pages) → FetchedFeed

Threads fetch and read, one feed or page at a time, so that what takes long holds up nothing else; what is known of feeds
stays in the thread that runs the round. Nothing is stored here: what a round finds goes to `running.py`, feed by feed, as
soon as a feed is complete.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from index.errors import ItemError
from index.store.feeds import Feed, TakenEntry
from indexer.fetch.addresses import parse_address
from indexer.fetch.board import JobBoard
from indexer.fetch.client import FetchRequest, HttpClient
from indexer.fetch.clock import Clock
from indexer.fetch.errors import FailureKind, FetchError
from indexer.fetch.hosts import HostGate
from indexer.fetch.robots import Robots
from indexer.inputs import FetchedPage, ParsedFeed
from indexer.subscriptions.completing import FetchedFeed, OpenFeed
from indexer.subscriptions.entries import compare_entries, is_settled
from indexer.subscriptions.health import Moment, after_failure, after_success
from indexer.subscriptions.older_entries import FeedPages, is_first_reading, older_request
from indexer.subscriptions.reading import Reading, ReadPage

_LOG: Final = logging.getLogger(__name__)
_LOOK_SECONDS: Final = 0.25
_NOT_MODIFIED: Final = 304

Noted: TypeAlias = Callable[[str], tuple[TakenEntry, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchTools:
    """What a round works with; *chance* gives numbers from 0 to 1."""

    client: HttpClient
    robots: Robots
    gate: HostGate
    clock: Clock
    chance: Callable[[], float]
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOptions:
    """*full_text* completes entries of every feed from their pages; *threads* fetch; *every_seconds* lie between rounds, 0 for one alone."""

    full_text: bool = False
    threads: int = 8
    every_seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A feed to fetch, or the page of its changed entry at *place*, or the document older than *pages* that were read of it."""

    feed: Feed
    request: FetchRequest
    place: int | None = None
    pages: FeedPages | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReadFeed:
    """A feed that was fetched and read."""

    page: FetchedPage
    parsed: ParsedFeed


# A feed that has not changed, one that was read, a page's article, or why there is none of them.
_Answer: TypeAlias = FetchedPage | _ReadFeed | ReadPage | ItemError
_Board: TypeAlias = JobBoard[_Job, _Answer]


class FeedRound:
    """One round; *noted* tells what was noted of a feed's entries."""

    def __init__(self, tools: FetchTools, options: RoundOptions, noted: Noted) -> None:
        self._tools = tools
        self._options = options
        self._noted = noted
        self._open: dict[str, OpenFeed] = {}
        self._next_round: dt.datetime | None = None

    def run(self, feeds: Sequence[Feed], is_stopping: Callable[[], bool]) -> Iterator[FetchedFeed]:
        """Fetch *feeds*; each comes out when it is complete. Stopped early, those not complete are as if never asked."""
        if self._options.every_seconds:
            pause = dt.timedelta(seconds=self._options.every_seconds)
            self._next_round = self._tools.clock.now() + pause
        with JobBoard(self._perform, self._tools.gate, self._options.threads) as board:
            for feed in feeds:
                job = self._feed_job(feed)
                board.put_up(job, parse_address(job.request.url).host)
            while board.open_jobs and not is_stopping():
                done = board.take(_LOOK_SECONDS)
                if done is not None and done.result is not None:
                    yield from self._take(board, done.job, done.result)

    def _perform(self, job: _Job) -> _Answer:
        """In a thread: one request and the reading of its answer, for a page after a look at the site's rules."""
        try:
            return self._read_feed(job) if job.place is None else self._read_page(job)
        except ItemError as error:
            return _without_frames(error)
        except Exception as bug:  # noqa: BLE001 - shown with its place; one feed must not end the rounds of all others
            _LOG.error("%s: a bug of ours", job.request.url, exc_info=True)
            return ItemError(f"a bug of ours: {type(bug).__name__}", path=job.request.url)

    def _read_feed(self, job: _Job) -> FetchedPage | _ReadFeed:
        page = self._tools.client.fetch(job.request)
        if page.status == _NOT_MODIFIED:
            return page
        return _ReadFeed(page=page, parsed=self._tools.reading.read_feed(page))

    def _read_page(self, job: _Job) -> ReadPage:
        return self._tools.reading.read_page(self._tools.robots.fetch(job.request))

    def _take(self, board: _Board, job: _Job, answer: _Answer) -> Iterator[FetchedFeed]:
        """What an answer makes complete, a feed or nothing yet."""
        url = job.feed.url
        if isinstance(answer, ReadPage | ItemError) and job.place is not None:
            self._open[url].take_page(job.place, answer)
        elif isinstance(answer, ItemError) and job.pages is not None:
            self._open_feed(board, job.feed, job.pages.without_older(answer))
        elif isinstance(answer, ItemError):
            yield self._failed(job.feed, answer)
        elif isinstance(answer, FetchedPage):
            yield FetchedFeed(feed=after_success(job.feed, answer, None, self._moment()), outcome="unchanged")
        elif isinstance(answer, _ReadFeed):
            self._read_on(board, job, answer)
        if url in self._open and self._open[url].is_complete:
            yield self._open.pop(url).finished(self._moment())

    def _read_on(self, board: _Board, job: _Job, read: _ReadFeed) -> None:
        """Ask for what is older, where the feed is read for the first time; else, and at the end, compare what was read."""
        before = job.pages
        pages = before.with_older(read.page, read.parsed) if before else FeedPages.of(read.page, read.parsed)
        request: FetchRequest | None = None
        try:
            request = older_request(job.feed, pages) if is_first_reading(job.feed) else None
        except FetchError as error:
            pages = pages.without_older(error)
        if request is None:
            self._open_feed(board, job.feed, pages)
        else:
            older = _Job(feed=job.feed, request=request, pages=pages)
            board.put_up(older, parse_address(request.url).host)

    def _open_feed(self, board: _Board, feed: Feed, pages: FeedPages) -> None:
        """Compare a feed with what is known of it, and put up the pages that it needs."""
        noted = self._noted(feed.url)
        compared = compare_entries(pages.parsed.entries, noted, full_text=self._wants_full_text(feed))
        opened = self._open[feed.url] = OpenFeed(feed, pages.page, pages.parsed, compared)
        for wish in opened.page_wishes():
            job = _Job(feed=feed, request=wish.request, place=wish.place)
            board.put_up(job, parse_address(wish.request.url).host)

    def _feed_job(self, feed: Feed) -> _Job:
        # Entries that are to be completed now have to be seen again: then "not modified" is no answer.
        is_conditional = not self._wants_full_text(feed) or all(map(is_settled, self._noted(feed.url)))
        request = FetchRequest(
            url=feed.moved_to or feed.url,
            etag=feed.etag if is_conditional else None,
            last_modified=feed.last_modified if is_conditional else None,
            # Where it moved to was the server's choice.
            own_networks=feed.moved_to is None or _host(feed.moved_to) == _host(feed.url),
        )
        return _Job(feed=feed, request=request)

    def _wants_full_text(self, feed: Feed) -> bool:
        return self._options.full_text or feed.full_text

    def _failed(self, feed: Feed, error: ItemError) -> FetchedFeed:
        is_postponed = isinstance(error, FetchError) and error.kind is FailureKind.POSTPONED
        return FetchedFeed(
            feed=after_failure(feed, error, self._moment()),
            outcome="postponed" if is_postponed else "failed",
            error=error,
        )

    def _moment(self) -> Moment:
        return Moment(now=self._tools.clock.now(), chance=self._tools.chance(), next_round=self._next_round)


def _without_frames(error: ItemError) -> ItemError:
    """The error alone: the frames in which it was raised hold what was read, 15 MB perhaps, and it is kept for the whole round."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)


def _host(url: str) -> str:
    return parse_address(url).host
