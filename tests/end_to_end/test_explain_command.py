"""The command `explain`: the document, what people read, ids and bad input."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.end_to_end.command import Archive, write_articles

EXPLAINED = (ROOT / "docs" / "explain.md").read_text(encoding="utf-8")

ARTICLES: list[dict[str, object]] = [
    {
        "id": "whole",
        "title": "稀土出口管制辦法公佈",
        "body": "稀土出口管制自三月起施行。企業出口稀土須申請許可。",
        "source": "樣例日報",
        "published": "2025-03-01",
        "region": "內蒙古",
    },
    {
        "id": "parted",
        "title": "年度回顧",
        "body": "本年擴大稀土出口。管制辦法另行公佈，5GHz頻段同時開放。",
        "source": "样例公报",
        "published": "2025-12-30",
        "region": "广东",
        "tags": ["碳中和"],
    },
    {"id": "https://示例.example/甲?b=1", "title": "其他\u001b[2J", "body": "無關的文字。"},
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("explained")
    archive = Archive(folder=folder / "data")
    assert archive.run("add", write_articles(folder / "news.jsonl", ARTICLES)).exit_code == 0
    return archive


def said(archive: Archive, *arguments: str) -> list[str]:
    result = archive.run("explain", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_a_query_is_explained(told: Archive) -> None:
    assert said(told, "稀土出口管制", "-5G", "--region", "广东") == [
        "Nothing found · 稀土出口管制 AND NOT 5G · every clause as written · among 3 articles",
        "",
        "The query",
        "  capitals: G as g",
        "  the same: 出 = 岀  管 = 筦",
        "  may be other words, found too and placed behind: 出 / 齣  制 / 製",
        "  all of · 1 article",
        "    稀土出口管制 · 1 article",
        "      稀土 出口 管制 side by side in title 1, body 1 · words 稀土 出口管制 (出口 管制)",
        "    not · 3 articles",
        "      5G · 0 articles",
        "        the word 5g in title 0, body 0",
        "",
        "Filters",
        "  region: 广东 · 1 article · 广东省 (44)",
        "",
        "Ranked by",
        "  稀土出口管制 · weight 0.470 · document frequency 2",
        "  稀土出口管制 in the title · weight 0.470 · document frequency 2",
    ]


def test_why_an_article_is_not_found(told: Archive) -> None:
    lines = said(told, "稀土出口管制", "--to", "2025-06", "--article", "parted")
    assert lines[:11] == [
        "1 found · 稀土出口管制 · every clause as written · among 3 articles",
        "",
        "年度回顧",
        "  样例公报 · 2025-12-30 · id parted",
        "  Not found:",
        "  - 稀土出口管制 does not stand in the title or the body",
        "  - it is dated 2025-12-30, not within … to 2025-06-30",
        "",
        "The query",
        "  the same: 出 = 岀  管 = 筦",
        "  may be other words, found too and placed behind: 出 / 齣  制 / 製",
    ]
    assert lines[11:16] == [
        "  ✗ 稀土出口管制 · 1 article",
        "    稀土 出口 管制 side by side in title 1, body 1 · words 稀土 出口管制 (出口 管制)",
        "    near: its characters follow each other in the body, but parted by 。",
        "      本年擴大稀土出口。管制辦法另行公佈，5GHz頻段同時開放。",
        "",
    ]
    assert "  ✗ date: … to 2025-06 · 1 article · … to 2025-06-30 · the article has 2025-12-30" in lines


def test_why_an_article_is_found_and_by_which_figures(told: Archive) -> None:
    (hit,) = told.ask("search", "稀土出口管制")["hits"]
    lines = said(told, "稀土出口管制", "--article", "whole")
    assert f"  Found, number 1 of 1 · score {hit['score']:.4f}" in lines
    assert "    title: 稀土出口管制 1×" in lines
    assert f"Score {hit['score']:.4f}" in lines
    (engine,) = (line for line in lines if line.startswith("  The engine's score "))
    assert engine.endswith(" (where more than 200 are found, the first by it are scored anew)")


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("碳中和", "near: stands in the tags, which words do not search"),
        (
            "5G",
            "near: stands in the body only inside longer words (5ghz); 5g* finds those that begin so",
        ),
        ("title:管制", "near: stands in the body (1×), but is looked for in the title alone"),
    ],
)
def test_near_misses_are_told(told: Archive, query: str, near: str) -> None:
    assert f"    {near}" in said(told, query, "--article", "parted")


def test_the_document(told: Archive) -> None:
    found = told.ask("explain", "稀土出口管制", "--article", "whole")
    (hit,) = told.ask("search", "稀土出口管制")["hits"]
    assert (found["total"], found["match"], found["archive"], found["engine"]) == (1, "exact", 3, "tantivy")
    article = found["article"]
    assert (article["is_found"], article["rank"], article["reasons"]) == (True, 1, [])
    assert article["score"]["value"] == hit["score"]
    (run,) = found["query"]["runs"]
    assert run["terms"] == ["稀土", "出口", "管制"]
    assert [(place["field"], place["spans"]) for place in run["found"]] == [
        ("title", [[0, 6]]),
        ("body", [[0, 6]]),
    ]


def test_without_an_article_nothing_is_said_of_one(told: Archive) -> None:
    found = told.ask("explain", "稀土")
    assert (found["article"], found["query"]["is_met"]) == (None, None)


@pytest.mark.parametrize(
    "article_id",
    ["https://示例.example/甲?b=1", "https%3A%2F%2F%E7%A4%BA%E4%BE%8B.example%2F%E7%94%B2%3Fb%3D1"],
)
def test_an_id_is_taken_as_it_is_or_percent_encoded(told: Archive, article_id: str) -> None:
    assert told.ask("explain", "稀土", "--article", article_id)["article"]["id"] == ARTICLES[2]["id"]


def test_a_terminal_obeys_nothing_that_is_stored_or_typed(told: Archive) -> None:
    result = told.run("explain", "稀土\u001b[2J", "--article", str(ARTICLES[2]["id"]))
    assert "\u001b" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("稀土", "--article", "nobody"),
            "zhengwen: there is no article nobody: the results of a search tell the ids",
        ),
        (("稀土", "--article", ""), "zhengwen: --article is empty: give the id of an article"),
        (
            ("稀土", "--region", "沒有這地方"),
            "zhengwen: region: no division or country is called '沒有這地方'",
        ),
        (("稀土", "--sort", "length"), "zhengwen: sort must be relevance or date, not 'length'"),
        (("稀" * 257,), "256"),
        (("稀土", "--artikle", "a"), "No such option"),
        ((), "Missing argument 'QUERY'"),
    ],
)
def test_bad_input_is_said_and_exits_with_2(told: Archive, arguments: tuple[str, ...], message: str) -> None:
    result = told.run("explain", *arguments)
    assert (result.exit_code, result.stdout, message in result.stderr) == (2, "", True)


def test_a_removed_article_says_so(archive: Archive, tmp_path: Path) -> None:
    archive.run("add", write_articles(tmp_path / "news.jsonl", ARTICLES))
    archive.run("remove", "parted")
    result = archive.run("explain", "稀土", "--article", "parted")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "removed" in result.stderr


def test_an_empty_folder_says_what_to_do(archive: Archive) -> None:
    result = archive.run("explain", "稀土")
    assert (result.exit_code, "zhengwen add" in result.stderr) == (3, True)


def test_json_is_one_document(told: Archive) -> None:
    document: Any = json.loads(told.run("explain", "", "--json").stdout)
    assert (document["query"]["kind"], document["total"], document["ranked_by"]) == ("everything", 3, [])


def test_the_example_of_the_documents(told: Archive) -> None:
    (example,) = re.findall(r"```text\n\$ zhengwen explain (.*?)\n(.*?)```", EXPLAINED, flags=re.DOTALL)
    command, lines = example
    printed = said(told, *shlex.split(command))
    assert printed[: len(lines.splitlines())] == lines.splitlines()
