"""Rounds of fetching, and what they bring into the archive: once, or again and again until somebody stops them.

    due feeds → FeedRound → articles: add_records (its own lock) → health and notes: the store (a moment's lock)

The network is asked without any lock, so that `zhengwen add` works meanwhile; where another process writes, what was fetched
waits. Articles are acknowledged before their feed's validators are, so that a killed run fetches again and loses nothing.
"""

from __future__ import annotations

import collections
import dataclasses
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from index.archive.folder import DataFolder
from index.errors import LockedError, ParameterError
from index.model import SHANGHAI, PartialDate
from index.store.feeds import Feed
from index.store.port import PutOutcome
from indexer.adding import (
    AddListener,
    AddOptions,
    AddReport,
    InputWarning,
    Rejection,
    add_records,
)
from indexer.build import Stored
from indexer.inputs import EntryRecord, InputDefaults
from indexer.subscriptions.completing import FeedOutcome, FetchedFeed
from indexer.subscriptions.health import is_due
from indexer.subscriptions.keeping import (
    check_writable,
    load_feeds,
    reading_feeds,
    writing_feeds,
)
from indexer.subscriptions.managing import check_unlocked, select_feeds
from indexer.subscriptions.round import FeedRound, FetchTools, RoundOptions
from indexer.subscriptions.stopping import Stopping

_LOG: Final = logging.getLogger(__name__)
_AT_ONCE: Final = 150
"""Entries put into the archive at once: below the number from which `add_records` starts processes, which must not be
forked beside the threads that fetch."""
_LOCK_LOOK_SECONDS: Final = 2.0
_LOCK_LOOKS: Final = 30
"""How often one round alone looks for the lock before it gives up with status 75; rounds that go on wait for good."""

