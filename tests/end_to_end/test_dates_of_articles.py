"""Dates from the command line: a saved page with and without the day of its fetch, and what lies in the future."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.command import Archive

PAGE = """原標題:某省科技獎勵大會在省城召開
十一月二十七日,省長某某頒獎。記者 某某 攝
11月27日,某省科技獎勵大會在省城召開,宣讀了關於2024年度科技獎勵的決定。
會議以視頻形式召開。(記者 某某)
"""


@pytest.mark.parametrize(
    ("options", "event", "dated_by", "undated"),
    [((), "--11-27", None, 1), (("--fetched", "2025-11-28"), "2025-11-27", "event_date", 0)],
)
def test_a_saved_page_is_dated_by_its_event_where_the_fetch_is_known(
    archive: Archive, tmp_path: Path, options: tuple[str, ...], event: str, dated_by: str | None, undated: int
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    archive.run("add", str(page), *options)
    found = archive.ask("search", "科技")
    (hit,) = found["hits"]
    assert (hit["published"], hit["event_date"], hit["dated_by"]) == (None, event, dated_by)
    assert found["timeline"]["undated"] == undated


def test_a_rebuild_reckons_from_the_same_fetch(archive: Archive, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    archive.run("add", str(page), "--fetched", "2025-11-28")
    archive.run("rebuild")
    (hit,) = archive.ask("search", "科技", "--from", "2025-11-27", "--to", "2025-11-27")["hits"]
    assert hit["event_date"] == "2025-11-27"


def test_a_date_in_the_future_is_warned_of_and_never_first(archive: Archive, tmp_path: Path) -> None:
    lines = tmp_path / "news.jsonl"
    lines.write_text(
        '{"title": "稀土甲", "published": "2099-01-01"}\n{"title": "稀土乙", "published": "2025-11-27"}\n',
        encoding="utf-8",
    )
    added = archive.ask("add", str(lines))
    assert [(one["line"], "in the future" in one["message"]) for one in added["warnings"]] == [(1, True)]
    hits = archive.ask("search", "稀土", "--sort", "date")["hits"]
    assert [(hit["published"], hit["dated_by"]) for hit in hits] == [
        ("2025-11-27", "published"),
        ("2099-01-01", None),
    ]
