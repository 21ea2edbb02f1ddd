"""The SQLite store beyond the contract: damage, versions of the file, threads, forks, full disks."""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import DamagedError, IncompatibleError, LockedError, NotBuiltError, StorageFullError
from index.model import Article
from index.store.database import STORE_FILE
from index.store.port import PutOutcome
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from tests.builders import a_clock, an_article

ARTICLES = [an_article(title=f"第{number}條", body=f"第{number}條的正文。" * 40) for number in range(50)]


def open_writer(folder: Path) -> SqliteStoreWriter:
    return SqliteStoreWriter(folder, now=a_clock())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a store of fifty articles, its writer gone."""
    with closing(open_writer(tmp_path)) as writer:
        for article in ARTICLES:
            writer.put(article)
        writer.commit()
    return tmp_path


def both_open(folder: Path) -> Iterator[Callable[[], object]]:
    yield lambda: SqliteStoreReader(folder)
    yield lambda: open_writer(folder)


def test_a_reader_needs_a_store(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match="zhengwen add"):
        SqliteStoreReader(tmp_path)
    with pytest.raises(NotBuiltError):
        SqliteStoreReader(tmp_path / "absent")
    assert list(tmp_path.iterdir()) == []


def test_a_writer_makes_the_store_and_its_folder(tmp_path: Path) -> None:
    open_writer(tmp_path / "new" / "folder").close()
    with closing(SqliteStoreReader(tmp_path / "new" / "folder")) as reader:
        assert reader.count() == 0


def test_a_store_half_made_by_a_killed_writer_is_made_again(tmp_path: Path) -> None:
    (tmp_path / f"{STORE_FILE}.new").write_bytes(b"SQLite format 3\x00 half")
    open_writer(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == [STORE_FILE]


def test_what_was_committed_is_there_after_opening_again(folder: Path) -> None:
    with closing(open_writer(folder)) as writer:
        assert writer.put(ARTICLES[7]).outcome is PutOutcome.UNCHANGED
        assert writer.put(an_article()).sequence == len(ARTICLES) + 1
        writer.commit()
    with closing(SqliteStoreReader(folder)) as reader:
        assert reader.count() == len(ARTICLES) + 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda whole: whole[:-1], "cut short"),
        (lambda whole: whole[: len(whole) // 2], "cut short"),
        (lambda whole: whole[:50], "cut short"),
        (lambda whole: b"", "0 bytes"),
        (lambda whole: b"not a database, only text\n" * 99, "not even a database"),
        (lambda whole: whole[:16] + bytes(84) + whole[100:], "not even a database"),
    ],
)
def test_a_damaged_file_is_called_so(folder: Path, content: Callable[[bytes], bytes], said: str) -> None:
    path = folder / STORE_FILE
    damaged = content(path.read_bytes())
    path.write_bytes(damaged)
    for opening in both_open(folder):
        with pytest.raises(DamagedError, match=said) as raised:
            opening()
        assert "zhengwen add" in str(raised.value)
    assert path.read_bytes() == damaged


def test_a_scribbled_schema_is_damage(folder: Path) -> None:
    path = folder / STORE_FILE
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + bytes(8_000) + whole[8_100:])
    for opening in both_open(folder):
        with pytest.raises(DamagedError):
            opening()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("PRAGMA user_version = 99", "newer version .*99.*update"),
        ("PRAGMA user_version = 0", "unknown store version"),
        ("PRAGMA application_id = 7", "another program"),
    ],
)
def test_a_file_of_another_version_or_program_is_left_alone(folder: Path, statement: str, said: str) -> None:
    with closing(sqlite3.connect(folder / STORE_FILE)) as other:
        other.execute(statement)
    for opening in both_open(folder):
        with pytest.raises(IncompatibleError, match=said):
            opening()


def test_a_folder_in_the_place_of_the_file_is_damage(tmp_path: Path) -> None:
    (tmp_path / STORE_FILE).mkdir()
    for opening in both_open(tmp_path):
        with pytest.raises(DamagedError):
            opening()


def test_damage_met_while_reading_is_raised_and_reported(folder: Path) -> None:
    path = folder / STORE_FILE
    whole = path.read_bytes()
    page = whole.index("第30條的正文。第30條".encode()) // 8_192 * 8_192
    path.write_bytes(whole[:page] + b"\xff" * 8_192 + whole[page + 8_192 :])
    with closing(SqliteStoreReader(folder)) as reader:
        with pytest.raises(DamagedError, match="damaged"):
            list(reader.all_articles())
        assert reader.verify() != ()


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE texts SET body = body || '。' WHERE ordinal = 8", "its text does not fit its digest"),
        ("UPDATE articles SET source = '改' WHERE ordinal = 8", "is counted for another source"),
        ("UPDATE articles SET digest = 1 WHERE ordinal = 8", "its content does not fit its digest"),
        ("UPDATE articles SET stored_at = '' WHERE ordinal = 8", "its particulars do not fit their checksum"),
        (
            'UPDATE articles SET particulars = \'{"author":"某"}\' WHERE ordinal = 8',
            "its particulars do not fit their checksum",
        ),
        ("DELETE FROM texts WHERE ordinal = 8", "its text is missing"),
        ("UPDATE articles SET version = 2 WHERE ordinal = 8", "has 0 earlier versions instead of 1"),
        ("INSERT INTO raws VALUES (8, x'ffff')", "a stored raw text cannot be read"),
        ("INSERT INTO versions VALUES (8, 0, 1, 1, '', 'a', 'b')", "version 0 does not fit its digest"),
    ],
)
def test_a_row_that_was_altered_is_found(folder: Path, statement: str, fault: str) -> None:
    with closing(sqlite3.connect(folder / STORE_FILE)) as other:
        other.execute(statement)
        other.commit()
    with closing(SqliteStoreReader(folder)) as reader:
        faults = reader.verify()
    assert [one for one in faults if one.startswith(f"article {ARTICLES[7].id}: {fault}")] != []
    assert [one for one in faults if not one.startswith(f"article {ARTICLES[7].id}: ")] == []


def test_a_flipped_bit_in_a_text_is_found(folder: Path) -> None:
    path = folder / STORE_FILE
    whole = path.read_bytes()
    at = whole.index("第30條的正文。第30條".encode())
    path.write_bytes(whole[:at] + "第31條".encode() + whole[at + len("第31條".encode()) :])
    with closing(SqliteStoreReader(folder)) as reader:
        assert f"article {ARTICLES[30].id}: its text does not fit its digest" in reader.verify()


def test_a_reader_cannot_write(folder: Path) -> None:
    reader = SqliteStoreReader(folder)
    with (
        closing(reader),
        reader._borrowed() as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("DELETE FROM texts")


@pytest.fixture
def read_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that, for all that the store can tell, readers may not write into; the tests may."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    return folder


def test_a_reader_makes_no_file_where_it_may_not(read_only: Path) -> None:
    with closing(SqliteStoreReader(read_only)) as reader:
        assert reader.count() == len(ARTICLES)
        assert [path.name for path in read_only.iterdir()] == [STORE_FILE]


def test_a_reader_that_sqlite_tells_of_nothing_sees_what_was_written_elsewhere(read_only: Path) -> None:
    with closing(SqliteStoreReader(read_only)) as reader:
        assert reader.count() == len(ARTICLES)
        with closing(open_writer(read_only)) as writer:
            writer.put(an_article(title="新"))
            writer.commit()
        assert reader.count() == len(ARTICLES) + 1


def test_a_store_that_is_gone_where_sqlite_tells_of_nothing_is_said_to_be(read_only: Path) -> None:
    with closing(SqliteStoreReader(read_only)) as reader:
        (read_only / STORE_FILE).unlink()
        with pytest.raises(NotBuiltError):
            reader.count()


def test_what_may_be_of_two_states_is_no_answer(read_only: Path) -> None:
    with closing(SqliteStoreReader(read_only)) as reader, closing(open_writer(read_only)) as writer:
        changes = reader.changes_after(0)
        next(changes)
        writer.put(an_article(title="新"))
        writer.commit()
        with pytest.raises(LockedError, match="was changed from elsewhere while it was read"):
            list(changes)


def test_a_torn_look_at_a_store_that_changed_meanwhile_is_no_damage(read_only: Path) -> None:
    def read_torn(reader: SqliteStoreReader, change: Callable[[], object]) -> None:
        with reader._borrowed():
            change()
            raise sqlite3.DatabaseError("database disk image is malformed")

    def write() -> None:
        with closing(open_writer(read_only)) as writer:
            writer.put(an_article(title="新"))
            writer.commit()

    with closing(SqliteStoreReader(read_only)) as reader:
        with pytest.raises(LockedError, match="ask again"):
            read_torn(reader, write)
        with pytest.raises(DamagedError):
            read_torn(reader, lambda: None)


def test_readers_in_many_threads_see_commits_at_once(folder: Path) -> None:
    rounds, threads = 30, 6
    committed = threading.Barrier(threads + 1, timeout=30)
    seen: list[list[int]] = [[] for _ in range(threads)]

    def read(counts: list[int]) -> None:
        for _ in range(rounds):
            committed.wait()
            counts.append(reader.count())
            assert len(reader.texts(range(1, 51))) == 50
            committed.wait()

    with closing(open_writer(folder)) as writer, closing(SqliteStoreReader(folder)) as reader:
        workers = [threading.Thread(target=read, args=(counts,)) for counts in seen]
        for worker in workers:
            worker.start()
        for number in range(rounds):
            writer.put(an_article(title=f"新{number}"))
            writer.commit()
            committed.wait()
            committed.wait()
        for worker in workers:
            worker.join()
    assert seen == [list(range(51, 51 + rounds))] * threads


def test_a_reader_works_in_a_forked_child(folder: Path) -> None:
    with closing(SqliteStoreReader(folder)) as reader:
        assert reader.count() == 50
        child = os.fork()
        if child == 0:
            os._exit(0 if reader.count() == 50 and reader.article(ARTICLES[3].id).ordinal == 4 else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert reader.count() == 50


def store_all(writer: SqliteStoreWriter, articles: list[Article]) -> None:
    for article in articles:
        writer.put(article)
    writer.commit()


def test_a_second_reader_does_not_drop_the_locks_of_the_first(folder: Path) -> None:
    # Reading the file beside SQLite would (POSIX); the next writer elsewhere then removes the log under the first reader.
    script = f"import sqlite3; c = sqlite3.connect({str(folder / STORE_FILE)!r}); c.execute('SELECT 1 FROM articles').fetchone()"
    with closing(SqliteStoreReader(folder)), closing(SqliteStoreReader(folder)):
        log = (folder / f"{STORE_FILE}-wal").stat().st_ino
        subprocess.run([sys.executable, "-c", f"{script}; c.close()"], check=True)
        assert (folder / f"{STORE_FILE}-wal").stat().st_ino == log


@contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    """No file grows beyond *size* bytes: what a full disk is to a store."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("articles", [1, 40, 4_000])
def test_a_full_disk_loses_nothing_and_the_store_works_again(folder: Path, articles: int) -> None:
    new = [an_article(title=f"新{number}", body=f"{number:05}國" * 400) for number in range(articles)]
    with closing(open_writer(folder)) as writer:
        writer.put(replace(ARTICLES[0], author="某"))
        writer.commit()
        log = (folder / f"{STORE_FILE}-wal").stat().st_size
        with (
            files_limited_to(log + 4_096),
            pytest.raises(StorageFullError, match="nothing of the last batch"),
        ):
            store_all(writer, new)
        assert (writer.count(), writer.last_sequence(), writer.verify()) == (50, 51, ())
        results = [writer.put(article) for article in new]
        writer.commit()
    assert [result.sequence for result in results] == list(range(52, 52 + articles))
    with closing(SqliteStoreReader(folder)) as reader:
        assert (reader.count(), reader.verify()) == (50 + articles, ())


def test_a_store_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageFullError, match="cannot be made"):
        open_writer(tmp_path / "file" / "folder")
    with files_limited_to(4_096), pytest.raises(StorageFullError):
        open_writer(tmp_path)
    open_writer(tmp_path).close()


def test_a_writer_that_was_closed_leaves_one_whole_file(folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == [STORE_FILE]


def test_a_raw_text_that_equals_the_body_is_not_kept_twice(tmp_path: Path) -> None:
    with closing(open_writer(tmp_path)) as writer:
        writer.put(an_article(title="同"))
        writer.put(an_article(title="異", raw="原文"))
        writer.commit()
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as other:
        assert other.execute("SELECT count(*) FROM raws").fetchone() == (1,)
