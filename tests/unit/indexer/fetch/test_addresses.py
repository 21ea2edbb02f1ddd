"""Addresses have one reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fetch.addresses import join_address, parse_address
from indexer.fetch.errors import FetchError


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://Feeds.Example", "http://feeds.example/"),
        (" https://feeds.example:443/a/?b=c#d ", "https://feeds.example/a/?b=c"),
        ("http://feeds.example:8080/rss", "http://feeds.example:8080/rss"),
        ("http://feeds.example./rss", "http://feeds.example/rss"),
        (
            "http://政聞.example/政策?區=內蒙古",
            "http://xn--5bvr71d.example/%E6%94%BF%E7%AD%96?%E5%8D%80=%E5%85%A7%E8%92%99%E5%8F%A4",
        ),
        ("http://feeds.example/%E6%94%BF a", "http://feeds.example/%E6%94%BF%20a"),
        ("http://feeds.example?x=1", "http://feeds.example/?x=1"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://[2606:4700::1111]:80/", "http://[2606:4700::1111]/"),
        ("http://feeds.example//two//slashes", "http://feeds.example//two//slashes"),
    ],
)
def test_one_spelling(text: str, url: str) -> None:
    assert parse_address(text).url == url


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("next", "http://feeds.example/a/next"),
        ("/next?x", "http://feeds.example/next?x"),
        ("?page=2", "http://feeds.example/a/b?page=2"),
        ("//other.example/", "http://other.example/"),
        ("https://other.example:8443/x#y", "https://other.example:8443/x"),
        ("../../../up", "http://feeds.example/up"),
        ("政策".encode("gbk").decode("latin-1"), "http://feeds.example/a/%D5%FE%B2%DF"),
    ],
)
def test_a_redirect_is_relative_to_where_it_came_from(location: str, url: str) -> None:
    assert join_address(parse_address("http://feeds.example/a/b?c"), location).url == url


@pytest.mark.parametrize(
    "location", ["http://a b/", "http://[::1", "http://u@x.example/", "\\\\x.example\\", "http://\\x/"]
)
def test_a_redirect_that_cannot_be_read_in_one_way_is_refused(location: str) -> None:
    base = parse_address("http://feeds.example/")
    try:
        found = join_address(base, location)
    except FetchError:
        return
    assert found.host == "feeds.example"


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_is_refused(text: str) -> None:
    for candidate in (text, "http://" + text, "https://feeds.example/" + text):
        try:
            address = parse_address(candidate)
        except FetchError:
            continue
        # What goes on the wire is plain ASCII without blanks, and reads the same again.
        assert address.url.isascii()
        assert " " not in address.url
        assert parse_address(address.url) == address


def test_a_long_address_is_refused() -> None:
    with pytest.raises(FetchError, match="longer than 4,096 characters"):
        parse_address("http://feeds.example/" + "x" * 5_000)
