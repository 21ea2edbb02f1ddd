"""Building: the store's commit acknowledges, the index follows, and what lies between is healed by the next writer."""

import dataclasses
import json
import shutil
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from index.archive.generations import current_generation, discard_retired, generation_analyzer, user_terms_of
from index.archive.opened import open_current
from index.engines.criteria import AllArticles
from index.engines.port import TallyRequest
from index.errors import IncompatibleError, LockedError, NotFoundError
from index.model import Article, PartialDate, SearchRequest
from index.search import SearchService
from index.settings import Settings
from index.store.port import PutOutcome
from index.store.sqlite_store import SqliteStoreWriter
from indexer.build import ArchiveWriter, batched_prepared
from indexer.checking import check
from indexer.pipeline import Pipeline, Prepared
from indexer.rebuild import rebuild
from tests.builders import a_clock, an_article
from tests.builders_engine import a_run


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def prepared(pipeline: Pipeline, *articles: Article) -> list[Prepared]:
    return [pipeline.derive(article) for article in articles]


def put(folder: DataFolder, pipeline: Pipeline, *articles: Article, again: bool = False) -> list[PutOutcome]:
    with ArchiveWriter(folder, pipeline) as writer:
        return [one.outcome for one in writer.put(prepared(pipeline, *articles), again=again)]


def found(folder: DataFolder, text: str = "") -> int:
    opened = open_current(folder)
    try:
        return opened.reader.count(a_run(text) if text else AllArticles())
    finally:
        opened.close()


def years_of(folder: DataFolder) -> list[int]:
    opened = open_current(folder)
    try:
        (years,) = opened.reader.tally(TallyRequest(criterion=AllArticles(), units=("year",))).times
        return [one.start for one in years.counts]
    finally:
        opened.close()


def agrees(folder: DataFolder) -> bool:
    return check(folder).differences == ()


def some(*ids: str) -> list[Article]:
    return [an_article(title=f"標題{one}", body=f"稀土{one}。", id=one) for one in ids]


def into_the_store_alone(folder: DataFolder, pipeline: Pipeline, *articles: Article) -> None:
    """What a crash after the store's commit and before the index's leaves behind."""
    folder.path.mkdir(mode=0o700, exist_ok=True)
    store = SqliteStoreWriter(folder.path, now=a_clock())
    for one in prepared(pipeline, *articles):
        store.put(one.article)
    store.commit()
    store.close()


def test_what_is_put_is_found(folder: DataFolder, pipeline: Pipeline) -> None:
    assert put(folder, pipeline, *some("a", "b")) == [PutOutcome.ADDED, PutOutcome.ADDED]
    assert (found(folder), found(folder, "稀土a"), found(folder, "標題b")) == (2, 1, 1)
    assert agrees(folder)


def test_twice_changes_nothing(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, *some("a", "b"))
    assert put(folder, pipeline, *some("a", "b")) == [PutOutcome.UNCHANGED, PutOutcome.UNCHANGED]
    assert (found(folder), agrees(folder)) == (2, True)


def test_twice_in_one_batch_is_once(folder: DataFolder, pipeline: Pipeline) -> None:
    (article,) = some("a")
    changed = dataclasses.replace(article, body="出口。")
    assert put(folder, pipeline, article, article, changed, article) == [
        PutOutcome.ADDED,
        PutOutcome.UNCHANGED,
        PutOutcome.UPDATED,
        PutOutcome.UNCHANGED,
    ]
    assert (found(folder), found(folder, "出口"), found(folder, "稀土")) == (1, 1, 0)
    assert agrees(folder)


def test_an_update_replaces(folder: DataFolder, pipeline: Pipeline) -> None:
    article, other = some("a", "b")
    put(folder, pipeline, article, other)
    assert put(folder, pipeline, dataclasses.replace(article, body="出口管制。")) == [PutOutcome.UPDATED]
    assert (found(folder), found(folder, "稀土a"), found(folder, "出口管制")) == (2, 0, 1)
    assert agrees(folder)


def test_an_update_of_particulars_replaces_too(folder: DataFolder, pipeline: Pipeline) -> None:
    (article,) = some("a")
    put(folder, pipeline, article)
    dated = dataclasses.replace(article, published=PartialDate(year=2025), source="新華社")
    assert put(folder, pipeline, dated) == [PutOutcome.UNCHANGED]
    assert (years_of(folder), agrees(folder)) == ([2025], True)


