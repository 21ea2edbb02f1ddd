"""Entries completed from their pages, politely and a few times at most."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from index.model import Article
from index.store.sqlite_store import SqliteStoreReader
from indexer.subscriptions import completing
from tests.builders import a_feed
from tests.feed_texts import FULL_TEXT, a_page, an_item, conditional, rss, serving
from tests.loopback import Exchange, Route
from tests.misbehaving import answering, login_page, pdf
from tests.unit.indexer.subscriptions.conftest import Newsroom

PAGE = serving(a_page("雲溪縣公佈第1號稀土回收辦法", *FULL_TEXT), content_type="text/html")
RULES = b"User-agent: *\nDisallow: /a/\n"


def articles(newsroom: Newsroom) -> list[Article]:
    with closing(SqliteStoreReader(newsroom.folder.path)) as store:
        return [one.article for one in store.all_articles()]


def prepared(newsroom: Newsroom, page: Route, feed: Route | None = None) -> Newsroom:
    newsroom.subscribe()
    newsroom.serve(rss=feed or conditional(rss([an_item(1)]), '"1"'))
    newsroom.server.routes["/a/1"] = page
    return newsroom


def test_an_entry_gets_the_text_of_its_page(newsroom: Newsroom) -> None:
    prepared(newsroom, PAGE).fetch(full_text=True)
    (article,) = articles(newsroom)
    assert [sentence in article.body for sentence in FULL_TEXT] == [True] * 3
    assert (article.url, article.published_origin, "首頁" in article.body) == (
        "http://feeds.example/a/1",
        "feed",
        False,
    )
    assert ("<description>" in article.raw, "<article>" in article.raw) == (True, True)
    assert newsroom.server.targets() == ["/rss", "/robots.txt", "/a/1"]


def test_a_feed_that_is_to_have_full_text_has_it_without_an_option(newsroom: Newsroom) -> None:
    newsroom.subscribe(a_feed(full_text=True), a_feed(url="http://feeds.example/two"))
    newsroom.serve(rss=serving(rss([an_item(1)])), two=serving(rss([an_item(2)])))
    newsroom.server.routes["/a/1"] = newsroom.server.routes["/a/2"] = PAGE
    newsroom.fetch()
    completed = [article.url for article in articles(newsroom) if FULL_TEXT[0] in article.body]
    assert (completed, newsroom.feed().full_text) == (["http://feeds.example/a/1"], True)


def test_entries_taken_before_are_completed_once_that_is_wished_for(newsroom: Newsroom) -> None:
    prepared(newsroom, PAGE).fetch()
    newsroom.subscribe(replace(newsroom.feed(), full_text=True))
    report = newsroom.fetch()
    assert (report.articles.updated, FULL_TEXT[0] in articles(newsroom)[0].body) == (1, True)


def test_a_wish_that_ends_during_a_round_stays_ended(newsroom: Newsroom) -> None:
    newsroom.subscribe(a_feed(full_text=True))

    def meanwhile(exchange: Exchange) -> None:
        newsroom.subscribe(a_feed())
        serving(rss([an_item(1)]))(exchange)

    newsroom.serve(rss=meanwhile)
    newsroom.server.routes["/a/1"] = PAGE
    newsroom.fetch()
    assert newsroom.feed().full_text is False


def test_a_completed_entry_is_left_alone(newsroom: Newsroom) -> None:
    prepared(newsroom, PAGE).fetch(full_text=True)
    newsroom.server.requests.clear()
    newsroom.fetch(full_text=True)
    newsroom.fetch()
    assert (newsroom.server.targets(), newsroom.feed().etag) == (["/rss", "/rss"], '"1"')


def test_entries_taken_before_are_completed_although_the_feed_has_not_changed(newsroom: Newsroom) -> None:
    prepared(newsroom, PAGE).fetch()
    report = newsroom.fetch(full_text=True)
    assert (report.articles.updated, FULL_TEXT[0] in articles(newsroom)[0].body) == (1, True)


def test_a_completed_entry_is_never_overwritten_by_its_summary(newsroom: Newsroom) -> None:
    prepared(newsroom, PAGE).fetch(full_text=True)
    newsroom.serve(rss=serving(rss([an_item(1, title="雲溪縣公佈第1號稀土回收辦法（更正）")])))
    newsroom.fetch()
    (article,) = articles(newsroom)
    assert (article.title, FULL_TEXT[0] in article.body) == ("雲溪縣公佈第1號稀土回收辦法（更正）", True)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (answering("404 Not Found"), "has nothing there (404)"),
        (answering("403 Forbidden"), "refuses access (403)"),
        (pdf, "PDF"),
        (login_page, "its page is not taken"),
    ],
)
def test_a_page_that_says_no_leaves_the_entry_as_the_feed_has_it(
    newsroom: Newsroom, page: Route, reason: str
) -> None:
    report = prepared(newsroom, page).fetch(full_text=True)
    (warning,) = report.articles.warnings
    assert (reason in warning.message, articles(newsroom)[0].body) == (
        True,
        "雲溪縣今天公佈第1號稀土回收辦法。",
    )
    newsroom.server.requests.clear()
    newsroom.fetch(full_text=True)
    assert newsroom.server.targets() == ["/rss"]


def test_a_page_that_robots_txt_wants_left_alone_is_not_fetched(newsroom: Newsroom) -> None:
    newsroom.server.routes["/robots.txt"] = serving(RULES, content_type="text/plain")
    report = prepared(newsroom, PAGE).fetch(full_text=True)
    (warning,) = report.articles.warnings
    assert ("robots.txt wants this page left alone" in warning.message, report.articles.added) == (True, 1)
    assert newsroom.server.targets() == ["/rss", "/robots.txt"]


def test_a_page_that_cannot_be_had_now_is_tried_with_later_rounds_and_then_left(newsroom: Newsroom) -> None:
    prepared(newsroom, answering("500 Broken"))
    for attempt in (1, 2):
        newsroom.fetch(full_text=True)
        assert [note.attempts for note in newsroom.entries()] == [attempt]
        assert newsroom.feed().etag is None
    newsroom.fetch(full_text=True)
    assert (newsroom.feed().etag, [note.attempts for note in newsroom.entries()]) == ('"1"', [3])
    newsroom.fetch(full_text=True)
    assert newsroom.server.targets().count("/a/1") == 3


def test_a_page_that_is_back_completes_its_entry(newsroom: Newsroom) -> None:
    prepared(newsroom, answering("500 Broken")).fetch(full_text=True)
    assert articles(newsroom)[0].body == "雲溪縣今天公佈第1號稀土回收辦法。"
    newsroom.server.routes["/a/1"] = PAGE
    newsroom.fetch(full_text=True)
    assert FULL_TEXT[0] in articles(newsroom)[0].body


def test_a_host_that_wants_a_pause_is_no_failed_attempt(newsroom: Newsroom) -> None:
    feed = serving(rss([an_item(number, link=f"http://feeds.example/a/{number}") for number in (1, 2)]))
    prepared(newsroom, answering("429 Too Many", retry_after="60"), feed).fetch(full_text=True)
    assert sorted(note.attempts for note in newsroom.entries()) == [0, 1]


def test_a_page_inside_is_not_fetched_for_a_feed_outside(newsroom: Newsroom) -> None:
    feed = serving(
        rss([an_item(1, link="http://169.254.169.254/latest"), an_item(2, link="http://127.0.0.1/")])
    )
    report = prepared(newsroom, PAGE, feed).fetch(full_text=True)
    assert [("no public address" in warning.message) for warning in report.articles.warnings] == [True, True]
    assert newsroom.table.dialled == ["93.184.215.14"]


def test_one_round_fetches_so_many_pages_and_the_next_the_rest(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(completing, "MAX_PAGES", 2)
    items = [an_item(number) for number in range(3)]
    prepared(newsroom, PAGE, serving(rss(items), etag='"1"'))
    for number in range(3):
        newsroom.server.routes[f"/a/{number}"] = serving(
            a_page(items[number].title, *FULL_TEXT), content_type="text/html"
        )
    newsroom.fetch(full_text=True)
    assert (sum(note.completed for note in newsroom.entries()), len(articles(newsroom))) == (2, 3)
    assert newsroom.feed().etag is None
    newsroom.fetch(full_text=True)
    assert (sum(note.completed for note in newsroom.entries()), newsroom.feed().etag) == (3, '"1"')
