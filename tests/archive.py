"""A small archive on disk, built the way `zhengwen add` builds one, for tests that need the whole way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from index.archive.folder import DataFolder
from index.errors import ItemError
from indexer.build import ArchiveWriter
from indexer.inputs import InputDefaults, RawRecord
from indexer.pipeline import Pipeline, Prepared


def build_archive(
    folder: Path, articles: Iterable[Mapping[str, object]], defaults: InputDefaults | None = None
) -> None:
    """Index *articles*, objects of the import format, into the data folder *folder*; ItemError where one is rejected."""
    pipeline = Pipeline()
    records = [
        RawRecord(path="articles.jsonl", line=number, format="jsonl", content=_line(article))
        for number, article in enumerate(articles, start=1)
    ]
    prepared = [_prepare(pipeline, record, defaults or InputDefaults()) for record in records]
    with ArchiveWriter(DataFolder(folder), pipeline) as writer:
        writer.put(prepared)


def _line(article: Mapping[str, object]) -> bytes:
    return json.dumps(article, ensure_ascii=True).encode("ascii")


def _prepare(pipeline: Pipeline, record: RawRecord, defaults: InputDefaults) -> Prepared:
    made = pipeline.run(record, defaults)
    if isinstance(made, ItemError):
        raise made
    return made
