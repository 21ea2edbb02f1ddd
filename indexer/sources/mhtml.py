"""Pages as browsers save them in one file (MHTML, RFC 2557) → the page in it, with the address and charset that it was saved with.

The page is the part from the address that the file names, else the one that it starts with, else the first that is HTML; pictures, styles
and frames beside it are passed over. What may be opened within one another is bounded. Next: `discover.py` hands the record on.
"""

from __future__ import annotations

import binascii
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from index.errors import ItemError
from indexer.inputs import RawRecord

_HEAD_BYTES: Final = 1 << 14
# A mail begins alike: what tells a saved page is the kind of its parts, and that a browser says where it was.
_RELATED: Final = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_BOUNDARY: Final = re.compile(
    rb"""\bboundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE
)
_OF_BROWSER: Final = re.compile(
    rb"""^(?:snapshot-content-location:[ \t]*\S|from:[ \t]*["<]{0,2}saved by\b)""",
    re.IGNORECASE | re.MULTILINE,
)
_START: Final = re.compile(r"""\bstart\s*=\s*["']?(<[^<>"']{1,200}>)""", re.IGNORECASE)
_MOST_OPENED: Final = 8
"""Each may be as long as the file; browsers nest none, mails two."""
_MOST_PARTS: Final = 10_000
"""Within one; the pages that have most pictures and styles have some hundreds."""
_FIELD: Final = re.compile(r"[!-9;-~]{1,60}:")
_FOLDED: Final = re.compile(r"\r?\n[ \t]+")
_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part by its fields, named in small letters, and what stands below them, in its coding."""

    fields: dict[str, str]
    content: bytes


def is_saved_page(head: bytes) -> bool:
    """True where a file begins like a page that a browser saved: parts that belong together, and a word of where from or by whom."""
    fields = _BLANK_LINE.split(head[:_HEAD_BYTES], 1)[0]
    return (
        _FIELD.match(fields[:61].decode("latin-1")) is not None
        and _RELATED.search(fields) is not None
        and (boundary := _BOUNDARY.search(fields)) is not None
        and (_OF_BROWSER.search(fields) is not None or _says_where(head[:_HEAD_BYTES], boundary))
    )


def read_saved_page(content: bytes, shown: str) -> RawRecord:
    """The page of a file that begins so; *shown* is what the report calls it. Raises ItemError where there is none in it."""
    file = _cut_fields(content)
    place = file.fields.get("snapshot-content-location")
    start = _START.search(file.fields.get("content-type", ""))
    pages = list(_pages(file))
    named = (
        *(page for page in pages if place and page.fields.get("content-location") == place),
        *(page for page in pages if start and page.fields.get("content-id") == start[1]),
        *pages,
    )
    if not named:
        raise ItemError("a saved page (MHTML) without a page in it", path=shown)
    said = named[0].fields
    charset = _CHARSET.search(said["content-type"])
    return RawRecord(
        path=shown,
        line=None,
        format="html",
        content=_decoded(named[0].content, said.get("content-transfer-encoding", "")),
        url=_address(said, file.fields),
        charset=charset[1] if charset else None,
    )


def _says_where(head: bytes, boundary: re.Match[bytes]) -> bool:
    """True where the first part says from which address it is."""
    first = next(_cut(head, boundary[1] or boundary[2]), b"")
    return "content-location" in _cut_fields(first).fields


def _pages(file: _Part) -> Iterator[_Part]:
    """The parts that are HTML, in their order; parts of parts are looked into, as many as mails and browsers write."""
    waiting, opened = [file], 0
    while waiting:
        part = waiting.pop()
        kind = part.fields.get("content-type", "")
        if kind.lower().startswith(("text/html", "application/xhtml")):
            yield part
        elif kind.lower().startswith("multipart/") and opened < _MOST_OPENED:
            opened += 1
            if (found := _BOUNDARY.search(kind.encode())) is not None:
                cut = itertools.islice(_cut(part.content, found[1] or found[2]), _MOST_PARTS)
                inside = map(_cut_fields, cut)
                waiting.extend(reversed([one for one in inside if "content-type" in one.fields]))


def _cut(content: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between boundaries, which are lines of their own (RFC 2046), up to the closing one or the end."""
    start = -1
    for found in re.finditer(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?$", content, re.MULTILINE):
        if start >= 0:
            yield content[start : found.start()]
        if found[1]:
            return
        start = found.end()
    if start >= 0:
        yield content[start:]


def _cut_fields(part: bytes) -> _Part:
    head, *rest = _BLANK_LINE.split(part.lstrip(b"\r\n"), 1)
    return _Part(fields=_read_fields(head), content=rest[0] if rest else b"")


def _read_fields(head: bytes) -> dict[str, str]:
    lines = _FOLDED.sub(" ", head[:_HEAD_BYTES].decode("utf-8", "replace")).splitlines()
    named = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, sign, value in named if sign}


def _decoded(content: bytes, coding: str) -> bytes:
    """The bytes of a part; base64 that is damaged is read as far as it goes."""
    match coding.strip().lower():
        case "quoted-printable":
            return binascii.a2b_qp(content)
        case "base64":
            whole = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
            return binascii.a2b_base64(whole[: len(whole) // 4 * 4] + _padded(whole))
        case _:
            return content


def _padded(whole: bytes) -> bytes:
    rest = whole[len(whole) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _address(part: Mapping[str, str], file: Mapping[str, str]) -> str | None:
    """Where the page was saved from, of the web."""
    given = (part.get("content-location"), file.get("snapshot-content-location"))
    return next((url for url in given if url and url.lower().startswith(("http://", "https://"))), None)
