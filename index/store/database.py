"""The file of the store: how it is made, checked and opened, and what SQLite's errors mean outside.

A store is made whole beside its place and then renamed, so a file that is there and empty is a damaged one, never a
young one. Before SQLite sees a file its header is looked at: SQLite itself would take an empty file for a new database
and read the missing end of a cut one as zeros. Nothing here repairs. The queries follow in `sqlite_reading.py`.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import (
    DamagedError,
    IncompatibleError,
    LockedError,
    NotBuiltError,
    OperatorError,
    StorageFullError,
)
from index.store.schema_sql import APPLICATION_ID, SCHEMA, STORE_VERSION

STORE_FILE = "store.sqlite"
BUSY_TIMEOUT_SECONDS = 10.0
"""Readers never wait for the writer in WAL mode; only opening, checkpoints and recovery take a lock for moments."""

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_CACHE_KIBIBYTES = 8_000
"""Holds the inner pages of 1M articles; the rest is the system's page cache."""
_PAGE_BYTES = 8_192
"""Three usual articles to a page: 10,000 are written in 0.45 s instead of 0.75 s with 4,096, and read as fast."""

_MAKE_ROOM = "make room and run the command again (what was stored before is safe)"
_MEND = "restore a backup of it, or move it away and add the articles again with `zhengwen add`"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """What the first 100 bytes of an SQLite file say (https://www.sqlite.org/fileformat.html)."""

    page_bytes: int
    pages: int
    store_version: int
    application_id: int


def open_for_reading(folder: Path) -> sqlite3.Connection:
    """A connection that cannot write and sees every commit at once.

    Raises NotBuiltError where there is no store, DamagedError, IncompatibleError.
    """
    path = folder / STORE_FILE
    if not path.exists():
        raise NotBuiltError(f"there is no store in {folder} yet: `zhengwen add` makes one")
    check_file(path)
    with translated_errors(path):
        connection = _connect(path, "ro")
        try:
            connection.execute("PRAGMA query_only = ON")
            _look_inside(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_for_writing(folder: Path) -> sqlite3.Connection:
    """The one connection that writes, with the store made where there is none.

    The caller holds the folder's `WriterLock`. Raises DamagedError, IncompatibleError, StorageFullError.
    """
    path = folder / STORE_FILE
    with translated_errors(path):
        if not path.exists():
            try:
                _create(path)
            except OSError as error:
                raise StorageFullError(f"the store {path} cannot be made: {error.strerror}") from error
        check_file(path)
        connection = _connect(path, "rw")
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _look_inside(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def check_file(path: Path) -> None:
    """Raise DamagedError or IncompatibleError where the file's header or length cannot be a store's of this version.

    While a write-ahead log with content lies beside it, the length may lawfully differ and is not looked at.
    """
    try:
        # The log first: were the file measured before a last writer tidied up, both looks could miss its pages.
        logged = _size(path.with_name(f"{path.name}-wal")) > 0
        with path.open("rb") as file:
            header = _parse_header(path, file.read(_HEADER_BYTES))
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise DamagedError(f"the store {path} cannot be read: {error.strerror}") from error
    _check_marks(path, header)
    wanted = header.pages * header.page_bytes
    if not logged and (size % header.page_bytes or size < wanted):
        raise DamagedError(f"the store {path} is cut short ({size} of {wanted} bytes): {_MEND}")


@contextlib.contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's and the system's errors about the store at *path* as errors of the project."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        # Misuse (a wrong statement, a broken constraint) is a bug of ours and shows as one.
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError | sqlite3.NotSupportedError):
            raise
        raise _translated(path, error) from error


def _translated(path: Path, error: sqlite3.DatabaseError) -> OperatorError:
    name: str = getattr(error, "sqlite_errorname", "") or ""
    if name == "SQLITE_FULL":
        return StorageFullError(f"the disk is full: {path} took nothing of the last batch; {_MAKE_ROOM}")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")):
        return LockedError(f"another process holds the store {path}: {error}")
    if name.startswith("SQLITE_READONLY"):
        return StorageFullError(f"the store {path} may not be written: {error}")
    if name.startswith("SQLITE_IOERR") and not name.endswith(("READ", "CORRUPTFS", "DATA")):
        return StorageFullError(
            f"the disk refused a write ({name}): {path} took nothing of the last batch; {_MAKE_ROOM}"
        )
    if name == "SQLITE_CANTOPEN" or name.startswith("SQLITE_CANTOPEN_"):
        return DamagedError(f"the store {path} cannot be opened: {error} (are its folder and files ours?)")
    return DamagedError(f"the store {path} is damaged ({error}): {_MEND}")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_SECONDS,
        isolation_level=None,  # transactions are begun and ended in so many words
        check_same_thread=False,  # the pool lends a connection to one thread at a time
    )
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
    return connection


def _create(path: Path) -> None:
    """Make an empty store under another name, then rename it: a killed writer leaves none or a whole one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    young = path.with_name(f"{path.name}.new")
    for suffix in ("", "-wal", "-shm", "-journal"):
        young.with_name(young.name + suffix).unlink(missing_ok=True)
    connection = sqlite3.connect(young, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {STORE_VERSION}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.executescript(f"BEGIN; {SCHEMA} COMMIT;")
    finally:
        connection.close()
    _fsync(young)
    young.rename(path)
    _fsync(path.parent)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _look_inside(connection: sqlite3.Connection) -> None:
    # The first real read: SQLite finds here what the header could not show.
    connection.execute("SELECT max(sequence) FROM articles").fetchone()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _parse_header(path: Path, head: bytes) -> _Header:
    if not head:
        raise DamagedError(f"the store {path} is empty, 0 bytes: {_MEND}")
    if not head.startswith(_MAGIC[: len(head)]):
        raise DamagedError(f"{path} is not a store, not even a database: {_MEND}")
    if len(head) < _HEADER_BYTES:
        raise DamagedError(f"the store {path} is cut short ({len(head)} bytes): {_MEND}")

    def number(at: int, width: int) -> int:
        return int.from_bytes(head[at : at + width], "big")

    page_bytes = number(16, 2)
    if page_bytes != 1 and (page_bytes < 512 or page_bytes & (page_bytes - 1)):
        raise DamagedError(f"the store {path} has a damaged header: {_MEND}")
    return _Header(
        page_bytes=65_536 if page_bytes == 1 else page_bytes,
        pages=number(28, 4),
        store_version=number(60, 4),
        application_id=number(68, 4),
    )


def _check_marks(path: Path, header: _Header) -> None:
    if header.application_id != APPLICATION_ID:
        raise IncompatibleError(f"{path} is a database of another program: choose another folder with --data")
    if header.store_version > STORE_VERSION:
        raise IncompatibleError(
            f"the store {path} was written by a newer version (store version {header.store_version}, "
            f"this one reads {STORE_VERSION}): update Zhengwen"
        )
    if header.store_version < STORE_VERSION:
        raise IncompatibleError(
            f"the store {path} has the unknown store version {header.store_version}, this one reads {STORE_VERSION}: "
            "open it with the version of Zhengwen that wrote it"
        )
