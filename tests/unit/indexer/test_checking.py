"""Checking: every planted difference is named, one by one, and sound archives are called sound."""

import sqlite3
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from index.archive.generations import current_generation
from index.engines.port import EngineWriter
from index.engines.registry import ENGINES
from index.errors import DamagedError, NotBuiltError
from index.ranking.folded_text_files import FoldedTextWriter
from index.store.port import StoredText
from index.store.sqlite_store import SqliteStoreWriter
from indexer.build import ArchiveWriter
from indexer.checking import Difference, check
from indexer.pipeline import Pipeline
from tests.builders import a_clock, an_article
from tests.builders_engine import an_index_document
from tests.damaged_files import replace_content

ARTICLES = 12


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(params=sorted(ENGINES))
def folder(request: pytest.FixtureRequest, tmp_path: Path, pipeline: Pipeline) -> DataFolder:
    """An archive of some articles: id n1 has ordinal 1, and so on."""
    folder = DataFolder(tmp_path)
    folder.remember_engine(request.param)
    articles = [
        an_article(title=f"標題{n}", body=f"稀土第{n}號。", id=f"n{n}") for n in range(1, ARTICLES + 1)
    ]
    with ArchiveWriter(folder, pipeline) as writer:
        writer.put([pipeline.derive(article) for article in articles])
    return folder


def an_index_writer(folder: DataFolder) -> EngineWriter:
    generation = current_generation(folder)
    return generation.engine.open_writer(generation.engine_folder)


def named(folder: DataFolder) -> list[tuple[str, str | None]]:
    report = check(folder)
    assert all("zhengwen rebuild" in one.reason for one in report.differences if one.article_id)
    return [(one.kind, one.article_id) for one in report.differences]


def test_a_sound_archive(folder: DataFolder, pipeline: Pipeline) -> None:
    assert (check(folder).articles, named(folder)) == (ARTICLES, [])
    with ArchiveWriter(folder, pipeline) as writer:
        writer.remove("n3")
    assert (check(folder).articles, named(folder)) == (ARTICLES - 1, [])


def test_every_planted_difference_is_named(folder: DataFolder) -> None:
    writer = an_index_writer(folder)
    writer.remove([2, 7])
    writer.add([an_index_document(99, title="多餘")])
    writer.add([an_index_document(5, title="別的", sequence=5)])
    writer.commit()
    writer.close()
    assert named(folder) == [("missing", "n2"), ("outdated", "n5"), ("missing", "n7"), ("extra", None)]
    reasons = [one.reason for one in check(folder).differences]
    assert "article n2 is stored but not indexed" in reasons[0]
    assert "article number 99 is indexed but not stored" in reasons[-1]


def test_what_only_the_store_knows_is_named(folder: DataFolder, pipeline: Pipeline) -> None:
    store = SqliteStoreWriter(folder.path, now=a_clock())
    store.remove("n4")
    store.put(an_article(title="新", body="新來的。", id="new"))
    store.put(an_article(title="標題1", body="改了。", id="n1"))
    store.commit()
    store.close()
    differences = check(folder).differences
    assert sorted(one.kind for one in differences) == ["extra", "missing", "outdated"]
    assert {one.article_id for one in differences if one.kind != "extra"} == {"new", "n1"}
    assert [
        ("n4" in one.reason or "number 4" in one.reason) for one in differences if one.kind == "extra"
    ] == [True]


def test_an_altered_text_in_the_store_is_named(folder: DataFolder) -> None:
    connection = sqlite3.connect(folder.store)
    with connection:
        connection.execute("UPDATE articles SET digest = digest + 1 WHERE id = 'n6'")
    connection.close()
    kinds = {(one.kind, one.article_id) for one in check(folder).differences}
    assert ("outdated", "n6") in kinds
    assert "store" in {kind for kind, _ in kinds}


def test_flipped_bytes_in_the_index_are_named_or_damaged(folder: DataFolder) -> None:
    engine_folder = current_generation(folder).engine_folder
    files = [path for path in sorted(engine_folder.iterdir()) if path.name[0] != "." and path.stat().st_size]
    assert files
    for path in files:
        content = path.read_bytes()
        middle = len(content) // 2
        replace_content(path, content[:middle] + bytes([content[middle] ^ 0x41]) + content[middle + 1 :])
        assert "index" in {one.kind for one in check(folder).differences}, path.name
        replace_content(path, content)
    assert named(folder) == []


def test_a_missing_index_file_is_named(folder: DataFolder) -> None:
    engine_folder = current_generation(folder).engine_folder
    largest = max(engine_folder.iterdir(), key=lambda path: path.stat().st_size)
    largest.unlink()
    report = check(folder)
    assert {one.kind for one in report.differences} == {"index"}
    assert report.articles == ARTICLES


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_store_is_never_sound(folder: DataFolder, share: float) -> None:
    content = folder.store.read_bytes()
    folder.store.write_bytes(content[: int(len(content) * share)])
    differences: tuple[Difference, ...] = ()
    try:
        differences = check(folder).differences
    except DamagedError:
        return
    assert "store" in {one.kind for one in differences}


def test_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError):
        check(DataFolder(tmp_path / "nowhere"))


def test_checking_changes_nothing(folder: DataFolder) -> None:
    writer = an_index_writer(folder)
    writer.remove([2])
    writer.commit()
    writer.close()
    assert named(folder) == named(folder) == [("missing", "n2")]


def test_an_article_without_its_folded_text_is_named(folder: DataFolder) -> None:
    (current_generation(folder).folder / "texts.directory").write_bytes(b"")
    assert named(folder) == [("missing", f"n{n}") for n in range(1, ARTICLES + 1)]


def test_an_article_that_is_ranked_by_another_text_is_named(folder: DataFolder) -> None:
    writer = FoldedTextWriter(current_generation(folder).folder)
    writer.add([StoredText(5, "標題5", "別的。"), StoredText(6, "標題6", "稀土第6號。")])
    writer.sync()
    writer.close()
    assert named(folder) == [("outdated", "n5")]


def test_the_last_texts_lost_are_named_even_where_older_ones_stand(
    folder: DataFolder, pipeline: Pipeline
) -> None:
    directory = current_generation(folder).folder / "texts.directory"
    before = directory.read_bytes()
    with ArchiveWriter(folder, pipeline) as writer:
        writer.put([pipeline.derive(an_article(title="標題7", body="改了。", id="n7"))])
    directory.write_bytes(before)
    assert named(folder) == [("outdated", "n7")]


@pytest.mark.parametrize("name", ["texts.utf16", "texts.directory"])
@pytest.mark.parametrize("bytes_left", [0, -2])
def test_no_writer_opens_a_generation_whose_texts_were_cut(
    folder: DataFolder, pipeline: Pipeline, name: str, bytes_left: int
) -> None:
    path = current_generation(folder).folder / name
    content = path.read_bytes()
    path.write_bytes(content[:bytes_left])
    with pytest.raises(DamagedError, match="zhengwen rebuild"), ArchiveWriter(folder, pipeline):
        pass
    assert path.read_bytes() == content[:bytes_left]
    path.write_bytes(content)
    assert named(folder) == []
