"""A page → an article as given: what its metadata and its text say, and the whole markup as raw. Next: `indexer/pipeline.py`."""

from __future__ import annotations

import re
from typing import Final

from index.errors import ItemError
from indexer.inputs import ArticleInput, InputDefaults, RawRecord
from indexer.sources.cleaning import clean_text
from indexer.sources.decode import UnknownEncodingError, decode_markup
from indexer.sources.feeds.parse import name_page
from indexer.sources.pages.extractor import PageExtractor

# Whoever saves under such a name expected a feed.
_FEED_NAME: Final = re.compile(r"\.(?:xml|rss|atom|rdf)(?:\.gz)?$", re.IGNORECASE)


def parse_page(record: RawRecord, defaults: InputDefaults, pages: PageExtractor) -> ArticleInput:
    """Read one page; *defaults* fill what it does not say. Raises ItemError where it holds no article."""
    try:
        decoded = decode_markup(record.content, defaults.encoding or record.charset)
    except UnknownEncodingError as error:
        raise ItemError(str(error), path=record.path, line=record.line) from error
    try:
        found = pages.extract_text(decoded.text, url=record.url)
    except ItemError as error:
        if _FEED_NAME.search(record.path) is None:
            raise
        raise ItemError(f"not a feed: got {name_page(decoded.text)}", path=record.path) from error
    return ArticleInput(
        title=found.title,
        body=found.body,
        raw=clean_text(decoded.text, "raw").text,
        url=found.url,
        published=found.published,
        published_origin="page" if found.published is not None else None,
        source=found.source or defaults.source,
        author=found.author,
        tags=found.tags,
        regions=defaults.regions,
        is_reading=True,
        warnings=(*decoded.warnings, *found.warnings),
    )
