"""What the writer's stages hand on: a record as found, a page as fetched, an entry of a feed, an article as given.

`FetchedPage` | `RawRecord` (one line of JSONL, one text, page or feed) → `ParsedFeed` and its `EntryRecord`s, or
`ExtractedText` → `ArticleInput` (what the input itself says) → `index.model.Article` (with identity and everything derived, `pipeline.py`).
Values only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from index.model import DateOrigin, PartialDate

InputFormat: TypeAlias = Literal["jsonl", "text", "html", "feed"]
INPUT_FORMATS: tuple[InputFormat, ...] = get_args(InputFormat)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One input as found: where, of which format, and its bytes; *line* is 1-based, None for whole files.

    *url* is the address that it came from and *charset* what HTTP said of it, where that is known.
    """

    path: str
    line: int | None
    format: InputFormat
    content: bytes
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDefaults:
    """What the command line supplies where an input says nothing; *regions* are names or codes.

    *fetched* is when the input was saved: days without a year are reckoned from it. *today* is the day on which it is taken
    (in Shanghai): only to tell what lies in the future.
    """

    source: str | None = None
    published: PartialDate | None = None
    fetched: PartialDate | None = None
    today: dt.date | None = None
    regions: tuple[str, ...] = ()
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInput:
    """What one input says of one article, cleaned: text is valid Unicode, *body* without captions, bylines and legal tail.

    *id* only where the input names one; *feed_item_id* is an entry's id within *feed*; *is_reading* says that the
    program found the text itself, in something larger, and may cut from it what it learns to be boilerplate; *regions* are names or codes as given; *warnings* are for the report.
    """

    title: str
    body: str
    raw: str
    id: str | None = None
    url: str | None = None
    feed: str | None = None
    feed_item_id: str | None = None
    published: PartialDate | None = None
    published_origin: DateOrigin | None = None
    source: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    is_reading: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """What one address answered: bytes as decoded from their transfer coding, and what the answer said of them.

    *url* is what was asked, *final_url* where redirects ended, *permanent_url* the address to ask from now on where
    every redirect up to it was permanent. *media_type* is lower case without parameters; *charset* as the header named
    it; *etag* and *last_modified* are for the next conditional request.
    """

    url: str
    final_url: str
    status: int
    content: bytes
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    permanent_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry of a feed, decoded and cleaned: *id* within its feed, *url* absolute, dates by our own parser.

    *body* is the entry's full content as text where it has one, else "", *summary* its short text; *is_full* says that
    *body* can stand for the article. *source* is where the entry says it comes from, where it says so; *raw* is the
    entry's own source text.
    """

    title: str
    summary: str = ""
    body: str = ""
    is_full: bool = False
    raw: str = ""
    id: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    published_origin: DateOrigin = "feed"
    source: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed with its entries in the order of the file; *url* is the address that the feed gives itself.

    *older_url* is where it says that older entries stand (RFC 5005); *warnings* concern the feed as a whole.
    """

    title: str
    entries: tuple[FeedEntry, ...]
    site_url: str | None = None
    url: str | None = None
    older_url: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedText:
    """The article found in a page: text without boilerplate, and what the page's metadata say of it."""

    title: str
    body: str
    url: str | None = None
    published: PartialDate | None = None
    source: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecord:
    """One entry of a feed as found: *number* counts from 1, *feed* is what makes the entry's id one of a kind."""

    path: str
    number: int
    feed: str
    feed_title: str
    entry: FeedEntry
    warnings: tuple[str, ...] = ()
