"""Feeds: RSS, Atom, JSON Feed, news sitemaps → entries; lists of feeds (OPML); the feeds that a page names."""

from indexer.sources.feeds.confined_parser import ConfinedFeedParser
from indexer.sources.feeds.links import FeedLink, find_feed_links
from indexer.sources.feeds.opml import FeedList, FeedOutline, parse_opml, render_opml
from indexer.sources.feeds.parse import parse_feed

__all__ = [
    "ConfinedFeedParser",
    "FeedLink",
    "FeedList",
    "FeedOutline",
    "find_feed_links",
    "parse_feed",
    "parse_opml",
    "render_opml",
]
