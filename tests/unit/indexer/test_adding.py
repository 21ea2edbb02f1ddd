"""Adding: every record is accounted for, in order, and only the good ones are stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from index.archive.opened import open_current
from index.engines.criteria import AllArticles
from index.errors import ItemError
from index.store.sqlite_store import SqliteStoreReader
from indexer.adding import AddListener, AddOptions, InputWarning, Rejection, add_records
from indexer.build import ArchiveWriter
from indexer.checking import check
from indexer.inputs import InputDefaults, RawRecord
from indexer.sources.discover import Discovered


def a_record(line: int = 1, **article: object) -> RawRecord:
    values = {"title": f"第{line}條", "body": "內蒙古獎勵稀土企業。", **article}
    return RawRecord(
        path="news.jsonl", line=line, format="jsonl", content=json.dumps(values, ensure_ascii=False).encode()
    )


def a_broken_record(line: int) -> RawRecord:
    return RawRecord(path="news.jsonl", line=line, format="jsonl", content=b'{"title": ')


def some_records(count: int) -> list[RawRecord]:
    return [a_broken_record(n) if n % 50 == 7 else a_record(n, id=f"n{n}") for n in range(1, count + 1)]


def stored_ids(folder: Path) -> list[str]:
    reader = SqliteStoreReader(folder)
    try:
        return [stored.article.id for stored in reader.all_articles()]
    finally:
        reader.close()


def count_found(folder: Path) -> int:
    opened = open_current(DataFolder(folder))
    try:
        return opened.reader.count(AllArticles())
    finally:
        opened.close()


class Listening(AddListener):
    def __init__(self) -> None:
        self.rejections: list[Rejection] = []
        self.warnings: list[InputWarning] = []
        self.articles = 0

    def rejected(self, rejection: Rejection) -> None:
        self.rejections.append(rejection)

    def warned(self, warning: InputWarning) -> None:
        self.warnings.append(warning)

    def stored(self, articles: int) -> None:
        self.articles += articles


def test_every_record_is_accounted_for(tmp_path: Path) -> None:
    missing = ItemError("cannot be opened: No such file or directory", path="nothere.txt")
    records: list[Discovered] = [
        a_record(1, id="a"),
        a_broken_record(2),
        missing,
        a_record(3, id="b", url="ftp://x/"),
    ]
    listener = Listening()
    report = add_records(DataFolder(tmp_path), records, listener=listener)
    assert (report.added, report.updated, report.unchanged, report.duplicates) == (2, 0, 0, 0)
    assert [(one.path, one.line) for one in report.rejected] == [("news.jsonl", 2), ("nothere.txt", None)]
    assert report.rejected[0].reason.startswith("not JSON")
    assert report.warnings == (
        InputWarning(path="news.jsonl", line=3, message="url: not an http or https link, dropped"),
    )
    assert tuple(listener.rejections) == report.rejected
    assert tuple(listener.warnings) == report.warnings
    assert listener.articles == 2
    assert stored_ids(tmp_path) == ["a", "b"]
    assert count_found(tmp_path) == 2


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    records = [a_record(1, id="a"), a_record(2, id="b", published="2025-11-27", region="15", tags=["稀土"])]
    add_records(DataFolder(tmp_path), records)
    report = add_records(DataFolder(tmp_path), records)
    assert (report.added, report.updated, report.unchanged, report.rejected) == (0, 0, 2, ())
    assert check(DataFolder(tmp_path)).differences == ()


def test_a_changed_body_is_an_update(tmp_path: Path) -> None:
    add_records(DataFolder(tmp_path), [a_record(1, id="a")])
    report = add_records(DataFolder(tmp_path), [a_record(1, id="a", body="呼和浩特公佈新辦法。")])
    assert (report.added, report.updated, report.unchanged) == (0, 1, 0)
    assert count_found(tmp_path) == 1
    assert check(DataFolder(tmp_path)).differences == ()


def test_an_old_body_is_unchanged(tmp_path: Path) -> None:
    first, second = a_record(1, id="a"), a_record(1, id="a", body="呼和浩特公佈新辦法。")
    report = add_records(DataFolder(tmp_path), [first, second, first])
    assert (report.added, report.updated, report.unchanged) == (1, 1, 1)
    assert check(DataFolder(tmp_path)).differences == ()


def test_workers_give_what_one_process_gives(tmp_path: Path) -> None:
    records = some_records(300)
    alone = add_records(DataFolder(tmp_path / "alone"), records[:150])
    rest = add_records(DataFolder(tmp_path / "alone"), records[150:])
    together = add_records(DataFolder(tmp_path / "together"), records, AddOptions(workers=2))
    assert (alone.added + rest.added, alone.rejected + rest.rejected) == (together.added, together.rejected)
    assert stored_ids(tmp_path / "together") == stored_ids(tmp_path / "alone")
    assert check(DataFolder(tmp_path / "together")).differences == ()


def test_removed_stays_removed_unless_again(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    records = [a_record(1, id="a"), a_record(2, id="b")]
    add_records(folder, records)
    with ArchiveWriter(folder) as writer:
        writer.remove("a")
    report = add_records(folder, records)
    assert (report.added, report.unchanged, report.removed_earlier) == (0, 1, 1)
    assert stored_ids(tmp_path) == ["b"]
    report = add_records(folder, records, AddOptions(again=True))
    assert (report.added, report.unchanged, report.removed_earlier) == (1, 1, 0)
    assert sorted(stored_ids(tmp_path)) == ["a", "b"]
    assert check(folder).differences == ()


def test_defaults_fill_what_is_left_out(tmp_path: Path) -> None:
    options = AddOptions(defaults=InputDefaults(source="樣例日報", regions=("呼和浩特",)))
    add_records(DataFolder(tmp_path), [a_record(1, id="a"), a_record(2, id="b", source="別處")], options)
    reader = SqliteStoreReader(tmp_path)
    articles = [stored.article for stored in reader.all_articles()]
    reader.close()
    assert [one.source for one in articles] == ["樣例日報", "別處"]
    assert [one.given_regions for one in articles] == [("1501",), ("1501",)]


def test_what_was_stored_before_an_interruption_is_found(tmp_path: Path) -> None:
    def interrupted() -> Iterator[RawRecord]:
        yield from (a_record(number, id=f"n{number}") for number in range(1_200))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_records(DataFolder(tmp_path), interrupted())
    stored = len(stored_ids(tmp_path))
    assert stored >= 500
    assert count_found(tmp_path) == stored
    assert check(DataFolder(tmp_path)).differences == ()


def test_nothing_to_add_makes_an_empty_archive(tmp_path: Path) -> None:
    report = add_records(DataFolder(tmp_path / "new"), [])
    assert (report.added, report.rejected) == (0, ())
    assert count_found(tmp_path / "new") == 0


def test_a_huge_title_is_cut_and_a_million_same_characters_are_taken(tmp_path: Path) -> None:
    records = [a_record(1, id="a", title="長" * 100_000), a_record(2, id="b", body="國" * 100_000)]
    report = add_records(DataFolder(tmp_path), records)
    assert (report.added, report.rejected) == (2, ())
    assert [one.message for one in report.warnings] == ["title: 100,000 characters, cut at 512"]


@pytest.mark.parametrize(
    ("region", "body", "codes", "warned"),
    [
        (["内蒙古自治区", "呼和浩特市", "新城区"], "公佈辦法。", ("15", "1501", "150102"), False),
        ("朝阳区", "吉林省长春市朝阳区公布办法。", ("220104",), False),
        ("朝阳区", "昨日公布办法。", ("110105", "220104"), True),
        (["朝阳区", "长春市"], "北京市朝阳区也来了人。", ("220104", "2201"), False),
    ],
)
def test_an_ambiguous_region_is_settled_by_its_neighbours_or_by_the_text(
    tmp_path: Path, region: object, body: str, codes: tuple[str, ...], warned: bool
) -> None:
    report = add_records(DataFolder(tmp_path), [a_record(1, id="a", body=body, region=region)])
    reader = SqliteStoreReader(tmp_path)
    article = reader.article("a").article
    reader.close()
    assert (article.given_regions, article.regions[0]) == (codes, codes[0][:2])
    assert ["may be" in warning.message for warning in report.warnings] == [True] * warned
