"""Rounds of fetching, from the socket to the archive."""

from __future__ import annotations

import datetime as dt
from contextlib import closing

import pytest

from index.archive.folder import DataFolder
from index.archive.generations import current_generation
from index.errors import IncompatibleError, LockedError, ParameterError
from index.model import SearchRequest
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from index.store.lock import WriterLock
from index.store.sqlite_store import SqliteStoreReader
from indexer.adding import add_records
from indexer.inputs import FetchedPage, ParsedFeed
from indexer.sources.feeds import parse_feed
from indexer.subscriptions import running
from indexer.subscriptions.completing import FetchedFeed
from indexer.subscriptions.managing import unsubscribe
from indexer.subscriptions.reading import Reading
from indexer.subscriptions.round import RoundOptions
from indexer.subscriptions.running import FeedListener, RoundReport
from tests.builders import NOON, a_feed
from tests.feed_texts import an_item, conditional, rss, serving
from tests.loopback import Exchange, Route
from tests.misbehaving import answering, login_page, pdf, redirecting, silent
from tests.unit.indexer.subscriptions.conftest import Newsroom, Patience

EVERY = RoundOptions(every_seconds=900)


def counts(report: RoundReport) -> tuple[int, int, int]:
    return report.articles.added, report.articles.updated, report.articles.unchanged


def found(newsroom: Newsroom, query: str) -> list[str]:
    with closing(SearchService(DataFolder(newsroom.folder.path), Gazetteer.load())) as service:
        return [hit.title.text for hit in service.search(SearchRequest(query=query)).hits]


def last_sequence(newsroom: Newsroom) -> int:
    with closing(SqliteStoreReader(newsroom.folder.path)) as store:
        return store.last_sequence()


def test_entries_become_articles_that_are_found(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1), an_item(2)]), etag='"1"'))
    report = newsroom.fetch()
    assert (report.changed, report.failed, counts(report)) == (1, (), (2, 0, 0))
    assert found(newsroom, "第2號稀土回收") == ["雲溪縣公佈第2號稀土回收辦法"]
    with closing(SqliteStoreReader(newsroom.folder.path)) as store:
        (first, _) = store.articles([1, 2])
    assert (first.article.source, first.article.url, first.article.published_origin) == (
        "雲溪公報",
        "http://feeds.example/a/1",
        "feed",
    )
    feed = newsroom.feed()
    assert (feed.title, feed.articles, feed.etag, feed.last_success) == ("雲溪公報", 2, '"1"', NOON)


def test_a_date_that_lies_ahead_of_the_fetch_is_marked(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1, published="Thu, 01 Jan 2099 08:00:00 +0800")])))
    newsroom.fetch()
    with closing(SqliteStoreReader(newsroom.folder.path)) as store:
        (stored,) = store.articles([1])
    assert stored.article.published is not None
    assert (stored.article.published.year, stored.article.date_ahead) == (2099, True)


def test_a_name_given_by_the_user_is_the_source(newsroom: Newsroom) -> None:
    newsroom.subscribe(a_feed(source="雲溪縣政府"))
    newsroom.serve(rss=serving(rss([an_item(1)])))
    newsroom.fetch()
    with closing(SqliteStoreReader(newsroom.folder.path)) as store:
        assert [one.source for one in store.sources()] == ["雲溪縣政府"]


def test_not_modified_writes_nothing_but_the_success(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=conditional(rss([an_item(1)]), '"1"'))
    newsroom.fetch()
    before, sequence = newsroom.feed(), last_sequence(newsroom)
    newsroom.clock.pass_seconds(900)
    report = newsroom.fetch()
    assert (report.unchanged, counts(report), last_sequence(newsroom)) == (1, (0, 0, 0), sequence)
    after = newsroom.feed()
    assert (after.etag, after.articles, after.last_success) == ('"1"', 1, NOON + dt.timedelta(seconds=900))
    assert before.last_success == NOON
    assert len(newsroom.entries()) == 1


def test_the_same_entries_again_open_no_archive(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1)])))
    newsroom.fetch()
    report = newsroom.fetch()
    assert (report.unchanged, counts(report)) == (1, (0, 0, 0))


def test_a_changed_entry_is_a_new_version_and_a_new_one_a_new_article(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1)])))
    newsroom.fetch()
    newsroom.serve(rss=serving(rss([an_item(2), an_item(1, summary="雲溪縣更正了第1號稀土回收辦法。")])))
    report = newsroom.fetch()
    assert (counts(report), newsroom.feed().articles) == ((1, 1, 0), 2)


