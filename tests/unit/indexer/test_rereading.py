"""Stored texts read again from their raw text: what readers have learned since reaches old articles, and nothing else changes."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from index.model import PartialDate
from index.store.port import StoredArticle
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from indexer.adding import AddOptions, add_records
from indexer.build import ArchiveWriter
from indexer.checking import check
from indexer.failpoints import FailPoint
from indexer.inputs import EntryRecord, FeedEntry, InputDefaults, InputFormat, RawRecord
from indexer.pipeline import Pipeline
from indexer.rebuild import rebuild
from indexer.rereading import RereadReport, reread, stored_format
from tests.builders import a_clock
from tests.end_to_end.archive_kills import run_and_kill
from tests.feed_texts import FULL_TEXT, a_page

TEXT = "雲溪縣公佈稀土回收辦法\n雲溪縣今天公佈稀土回收辦法，自明年施行。\n（責任編輯：林一鳴）"
BODY = "雲溪縣今天公佈稀土回收辦法，自明年施行。"


def a_record(content: str | bytes, form: InputFormat = "text", path: str = "a.txt") -> RawRecord:
    raw = content.encode() if isinstance(content, str) else content
    return RawRecord(path=path, line=None, format=form, content=raw)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def add(
    folder: DataFolder, *records: RawRecord | EntryRecord, source: str | None = None
) -> tuple[int, int, int]:
    report = add_records(folder, records, AddOptions(defaults=InputDefaults(source=source)))
    return report.added, report.updated, report.unchanged


def stored(folder: DataFolder) -> list[StoredArticle]:
    with closing(SqliteStoreReader(folder.path)) as reader:
        return list(reader.all_articles())


def read_worse(folder: DataFolder, title: str = "雲溪縣公佈", tail: str = "\n（責任編輯：林一鳴）") -> None:
    """Leave every article as an earlier reader had it: another title, and a line below that is none of it."""
    with closing(SqliteStoreWriter(folder.path, now=a_clock())) as store, closing(Pipeline()) as pipeline:
        for one in stored(folder):
            worse = dataclasses.replace(one.article, title=title, body=one.article.body + tail)
            store.replace_text(one.ordinal, pipeline.derive(worse).article)
        store.commit()
    add_records(folder, [])


def test_a_text_read_worse_before_is_as_it_would_be_read_now(folder: DataFolder) -> None:
    add(folder, a_record(TEXT))
    before = stored(folder)
    read_worse(folder)
    assert reread(folder, workers=0) == RereadReport(read=1, changed=1, failed=0)
    (after,) = stored(folder)
    assert (after.article, after.version) == (before[0].article, 1)


def test_a_page_is_read_again_from_its_markup(folder: DataFolder) -> None:
    add(folder, a_record(a_page("雲溪縣公佈稀土回收辦法", *FULL_TEXT), "html", "a.html"))
    before = stored(folder)
    read_worse(folder)
    assert reread(folder, workers=0).changed == 1
    assert [one.article for one in stored(folder)] == [one.article for one in before]


def test_the_day_and_author_of_a_line_that_leaves_the_text_are_taken(folder: DataFolder) -> None:
    stamp = "2025-11-28 10:22 來源：雲溪日報 作者：林一鳴"
    add(folder, a_record(f"雲溪縣公佈稀土回收辦法\n{stamp}\n{BODY}"))
    before = stored(folder)[0].article
    with closing(SqliteStoreWriter(folder.path, now=a_clock())) as store, closing(Pipeline()) as pipeline:
        bare = dataclasses.replace(
            before, body=f"{stamp}\n{BODY}", published=None, published_origin=None, author=None
        )
        store.replace_text(
            1, dataclasses.replace(pipeline.derive(bare).article, published=None, published_origin=None)
        )
        store.commit()
    reread(folder, workers=0)
    after = stored(folder)[0].article
    assert (after.body, after.published, after.author) == (BODY, before.published, before.author)


def test_a_day_that_was_given_stays(folder: DataFolder) -> None:
    given = InputDefaults(published=PartialDate(year=2020, month=1, day=2))
    add_records(folder, [a_record(TEXT)], AddOptions(defaults=given))
    read_worse(folder)
    reread(folder, workers=0)
    article = stored(folder)[0].article
    assert (article.published, article.published_origin) == (given.published, "given")


def test_the_same_input_is_unchanged_after_it(folder: DataFolder) -> None:
    add(folder, a_record(TEXT), source="雲溪日報")
    reread(folder, workers=0)
    assert add(folder, a_record(TEXT), source="雲溪日報") == (0, 0, 1)


def test_what_is_read_as_before_is_not_written(folder: DataFolder) -> None:
    add(folder, a_record(TEXT))
    before = stored(folder)
    assert reread(folder, workers=0) == RereadReport(read=1, changed=0, failed=0)
    assert stored(folder) == before


def test_json_lines_and_entries_of_feeds_stay(folder: DataFolder) -> None:
    line = '{"title": "第一條", "body": "稀土。\\n（責任編輯：林一鳴）"}'
    entry = FeedEntry(
        title="第二條",
        body="稀土。",
        is_full=True,
        raw="<item><title>第三條</title></item>",
        url="https://a.invalid/1",
    )
    add(
        folder,
        a_record(line, "jsonl"),
        EntryRecord(path="feed", number=1, feed="https://a.invalid/feed", feed_title="公報", entry=entry),
    )
    before = stored(folder)
    assert reread(folder, workers=0) == RereadReport(read=0, changed=0, failed=0)
    assert stored(folder) == before


def test_what_cannot_be_read_now_stays(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, a_record(TEXT))
    before = stored(folder)

    def nothing(self: Pipeline, record: RawRecord, defaults: InputDefaults) -> object:
        return dataclasses.replace(real(self, record, defaults), body="")

    real = Pipeline.read
    monkeypatch.setattr(Pipeline, "read", nothing)
    assert reread(folder, workers=0) == RereadReport(read=1, changed=0, failed=1)
    assert stored(folder) == before


MOTTO = "更多政策解读，请锁定每晚九点的样例夜话，我们不见不散。"


def some_texts() -> Iterator[RawRecord]:
    for number in range(10):
        yield a_record(
            f"样例市第{number}号通知发布\n样例市发布第{number}号通知，对稀土企业给予奖励。\n{MOTTO}",
            path=f"{number}.txt",
        )


def learned_handle(folder: DataFolder) -> str:
    with closing(SqliteStoreReader(folder.path)) as reader:
        return reader.learned_paragraphs()[0].handle


@pytest.mark.parametrize("kept", [True, False])
def test_learned_paragraphs_are_cut_and_kept_ones_stay(folder: DataFolder, kept: bool) -> None:
    add(folder, *some_texts(), source="样例夜话")
    if kept:
        with ArchiveWriter(folder) as writer:
            writer.judge_paragraph(learned_handle(folder), kept=True)
    before = stored(folder)
    assert [MOTTO in one.article.body for one in before] == [kept] * 10
    read_worse(folder, tail="\n来源：样例夜话")
    reread(folder, workers=0)
    assert [one.article for one in stored(folder)] == [one.article for one in before]
    with ArchiveWriter(folder) as writer:
        writer.judge_paragraph(learned_handle(folder), kept=not kept)
    assert [MOTTO in one.article.body for one in stored(folder)] == [not kept] * 10


def test_a_kept_paragraph_that_a_rule_would_cut_now_stays(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(folder, *some_texts(), source="样例夜话")
    with ArchiveWriter(folder) as writer:
        writer.judge_paragraph(learned_handle(folder), kept=True)
    before = stored(folder)

    def without_motto(self: Pipeline, record: RawRecord, defaults: InputDefaults) -> object:
        given = real(self, record, defaults)
        return dataclasses.replace(given, body=given.body.replace(f"\n{MOTTO}", ""))

    real = Pipeline.read
    monkeypatch.setattr(Pipeline, "read", without_motto)
    assert reread(folder, workers=0).changed == 0
    assert stored(folder) == before


class StoppedError(Exception):
    """The run ends where a process would be killed."""


class Stopping(FailPoint):
    """Ends the run at the first place."""

    def reached(self, name: str) -> None:
        raise StoppedError(name)


def test_stopped_on_the_way_it_loses_nothing_and_goes_on_the_next_time(folder: DataFolder) -> None:
    texts = [a_record(TEXT.replace("雲溪", f"雲溪第{number}"), path=f"{number}.txt") for number in range(40)]
    add(folder, *texts)
    before = [one.article for one in stored(folder)]
    read_worse(folder)

    with pytest.raises(StoppedError):
        reread(folder, workers=0, failpoint=Stopping())
    assert 0 < sum(one.article in before for one in stored(folder)) < 40
    add_records(folder, [])
    assert check(folder).differences == ()
    assert reread(folder, workers=0).changed == 8
    assert [one.article for one in stored(folder)] == before


def test_killed_on_the_way_it_loses_nothing(folder: DataFolder) -> None:
    texts = [a_record(TEXT.replace("雲溪", f"雲溪第{number}"), path=f"{number}.txt") for number in range(40)]
    add(folder, *texts)
    before = [one.article for one in stored(folder)]
    read_worse(folder)
    run_and_kill(["reread", str(folder.path), "0"], "reread-batch:1", random.Random(1))
    add_records(folder, [])
    assert check(folder).differences == ()
    reread(folder, workers=0)
    assert [one.article for one in stored(folder)] == before


def test_the_index_made_afterwards_agrees_with_the_store(folder: DataFolder) -> None:
    add(folder, a_record(TEXT))
    read_worse(folder)
    reread(folder, workers=0)
    rebuild(folder, engine_name=None, workers=0, progress=lambda _: None)
    assert check(folder).differences == ()


def test_workers_read_as_one_process_does(folder: DataFolder) -> None:
    add(
        folder,
        *(a_record(TEXT.replace("雲溪", f"雲溪第{number}"), path=f"{number}.txt") for number in range(50)),
    )
    before = [one.article for one in stored(folder)]
    read_worse(folder)
    assert reread(folder, workers=2) == RereadReport(read=50, changed=50, failed=0)
    assert [one.article for one in stored(folder)] == before


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("雲溪縣公佈辦法\n自明年施行。", "text"),
        ("<!doctype html><html><body><p>雲溪縣</p></body></html>", "html"),
        ("<item><title>雲溪縣</title></item>", None),
        ('<entry xmlns="http://www.w3.org/2005/Atom"><title>雲溪縣</title></entry>', None),
        ("<url><loc>https://a.invalid/</loc></url>", None),
        ('{"title": "雲溪縣", "body": "自明年施行。"}', None),
        ('{"id": "1", "content_text": "雲溪縣"}\n<!doctype html><html></html>', None),
        ("雲溪縣公佈辦法<br>自明年施行。", None),
        ("", None),
    ],
)
def test_which_raw_texts_are_read_again_and_how(raw: str, form: InputFormat | None) -> None:
    assert stored_format(raw) == form
