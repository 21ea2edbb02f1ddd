"""`zhengwen saved`: searches by name, and what is new in each, on the command line and on the page."""

from __future__ import annotations

import html
import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from index.archive.folder import DataFolder
from index.archive.saved_searches import load_saved
from index.settings import Settings
from index.store.lock import WriterLock
from tests.end_to_end.command import Archive, some_articles, write_articles
from webapp import create_app


def add(archive: Archive, path: Path, first: int, count: int) -> None:
    articles = some_articles(first + count)[first:]
    assert archive.run("add", write_articles(path / f"{first}.jsonl", articles)).exit_code == 0


def counts(archive: Archive) -> dict[str, tuple[int, int]]:
    return {one["name"]: (one["new"], one["total"]) for one in archive.ask("saved", "list")["saved"]}


def saved_page(archive: Archive) -> str:
    client = create_app(Settings(data=archive.folder)).test_client()
    return client.get("/saved?lang=en").get_data(as_text=True)


def test_what_is_new_since_the_last_look_is_told(archive: Archive, tmp_path: Path) -> None:
    add(archive, tmp_path, 0, 3)
    assert archive.run("saved", "add", "礦", "稀土").exit_code == 0
    assert counts(archive) == {"礦": (0, 3)}
    add(archive, tmp_path, 3, 2)
    assert counts(archive) == {"礦": (2, 5)}
    assert "2 new" in saved_page(archive)
    assert archive.run("saved", "seen", "礦").exit_code == 0
    assert counts(archive) == {"礦": (0, 5)}
    assert "Nothing new" in saved_page(archive)


def test_looking_at_the_page_marks_nothing(archive: Archive, tmp_path: Path) -> None:
    archive.run("saved", "add", "礦", "稀土")
    add(archive, tmp_path, 0, 3)
    assert [saved_page(archive).count("3 new") for _ in range(2)] == [1, 1]


def test_the_link_to_what_is_new_finds_just_that(archive: Archive, tmp_path: Path) -> None:
    add(archive, tmp_path, 0, 3)
    archive.run("saved", "add", "礦", "稀土")
    add(archive, tmp_path, 3, 1)
    mark = load_saved(DataFolder(archive.folder))[0].seen_ordinal
    client = create_app(Settings(data=archive.folder)).test_client()
    answer = client.get(f"/api/v1/search?q=稀土&added_after={mark}").json
    assert answer is not None
    assert [hit["id"] for hit in answer["hits"]] == ["a3"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("稀土", {"q": "稀土"}),
        (
            "http://127.0.0.1:8000/?q=稀土&region=15&page=3&size=50&script=hans&lang=en&chart=share",
            {"q": "稀土", "region": "15"},
        ),
        ("/?q=&source=樣例日報&from=2025-01", {"source": "樣例日報", "from": "2025-01"}),
    ],
)
def test_a_search_is_saved_by_query_or_address(archive: Archive, given: str, kept: dict[str, str]) -> None:
    from_address = archive.run("saved", "add", "名", given)
    (saved,) = load_saved(DataFolder(archive.folder))
    client = create_app(Settings(data=archive.folder)).test_client()
    with client.application.test_request_context(f"/?{saved.search}") as context:
        assert (from_address.exit_code, dict(context.request.args)) == (0, kept)


def test_filters_are_saved_too(archive: Archive) -> None:
    archive.run(
        "saved", "add", "名", "稀土", "--region", "15", "--region", "江西", "--from", "2025", "--term", "稀土"
    )
    (saved,) = load_saved(DataFolder(archive.folder))
    assert unquote(saved.search) == "q=稀土&from=2025&region=15&region=江西&term=稀土"


def test_a_name_has_one_search_and_names_are_listed_in_order(archive: Archive) -> None:
    for name, query in (("一", "稀土"), ("二", "出口"), ("一", "管制")):
        archive.run("saved", "add", name, query)
    assert [(one.name, one.search) for one in load_saved(DataFolder(archive.folder))] == [
        ("二", "q=%E5%87%BA%E5%8F%A3"),
        ("一", "q=%E7%AE%A1%E5%88%B6"),
    ]


