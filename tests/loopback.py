"""A server on loopback whose routes decide every byte, and a network in which public addresses lead to it.

Nothing leaves the machine: names are resolved from a table, public IP addresses are mapped to the server's port, loopback
addresses are really connected to (so that a canary would notice), and all others are refused and remembered.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from indexer.fetch.clock import SystemClock
from indexer.fetch.connecting import Network

CERTIFICATES = Path(__file__).parent / "certificates"
PUBLIC_IP = "93.184.215.14"
OTHER_PUBLIC_IP = "151.101.1.69"
_PATIENCE_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the server was asked; header names in lower case."""

    target: str
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One connection as a route sees it: what was asked, the way to answer, and an event that ends all waiting."""

    request: Request
    connection: socket.socket
    closing: threading.Event

    def send(self, data: bytes) -> None:
        """Send; the client may have gone."""
        with contextlib.suppress(OSError):
            self.connection.sendall(data)

    def answer(self, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        """A sound answer; `content_type` becomes Content-Type."""
        lines = [f"HTTP/1.1 {status}"]
        named = {"content_length": str(len(body)), **headers}
        lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in named.items()]
        self.send("\r\n".join((*lines, "", "")).encode("latin-1") + body)

    def stall(self) -> None:
        """Say nothing more until the client or the test has gone."""
        self.connection.settimeout(0.02)
        while not self.closing.is_set():
            try:
                if not self.connection.recv(4096):
                    return
            except TimeoutError:
                continue
            except OSError:
                return

    def drip(self, data: bytes, seconds: float) -> None:
        """Send byte by byte."""
        for number in range(len(data)):
            self.send(data[number : number + 1])
            if self.closing.wait(seconds):
                return

    def reset(self) -> None:
        """End the connection with RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self.connection.close()


Route: TypeAlias = Callable[[Exchange], None]


class LoopbackServer:
    """Serves *routes* by path on 127.0.0.1; a context manager. `requests` are those received, in order."""

    def __init__(self, routes: Mapping[str, Route], *, tls: bool = False) -> None:
        self.routes = dict(routes)
        self.requests: list[Request] = []
        self.server_names: list[str | None] = []
        self.connections = 0
        self._closing = threading.Event()
        self._tls = self._server_tls() if tls else None
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> LoopbackServer:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(_PATIENCE_SECONDS)

    def targets(self) -> list[str]:
        """Paths with queries that were asked for, in order."""
        return [request.target for request in self.requests]

    def _server_tls(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / "feeds.example.pem")
        context.sni_callback = lambda _socket, name, _context: self.server_names.append(name)
        return context

    def _start(self, function: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=function, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE_SECONDS)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            served = connection if self._tls is None else self._tls.wrap_socket(connection, server_side=True)
            with contextlib.closing(served):
                request = _read_request(served)
                if request is None:
                    return
                self.requests.append(request)
                route = self.routes.get(request.path)
                exchange = Exchange(request=request, connection=served, closing=self._closing)
                if route is None:
                    exchange.answer(b"nothing here", "404 Not Found")
                else:
                    route(exchange)


def _read_request(connection: socket.socket) -> Request | None:
    head = b""
    while b"\r\n\r\n" not in head:
        received = connection.recv(65_536)
        if not received:
            return None
        head += received
    first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Request(target=first.split(" ")[1], headers=headers)


@dataclass(slots=True, kw_only=True)
class LoopbackNetwork:
    """A resolver's table and where public addresses lead; *names* map to IP addresses, a list per look-up in turn.

    `looked_up` and `dialled` tell what was asked of it.
    """

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    ports: dict[tuple[str, int], int] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.looked_up.append(host)
        answers = self.names.get(host)
        if answers:
            return answers.pop(0) if len(answers) > 1 else answers[0]
        # Numbers in every form that the system takes for an address; no question leaves the machine.
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [str(sockaddr[0]) for *_, sockaddr in found]

    def connect(self, address: str, port: int, timeout_seconds: float) -> socket.socket:
        self.dialled.append(address)
        mapped = self.ports.get((address, port))
        if mapped is not None:
            return socket.create_connection(("127.0.0.1", mapped), timeout=timeout_seconds)
        ip = ipaddress.ip_address(address)
        mapped_ip = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
        if any(one.is_loopback or one.is_unspecified for one in (ip, mapped_ip) if one is not None):
            return socket.create_connection((address, port), timeout=timeout_seconds)
        raise ConnectionRefusedError(111, "Connection refused")


class SteadyClock(SystemClock):
    """Real seconds for sockets, but a day that stands still, and sleeping that only notes how long."""

    def __init__(self, now: dt.datetime) -> None:
        self.today = now
        self.slept: list[float] = []
        self._ahead = 0.0

    def now(self) -> dt.datetime:
        return self.today

    def monotonic(self) -> float:
        return super().monotonic() + self._ahead

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._ahead += seconds

    def pass_seconds(self, seconds: float) -> None:
        """Let time go by for everybody."""
        self._ahead += seconds
        self.today += dt.timedelta(seconds=seconds)


def tls_for_tests() -> ssl.SSLContext:
    """Trusts the test authority alone."""
    return ssl.create_default_context(cafile=str(CERTIFICATES / "authority.pem"))


def network_to(server: LoopbackServer, clock: SteadyClock) -> tuple[LoopbackNetwork, Network]:
    """A network in which feeds.example and other.example lead to *server*, on 80 and 443."""
    table = LoopbackNetwork(
        names={"feeds.example": [[PUBLIC_IP]], "other.example": [[OTHER_PUBLIC_IP]]},
        ports={(ip, port): server.port for ip in (PUBLIC_IP, OTHER_PUBLIC_IP) for port in (80, 443)},
    )
    return table, Network(resolve=table.resolve, connect=table.connect, clock=clock, tls=tls_for_tests())


@contextlib.contextmanager
def canary() -> Iterator[LoopbackServer]:
    """A server that nothing may ever connect to."""
    with LoopbackServer({}) as server:
        yield server
