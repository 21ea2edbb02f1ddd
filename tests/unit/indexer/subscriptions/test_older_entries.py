"""Feeds in several documents (RFC 5005): read back at the first reading, within bounds, and never again."""

from __future__ import annotations

import dataclasses
import ipaddress
import itertools

import pytest

from index.settings import Settings
from indexer.fetch.client import FetchRequest
from indexer.fetch.connecting import Network
from indexer.inputs import FetchedPage, ParsedFeed
from indexer.subscriptions.older_entries import MAX_OLDER, FeedPages, older_request
from indexer.subscriptions.tools import build_tools
from tests.builders import a_feed
from tests.feed_texts import an_item, rss, serving
from tests.loopback import Exchange, tls_for_tests
from tests.misbehaving import answering, pdf, redirecting
from tests.unit.indexer.subscriptions.conftest import Newsroom
from tests.unit.indexer.subscriptions.test_rounds import counts


@pytest.fixture
def intranet(newsroom: Newsroom) -> Newsroom:
    """A newsroom whose user lets it fetch from 10.0.0.0/8, where intra.example lies."""
    newsroom.table.names["intra.example"] = [["10.0.0.5"]]
    newsroom.table.ports["10.0.0.5", 80] = newsroom.server.port
    settings = Settings(
        data=newsroom.folder.path, fetch_pause=0, fetch_networks=(ipaddress.ip_network("10.0.0.0/8"),)
    )
    network = Network(
        resolve=newsroom.table.resolve,
        connect=newsroom.table.connect,
        clock=newsroom.clock,
        tls=tls_for_tests(),
    )
    tools = build_tools(settings, newsroom.tools.reading, network)
    return dataclasses.replace(newsroom, tools=dataclasses.replace(tools, chance=lambda: 0.5))


def warnings_of(newsroom: Newsroom) -> list[str]:
    return [warning.message for warning in newsroom.fetch().articles.warnings]


def test_the_first_reading_takes_older_documents_too(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(
        rss=serving(rss([an_item(5), an_item(4)], older="/rss2")),
        rss2=serving(rss([an_item(3), an_item(2)], older="/rss3?before=2")),
        rss3=serving(rss([an_item(1)])),
    )
    report = newsroom.fetch()
    assert (report.changed, counts(report)) == (1, (5, 0, 0))
    assert newsroom.server.targets() == ["/rss", "/rss2", "/rss3?before=2"]


def test_later_rounds_do_not_read_back(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(
        rss=serving(rss([an_item(2)], older="/rss2")),
        rss2=serving(rss([an_item(1)])),
    )
    newsroom.fetch()
    newsroom.server.requests.clear()
    newsroom.serve(rss=serving(rss([an_item(3), an_item(2)], older="/rss2")))
    assert counts(newsroom.fetch()) == (1, 0, 0)
    assert newsroom.server.targets() == ["/rss"]


def test_of_an_entry_in_two_documents_the_newer_counts(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(
        rss=serving(rss([an_item(2), an_item(1, summary="雲溪縣更正了第1號稀土回收辦法。")], older="/rss2")),
        rss2=serving(rss([an_item(1), an_item(0)])),
    )
    report = newsroom.fetch()
    assert (counts(report), report.articles.warnings) == ((3, 0, 0), ())


def test_documents_without_end_are_read_to_a_bound(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    numbers = itertools.count(1)

    def endless(exchange: Exchange) -> None:
        number = next(numbers)
        exchange.answer(rss([an_item(number)], older=f"/rss?page={number + 1}"))

    newsroom.serve(rss=endless)
    assert counts(newsroom.fetch()) == (1 + MAX_OLDER, 0, 0)
    assert len(newsroom.server.targets()) == 1 + MAX_OLDER


def test_a_document_that_brings_nothing_new_is_the_last(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(
        rss=serving(rss([an_item(1)], older="/rss2")), rss2=serving(rss([an_item(1)], older="/rss3"))
    )
    assert counts(newsroom.fetch()) == (1, 0, 0)
    assert newsroom.server.targets() == ["/rss", "/rss2"]


def test_documents_in_a_circle_are_read_once(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(
        rss=serving(rss([an_item(2)], older="/rss2")), rss2=serving(rss([an_item(1)], older="/rss"))
    )
    assert counts(newsroom.fetch()) == (2, 0, 0)
    assert newsroom.server.targets() == ["/rss", "/rss2"]


def test_what_was_read_counts_where_an_older_document_fails(newsroom: Newsroom) -> None:
    newsroom.subscribe(a_feed(), a_feed(url="http://feeds.example/other"))
    newsroom.serve(
        rss=serving(rss([an_item(1)], older="/rss2")),
        rss2=answering("404 Not Found"),
        other=serving(rss([an_item(2)], older="/pdf")),
        pdf=pdf,
    )
    report = newsroom.fetch()
    assert (report.changed, report.failed, counts(report)) == (2, (), (2, 0, 0))


def test_why_older_entries_are_missing_is_said(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1)], older="/rss2")), rss2=answering("404 Not Found"))
    assert warnings_of(newsroom) == ["its older entries are not read: feeds.example has nothing there (404)"]


@pytest.mark.parametrize(
    "older", ["http://127.0.0.1/rss2", "http://other.example/rss2", "http://feeds.example:8080/rss2"]
)
def test_older_documents_are_of_the_feeds_own_site(newsroom: Newsroom, older: str) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1)], older=older)), rss2=serving(rss([an_item(2)])))
    report = newsroom.fetch()
    assert [warning.message for warning in report.articles.warnings] == [
        f"its older entries are not read: they stand on another site ({older[: -len('/rss2')]}): "
        "subscribe to that one too, if you want them"
    ]
    assert (counts(report), newsroom.server.targets()) == ((1, 0, 0), ["/rss"])