Written = TypeVar("Written")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFailure:
    """A feed that brought nothing, and why."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundReport:
    """One round: how many feeds were *changed* or *unchanged*, not asked (*postponed*: their host wants a pause; *waiting*:
    not due), which *failed*, and what became of their entries.
    """

    changed: int
    unchanged: int
    postponed: int
    waiting: int
    failed: tuple[FeedFailure, ...]
    articles: AddReport


class FeedListener(AddListener):
    """Is told what happens in a round while it happens; this one does not care."""

    def asking(self, feeds: int) -> None:
        """A round begins, with so many feeds to ask."""

    def answered(self, fetched: FetchedFeed) -> None:
        """A feed is complete, or failed."""


class FeedFetching:
    """Fetches the subscriptions of a data folder."""

    def __init__(
        self,
        folder: DataFolder,
        tools: FetchTools,
        options: RoundOptions,
        stopping: Stopping,
        listener: FeedListener | None = None,
    ) -> None:
        self._folder = folder
        self._tools = tools
        self._options = options
        self._stopping = stopping
        self._listener = FeedListener() if listener is None else listener

    def rounds(self, names: Sequence[str] = ()) -> Iterator[RoundReport]:
        """One round of the feeds called *names* (all where none is), then, with a time between rounds, more until stopped.

        Named feeds are asked at once, whatever pause they have. Raises ParameterError for an unknown name, LockedError where
        one round alone finds the folder locked, DamagedError, IncompatibleError, StorageFullError.
        """
        every = self._options.every_seconds
        if not every:
            check_unlocked(self._folder)
        while True:
            started = self._tools.clock.monotonic()
            try:
                report = self._round(names)
            except LockedError as error:
                if not (every and self._stopping.is_requested):
                    raise
                _LOG.warning("%s; stopped without it: the next round fetches again", error)
                return
            yield report
            rest = started + every - self._tools.clock.monotonic()
            if not every or self._stopping.wait(max(rest, 0.0)):
                return

    def _round(self, names: Sequence[str]) -> RoundReport:
        feeds, unknown = select_feeds(load_feeds(self._folder), names)
        if unknown:
            raise ParameterError("feeds", f"there is no feed {unknown[0]}: zhengwen feeds list shows all")
        now = self._tools.clock.now()
        due = feeds if names else tuple(feed for feed in feeds if is_due(feed, now))
        self._listener.asking(len(due))
        started = self._tools.clock.monotonic()
        account = _Account(
            waiting=len(feeds) - len(due), seconds=lambda: self._tools.clock.monotonic() - started
        )
        if due:
            check_writable(self._folder)
            self._fetch(due, account)
        return account.report()

    def _fetch(self, feeds: Sequence[Feed], account: _Account) -> None:
        held: list[FetchedFeed] = []
        with reading_feeds(self._folder) as store:
            fetching = FeedRound(self._tools, self._options, store.feed_entries)
            for fetched in fetching.run(feeds, lambda: self._stopping.is_requested):
                self._listener.answered(fetched)
                account.take(fetched)
                held.append(fetched)
                if sum(len(one.entries) for one in held) >= _AT_ONCE:
                    self._store(held, account)
                    held = []
        self._store(held, account)

    def _store(self, fetched: Sequence[FetchedFeed], account: _Account) -> None:
        """Articles first, then what is known of the feeds: never the other way round."""
        records = [record for one in fetched for record in _records(one)]
        added: collections.Counter[str] = collections.Counter()
        for start in range(0, len(records), _AT_ONCE):
            batch = records[start : start + _AT_ONCE]
            counting = _Counting(self._listener)
            account.add(self._when_unlocked(lambda: self._add(batch, counting)))  # noqa: B023 - run at once
            added += counting.added
        if fetched:
            self._when_unlocked(lambda: self._keep(fetched, added))

    def _add(self, records: Sequence[EntryRecord], listener: AddListener) -> AddReport:
        day = self._tools.clock.now().astimezone(SHANGHAI)
        defaults = InputDefaults(fetched=PartialDate(year=day.year, month=day.month, day=day.day))
        return add_records(self._folder, records, AddOptions(defaults=defaults), listener)

    def _keep(self, fetched: Sequence[FetchedFeed], added: collections.Counter[str]) -> None:
        with writing_feeds(self._folder, self._tools.clock.now) as store:
            there = {feed.url: feed for feed in store.feeds()}
            for one in fetched:
                known = there.get(one.feed.url)
                if known is None:  # unsubscribed meanwhile
                    continue
                articles = known.articles + added[known.url]
                store.put_feed(dataclasses.replace(one.feed, articles=articles, full_text=known.full_text))
                if one.notes is not None:
                    store.put_feed_entries(known.url, one.notes)

    def _when_unlocked(self, write: Callable[[], Written]) -> Written:
        """Write as soon as no other process does; a writer at work is said once. Raises LockedError when patience ends."""
        looks = 0
        while True:
            try:
                return write()
            except LockedError as error:
                looks += 1
                if self._stopping.is_requested or (not self._options.every_seconds and looks > _LOCK_LOOKS):
                    raise
                if looks == 1:
                    _LOG.warning("%s (what was fetched is kept until then)", error)
                self._stopping.wait(_LOCK_LOOK_SECONDS)


class _Counting(AddListener):
    """Counts the articles that each feed brought, and hands everything on."""

    def __init__(self, listener: AddListener) -> None:
        self._listener = listener
        self.added: collections.Counter[str] = collections.Counter()

    def rejected(self, rejection: Rejection) -> None:
        """Hand on."""
        self._listener.rejected(rejection)

    def warned(self, warning: InputWarning) -> None:
        """Hand on."""
        self._listener.warned(warning)

    def stored(self, articles: int) -> None:
        """Hand on."""
        self._listener.stored(articles)

    def settled(self, stored: Sequence[Stored]) -> None:
        """Count, and hand on."""
        for one in stored:
            if one.outcome is PutOutcome.ADDED:
                self.added[one.prepared.path] += 1
        self._listener.settled(stored)


class _Account:
    """A round's report while it grows."""

    def __init__(self, *, waiting: int, seconds: Callable[[], float]) -> None:
        self._waiting = waiting
        self._seconds = seconds
        self._outcomes: collections.Counter[FeedOutcome] = collections.Counter()
        self._failed: list[FeedFailure] = []
        self._warnings: list[InputWarning] = []
        self._added: list[AddReport] = []

    def take(self, fetched: FetchedFeed) -> None:
        """A feed is complete, or failed."""
        self._outcomes[fetched.outcome] += 1
        url = fetched.feed.url
        if fetched.outcome == "failed" and fetched.error is not None:
            self._failed.append(FeedFailure(url=url, reason=fetched.error.reason))
        self._warnings += [InputWarning(path=url, line=None, message=message) for message in fetched.warnings]

    def add(self, report: AddReport) -> None:
        """Some entries are stored."""
        self._added.append(report)

    def report(self) -> RoundReport:
        """The whole round."""
        return RoundReport(
            changed=self._outcomes["changed"],
            unchanged=self._outcomes["unchanged"],
            postponed=self._outcomes["postponed"],
            waiting=self._waiting,
            failed=tuple(self._failed),
            articles=AddReport(
                added=sum(one.added for one in self._added),
                updated=sum(one.updated for one in self._added),
                unchanged=sum(one.unchanged for one in self._added),
                particulars=sum(one.particulars for one in self._added),
                duplicates=sum(one.duplicates for one in self._added),
                removed_earlier=sum(one.removed_earlier for one in self._added),
                rejected=tuple(rejection for one in self._added for rejection in one.rejected),
                warnings=(*self._warnings, *(warning for one in self._added for warning in one.warnings)),
                seconds=self._seconds(),
            ),
        )


def _records(fetched: FetchedFeed) -> Iterator[EntryRecord]:
    """The entries as `add` takes them: ids belong to the feed as subscribed, wherever it moved; the name given is the source."""
    feed = fetched.feed
    for number, entry in enumerate(fetched.entries, start=1):
        if feed.source is not None:
            entry = dataclasses.replace(entry, source=None)
        yield EntryRecord(path=feed.url, number=number, feed=feed.url, feed_title=feed.name, entry=entry)
