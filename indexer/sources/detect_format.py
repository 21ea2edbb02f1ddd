"""What a file holds, judged by how it begins: JSON lines, plain text, a page, a feed, or something that is not read.

The content decides; a name only helps where the content leaves it open (`.jsonl` whose first line is broken). Nothing
is parsed here; `discover.py` acts on the answer.
"""

from __future__ import annotations

import codecs
import enum
import json
import re
from typing import Final

from indexer.sources.decode import UnknownEncodingError, decode_text
from indexer.sources.mhtml import is_saved_page

HEAD_BYTES: Final = 1 << 16
"""How much of a file is looked at."""

LINE_FORMAT_NAME: Final = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz)?$", re.IGNORECASE)
_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"RIFF", "a media file"),
    (b"ID3", "a sound file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"\x1f\x8b", "gzip inside gzip"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_TAR_MAGIC: Final = b"ustar"
_TAR_MAGIC_AT: Final = 257
_PAGE_NAME: Final = re.compile(r"\.(?:x?html?|shtml?)(?:\.gz)?$", re.IGNORECASE)
_MARKUP: Final = re.compile(
    r"\s*(?:<!doctype\s|<\?xml|<!--|<(?:[\w.-]{1,20}:)?(?:html|head|body|rss|feed|rdf|opml|channel|urlset|sitemapindex|div|p|article|meta|title"
    r"|script|table|section|main|h[1-6]|span|font|center|link|style|frameset)\b)",
    re.IGNORECASE,
)
_ROOT: Final = re.compile(r"<(?:[\w.-]{1,20}:)?([a-z][\w-]{0,30})[\s/>]", re.IGNORECASE)
_PROLOG: Final = (("<!--", "-->"), ("<?", "?>"), ("<!", ">"))
_FEED_ROOTS: Final = frozenset("rss rdf feed channel urlset sitemapindex".split())
_PAGE_ROOTS: Final = frozenset(
    "html head body div p article meta title script table section main h1 h2 h3 h4 h5 h6 span font center link style frameset"
    " base br a b i img ul ol form header nav".split()
)
_BLANK: Final = re.compile(r"\s+")
_ANY_TAG: Final = re.compile(
    r"<(?:p|br|div|h[1-6]|td|span|font|a\s[^<>]{0,200}href)\b[^<>]{0,300}>", re.IGNORECASE
)
_JSON_FEED: Final = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_WARC: Final = b"WARC/"
_OBJECT_START: Final = re.compile(r'\{\s*(?:["}]|$)')
_OTHER_JSON: Final = re.compile(r'\[\s*(?:[\[{"\]]|-?\d+\s*[,\]])')
_CONTROL: Final = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
# A stray NUL or two in a saved text is cleaned away; programs and pictures are a tenth control bytes and more.
_CONTROL_SHARE: Final = 0.05


class Content(enum.Enum):
    """What a head looks like."""

    JSON_LINES = "JSON lines"
    TEXT = "plain text"
    PAGE = "an HTML page"
    FEED = "a feed"
    FEED_LIST = "a list of feeds (OPML): zhengwen feeds import reads it"
    WEB_ARCHIVE = "a web archive (WARC)"
    SAVED_PAGE = "a saved page (MHTML)"
    OTHER_MARKUP = "XML that is neither page nor feed"
    OTHER_JSON = "JSON that is not one object per line (JSONL)"
    BINARY = "not text"
    EMPTY = "empty"


def detect_content(head: bytes, name: str) -> Content:
    """Judge by the first `HEAD_BYTES` of a file, gunzipped, and by its *name* where they leave it open."""
    if not head.strip():
        return Content.EMPTY
    if head.startswith(_WARC):
        return Content.WEB_ARCHIVE
    if is_saved_page(head):
        return Content.SAVED_PAGE
    if detect_binary(head) is not None:
        return Content.BINARY
    text = _readable(head).lstrip("\ufeff \t\r\n\u3000")
    if _MARKUP.match(text) or (_PAGE_NAME.search(name) and _ANY_TAG.search(text)):
        return _detect_markup(text)
    if text.startswith("{") and _JSON_FEED.search(text):
        return Content.FEED
    if LINE_FORMAT_NAME.search(name):
        return Content.JSON_LINES
    lines = [line.strip() for line in text.split("\n")]
    if _OBJECT_START.match(lines[0]):
        return Content.JSON_LINES if _starts_json_lines(lines) else Content.OTHER_JSON
    if any(line.startswith("{") and _is_object(line) for line in lines):
        return Content.JSON_LINES
    return Content.OTHER_JSON if _OTHER_JSON.match(text) else Content.TEXT


def _behind_prolog(text: str) -> int:
    """Where comments and declarations end; one that never ends is passed over as text. Each is looked through once."""
    position = 0
    while True:
        blank = _BLANK.match(text, position)
        position = blank.end() if blank else position
        closing = next((closing for sign, closing in _PROLOG if text.startswith(sign, position)), None)
        end = -1 if closing is None else text.find(closing, position + 2)
        if closing is None or end < 0:
            return position
        position = end + len(closing)


def _detect_markup(text: str) -> Content:
    """Tell markup apart by its root, behind comments and declarations; what has none that is known may be a fragment."""
    root = _ROOT.search(text, _behind_prolog(text))
    name = root[1].lower() if root else ""
    if name in _FEED_ROOTS:
        return Content.FEED
    if name == "opml":
        return Content.FEED_LIST
    return Content.PAGE if name in _PAGE_ROOTS or not text.startswith("<?xml") else Content.OTHER_MARKUP


def detect_binary(head: bytes) -> str | None:
    """Name what the bytes are where they are no text in any encoding (`a PDF`), else None."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[_TAR_MAGIC_AT : _TAR_MAGIC_AT + len(_TAR_MAGIC)] == _TAR_MAGIC:
        return "a tar archive"
    if detect_wide_encoding(head) is not None:
        return None
    if len(_CONTROL.findall(head)) > max(2, _CONTROL_SHARE * len(head)):
        try:
            decode_text(head)
        except UnknownEncodingError:
            return "binary data"
        # Unmarked UTF-16 is full of zero bytes, and text all the same.
        return None if b"\x00" in head and "\x00" not in decode_text(head).text else "binary data"
    return None


def detect_wide_encoding(head: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 codec that a byte order mark or the first sign of markup shows, else None.

    The codec takes a mark away.
    """
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1:2] == b"\x00" and head[:1] == b"<":
        return "utf-16-le"
    return "utf-16-be" if head[:2] == b"\x00<" else None


def _readable(head: bytes) -> str:
    """The head as text, for looking at its ASCII; a head cut inside a character is no damage."""
    wide = detect_wide_encoding(head)
    return head.decode(wide or "utf-8", "replace")


def _starts_json_lines(lines: list[str]) -> bool:
    """False for one object spread over lines: its first line never closes, and neither does any other stand alone."""
    return len(lines) == 1 or lines[0].endswith("}") or len(lines[0]) > 2 or any(map(_is_object, lines))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line, strict=False), dict)
    except (ValueError, RecursionError):
        return False