def test_searches_are_forgotten_and_unknown_names_reported(archive: Archive) -> None:
    archive.run("saved", "add", "一", "稀土")
    removed = archive.run("saved", "remove", "一", "三")
    assert (removed.exit_code, "三" in removed.stderr) == (1, True)
    assert load_saved(DataFolder(archive.folder)) == ()
    assert archive.run("saved", "seen", "一").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "", "稀土"),
        ("add", "a\x1bb", "稀土"),
        ("add", "x" * 81, "稀土"),
        ("add", "名", "稀" * 300),
        ("add", "名", "/?from=2024-02-30"),
        ("seen",),
        ("seen", "--all", "一"),
    ],
)
def test_what_cannot_be_saved_is_refused(archive: Archive, arguments: tuple[str, ...]) -> None:
    result = archive.run("saved", *arguments)
    assert (result.exit_code, load_saved(DataFolder(archive.folder))) == (2, ())


def test_a_list_that_cannot_be_read_is_said(archive: Archive) -> None:
    archive.folder.mkdir()
    DataFolder(archive.folder).saved_searches.write_text("{", encoding="utf-8")
    assert archive.run("saved", "list").exit_code == 3
    client = create_app(Settings(data=archive.folder)).test_client()
    assert client.get("/saved").status_code == 503


def test_a_search_that_cannot_be_read_any_more_says_why_and_the_others_stay(
    archive: Archive, tmp_path: Path
) -> None:
    add(archive, tmp_path, 0, 1)
    archive.run("saved", "add", "好", "稀土")
    folder = DataFolder(archive.folder)
    rows = json.loads(folder.saved_searches.read_text(encoding="utf-8"))
    rows["searches"].insert(0, {**rows["searches"][0], "name": "壞", "search": "region=亞特蘭蒂斯"})
    folder.saved_searches.write_text(json.dumps(rows), encoding="utf-8")
    listed = {one["name"]: one["problem"] for one in archive.ask("saved", "list")["saved"]}
    assert (listed["好"], "region" in (listed["壞"] or "")) == (None, True)
    assert "亞特蘭蒂斯" in saved_page(archive)


@pytest.mark.parametrize(
    ("given", "command"),
    [
        (["稀土 出口"], "zhengwen search '稀土 出口'"),
        (
            ["-煤", "--region", "15", "--from", "2025-11"],
            "zhengwen search --from 2025-11 --region 15 -- '-煤'",
        ),
        (["--help"], "zhengwen search -- --help"),
        (["/?q=%E7%A8%80&sort=date&page=3"], "zhengwen search '稀' --sort date"),
        (["", "--source", "甲 乙"], "zhengwen search '' --source '甲 乙'"),
    ],
)
def test_the_list_says_how_each_is_searched_for(
    archive: Archive, tmp_path: Path, given: list[str], command: str
) -> None:
    add(archive, tmp_path, 0, 1)
    archive.run("saved", "add", *given[1:], "--", "一", given[0])
    assert archive.run("saved", "list").stdout.splitlines()[1].strip() == command


def test_nothing_saved_says_how(archive: Archive) -> None:
    assert "zhengwen saved add" in archive.run("saved", "list").stdout
    assert f"zhengwen --data {archive.folder} saved add" in html.unescape(saved_page(archive))


def test_a_search_may_be_saved_while_another_process_writes(archive: Archive, tmp_path: Path) -> None:
    add(archive, tmp_path, 0, 1)
    with WriterLock(archive.folder):
        assert archive.run("saved", "add", "礦", "稀土").exit_code == 0


def test_what_was_done_is_told_in_json(archive: Archive, tmp_path: Path) -> None:
    add(archive, tmp_path, 0, 3)
    added = archive.ask("saved", "add", "礦", "稀土")
    assert [added] == archive.ask("saved", "list")["saved"]
    assert (added["name"], added["total"], added["new"]) == ("礦", 3, 0)
    assert archive.ask("saved", "seen", "礦", "無") == {"seen": ["礦"], "not_found": ["無"]}
    assert archive.ask("saved", "seen", "--all") == {"seen": ["礦"], "not_found": []}
    assert archive.ask("saved", "remove", "礦", "無") == {"removed": ["礦"], "not_found": ["無"]}