def test_what_another_site_answers_in_its_place_is_left_out(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(
        rss=serving(rss([an_item(2)], older="/rss2")),
        rss2=redirecting("http://other.example/rss3", "302 Found"),
        rss3=serving(rss([an_item(1)], older="/rss4")),
    )
    assert counts(newsroom.fetch()) == (1, 0, 0)
    assert newsroom.server.targets() == ["/rss", "/rss2", "/rss3"]


def test_https_is_no_other_site() -> None:
    url = "http://feeds.example/rss"
    page = FetchedPage(url=url, final_url="https://feeds.example/rss", status=200, content=b"")
    pages = FeedPages.of(
        page, ParsedFeed(title="", entries=(), older_url="http://feeds.example/rss2?before=2")
    )
    assert older_request(a_feed(), pages) == FetchRequest(
        url="http://feeds.example/rss2?before=2", own_networks=True
    )


def test_a_feed_in_a_network_of_ones_own_is_read_back_there(intranet: Newsroom) -> None:
    intranet.subscribe(a_feed(url="http://intra.example/rss"))
    intranet.serve(rss=serving(rss([an_item(2)], older="/rss2")), rss2=serving(rss([an_item(1)])))
    assert counts(intranet.fetch()) == (2, 0, 0)


def test_where_it_leads_out_nothing_leads_back_in(intranet: Newsroom) -> None:
    intranet.subscribe(a_feed(url="http://intra.example/rss"))
    intranet.serve(
        rss=redirecting("http://other.example/moved", "302 Found"),
        moved=serving(
            rss([an_item(1, link="http://intra.example/secret")], older="http://intra.example/admin?x=delete")
        ),
    )
    intranet.fetch(full_text=True)
    assert intranet.server.targets() == ["/rss", "/moved"]


def test_an_address_of_another_kind_is_none(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1)], older="javascript:void(0)")))
    assert counts(newsroom.fetch()) == (1, 0, 0)


def test_an_older_document_may_have_moved(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(
        rss=serving(rss([an_item(2)], older="/rss2")),
        rss2=redirecting("/rss3", "301 Moved Permanently"),
        rss3=serving(rss([an_item(1)])),
    )
    assert counts(newsroom.fetch()) == (2, 0, 0)
    assert newsroom.feed().moved_to is None
