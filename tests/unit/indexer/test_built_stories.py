"""Stories where the archive is written: told to who adds, the same in store and index, healed after a crash, grouped anew."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from index.archive.generations import current_generation
from index.model import Article, SearchRequest
from index.search import SearchService
from index.settings import Settings
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from indexer.adding import AddOptions, add_records
from indexer.build import ArchiveWriter
from indexer.checking import check
from indexer.inputs import InputDefaults, RawRecord
from indexer.pipeline import Pipeline
from indexer.rebuild import rebuild
from tests.builders import a_clock, an_article

BODY = (
    "雲州市低空物流試點今日啟動，首批三條航線連接港區、園區和縣城，主要運送生鮮和急救藥品，單程約需十餘分鐘。"
    "居民最關心的是噪音。試點方案規定夜間停飛，航線避開學校和醫院，並在沿線設立監測點，監測的結果每週公布。"
)
FIRST = an_article(id="a", title="低空物流試點啟動", body=BODY, source="樣例日報")
COPY = an_article(id="b", title="低空物流試點啟動", body=BODY + "（來源：樣例日報）", source="樣例新聞網")
OTHER = an_article(id="c", title="渡輪抵達", body="樣例港首艘電動渡輪抵達，完成測試之後，年底前來往兩岸。")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def put(folder: DataFolder, pipeline: Pipeline, *articles: Article, again: bool = False) -> list[bool]:
    """Whether each article joined a story when they were put at once."""
    with ArchiveWriter(folder, pipeline) as writer:
        return [
            one.joined for one in writer.put([pipeline.derive(article) for article in articles], again=again)
        ]


def stories(folder: DataFolder) -> list[set[str]]:
    """The ids of every story of several articles, from the store, after it was found equal to the index."""
    assert check(folder).differences == ()
    store = SqliteStoreReader(folder.path)
    try:
        together = {
            frozenset((stored.article.id, *(one.id for one in store.copies(stored.article.id))))
            for stored in store.all_articles()
        }
        return [set(story) for story in sorted(together, key=sorted) if len(story) > 1]
    finally:
        store.close()


def hits(folder: DataFolder, query: str) -> list[tuple[str, int]]:
    """The id and the number of copies of every hit."""
    service = SearchService.open(Settings(data=folder.path))
    try:
        results = service.search(SearchRequest(query=query))
        return [(hit.id, hit.copies) for hit in results.hits]
    finally:
        service.close()


def test_a_copy_is_told_in_the_batch_of_its_original(folder: DataFolder, pipeline: Pipeline) -> None:
    assert put(folder, pipeline, FIRST, OTHER, COPY) == [False, False, True]
    assert (stories(folder), hits(folder, "低空物流")) == ([{"a", "b"}], [("a", 1)])


def test_a_copy_is_told_batches_later_and_the_original_shows_it(
    folder: DataFolder, pipeline: Pipeline
) -> None:
    assert put(folder, pipeline, FIRST) == [False]
    assert hits(folder, "低空物流") == [("a", 0)]
    assert put(folder, pipeline, OTHER, COPY) == [False, True]
    assert (stories(folder), hits(folder, "低空物流")) == ([{"a", "b"}], [("a", 1)])
    assert put(folder, pipeline, COPY) == [False]


def test_a_changed_body_leaves_and_comes_back(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, FIRST, COPY)
    put(folder, pipeline, dataclasses.replace(COPY, body=OTHER.body))
    assert (stories(folder), hits(folder, "監測點")) == ([], [("a", 0)])
    put(folder, pipeline, dataclasses.replace(COPY, body=BODY))
    assert stories(folder) == [{"a", "b"}]


def test_without_its_head_a_story_goes_on(folder: DataFolder, pipeline: Pipeline) -> None:
    third = an_article(id="d", title=FIRST.title, body=BODY + "（樣例社編輯）")
    put(folder, pipeline, FIRST, COPY, third)
    with ArchiveWriter(folder, pipeline) as writer:
        writer.remove("a")
    assert (stories(folder), hits(folder, "低空物流")) == ([{"b", "d"}], [("b", 1)])
    assert put(folder, pipeline, FIRST, again=True) == [True]
    assert stories(folder) == [{"a", "b", "d"}]


def test_a_story_that_only_the_store_got_is_healed(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, FIRST, OTHER)
    store = SqliteStoreWriter(folder.path, now=a_clock())
    store.put(pipeline.derive(COPY).article)
    store.commit()
    store.close()
    assert {(one.kind, one.article_id) for one in check(folder).differences} == {
        ("missing", "b"),
        ("outdated", "a"),
    }
    put(folder, pipeline, OTHER)
    assert (stories(folder), hits(folder, "低空物流")) == ([{"a", "b"}], [("a", 1)])


def test_a_removal_of_a_head_that_only_the_store_got_is_healed(
    folder: DataFolder, pipeline: Pipeline
) -> None:
    put(folder, pipeline, FIRST, COPY)
    store = SqliteStoreWriter(folder.path, now=a_clock())
    store.remove("a")
    store.commit()
    store.close()
    put(folder, pipeline, OTHER)
    assert (stories(folder), hits(folder, "低空物流")) == ([], [("b", 0)])


@pytest.mark.parametrize("workers", [0, 2])
def test_rebuild_groups_what_was_never_sketched(folder: DataFolder, pipeline: Pipeline, workers: int) -> None:
    put(folder, pipeline, FIRST, OTHER, COPY)
    with sqlite3.connect(folder.store) as connection:
        connection.executescript("DELETE FROM sketches; DELETE FROM links; UPDATE articles SET story = 0;")
    connection.close()
    rebuild(folder, engine_name=None, workers=workers, progress=lambda _: None)
    assert (stories(folder), hits(folder, "低空物流")) == ([{"a", "b"}], [("a", 1)])


def test_the_report_counts_what_joined(folder: DataFolder) -> None:
    texts = [f"{one.title}\n{one.body}" for one in (FIRST, OTHER, COPY)]
    records = [
        RawRecord(path=f"{number}.txt", line=None, format="text", content=text.encode())
        for number, text in enumerate(texts)
    ]
    report = add_records(folder, iter(records), AddOptions(defaults=InputDefaults(source="樣例社")))
    assert (report.added, report.duplicates) == (3, 1)


def test_boilerplate_that_is_learned_later_brings_copies_together(folder: DataFolder) -> None:
    """What a publisher appends to all it prints is longer than the brief: cut, the brief is what another printed."""
    appended = "更多政策解讀，請鎖定每晚九點的樣例夜話，我們不見不散。" * 6
    briefs = [f"樣例市第{number}號通知發布，對稀土企業給予獎勵，金額由各區另定。" for number in range(10)]
    texts = [f"第{number}號\n{brief}\n{appended}" for number, brief in enumerate(briefs)]
    records = [
        RawRecord(path=f"{number}.txt", line=None, format="text", content=text.encode())
        for number, text in enumerate(texts)
    ]
    line = f'{{"id": "j", "title": "第7號", "body": "{briefs[7]}", "source": "樣例新聞網"}}'
    records.insert(0, RawRecord(path="a.jsonl", line=1, format="jsonl", content=line.encode()))
    add_records(folder, iter(records), AddOptions(defaults=InputDefaults(source="樣例夜話")))
    (story,) = stories(folder)
    assert ("j" in story, len(story)) == (True, 2)


def test_who_gets_its_first_copy_keeps_its_text(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, FIRST, OTHER)
    texts = current_generation(folder).folder / "texts.utf16"
    before = texts.stat().st_size
    put(folder, pipeline, COPY)
    # The text of one article and no others, though the document of the first was written again.
    assert texts.stat().st_size - before <= 2 * (len(COPY.title) + len(COPY.body) + 2)
    assert hits(folder, "低空物流") == [("a", 1)]
    assert stories(folder) == [{"a", "b"}]


def test_whose_text_changed_has_the_new_one(folder: DataFolder, pipeline: Pipeline) -> None:
    put(folder, pipeline, FIRST, COPY)
    put(folder, pipeline, dataclasses.replace(FIRST, body=OTHER.body))
    assert hits(folder, "電動渡輪") == [("a", 0)]
