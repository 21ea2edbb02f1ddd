"""The client against a server that does everything wrong: each fault has a clear word, and ends in time."""

from __future__ import annotations

import time

import pytest

from indexer.fetch.errors import FailureKind, FetchError
from tests.misbehaving import FEED, MODIFIED, PAGE
from tests.unit.indexer.fetch.conftest import Bench, a_request

SLOW = ("/slow-headers", "/silent", "/drip", "/stops-halfway", "/endless-continue", "/too-long-announced")


def test_a_sound_answer(bench: Bench) -> None:
    page = bench.fetch("/feed?a=1")
    assert (page.content, page.status, page.media_type, page.charset) == (
        FEED,
        200,
        "application/rss+xml",
        "utf-8",
    )
    assert (page.url, page.final_url, page.permanent_url) == (
        "http://feeds.example/feed?a=1",
        "http://feeds.example/feed?a=1",
        None,
    )


def test_the_request_names_host_and_program_and_asks_for_gzip_only(bench: Bench) -> None:
    bench.fetch("/feed")
    (request,) = bench.server.requests
    headers = request.headers
    assert (headers["host"], headers["user-agent"], headers["accept-encoding"], headers["connection"]) == (
        "feeds.example",
        "Zhengwen/test",
        "gzip",
        "close",
    )
    assert headers["accept"].startswith("application/atom+xml")
    assert not {"cookie", "referer", "authorization", "if-none-match", "if-modified-since"} & set(headers)


@pytest.mark.parametrize(
    "path", ["/packed", "/packed-file", "/chunked", "/length-too-short", "/wrong-charset"]
)
def test_what_is_odd_but_whole_is_taken(bench: Bench, path: str) -> None:
    assert bench.fetch(path).content == FEED


def test_type_and_charset_are_read_as_they_come(bench: Bench) -> None:
    page = bench.fetch("/wrong-charset")
    assert (page.media_type, page.charset) == ("text/xml", "GB2312")


@pytest.mark.parametrize(("path", "content"), [("/login", PAGE), ("/empty", b""), ("/pdf", b"%PDF")])
def test_what_is_no_feed_comes_as_it_is(bench: Bench, path: str, content: bytes) -> None:
    page = bench.fetch(path)
    assert page.content[: len(content) or 1] == content


def test_validators_come_back_and_are_sent(bench: Bench) -> None:
    first = bench.fetch("/conditional")
    assert (first.etag, first.last_modified) == ('"v1"', MODIFIED)
    again = bench.fetch("/conditional", etag=first.etag, last_modified=first.last_modified)
    assert (again.status, again.content) == (304, b"")
    headers = bench.server.requests[-1].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == ('"v1"', MODIFIED)


@pytest.mark.parametrize("path", SLOW)
def test_a_slow_server_is_left_after_the_time_that_a_fetch_may_take(bench: Bench, path: str) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError) as caught:
        bench.impatient.fetch(a_request(path))
    assert caught.value.kind is FailureKind.TIMEOUT
    # The limit is 0.3 s; the rest is room for a busy machine, far below the seconds that these routes would take.
    assert time.monotonic() - started < 3.0


@pytest.mark.parametrize(
    ("path", "kind", "words"),
    [
        ("/endless", FailureKind.TOO_LARGE, "larger than 2,000,000 bytes"),
        ("/bomb", FailureKind.TOO_LARGE, "unpacks to more than 100 times its size"),
        ("/bomb-file", FailureKind.TOO_LARGE, "unpacks to more than 100 times its size"),
        ("/large-packed", FailureKind.TOO_LARGE, "larger than 2,000,000 bytes"),
        ("/bad-gzip", FailureKind.BROKEN, "said to be gzip, and is not"),
        ("/damaged-gzip", FailureKind.BROKEN, "gzip that is damaged"),
        ("/cut-gzip", FailureKind.BROKEN, "gzip that ends early"),
        ("/unasked-encoding", FailureKind.BROKEN, "packed as 'deflate'"),
        ("/length-too-long", FailureKind.BROKEN, "broke off"),
        ("/chunked-garbage", FailureKind.BROKEN, "broke off"),
        ("/chunked-cut", FailureKind.BROKEN, "broke off"),
        ("/reset", FailureKind.BROKEN, "broke off"),
        ("/reset-in-body", FailureKind.BROKEN, "broke off"),
        ("/closes-at-once", FailureKind.BROKEN, "broke off"),
        ("/huge-header", FailureKind.BROKEN, "broke off"),
        ("/many-headers", FailureKind.BROKEN, "broke off"),
        ("/no-http", FailureKind.BROKEN, "broke off"),
        ("/unasked-304", FailureKind.BROKEN, "304"),
        ("/circle", FailureKind.BROKEN, "in a circle"),
        ("/endless-redirects", FailureKind.BROKEN, "more than 5 times"),
        ("/redirect-nowhere", FailureKind.BROKEN, "without saying where to"),
        ("/redirect-file", FailureKind.REFUSED, "no http or https address"),
        ("/403", FailureKind.STATUS, "refuses access (403)"),
        ("/404", FailureKind.STATUS, "has nothing there (404)"),
        ("/410", FailureKind.STATUS, "gone for good (410)"),
        ("/500", FailureKind.STATUS, "has trouble (500)"),
        ("/204", FailureKind.STATUS, "(204)"),
        ("/206", FailureKind.STATUS, "(206)"),
        ("/999", FailureKind.STATUS, "(999)"),
        ("/nothing", FailureKind.STATUS, "(404)"),
        ("http://nobody.example/", FailureKind.UNREACHABLE, "there is no host nobody.example"),
    ],
)
def test_a_fault_is_named(bench: Bench, path: str, kind: FailureKind, words: str) -> None:
    failure = bench.failure(path)
    assert (failure.kind, words in failure.reason) == (kind, True), failure.reason
    assert failure.path == a_request(path).url


