"""One writer per folder, whoever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import LockedError, StorageFullError
from index.store.lock import LOCK_FILE, WriterLock

_HOLDER = """
import sys
from pathlib import Path
from index.store.lock import WriterLock
with WriterLock(Path(sys.argv[1])):
    sys.stdout.write("held\\n")
    sys.stdout.flush()
    sys.stdin.read()
"""


def start_holder(folder: Path) -> subprocess.Popen[bytes]:
    """A process that holds the lock until its standard input ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_a_second_writer_is_turned_away_with_the_holders_process_id(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        with pytest.raises(LockedError, match=rf"\b{holder.pid}\b") as raised, WriterLock(tmp_path):
            pass
        assert raised.value.exit_status == 75
        holder.communicate()
    with WriterLock(tmp_path):
        assert (tmp_path / LOCK_FILE).read_text() == f"{os.getpid()}\n"
    assert (tmp_path / LOCK_FILE).read_text() == ""


def test_a_killed_holder_blocks_nobody(tmp_path: Path) -> None:
    with start_holder(tmp_path) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        assert (tmp_path / LOCK_FILE).read_text() == f"{holder.pid}\n"
        with WriterLock(tmp_path):
            assert (tmp_path / LOCK_FILE).read_text() == f"{os.getpid()}\n"


@pytest.mark.parametrize("content", ["", "4194304\n", "no number", "-5", "9" * 40])
def test_whatever_a_stale_file_says_blocks_nobody(tmp_path: Path, content: str) -> None:
    (tmp_path / LOCK_FILE).write_text(content)
    with WriterLock(tmp_path):
        pass


def test_a_lock_holds_inside_its_own_process_too(tmp_path: Path) -> None:
    with WriterLock(tmp_path):
        with pytest.raises(LockedError, match=str(os.getpid())), WriterLock(tmp_path):
            pass
        with pytest.raises(LockedError), WriterLock(tmp_path):
            pass


def test_a_holder_that_has_not_named_itself_still_holds(tmp_path: Path) -> None:
    with WriterLock(tmp_path):
        (tmp_path / LOCK_FILE).write_text("")
        with pytest.raises(LockedError, match="has not named itself"), WriterLock(tmp_path):
            pass


def test_a_forked_child_that_outlives_the_holder_does_not_hold(tmp_path: Path) -> None:
    release, hold = os.pipe()
    with WriterLock(tmp_path):
        child = os.fork()
        if child == 0:
            os.close(hold)
            os.read(release, 1)
            os._exit(0)
    with WriterLock(tmp_path):
        pass
    os.close(hold)
    os.close(release)
    assert os.waitpid(child, 0)[1] == 0


def test_the_lock_makes_its_folder_or_says_why_not(tmp_path: Path) -> None:
    with WriterLock(tmp_path / "new" / "folder"):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFullError, match="cannot be written"), WriterLock(tmp_path / "file"):
        pass
