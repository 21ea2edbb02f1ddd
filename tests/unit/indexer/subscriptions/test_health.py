"""What a fetch means for a feed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from index.errors import ItemError
from indexer.fetch.errors import FailureKind, FetchError
from indexer.inputs import FetchedPage, ParsedFeed
from indexer.subscriptions.health import Moment, after_failure, after_success, is_due
from tests.builders import NOON, a_feed

AT = Moment(now=NOON, chance=0.5)
PAGE = FetchedPage(
    url="http://feeds.example/rss",
    final_url="http://feeds.example/rss",
    status=200,
    content=b"",
    etag='"2"',
    last_modified="Fri, 28 Nov 2025 04:00:00 GMT",
)
PARSED = ParsedFeed(title="雲溪公報", entries=(), site_url="http://feeds.example/")
SICK = a_feed(
    etag='"1"', last_error="broke off", last_error_at=NOON, failures=3, next_try=NOON + dt.timedelta(hours=1)
)


def a_failure(kind: FailureKind = FailureKind.STATUS, **parts: object) -> FetchError:
    return FetchError("has trouble", kind=kind, **parts)  # type: ignore[arg-type]


def test_a_success_makes_a_feed_well() -> None:
    well = after_success(SICK, PAGE, PARSED, AT)
    assert well == a_feed(
        title="雲溪公報",
        site_url="http://feeds.example/",
        etag='"2"',
        last_modified="Fri, 28 Nov 2025 04:00:00 GMT",
        last_success=NOON,
    )


def test_an_unchanged_feed_keeps_its_validators() -> None:
    unchanged = replace(PAGE, status=304, etag=None, last_modified=None)
    assert after_success(SICK, unchanged, None, AT) == a_feed(etag='"1"', last_success=NOON)


def test_the_first_title_stays() -> None:
    assert (
        after_success(a_feed(title="雲溪公報"), PAGE, replace(PARSED, title="雲溪公報 11月28日"), AT).title
        == "雲溪公報"
    )


def test_the_next_round_is_told() -> None:
    later = NOON + dt.timedelta(minutes=15)
    feed = after_success(a_feed(), PAGE, PARSED, replace(AT, next_round=later))
    assert (feed.next_try, is_due(feed, NOON)) == (later, True)


@pytest.mark.parametrize(
    ("before", "permanent", "after"),
    [
        (None, None, None),
        (None, "http://new.example/", "http://new.example/"),
        ("http://new.example/", None, "http://new.example/"),
        ("http://new.example/", "http://newer.example/", "http://newer.example/"),
        ("http://new.example/", "http://feeds.example/rss", None),
    ],
)
def test_where_a_feed_moved_for_good_is_remembered(
    before: str | None, permanent: str | None, after: str | None
) -> None:
    page = replace(PAGE, permanent_url=permanent)
    assert after_success(a_feed(moved_to=before), page, PARSED, AT).moved_to == after


def test_failures_are_counted_and_pauses_grow() -> None:
    once = after_failure(a_feed(), a_failure(), AT)
    assert (once.failures, once.last_error, once.last_error_at) == (1, "has trouble", NOON)
    assert once.next_try == NOON + dt.timedelta(minutes=10)
    assert after_failure(once, a_failure(), AT).next_try == NOON + dt.timedelta(minutes=20)


def test_an_answer_that_is_no_feed_is_a_failure() -> None:
    feed = after_failure(a_feed(last_success=NOON), ItemError("not a feed: got a PDF"), AT)
    assert (feed.failures, feed.last_error, feed.last_success) == (1, "not a feed: got a PDF", NOON)


def test_a_servers_wish_is_obeyed() -> None:
    feed = after_failure(a_feed(), a_failure(status=429, retry_after_seconds=7_200.0), AT)
    assert feed.next_try == NOON + dt.timedelta(hours=2)


def test_a_feed_that_was_not_asked_has_not_failed() -> None:
    feed = after_failure(a_feed(), a_failure(FailureKind.POSTPONED, retry_after_seconds=60.0), AT)
    assert (feed.failures, feed.next_try) == (0, NOON + dt.timedelta(seconds=60))
    assert (is_due(feed, NOON), is_due(feed, NOON + dt.timedelta(seconds=60))) == (False, True)


@pytest.mark.parametrize(("status", "kept"), [(404, False), (410, False), (500, True)])
def test_a_new_address_with_nothing_there_is_given_up(status: int, kept: bool) -> None:
    feed = after_failure(a_feed(moved_to="http://new.example/"), a_failure(status=status), AT)
    assert (feed.moved_to is not None) is kept


def test_a_new_address_that_may_not_be_asked_is_given_up() -> None:
    feed = after_failure(a_feed(moved_to="http://new.example/"), a_failure(FailureKind.REFUSED), AT)
    assert feed.moved_to is None


def test_a_feed_is_due_when_its_pause_is_over() -> None:
    assert is_due(a_feed(), NOON)
    assert not is_due(SICK, NOON)
    assert is_due(SICK, NOON + dt.timedelta(hours=1))
