"""Subscriptions in the data folder: read without a lock, changed under the writer's lock and for a moment only."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator

from index.archive.folder import DataFolder
from index.archive.generations import current_generation, generation_analyzer
from index.errors import NotBuiltError
from index.store.feeds import Feed, FeedReader
from index.store.lock import WriterLock
from index.store.port import StoreWriter
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter


@contextlib.contextmanager
def reading_feeds(folder: DataFolder) -> Iterator[FeedReader]:
    """The store's subscriptions. Raises NotBuiltError where there is no store, DamagedError, IncompatibleError."""
    with contextlib.closing(SqliteStoreReader(folder.path)) as store:
        yield store


@contextlib.contextmanager
def writing_feeds(folder: DataFolder, now: Callable[[], dt.datetime]) -> Iterator[StoreWriter]:
    """The store for changes of subscriptions, committed at the end; nothing is stored where the block raises.

    Makes folder and store where there are none. Raises LockedError, DamagedError, IncompatibleError, StorageFullError.
    """
    folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    with WriterLock(folder.path), contextlib.closing(SqliteStoreWriter(folder.path, now=now)) as store:
        yield store
        store.commit()


def check_writable(folder: DataFolder) -> None:
    """Raise IncompatibleError or DamagedError where nothing could be added, before others are asked for anything."""
    with contextlib.suppress(NotBuiltError):
        generation_analyzer(current_generation(folder))


def load_feeds(folder: DataFolder) -> tuple[Feed, ...]:
    """Every subscription; none where nothing is stored yet."""
    try:
        with reading_feeds(folder) as store:
            return store.feeds()
    except NotBuiltError:
        return ()
