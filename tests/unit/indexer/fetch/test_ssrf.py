"""No address in any spelling, no name, no redirect leads to where nobody outside may ask: the canary hears nothing.

A canary listens on loopback, on a port that the policy allows, so that addresses alone decide. The network of these tests
really connects to loopback; to everything else that is not public it would only be refused, and remembers the attempt.
"""

from __future__ import annotations

import contextlib
import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from indexer.fetch.client import FetchRequest, HttpClient, Manners
from indexer.fetch.connecting import Network
from indexer.fetch.errors import FailureKind, FetchError
from indexer.fetch.hosts import HostGate, Politeness
from indexer.fetch.policy import AddressPolicy
from tests.builders import NOON
from tests.loopback import (
    OTHER_PUBLIC_IP,
    PUBLIC_IP,
    LoopbackNetwork,
    LoopbackServer,
    SteadyClock,
    canary,
    network_to,
)
from tests.misbehaving import FEED, feed, redirecting
from tests.unit.indexer.fetch.conftest import PATIENT, a_request

# Every form in which a host has been smuggled past a check; {port} is the canary's.
HOSTS = (
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0x7f000001",
    "0x7f.0.0.1",
    "0X7F.1",
    "127.0.0.1.",
    "１２７.0.0.1",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "0",
    "0.0.0.0",
    "0x0",
    "127.127.127.127",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::127.0.0.1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1:0:0:80ff:fffe]",
    "[2001:0:5db8:d70e:0:0:80ff:fffe]",
    "[fe80::1]",
    "[fe80::1%25lo]",
    "[fc00::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[2001:db8::1]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "[fd00:ec2::254]",
    "[::ffff:169.254.169.254]",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "inside.example",
    "mixed.example",
    "mapped.example",
    "odd.example",
    "%6c%6f%63%61%6c%68%6f%73%74",
    "127.0.0.1%00.feeds.example",
)
USERINFO = (
    "http://feeds.example@127.0.0.1:{port}/",
    "http://feeds.example:80@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}@feeds.example/",
    "http://127.0.0.1:{port}\\@feeds.example/",
    "http://feeds.example\\@127.0.0.1:{port}/",
    "http://feeds.example#@127.0.0.1:{port}/",
    "http://feeds.example?@127.0.0.1:{port}/",
    "http:\\\\127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "http:/127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    "http://127.0.0.1:{port}\t/",
    "http://127.0.0.\n1:{port}/",
    "http://127.0.0.1 :{port}/",
    "http://[::1:{port}/",
    "http://[127.0.0.1]:{port}/",
    "//127.0.0.1:{port}/",
    "ftp://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/_GET",
    "file:///etc/passwd",
    "data:text/xml,<rss/>",
    "",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A client that may use the canary's port, public hosts that lead to *server*, and the canary."""

    client: HttpClient
    server: LoopbackServer
    canary: LoopbackServer
    table: LoopbackNetwork
    network: Network

    def failure(self, url: str, *, own_networks: bool = True) -> FetchError:
        with pytest.raises(FetchError) as caught:
            self.client.fetch(a_request(url, own_networks=own_networks))
        return caught.value

    def heard(self) -> tuple[int, list[str]]:
        """Connections to the canary, and addresses dialled that are not public."""
        not_public = [one for one in self.table.dialled if one not in (PUBLIC_IP, OTHER_PUBLIC_IP)]
        return self.canary.connections, not_public


@pytest.fixture
def ground() -> Iterator[Ground]:
    with canary() as trap, LoopbackServer({"/": feed, "/feed": feed}) as server:
        clock = SteadyClock(NOON)
        table, network = network_to(server, clock)
        table.names |= {
            "localhost": [["127.0.0.1", "::1"]],
            "inside.example": [["10.1.2.3"]],
            "mixed.example": [[PUBLIC_IP, "127.0.0.1"]],
            "mapped.example": [["::ffff:127.0.0.1"]],
            "odd.example": [["fe80::1%eth0"]],
        }
        client = a_client(network, AddressPolicy(ports=frozenset([trap.port])))
        yield Ground(client=client, server=server, canary=trap, table=table, network=network)


def a_client(network: Network, policy: AddressPolicy) -> HttpClient:
    gate = HostGate(network.clock, Politeness(pause_seconds=0.0))
    return HttpClient(network, gate, Manners(user_agent="Zhengwen/test", policy=policy, limits=PATIENT))


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_public_is_never_connected_to(ground: Ground, host: str) -> None:
    failure = ground.failure(f"http://{host}:{ground.canary.port}/")
    assert (failure.kind, ground.heard()) == (FailureKind.REFUSED, (0, []))


@pytest.mark.parametrize("host", HOSTS)
def test_neither_is_it_by_a_redirect(ground: Ground, host: str) -> None:
    location = f"http://{host}:{ground.canary.port}/".encode().decode("latin-1")
    ground.server.routes["/"] = redirecting(location)
    failure = ground.failure("http://feeds.example/")
    assert (failure.kind, ground.heard()) == (FailureKind.REFUSED, (0, []))
    assert ground.server.targets() == ["/"]


@pytest.mark.parametrize("url", USERINFO)
def test_an_address_that_can_be_read_in_two_ways_leads_nowhere_inside(ground: Ground, url: str) -> None:
    request = FetchRequest(url=url.format(port=ground.canary.port), own_networks=True)
    with contextlib.suppress(FetchError):  # some have one safe reading, and that one is asked
        ground.client.fetch(request)
    assert ground.heard() == (0, [])


def test_a_name_that_changes_between_check_and_connection_changes_nothing(ground: Ground) -> None:
    ground.table.names["feeds.example"] = [[PUBLIC_IP], ["127.0.0.1"]]
    assert ground.client.fetch(a_request("/feed")).content == FEED
    assert (ground.table.looked_up, ground.table.dialled) == (["feeds.example"], [PUBLIC_IP])
    # The next fetch looks it up anew, and is refused.
    assert ground.failure("/feed").kind is FailureKind.REFUSED
    assert ground.heard() == (0, [])


def test_a_name_that_changes_between_two_hops_is_checked_again(ground: Ground) -> None:
    ground.table.names["feeds.example"] = [[PUBLIC_IP], ["127.0.0.1"]]
    ground.server.routes["/"] = redirecting(f"http://feeds.example:{ground.canary.port}/feed")
    assert ground.failure("http://feeds.example/").kind is FailureKind.REFUSED
    assert ground.heard() == (0, [])


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 0, 65535])
def test_other_ports_are_not_asked(ground: Ground, port: int) -> None:
    failure = ground.failure(f"http://feeds.example:{port}/feed")
    assert (failure.kind, ground.table.looked_up, ground.table.dialled) == (FailureKind.REFUSED, [], [])
    assert f"port {port} is not asked" in failure.reason


