"""The reader of each kind of record: one visible table. A reader is loaded with the first record that it reads.

The patterns by which pages, entries and texts are read take a third of a second to compile, and an article that comes as a line of
JSON needs none of them. Next: `indexer/pipeline.py`, which hands each record to its reader.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from indexer.inputs import ArticleInput

RecordKind: TypeAlias = Literal["jsonl", "html", "text", "entry"]

READERS: Final[dict[RecordKind, str]] = {
    "jsonl": "indexer.sources.jsonl:parse_jsonl",
    "html": "indexer.sources.pages.records:parse_page",
    "text": "indexer.sources.plain_text:parse_plain_text",
    "entry": "indexer.sources.feeds.records:parse_entry",
}


@functools.cache
def load_reader(kind: RecordKind) -> Callable[..., ArticleInput]:
    """The function that reads a record of that kind: record and `InputDefaults` in, a page's extractor too; raises ItemError."""
    module, _, name = READERS[kind].partition(":")
    reader: Callable[..., ArticleInput] = getattr(importlib.import_module(module), name)
    return reader
