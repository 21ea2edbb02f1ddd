"""Feeds: RSS, Atom, JSON Feed, news sitemaps → entries; lists of feeds (OPML); the feeds that a page names."""

from indexer.sources.feeds.parse import parse_feed

__all__ = ["parse_feed"]
