"""Names to addresses, checked, and connections to exactly the addresses that were checked.

The law against forged names: a host is looked up once per hop; every address found must be allowed; what is connected to is
one of these very addresses, checked once more right before the connection is made. What the name leads to a moment later
does not matter.
"""

from __future__ import annotations

import ipaddress
import itertools
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from indexer.fetch.addresses import Address
from indexer.fetch.clock import Clock, SystemClock
from indexer.fetch.errors import FailureKind, FetchError
from indexer.fetch.policy import AddressPolicy, IPAddress

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
"""Host and port to IP addresses in text; raises OSError where there are none."""
Connect: TypeAlias = Callable[[str, int, float], socket.socket]
"""IP address in text, port and seconds to a connected TCP socket; raises OSError."""

_TRIED_ADDRESSES: Final = 4


class Deadline:
    """Some seconds that run from its making: what is left of *limit_seconds*, which its message names."""

    def __init__(self, clock: Clock, seconds: float, *, limit_seconds: float) -> None:
        self._clock = clock
        self._limit_seconds = limit_seconds
        self._end = clock.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds left, more than 0. Raises FetchError (TIMEOUT) when they are over."""
        left = self._end - self._clock.monotonic()
        if left <= 0:
            raise FetchError(f"took longer than {self._limit_seconds:g} s", kind=FailureKind.TIMEOUT)
        return left


def resolve_by_system(host: str, port: int) -> list[str]:
    """Ask the system's resolver; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


def connect_by_system(address: str, port: int, timeout_seconds: float) -> socket.socket:
    """Connect to an IP address; raises OSError."""
    return socket.create_connection((address, port), timeout=timeout_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The outside as fetching sees it; each part can be another."""

    resolve: Resolve = resolve_by_system
    connect: Connect = connect_by_system
    clock: Clock = field(default_factory=SystemClock)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedHost:
    """Where a host may be connected to: IP addresses that were checked, with *own_networks* or without.

    *is_own*: all of them lie in networks of one's own.
    """

    address: Address
    ips: tuple[IPAddress, ...]
    own_networks: bool
    is_own: bool


class Connector:
    """Looks up, checks and connects."""

    def __init__(self, network: Network, policy: AddressPolicy, proxy: Address | None = None) -> None:
        """With a *proxy* every connection leads there; it looks names up itself, and addresses alone are checked here."""
        self._network = network
        self._policy = policy
        self.proxy = proxy

    def look_up(self, address: Address, deadline: Deadline, *, own_networks: bool) -> CheckedHost:
        """The checked addresses of a host. Raises FetchError: REFUSED, UNREACHABLE, TIMEOUT.

        Networks of one's own count only with *own_networks*: what a stranger's page or redirect points to is public or nothing.
        """
        if not self._policy.allows_port(address.port):
            raise FetchError(
                f"{address.origin}: port {address.port} is not asked; fetch_ports in the settings allows more than 80 and 443",
                kind=FailureKind.REFUSED,
            )
        ips = self._resolved(address, deadline) if self.proxy is None else _written(address)
        for ip in ips:
            self._check(address.host, ip, own_networks=own_networks)
        is_own = bool(ips) and all(map(self._policy.is_own, ips))
        return CheckedHost(address=address, ips=_alternating(ips), own_networks=own_networks, is_own=is_own)

    def connect(self, host: CheckedHost, deadline: Deadline) -> socket.socket:
        """A connection to the first address that answers. Raises FetchError: REFUSED, UNREACHABLE, TIMEOUT."""
        if self.proxy is not None:
            return self._connect_to_first(
                self.proxy, _alternating(self._resolved(self.proxy, deadline)), deadline
            )
        for ip in host.ips:
            self._check(host.address.host, ip, own_networks=host.own_networks)
        return self._connect_to_first(host.address, host.ips, deadline)

    def _connect_to_first(
        self, address: Address, ips: Sequence[IPAddress], deadline: Deadline
    ) -> socket.socket:
        failure: OSError | None = None
        tried = ips[:_TRIED_ADDRESSES]
        for number, ip in enumerate(tried):
            try:
                # One silent address must leave time for the others.
                seconds = deadline.remaining() / (len(tried) - number)
                return self._network.connect(str(ip), address.port, seconds)
            except OSError as error:
                failure = error
        if isinstance(failure, TimeoutError):
            raise FetchError(f"no answer from {address.host}", kind=FailureKind.TIMEOUT) from failure
        reason = failure.strerror if failure is not None and failure.strerror else failure
        raise FetchError(
            f"no connection to {address.host}: {reason}", kind=FailureKind.UNREACHABLE
        ) from failure

    def _resolved(self, address: Address, deadline: Deadline) -> list[IPAddress]:
        if written := _written(address):
            return written
        texts = self._ask_resolver(address, deadline)
        try:
            ips = list(dict.fromkeys(ipaddress.ip_address(text) for text in texts))
        except ValueError as error:
            raise FetchError(
                f"{address.host}: the resolver gave no IP address", kind=FailureKind.UNREACHABLE
            ) from error
        if not ips:
            raise FetchError(f"{address.host} has no IP address", kind=FailureKind.UNREACHABLE)
        return ips

    def _ask_resolver(self, address: Address, deadline: Deadline) -> Sequence[str]:
        # getaddrinfo knows no timeout and may hang for minutes: it is left behind in a thread of its own.
        answers: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._network.resolve(address.host, address.port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, name=f"resolve {address.host}", daemon=True).start()
        try:
            answer = answers.get(timeout=deadline.remaining())
        except queue.Empty:
            raise FetchError(f"no answer about the name {address.host}", kind=FailureKind.TIMEOUT) from None
        if isinstance(answer, OSError | UnicodeError):
            raise FetchError(f"there is no host {address.host}", kind=FailureKind.UNREACHABLE) from answer
        return answer

    def _check(self, host: str, ip: IPAddress, *, own_networks: bool) -> None:
        """Raise FetchError (REFUSED) where *ip* may not be asked."""
        is_own = self._policy.is_own(ip)
        if is_own and own_networks:
            return
        if is_own:
            raise FetchError(
                f"{host} lies in a network of our own, where what others publish does not lead",
                kind=FailureKind.REFUSED,
            )
        if not self._policy.is_public(ip):
            raise FetchError(
                f"{host} leads to {ip}, which is no public address; fetch_networks in the settings allows networks of one's own",
                kind=FailureKind.REFUSED,
            )


def _written(address: Address) -> list[IPAddress]:
    """The IP address that stands in an address itself, or none."""
    try:
        return [ipaddress.ip_address(address.host)]
    except ValueError:
        return []


def _alternating(ips: Sequence[IPAddress]) -> tuple[IPAddress, ...]:
    """In the resolver's order, but IPv6 and IPv4 in turn: one kind may be broken here."""
    kinds = [
        [ip for ip in ips if ip.version == version] for version in dict.fromkeys(ip.version for ip in ips)
    ]
    return tuple(ip for row in itertools.zip_longest(*kinds) for ip in row if ip is not None)
