"""A commit of Whoosh is durable before it is visible, and its folder is ours alone."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.engines.criteria import AllArticles
from index.engines.registry import engine_named
from index.errors import DamagedError, LockedError, OperatorError, StorageFullError
from index.schema import IndexDocument

WHOOSH = engine_named("whoosh")


def a_document(ordinal: int) -> IndexDocument:
    return IndexDocument(
        ordinal=ordinal, sequence=ordinal, digest=0, body_words="稀土", body_bigrams="稀土 土⏎"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    WHOOSH.create(tmp_path)
    commit(tmp_path, 1)
    return tmp_path


def commit(folder: Path, *ordinals: int) -> None:
    writer = WHOOSH.open_writer(folder)
    writer.add(a_document(ordinal) for ordinal in ordinals)
    writer.commit()
    writer.close()


def count(folder: Path) -> int:
    reader = WHOOSH.open_reader(folder)
    found = reader.count(AllArticles())
    reader.close()
    return found


def test_files_are_synced_before_the_contents_are_renamed_and_the_folder_after(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    sync, rename = os.fsync, os.rename

    def recorded_sync(descriptor: int) -> None:
        inode = os.fstat(descriptor).st_ino
        events.append(
            "sync " + next(path.name for path in (folder, *folder.iterdir()) if path.stat().st_ino == inode)
        )
        sync(descriptor)

    def recorded_rename(old: str, new: str) -> None:
        events.append("rename " + os.path.basename(new))
        rename(old, new)

    monkeypatch.setattr(os, "fsync", recorded_sync)
    monkeypatch.setattr(os, "rename", recorded_rename)
    commit(folder, 2)
    published = events.index("rename _MAIN_2.toc")
    before, after = events[:published], events[published + 1 :]
    segments = {path.name for path in folder.glob("*.seg")}
    assert {f"sync {name}" for name in segments} & set(before), "the new segment was not synced"
    assert "sync _MAIN_2.digests" in before
    assert any(event.startswith("sync _MAIN_2.toc.") for event in before)
    assert before[-1] == after[0] == f"sync {folder.name}"


@pytest.mark.parametrize("failing", ["fsync", "rename"])
@pytest.mark.parametrize("call", range(4))
def test_a_refused_sync_or_rename_leaves_the_last_commit(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str, call: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, failing, failing_at(call, getattr(os, failing)))
        writer = WHOOSH.open_writer(folder)
        writer.add([a_document(2)])
        try:
            writer.commit()
        except StorageFullError:
            expected = {1, 2}  # what was renamed already may be seen; it is whole
        else:
            expected = {2}
        writer.close()
    assert count(folder) in expected
    assert WHOOSH.verify(folder) == ()
    commit(folder, 3)
    assert count(folder) in {number + 1 for number in expected}


def failing_at(number: int, function: Callable[..., Any]) -> Callable[..., Any]:
    calls = iter(range(1_000))

    def call(*arguments: Any) -> Any:
        if next(calls) == number:
            raise OSError(28, "No space left on device")
        return function(*arguments)

    return call


def test_after_a_refused_write_nothing_more_goes_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = WHOOSH.open_writer(folder)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing_at(0, os.fsync))
        writer.add([a_document(2)])
        with pytest.raises(StorageFullError):
            writer.commit()
    with pytest.raises(StorageFullError, match="earlier write"):
        writer.add([a_document(3)])
    writer.close()
    assert count(folder) == 1


def test_the_folder_is_made_private_and_a_shared_one_refused(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o770)
    for open_index in (WHOOSH.open_reader, WHOOSH.open_writer):
        with pytest.raises(OperatorError, match="chmod 700"):
            open_index(folder)
    folder.chmod(0o700)
    assert count(folder) == 1


def test_a_second_writer_is_locked_out(folder: Path) -> None:
    first, second = WHOOSH.open_writer(folder), WHOOSH.open_writer(folder)
    first.add([a_document(2)])
    with pytest.raises(LockedError):
        second.add([a_document(3)])
    second.close()
    first.commit()
    first.close()
    assert count(folder) == 2


def test_what_an_interrupted_commit_left_is_ignored_and_taken_away(folder: Path) -> None:
    for name in ("MAIN_abcdefgh.seg", "MAIN_abcdefgh.trm", "_MAIN_2.toc.1700000000.5", "_MAIN_2.digests"):
        (folder / name).write_bytes(b"half of something")
    (folder / "MAIN.tmp").mkdir()
    assert count(folder) == 1
    assert WHOOSH.verify(folder) == ()
    commit(folder, 2)
    left = {path.name for path in folder.iterdir()}
    assert not left & {"MAIN_abcdefgh.seg", "MAIN_abcdefgh.trm", "_MAIN_2.toc.1700000000.5", "MAIN.tmp"}
    assert count(folder) == 2


def test_altered_bytes_are_named_before_anything_is_unpickled(folder: Path) -> None:
    contents = folder / "_MAIN_1.toc"
    contents.write_bytes(contents.read_bytes().replace(b"W3Segment", b"W3Element"))
    with pytest.raises(DamagedError, match=r"_MAIN_1\.toc does not fit its digest"):
        WHOOSH.open_reader(folder)


def test_segments_of_like_size_are_merged_and_deleted_articles_go(folder: Path) -> None:
    for ordinal in range(2, 40):
        commit(folder, ordinal)
    assert len(list(folder.glob("*.seg"))) < 16
    assert count(folder) == 39
    writer = WHOOSH.open_writer(folder)
    writer.remove(range(1, 40))
    writer.commit()
    writer.close()
    assert list(folder.glob("*.seg")) == []
    assert count(folder) == 0


def test_a_commit_of_several_segments_replaces_inside_and_across_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.whoosh_engine.writer._SEGMENT_ARTICLES", 10)
    writer = WHOOSH.open_writer(folder)
    writer.add(a_document(ordinal) for ordinal in range(1, 46))
    writer.add(a_document(ordinal) for ordinal in (3, 3, 27, 45, 46))
    writer.remove([1, 12, 46])
    writer.commit()
    writer.add([a_document(2)])
    writer.commit()
    writer.close()
    assert len(list(folder.glob("*.seg"))) >= 5
    reader = WHOOSH.open_reader(folder)
    assert sorted(state.ordinal for state in reader.states()) == [*range(2, 12), *range(13, 46)]
    reader.close()
    assert WHOOSH.verify(folder) == ()
