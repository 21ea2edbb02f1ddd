"""The contract of subscriptions (`index/store/feeds.py`), on every store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from index.errors import NotFoundError
from index.store.feeds import Feed, TakenEntry
from tests.builders import NOON, a_feed, an_article
from tests.contracts.store_archive import Archive

FULL = Feed(
    url="http://feeds.example/rss",
    added_at=NOON,
    title="樣例公報",
    site_url="http://feeds.example/",
    source="公報",
    moved_to="https://feeds.example/rss",
    etag='W/"1"',
    last_modified="Fri, 28 Nov 2025 04:00:00 GMT",
    last_success=NOON + dt.timedelta(microseconds=1),
    last_error="feeds.example has trouble (500)",
    last_error_at=NOON,
    next_try=NOON + dt.timedelta(minutes=10),
    failures=2,
    articles=30,
    full_text=True,
)
ENTRIES = (TakenEntry(-(2**62), 2**62, True, 0), TakenEntry(5, 6, False, 2))


def test_a_feed_comes_back_exactly(archive: Archive) -> None:
    archive.writer.put_feed(FULL)
    archive.writer.commit()
    assert archive.reader().feeds() == (FULL,)


def test_a_store_without_feeds_has_none(archive: Archive) -> None:
    archive.writer.commit()
    reader = archive.reader()
    assert (reader.feeds(), reader.feed_entries("http://feeds.example/rss")) == ((), ())


def test_feeds_come_in_the_order_of_adding(archive: Archive) -> None:
    later = replace(FULL, url="http://a.example/", added_at=NOON + dt.timedelta(seconds=1))
    beside = replace(FULL, url="http://b.example/")
    for feed in (later, FULL, beside):
        archive.writer.put_feed(feed)
    archive.writer.commit()
    assert archive.reader().feeds() == (beside, FULL, later)


def test_a_feed_is_replaced_and_its_entries_stay(archive: Archive) -> None:
    archive.writer.put_feed(FULL)
    archive.writer.put_feed_entries(FULL.url, ENTRIES)
    bare = a_feed(url=FULL.url)
    archive.writer.put_feed(bare)
    archive.writer.commit()
    reader = archive.reader()
    assert (reader.feeds(), reader.feed_entries(FULL.url)) == ((bare,), ENTRIES)


def test_entries_are_replaced(archive: Archive) -> None:
    archive.writer.put_feed(FULL)
    archive.writer.put_feed_entries(FULL.url, ENTRIES)
    archive.writer.put_feed_entries(FULL.url, [TakenEntry(9, 9, False, 0), TakenEntry(1, 1, False, 0)])
    archive.writer.commit()
    assert [entry.entry for entry in archive.reader().feed_entries(FULL.url)] == [1, 9]


def test_removing_a_feed_forgets_its_entries_and_keeps_articles(archive: Archive) -> None:
    archive.stored(an_article())
    archive.writer.put_feed(FULL)
    archive.writer.put_feed_entries(FULL.url, ENTRIES)
    archive.writer.remove_feed(FULL.url)
    archive.writer.put_feed(FULL)
    archive.writer.commit()
    reader = archive.reader()
    assert (reader.feed_entries(FULL.url), reader.count()) == ((), 1)


def test_a_feed_that_is_not_there_is_named(archive: Archive) -> None:
    with pytest.raises(NotFoundError, match="there is no feed"):
        archive.writer.remove_feed("http://nobody.example/")
    with pytest.raises(NotFoundError, match="there is no feed"):
        archive.writer.put_feed_entries("http://nobody.example/", ENTRIES)


def test_readers_see_what_was_committed_only(archive: Archive) -> None:
    archive.writer.put_feed(FULL)
    archive.writer.commit()
    archive.writer.put_feed(replace(FULL, failures=3))
    archive.writer.put_feed_entries(FULL.url, ENTRIES)
    reader = archive.reader()
    assert (reader.feeds(), reader.feed_entries(FULL.url)) == ((FULL,), ())
    assert archive.writer.feeds()[0].failures == 3
    archive.writer.rollback()
    assert archive.writer.feeds() == (FULL,)


def test_a_feed_is_no_change_of_an_article(archive: Archive) -> None:
    (result,) = archive.stored(an_article())
    archive.writer.put_feed(FULL)
    archive.writer.commit()
    assert archive.reader().last_sequence() == result.sequence
    assert archive.reader().verify() == ()


@pytest.mark.parametrize(
    ("source", "title", "name"), [("甲", "乙", "甲"), (None, "乙", "乙"), (None, None, "http://f.example/")]
)
def test_a_feed_is_called_by_what_is_known_of_it(source: str | None, title: str | None, name: str) -> None:
    assert a_feed(url="http://f.example/", source=source, title=title).name == name