def test_items_without_address_belong_to_the_feed_wherever_it_moves(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    items = [an_item(1, link=""), an_item(2, link="")]
    newsroom.serve(rss=serving(rss(items)))
    newsroom.fetch()
    newsroom.serve(
        rss=redirecting("http://other.example/new", "301 Moved Permanently"),
        new=serving(rss([*items, an_item(3)])),
    )
    assert counts(newsroom.fetch()) == (1, 0, 0)
    assert newsroom.feed().moved_to == "http://other.example/new"
    newsroom.server.requests.clear()
    newsroom.fetch()
    assert newsroom.server.targets() == ["/new"]


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (login_page, "not a feed: got an HTML"),
        (pdf, "not a feed: got"),
        (serving(b""), "not a feed: got nothing"),
        (answering("500 Broken"), "has trouble (500)"),
        (answering("410 Gone"), "gone for good (410)"),
    ],
)
def test_a_failure_is_told_and_remembered(newsroom: Newsroom, route: Route, reason: str) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=route)
    report = newsroom.fetch()
    feed = newsroom.feed()
    assert [reason in failure.reason for failure in report.failed] == [True]
    assert (feed.failures, reason in (feed.last_error or "")) == (1, True)
    assert feed.next_try == NOON + dt.timedelta(minutes=10)


def test_a_feed_that_failed_waits_for_its_next_try(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=answering("500 Broken"))
    newsroom.fetch()
    waiting = newsroom.fetch()
    assert (waiting.waiting, waiting.failed, len(newsroom.server.requests)) == (1, (), 1)
    newsroom.clock.pass_seconds(601)
    newsroom.serve(rss=serving(rss([an_item(1)])))
    assert newsroom.fetch().changed == 1
    assert (newsroom.feed().failures, newsroom.feed().last_error) == (0, None)


def test_a_named_feed_is_asked_at_once(newsroom: Newsroom) -> None:
    newsroom.subscribe(a_feed(), a_feed(url="http://feeds.example/other"))
    newsroom.serve(rss=answering("500 Broken"))
    newsroom.fetch("http://feeds.example/rss")
    newsroom.serve(rss=serving(rss([an_item(1)])))
    report = newsroom.fetch("feeds.example/rss", "http://feeds.example/rss")
    assert (report.changed, report.waiting, newsroom.server.targets()) == (1, 0, ["/rss", "/rss"])


def test_an_unknown_name_is_named(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    with pytest.raises(ParameterError, match="there is no feed nobody"):
        newsroom.fetch("nobody")


def test_a_host_that_wants_a_pause_gets_it_from_all_its_feeds(newsroom: Newsroom) -> None:
    newsroom.subscribe(*(a_feed(url=f"http://feeds.example/{name}") for name in ("rss", "two", "three")))
    newsroom.serve(rss=answering("429 Too Many", retry_after="7200"))
    report = newsroom.fetch()
    assert (len(report.failed), report.postponed, newsroom.server.targets()) == (1, 2, ["/rss"])
    assert [newsroom.feed(f"http://feeds.example/{name}").failures for name in ("rss", "two")] == [1, 0]
    assert newsroom.fetch().waiting == 3
    newsroom.clock.pass_seconds(7_201)
    newsroom.serve(**{name: serving(rss([an_item(1)])) for name in ("rss", "two", "three")})
    assert newsroom.fetch().changed == 3


def test_one_bad_feed_does_not_hold_up_the_others(newsroom: Newsroom) -> None:
    bad = a_feed(url="http://feeds.example/silent")
    newsroom.subscribe(bad, *(a_feed(url=f"http://other.example/{number}") for number in range(5)))
    newsroom.server.routes |= {f"/{number}": serving(rss([an_item(number)])) for number in range(5)}
    newsroom.serve(silent=silent)
    order: list[str] = []
    stopping = Patience()

    class Watching(FeedListener):
        def answered(self, fetched: FetchedFeed) -> None:
            order.append(fetched.feed.url)
            stopping.is_requested = len(order) == 5

    (report,) = newsroom.fetching(RoundOptions(), stopping, Watching()).rounds()
    # Stopped while the silent feed was still being waited for: what was complete is stored, and the rest as if never asked.
    assert (report.articles.added, bad.url in order) == (5, False)
    assert newsroom.feed(bad.url) == bad


def test_an_entry_that_cannot_be_taken_is_reported_and_not_tried_again(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1), an_item(2, title="", summary="")])))
    (rejection,) = newsroom.fetch().articles.rejected
    assert (rejection.path, "neither title nor text" in rejection.reason) == (
        "http://feeds.example/rss",
        True,
    )
    assert newsroom.fetch().articles.rejected == ()


