"""One writer per data folder: a lock that dies with its process.

An advisory `flock` on `writer.lock`, which also names the holder's process id; the system lets go of it however the
process ends, so what a dead one left behind blocks nobody. The file stays when the lock goes: unlinking it would let two
processes lock two files of one name. Readers need no lock. Stores and index writers are opened inside it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
import weakref
from pathlib import Path
from types import TracebackType

from index.errors import LockedError, StorageFullError

LOCK_FILE = "writer.lock"
_NAME_LOOKS = 20
_NAME_LOOK_SECONDS = 0.01
"""A holder writes its process id right after it got the lock; whoever is turned away meanwhile looks again."""


class WriterLock:
    """A context manager that holds a data folder for writing; one process, one lock at a time."""

    def __init__(self, folder: Path, file_name: str = LOCK_FILE) -> None:
        """*file_name* is another one for what is written apart from store and index."""
        self._path = folder / file_name
        self._handle: int | None = None
        # A forked child shares the open file and would go on holding the lock when its parent was killed.
        ours = weakref.ref(self)
        os.register_at_fork(after_in_child=lambda: _forget(ours()))

    def __enter__(self) -> WriterLock:
        """Take the lock at once. Raises LockedError naming the holder, StorageFullError where no lock can be made."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StorageFullError(f"{self._path} cannot be written: {error.strerror}") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if not isinstance(error, BlockingIOError):
                raise StorageFullError(f"{self._path} cannot be locked: {error.strerror}") from error
            raise LockedError(self._turned_away()) from error
        self._handle = handle
        # On a full disk the lock holds all the same, only unnamed; the first real write will say so.
        with contextlib.suppress(OSError):
            _write_process_id(handle)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._handle is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, 0)
            # Said in so many words: a child forked this moment may not have closed its copy yet.
            fcntl.flock(self._handle, fcntl.LOCK_UN)
            self.close_file()

    def close_file(self) -> None:
        """Close this process's hold of the file without naming anybody; the lock ends with its last holder."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _turned_away(self) -> str:
        folder = self._path.parent
        for _ in range(_NAME_LOOKS):
            holder = _read_process_id(self._path)
            if holder is not None and _is_alive(holder):
                break
            time.sleep(_NAME_LOOK_SECONDS)
        if holder is None:
            return (
                f"another process writes into {folder} (it has not named itself): try again when it is done"
            )
        return f"process {holder} writes into {folder}: try again when it is done"


def find_writer(folder: Path) -> int | None:
    """The process that writes into *folder* now, as far as it has named itself; looks only, and takes no lock."""
    holder = _read_process_id(folder / LOCK_FILE)
    return holder if holder is not None and _is_alive(holder) else None


def _forget(lock: WriterLock | None) -> None:
    if lock is not None:
        lock.close_file()


def _write_process_id(handle: int) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)


def _read_process_id(path: Path) -> int | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return int(content) if content.strip().isdigit() else None


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
