"""The file of the store: how it is made, checked and opened, and what SQLite's errors mean outside.

A store is made whole beside its place and then renamed, so a file that is there and empty is a damaged one, never a
young one. Before SQLite sees a file its header is looked at: SQLite itself would take an empty file for a new database
and read the missing end of a cut one as zeros. Nothing here repairs. The queries follow in `sqlite_reading.py`.

A reader, too, makes a file beside the store, by which SQLite tells it of commits. In a folder that this process may not write into, a
store that was closed is read without (`immutable`): whether it changed is then told by the file's stamp.
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
    ReadOnlyError,
    StorageFullError,
    ZhengwenError,
)
from index.files.durable import sync
from index.files.stamps import FileStamp, read_stamp
from index.store.schema_sql import APPLICATION_ID, MIGRATIONS, SCHEMA, STORE_VERSION, STORY_TABLES
from index.store.sqlite_boilerplate import BOILERPLATE_TABLES, add_boilerplate_tables
from index.store.sqlite_feeds import FEED_TABLES, add_feed_tables

STORE_FILE = "store.sqlite"
BUSY_TIMEOUT_SECONDS = 10.0
"""Readers never wait for the writer in WAL mode; only opening, checkpoints and recovery take a lock for moments."""

_HEADER_BYTES = 100
_CACHE_KIBIBYTES = 8_000
"""Holds the inner pages of 1M articles; the rest is the system's page cache."""
_PAGE_BYTES = 8_192
"""Three usual articles to a page: 10,000 are written in 0.45 s instead of 0.75 s with 4,096, and read as fast."""

_MAKE_ROOM = "make room and run the command again (what was stored before is safe)"
_MEND = "restore a backup of it, or move it away and add the articles again with `zhengwen add`"


@dataclass(frozen=True, slots=True)
class Reading:
    """A connection that cannot write, and the stamp of the file that it reads; None where SQLite tells it of changes."""

    connection: sqlite3.Connection
    stamp: FileStamp | None

    def is_outdated(self, folder: Path) -> bool:
        """True where the store in *folder* was changed under a connection that is not told of it."""
        if self.stamp is None:
            return False
        path = folder / STORE_FILE
        try:
            return self.stamp != read_stamp(path) or _logged_bytes(path) > 0
        except FileNotFoundError:
            return True

    def refuse_outdated(self, folder: Path) -> None:
        """Raise LockedError where the store was changed meanwhile: what was read, or looks damaged, may be of two states."""
        if self.is_outdated(folder):
            raise LockedError(
                f"{folder / STORE_FILE} was changed from elsewhere while it was read: ask again"
            )


