"""One HTTP request and its answer over urllib3, on a connection that was checked, within a deadline.

The host's name stays what the request, SNI and the certificate are about; only where the socket leads is decided elsewhere
(`connecting.py`). No redirect is followed, nothing is retried, no environment is read (no proxy, no netrc), nothing is unpacked
here. The only module that knows urllib3.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    HTTPError,
    NewConnectionError,
    ProtocolError,
    SSLError,
)
from urllib3.exceptions import (
    TimeoutError as SlowError,
)

from indexer.fetch.connecting import CheckedHost, Connector, Deadline
from indexer.fetch.errors import FailureKind, FetchError

_CHUNK_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Status, headers (names in lower case) and the body's bytes as they come, still packed."""

    status: int
    headers: Mapping[str, str]
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """*connecting* covers look-up, connection and TLS, *total* the whole hop."""

    connecting: Deadline
    total: Deadline


class _TimedSocket(socket.socket):
    """A socket whose every read ends with the deadline, however slowly bytes drip in."""

    deadline: Deadline | None = None

    def recv_into(self, *arguments: Any) -> int:
        """Read, at most until the deadline."""
        if self.deadline is not None:
            self.settimeout(self.deadline.remaining())
        return super().recv_into(*arguments)


class _TimedTlsSocket(ssl.SSLSocket):
    """The same with TLS."""

    deadline: Deadline | None = None

    def recv_into(self, *arguments: Any) -> int:
        """Read, at most until the deadline."""
        if self.deadline is not None:
            self.settimeout(self.deadline.remaining())
        return super().recv_into(*arguments)


class _Line:
    """The socket of one request, from its connection to its end."""

    def __init__(self, connector: Connector, host: CheckedHost, timing: Timing) -> None:
        self._connector = connector
        self._host = host
        self._timing = timing
        self._held: _TimedSocket | _TimedTlsSocket | None = None

    def open(self) -> socket.socket:
        """Connect; what is left of the time to connect is for TLS."""
        connection = self._connector.connect(self._host, self._timing.connecting)
        try:
            connection.settimeout(self._timing.connecting.remaining())
        except FetchError:
            connection.close()
            raise
        return connection

    def hold(self, connection: _TimedSocket | _TimedTlsSocket) -> None:
        """From here on every read ends with the whole request's deadline."""
        self._held = connection
        connection.deadline = self._timing.total

    def release(self) -> None:
        """Close the socket for good: an answer that broke off half read may keep it open else."""
        if self._held is not None and self._held.fileno() != -1:
            os.close(self._held.detach())


class _PlainConnection(HTTPConnection):
    """HTTP over the socket of a line."""

    def __init__(self, *arguments: Any, line: _Line, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._line = line

    def _new_conn(self) -> socket.socket:
        connected = self._line.open()
        seconds = connected.gettimeout()
        timed = _TimedSocket(connected.family, connected.type, connected.proto, fileno=connected.detach())
        timed.settimeout(seconds)
        self._line.hold(timed)
        return timed


class _TlsConnection(HTTPSConnection):
    """HTTPS over the socket of a line; the certificate is checked against the host's name."""

    def __init__(self, *arguments: Any, line: _Line, tunnel: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._line = line
        if tunnel:  # the socket leads to a proxy: CONNECT first
            self.set_tunnel(self.host, self.port)

    def _new_conn(self) -> socket.socket:
        return self._line.open()

    def connect(self) -> None:
        """Connect and shake hands, in the time that a connection may take."""
        super().connect()
        if isinstance(self.sock, _TimedTlsSocket):
            self._line.hold(self.sock)


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class Wire:
    """Makes requests."""

    def __init__(self, connector: Connector, tls: ssl.SSLContext) -> None:
        """*tls* verifies certificates; its class of sockets is set here."""
        tls.sslsocket_class = _TimedTlsSocket
        # What it warns of, with tracebacks, are headers that are not quite right. Many are not.
        logging.getLogger("urllib3").setLevel(logging.ERROR)
        self._connector = connector
        self._tls = tls

    @contextlib.contextmanager
    def get(self, host: CheckedHost, headers: Mapping[str, str], timing: Timing) -> Iterator[Answer]:
        """Ask for the target of *host*; the connection is closed at the end. Raises FetchError, also while chunks are read."""
        line = _Line(self._connector, host, timing)
        pool = self._pool(host, line)
        with contextlib.ExitStack() as closing:
            closing.callback(line.release)
            closing.callback(pool.close)
            closing.enter_context(_translated(host))
            response = pool.urlopen(
                "GET",
                self._target(host),
                headers={**headers, "Connection": "close"},
                redirect=False,
                retries=False,
                timeout=timing.connecting.remaining(),
                preload_content=False,
                decode_content=False,
            )
            closing.callback(response.close)
            lowered = {name.lower(): value for name, value in response.headers.items()}
            yield Answer(status=response.status, headers=lowered, chunks=_read_chunks(response))

    def _target(self, host: CheckedHost) -> str:
        # A proxy is told the whole address (RFC 9112, 3.2.2); through a tunnel one talks to the host itself.
        forwarded = self._connector.proxy is not None and host.address.scheme == "http"
        return host.address.url if forwarded else host.address.target

    def _pool(self, host: CheckedHost, line: _Line) -> urllib3.HTTPConnectionPool:
        options: dict[str, Any] = {"line": line}
        if host.address.scheme == "http":
            return _PlainPool(host.address.host, host.address.port, **options)
        options["tunnel"] = self._connector.proxy is not None
        return _TlsPool(host.address.host, host.address.port, ssl_context=self._tls, **options)


def _read_chunks(response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    while chunk := response.read(_CHUNK_BYTES, decode_content=False):
        yield chunk


@contextlib.contextmanager
def _translated(host: CheckedHost) -> Iterator[None]:
    """Raise urllib3's and the system's errors as ours."""
    name = host.address.host
    try:
        yield
    except (SlowError, TimeoutError) as error:
        raise FetchError(f"{name} answers too slowly", kind=FailureKind.TIMEOUT) from error
    except (SSLError, ssl.SSLError) as error:
        raise FetchError(
            f"no secure connection to {name}: {_inner(error)}", kind=FailureKind.UNREACHABLE
        ) from error
    except NewConnectionError as error:
        raise FetchError(f"no connection to {name}", kind=FailureKind.UNREACHABLE) from error
    except (ProtocolError, HTTPError, OSError) as error:
        raise FetchError(f"{name} broke off: {_inner(error)}", kind=FailureKind.BROKEN) from error


def _inner(error: Exception) -> str:
    """The words of the innermost error, on one line and not too long: they may quote what the server sent."""
    while error.args and isinstance(error.args[-1], Exception):
        error = error.args[-1]
    return " ".join(ascii(str(error)).strip("'\"").split())[:120]