def test_a_length_that_is_no_number_does_not_hide_the_body(bench: Bench) -> None:
    assert bench.fetch("/length-nonsense").content == FEED


def test_redirects_are_followed_and_the_permanent_ones_remembered(bench: Bench) -> None:
    page = bench.fetch("/moved")
    assert (page.content, page.final_url, page.permanent_url) == (
        FEED,
        "http://other.example/feed",
        "http://other.example/feed",
    )
    assert bench.table.looked_up == ["feeds.example", "feeds.example", "other.example"]


def test_a_permanent_redirect_counts_up_to_the_first_that_is_not(bench: Bench) -> None:
    page = bench.fetch("/moved-then-found")
    assert (page.final_url, page.permanent_url) == (
        "http://feeds.example/feed?from=found",
        "http://feeds.example/found",
    )


def test_raw_bytes_in_a_redirect_are_asked_for_as_they_are(bench: Bench) -> None:
    assert bench.fetch("/moved-bytes").final_url == "http://feeds.example/%E6%94%BF%E7%AD%96?n=1"


@pytest.mark.parametrize(
    ("path", "seconds"),
    [("/429", 120.0), ("/503", 3600.0), ("/503-for-years", 86_400.0), ("/429-silent", None)],
)
def test_a_wish_to_be_left_alone_is_read_within_bounds(
    bench: Bench, path: str, seconds: float | None
) -> None:
    assert bench.failure(path).retry_after_seconds == seconds


@pytest.mark.parametrize("path", ["/429", "/503", "/429-silent"])
def test_a_host_that_wants_to_be_left_alone_is_not_asked_again(bench: Bench, path: str) -> None:
    bench.failure(path)
    failure = bench.failure("/feed")
    assert (failure.kind, failure.is_passing, bench.server.targets()) == (
        FailureKind.POSTPONED,
        True,
        [path],
    )
    assert bench.client.fetch(a_request("http://other.example/feed")).content == FEED


def test_a_host_is_asked_again_when_the_time_is_over(bench: Bench) -> None:
    bench.failure("/429")
    bench.clock.pass_seconds(121)
    assert bench.fetch("/feed").content == FEED


@pytest.mark.parametrize(
    ("path", "passing"),
    [("/500", True), ("/429", True), ("/404", False), ("/403", False), ("/reset", True), ("/bomb", False)],
)
def test_what_may_pass_is_told_from_what_stays(bench: Bench, path: str, passing: bool) -> None:
    assert bench.failure(path).is_passing is passing


def test_the_limit_of_one_request_can_be_lower(bench: Bench) -> None:
    assert bench.failure("/feed", max_bytes=100).reason == "larger than 100 bytes"


def test_no_proxy_of_the_environment_is_used(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{bench.server.port}")
    bench.fetch("/feed")
    assert (bench.server.targets(), bench.table.dialled) == (["/feed"], ["93.184.215.14"])


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Text/XML; Charset='GB2312'", ("text/xml", "GB2312")),
        ("application/rss+xml;charset=utf-8;x=y", ("application/rss+xml", "utf-8")),
        ("text/\x1b[31mxml", (None, None)),
        ("text/xml; charset=\x1b[31m", ("text/xml", None)),
        ("", (None, None)),
    ],
)
def test_a_type_is_a_plain_name_or_nothing(
    bench: Bench, written: str, read: tuple[str | None, str | None]
) -> None:
    bench.server.routes["/typed"] = lambda exchange: exchange.answer(FEED, content_type=written)
    page = bench.fetch("/typed")
    assert (page.media_type, page.charset) == read
