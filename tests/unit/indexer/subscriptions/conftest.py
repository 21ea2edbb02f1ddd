"""A data folder with subscriptions, and a server on loopback that the whole fetching talks to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from index.settings import Settings
from index.store.feeds import Feed, TakenEntry
from indexer.subscriptions.keeping import load_feeds, reading_feeds, writing_feeds
from indexer.subscriptions.reading import Reading
from indexer.subscriptions.round import FetchTools, RoundOptions
from indexer.subscriptions.running import FeedFetching, FeedListener, RoundReport
from indexer.subscriptions.tools import build_tools
from tests.builders import NOON, a_feed
from tests.loopback import LoopbackNetwork, LoopbackServer, Route, SteadyClock, network_to


@dataclass(slots=True)
class Patience:
    """A `Stopping` that never waits: it notes for how long, and asks to stop after so many waits."""

    waits_before_stop: int = 0
    is_requested: bool = False
    waited: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        self.is_requested = self.is_requested or len(self.waited) > self.waits_before_stop
        return self.is_requested


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """A data folder, the tools of fetching, and the server."""

    folder: DataFolder
    tools: FetchTools
    server: LoopbackServer
    table: LoopbackNetwork
    clock: SteadyClock

    def serve(self, **routes: Route) -> None:
        """Answer `/name` by each route."""
        self.server.routes |= {f"/{name}": route for name, route in routes.items()}

    def subscribe(self, *feeds: Feed) -> None:
        with writing_feeds(self.folder, self.clock.now) as store:
            for feed in feeds or (a_feed(),):
                store.put_feed(feed)

    def fetch(
        self, *names: str, full_text: bool = False, listener: FeedListener | None = None
    ) -> RoundReport:
        """One round."""
        (report,) = self.fetching(RoundOptions(full_text=full_text), Patience(), listener).rounds(names)
        return report

    def fetching(
        self, options: RoundOptions, stopping: Patience, listener: FeedListener | None = None
    ) -> FeedFetching:
        return FeedFetching(self.folder, self.tools, options, stopping, listener)

    def feed(self, url: str = "http://feeds.example/rss") -> Feed:
        return {feed.url: feed for feed in load_feeds(self.folder)}[url]

    def entries(self, url: str = "http://feeds.example/rss") -> tuple[TakenEntry, ...]:
        with reading_feeds(self.folder) as store:
            return store.feed_entries(url)


@pytest.fixture(scope="session")
def reading() -> Iterator[Reading]:
    """One for all tests: the child that reads pages takes a second to start."""
    with Reading() as reading:
        yield reading


@pytest.fixture
def newsroom(tmp_path: Path, reading: Reading) -> Iterator[Newsroom]:
    clock = SteadyClock(NOON)
    with LoopbackServer({}) as server:
        table, network = network_to(server, clock)
        settings = Settings(data=tmp_path, fetch_pause=0)
        tools = dataclasses.replace(build_tools(settings, reading, network), chance=lambda: 0.5)
        yield Newsroom(folder=DataFolder(tmp_path), tools=tools, server=server, table=table, clock=clock)
