"""The server as it is run: over the wire, stopped, killed, and with clients that mean no good."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.archive import build_archive
from webapp.security import SECURITY_HEADERS

ROOT = Path(__file__).resolve().parents[2]
STRANGE_IDS = (
    "a/b",
    "//",
    "/a",
    "a/",
    "a:b",
    "a#b",
    "a?b=c",
    "100%",
    "國務院〔2024〕12號",
    "𠮷",
    "http://x.example/?y#z",
    "國" * 1_333,  # as long as an id may be
)
WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running `zhengwen serve`."""

    process: subprocess.Popen[str]
    port: int

    def get(self, address: str, method: str = "GET") -> http.client.HTTPResponse:
        """One request on a connection of its own; the body is read."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS)) as connection:
            connection.request(method, address)
            response = connection.getresponse()
            response.body = response.read()  # type: ignore[attr-defined]  # carried to the test
            return response

    def json(self, address: str) -> dict[str, object]:
        answer: dict[str, object] = json.loads(self.get(address).body)  # type: ignore[attr-defined]
        return answer


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "zhengwen", "--data", str(folder), "serve", *options]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def started(folder: Path) -> Site:
    process = start(folder, "--port", "0")
    assert process.stderr is not None
    match = re.search(r"http://127\.0\.0\.1:([0-9]+)", process.stderr.readline())
    assert match is not None
    return Site(process=process, port=int(match[1]))


def stop(site: Site) -> int:
    site.process.terminate()
    assert site.process.stderr is not None
    status = site.process.wait(WAIT_SECONDS)
    site.process.stderr.close()
    return status


def until(holds: Callable[[], bool]) -> None:
    """Wait for what happens in another process; fails after a minute."""
    give_up = time.monotonic() + WAIT_SECONDS
    pause = threading.Event()
    while not holds():
        assert time.monotonic() < give_up
        pause.wait(0.02)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("served")
    build_archive(
        folder, [{"id": one, "title": f"稀土 {n}", "body": "稀土出口。"} for n, one in enumerate(STRANGE_IDS)]
    )
    site = started(folder)
    yield site
    stop(site)


def test_it_answers(site: Site) -> None:
    assert site.json("/api/v1/search?q=" + quote("稀土"))["total"] == len(STRANGE_IDS)
    assert site.get("/healthz").status == 200


@pytest.mark.parametrize("article_id", STRANGE_IDS)
def test_ids_survive_the_wire(site: Site, article_id: str) -> None:
    assert site.json("/api/v1/articles/" + quote(article_id, safe=""))["id"] == article_id
    assert site.get("/article/" + quote(article_id, safe="")).status == 200


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [
        ("/?q=" + "a" * 8_192, "GET", 400),
        ("/?q=" + "a" * 20_000, "GET", 414),
        ("/api/v1/search?q=%ED%A0%80%00", "GET", 200),
        ("/%FF%FE", "GET", 404),
        ("//nothing", "GET", 404),
        ("/", "POST", 405),
        ("/", "DELETE", 405),
        ("/static/../../etc/passwd", "GET", 404),
    ],
)
def test_nothing_is_answered_with_500(site: Site, address: str, method: str, status: int) -> None:
    response = site.get(address, method)
    assert (response.status, {name: response.headers[name] for name, _ in SECURITY_HEADERS}) == (
        status,
        dict(SECURITY_HEADERS),
    )


@pytest.mark.parametrize("query", ["稀土".encode(), b"%E7%A8%80" + "土".encode(), b"\xff"])
def test_a_request_line_with_raw_bytes_is_read(site: Site, query: bytes) -> None:
    # As curl sends an address that was typed.
    with socket.create_connection(("127.0.0.1", site.port), timeout=WAIT_SECONDS) as connection:
        connection.sendall(b"GET /api/v1/search?q=%b HTTP/1.0\r\n\r\n" % query)
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split()[1] == b"200"
    assert json.loads(body)["total"] == (0 if query == b"\xff" else len(STRANGE_IDS))


@pytest.mark.parametrize(
    "request_line",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x00\xff\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 100_000 + b"\r\n",
    ],
)
def test_broken_requests_kill_nothing(site: Site, request_line: bytes) -> None:
    # To hang up is an answer, too.
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", site.port), timeout=WAIT_SECONDS) as connection,
    ):
        connection.sendall(request_line)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(4_096)
    assert site.get("/healthz").status == 200


def test_slow_clients_hold_nobody_up(site: Site) -> None:
    slow = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(200)]
    try:
        for connection in slow:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: a")
        assert [site.get("/openapi.json").status for _ in range(10)] == [200] * 10
    finally:
        for connection in slow:
            connection.close()


def test_a_taken_port_is_said_clearly(site: Site, tmp_path: Path) -> None:
    other = start(tmp_path, "--port", str(site.port))
    _, message = other.communicate(timeout=WAIT_SECONDS)
    assert (other.returncode, f"port {site.port} is taken" in message) == (2, True)


def test_an_absent_folder_is_served_and_noticed_when_filled(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    site = started(folder)
    try:
        assert site.get("/").status == 200
        assert [site.get(address).status for address in ("/api/v1/search", "/healthz")] == [503, 503]
        assert not folder.exists()
        build_archive(folder, [{"id": "1", "title": "稀土", "body": "稀土。"}])
        assert site.json("/api/v1/search")["total"] == 1
    finally:
        stop(site)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_to(tmp_path: Path, number: signal.Signals) -> None:
    site = started(tmp_path)
    assert site.get("/").status == 200
    site.process.send_signal(number)
    assert stop(site) == 0


def test_requests_under_way_are_answered_before_it_stops(tmp_path: Path) -> None:
    ending = started(tmp_path)
    connections = [
        http.client.HTTPConnection("127.0.0.1", ending.port, timeout=WAIT_SECONDS) for _ in range(8)
    ]
    assert ending.get("/").status == 200
    for connection in connections:
        connection.connect()
        connection.request("GET", "/openapi.json")
    statuses = [connections[0].getresponse().status]
    ending.process.terminate()
    statuses += [connection.getresponse().status for connection in connections[1:]]
    for connection in connections:
        connection.close()
    assert (statuses, stop(ending)) == ([200] * 8, 0)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds child processes in /proc")
def test_a_killed_process_is_replaced_and_none_outlives_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGWEN_PROCESSES", "2")
    site = started(tmp_path)
    listing = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children")

    def children() -> set[int]:
        return {int(one) for one in listing.read_text().split()}

    assert site.get("/").status == 200
    before = children()
    if not before:
        stop(site)
        pytest.skip("a single core is served by a single process")
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(children()) == len(before) and children() != before)
    assert site.get("/").status == 200
    orphans = children()
    site.process.kill()
    stop(site)
    until(
        lambda: (
            not any(
                Path(f"/proc/{orphan}/cmdline").exists() and Path(f"/proc/{orphan}/cmdline").read_bytes()
                for orphan in orphans
            )
        )
    )