def test_another_title_is_found_though_the_article_counts_as_unchanged(
    folder: DataFolder, pipeline: Pipeline
) -> None:
    (article,) = some("a")
    retitled = dataclasses.replace(article, title="出口管制")
    assert put(folder, pipeline, article, retitled) == [PutOutcome.ADDED, PutOutcome.UNCHANGED]
    assert (found(folder, "出口管制"), found(folder, "稀土")) == (1, 1)
    assert agrees(folder)


def test_an_earlier_body_brings_its_date_into_the_index(folder: DataFolder, pipeline: Pipeline) -> None:
    (article,) = some("a")
    put(folder, pipeline, article, dataclasses.replace(article, body="出口。"))
    late = dataclasses.replace(article, published=PartialDate(year=2025), published_origin="given")
    assert put(folder, pipeline, late) == [PutOutcome.UNCHANGED]
    assert (found(folder, "出口"), found(folder, "稀土"), years_of(folder)) == (1, 0, [2025])
    assert agrees(folder)


def test_removed_stays_removed(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, *some("a", "b"))
    with ArchiveWriter(folder, pipeline) as writer:
        writer.remove("a")
    assert (found(folder), found(folder, "稀土a")) == (1, 0)
    assert put(folder, pipeline, *some("a")) == [PutOutcome.REMOVED]
    assert (found(folder), agrees(folder)) == (1, True)
    assert put(folder, pipeline, *some("a"), again=True) == [PutOutcome.ADDED]
    assert (found(folder, "稀土a"), agrees(folder)) == (1, True)


def test_removing_what_is_not_there_changes_nothing(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, *some("a"))
    with pytest.raises(NotFoundError), ArchiveWriter(folder, pipeline) as writer:
        writer.remove("nope")
    assert (found(folder), agrees(folder)) == (1, True)


# A crash between store and index


def test_what_only_the_store_got_is_indexed_by_the_next_writer(
    folder: DataFolder, pipeline: Pipeline
) -> None:
    put(folder, pipeline, *some("a"))
    into_the_store_alone(folder, pipeline, *some("a", "b", "c"))
    assert [one.kind for one in check(folder).differences] == ["missing", "missing"]
    with ArchiveWriter(folder, pipeline):
        pass
    assert (found(folder), found(folder, "稀土c"), agrees(folder)) == (3, 1, True)


def test_an_update_that_only_the_store_got_is_healed(folder: DataFolder, pipeline: Pipeline) -> None:
    article, other = some("a", "b")
    put(folder, pipeline, article, other)
    into_the_store_alone(folder, pipeline, dataclasses.replace(article, body="出口管制。"))
    assert [(one.kind, one.article_id) for one in check(folder).differences] == [("outdated", "a")]
    put(folder, pipeline, other)
    assert (found(folder), found(folder, "稀土a"), found(folder, "出口管制")) == (2, 0, 1)
    assert agrees(folder)


def test_a_removal_that_only_the_store_got_is_healed(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, *some("a", "b"))
    store = SqliteStoreWriter(folder.path, now=a_clock())
    store.remove("a")
    store.commit()
    store.close()
    with ArchiveWriter(folder, pipeline):
        pass
    assert (found(folder), found(folder, "稀土a"), agrees(folder)) == (1, 0, True)


def test_a_store_without_any_index_gets_one(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, *some("a", "b"))
    with ArchiveWriter(folder, pipeline) as writer:
        writer.remove("b")
    shutil.rmtree(folder.index)
    with ArchiveWriter(folder, pipeline):
        pass
    assert (found(folder), agrees(folder)) == (1, True)


def test_a_bug_between_put_and_commit_loses_nothing(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, *some("a"))
    with pytest.raises(IndexError), ArchiveWriter(folder, pipeline) as writer:
        writer.put(prepared(pipeline, *some("b"))).pop(7)
    assert found(folder) == 1
    with ArchiveWriter(folder, pipeline):
        pass
    assert (found(folder), agrees(folder)) == (2, True)


def test_more_than_one_batch_is_healed(folder: DataFolder, pipeline: Pipeline) -> None:
    into_the_store_alone(folder, pipeline, *some(*(f"n{number}" for number in range(501))))
    with ArchiveWriter(folder, pipeline):
        pass
    assert (found(folder), agrees(folder)) == (501, True)