def test_rounds_go_on_until_somebody_stops_them(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1)])))
    stopping = Patience(waits_before_stop=2)
    reports = list(newsroom.fetching(EVERY, stopping).rounds())
    assert [report.changed for report in reports] == [1, 0, 0]
    assert stopping.waited == [pytest.approx(900, abs=60)] * 3
    assert newsroom.feed().next_try == NOON + dt.timedelta(seconds=900)


def test_feeds_added_between_rounds_are_fetched(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1)])), two=serving(rss([an_item(2)])))
    rounds = newsroom.fetching(EVERY, Patience(waits_before_stop=5)).rounds()
    next(rounds)
    newsroom.subscribe(a_feed(url="http://feeds.example/two"))
    assert next(rounds).articles.added == 1


def test_one_round_alone_asks_nobody_while_another_process_writes(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    with WriterLock(newsroom.folder.path), pytest.raises(LockedError):
        newsroom.fetch()
    assert newsroom.server.requests == []


def test_rounds_that_go_on_wait_for_another_writer_and_say_so_once(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1)])))
    lock = WriterLock(newsroom.folder.path)
    lock.__enter__()

    class Releasing(Patience):
        def wait(self, seconds: float) -> bool:
            self.waited.append(seconds)
            if len(self.waited) == 3:
                lock.__exit__(None, None, None)
            return False

    stopping = Releasing()
    report = next(newsroom.fetching(EVERY, stopping).rounds())
    assert (report.articles.added, len(stopping.waited)) == (1, 3)
    assert [record.message.count("what was fetched is kept") for record in caplog.records] == [1]


def test_stopped_while_another_process_writes_nothing_is_lost(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=conditional(rss([an_item(1)]), '"1"'))
    with WriterLock(newsroom.folder.path):
        assert list(newsroom.fetching(EVERY, Patience()).rounds()) == []
    assert newsroom.feed().etag is None
    assert newsroom.fetch().articles.added == 1


def test_no_lock_is_held_while_the_network_is_asked(newsroom: Newsroom) -> None:
    newsroom.subscribe()

    def route(exchange: Exchange) -> None:
        add_records(newsroom.folder, [])
        exchange.answer(rss([an_item(1)]), content_type="application/rss+xml")

    newsroom.serve(rss=route)
    assert newsroom.fetch().articles.added == 1


def test_a_feed_unsubscribed_meanwhile_stays_so(newsroom: Newsroom) -> None:
    newsroom.subscribe()

    def route(exchange: Exchange) -> None:
        unsubscribe(newsroom.folder, ["http://feeds.example/rss"], newsroom.clock.now)
        exchange.answer(rss([an_item(1)]), content_type="application/rss+xml")

    newsroom.serve(rss=route)
    newsroom.fetch()
    with pytest.raises(KeyError):
        newsroom.feed()


def test_many_entries_come_in_batches(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(number) for number in range(320)])))
    assert (newsroom.fetch().articles.added, newsroom.feed().articles) == (320, 320)


def test_without_subscriptions_there_is_nothing_to_do(newsroom: Newsroom) -> None:
    report = newsroom.fetch()
    assert (report.changed, report.waiting, counts(report)) == (0, 0, (0, 0, 0))


def test_killed_between_articles_and_validators_a_run_fetches_again_and_doubles_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=conditional(rss([an_item(1)]), '"1"'))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(running, "writing_feeds", killed)
        with pytest.raises(KeyboardInterrupt):
            newsroom.fetch()
    assert (newsroom.feed().etag, found(newsroom, "稀土回收")) == (None, ["雲溪縣公佈第1號稀土回收辦法"])
    assert (counts(newsroom.fetch()), newsroom.feed().etag) == ((0, 0, 1), '"1"')


def test_nobody_is_asked_while_the_index_cannot_take_anything(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.serve(rss=serving(rss([an_item(1)])))
    newsroom.fetch()
    manifest = current_generation(newsroom.folder).folder / "manifest.json"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace('"schema": ', '"schema": 9'), encoding="utf-8"
    )
    with pytest.raises(IncompatibleError, match="zhengwen rebuild"):
        newsroom.fetch()
    assert len(newsroom.server.requests) == 1


def test_a_bug_met_in_one_feed_is_shown_and_the_others_go_on(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.subscribe(a_feed(), a_feed(url="http://feeds.example/two"))
    newsroom.serve(rss=serving(b"poison"), two=serving(rss([an_item(1)])))

    def read(_: Reading, page: FetchedPage) -> ParsedFeed:
        if page.content == b"poison":
            raise KeyError("poison")
        return parse_feed(page.content)

    monkeypatch.setattr(Reading, "read_feed", read)
    report = newsroom.fetch()
    assert (report.articles.added, [one.reason for one in report.failed]) == (1, ["a bug of ours: KeyError"])
    assert [record.exc_info is not None for record in caplog.records] == [True]
