"""A real browser over a served site: Chromium where one is found, never installed by us; without one these tests skip.

The site is served by waitress in a thread, over the samples and over articles of every state that a page can show. A page
that asks another host for anything, or says anything in its console, fails the test that opened it.
"""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import waitress
from playwright.sync_api import Browser, Page, sync_playwright
from waitress import wasyncore

from index.archive.folder import DataFolder
from index.archive.saved_searches import SavedSearch, store_saved
from index.model import SHANGHAI
from index.settings import Settings
from index.store.sqlite_store import SqliteStoreWriter
from indexer.build import ArchiveWriter
from tests.archive import build_archive
from tests.builders import NOON, a_clock, a_feed
from tests.conftest import ROOT
from webapp import create_app

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Of a root user in a container: there is no sandbox to have, and no graphics.
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
_PATIENCE_MS = 60_000  # of a machine that does other things too; what is there at once costs nothing of it
REMOVED_ID = "removed"
FAILING_FEED = a_feed(
    url="http://failing.example/a/rather/long/address/of/a/feed/rss.xml",
    title="失靈的來源",
    last_error="failing.example has trouble (500)",
    last_error_at=NOON,
    failures=2,
)
LANGUAGES = ("zh-Hant", "zh-Hans", "en")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives a browser."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; the test skips, saying so, where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(BROWSERS)} is installed (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield running
        running.close()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The site over *folder*, answering at the address that is given."""
    channels: dict[int, Any] = {}
    server = waitress.create_server(
        create_app(Settings(data=folder)), host="127.0.0.1", port=0, threads=4, map=channels
    )
    stop = threading.Event()

    def answer() -> None:
        while not stop.is_set():
            wasyncore.loop(timeout=0.05, map=channels, count=1)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        stop.set()
        thread.join()
        server.task_dispatcher.shutdown()
        wasyncore.close_all(channels, ignore_all=True)


def sample_articles() -> Iterator[dict[str, object]]:
    """The samples, an article with two versions among them, and one that is removed afterwards."""
    for name in ("articles-hans.jsonl", "articles-hant.jsonl", "updates.jsonl"):
        for line in (ROOT / "samples" / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
    yield {"id": REMOVED_ID, "title": "撤下的文章", "body": "這一篇後來撤下。"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site over the samples, one article removed, one search saved, one feed in trouble."""
    folder = tmp_path_factory.mktemp("site")
    build_archive(folder, sample_articles())
    with ArchiveWriter(DataFolder(folder)) as writer:
        writer.remove(REMOVED_ID)
    with closing(SqliteStoreWriter(folder, now=a_clock())) as store:
        store.put_feed(FAILING_FEED)
        store.commit()
    saved = SavedSearch(
        name="礦產",
        search="q=%E7%A8%80%E5%9C%9F&region=15",
        seen_ordinal=5,
        seen_at=NOON.astimezone(SHANGHAI),
    )
    store_saved(DataFolder(folder), [saved])
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site over a folder in which there is nothing."""
    with serving(tmp_path_factory.mktemp("empty") / "absent") as address:
        yield address


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """Opens an address of the site in a browser of its own; options are those of Playwright's `new_context`."""
    contexts = []
    faults: list[str] = []

    def open_one(address: str = "/", **options: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "locale": "zh-TW", **options}
        )
        context.set_default_timeout(_PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on(
            "console", lambda said: faults.append(f"console: {said.text}") if said.type == "error" else None
        )
        page.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith(site) else None)
        response = page.goto(site + address)
        assert response is not None
        if response.status >= 400:
            faults.clear()  # Chromium says in its console that the page itself was an error, which is meant
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []
