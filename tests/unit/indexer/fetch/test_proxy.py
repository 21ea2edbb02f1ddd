"""A proxy that the settings name: everything goes there, names are its business, addresses are still ours to check."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.fetch.addresses import parse_address
from indexer.fetch.client import HttpClient, Manners
from indexer.fetch.errors import FailureKind, FetchError
from tests.loopback import Exchange, LoopbackServer
from tests.misbehaving import FEED, feed
from tests.unit.indexer.fetch.conftest import PATIENT, Bench, a_bench, a_request


@pytest.fixture
def proxy() -> Iterator[LoopbackServer]:
    def refuse(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 403 Forbidden\r\n\r\n")

    with LoopbackServer({"http://feeds.example/feed": feed, "feeds.example:443": refuse}) as server:
        yield server


@pytest.fixture
def behind(proxy: LoopbackServer) -> Bench:
    bench = a_bench(proxy)
    manners = Manners(
        user_agent="Zhengwen/test", limits=PATIENT, proxy=parse_address(f"http://127.0.0.1:{proxy.port}")
    )
    client = HttpClient(bench.network, bench.gate, manners)
    return Bench(
        client=client,
        impatient=client,
        server=proxy,
        table=bench.table,
        network=bench.network,
        gate=bench.gate,
        clock=bench.clock,
    )


def test_a_proxy_is_told_the_whole_address(behind: Bench) -> None:
    page = behind.fetch("/feed")
    (request,) = behind.server.requests
    assert (page.content, request.target, request.headers["host"]) == (
        FEED,
        "http://feeds.example/feed",
        "feeds.example",
    )
    assert (behind.table.looked_up, behind.table.dialled) == ([], ["127.0.0.1"])


def test_encrypted_connections_go_through_a_tunnel(behind: Bench) -> None:
    with pytest.raises(FetchError) as caught:
        behind.client.fetch(a_request("https://feeds.example/feed"))
    assert (caught.value.kind, behind.server.targets()) == (FailureKind.BROKEN, ["feeds.example:443"])


def test_addresses_that_are_not_public_are_refused_all_the_same(behind: Bench) -> None:
    with pytest.raises(FetchError, match="no public address"):
        behind.client.fetch(a_request("http://169.254.169.254/latest"))
    assert behind.table.dialled == []
