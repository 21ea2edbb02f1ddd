"""Feeds in several documents (RFC 5005): read back at the first reading, within bounds, and never again."""

from __future__ import annotations

import itertools

from indexer.subscriptions.older_entries import MAX_OLDER
from tests.builders import a_feed
from tests.feed_texts import an_item, rss, serving
from tests.loopback import Exchange
from tests.misbehaving import answering, pdf, redirecting
from tests.unit.indexer.subscriptions.conftest import Newsroom
from tests.unit.indexer.subscriptions.test_rounds import counts


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


def test_no_older_document_leads_into_networks_of_ones_own(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(
        rss=serving(rss([an_item(1)], older="http://127.0.0.1/rss2")),
        rss2=serving(rss([an_item(2)])),
    )
    assert counts(newsroom.fetch()) == (1, 0, 0)
    assert newsroom.server.targets() == ["/rss"]


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
