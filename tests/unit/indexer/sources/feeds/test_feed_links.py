"""The feeds that a page names."""

from __future__ import annotations

import time

from indexer.sources.feeds import FeedLink, find_feed_links


def test_declared_feeds_come_before_links_and_once() -> None:
    page = """<html><head><base href="https://sample.invalid/news/">
    <!-- <link rel="alternate" type="application/rss+xml" href="/old.xml"> -->
    <link rel="stylesheet" href="a.css"><link rel=alternate hreflang=en href="/en">
    <link rel="alternate" type="application/rss+xml" title="要闻 &amp; 政策" href="rss.xml?a=1&amp;b=2">
    <LINK REL='alternate' TYPE='application/atom+xml; charset=utf-8' HREF='/atom.xml'>
    <link rel="alternate" type="application/json" href="/api/page/1"></head>
    <body><a href="/rss/gn.xml"> 国内 <b>x</b></a><a href="rss.xml?a=1&b=2">RSS</a><a href="/feedback">意见</a>
    <a href="javascript:rss()">x</a></body>"""
    assert find_feed_links(page.encode("gbk"), "https://elsewhere.invalid/", "gbk") == (
        FeedLink(url="https://sample.invalid/news/rss.xml?a=1&b=2", title="要闻 & 政策"),
        FeedLink(url="https://sample.invalid/atom.xml"),
        FeedLink(url="https://sample.invalid/rss/gn.xml", title="国内"),
    )


def test_a_list_of_sitemaps_names_those_of_news() -> None:
    listed = """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>https://sample.invalid/pages.xml</loc></sitemap>
    <sitemap><loc> https://sample.invalid/news.xml?a=1&amp;b=2 </loc></sitemap>
    <sitemap><loc>javascript:news()</loc></sitemap></sitemapindex>"""
    assert find_feed_links(listed.encode(), None, None) == (
        FeedLink(url="https://sample.invalid/news.xml?a=1&b=2"),
    )
    assert len(find_feed_links(listed.replace("news", "all").encode(), None, None)) == 2


def test_a_page_without_feeds_and_bytes_that_are_no_text() -> None:
    assert find_feed_links(b"<p>x</p>", None, None) == ()
    assert find_feed_links(bytes(range(128, 256)) * 50, None, None) == ()


def test_time_is_bounded() -> None:
    started = time.process_time()
    for piece in (b"<!--", b"<link ", b"<a href='", b'<link rel="alternate" href="'):
        find_feed_links(piece * 100_000, "https://a.invalid/", None)
    assert time.process_time() - started < 5
