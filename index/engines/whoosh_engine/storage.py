"""Whoosh's files made durable and checkable: fsync before and after the table of contents is renamed, and digests.

Whoosh itself never calls fsync: a power cut after a commit lost the whole index (12 of 12). A commit here writes the
segment files, fsyncs them, writes their sizes and digests beside the table of contents, fsyncs that, and only then
renames the table of contents, which makes the commit visible; the folder is fsynced before and after. Opening an index
unpickles parts of it, so a folder that others could have written is refused.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from index.errors import DamagedError, OperatorError, StorageFullError
from index.files.durable import sync

_CONTENTS = re.compile(r"_MAIN_([0-9]+)\.toc")
_LOCK = "MAIN_WRITELOCK"
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class FileDigest:
    """What a committed file must be."""

    name: str
    size: int
    blake2b: str


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Tells a file that was read already from one that was not; committed files never change."""

    name: str
    inode: int
    changed_ns: int


class DurableStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's storage in one folder, without its habit of trusting the page cache."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._path = folder
        self._members: tuple[str, ...] = ()

    def seal(self, members: tuple[str, ...]) -> None:
        """Name the segment files that the next table of contents will refer to."""
        self._members = members

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """See Whoosh's `Storage`; a table of contents is published durably."""
        contents = _CONTENTS.fullmatch(newname)
        if contents is None:
            super().rename_file(oldname, newname, safe)
            return
        known = {digest.name: digest for digest in _load_digests(self._path, int(contents[1]) - 1)}
        digests = [known.get(name) or self._synced(name, name) for name in self._members]
        digests.append(self._synced(oldname, newname))
        self._write_digests(int(contents[1]), digests)
        sync(self._path)
        super().rename_file(oldname, newname, safe)
        sync(self._path)

    def _synced(self, name: str, final_name: str) -> FileDigest:
        with open(self._path / name, "rb") as file:
            os.fsync(file.fileno())
        return _digest(self._path / name, final_name)

    def _write_digests(self, generation: int, digests: list[FileDigest]) -> None:
        rows = {digest.name: [digest.size, digest.blake2b] for digest in digests}
        with open(self._path / _digest_name(generation), "w", encoding="utf-8") as file:
            json.dump(rows, file)
            file.flush()
            os.fsync(file.fileno())


def prepare_folder(folder: Path) -> None:
    """Make *folder* ours alone."""
    os.chmod(folder, 0o700)


def refuse_foreign(folder: Path) -> None:
    """Raise OperatorError unless *folder* is ours and nobody else may write to it; DamagedError where there is none."""
    try:
        status = os.stat(folder)
    except OSError as error:
        raise DamagedError(f"{folder} cannot be opened ({error.strerror}): run zhengwen rebuild") from error
    if status.st_uid != os.geteuid() or status.st_mode & 0o022:
        raise OperatorError(
            f"{folder} belongs to another user or can be written by others; an index of Whoosh is run as code when it"
            " is opened, so make it yours alone (chmod 700) or run zhengwen rebuild"
        )


def latest_generation(folder: Path) -> int:
    """The number of the newest commit. Raises DamagedError where there is none."""
    try:
        names = os.listdir(folder)
    except OSError as error:
        raise DamagedError(f"{folder} cannot be read ({error.strerror}): run zhengwen rebuild") from error
    found = [int(match[1]) for name in names if (match := _CONTENTS.fullmatch(name))]
    if not found:
        raise DamagedError(f"{folder} holds no index of Whoosh: run zhengwen rebuild")
    return max(found)


def file_faults(folder: Path, generation: int, checked: set[FileIdentity]) -> Iterator[str]:
    """What is wrong with the files of a commit, in words; files in *checked* are passed over, sound ones go into it."""
    try:
        digests = _load_digests(folder, generation)
    except (OSError, ValueError) as error:
        yield f"{_digest_name(generation)} cannot be read ({error})"
        return
    for expected in digests:
        path = folder / expected.name
        try:
            identity = _identity(path)
            if identity in checked:
                continue
            actual = _digest(path, expected.name)
        except OSError as error:
            yield f"{expected.name} cannot be read ({error.strerror})"
            continue
        if actual.size != expected.size:
            yield f"{expected.name} has {actual.size} bytes instead of {expected.size}"
        elif actual != expected:
            yield f"{expected.name} does not fit its digest"
        else:
            checked.add(identity)


def remove_leftovers(folder: Path) -> None:
    """Take away what an interrupted commit and older commits left; for the writer alone, under its lock."""
    generation = latest_generation(folder)
    kept = {digest.name for digest in _load_digests(folder, generation)} | {_digest_name(generation), _LOCK}
    for path in folder.iterdir():
        if path.name not in kept:
            with contextlib.suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextlib.contextmanager
def refused_writes(folder: Path) -> Iterator[None]:
    """Raise StorageFullError for any write that the system refuses."""
    try:
        yield
    except OSError as error:
        raise StorageFullError(
            f"the disk refused a write into {folder} ({error.strerror}): free some space and run the command again"
        ) from error


def _digest_name(generation: int) -> str:
    return f"_MAIN_{generation}.digests"


def _load_digests(folder: Path, generation: int) -> tuple[FileDigest, ...]:
    """Raises OSError, ValueError."""
    path = folder / _digest_name(generation)
    if generation < 0:
        return ()
    rows: Any = json.loads(path.read_text(encoding="utf-8"))
    contents = f"_MAIN_{generation}.toc"
    if not isinstance(rows, dict) or contents not in rows:
        raise ValueError(f"{path.name} does not name {contents}")
    digests = []
    for name, row in rows.items():
        if not isinstance(row, list) or len(row) != 2 or os.path.basename(name) != name:
            raise ValueError(f"{path.name} is no list of digests")
        digests.append(FileDigest(name, row[0], row[1]))
    return tuple(digests)


def _digest(path: Path, final_name: str) -> FileDigest:
    digest = hashlib.blake2b(digest_size=20)
    size = 0
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            size += len(chunk)
            digest.update(chunk)
    return FileDigest(final_name, size, digest.hexdigest())


def _identity(path: Path) -> FileIdentity:
    status = os.stat(path)
    return FileIdentity(path.name, status.st_ino, status.st_mtime_ns)
