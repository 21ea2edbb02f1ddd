"""Bodies: every way of cutting the wire's bytes gives the same content, or the same refusal."""

from __future__ import annotations

import gzip
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fetch.bodies import BodyLimits, read_body
from indexer.fetch.errors import FailureKind, FetchError

LIMITS = BodyLimits(max_bytes=500_000, max_ratio=100)
LARGE = random.Random(1).randbytes(500_000)


def cut(content: bytes, sizes: list[int]) -> list[bytes]:
    chunks = []
    for size in sizes:
        chunks.append(content[:size])
        content = content[size:]
    return [*chunks, content]


@given(
    parts=st.lists(st.binary(max_size=300).map(lambda part: part * 20), min_size=1, max_size=4),
    sizes=st.lists(st.integers(0, 40), max_size=30),
    rest=st.sampled_from([b"", b"\0" * 100, b"\x1f", b"rubbish"]),
)
def test_members_and_chunks_of_any_size_give_the_whole(
    parts: list[bytes], sizes: list[int], rest: bytes
) -> None:
    packed = b"".join(map(gzip.compress, parts)) + rest
    assert read_body(cut(packed, sizes), "gzip", LIMITS) == b"".join(parts)


@given(
    content=st.binary(max_size=2_000),
    sizes=st.lists(st.integers(0, 300), max_size=10),
    lost=st.integers(1, 30),
)
def test_gzip_that_ends_early_is_never_taken_for_whole(content: bytes, sizes: list[int], lost: int) -> None:
    packed = gzip.compress(content)
    with pytest.raises(FetchError) as caught:
        read_body(cut(packed[: max(len(packed) - lost, 1)], sizes), "gzip", LIMITS)
    assert caught.value.kind is FailureKind.BROKEN


@given(content=st.binary(max_size=2_000), sizes=st.lists(st.integers(0, 300), max_size=10))
def test_plain_bytes_are_joined(content: bytes, sizes: list[int]) -> None:
    plain = b"<" + content
    assert read_body(cut(plain, sizes), "", LIMITS) == plain


def test_the_limit_itself_may_be_reached() -> None:
    assert read_body([gzip.compress(LARGE)], "gzip", LIMITS) == LARGE
    assert read_body([LARGE], "identity", LIMITS) == LARGE


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_one_byte_more_is_too_large(encoding: str) -> None:
    content = LARGE + b"!"
    body = gzip.compress(content) if encoding else content
    with pytest.raises(FetchError, match="larger than 500,000 bytes"):
        read_body([body], encoding, LIMITS)


def test_a_bomb_is_refused_for_its_ratio() -> None:
    with pytest.raises(FetchError, match="more than 100 times"):
        read_body([gzip.compress(b"\0" * 400_000)], "gzip", LIMITS)


def test_a_small_page_may_be_packed_well() -> None:
    content = b"\n" * 60_000
    assert read_body([gzip.compress(content)], "gzip", LIMITS) == content


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "gzip;q=1"])
def test_only_gzip_is_unpacked(encoding: str) -> None:
    with pytest.raises(FetchError, match="only gzip was asked for"):
        read_body([b"x"], encoding, LIMITS)


def test_no_bytes_are_an_empty_body() -> None:
    assert read_body([], "gzip", LIMITS) == b""
