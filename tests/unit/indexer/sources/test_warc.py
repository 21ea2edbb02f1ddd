"""Web archives: the pages and feeds in them, with their addresses."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from index.errors import ItemError
from indexer.inputs import RawRecord
from indexer.sources.discover import discover_records

PAGE = "<html><body><p>稀土出口</p></body></html>"


def a_record(url: str, status: str, media_type: str, payload: bytes) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + payload
    lines = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2026-03-05T10:22:00Z",
        "WARC-Record-ID: <urn:uuid:12345678-feed-1234-feed-123456789012>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(answer)}",
        "",
        "",
    )
    return "\r\n".join(lines).encode() + answer + b"\r\n\r\n"


def an_archive(gzipped: bool) -> bytes:
    records = [
        a_record("https://a.invalid/1.html", "200 OK", "text/html; charset=GBK", PAGE.encode("gbk")),
        a_record("https://a.invalid/2.css", "200 OK", "text/css", b"p{}"),
        a_record("https://a.invalid/3.html", "404 Not Found", "text/html", PAGE.encode()),
        a_record("https://a.invalid/rss", "200 OK", "text/plain", b"<rss><item/></rss>"),
    ]
    return b"".join(gzip.compress(record, mtime=0) if gzipped else record for record in records)


def read(path: Path) -> list[RawRecord | ItemError]:
    return list(discover_records([str(path)], forced=None, standard_input=io.BytesIO()))


@pytest.mark.parametrize("gzipped", [False, True])
def test_pages_and_feeds_come_with_address_and_charset(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(an_archive(gzipped))
    page, feed = read(path)
    assert page == RawRecord(
        path=f"{path}#https://a.invalid/1.html",
        line=None,
        format="html",
        content=PAGE.encode("gbk"),
        url="https://a.invalid/1.html",
        charset="gbk",
    )
    assert isinstance(feed, RawRecord)
    assert (feed.format, feed.url) == ("feed", "https://a.invalid/rss")


def test_an_archive_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(an_archive(True)[:-20])
    page, *rest = read(path)
    assert isinstance(page, RawRecord)
    assert [type(one) for one in rest[-1:]] == [ItemError]
