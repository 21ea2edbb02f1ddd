"""Boilerplate that repeats across a source's articles: learned, cut from all of them, given back, learned no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from index.store.boilerplate import LearnedParagraph
from index.store.sqlite_store import SqliteStoreReader
from indexer.adding import AddOptions, add_records
from indexer.build import ArchiveWriter
from indexer.checking import check
from indexer.inputs import InputDefaults, RawRecord

MOTTO = "更多政策解读，请锁定每晚九点的样例夜话，我们不见不散。"
SOURCE = "样例夜话"


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def a_text(number: int, motto: str = MOTTO) -> RawRecord:
    text = f"样例市第{number}号通知发布\n样例市发布第{number}号通知，对稀土企业给予奖励。\n{motto}"
    return RawRecord(path=f"{number}.txt", line=None, format="text", content=text.encode())


def a_line(number: int) -> RawRecord:
    line = f'{{"id": "j{number}", "title": "第{number}条", "body": "稀土第{number}条。\\n{MOTTO}", "source": "{SOURCE}"}}'
    return RawRecord(path="a.jsonl", line=number, format="jsonl", content=line.encode())


def add(folder: DataFolder, records: Iterator[RawRecord]) -> tuple[int, int, int]:
    report = add_records(folder, records, AddOptions(defaults=InputDefaults(source=SOURCE)))
    return report.added, report.updated, report.unchanged


def bodies(folder: DataFolder) -> list[str]:
    store = SqliteStoreReader(folder.path)
    try:
        return [stored.article.body for stored in store.all_articles()]
    finally:
        store.close()


def learned(folder: DataFolder) -> tuple[LearnedParagraph, ...]:
    store = SqliteStoreReader(folder.path)
    try:
        return store.learned_paragraphs()
    finally:
        store.close()


def judge(folder: DataFolder, *, kept: bool) -> int:
    with ArchiveWriter(folder) as writer:
        return writer.judge_paragraph(learned(folder)[0].handle, kept=kept)


def test_what_repeats_is_cut_from_all_articles_and_stays_in_raw(folder: DataFolder) -> None:
    add(folder, (a_text(number) for number in range(10)))
    assert bodies(folder) == [f"样例市发布第{number}号通知，对稀土企业给予奖励。" for number in range(10)]
    assert [(one.publisher, one.text, one.articles) for one in learned(folder)] == [(SOURCE, MOTTO, 10)]
    store = SqliteStoreReader(folder.path)
    assert all(MOTTO in stored.article.raw for stored in store.all_articles())
    assert all(stored.version == 1 for stored in store.all_articles())
    assert store.verify() == ()
    store.close()
    assert check(folder).differences == ()


def test_a_few_articles_teach_nothing(folder: DataFolder) -> None:
    add(folder, (a_text(number) for number in range(7)))
    assert learned(folder) == ()
    assert [body.endswith(MOTTO) for body in bodies(folder)] == [True] * 7


def test_learning_goes_on_over_several_runs_and_the_same_input_changes_nothing(folder: DataFolder) -> None:
    for number in range(9):
        add(folder, iter([a_text(number)]))
    assert not any(MOTTO in body for body in bodies(folder))
    assert add(folder, (a_text(number) for number in range(9))) == (0, 0, 9)
    assert add(folder, iter([a_text(9)])) == (1, 0, 0)
    assert not any(MOTTO in body for body in bodies(folder))


def test_articles_that_came_as_lines_are_neither_learned_from_nor_cut(folder: DataFolder) -> None:
    add(folder, (a_line(number) for number in range(20)))
    assert learned(folder) == ()
    add(folder, (a_text(number) for number in range(10)))
    assert [MOTTO in body for body in bodies(folder)] == [True] * 20 + [False] * 10


def test_a_person_gives_a_paragraph_back_and_cuts_it_again(folder: DataFolder) -> None:
    add(folder, (a_text(number) for number in range(10)))
    assert judge(folder, kept=True) == 10
    assert [body.endswith(MOTTO) for body in bodies(folder)] == [True] * 10
    assert add(folder, (a_text(number) for number in range(12))) == (2, 0, 10)
    assert [body.endswith(MOTTO) for body in bodies(folder)] == [True] * 12
    assert check(folder).differences == ()
    assert judge(folder, kept=False) == 12
    assert not any(MOTTO in body for body in bodies(folder))


def test_an_article_that_is_nothing_else_is_never_emptied(folder: DataFolder) -> None:
    bare = RawRecord(path="x.txt", line=None, format="text", content=f"样例夜话\n{MOTTO}".encode())
    add(folder, iter([*(a_text(number) for number in range(10)), bare]))
    assert bodies(folder)[-1] == MOTTO
