"""The commands that keep an archive, `check`, `stats`, `rebuild`, `remove`, and the states a folder can be in."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest
from click.testing import Result

from index.archive.folder import DataFolder
from index.archive.generations import current_generation
from index.store.lock import WriterLock
from tests.damaged_files import replace_content
from tests.end_to_end.command import Archive, write_articles


def test_check_agrees(read_only: Archive) -> None:
    assert read_only.ask("check") == {"articles": 30, "differences": []}
    result = read_only.run("check")
    assert (result.exit_code, result.stdout) == (0, "30 articles: store and index agree\n")


def test_check_names_each_difference(archive: Archive, news: str) -> None:
    archive.run("add", news)
    connection = sqlite3.connect(archive.folder / "store.sqlite")
    with connection:
        connection.execute("UPDATE articles SET digest = digest + 1 WHERE id = 'a1'")
    connection.close()
    result = archive.run("check", "--json")
    assert result.exit_code == 1
    differences = json.loads(result.stdout)["differences"]
    assert {(one["kind"], one["id"]) for one in differences} >= {("outdated", "a1")}


def test_stats_count_everything(read_only: Archive) -> None:
    found = read_only.ask("stats")
    assert (found["articles"], found["stories"], found["undated"], found["engine"]) == (30, 30, 0, "tantivy")
    assert found["sources"] == [{"name": "样例公报", "articles": 15}, {"name": "樣例日報", "articles": 15}]
    assert {"code": "15", "name": "内蒙古自治区", "articles": 15} in found["regions"]
    assert found["months"] == [{"month": "2025-11", "articles": 15}, {"month": "2025-12", "articles": 15}]
    assert found["months_counted"] == "every month that the date of an article overlaps"
    assert found["generation"] == current_generation(DataFolder(read_only.folder)).name
    assert min(found["store_bytes"], found["index_bytes"]) > 1_000
    assert read_only.run("stats").stdout.startswith("30 articles, 30 stories, 0 without a date\nstore ")


def test_rebuild_remembers_the_engine(archive: Archive, news: str) -> None:
    archive.run("add", news)
    before = archive.ask("search", "稀土")
    assert archive.ask("rebuild", "--engine", "whoosh")["engine"] == "whoosh"
    assert archive.ask("rebuild")["engine"] == "whoosh"
    assert archive.ask("stats")["engine"] == "whoosh"
    after = archive.ask("search", "稀土")
    assert (after["total"], after["facets"]) == (before["total"], before["facets"])
    assert archive.run("rebuild", "--engine", "lucene").exit_code == 2
    assert archive.ask("rebuild", "--engine", "tantivy")["articles"] == 3
    assert archive.run("check").exit_code == 0


def test_rebuild_reads_again_what_was_a_text(archive: Archive, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(
        "雲溪縣公佈稀土回收辦法\n雲溪縣今天公佈稀土回收辦法。\n（責任編輯：林一鳴）", encoding="utf-8"
    )
    archive.run("add", str(text))
    before = archive.ask("search", "稀土")["hits"]
    assert archive.ask("rebuild", "--reread")["reread"] == {"read": 1, "changed": 0, "failed": 0}
    shown = archive.run("rebuild", "--reread").stdout.splitlines()[0]
    assert shown == "1 read again: 0 changed, 0 cannot be read now and stay"
    assert archive.ask("search", "稀土")["hits"] == before


def test_rebuild_takes_in_the_users_dictionary(archive: Archive, news: str) -> None:
    archive.run("add", news)
    (archive.folder / "userdict.txt").write_text("企業第\n", encoding="utf-8")
    assert archive.run("rebuild").exit_code == 0
    (archive.folder / "userdict.txt").write_text("兩 個 太 多\n", encoding="utf-8")
    result = archive.run("rebuild")
    assert (result.exit_code, "userdict.txt, line 1" in result.stderr) == (2, True)
    assert archive.ask("search", "稀土")["total"] == 3


def test_remove_and_what_stays_removed(archive: Archive, news: str) -> None:
    archive.run("add", news)
    assert archive.ask("remove", "a1") == {"removed": ["a1"], "already_removed": [], "not_found": []}
    assert archive.ask("search", "稀土")["total"] == 2
    found = archive.ask("add", news)
    assert (found["added"], found["unchanged"], found["removed_earlier"]) == (0, 2, 1)
    assert archive.ask("search", "稀土")["total"] == 2
    archive.run("rebuild")
    assert archive.ask("search", "稀土")["total"] == 2
    assert archive.ask("add", news, "--again")["added"] == 1
    assert archive.ask("search", "稀土")["total"] == 3
    assert archive.run("check").exit_code == 0


def test_remove_says_what_is_not_there_and_removes_the_rest(archive: Archive, news: str) -> None:
    archive.run("add", news)
    result = archive.run("remove", "nope", "a1", "a1")
    assert (result.exit_code, result.stdout) == (1, "1 removed, 1 not found\n")
    assert "there is no article nope" in result.stderr
    result = archive.run("remove", "a1")
    assert (result.exit_code, result.stdout) == (0, "0 removed, 1 removed before\n")


def test_remove_takes_ids_as_they_stand_in_an_address(archive: Archive, tmp_path: Path) -> None:
    ids = ["a/b", "//", "稀土#1:2", "50%25"]
    path = write_articles(tmp_path / "news.jsonl", [{"id": one, "title": one} for one in ids])
    archive.run("add", path)
    found = archive.ask("remove", "a%2Fb", "//", "%E7%A8%80%E5%9C%9F%231%3A2", "50%2525")
    assert found["removed"] == ids


# states of the folder


def problem_of(result: Result) -> str:
    """What the problem document on standard output calls it."""
    kind: str = json.loads(result.stdout)["type"]
    return kind.removeprefix("urn:zhengwen:problem:")


@pytest.mark.parametrize("command", [["search", "稀土"], ["check"], ["stats"], ["remove", "a"]])
def test_a_folder_that_is_not_there_yet(archive: Archive, command: list[str]) -> None:
    result = archive.run(*command, "--json")
    assert (result.exit_code, problem_of(result)) == (3, "not-built")
    assert "zhengwen add" in result.stderr
    assert not archive.folder.exists()


@pytest.mark.parametrize(
    "command", [["search", "稀土"], ["check"], ["stats"], ["add", "-"], ["rebuild"], ["remove", "a"]]
)
def test_a_damaged_store_is_exit_3(archive: Archive, news: str, command: list[str]) -> None:
    archive.run("add", news)
    store = archive.folder / "store.sqlite"
    store.write_bytes(store.read_bytes()[:-1])
    result = archive.run(*command, "--json", stdin=b'{"title": "x"}')
    assert (result.exit_code, problem_of(result)) == (3, "damaged")
    assert "zhengwen add" in result.stderr


@pytest.mark.parametrize(
    "command", [["search", "稀土"], ["check"], ["stats"], ["add", "-"], ["remove", "a1"]]
)
def test_an_incompatible_index_is_exit_3_until_rebuilt(
    archive: Archive, news: str, command: list[str]
) -> None:
    archive.run("add", news)
    manifest = current_generation(DataFolder(archive.folder)).folder / "manifest.json"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace('"schema": ', '"schema": 99'), encoding="utf-8"
    )
    result = archive.run(*command, "--json", stdin=b'{"title": "x"}')
    assert (result.exit_code, problem_of(result)) == (3, "incompatible")
    assert "zhengwen rebuild" in result.stderr
    assert archive.run("rebuild").exit_code == 0
    assert archive.run(*command, stdin=b'{"title": "x"}').exit_code == 0


def test_a_damaged_index_is_exit_3_until_rebuilt(archive: Archive, news: str) -> None:
    archive.run("add", news)
    engine = current_generation(DataFolder(archive.folder)).engine_folder
    largest = max(engine.iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 0xFF
    replace_content(largest, bytes(content))
    result = archive.run("check")
    assert (result.exit_code, "run zhengwen rebuild" in result.stderr) == (3, True)
    assert archive.run("rebuild").exit_code == 0
    assert archive.run("check").exit_code == 0


@pytest.mark.parametrize("name", ["texts.utf16", "texts.directory", "engine/values.columns"])
def test_an_add_to_an_index_that_was_cut_is_exit_3_and_never_hides_it(
    archive: Archive, news: str, name: str
) -> None:
    archive.run("add", news)
    path = current_generation(DataFolder(archive.folder)).folder / name
    path.write_bytes(b"")
    for arguments in (["add", news], ["add", "-"], ["remove", "a1"]):
        result = archive.run(*arguments, stdin=b'{"title": "x"}')
        assert (result.exit_code, "run zhengwen rebuild" in result.stderr) == (3, True)
    assert path.read_bytes() == b""
    assert archive.run("search", "稀土").exit_code == 3
    check = archive.run("check")
    assert check.exit_code in (1, 3)
    assert "run zhengwen rebuild" in check.stdout + check.stderr
    assert archive.run("rebuild").exit_code == 0
    assert (archive.run("check").exit_code, archive.ask("search", "稀土")["total"]) == (0, 3)


@pytest.mark.parametrize("command", [["add", "-"], ["rebuild"], ["remove", "a1"]])
def test_a_second_writer_is_exit_75_and_names_the_first(
    archive: Archive, news: str, command: list[str]
) -> None:
    archive.run("add", news)
    with WriterLock(archive.folder):
        result = archive.run(*command, "--json", stdin=b'{"title": "x"}')
    assert (result.exit_code, problem_of(result)) == (75, "locked")
    assert f"process {os.getpid()} writes into {archive.folder}" in result.stderr
    assert archive.ask("search", "稀土")["total"] == 3
