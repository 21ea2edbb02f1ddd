"""The same search again: answered from memory while nothing has changed, and anew as soon as anything has, on every engine."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engines.registry import ENGINES
from index.generations import DataFolder
from index.lately_answered import GivenAnswers
from index.model import PartialDate, SearchRequest, SearchResult
from index.search import SearchService
from index.settings import Settings
from indexer.build import ArchiveWriter
from indexer.inputs import InputDefaults, RawRecord
from indexer.pipeline import Prepared
from indexer.rebuild import rebuild
from tests.archive import build_archive

REQUEST = SearchRequest(query="稀土")
FIRST = {"id": "first", "title": "稀土新规", "body": "稀土出口新规公布。", "source": "样例报"}
SECOND = b'{"id": "second", "title": "\\u7a00\\u571f", "body": "\\u7a00\\u571f\\u3002"}'


@pytest.fixture(params=sorted(ENGINES))
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> DataFolder:
    DataFolder(tmp_path).remember_engine(request.param)
    build_archive(tmp_path, [FIRST])
    return DataFolder(tmp_path)


@pytest.fixture
def service(folder: DataFolder) -> Iterator[SearchService]:
    opened = SearchService.open(Settings(data=folder.path))
    yield opened
    opened.close()


def timeless(result: SearchResult) -> SearchResult:
    return dataclasses.replace(result, took_ms=0.0)


def read(writer: ArchiveWriter, content: bytes) -> Prepared:
    made = writer.pipeline.run(
        RawRecord(path="added.jsonl", line=1, format="jsonl", content=content), InputDefaults()
    )
    assert isinstance(made, Prepared)
    return made


def test_the_same_again_is_the_same_answer(service: SearchService) -> None:
    first, again = service.search(REQUEST), service.search(dataclasses.replace(REQUEST))
    assert timeless(again) == timeless(first)
    assert again.hits is first.hits
    assert again.took_ms > 0


def test_another_request_is_another_answer(service: SearchService) -> None:
    found = service.search(REQUEST)
    others = [
        service.search(dataclasses.replace(REQUEST, size=1)),
        service.search(dataclasses.replace(REQUEST, with_facets=False)),
        service.search(dataclasses.replace(REQUEST, first_date=PartialDate(year=2025))),
    ]
    assert all(other.hits is not found.hits for other in others)


def test_an_article_that_was_added_is_found(folder: DataFolder, service: SearchService) -> None:
    before = service.search(REQUEST).total
    with ArchiveWriter(folder) as writer:
        writer.put([read(writer, SECOND)])
    assert (before, service.search(REQUEST).total) == (1, 2)


def test_one_that_was_removed_is_not(folder: DataFolder, service: SearchService) -> None:
    before = service.search(REQUEST).total
    with ArchiveWriter(folder) as writer:
        writer.remove("first")
    assert (before, service.search(REQUEST).total) == (1, 0)


def test_what_is_stored_and_not_indexed_yet_makes_answers_unknown(
    folder: DataFolder, service: SearchService
) -> None:
    before = service.search(REQUEST)
    with ArchiveWriter(folder) as writer:
        writer.put([read(writer, SECOND)])
        between = service.search(REQUEST)
    assert between.hits is not before.hits


def test_another_generation_answers_anew(folder: DataFolder, service: SearchService) -> None:
    before = service.search(REQUEST)
    rebuild(folder, engine_name=folder.engine_name(), workers=1, progress=lambda _: None)
    after = service.search(REQUEST)
    assert after.generation != before.generation
    assert dataclasses.replace(timeless(after), generation=before.generation) == timeless(before)


def test_who_is_asked_for_most_is_kept_longest(service: SearchService) -> None:
    given, result = GivenAnswers(most=10_000), service.search(REQUEST)
    given.keep(REQUEST, 1, result)
    for page in range(2, 200):
        given.keep(dataclasses.replace(REQUEST, page=page), 1, result)
        assert given.get(REQUEST, 1) is not None
    assert given.get(dataclasses.replace(REQUEST, page=2), 1) is None
