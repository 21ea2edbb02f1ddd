"""Subscriptions in words and in JSON: what `zhengwen feeds` prints. Values in, text out; times are Shanghai's."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict

import click

from index.model import SHANGHAI
from index.store.feeds import Feed
from indexer import report
from indexer.sources.cleaning import clean_title
from indexer.subscriptions.managing import FeedRejection, SubscribeReport, UnsubscribeReport
from indexer.subscriptions.running import RoundReport


def render_feeds_json(feeds: Sequence[Feed]) -> str:
    """`{"feeds": [{"url", "title", …}]}`, every particular of every subscription."""
    return report.json_text({"feeds": [_feed_value(feed) for feed in feeds]})


def render_feeds(feeds: Sequence[Feed]) -> str:
    """A paragraph for each subscription: its name, its address in one piece, how it does; styled for a terminal."""
    if not feeds:
        return "no feeds yet: zhengwen feeds add URL"
    return "\n\n".join(_render_feed(feed) for feed in feeds)


def _render_feed(feed: Feed) -> str:
    # No table: in 80 columns its cells would break every address into pieces that nobody can copy.
    facts = [
        f"{feed.articles:,} article{'' if feed.articles == 1 else 's'}",
        f"last success {_shown_time(feed.last_success) or 'never'}",
        f"next try {_shown_time(feed.next_try) or 'at the next fetch'}",
    ]
    if feed.full_text:
        facts.append("full text from its pages")
    lines = [feed.url] if feed.name != feed.url else []
    if feed.moved_to:
        lines.append(f"→ {feed.moved_to}")
    lines.append(" · ".join(facts))
    if feed.last_error:
        failures = f" ({feed.failures} in a row)" if feed.failures > 1 else ""
        lines.append(click.style(f"last error: {feed.last_error}{failures}", fg="red"))
    return "\n  ".join([click.style(feed.name, bold=True), *lines])


def render_subscribed_json(result: SubscribeReport) -> str:
    """`{"added": [feed], "known": [feed], "rejected": [{"url", "reason", "choices": [{"url", "title"}]}]}`."""
    return report.json_text(
        {
            "added": [_feed_value(feed) for feed in result.added],
            "known": [_feed_value(feed) for feed in result.known],
            "rejected": [asdict(rejection) for rejection in result.rejected],
        }
    )


def render_subscribed(result: SubscribeReport) -> str:
    """A line per feed; what was rejected is said on stderr."""
    lines = [f"added {feed.name}" + _address(feed) for feed in result.added]
    lines += [f"known already: {feed.name}" + _address(feed) for feed in result.known]
    if len(lines) > 1 or not lines:
        lines.append(f"{len(result.added):,} added, {len(result.known):,} known already")
    return "\n".join(lines)


def render_feed_rejection(rejection: FeedRejection) -> str:
    """Where and why, then the feeds to choose from, one a line."""
    choices = [
        f"    {choice.url}  {clean_title(choice.title or '').text}".rstrip() for choice in rejection.choices
    ]
    return "\n".join((f"{rejection.url}: {rejection.reason}", *choices))


def render_unsubscribed_json(result: UnsubscribeReport) -> str:
    """`{"removed": [urls], "not_found": [names]}`."""
    return report.json_text(
        {"removed": [feed.url for feed in result.removed], "not_found": list(result.not_found)}
    )


def render_unsubscribed(result: UnsubscribeReport) -> str:
    """A line per feed."""
    lines = [f"removed {feed.name}" + _address(feed) for feed in result.removed]
    return "\n".join(lines) or "nothing removed"


def render_round_json(result: RoundReport) -> str:
    """The document of `add --json`, and `feeds` beside it: how many by what came of them, and which failed."""
    feeds = {
        "changed": result.changed,
        "unchanged": result.unchanged,
        "failed": [asdict(failure) for failure in result.failed],
        "postponed": result.postponed,
        "waiting": result.waiting,
    }
    return report.json_text({**json.loads(report.render_add_json(result.articles)), "feeds": feeds})


def render_round(result: RoundReport) -> str:
    """One line for the feeds, one for the articles."""
    parts = [f"{result.changed:,} changed", f"{result.unchanged:,} unchanged"]
    if result.failed:
        parts.append(f"{len(result.failed):,} failed")
    if result.postponed:
        parts.append(f"{result.postponed:,} put off by their host")
    if result.waiting:
        parts.append(f"{result.waiting:,} wait for their next try")
    return f"feeds: {', '.join(parts)}\narticles: {report.render_add(result.articles)}"


def _feed_value(feed: Feed) -> dict[str, object]:
    return {
        "url": feed.url,
        "title": feed.title,
        "source": feed.source,
        "site_url": feed.site_url,
        "added_at": _iso(feed.added_at),
        "last_success": _iso(feed.last_success),
        "last_error": feed.last_error,
        "last_error_at": _iso(feed.last_error_at),
        "next_try": _iso(feed.next_try),
        "failures": feed.failures,
        "articles": feed.articles,
        "full_text": feed.full_text,
        "etag": feed.etag,
        "last_modified": feed.last_modified,
        "moved_to": feed.moved_to,
    }


def _address(feed: Feed) -> str:
    return f" ({feed.url})" if feed.name != feed.url else ""


def _iso(time: dt.datetime | None) -> str | None:
    return None if time is None else time.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _shown_time(time: dt.datetime | None) -> str | None:
    return None if time is None else f"{time.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