def open_for_reading(folder: Path) -> Reading:
    """A connection that cannot write and, but in a read-only folder, sees every commit at once.

    Raises NotBuiltError where there is no store, DamagedError, IncompatibleError, ReadOnlyError, LockedError.
    """
    path = folder / STORE_FILE
    if not path.exists():
        raise NotBuiltError(f"there is no store in {folder} yet: `zhengwen add` makes one")
    with translated_errors(path):
        is_told = os.access(folder, os.W_OK) or _logged_bytes(path) > 0
        stamp = None if is_told else read_stamp(path)
        reading = Reading(_connect(path, "mode=ro" if stamp is None else "immutable=1"), stamp)
    try:
        with translated_errors(path):
            _check_file(path, reading.connection)
            _check_version(path, _pragma(reading.connection, "user_version"))
            reading.connection.execute("PRAGMA query_only = ON")
            _look_inside(reading.connection)
    except BaseException as error:
        reading.connection.close()
        if isinstance(error, ZhengwenError):
            reading.refuse_outdated(folder)
        raise
    return reading


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
        connection = _connect(path, "mode=rw")
        try:
            _check_file(path, connection)
            version = _pragma(connection, "user_version")
            if version not in MIGRATIONS:
                _check_version(path, version)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _look_inside(connection)
            _migrate(connection)
            add_boilerplate_tables(connection)
            add_feed_tables(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring a store of an earlier version up to this one's, in one transaction per version."""
    while (version := _pragma(connection, "user_version")) in MIGRATIONS:
        connection.executescript(
            f"BEGIN IMMEDIATE; {MIGRATIONS[version]} PRAGMA user_version = {version + 1}; COMMIT;"
        )


def _check_file(path: Path, connection: sqlite3.Connection) -> None:
    """Raise DamagedError or IncompatibleError where the file's marks or length cannot be a store's.

    While a write-ahead log with content lies beside it, the length may lawfully differ and is not looked at.
    """
    # Never open the file beside SQLite: closing it would drop every lock that this process holds on it (POSIX), and the
    # next writer to end would remove the log under our readers, who then see no commit any more
    # (https://www.sqlite.org/howtocorrupt.html, 2.2).
    size = path.stat().st_size
    if not size:
        raise DamagedError(f"the store {path} is empty, 0 bytes: {_MEND}")
    if size < _HEADER_BYTES:
        raise DamagedError(f"the store {path} is cut short ({size} bytes): {_MEND}")
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise IncompatibleError(f"{path} is a database of another program: choose another folder with --data")
    page_bytes = _pragma(connection, "page_size")
    # The pages first, then the log, then the size: pages of a log that was emptied meanwhile are in the file by then.
    wanted = _pragma(connection, "page_count") * page_bytes
    logged = _logged_bytes(path) > 0
    size = path.stat().st_size
    if not logged and (size % page_bytes or size < wanted):
        raise DamagedError(f"the store {path} is cut short ({size} of {wanted} bytes): {_MEND}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


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
    if name == "SQLITE_READONLY_DIRECTORY" or name == "SQLITE_READONLY_CANTINIT":
        return ReadOnlyError(path.parent, "a file has to be made beside its store")
    if name.startswith("SQLITE_READONLY"):
        return StorageFullError(f"the store {path} may not be written: {error}")
    if name.startswith("SQLITE_IOERR") and not name.endswith(("READ", "CORRUPTFS", "DATA")):
        return StorageFullError(
            f"the disk refused a write ({name}): {path} took nothing of the last batch; {_MAKE_ROOM}"
        )
    if name == "SQLITE_CANTOPEN" or name.startswith("SQLITE_CANTOPEN_"):
        if path.is_file() and not os.access(path.parent, os.W_OK):
            return ReadOnlyError(path.parent, "a file has to be made beside its store")
        return DamagedError(f"the store {path} cannot be opened: {error} (are its folder and files ours?)")
    if name == "SQLITE_NOTADB":
        return DamagedError(f"{path} is not a store, not even a database: {_MEND}")
    if name == "SQLITE_CORRUPT":
        return DamagedError(f"the store {path} is damaged or cut short ({error}): {_MEND}")
    return DamagedError(f"the store {path} is damaged ({error}): {_MEND}")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?{mode}",
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
        connection.executescript(f"BEGIN; {SCHEMA} {STORY_TABLES} {BOILERPLATE_TABLES} {FEED_TABLES} COMMIT;")
    finally:
        connection.close()
    sync(young)
    young.rename(path)
    sync(path.parent)


def _look_inside(connection: sqlite3.Connection) -> None:
    # The first real read: SQLite finds here what the header could not show.
    connection.execute("SELECT max(sequence) FROM articles").fetchone()


def _logged_bytes(path: Path) -> int:
    """The length of the write-ahead log beside the store, 0 where there is none."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except FileNotFoundError:
        return 0


def _check_version(path: Path, version: int) -> None:
    if version > STORE_VERSION:
        raise IncompatibleError(
            f"the store {path} was written by a newer version (store version {version}, "
            f"this one reads {STORE_VERSION}): update Zhengwen"
        )
    if version in MIGRATIONS:
        raise IncompatibleError(
            f"the store {path} was written by an earlier version (store version {version}, this one reads "
            f"{STORE_VERSION}): run zhengwen rebuild, which brings it up to date"
        )
    if version < STORE_VERSION:
        raise IncompatibleError(
            f"the store {path} has the unknown store version {version}, this one reads {STORE_VERSION}: "
            "open it with the version of Zhengwen that wrote it"
        )
