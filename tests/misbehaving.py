"""Routes of a server that does everything that servers do wrong, one fault each; and a few that are right.

`ROUTES` go into a `LoopbackServer`. Nothing sleeps: a slow route waits for the client to go, or for the test to end.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping

from tests.loopback import Exchange, Route

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>樣例公報</title><link>http://feeds.example/</link>
<item><title>雲溪縣公佈稀土回收辦法</title><link>http://feeds.example/a/1</link><guid>1</guid>
<description>雲溪縣今天公佈稀土回收辦法。</description></item>
</channel></rss>
""".encode()
BOMB = gzip.compress(b"\0" * 12_000_000)
PAGE = "<html><head><title>登入</title></head><body><form>請先登入</form></body></html>".encode()
MODIFIED = "Thu, 27 Nov 2025 08:00:00 GMT"


def feed(exchange: Exchange) -> None:
    exchange.answer(FEED, content_type="application/rss+xml; charset=utf-8")


def conditional(exchange: Exchange) -> None:
    headers = exchange.request.headers
    if headers.get("if-none-match") == '"v1"' or headers.get("if-modified-since") == MODIFIED:
        exchange.send(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\n\r\n')
    else:
        exchange.answer(FEED, content_type="application/rss+xml", etag='"v1"', last_modified=MODIFIED)


def slow_headers(exchange: Exchange) -> None:
    exchange.drip(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 1000, 0.01)


def silent(exchange: Exchange) -> None:
    exchange.stall()


def drip(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    exchange.drip(b"x" * 100_000, 0.01)


def stops_halfway(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + FEED[:50])
    exchange.stall()


def endless(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(10_000):
        exchange.send(b"<item>" * 2_000)


def endless_continue(exchange: Exchange) -> None:
    exchange.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000, 0.002)


def too_long_announced(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")
    exchange.stall()


def length_too_long(exchange: Exchange) -> None:
    exchange.answer(FEED, content_length=str(len(FEED) + 100))


def length_too_short(exchange: Exchange) -> None:
    exchange.answer(FEED + b"<!-- and more -->", content_length=str(len(FEED)))


def length_nonsense(exchange: Exchange) -> None:
    exchange.answer(FEED, content_length="many")


def packed(exchange: Exchange) -> None:
    exchange.answer(gzip.compress(FEED), content_encoding="gzip", content_type="application/xml")


def packed_file(exchange: Exchange) -> None:
    exchange.answer(gzip.compress(FEED), content_type="application/gzip")


def bomb(exchange: Exchange) -> None:
    exchange.answer(BOMB, content_encoding="gzip")


def bomb_file(exchange: Exchange) -> None:
    exchange.answer(BOMB, content_type="application/gzip")


def large_packed(exchange: Exchange) -> None:
    # Random bytes behind each other: no ratio to speak of, but larger than the limit.
    line = zlib.compress(FEED)
    exchange.answer(
        gzip.compress(bytes(x ^ (n % 251) for n in range(12_000) for x in line)), content_encoding="gzip"
    )


def bad_gzip(exchange: Exchange) -> None:
    exchange.answer(FEED, content_encoding="gzip")


def damaged_gzip(exchange: Exchange) -> None:
    content = bytearray(gzip.compress(FEED))
    content[20:30] = b"\xff" * 10
    exchange.answer(bytes(content), content_encoding="gzip")


def cut_gzip(exchange: Exchange) -> None:
    exchange.answer(gzip.compress(FEED)[:-12], content_encoding="gzip")


def unasked_encoding(exchange: Exchange) -> None:
    exchange.answer(zlib.compress(FEED), content_encoding="deflate")


def redirecting(location: str, status: str = "302 Found") -> Route:
    def route(exchange: Exchange) -> None:
        exchange.answer(b"moved", status, location=location)

    return route


def endless_redirects(exchange: Exchange) -> None:
    number = int(exchange.request.target.partition("?")[2] or 0)
    exchange.answer(b"", "302 Found", location=f"/endless-redirects?{number + 1}")


def redirect_nowhere(exchange: Exchange) -> None:
    exchange.answer(b"", "302 Found")


def unasked_304(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 304 Not Modified\r\n\r\n")


def wrong_charset(exchange: Exchange) -> None:
    exchange.answer(FEED, content_type="Text/XML; Charset='GB2312'")


def reset_at_once(exchange: Exchange) -> None:
    exchange.reset()


def reset_in_body(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + FEED[:50])
    exchange.reset()


def closes_at_once(exchange: Exchange) -> None:
    pass


def answering(status: str, **headers: str) -> Route:
    def route(exchange: Exchange) -> None:
        exchange.answer(b"<h1>No</h1>", status, content_type="text/html", **headers)

    return route


def login_page(exchange: Exchange) -> None:
    exchange.answer(PAGE, content_type="text/html; charset=utf-8")


def pdf(exchange: Exchange) -> None:
    exchange.answer(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", content_type="application/pdf")


def empty(exchange: Exchange) -> None:
    exchange.answer(b"", content_type="application/rss+xml")


def huge_header(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * 200_000 + b"\r\n\r\n")


def many_headers(exchange: Exchange) -> None:
    lines = b"".join(b"X-%d: 1\r\n" % number for number in range(5_000))
    exchange.send(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n" + FEED)


def no_http(exchange: Exchange) -> None:
    exchange.send(b"SSH-2.0-OpenSSH_9.2\r\n")
    exchange.stall()


def chunked(exchange: Exchange) -> None:
    middle = len(FEED) // 2
    parts = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (FEED[:middle], FEED[middle:]))
    exchange.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + parts + b"0\r\n\r\n")


def chunked_garbage(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + FEED)


def chunked_cut(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n" + FEED)


ROUTES: Mapping[str, Route] = {
    "/feed": feed,
    "/conditional": conditional,
    "/slow-headers": slow_headers,
    "/silent": silent,
    "/drip": drip,
    "/stops-halfway": stops_halfway,
    "/endless": endless,
    "/endless-continue": endless_continue,
    "/too-long-announced": too_long_announced,
    "/length-too-long": length_too_long,
    "/length-too-short": length_too_short,
    "/length-nonsense": length_nonsense,
    "/packed": packed,
    "/packed-file": packed_file,
    "/bomb": bomb,
    "/bomb-file": bomb_file,
    "/large-packed": large_packed,
    "/bad-gzip": bad_gzip,
    "/damaged-gzip": damaged_gzip,
    "/cut-gzip": cut_gzip,
    "/unasked-encoding": unasked_encoding,
    "/moved": redirecting("/moved-on", "301 Moved Permanently"),
    "/moved-on": redirecting("http://other.example/feed", "308 Permanent Redirect"),
    "/moved-then-found": redirecting("/found", "301 Moved Permanently"),
    "/found": redirecting("/feed?from=found"),
    "/moved-bytes": redirecting("/政策?n=1".encode().decode("latin-1"), "301 Moved Permanently"),
    "/%E6%94%BF%E7%AD%96": feed,
    "/circle": redirecting("/circle-back"),
    "/circle-back": redirecting("/circle"),
    "/endless-redirects": endless_redirects,
    "/redirect-nowhere": redirect_nowhere,
    "/redirect-file": redirecting("file:///etc/passwd"),
    "/unasked-304": unasked_304,
    "/wrong-charset": wrong_charset,
    "/reset": reset_at_once,
    "/reset-in-body": reset_in_body,
    "/closes-at-once": closes_at_once,
    "/429": answering("429 Too Many Requests", retry_after="120"),
    "/429-silent": answering("429 Too Many Requests"),
    "/503": answering("503 Service Unavailable", retry_after="Fri, 28 Nov 2025 05:00:00 GMT"),
    "/503-for-years": answering("503 Service Unavailable", retry_after="99999999999"),
    "/403": answering("403 Forbidden"),
    "/404": answering("404 Not Found"),
    "/410": answering("410 Gone"),
    "/500": answering("500 Internal Server Error"),
    "/204": answering("204 No Content"),
    "/206": answering("206 Partial Content"),
    "/999": answering("999 Strange"),
    "/login": login_page,
    "/pdf": pdf,
    "/empty": empty,
    "/huge-header": huge_header,
    "/many-headers": many_headers,
    "/no-http": no_http,
    "/chunked": chunked,
    "/chunked-garbage": chunked_garbage,
    "/chunked-cut": chunked_cut,
}
