"""A page → an article as given: what its metadata and its text say, and the whole markup as raw. Next: `indexer/pipeline.py`."""

from __future__ import annotations

from index.errors import ItemError
from indexer.inputs import ArticleInput, InputDefaults, RawRecord
from indexer.sources.cleaning import clean_text
from indexer.sources.decode import UnknownEncodingError, decode_markup
from indexer.sources.pages.extractor import PageExtractor


def parse_page(record: RawRecord, defaults: InputDefaults, pages: PageExtractor) -> ArticleInput:
    """Read one page; *defaults* fill what it does not say. Raises ItemError where it holds no article."""
    try:
        decoded = decode_markup(record.content, defaults.encoding or record.charset)
    except UnknownEncodingError as error:
        raise ItemError(str(error), path=record.path, line=record.line) from error
    found = pages.extract_text(decoded.text, url=record.url)
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
