"""Pages as browsers save them in one file (MHTML, RFC 2557) → the page in it, with the address and charset that it was saved with.

The first part that is HTML is the page; pictures, styles and frames beside it are passed over. Parts are cut at their boundary and each is
decoded by itself: nothing is nested, so nothing here can take more than the length of the file. Next: `discover.py` hands the record on.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from typing import Final

from index.errors import ItemError
from indexer.inputs import RawRecord

_HEAD_BYTES: Final = 1 << 14
# A mail begins alike: what tells a saved page is the kind of its parts, and that a browser says where it was.
_RELATED: Final = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_BOUNDARY: Final = re.compile(
    rb"""\bboundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))""", re.IGNORECASE
)
_FIELD: Final = re.compile(r"[!-9;-~]{1,60}:")
_FOLDED: Final = re.compile(r"\r?\n[ \t]+")
_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", re.IGNORECASE)


def is_saved_page(head: bytes) -> bool:
    """True where a file begins like a page that a browser saved: fields, one of which says that its parts belong together."""
    fields = _BLANK_LINE.split(head[:_HEAD_BYTES], 1)[0]
    return (
        _FIELD.match(fields[:61].decode("latin-1")) is not None
        and _RELATED.search(fields) is not None
        and _BOUNDARY.search(fields) is not None
    )


def read_saved_page(content: bytes, shown: str) -> RawRecord:
    """The page of a file that begins so; *shown* is what the report calls it. Raises ItemError where there is none in it."""
    fields, _, body = content.partition(b"\n\r\n" if b"\n\r\n" in content[:_HEAD_BYTES] else b"\n\n")
    found = _BOUNDARY.search(fields)
    boundary = b"--" + (found[1] or found[2]) if found else b"--"
    for part in body.split(boundary)[1:]:
        head, *rest = _BLANK_LINE.split(part.lstrip(b"\r\n"), 1)
        said = _read_fields(head)
        if rest and said.get("content-type", "").lower().startswith(("text/html", "application/xhtml")):
            charset = _CHARSET.search(said["content-type"])
            return RawRecord(
                path=shown,
                line=None,
                format="html",
                content=_decoded(rest[0], said.get("content-transfer-encoding", "")),
                url=_address(said, _read_fields(fields)),
                charset=charset[1] if charset else None,
            )
    raise ItemError("a saved page (MHTML) without a page in it", path=shown)


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
