"""The page of subscriptions: which feeds the archive follows, and how each fares. Reads, and changes nothing.

Rows for `templates/feeds.html`. Subscribing is the command line's (`zhengwen feeds`); the site only shows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Flask, Response, render_template
from markupsafe import Markup

from index.model import SHANGHAI, SearchRequest
from index.search import SearchService
from index.store.feeds import Feed
from webapp.addresses import SearchAddress
from webapp.present import Link, parse_link
from webapp.reader import Reader, current_reader, respond_page


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A feed as the page shows it; *url* leads to its articles, *link* to the feed itself."""

    name: str
    url: str
    link: Link | None
    site: Link | None
    articles: int
    full_text: bool
    last_success: Markup
    next_try: Markup
    last_error: str | None
    failures: int


class FeedsPage:
    """The view at `/feeds`."""

    def __init__(self, service: SearchService) -> None:
        self._service = service

    def register(self, app: Flask) -> None:
        """Give *app* the route."""
        app.add_url_rule("/feeds", "feeds", self.show)

    def show(self) -> Response:
        """Every subscription, those that fail first."""
        reader = current_reader()
        feeds = sorted(
            self._service.feeds(), key=lambda feed: (not feed.failures, feed.name.casefold(), feed.url)
        )
        views = [_build_view(feed, reader) for feed in feeds]
        return respond_page(render_template("feeds.html", feeds=views))


def _build_view(feed: Feed, reader: Reader) -> FeedView:
    request = SearchRequest(sources=(feed.name,))
    return FeedView(
        name=feed.name,
        url=SearchAddress(request=request, language=reader.chosen).url(),
        link=parse_link(feed.moved_to or feed.url),
        site=parse_link(feed.site_url),
        articles=feed.articles,
        full_text=feed.full_text,
        last_success=_render_time(feed.last_success),
        next_try=_render_time(feed.next_try),
        last_error=feed.last_error,
        failures=feed.failures,
    )


def _render_time(time: dt.datetime | None) -> Markup:
    """A moment as `<time>`, to the minute, in Shanghai; empty where there is none."""
    if time is None:
        return Markup("")
    local = time.astimezone(SHANGHAI)
    return Markup('<time datetime="{}">{}</time>').format(
        local.isoformat(timespec="seconds"), f"{local:%Y-%m-%d %H:%M}"
    )
