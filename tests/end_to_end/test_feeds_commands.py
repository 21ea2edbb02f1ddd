"""`zhengwen feeds` as people and scripts use it, against a server on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.store.lock import WriterLock
from tests.end_to_end.command import Archive
from tests.feed_texts import an_item, conditional, rss, serving
from tests.loopback import Exchange, LoopbackServer
from tests.misbehaving import answering

OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="縣級">
<outline type="rss" text="雲溪公報" xmlUrl="{base}/rss" htmlUrl="http://feeds.example/"/></outline>
<outline type="rss" text="石橋日報" xmlUrl="http://stone.example/feed"/></body></opml>"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackServer]:
    """A server that the settings allow."""
    with LoopbackServer({"/rss": conditional(rss([an_item(1), an_item(2)]), '"1"')}) as server:
        monkeypatch.setenv("ZHENGWEN_FETCH_NETWORKS", "127.0.0.0/8")
        monkeypatch.setenv("ZHENGWEN_FETCH_PORTS", str(server.port))
        monkeypatch.setenv("ZHENGWEN_FETCH_PAUSE", "0")
        yield server


@pytest.fixture
def base(server: LoopbackServer) -> str:
    return f"http://127.0.0.1:{server.port}"


def test_from_an_address_to_a_search(archive: Archive, server: LoopbackServer, base: str) -> None:
    added = archive.run("feeds", "add", f"{base}/rss")
    assert (added.exit_code, added.stdout) == (0, f"added 雲溪公報 ({base}/rss)\n")
    fetched = archive.ask("feeds", "fetch")
    assert (fetched["added"], fetched["rejected"], fetched["feeds"]) == (
        2,
        [],
        {"changed": 1, "unchanged": 0, "failed": [], "postponed": 0, "waiting": 0},
    )
    (hit,) = archive.ask("search", "第2號稀土回收")["hits"]
    assert (hit["source"], hit["published"], hit["published_origin"]) == (
        "雲溪公報",
        "2025-11-27T10:00:00+08:00",
        "feed",
    )
    (feed,) = archive.ask("feeds", "list")["feeds"]
    assert (feed["url"], feed["articles"], feed["etag"], feed["last_error"], feed["failures"]) == (
        f"{base}/rss",
        2,
        '"1"',
        None,
        0,
    )
    assert feed["last_success"].endswith("+08:00")
    assert archive.ask("feeds", "fetch")["feeds"]["unchanged"] == 1
    assert archive.run("check").exit_code == 0
    agent = server.requests[-1].headers["user-agent"]
    assert agent.startswith("Zhengwen/")


def test_full_text_is_remembered_for_a_feed_until_it_is_taken_back(archive: Archive, base: str) -> None:
    def listed() -> tuple[bool, bool]:
        (feed,) = archive.ask("feeds", "list")["feeds"]
        return feed["full_text"], "full text from its pages" in archive.run("feeds", "list").stdout

    archive.run("feeds", "add", f"{base}/rss", "--full-text")
    assert listed() == (True, True)
    archive.run("feeds", "add", f"{base}/rss", "--unchecked")
    assert listed() == (True, True)
    archive.run("feeds", "add", f"{base}/rss", "--no-full-text")
    assert listed() == (False, False)


def test_a_list_for_the_terminal(archive: Archive, server: LoopbackServer, base: str) -> None:
    assert archive.run("feeds", "list").stdout == "no feeds yet: zhengwen feeds add URL\n"
    server.routes["/bad"] = answering("500 Broken")
    archive.run("feeds", "add", f"{base}/rss", f"{base}/bad", "--unchecked")
    fetched = archive.run("feeds", "fetch")
    assert (fetched.exit_code, "127.0.0.1 has trouble (500)" in fetched.stderr) == (1, True)
    assert fetched.stdout.startswith("feeds: 1 changed, 0 unchanged, 1 failed\narticles: 2 added")
    shown = archive.run("feeds", "list").stdout
    first, second = (paragraph.splitlines() for paragraph in shown.split("\n\n"))
    assert (first[:2], "2 articles · last success " in first[2]) == (["雲溪公報", f"  {base}/rss"], True)
    assert (second[0], second[1].startswith("  0 articles · last success never · next try ")) == (
        f"{base}/bad",
        True,
    )
    assert second[2] == "  last error: 127.0.0.1 has trouble (500)"
    assert archive.run("feeds", "fetch").exit_code == 0  # the bad one waits


def test_what_is_no_feed_is_said_with_status_1(archive: Archive, server: LoopbackServer, base: str) -> None:
    server.routes["/"] = serving(b"<html><body><p>hello</p></body></html>", content_type="text/html")
    result = archive.run("feeds", "add", f"{base}/", "http://10.0.0.1/rss")
    assert result.exit_code == 1
    assert "it points to no feed" in result.stderr
    assert "http://10.0.0.1/rss: 10.0.0.1 leads to 10.0.0.1, which is no public address" in result.stderr
    assert archive.ask("feeds", "list") == {"feeds": []}


def test_lists_of_feeds_come_and_go(
    archive: Archive, tmp_path: Path, base: str, server: LoopbackServer
) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(OPML.format(base=base), encoding="utf-8")
    report = archive.ask("feeds", "import", str(file))
    assert ([feed["title"] for feed in report["added"]], report["rejected"]) == (["雲溪公報", "石橋日報"], [])
    assert server.requests == []
    exported = archive.run("feeds", "export").stdout
    other = Archive(folder=tmp_path / "other")
    again = other.ask("feeds", "import", "-", stdin=exported.encode())
    assert [feed["url"] for feed in again["added"]] == [feed["url"] for feed in report["added"]]
    assert len(archive.ask("feeds", "import", str(file))["known"]) == 2


def test_a_file_that_is_no_list_is_refused(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text("no list", encoding="utf-8")
    result = archive.run("feeds", "import", str(file))
    assert (result.exit_code, "feeds.opml: not a list of feeds" in result.stderr) == (2, True)


def test_feeds_are_removed_by_name(archive: Archive, base: str) -> None:
    archive.run("feeds", "add", f"{base}/rss")
    archive.run("feeds", "fetch")
    result = archive.run("feeds", "remove", "雲溪公報", "http://nobody.example/")
    assert (result.exit_code, "http://nobody.example/: there is no such feed" in result.stderr) == (1, True)
    assert archive.ask("feeds", "list") == {"feeds": []}
    assert archive.ask("stats")["articles"] == 2


@pytest.mark.parametrize("part", [("add", "http://feeds.example/"), ("fetch",), ("import", "{opml}")])
def test_while_another_process_writes_the_status_is_75(
    archive: Archive, tmp_path: Path, base: str, part: tuple[str, ...]
) -> None:
    file = tmp_path / "feeds.opml"
    file.write_text(OPML.format(base=base), encoding="utf-8")
    archive.folder.mkdir()
    with WriterLock(archive.folder):
        result = archive.run("feeds", *(one.format(opml=file) for one in part))
    assert (result.exit_code, f"process {os.getpid()} writes" in result.stderr) == (75, True)


def test_a_wrong_time_between_rounds_is_named(archive: Archive) -> None:
    result = archive.run("feeds", "fetch", "--every", "soon")
    assert (result.exit_code, "--every: 'soon' is no duration" in result.stderr) == (2, True)


def first_round(process: subprocess.Popen[bytes]) -> dict[str, object]:
    assert process.stdout is not None
    report: dict[str, object] = json.loads(process.stdout.readline())
    return report


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_fetching_goes_on_beside_other_writers_until_a_signal(
    archive: Archive, base: str, news: str, number: signal.Signals
) -> None:
    archive.run("feeds", "add", f"{base}/rss")
    process = archive.start("feeds", "fetch", "--every", "1h", "--json")
    try:
        assert first_round(process)["added"] == 2
        added = archive.run("add", news)
        assert added.exit_code == 0
        process.send_signal(number)
        _, stderr = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, stderr) == (0, b"")
    assert archive.ask("stats")["articles"] == 5


def test_a_signal_ends_a_round_that_waits_for_a_silent_server(
    archive: Archive, server: LoopbackServer, base: str
) -> None:
    asked = threading.Event()

    def route(exchange: Exchange) -> None:
        asked.set()
        exchange.stall()

    server.routes["/silent"] = route
    archive.run("feeds", "add", "--unchecked", f"{base}/silent")
    process = archive.start("feeds", "fetch", "--every", "1h")
    try:
        assert asked.wait(60)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)  # far less than the 30 s that a fetch may take
    finally:
        process.kill()
    assert process.returncode == 0


def test_what_was_typed_wrong_is_told_as_json_too(archive: Archive) -> None:
    result = archive.run("feeds", "add", "--json", "http://\udcff.example/", "ftp://feeds.example/")
    rejected = json.loads(result.stdout)["rejected"]
    assert (result.exit_code, [one["url"] for one in rejected]) == (
        1,
        ["http://\udcff.example/", "ftp://feeds.example/"],
    )
    assert not archive.folder.exists()
