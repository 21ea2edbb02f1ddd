"""Measures what is read of real feeds, beside feedparser as a second opinion; `measure_feeds` gives the figures.

feedparser gets the same text, decoded by us: what is compared is the reading of feeds and not of encodings. Dates are ours
(feedparser is known to invent some) and are not compared.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import feedparser

from index.errors import ItemError
from indexer.extract.markup import render_line
from indexer.inputs import ParsedFeed
from indexer.sources.decode import decode_markup
from indexer.sources.feeds import parse_feed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFigures:
    """*feeds* read, and how many hold a damaged sign or lied to us; shares of entries that feedparser reads alike."""

    feeds: int
    unread: int
    damaged: int
    entries: int
    same_titles: float
    same_links: float
    undated: float


def measure_feeds(data: Path) -> FeedFigures:
    """Read every feed of the data folder."""
    unread = damaged = entries = titles = links = undated = compared = feeds = 0
    for path in sorted((data / "feeds").rglob("*.*")):
        try:
            feed = parse_feed(path.read_bytes())
        except ItemError:
            unread += path.suffix in (".xml", ".json")
            continue
        feeds += 1
        damaged += any("�" in entry.title + entry.summary + entry.body for entry in feed.entries)
        entries += len(feed.entries)
        undated += sum(entry.published is None for entry in feed.entries)
        if path.suffix == ".xml":
            for same_title, same_link in _compared(feed, path):
                compared += 1
                titles += same_title
                links += same_link
    return FeedFigures(
        feeds=feeds,
        unread=unread,
        damaged=damaged,
        entries=entries,
        same_titles=titles / compared,
        same_links=links / compared,
        undated=undated / entries,
    )


def _compared(feed: ParsedFeed, path: Path) -> Iterator[tuple[bool, bool]]:
    """For each entry of either reader: whether titles and links are the same."""
    text = decode_markup(path.read_bytes()).text
    body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
    others = feedparser.parse(io.BytesIO(body.encode())).entries
    for number in range(max(len(feed.entries), len(others))):
        if number >= min(len(feed.entries), len(others)):
            yield False, False
            continue
        ours, other = feed.entries[number], others[number]
        title = render_line(other.get("title", ""))
        yield ours.title == title, (ours.url or "") == other.get("link", "")