def test_networks_of_ones_own_are_asked_where_the_settings_name_them(ground: Ground) -> None:
    own = AddressPolicy(
        networks=(ipaddress.ip_network("127.0.0.0/8"),), ports=frozenset([ground.server.port])
    )
    client = a_client(ground.network, own)
    page = client.fetch(a_request(f"http://127.0.0.1:{ground.server.port}/feed", own_networks=True))
    assert page.content == FEED


def test_the_canary_would_hear(ground: Ground) -> None:
    own = AddressPolicy(
        networks=(ipaddress.ip_network("127.0.0.0/8"),), ports=frozenset([ground.canary.port])
    )
    client = a_client(ground.network, own)
    with pytest.raises(FetchError, match="has nothing there"):
        client.fetch(a_request(f"http://[::ffff:127.0.0.1]:{ground.canary.port}/", own_networks=True))
    assert ground.canary.connections == 1


def test_no_redirect_from_outside_leads_into_networks_of_ones_own(ground: Ground) -> None:
    own = AddressPolicy(
        networks=(ipaddress.ip_network("127.0.0.0/8"),), ports=frozenset([ground.canary.port])
    )
    client = a_client(ground.network, own)
    ground.server.routes["/"] = redirecting(f"http://127.0.0.1:{ground.canary.port}/")
    with pytest.raises(FetchError, match="lies in a network of our own"):
        client.fetch(a_request("http://feeds.example/", own_networks=True))
    assert ground.heard() == (0, [])


def test_a_move_within_networks_of_ones_own_is_followed_and_not_remembered(ground: Ground) -> None:
    # A remembered address is the server's choice, and would be refused with the next round.
    own = AddressPolicy(
        networks=(ipaddress.ip_network("127.0.0.0/8"),), ports=frozenset([ground.server.port])
    )
    ground.server.routes["/moved-within"] = redirecting(
        f"http://inside.example:{ground.server.port}/feed", "301 Moved Permanently"
    )
    ground.table.names["inside.example"] = [["127.0.0.1"]]
    client = a_client(ground.network, own)
    page = client.fetch(a_request(f"http://127.0.0.1:{ground.server.port}/moved-within", own_networks=True))
    assert (page.content, page.permanent_url) == (FEED, None)


def test_neither_does_an_address_that_others_published(ground: Ground) -> None:
    own = AddressPolicy(
        networks=(ipaddress.ip_network("127.0.0.0/8"),), ports=frozenset([ground.canary.port])
    )
    client = a_client(ground.network, own)
    with pytest.raises(FetchError, match="lies in a network of our own"):
        client.fetch(a_request(f"http://127.0.0.1:{ground.canary.port}/"))
    assert ground.heard() == (0, [])
