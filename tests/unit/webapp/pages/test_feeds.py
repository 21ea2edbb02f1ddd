"""The page of subscriptions."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.settings import Settings
from index.store.feeds import Feed
from index.store.sqlite_store import SqliteStoreWriter
from tests.builders import NOON, a_clock, a_feed
from tests.unit.webapp.pages.test_search import Structure
from tests.xss_vectors import VECTORS
from webapp import create_app

FAILING = a_feed(
    url="http://failing.example/rss",
    title="失靈的來源",
    last_error="failing.example has trouble (500)",
    last_error_at=NOON,
    next_try=NOON + dt.timedelta(minutes=20),
    failures=2,
)
SOUND = a_feed(
    url="http://feeds.example/rss",
    title="樣例公報",
    site_url="http://feeds.example/",
    articles=1_234,
    last_success=NOON,
)


def a_site(folder: Path, *feeds: Feed) -> FlaskClient:
    with closing(SqliteStoreWriter(folder, now=a_clock())) as store:
        for feed in feeds:
            store.put_feed(feed)
        store.commit()
    return create_app(Settings(data=folder)).test_client()


def test_a_feed_is_shown_with_its_health_before_anything_is_indexed(tmp_path: Path) -> None:
    page = Structure(a_site(tmp_path, SOUND).get("/feeds?lang=en").text)
    assert ("樣例公報" in page.text, "1,234" in page.text, "2025-11-28 12:00" in page.text) == (True,) * 3
    assert {"http://feeds.example/", "http://feeds.example/rss"} <= set(page.links)
    assert "/?source=%E6%A8%A3%E4%BE%8B%E5%85%AC%E5%A0%B1&lang=en" in page.links


@pytest.mark.parametrize("full_text", [True, False])
def test_a_feed_whose_entries_are_completed_says_so(tmp_path: Path, full_text: bool) -> None:
    page = a_site(tmp_path, a_feed(full_text=full_text)).get("/feeds?lang=en").text
    assert ("Summaries are completed from their pages" in page) is full_text


def test_feeds_that_fail_come_first_and_say_why(tmp_path: Path) -> None:
    text = Structure(a_site(tmp_path, SOUND, FAILING).get("/feeds?lang=zh-Hant").text).text
    assert text.index("失靈的來源") < text.index("樣例公報")
    assert ("failing.example has trouble (500)" in text, "（連續 2 次）" in text) == (True, True)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-Hant", "還沒有訂閱"), ("zh-Hans", "还没有订阅"), ("en", "No feeds yet")],
)
def test_a_site_without_feeds_says_how_to_add_one(
    empty_client: FlaskClient, client: FlaskClient, language: str, words: str
) -> None:
    for site in (empty_client, client):
        response = site.get(f"/feeds?lang={language}")
        assert (response.status_code, words in response.text) == (200, True)


def test_nothing_that_a_feed_says_becomes_markup(tmp_path: Path) -> None:
    def shown(text: str, number: int) -> Feed:
        return a_feed(
            url=f"http://feeds.example/{number}", title=text, last_error=text, site_url=text, failures=2
        )

    plain = a_site(tmp_path / "plain", *(shown("平常", number) for number in range(len(VECTORS))))
    hostile = a_site(tmp_path / "hostile", *(shown(vector, number) for number, vector in enumerate(VECTORS)))
    pages = [Structure(site.get("/feeds").text) for site in (plain, hostile)]
    assert pages[0].elements == pages[1].elements
    assert not [link for link in pages[1].links if link.lower().startswith(("javascript:", "data:"))]
