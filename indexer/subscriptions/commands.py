"""`zhengwen feeds`: subscriptions on the command line.

Options in, calls to `managing.py`, `finding.py` and `running.py`, reports out: results to stdout, everything else to stderr
through the log. Errors are raised, and said by `zhengwen.py`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
from collections.abc import Iterator
from typing import BinaryIO, Final

import click

from index.archive.folder import DataFolder
from index.errors import ItemError, ParameterError
from index.settings import Settings
from indexer.adding import InputWarning, Rejection
from indexer.fetch.clock import SystemClock
from indexer.progress import ProgressBar, show_progress
from indexer.sources.cleaning import clean_text
from indexer.sources.feeds import FeedOutline, parse_opml, render_opml
from indexer.subscriptions import report
from indexer.subscriptions.completing import FetchedFeed
from indexer.subscriptions.durations import parse_duration
from indexer.subscriptions.finding import FeedFinder, complete_urls
from indexer.subscriptions.keeping import load_feeds
from indexer.subscriptions.managing import (
    FeedRejection,
    FeedWish,
    SubscribeReport,
    check_unlocked,
    find_wishes,
    subscribe,
    unsubscribe,
)
from indexer.subscriptions.reading import Reading
from indexer.subscriptions.round import RoundOptions
from indexer.subscriptions.running import FeedFetching, FeedListener, RoundReport
from indexer.subscriptions.stopping import SignalStopping
from indexer.subscriptions.tools import build_tools
from indexer.terminal import EXIT_INCOMPLETE, FirstWarnings, json_option, print_result, say_rejection

_LOG: Final = logging.getLogger(__name__)
"""Columns of the list where it goes to a file or another program."""
_OPML_TITLE: Final = "Zhengwen 政聞"


@click.group()
def feeds() -> None:
    """Subscriptions: feeds whose news is fetched again and again."""


@feeds.command("add")
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option("--source", metavar="NAME", help="Source of the articles; else the feed's own title.")
@click.option("--all", "take_all", is_flag=True, help="All feeds of a site that has several.")
@click.option(
    "--unchecked", is_flag=True, help="Take the addresses as they are, without asking for them now."
)
@click.option(
    "--full-text/--no-full-text",
    default=None,
    help="Complete entries that are only summaries from their pages, in every round; or no longer.",
)
@json_option
@click.pass_context
def add_feeds(
    context: click.Context,
    urls: tuple[str, ...],
    source: str | None,
    take_all: bool,
    unchecked: bool,
    full_text: bool | None,
    as_json: bool,
) -> None:
    """Subscribe to feeds, or to the feed of a site.

    The address of a page finds the feed that the page points to. Where it points to several, they are listed, and
    nothing is added unless --all says so. Of a feed known already, --full-text is remembered.
    """
    settings = context.ensure_object(Settings)
    folder = DataFolder(settings.data)
    check_unlocked(folder)
    name = None if source is None else " ".join(clean_text(source, "source").text.split()) or None
    wishes: list[FeedWish | FeedRejection] = [
        FeedWish(url=complete_urls(url)[0], source=name) for url in urls
    ]
    if not unchecked:
        with Reading() as reading:
            finder = FeedFinder(build_tools(settings, reading).client, reading)
            wishes = list(find_wishes(finder, urls, source=name, take_all=take_all))
    wishes = [
        wish if isinstance(wish, FeedRejection) else dataclasses.replace(wish, full_text=full_text)
        for wish in wishes
    ]
    _finish_subscribing(context, subscribe(folder, wishes, _now), as_json=as_json)


@feeds.command("list")
@json_option
@click.pass_obj
def list_feeds(settings: Settings, as_json: bool) -> None:
    """List subscriptions: last success and error, next try, articles."""
    found = load_feeds(DataFolder(settings.data))
    print_result(report.render_feeds_json(found), report.render_feeds(found), as_json=as_json)


@feeds.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="URL…")
@json_option
@click.pass_context
def remove_feeds(context: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """End subscriptions, by address or name. Articles stay."""
    settings = context.ensure_object(Settings)
    result = unsubscribe(DataFolder(settings.data), names, _now)
    for name in result.not_found:
        _LOG.error("%s: there is no such feed", name)
    print_result(report.render_unsubscribed_json(result), report.render_unsubscribed(result), as_json=as_json)
    if result.not_found:
        context.exit(EXIT_INCOMPLETE)


@feeds.command("import")
@click.argument("file", type=click.File("rb"), metavar="FILE | -")
@json_option
@click.pass_context
def import_feeds(context: click.Context, file: BinaryIO, as_json: bool) -> None:
    """Subscribe to every feed of an OPML file; - reads standard input.

    Other readers write such files. Feeds are not asked for until the next fetch.
    """
    settings = context.ensure_object(Settings)
    content = file.read()
    try:
        found = parse_opml(content)
    except ItemError as error:
        raise ParameterError("file", f"{file.name}: {error.reason}") from error
    wishes = [
        FeedWish(url=outline.url, title=outline.title, site_url=outline.site_url)
        for outline in found.outlines
    ]
    refused = [FeedRejection(url=url, reason="not an http or https address") for url in found.refused]
    _finish_subscribing(
        context, subscribe(DataFolder(settings.data), [*wishes, *refused], _now), as_json=as_json
    )


@feeds.command("export")
@click.pass_obj
def export_feeds(settings: Settings) -> None:
    """Print all subscriptions as OPML, for other readers."""
    found = load_feeds(DataFolder(settings.data))
    outlines = [
        FeedOutline(url=feed.moved_to or feed.url, title=feed.name, site_url=feed.site_url) for feed in found
    ]
    click.echo(render_opml(outlines, _OPML_TITLE).encode(), nl=False)


@feeds.command("fetch")
@click.argument("names", nargs=-1, metavar="[URL…]")
@click.option("--every", metavar="TIME", help="Go on, with so much time from round to round: 15m, 1h30m.")
@click.option(
    "--full-text", is_flag=True, help="Complete summaries of all feeds from their pages, in this run."
)
@json_option
@click.pass_context
def fetch_feeds(
    context: click.Context, names: tuple[str, ...], every: str | None, full_text: bool, as_json: bool
) -> None:
    """Take what is new from the feeds that are due.

    Feeds that are named are asked at once. With --every the command goes on until Ctrl-C or SIGTERM, and writes for moments only, so that `add` works meanwhile.
    """
    settings = context.ensure_object(Settings)
    options = RoundOptions(full_text=full_text, every_seconds=_parse_every(every))
    if not load_feeds(DataFolder(settings.data)):
        _LOG.warning("no feeds yet: zhengwen feeds add URL")
    stopping = SignalStopping()
    is_incomplete = False
    with Reading() as reading, stopping.listening():
        listener = _Terminal()
        fetching = FeedFetching(
            DataFolder(settings.data), build_tools(settings, reading), options, stopping, listener
        )
        rounds = fetching.rounds(names)
        while (result := _next_round(rounds, listener)) is not None:
            print_result(report.render_round_json(result), report.render_round(result), as_json=as_json)
            is_incomplete = bool(result.failed or result.articles.rejected)
    if stopping.is_requested and every is None:
        raise KeyboardInterrupt
    if is_incomplete and every is None:
        context.exit(EXIT_INCOMPLETE)


class _Terminal(FeedListener):
    """Says failures, rejections and the first warnings as they come, and moves the progress bar."""

    def __init__(self) -> None:
        self.bar: ProgressBar | None = None
        self._asked = 0
        self._answered = 0
        self.warnings = FirstWarnings()

    def asking(self, feeds: int) -> None:
        self._asked, self._answered = feeds, 0
        _LOG.info("asking %d feeds", feeds)
        self._move()

    def answered(self, fetched: FetchedFeed) -> None:
        self._answered += 1
        self._move()
        if fetched.error is not None:
            _LOG.warning("%s: %s", fetched.feed.url, fetched.error.reason)
        else:
            _LOG.info("%s: %s, %d entries to add", fetched.feed.url, fetched.outcome, len(fetched.entries))
        for message in fetched.warnings:
            self.warned(InputWarning(path=fetched.feed.url, line=None, message=message))

    def rejected(self, rejection: Rejection) -> None:
        say_rejection(rejection)

    def warned(self, warning: InputWarning) -> None:
        self.warnings.say(warning)

    def _move(self) -> None:
        if self.bar is not None:
            self.bar.advance_to(self._answered, total=self._asked)


def _next_round(rounds: Iterator[RoundReport], listener: _Terminal) -> RoundReport | None:
    with show_progress("fetching", None) as listener.bar:
        result = next(rounds, None)
    listener.warnings.say_rest()
    return result


def _finish_subscribing(context: click.Context, result: SubscribeReport, *, as_json: bool) -> None:
    for rejection in result.rejected:
        _LOG.error("%s", report.render_feed_rejection(rejection))
    print_result(report.render_subscribed_json(result), report.render_subscribed(result), as_json=as_json)
    if result.rejected:
        context.exit(EXIT_INCOMPLETE)


def _parse_every(text: str | None) -> float:
    try:
        return 0.0 if text is None else parse_duration(text)
    except ValueError as error:
        raise ParameterError("every", f"--every: {error}") from error


def _now() -> dt.datetime:
    return SystemClock().now()
