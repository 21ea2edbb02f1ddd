"""A client whose only network is a server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from indexer.fetch.client import FetchLimits, FetchRequest, HttpClient, Manners
from indexer.fetch.connecting import Network
from indexer.fetch.errors import FetchError
from indexer.fetch.hosts import HostGate, Politeness
from indexer.inputs import FetchedPage
from tests.builders import NOON
from tests.loopback import LoopbackNetwork, LoopbackServer, Route, SteadyClock, network_to
from tests.misbehaving import ROUTES

SHORT = FetchLimits(max_bytes=2_000_000, connect_seconds=2.0, total_seconds=0.3)
"""Small enough that a test is quick, large enough for a busy machine: what must succeed takes milliseconds."""
PATIENT = FetchLimits(max_bytes=2_000_000, connect_seconds=10.0, total_seconds=20.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A client, and what it talks to."""

    client: HttpClient
    impatient: HttpClient
    server: LoopbackServer
    table: LoopbackNetwork
    network: Network
    gate: HostGate
    clock: SteadyClock

    def fetch(self, path: str, **options: object) -> FetchedPage:
        return self.client.fetch(a_request(path, **options))

    def failure(self, path: str, **options: object) -> FetchError:
        with pytest.raises(FetchError) as caught:
            self.client.fetch(a_request(path, **options))
        return caught.value


def a_request(path: str, **options: object) -> FetchRequest:
    url = path if "://" in path else f"http://feeds.example{path}"
    return FetchRequest(url=url, **options)  # type: ignore[arg-type]


Serve = Callable[[dict[str, Route]], Bench]


@pytest.fixture
def bench() -> Iterator[Bench]:
    with LoopbackServer(ROUTES) as server:
        yield a_bench(server)


def a_bench(server: LoopbackServer) -> Bench:
    clock = SteadyClock(NOON)
    table, network = network_to(server, clock)
    gate = HostGate(clock, Politeness(pause_seconds=0.0))
    agent = "Zhengwen/test"
    return Bench(
        client=HttpClient(network, gate, Manners(user_agent=agent, limits=PATIENT)),
        impatient=HttpClient(network, gate, Manners(user_agent=agent, limits=SHORT)),
        server=server,
        table=table,
        network=network,
        gate=gate,
        clock=clock,
    )
