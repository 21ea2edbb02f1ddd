"""Encrypted connections: to the checked address, under the host's name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.fetch.client import HttpClient, Manners
from indexer.fetch.errors import FailureKind, FetchError
from tests.loopback import PUBLIC_IP, LoopbackServer
from tests.misbehaving import FEED, ROUTES
from tests.unit.indexer.fetch.conftest import SHORT, Bench, a_bench, a_request


@pytest.fixture
def secure() -> Iterator[Bench]:
    with LoopbackServer(ROUTES, tls=True) as server:
        yield a_bench(server)


def test_the_certificate_and_the_server_name_are_the_hosts(secure: Bench) -> None:
    assert secure.fetch("https://feeds.example/feed").content == FEED
    (request,) = secure.server.requests
    assert (secure.table.dialled, secure.server.server_names, request.headers["host"]) == (
        [PUBLIC_IP],
        ["feeds.example"],
        "feeds.example",
    )


def test_a_certificate_for_another_name_is_refused(secure: Bench) -> None:
    failure = secure.failure("https://other.example/feed")
    assert (failure.kind, secure.server.requests) == (FailureKind.UNREACHABLE, [])
    assert "no secure connection to other.example" in failure.reason


def test_a_certificate_of_an_unknown_authority_is_refused(secure: Bench) -> None:
    from_system = type(secure.network)(
        resolve=secure.network.resolve, connect=secure.network.connect, clock=secure.clock
    )
    client = HttpClient(from_system, secure.gate, Manners(user_agent="Zhengwen/test", limits=SHORT))
    with pytest.raises(FetchError, match="no secure connection"):
        client.fetch(a_request("https://feeds.example/feed"))
    assert secure.server.requests == []


@pytest.mark.parametrize("path", ["/drip", "/slow-headers", "/silent"])
def test_a_slow_server_is_left_in_time(secure: Bench, path: str) -> None:
    with pytest.raises(FetchError) as caught:
        secure.impatient.fetch(a_request(f"https://feeds.example{path}"))
    assert caught.value.kind is FailureKind.TIMEOUT


def test_a_secure_address_is_not_given_up_for_good(secure: Bench) -> None:
    # /moved leads to http://other.example/feed in the end; nothing answers plain HTTP here.
    failure = secure.failure("https://feeds.example/moved")
    assert failure.kind in (FailureKind.BROKEN, FailureKind.TIMEOUT)
