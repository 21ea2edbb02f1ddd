"""Adds what the goal of a quarter was set for: regions, places and terms, but neither dates nor persons and organisations.

    python -m benchmarks.lean DATA FILE.jsonl

Everything else is as in `zhengwen add`: workers, store, index, one commit at the end. `ingest.py` runs it as a process of its
own, beside the whole command.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.analysis.script import detect_script
from index.archive.folder import DataFolder
from index.errors import ItemError
from index.model import Article, FieldSpan
from indexer.build import ArchiveWriter, batched_prepared
from indexer.detect.names import NameFindings, NameMention
from indexer.detect.regions import PlaceMention
from indexer.entities import build_entities
from indexer.inputs import InputDefaults, RawRecord
from indexer.pipeline import Pipeline, Prepared
from indexer.sources.discover import discover_records
from indexer.workers import BatchFunction, WorkerPool, default_processes


class LeanPipeline(Pipeline):
    """The pipeline with the detectors of the first version."""

    def _derived(self, articles: Sequence[Article], today: dt.date | None = None) -> list[Article]:
        return [self._with_regions(article) for article in articles]

    def _with_regions(self, article: Article) -> Article:
        findings = self._regions.detect(article.title, article.body, article.source or "")
        places = tuple(self._place(mention) for mention in findings.mentions)
        names = NameFindings(persons=(), organisations=(), places=places)
        terms = self._terms.detect(article.title, article.body)
        return dataclasses.replace(
            article,
            script=detect_script(article.title + "\n" + article.body),
            regions=self._ordered(article.given_regions, findings.regions),
            entities=build_entities(article.title, article.body, names, terms),
        )

    def _place(self, mention: PlaceMention) -> NameMention:
        whole = self._gazetteer.name(mention.code) if mention.code else mention.name
        span = FieldSpan(field=mention.field, start=mention.start, end=mention.end)
        return NameMention(span=span, whole=whole, role="subject")


def add(folder: DataFolder, path: Path) -> int:
    """Add the lines of *path*; how many articles were stored."""
    records = discover_records([str(path)], forced="jsonl", standard_input=io.BytesIO())
    pipeline = LeanPipeline()
    stored = 0
    with ArchiveWriter(folder, pipeline) as writer:
        pipeline.warm_up()
        with WorkerPool(functools.partial(_runner, pipeline), default_processes(0)) as pool:
            for batch in batched_prepared(_taken(pool.map(records))):
                stored += len(writer.put(batch))
    return stored


def _runner(pipeline: Pipeline) -> BatchFunction[RawRecord | ItemError, Prepared | ItemError]:
    return lambda batch: pipeline.run_all(batch, InputDefaults())


def _taken(made: Iterator[list[Prepared | ItemError]]) -> Iterator[list[Prepared]]:
    for some in made:
        yield [one for one in some if isinstance(one, Prepared)]


if __name__ == "__main__":
    print(add(DataFolder(Path(sys.argv[1])), Path(sys.argv[2])))
