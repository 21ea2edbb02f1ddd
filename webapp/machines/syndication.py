"""A search as a feed: Atom 1.0 and JSON Feed 1.1, entries with ids that stay, whatever the site's address is.

Values and text only: hits in, the document out. An entry's id is made of the article's id alone, so a reader shows an
article once; `updated` is when its current text was stored. Conditional requests are answered in `machines/outputs.py`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from index.model import ENTITY_KINDS, SHANGHAI, Hit, PartialDate
from index.store.port import StoredListing
from webapp.addresses import SearchAddress
from webapp.answers import LEFT_OUT_WHEN_NONE
from webapp.present import parse_link
from webapp.reader import Reader, ShowNames

_NAMESPACE = uuid.UUID(
    "8f1c2d36-9b0e-5d0a-9a53-5e8f0b6c7a41"
)  # ours alone; never changed, or every reader shows all again
_NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One article of a feed; *published* only where the day is known."""

    id: str
    title: str
    url: str
    original: str | None
    published: dt.datetime | None
    updated: dt.datetime
    source: str | None
    summary: str
    categories: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A search as a feed; *updated* is the newest of its entries."""

    id: str
    title: str
    page_url: str
    atom_url: str
    json_url: str
    updated: dt.datetime
    language: str
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFeedAuthor:
    """Who published an item: the article's source."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFeedItem:
    """One article in a JSON Feed; the fields are those of the format."""

    id: str
    url: str
    external_url: str | None = field(metadata=LEFT_OUT_WHEN_NONE)
    title: str
    content_text: str
    date_published: dt.datetime | None = field(metadata=LEFT_OUT_WHEN_NONE)
    date_modified: dt.datetime
    authors: tuple[JsonFeedAuthor, ...] | None = field(metadata=LEFT_OUT_WHEN_NONE)
    tags: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFeed:
    """A JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    items: tuple[JsonFeedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMaker:
    """Makes the feed of one search; *root* is the site's own address, *show_names* shows whom articles name."""

    root: str
    address: SearchAddress
    reader: Reader
    show_names: ShowNames

    def make(self, hits: Sequence[Hit], listings: Sequence[StoredListing]) -> Feed:
        """The feed of *hits*; one that is not among *listings* was removed meanwhile and is left out."""
        stored = {one.id: one for one in listings}
        entries = tuple(self._entry(hit, stored[hit.id]) for hit in hits if hit.id in stored)
        return Feed(
            id=_urn("search:" + self.address.at("")),
            title=self._title(),
            page_url=self._absolute(self.address.url()),
            atom_url=self._absolute(self.address.at("/search.atom")),
            json_url=self._absolute(self.address.at("/search.json")),
            updated=max((entry.updated for entry in entries), default=_NEVER),
            language=self.reader.texts.language,
            entries=entries,
        )

    def _title(self) -> str:
        asked = self.address.request.query.strip()
        return f"{self.reader.texts['name']} · {asked}" if asked else self.reader.texts["name"]

    def _entry(self, hit: Hit, listing: StoredListing) -> FeedEntry:
        link = parse_link(hit.url)
        names = [
            name
            for kind in ENTITY_KINDS
            for name in self.show_names(
                kind, [one.canonical for one in listing.entities if one.kind == kind], self.reader.script
            )
        ]
        return FeedEntry(
            id=_urn("article:" + hit.id),
            title=hit.title.text.strip() or self.reader.texts["untitled"],
            url=self._absolute(self.address.with_query(self.address.request.query).article(hit.id)),
            original=link.address if link else None,
            published=_moment(hit.published),
            updated=listing.stored_at,
            source=self.reader.show(hit.source) if hit.source else None,
            summary=" … ".join(snippet.text for snippet in hit.snippets),
            categories=tuple(dict.fromkeys([*(region.name for region in hit.regions), *names])),
            language=self.reader.text_language(hit.script),
        )

    def _absolute(self, path: str) -> str:
        return urljoin(self.root, path)


def render_json_feed(feed: Feed) -> JsonFeed:
    """The feed as JSON Feed 1.1."""
    return JsonFeed(
        version="https://jsonfeed.org/version/1.1",
        title=feed.title,
        home_page_url=feed.page_url,
        feed_url=feed.json_url,
        language=feed.language,
        items=tuple(
            JsonFeedItem(
                id=entry.id,
                url=entry.url,
                external_url=entry.original,
                title=entry.title,
                content_text=entry.summary,
                date_published=entry.published,
                date_modified=entry.updated,
                authors=None if entry.source is None else (JsonFeedAuthor(name=entry.source),),
                tags=entry.categories,
                language=entry.language,
            )
            for entry in feed.entries
        ),
    )


def _urn(name: str) -> str:
    return uuid.uuid5(_NAMESPACE, name.encode("utf-8", "backslashreplace").decode()).urn


def _moment(date: PartialDate | None) -> dt.datetime | None:
    """The moment of a date, a day without a time as its beginning; None where there is no day."""
    if date is None or not date.is_full:
        return None
    return dt.datetime.combine(date.first_day(), date.time or dt.time(), tzinfo=SHANGHAI)
