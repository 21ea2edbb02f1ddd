"""Rebuild: a new generation that is equal to the store, or the old one as it was."""

import dataclasses
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from index.archive.generations import current_generation
from index.archive.opened import open_current
from index.engines.criteria import AllArticles
from index.engines.registry import ENGINES
from index.errors import DamagedError, LockedError, OperatorError, UserError
from index.model import Article
from index.store.lock import WriterLock
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from indexer.build import ArchiveWriter
from indexer.checking import check
from indexer.pipeline import Pipeline
from indexer.rebuild import RebuildReport, rebuild
from tests.builders import a_clock, an_article
from tests.builders_engine import a_run, an_index_document
from tests.damaged_files import replace_content


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture
def folder(tmp_path: Path, pipeline: Pipeline) -> DataFolder:
    """An archive of three articles."""
    return an_archive(tmp_path / "data", pipeline, 3)


def an_archive(path: Path, pipeline: Pipeline, count: int) -> DataFolder:
    folder = DataFolder(path)
    articles = [an_article(title=f"標題{n}", body=f"內蒙古稀土第{n}號。", id=f"n{n}") for n in range(count)]
    with ArchiveWriter(folder, pipeline) as writer:
        writer.put([pipeline.derive(article) for article in articles])
    return folder


def run(folder: DataFolder, engine_name: str | None = None, workers: int = 0) -> RebuildReport:
    return rebuild(folder, engine_name=engine_name, workers=workers, progress=lambda _: None)


def found(folder: DataFolder, text: str = "") -> int:
    opened = open_current(folder)
    try:
        return opened.reader.count(a_run(text) if text else AllArticles())
    finally:
        opened.close()


def stored(folder: DataFolder, article_id: str) -> Article:
    reader = SqliteStoreReader(folder.path)
    try:
        return reader.article(article_id).article
    finally:
        reader.close()


def generations(folder: DataFolder) -> set[str]:
    return {path.name for path in folder.index.iterdir() if path.is_dir()}


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_new_generation_is_equal_to_the_store(folder: DataFolder, engine: str) -> None:
    before = current_generation(folder).name
    report = run(folder, engine)
    assert (report.engine, report.articles) == (engine, 3)
    assert report.generation == current_generation(folder).name != before
    assert (found(folder), found(folder, "第2號"), check(folder).differences) == (3, 1, ())
    assert folder.engine_name() == engine


def test_planted_differences_are_mended(folder: DataFolder) -> None:
    generation = current_generation(folder)
    writer = generation.engine.open_writer(generation.engine_folder)
    writer.remove([1])
    writer.add([an_index_document(2, title="別的"), an_index_document(9, title="多餘")])
    writer.commit()
    writer.close()
    assert len(check(folder).differences) == 3
    run(folder)
    assert check(folder).differences == ()
    assert (found(folder), found(folder, "別的"), found(folder, "多餘"), found(folder, "第0號")) == (
        3,
        0,
        0,
        1,
    )


def test_a_destroyed_index_is_made_again(folder: DataFolder) -> None:
    for path in list(current_generation(folder).engine_folder.iterdir()):
        replace_content(path, b"")
    folder.pointer.write_text("nowhere\n", encoding="utf-8")
    run(folder)
    assert (found(folder), check(folder).differences) == (3, ())


def test_removed_articles_do_not_come_back(folder: DataFolder, pipeline: Pipeline) -> None:
    with ArchiveWriter(folder, pipeline) as writer:
        writer.remove("n1")
    assert run(folder).articles == 2
    assert (found(folder), found(folder, "第1號"), check(folder).differences) == (2, 0, ())


def test_what_is_derived_is_made_anew_and_stored(folder: DataFolder) -> None:
    right = stored(folder, "n0")
    assert right.regions == ("15",)
    writer = SqliteStoreWriter(folder.path, now=a_clock())
    writer.update_derived(1, dataclasses.replace(right, regions=("44",), entities=(), script="none"))
    writer.commit()
    writer.close()
    assert stored(folder, "n0").regions == ("44",)
    run(folder)
    assert stored(folder, "n0") == right
    assert check(folder).differences == ()


def test_twice_changes_nothing_but_the_generation(folder: DataFolder) -> None:
    run(folder)
    reader = SqliteStoreReader(folder.path)
    sequence = reader.last_sequence()
    reader.close()
    run(folder)
    reader = SqliteStoreReader(folder.path)
    assert reader.last_sequence() == sequence
    reader.close()


def test_progress_ends_with_the_number_of_articles(tmp_path: Path, pipeline: Pipeline) -> None:
    told: list[int] = []
    folder = an_archive(tmp_path / "many", pipeline, 230)
    rebuild(folder, engine_name=None, workers=2, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 230
    assert (found(folder), found(folder, "第229號"), check(folder).differences) == (230, 1, ())


def test_an_empty_archive(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "new")
    assert run(folder).articles == 0
    assert (found(folder), check(folder).differences) == (0, ())


def test_an_interrupted_rebuild_leaves_the_old_generation_and_no_other(folder: DataFolder) -> None:
    before = current_generation(folder).name

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(folder, engine_name="whoosh", workers=0, progress=interrupt)
    assert generations(folder) == {before}
    assert (current_generation(folder).name, folder.engine_name(), found(folder)) == (before, "tantivy", 3)


def test_a_new_index_that_does_not_fit_is_not_taken_into_use(folder: DataFolder) -> None:
    before = current_generation(folder).name

    def meddle(_: int) -> None:
        # Something changes the store behind the lock while the new index is filled.
        writer = SqliteStoreWriter(folder.path, now=a_clock())
        writer.remove("n0")
        writer.commit()
        writer.close()

    with pytest.raises(OperatorError, match="number 1 was removed but is still found"):
        rebuild(folder, engine_name=None, workers=0, progress=meddle)
    assert generations(folder) == {before}


@pytest.mark.parametrize("line", ["兩 個 太 多", "，", "長" * 100])
def test_a_dictionary_that_cannot_be_read_changes_nothing(folder: DataFolder, line: str) -> None:
    folder.user_dictionary.write_text(line + "\n", encoding="utf-8")
    before = current_generation(folder).name
    with pytest.raises(UserError, match="line 1"):
        run(folder)
    assert generations(folder) == {before}


def test_an_unknown_engine_changes_nothing(folder: DataFolder) -> None:
    before = current_generation(folder).name
    with pytest.raises(UserError):
        run(folder, "lucene")
    assert (generations(folder), folder.engine_name()) == ({before}, "tantivy")


def test_a_second_writer_is_refused(folder: DataFolder) -> None:
    with WriterLock(folder.path), pytest.raises(LockedError):
        run(folder)


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_store_is_damaged_and_the_old_index_stays(folder: DataFolder, share: float) -> None:
    before = current_generation(folder).name
    content = folder.store.read_bytes()
    folder.store.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DamagedError):
        run(folder)
    assert generations(folder) == {before}
