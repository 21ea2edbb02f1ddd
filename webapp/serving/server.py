"""The production server: waitress in one process or several on one socket, kept alive, stopped without dropping a request.

Knows nothing of the site but that it is a WSGI application. waitress reads and writes sockets apart from the threads that
answer, so slow clients hold nobody up (gunicorn's threads were all held by 200 of them); processes, because Python answers
with one core per process; forked after the dictionaries are loaded, because they then share that memory (granian
loads them twice). Figures in docs/adr. `serving/processes.py` keeps the processes.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import signal
import socket
import time
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import waitress
from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from index.errors import ParameterError
from index.settings import Settings
from webapp.serving.heap import freeze_heap, let_go_of_files, limit_heap
from webapp.serving.processes import can_fork, keep_processes

_BACKLOG = 1_024
_OPEN_CONNECTIONS = 1_000  # per process; waitress's own limit of 100 is what 200 slow clients exhaust
_IDLE_SECONDS = 30
_HEADER_BYTES = 65_536
_BODY_BYTES = 65_536  # nothing that we answer has one
_DRAIN_SECONDS = 10.0  # the deadline of a search
_POLL_SECONDS = 0.5
_MAPPED_BYTES = 50_000_000
"""Pages of the index that a process may hold: what every search looks at is a third of that at 100,000 articles."""
_LINGER_SECONDS = 0.2  # a request that is on its way when the stop comes is still taken
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def run_server(app_factory: Callable[[Settings], Flask], settings: Settings, listener: socket.socket) -> None:
    """Serve on *listener* until SIGTERM or SIGINT; requests being answered then are answered.

    The application is made in each process, after the fork: open files of an engine are not to be shared.
    """
    # A queue is not an event: it is what few threads are for. waitress would write a line per waiting request.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    limit_heap()
    count = _count_processes(settings.processes)
    threads = max(1, settings.threads // count)

    def answer() -> None:
        _answer(app_factory(settings), listener, threads, settings.data)

    if count == 1:
        freeze_heap()
        answer()
    else:
        keep_processes(answer, count)


def _count_processes(wanted: int) -> int:
    """As many as the settings say, one per core where they say 0; one where there is no fork."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return (wanted or cores) if can_fork() else 1


class _RequestParser(HTTPRequestParser):  # type: ignore[misc]  # waitress is not typed
    """Reads a request line with raw UTF-8 in it, as `curl 'http://…/?q=稀土'` sends, as if it were percent-encoded."""

    def parse_header(self, header_plus: bytes) -> None:
        """As waitress, which would answer such a line with 400."""
        line, end, headers = header_plus.partition(b"\r\n")
        super().parse_header(_NOT_ASCII.sub(lambda sign: b"%%%02X" % sign[0][0], line) + end + headers)


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress is not typed
    parser_class = _RequestParser


class _StopFlag:
    """Set by a signal; wakes the loop that looks at it."""

    def __init__(self) -> None:
        self.is_set = False
        self.wake: Callable[[], object] = lambda: None

    def set(self, signal_number: int, frame: types.FrameType | None) -> None:
        """The handler of SIGTERM and SIGINT."""
        self.is_set = True
        self.wake()


def _answer(app: Flask, listener: socket.socket, threads: int, data: Path) -> None:
    """Answer in this process until it is told to stop; then finish what was begun."""
    stop = _StopFlag()
    signal.signal(signal.SIGTERM, stop.set)
    signal.signal(signal.SIGINT, stop.set)
    channels: dict[int, Any] = {}
    server = waitress.create_server(
        app,
        map=channels,
        sockets=[listener],
        threads=threads,
        ident=None,
        connection_limit=_OPEN_CONNECTIONS,
        channel_timeout=_IDLE_SECONDS,
        cleanup_interval=_IDLE_SECONDS // 3,
        max_request_header_size=_HEADER_BYTES,
        max_request_body_size=_BODY_BYTES,
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=True,
    )
    server.channel_class = _Channel
    stop.wake = server.pull_trigger
    looked = time.monotonic()
    while not stop.is_set:
        wasyncore.loop(timeout=_POLL_SECONDS, use_poll=True, map=channels, count=1)
        if time.monotonic() > looked + _POLL_SECONDS:
            let_go_of_files(data, _MAPPED_BYTES)
            looked = time.monotonic()
    _drain(server, channels)


def _drain(server: Any, channels: dict[int, Any]) -> None:
    """Finish every request that was sent before the stop, then close each connection as it falls idle."""
    began = time.monotonic()
    while time.monotonic() < began + _LINGER_SECONDS:
        wasyncore.loop(timeout=_LINGER_SECONDS, use_poll=True, map=channels, count=1)
    wasyncore.dispatcher.close(server)
    while server.active_channels and time.monotonic() < began + _DRAIN_SECONDS:
        for channel in tuple(server.active_channels.values()):
            if not channel.requests:
                channel.close_when_flushed = True
        wasyncore.loop(timeout=_LINGER_SECONDS, use_poll=True, map=channels, count=1)
    server.task_dispatcher.shutdown()


def open_listener(host: str, port: int) -> socket.socket:
    """A listening socket on *host* and *port* (0: any free one); ParameterError in words where that cannot be."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except socket.gaierror as error:
        raise ParameterError("host", f"{host!r} is no address of this machine: {error.strerror}") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = f"port {port} is taken; choose another one with --port, or stop what listens there"
            raise ParameterError("port", message) from error
        if error.errno == errno.EACCES:
            raise ParameterError("port", f"port {port} needs privileges; choose one from 1024 up") from error
        raise ParameterError("host", f"cannot listen on {host} port {port}: {error.strerror}") from error


def render_address(listener: socket.socket) -> str:
    """`http://127.0.0.1:8000` of a listening socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
