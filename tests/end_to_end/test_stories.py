"""Stories from the command line: copies joined as they come, listed, counted, and grouped anew by `rebuild`."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.end_to_end.command import Archive

SAMPLES = [str(ROOT / "samples" / name) for name in ("articles-hans.jsonl", "articles-hant.jsonl")]
EVENT = "稀土新材料产业推进会"
TELLERS = ["sample-hans-001", "sample-hans-084", "sample-hant-001"]

TO_VERSION_1 = """
DROP INDEX articles_by_story;
ALTER TABLE articles DROP COLUMN story;
DROP TABLE sketches;
DROP TABLE links;
PRAGMA user_version = 1;
"""


@pytest.fixture
def samples(archive: Archive) -> Archive:
    report = archive.ask("add", *SAMPLES)
    assert (report["added"], report["duplicates"]) == (168, 3)
    return archive


def shown(archive: Archive, *arguments: str) -> list[tuple[str, int]]:
    return [(hit["id"], hit["copies"]) for hit in archive.ask("search", EVENT, *arguments)["hits"]]


def test_copies_are_told_when_they_are_added_and_counted_after(samples: Archive) -> None:
    again = samples.ask("add", *SAMPLES)
    assert (again["unchanged"], again["duplicates"]) == (168, 0)
    found = samples.ask("stats")
    assert (found["articles"], found["stories"]) == (168, 165)
    assert samples.run("stats").stdout.startswith("168 articles, 165 stories")
    assert samples.ask("check") == {"articles": 168, "differences": []}


def test_search_shows_a_story_with_its_copies(samples: Archive) -> None:
    assert shown(samples) == [(TELLERS[0], 2)]
    assert sorted(shown(samples, "--dup", "all")) == [(teller, 2) for teller in TELLERS]
    assert shown(samples, "--source", "樣例在線") == [(TELLERS[2], 2)]
    lines = samples.run("search", EVENT).stdout.splitlines()
    told = lines.index("     另有 2 個來源 / 2 more sources:")
    assert lines[told + 1 : told + 3] == [
        "          样例晚报 · 2025-11-28 08:05 · id sample-hans-084",
        "          樣例在線 · 2025-11-27 21:02 · id sample-hant-001",
    ]
    assert "more source" not in samples.run("search", EVENT, "--dup", "all").stdout


def test_a_story_goes_on_when_its_head_is_removed(samples: Archive) -> None:
    samples.run("remove", TELLERS[0])
    assert shown(samples) == [(TELLERS[2], 1)]
    assert samples.ask("check")["differences"] == []
    assert samples.ask("add", "--again", *SAMPLES)["duplicates"] == 1
    assert shown(samples) == [(TELLERS[0], 2)]
    assert samples.ask("check")["differences"] == []


def test_a_changed_body_leaves_the_story_and_is_a_new_version(samples: Archive, tmp_path: Path) -> None:
    changed = tmp_path / "changed.jsonl"
    article = {"id": TELLERS[1], "title": "晚报更正", "body": "低空物流试点今日启动，三条航线投入运行。" * 3}
    changed.write_text(json.dumps(article), encoding="utf-8")
    report = samples.ask("add", str(changed))
    assert (report["updated"], report["duplicates"]) == (1, 0)
    assert shown(samples) == [(TELLERS[0], 1)]
    assert samples.ask("stats")["stories"] == 166
    assert samples.ask("check")["differences"] == []


def test_two_given_ids_with_one_text_are_two_articles_of_one_story(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    lines = [json.dumps({"id": one, "title": "短訊", "body": "雲州今日有雨。"}) for one in ("a", "b", "a")]
    path.write_text("\n".join(lines), encoding="utf-8")
    report = archive.ask("add", str(path))
    assert (report["added"], report["unchanged"], report["duplicates"]) == (2, 1, 1)
    (hit,) = archive.ask("search", "雲州")["hits"]
    assert (hit["id"], hit["copies"]) == ("a", 1)
    assert archive.ask("search", "雲州", "--dup", "all")["total"] == 2


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_rebuild_groups_everything_anew(samples: Archive, engine: str) -> None:
    before = samples.ask("search", "", "--limit", "100")
    connection = sqlite3.connect(samples.folder / "store.sqlite")
    with connection:
        connection.execute("UPDATE articles SET story = 0")
        connection.execute("DELETE FROM links")
    connection.close()
    samples.ask("rebuild", "--engine", engine)
    after = samples.ask("search", "", "--limit", "100")
    assert (after["total"], after["facets"]) == (before["total"], before["facets"])
    assert [hit["id"] for hit in after["hits"]] == [hit["id"] for hit in before["hits"]]
    assert samples.ask("check")["differences"] == []


def test_check_names_an_article_that_is_not_with_its_copies(samples: Archive) -> None:
    connection = sqlite3.connect(samples.folder / "store.sqlite")
    with connection:
        connection.execute(f"UPDATE articles SET story = 0 WHERE id = '{TELLERS[1]}'")
    connection.close()
    result = samples.run("check", "--json")
    assert result.exit_code == 1
    differences = json.loads(result.stdout)["differences"]
    assert {one["kind"] for one in differences if TELLERS[1] in one["reason"]} == {"store", "outdated"}
    samples.ask("rebuild")
    assert samples.ask("check")["differences"] == []


def test_a_store_of_the_first_version_is_brought_up_to_date_by_rebuild(samples: Archive) -> None:
    connection = sqlite3.connect(samples.folder / "store.sqlite")
    connection.executescript(TO_VERSION_1)
    connection.close()
    refused = samples.run("search", EVENT)
    assert (refused.exit_code, "zhengwen rebuild" in refused.stderr) == (3, True)
    assert samples.run("rebuild").exit_code == 0
    assert shown(samples) == [(TELLERS[0], 2)]
    assert samples.ask("stats")["stories"] == 165
    assert samples.ask("check")["differences"] == []