def test_the_lock_is_free_after_an_error(folder: DataFolder, pipeline: Pipeline) -> None:
    with pytest.raises(ZeroDivisionError), ArchiveWriter(folder, pipeline):
        raise ZeroDivisionError
    with ArchiveWriter(folder, pipeline), pytest.raises(LockedError), ArchiveWriter(folder, pipeline):
        pass
    assert put(folder, pipeline, *some("a")) == [PutOutcome.ADDED]


# Fingerprint and dictionary


@pytest.mark.parametrize("part", ["schema", "analysis", "engine_version", "opencc", "jieba", "rjieba"])
def test_an_index_built_otherwise_is_refused_by_all(
    folder: DataFolder, pipeline: Pipeline, part: str
) -> None:
    put(folder, pipeline, *some("a"))
    path = current_generation(folder).folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["fingerprint"][part] = 99 if part == "schema" else "another"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    for writer in (ArchiveWriter(folder), ArchiveWriter(folder, pipeline)):
        with pytest.raises(IncompatibleError, match=f"{part} .*zhengwen rebuild"), writer:
            pass
    with pytest.raises(IncompatibleError):
        open_current(folder)
    with pytest.raises(IncompatibleError):
        check(folder)
    state = SearchService.open(Settings(data=folder.path)).state()
    assert (state.ready, type(state.problem)) == (False, IncompatibleError)
    rebuild(folder, engine_name=None, workers=0, progress=lambda _: None)
    assert (found(folder), agrees(folder)) == (1, True)


def test_a_pipeline_with_another_dictionary_is_refused(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, *some("a"))
    with pytest.raises(IncompatibleError), ArchiveWriter(folder, Pipeline(("黑龍江流域",))):
        pass


def test_the_users_dictionary_is_taken_in_by_rebuild_alone(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, *some("a"))
    service = SearchService.open(Settings(data=folder.path))
    assert service.search(SearchRequest(query="稀土")).total == 1
    folder.user_dictionary.write_text("國人民路\n", encoding="utf-8")
    with ArchiveWriter(folder) as writer:
        writer.put(prepared(writer.pipeline, *some("b")))
    assert user_terms_of(current_generation(folder)) == ()
    assert service.search(SearchRequest(query="稀土")).total == 2
    rebuild(folder, engine_name=None, workers=0, progress=lambda _: None)
    generation = current_generation(folder)
    assert user_terms_of(generation) == ("國人民路",)
    assert "国人民路" in generation_analyzer(generation).words("中國人民路")
    assert service.search(SearchRequest(query="稀土")).generation == generation.name
    folder.user_dictionary.unlink()
    with ArchiveWriter(folder) as writer:
        writer.put(prepared(writer.pipeline, *some("c")))
    assert service.search(SearchRequest(query="稀土")).total == 3
    service.close()
    assert agrees(folder)


def test_a_first_writer_takes_the_dictionary_that_is_there(folder: DataFolder) -> None:
    folder.path.mkdir(mode=0o700)
    folder.user_dictionary.write_text("國人民路\n", encoding="utf-8")
    with ArchiveWriter(folder) as writer:
        assert writer.pipeline.analyzer.words("國人民路")[-1] == "国人民路"
    assert user_terms_of(current_generation(folder)) == ("國人民路",)


def test_the_archives_spelling_of_a_name_is_the_first(folder: DataFolder, pipeline: Pipeline) -> None:
    first, second = (
        dataclasses.replace(one, source=source)
        for one, source in zip(some("a", "b"), ("新華社", "新华社"), strict=True)
    )
    put(folder, pipeline, first, second)
    opened = open_current(folder)
    assert [name.canonical for name in opened.store.names("source", ["新华社"])] == ["新華社"]
    opened.close()


def test_a_generation_is_kept_for_a_minute_after_it_was_replaced(
    folder: DataFolder, pipeline: Pipeline
) -> None:
    put(folder, pipeline, *some("a"))
    before = current_generation(folder)
    rebuild(folder, engine_name=None, workers=0, progress=lambda _: None)
    replaced = folder.pointer.stat().st_mtime
    discard_retired(folder, now=replaced + 59)
    assert before.folder.is_dir()
    discard_retired(folder, now=replaced + 61)
    assert not before.folder.exists()
    assert (found(folder), agrees(folder)) == (1, True)


def test_batches_are_joined_into_transactions(pipeline: Pipeline) -> None:
    (one,) = prepared(pipeline, *some("a"))
    assert [len(batch) for batch in batched_prepared([one] * 200 for _ in range(6))] == [600, 600]
    assert list(batched_prepared([[], []])) == []
    assert [len(batch) for batch in batched_prepared([[one]])] == [1]
