"""What a fetch means for a feed: its health before and after. Pure; the time and the chance come in from outside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from index.errors import ItemError
from index.store.feeds import Feed
from indexer.fetch.errors import FailureKind, FetchError
from indexer.fetch.retry import pause_after
from indexer.inputs import FetchedPage, ParsedFeed

_NOT_MODIFIED = 304
_GONE = frozenset((404, 410))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something happened; *chance* from 0 to 1 spreads pauses; *next_round* is when feeds are asked next, if that is known."""

    now: dt.datetime
    chance: float
    next_round: dt.datetime | None = None


def is_due(feed: Feed, now: dt.datetime) -> bool:
    """True where nothing speaks against asking: no pause after failures or by the server's wish."""
    return feed.next_try is None or feed.next_try <= now or (not feed.failures and feed.last_error is None)


def after_success(feed: Feed, page: FetchedPage, parsed: ParsedFeed | None, at: Moment) -> Feed:
    """The feed after an answer that could be read; *parsed* is None where it had not changed (304).

    An unchanged feed keeps its validators: a 304 says nothing about the next answer.
    """
    moved_to = page.permanent_url or feed.moved_to
    succeeded = replace(
        feed,
        moved_to=None if moved_to == feed.url else moved_to,
        last_success=at.now,
        last_error=None,
        last_error_at=None,
        next_try=at.next_round,
        failures=0,
    )
    if parsed is None or page.status == _NOT_MODIFIED:
        return succeeded
    return replace(
        succeeded,
        # The first name stays: it is the source of the articles, and feeds that put the day into their title exist.
        title=feed.title or parsed.title or None,
        site_url=parsed.site_url or feed.site_url,
        etag=page.etag,
        last_modified=page.last_modified,
    )


def after_failure(feed: Feed, error: ItemError, at: Moment) -> Feed:
    """The feed after a fetch without a result, or with one that is no feed: a longer pause with each failure in a row.

    A feed that was not asked at all, because its host wants a pause, has not failed.
    """
    wish = error.retry_after_seconds if isinstance(error, FetchError) else None
    if isinstance(error, FetchError) and error.kind is FailureKind.POSTPONED:
        return replace(
            feed,
            last_error=error.reason,
            last_error_at=at.now,
            next_try=at.now + dt.timedelta(seconds=wish or 0.0),
        )
    failures = feed.failures + 1
    pause = pause_after(failures, at.chance, wish)
    is_gone = isinstance(error, FetchError) and (error.status in _GONE or error.kind is FailureKind.REFUSED)
    return replace(
        feed,
        last_error=error.reason,
        last_error_at=at.now,
        next_try=at.now + dt.timedelta(seconds=pause),
        failures=failures,
        # Where it moved to there is nothing any more, or nothing for us: the address subscribed to is asked again, and may lead elsewhere.
        moved_to=None if is_gone else feed.moved_to,
    )
