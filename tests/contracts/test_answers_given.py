"""The same search again: answered from memory while nothing has changed, and anew as soon as anything has, on every engine."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.archive.folder import DataFolder
from index.archive.given_answers import GivenAnswers
from index.counting.facets import Breakdown, FacetCounter
from index.engines.registry import ENGINES
from index.errors import DamagedError
from index.model import PartialDate, SearchRequest, SearchResult
from index.ranking.folded_text_files import FoldedTextReader
from index.search import SearchService
from index.settings import Settings
from indexer.build import ArchiveWriter
from indexer.inputs import InputDefaults, RawRecord
from indexer.pipeline import Prepared
from indexer.rebuild import rebuild
from tests.archive import build_archive

REQUEST = SearchRequest(query="稀土")
SEQUENCE = 1
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


def test_who_asks_while_others_move_on_gets_what_is_committed(
    folder: DataFolder, service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ArchiveWriter(folder) as writer:
        writer.put([read(writer, SECOND)])
        # Remembered under the store's newest change, out of the index before.
        assert service.search(REQUEST).total == 1
    reopened = FoldedTextReader.reopened
    with ThreadPoolExecutor() as others:
        asked: list[Future[SearchResult]] = []

        def ask_between(texts: FoldedTextReader) -> FoldedTextReader:
            monkeypatch.undo()
            asked.append(others.submit(service.search, REQUEST))
            return reopened(texts)

        monkeypatch.setattr(FoldedTextReader, "reopened", ask_between)
        assert service.search(REQUEST).total == 2
        assert [one.result().total for one in asked] == [2]


def test_an_answer_is_of_one_commit(
    folder: DataFolder, service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = FacetCounter.count

    def move_on_behind(counter: FacetCounter, *asked: Any) -> Breakdown:
        monkeypatch.undo()
        counted = count(counter, *asked)
        with ArchiveWriter(folder) as writer:
            writer.put([read(writer, SECOND)])
        assert service.search(REQUEST).total == 2
        return counted

    monkeypatch.setattr(FacetCounter, "count", move_on_behind)
    result = service.search(REQUEST)
    assert result.timeline is not None
    assert (result.total, len(result.hits), result.timeline.undated) == (1, 1, 1)


def test_an_error_while_moving_on_leaves_no_answer_of_before(
    folder: DataFolder, service: SearchService, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = service.search(REQUEST).total
    with ArchiveWriter(folder) as writer:
        writer.put([read(writer, SECOND)])

    def fail(texts: FoldedTextReader) -> FoldedTextReader:
        monkeypatch.undo()
        raise DamagedError("it cannot be read just now")

    monkeypatch.setattr(FoldedTextReader, "reopened", fail)
    with pytest.raises(DamagedError):
        service.search(REQUEST)
    assert (before, service.search(REQUEST).total) == (1, 2)


def test_who_is_asked_for_most_is_kept_longest(service: SearchService) -> None:
    given, result = GivenAnswers(most=20_000), service.search(REQUEST)
    given.keep(REQUEST, SEQUENCE, result)
    for page in range(2, 200):
        given.keep(dataclasses.replace(REQUEST, page=page), SEQUENCE, result)
        assert given.get(REQUEST, SEQUENCE) is not None
    assert given.get(dataclasses.replace(REQUEST, page=2), SEQUENCE) is None


def test_answers_that_find_nothing_are_not_kept_without_end(service: SearchService) -> None:
    given = GivenAnswers(most=100_000)
    requests = [SearchRequest(query=f"{number:04}" + "無" * 200) for number in range(80)]
    for request in requests:
        given.keep(request, SEQUENCE, service.search(request))
    kept = [request for request in requests if given.get(request, SEQUENCE) is not None]
    assert 0 < len(kept) < 100_000 / 1_900
