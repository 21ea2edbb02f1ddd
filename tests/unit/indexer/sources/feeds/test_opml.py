"""Lists of feeds, in and out."""

from __future__ import annotations

import pytest

from index.errors import ItemError
from indexer.sources.feeds import FeedOutline, parse_opml, render_opml

LIST = (
    FeedOutline(url="https://a.invalid/rss?a=1&b=2", title='甲 "社" <报>', site_url="https://a.invalid/"),
    FeedOutline(url="https://b.invalid/atom", folders=("港台", "财经")),
    FeedOutline(url="https://c.invalid/feed", title="丙", folders=("港台",)),
)


def test_what_is_written_is_read_again() -> None:
    read = parse_opml(render_opml(LIST, "订阅").encode()).outlines
    assert read == (
        LIST[0],
        FeedOutline(url=LIST[1].url, title=LIST[1].url, folders=LIST[1].folders),
        LIST[2],
    )


def test_a_list_of_another_reader() -> None:
    content = """<?xml version="1.0" encoding="gb2312"?><opml version="1.1"><body>
    <outline text="新闻"><outline text="中新" type="rss" xmlURL="http://a.invalid/1.xml"/><outline text="笔记"/>
    <outline text="重复" xmlUrl="http://a.invalid/1.xml"/></outline>
    <outline title="旧" type="rss" url="http://b.invalid/2.xml"/><outline text="坏" xmlUrl="javascript:x"/></body></opml>"""
    read = parse_opml(content.encode("gbk"))
    assert read.refused == ("javascript:x",)
    assert read.outlines == (
        FeedOutline(url="http://a.invalid/1.xml", title="中新", folders=("新闻",)),
        FeedOutline(url="http://b.invalid/2.xml", title="旧"),
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a list of feeds: not XML: there is no element in it"),
        (b"<rss/>", "not a list of feeds (OPML): its root is <rss>"),
        (b"<opml/>", "a list without feeds"),
        (
            b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>',
            "not a list of feeds: refused: its DOCTYPE has an internal subset, in which entities can be declared",
        ),
    ],
)
def test_what_is_no_list_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(ItemError) as caught:
        parse_opml(content)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("feed://a.invalid/rss", "http://a.invalid/rss"),
        ("feed:https://a.invalid/rss", "https://a.invalid/rss"),
        ("FEED://https://a.invalid/rss", "https://a.invalid/rss"),
    ],
)
def test_the_scheme_of_feeds_is_that_of_the_web(given: str, url: str) -> None:
    read = parse_opml(f'<opml><body><outline xmlUrl="{given}"/></body></opml>'.encode())
    assert ([outline.url for outline in read.outlines], read.refused) == ([url], ())


def test_feeds_inside_a_feed_are_beside_it() -> None:
    content = """<opml><body><outline text="社"><outline text="甲" xmlUrl="http://a.invalid/1"><outline text="乙" xmlUrl="http://a.invalid/2"/>
    </outline></outline></body></opml>"""
    assert parse_opml(content.encode()).outlines == (
        FeedOutline(url="http://a.invalid/1", title="甲", folders=("社",)),
        FeedOutline(url="http://a.invalid/2", title="乙", folders=("社",)),
    )


def test_a_list_of_nothing_but_other_addresses_says_so() -> None:
    read = parse_opml(
        b'<opml><body><outline xmlUrl="javascript:x"/><outline xmlUrl="ftp://a.invalid/"/></body></opml>'
    )
    assert (read.outlines, read.refused) == ((), ("javascript:x", "ftp://a.invalid/"))
