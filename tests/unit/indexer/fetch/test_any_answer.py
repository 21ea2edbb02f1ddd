"""Whatever bytes a server sends, there is a page or a word on why there is none."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.fetch.errors import FetchError
from indexer.inputs import FetchedPage
from tests.loopback import Exchange, LoopbackServer
from tests.misbehaving import FEED
from tests.unit.indexer.fetch.conftest import Bench, a_bench, a_request

# Parts of answers, sound and not, in any order.
PARTS = (
    b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.0 200\r\n",
    b"HTTP/9.9 999 \xff\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"HTTP/1.1 301 Moved\r\nLocation: \xe6\x94\xbf\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n",
    b"HTTP/1.1 429 No\r\nRetry-After: 9e9\r\n",
    b"Content-Length: 10\r\n",
    b"Content-Length: -1\r\n",
    b"Content-Length: 5, 5\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Content-Encoding: \xff\r\n",
    b'Content-Type: text/xml; charset="\xff\x00"\r\n',
    b"ETag: \xe5\r\n",
    b": no name\r\n",
    b" folded\r\n",
    b"\r\n",
    b"\n",
    b"\x00",
    b"5\r\nabcde\r\n",
    b"ffffffffffffffffffff\r\n",
    b"0\r\n\r\n",
    FEED,
    gzip.compress(FEED),
)
ANSWERS = st.one_of(
    st.lists(st.sampled_from(PARTS), max_size=8).map(b"".join),
    st.lists(st.sampled_from(PARTS) | st.binary(max_size=20), max_size=8).map(
        lambda parts: b"HTTP/1.1 200 OK\r\n" + b"".join(parts)
    ),
    st.binary(max_size=200),
)


@pytest.fixture(scope="module")
def answering() -> Iterator[tuple[Bench, list[bytes]]]:
    """A server that sends the one content of a list, and closes."""
    content = [b""]

    def route(exchange: Exchange) -> None:
        exchange.send(content[0])

    with LoopbackServer({"/": route}) as server:
        yield a_bench(server), content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=ANSWERS)
def test_any_bytes_are_a_page_or_a_failure(answering: tuple[Bench, list[bytes]], answer: bytes) -> None:
    bench, content = answering
    content[0] = answer
    bench.clock.pass_seconds(100_000)  # whatever silence an earlier answer asked for
    outcome: FetchedPage | FetchError
    try:
        outcome = bench.client.fetch(a_request("/"))
    except FetchError as error:
        outcome = error
    # The reason stands in a table and on a page: one line that can be shown.
    assert isinstance(outcome, FetchedPage) or outcome.reason.isprintable()
