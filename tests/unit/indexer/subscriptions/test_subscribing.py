"""Subscribing: the feed at an address, the feeds of a site, what is known already."""

from __future__ import annotations

import pytest

from index.store.feeds import Feed
from indexer.sources.feeds import FeedLink
from indexer.subscriptions.finding import FeedFinder, choose_links
from indexer.subscriptions.managing import (
    FeedRejection,
    FeedWish,
    SubscribeReport,
    find_wishes,
    subscribe,
    unsubscribe,
)
from tests.builders import a_feed
from tests.feed_texts import an_item, rss, serving
from tests.loopback import Route
from tests.misbehaving import pdf, redirecting, silent
from tests.unit.indexer.subscriptions.conftest import Newsroom

FEED = serving(rss([an_item(1)]))


def a_site(*links: str) -> Route:
    """A page that points to feeds."""
    named = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="源{number}" href="{link}">'
        for number, link in enumerate(links)
    )
    page = f"<!doctype html><html><head><title>雲溪</title>{named}</head><body><p>首頁</p></body></html>"
    return serving(page.encode(), content_type="text/html; charset=utf-8")


def add(newsroom: Newsroom, *urls: str, source: str | None = None, take_all: bool = False) -> SubscribeReport:
    finder = FeedFinder(newsroom.tools.client, newsroom.tools.reading)
    wishes = list(find_wishes(finder, urls, source=source, take_all=take_all))
    return subscribe(newsroom.folder, wishes, newsroom.clock.now)


def urls_of(feeds: tuple[Feed, ...]) -> list[str]:
    return [feed.url for feed in feeds]


def test_a_feed_is_added_with_its_title(newsroom: Newsroom) -> None:
    newsroom.serve(rss=FEED)
    report = add(newsroom, "http://Feeds.example/rss#top")
    assert report.added == (a_feed(title="雲溪公報", site_url="http://feeds.example/"),)
    assert newsroom.feed() == report.added[0]


def test_the_address_of_a_site_finds_its_feed(newsroom: Newsroom) -> None:
    newsroom.server.routes["/"] = a_site("/rss")
    newsroom.serve(rss=FEED)
    assert urls_of(add(newsroom, "http://feeds.example/").added) == ["http://feeds.example/rss"]


def test_an_address_without_scheme_is_tried_secure_first(newsroom: Newsroom) -> None:
    newsroom.table.ports = {key: port for key, port in newsroom.table.ports.items() if key[1] == 80}
    newsroom.serve(rss=FEED)
    assert urls_of(add(newsroom, "feeds.example/rss").added) == ["http://feeds.example/rss"]
    assert newsroom.table.dialled == ["93.184.215.14"] * 2


def test_several_feeds_are_offered_and_none_is_added(newsroom: Newsroom) -> None:
    newsroom.server.routes["/"] = a_site("/rss/a.xml", "/rss/b.xml")
    report = add(newsroom, "http://feeds.example/")
    (rejection,) = report.rejected
    assert (report.added, [choice.url for choice in rejection.choices]) == (
        (),
        ["http://feeds.example/rss/a.xml", "http://feeds.example/rss/b.xml"],
    )
    assert "2 feeds" in rejection.reason
    assert not newsroom.folder.store.exists()


def test_all_feeds_of_a_site_are_added_where_that_is_wished_for(newsroom: Newsroom) -> None:
    newsroom.server.routes |= {"/": a_site("/a", "/b", "/gone"), "/a": FEED, "/b": FEED}
    report = add(newsroom, "http://feeds.example/", source="雲溪", take_all=True)
    assert [(feed.url, feed.source) for feed in report.added] == [
        ("http://feeds.example/a", "雲溪"),
        ("http://feeds.example/b", "雲溪"),
    ]
    assert [(one.url, "has nothing there" in one.reason) for one in report.rejected] == [
        ("http://feeds.example/gone", True)
    ]


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (a_site(), "not a feed: got an HTML page, and it points to no feed"),
        (pdf, "not a feed: got a PDF, and it points to no feed"),
        (redirecting("/nowhere"), "feeds.example has nothing there (404)"),
    ],
)
def test_what_is_no_feed_is_said(newsroom: Newsroom, route: Route, reason: str) -> None:
    newsroom.serve(rss=route)
    assert add(newsroom, "http://feeds.example/rss").rejected == (
        FeedRejection(url="http://feeds.example/rss", reason=reason),
    )


