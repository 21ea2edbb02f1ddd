"""What leaves the site beside pages: a search as a feed, and all its results as a file.

Reads the same parameters as the page of results. Feeds answer conditional requests; exports are streamed, as many at
once as leave half of the threads to everybody else.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Iterator

from flask import Flask, Response, render_template, request

from index.errors import BusyError
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from webapp.addresses import SearchAddress
from webapp.clock import Clock
from webapp.json_text import render_json
from webapp.machines.exports import EXPORT_FORMATS, ExportContext
from webapp.machines.syndication import Feed, FeedMaker, render_json_feed
from webapp.parameters import parse_search_request
from webapp.reader import current_reader
from webapp.security import GENERATION_HEADER

FEED_ENTRIES = 50
"""Newest entries of a feed, and as many of those that came in last: who looks in once a day misses nothing of fifty a day."""
MAX_EXPORTS = 2
"""Exports at once, of the four threads of the default settings."""
_PIECE_CHARACTERS = 32_768


class Outputs:
    """The views of feeds and exports."""

    def __init__(self, service: SearchService, gazetteer: Gazetteer, clock: Clock) -> None:
        self._service = service
        self._gazetteer = gazetteer
        self._clock = clock
        self._exporting = threading.BoundedSemaphore(MAX_EXPORTS)

    def register(self, app: Flask) -> None:
        """Give *app* the routes."""
        app.add_url_rule("/search.atom", "atom", self.atom)
        app.add_url_rule("/search.json", "json_feed", self.json_feed)
        for ending in EXPORT_FORMATS:
            app.add_url_rule(
                f"/export.{ending}", f"export_{ending}", self.export, defaults={"ending": ending}
            )

    def atom(self) -> Response:
        """The newest results of a search as an Atom feed."""
        feed = self._feed()
        xml = render_template("search.atom.xml", feed=feed)
        return self._respond_feed(feed, xml.encode(), "application/atom+xml")

    def json_feed(self) -> Response:
        """The newest results of a search as a JSON Feed."""
        feed = self._feed()
        return self._respond_feed(feed, render_json(render_json_feed(feed)), "application/feed+json")

    def _feed(self) -> Feed:
        address = self._address()
        hits = self._service.latest(dataclasses.replace(address.request, size=FEED_ENTRIES))
        maker = FeedMaker(
            root=request.host_url,
            address=address,
            reader=current_reader(),
            show_names=self._service.shown_names,
        )
        return maker.make(hits, self._service.listings([hit.id for hit in hits]))

    def _respond_feed(self, feed: Feed, content: bytes, mimetype: str) -> Response:
        """The feed, or 304 where the asker has it: by its tag, else by the time of the archive's last change.

        That of the newest entry would not do: where one was removed, the newest of the others is older than what the asker has.
        """
        response = Response(content, mimetype=mimetype)
        response.last_modified = dt.datetime.fromtimestamp(self._service.changed_at(), dt.UTC)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Vary"] = "Accept-Language"
        response.headers["Content-Language"] = feed.language
        response.add_etag(weak=True)
        response.make_conditional(request)
        return response

    def _address(self) -> SearchAddress:
        asked = parse_search_request(request.args, self._gazetteer)
        return SearchAddress(request=asked, language=current_reader().chosen)

    def export(self, ending: str) -> Response:
        """Everything that a search finds, newest first, as a file. Raises BusyError where too many are under way."""
        address, reader = self._address(), current_reader()
        slot = _Slot(self._exporting)
        try:
            found = self._service.walk(address.request)
            context = ExportContext(
                address=address,
                interpreted=found.interpreted,
                total=found.total,
                gazetteer=self._gazetteer,
                reader=reader,
                show_names=self._service.shown_names,
            )
            form = EXPORT_FORMATS[ending]
            response = Response(_joined(form.write(found.articles, context), slot), mimetype=form.mimetype)
        except BaseException:
            slot.leave()
            raise
        response.call_on_close(slot.leave)
        name = f"zhengwen-{self._clock().date().isoformat()}.{ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        response.headers[GENERATION_HEADER] = found.generation
        return response


class _Slot:
    """One of the exports under way: taken at once or not at all, left once, by whoever is first to end it."""

    def __init__(self, slots: threading.BoundedSemaphore) -> None:
        """Raises BusyError where all are taken."""
        if not slots.acquire(blocking=False):
            raise BusyError("as many exports as this site gives at once are under way; try again shortly")
        self._slots: threading.BoundedSemaphore | None = slots

    def leave(self) -> None:
        """Let another one begin."""
        slots, self._slots = self._slots, None
        if slots is not None:
            slots.release()


def _joined(pieces: Iterator[str], slot: _Slot) -> Iterator[bytes]:
    """The pieces in portions: one write for each article would cost more than the article."""
    waiting: list[str] = []
    length = 0
    try:
        for piece in pieces:
            waiting.append(piece)
            length += len(piece)
            if length >= _PIECE_CHARACTERS:
                yield "".join(waiting).encode("utf-8", "replace")
                waiting, length = [], 0
        yield "".join(waiting).encode("utf-8", "replace")
    finally:
        slot.leave()
