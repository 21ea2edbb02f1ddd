"""The reader of each kind of record; those of texts, pages and entries are loaded with the first record that they read.

The patterns by which these read take a third of a second to compile, and an article that comes as a line of JSON needs none of
them: hence the imports inside the functions, which type checker and import law follow as any other. Next: `indexer/pipeline.py`,
which has each record read here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from indexer.inputs import ArticleInput, EntryRecord, InputDefaults, RawRecord
from indexer.sources.jsonl import parse_jsonl
from indexer.sources.pages import PageExtractor

TextReader: TypeAlias = Callable[[RawRecord, InputDefaults], ArticleInput]
"""Reads a plain text. All readers raise ItemError where a record holds no article."""
PageReader: TypeAlias = Callable[[RawRecord, InputDefaults, PageExtractor], ArticleInput]
"""Reads a page, whose markup the extractor goes through in a process of its own."""
EntryReader: TypeAlias = Callable[[EntryRecord, InputDefaults], ArticleInput]
"""Reads an entry of a feed, which was parsed when the feed was opened."""


def read_record(
    record: RawRecord | EntryRecord, defaults: InputDefaults, pages: PageExtractor
) -> ArticleInput:
    """What *record* says, by the reader of its format, *defaults* filling what it leaves out. Raises ItemError.

    A whole feed is no record of an article: `feeds/opening.py` makes entries of it before.
    """
    if isinstance(record, EntryRecord):
        return _entry_reader()(record, defaults)
    if record.format == "jsonl":
        return parse_jsonl(record, defaults)
    if record.format == "html":
        return _page_reader()(record, defaults, pages)
    return _text_reader()(record, defaults)


def load_readers() -> None:
    """Load all of them now, so that processes forked later share them."""
    for load in (_text_reader, _page_reader, _entry_reader):
        load()


def _text_reader() -> TextReader:
    from indexer.sources.plain_text import parse_plain_text

    return parse_plain_text


def _page_reader() -> PageReader:
    from indexer.sources.pages.records import parse_page

    return parse_page


def _entry_reader() -> EntryReader:
    from indexer.sources.feeds.records import parse_entry

    return parse_entry