def test_a_known_feed_stays_as_it_is(newsroom: Newsroom) -> None:
    known = a_feed(moved_to="http://other.example/rss", articles=3)
    newsroom.subscribe(known)
    newsroom.serve(rss=FEED)
    report = add(newsroom, "http://feeds.example/rss", "http://other.example/rss")
    assert (report.added, report.known) == ((), (known, known))


@pytest.mark.parametrize(("wish", "full_text"), [(None, True), (True, True), (False, False)])
def test_of_a_known_feed_the_wish_for_full_text_is_remembered(
    newsroom: Newsroom, wish: bool | None, full_text: bool
) -> None:
    newsroom.subscribe(a_feed(source="公報", full_text=True))
    report = subscribe(
        newsroom.folder,
        [FeedWish(url="http://feeds.example/rss", full_text=wish)],
        newsroom.clock.now,
    )
    assert report.known == (newsroom.feed(),) == (a_feed(source="公報", full_text=full_text),)


def test_a_feed_that_moved_for_good_is_added_where_it_is(newsroom: Newsroom) -> None:
    newsroom.serve(rss=redirecting("http://other.example/new", "301 Moved"), new=FEED)
    assert urls_of(add(newsroom, "http://feeds.example/rss").added) == ["http://other.example/new"]


def test_a_page_outside_does_not_lead_inside(newsroom: Newsroom) -> None:
    newsroom.server.routes["/"] = a_site("http://127.0.0.1/feed")
    (rejection,) = add(newsroom, "http://feeds.example/").rejected
    assert "no public address" in rejection.reason


def test_addresses_that_cannot_be_fetched_are_rejected_one_by_one(newsroom: Newsroom) -> None:
    wishes = [FeedWish(url="ftp://feeds.example/"), FeedWish(url="http://feeds.example/rss", title="甲")]
    report = subscribe(newsroom.folder, wishes, newsroom.clock.now)
    assert (urls_of(report.added), [one.url for one in report.rejected]) == (
        ["http://feeds.example/rss"],
        ["ftp://feeds.example/"],
    )


def test_feeds_are_removed_by_address_or_name(newsroom: Newsroom) -> None:
    newsroom.subscribe(
        a_feed(title="甲"),
        a_feed(url="http://feeds.example/two", source="乙"),
        a_feed(url="http://feeds.example/three", moved_to="http://other.example/three"),
        a_feed(url="http://feeds.example/four"),
    )
    names = ["甲", "乙", "other.example/three", "丙"]
    report = unsubscribe(newsroom.folder, names, newsroom.clock.now)
    assert (len(report.removed), report.not_found) == (3, ("丙",))
    assert newsroom.feed("http://feeds.example/four").title is None


def test_from_nothing_nothing_is_removed(newsroom: Newsroom) -> None:
    assert unsubscribe(newsroom.folder, ["甲"], newsroom.clock.now).not_found == ("甲",)
    assert not newsroom.folder.store.exists()


@pytest.mark.parametrize(
    ("links", "chosen"),
    [
        (["/feed/", "/comments/feed/"], ["/feed/"]),
        (["/comments/feed/"], ["/comments/feed/"]),
        (["/rss.xml", "/atom.xml", "/feed.json"], ["/rss.xml"]),
        (["/feed/", "/feed/rss/", "/feed/atom/"], ["/feed/"]),
        (["/posts", "/posts?alt=rss"], ["/posts"]),
        (["/rss_2.0", "/rss1.0", "/atom1.0"], ["/rss_2.0"]),
        (["/rss/politics.xml", "/rss/economy.xml"], ["/rss/politics.xml", "/rss/economy.xml"]),
        (["/1.xml", "/2.xml"], ["/1.xml", "/2.xml"]),
        (["/feed1.xml", "/feed2"], ["/feed1.xml", "/feed2"]),
        (["/政治/rss", "/經濟/rss"], ["/政治/rss", "/經濟/rss"]),
    ],
)
def test_formats_of_one_feed_are_one_and_comments_are_none(links: list[str], chosen: list[str]) -> None:
    found = choose_links(tuple(FeedLink(url=f"http://feeds.example{link}") for link in links))
    assert [link.url.removeprefix("http://feeds.example") for link in found] == chosen


def test_a_silent_site_is_left_in_time(newsroom: Newsroom) -> None:
    newsroom.table.ports = {}
    newsroom.serve(rss=silent)
    (rejection,) = add(newsroom, "feeds.example").rejected
    assert "no connection to feeds.example" in rejection.reason


def test_a_rejection_does_not_say_the_address_twice(newsroom: Newsroom) -> None:
    (rejection,) = add(newsroom, "ftp://feeds.example/").rejected
    assert rejection.reason == "no http or https address"
