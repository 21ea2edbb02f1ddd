"""News sitemaps → entries: what a site published of late, with titles and days and without texts.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. A sitemap without news is a list of
addresses and no feed.
"""

from __future__ import annotations

import re
from typing import Final

from index.errors import ItemError
from indexer.inputs import FeedEntry, ParsedFeed
from indexer.sources.feeds.elements import child_text, children, source_text_of
from indexer.sources.feeds.entries import EntryParts, Markup, build_entry, clean_name
from indexer.sources.feeds.xml_tree import Element

_KEYWORD_SIGNS: Final = re.compile("[,，、;；]")


def read_sitemap(root: Element, base_url: str | None) -> ParsedFeed:
    """Read a sitemap whose root is `urlset`. Raises ItemError where no address has a title."""
    entries = tuple(
        _read_news(url, news, base_url) for url in children(root, "url") for news in children(url, "news")
    )
    if not entries:
        raise ItemError("not a feed: got a sitemap without news")
    return ParsedFeed(title=next((entry.source for entry in entries if entry.source), ""), entries=entries)


def _read_news(url: Element, news: Element, base_url: str | None) -> FeedEntry:
    publication = next(children(news, "publication"), None)
    return build_entry(
        EntryParts(
            title=Markup(child_text(news, "title")),
            links=(child_text(url, "loc"),),
            dates=(child_text(news, "publication_date"), child_text(url, "lastmod")),
            tags=_KEYWORD_SIGNS.split(child_text(news, "keywords")),
            source="" if publication is None else clean_name(child_text(publication, "name")) or "",
            raw=source_text_of(url),
            base=base_url,
        )
    )
