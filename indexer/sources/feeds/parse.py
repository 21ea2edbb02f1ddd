"""Bytes → a feed, or a word on what they are instead.

    decode_markup → parse_xml | JSON → the reader of the root's name → ParsedFeed

Reads nothing but the bytes: no network, no clock. Each format has one module and one line in `READERS`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Final

from index.errors import ItemError
from indexer.inputs import ParsedFeed
from indexer.sources.decode import UnknownEncodingError, decode_markup
from indexer.sources.detect_format import detect_binary
from indexer.sources.feeds.atom import read_atom
from indexer.sources.feeds.json_feed import read_json_feed
from indexer.sources.feeds.rss import read_rss
from indexer.sources.feeds.sitemap import read_sitemap
from indexer.sources.feeds.xml_tree import Element, local_name, parse_xml

READERS: Final[dict[str, Callable[[Element, str | None], ParsedFeed]]] = {
    "rss": read_rss,
    "rdf": read_rss,
    "channel": read_rss,
    "feed": read_atom,
    "entry": read_atom,
    "urlset": read_sitemap,
}
"""Formats in XML by the local name of their root, in lower case."""

_OTHER_ROOTS: Final = {
    "opml": "a list of feeds (OPML): zhengwen feeds import reads it",
    "sitemapindex": "a list of sitemaps",
    "svg": "a picture",
}
_HTML: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|frameset|meta|div|script|table|p|title)\b", re.IGNORECASE
)
_FEED_ROOT: Final = re.compile(
    r"<(?:[\w.-]+:)?(?:rss|rdf|feed|urlset|channel|opml|sitemapindex)[\s>]", re.IGNORECASE
)
_LOGIN: Final = re.compile(
    r"type\s*=\s*[\"']?password|<title[^>]*>[^<]{0,60}(?:登录|登錄|登入|log\s?in|sign\s?in|身份认证|統一認證|统一认证)",
    re.IGNORECASE,
)
_HEAD_CHARACTERS: Final = 4_000


def parse_feed(
    content: bytes, *, media_type: str | None = None, charset: str | None = None, base_url: str | None = None
) -> ParsedFeed:
    """Read a feed of any format, its entries in the order of the file.

    *media_type* and *charset* are what HTTP said of the bytes (hints only: the content decides), *base_url* the address they came
    from. Raises ItemError that says what the bytes are where they are no feed.
    """
    text, warnings = _decode(content, charset)
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        feed = read_json_feed(start, base_url)
    else:
        feed, mended = _read_markup(start, media_type, base_url)
        warnings += mended
    return dataclasses.replace(feed, warnings=(*warnings, *feed.warnings))


def name_page(markup: str) -> str:
    """What a page is that stands where a feed was expected."""
    return f"an HTML {'login page' if _LOGIN.search(markup) else 'page'}"


def _decode(content: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    if not content.strip(b"\x00 \t\r\n"):
        raise ItemError("not a feed: got nothing")
    binary = detect_binary(content[: 1 << 16])
    if binary is not None:
        raise ItemError(f"not a feed: got {binary}")
    try:
        decoded = decode_markup(content, charset)
    except UnknownEncodingError as error:
        raise ItemError(f"not a feed: {error}") from error
    return decoded.text, decoded.warnings


def _read_markup(
    text: str, media_type: str | None, base_url: str | None
) -> tuple[ParsedFeed, tuple[str, ...]]:
    head = text[:_HEAD_CHARACTERS]
    if "<" not in head:
        raise ItemError(f"not a feed: got {_plain_name(media_type)}")
    if _HTML.search(head) and not _FEED_ROOT.search(head):
        raise ItemError(f"not a feed: got {name_page(text)}")
    tree = parse_xml(text, READERS)
    name = local_name(tree.root)
    reader = READERS.get(name)
    if reader is None:
        raise ItemError(f"not a feed: got {_OTHER_ROOTS.get(name, f'XML of another kind (<{name[:40]}>)')}")
    return reader(tree.root, base_url), tree.warnings


def _plain_name(media_type: str | None) -> str:
    return "plain text" if media_type in (None, "", "text/plain", "text/html") else f"{media_type}"[:60]
