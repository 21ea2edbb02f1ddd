"""Feeds of every kind: what their entries say, and what is said of bytes that are no feed."""

from __future__ import annotations

import pytest

from index.errors import ItemError
from index.model import PartialDate
from indexer.sources.feeds import parse_feed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>样例通讯社</title><link>https://sample.invalid/</link><language>zh-cn</language>
<item><title>样例市发布&amp;lt;低空经济&amp;gt;方案</title><link>/2026/1.html</link><guid isPermaLink="false">n-1</guid>
<pubDate>Thu, 05 Mar 2026 02:22:00 GMT</pubDate><dc:creator>何一鸣</dc:creator><category>低空经济</category>
<description>&lt;p&gt;样例市发布方案。&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>样例市3月5日发布方案。</p><script>alert(1)</script><p>方案共十条。</p>]]></content:encoded></item>
</channel></rss>"""


def test_an_entry_of_rss() -> None:
    feed = parse_feed(RSS.encode())
    (entry,) = feed.entries
    assert (feed.title, feed.site_url, feed.language, feed.warnings) == (
        "样例通讯社",
        "https://sample.invalid/",
        "zh-cn",
        (),
    )
    assert (entry.title, entry.url, entry.id) == (
        "样例市发布<低空经济>方案",
        "https://sample.invalid/2026/1.html",
        "n-1",
    )
    assert (entry.author, entry.tags) == ("何一鸣", ("低空经济",))
    assert entry.published is not None
    assert entry.published.iso() == "2026-03-05T10:22:00+08:00"
    assert (entry.summary, entry.body, entry.is_full) == (
        "样例市发布方案。",
        "样例市3月5日发布方案。\n方案共十条。",
        True,
    )
    assert entry.raw.startswith("<item><title>样例市发布&amp;lt;低空经济")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "got nothing"),
        (b"\x00\x00 \n", "got nothing"),
        (b"%PDF-1.7\n%\xe2\xe3", "got a PDF"),
        (b"<!DOCTYPE html><html><title>x</title><input type='password'>", "got an HTML login page"),
        ("<html><head><title>用戶登錄</title>".encode(), "got an HTML login page"),
        (b"<html><body><p>404</p></body></html>", "got an HTML page"),
        (b"404 Not Found", "got plain text"),
        (b'{"error": 1}', "got JSON of another kind"),
        (b'{"error": ', "got JSON that is broken (Expecting value: line 1 column 11 (char 10))"),
        (b"[" * 10_000, "got JSON nested too deeply"),
        (b"<opml version='2.0'/>", "got a list of feeds (OPML): zhengwen feeds import reads it"),
        (b"<sitemapindex/>", "got a list of sitemaps"),
        (b"<urlset><url><loc>https://a.example/</loc></url></urlset>", "got a sitemap without news"),
        (b"<note/>", "got XML of another kind (<note>)"),
    ],
)
def test_what_is_no_feed_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(ItemError) as caught:
        parse_feed(content)
    assert caught.value.reason == f"not a feed: {reason}"


def test_dates_that_are_none_are_left_out_and_stay_in_raw() -> None:
    for text in ("0000-00-00", "2024-02-30T25:61:61Z", "Thu, 31 Feb 2024 10:00:00 GMT", "昨天"):
        (entry,) = parse_feed(
            f"<rss><item><title>x</title><pubDate>{text}</pubDate></item></rss>".encode()
        ).entries
        assert (entry.published, entry.warnings) == (None, (f"date: {text!r} is none, left out",))
        assert text in entry.raw


def test_a_chinese_date() -> None:
    feed = parse_feed("<rss><item><title>x</title><pubDate>2024年3月5日</pubDate></item></rss>".encode())
    assert feed.entries[0].published == PartialDate(year=2024, month=3, day=5)


def test_what_media_say_of_pictures_is_no_title_and_no_text() -> None:
    item = (
        "<item><media:title>圖題</media:title><title>山城公車增班</title>"
        "<media:description>圖說。</media:description><description>公車明年增班。</description></item>"
    )
    feed = f'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>{item}</channel></rss>'
    (entry,) = parse_feed(feed.encode()).entries
    assert (entry.title, entry.summary) == ("山城公車增班", "公車明年增班。")


def test_what_is_said_of_a_film_is_the_summary_of_an_entry_of_nothing_else() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>样例频道</title>
    <entry><id>film:1</id><title>发布会</title><media:group><media:title>发布会</media:title>
    <media:description>样例市介绍方案。&lt;b></media:description></media:group></entry></feed>"""
    (entry,) = parse_feed(atom.encode()).entries
    assert (entry.summary, entry.body) == ("样例市介绍方案。<b>", "")


ATOM_LINK = '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="{}" href="older?p=2&amp;q=1"/>'


@pytest.mark.parametrize(
    ("feed", "older"),
    [
        (
            RSS.replace("</language>", "</language>" + ATOM_LINK.format("next")),
            "https://a.invalid/x/older?p=2&q=1",
        ),
        (
            RSS.replace("</language>", "</language>" + ATOM_LINK.format("prev-archive")),
            "https://a.invalid/x/older?p=2&q=1",
        ),
        (RSS.replace("</language>", "</language>" + ATOM_LINK.format("self")), None),
        (
            f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/y/'>{ATOM_LINK.format('next')}</feed>",
            "https://a.invalid/y/older?p=2&q=1",
        ),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "next_url": "?p=2", "items": []}',
            "https://a.invalid/x/feed?p=2",
        ),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "next_url": 7, "items": []}',
            "https://a.invalid/x/7",
        ),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "next_url": "file:///etc/passwd", "items": []}',
            None,
        ),
    ],
)
def test_where_older_entries_stand(feed: str, older: str | None) -> None:
    assert parse_feed(feed.encode(), base_url="https://a.invalid/x/feed").older_url == older
