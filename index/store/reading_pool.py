"""Connections that read the store: as many as threads ever asked at once, each lent to one at a time.

In a read-only folder SQLite tells its connections of no change: there each is looked at before and after it is used. Nothing of what
is asked is known here (`sqlite_reading.py`).
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from index.errors import ZhengwenError
from index.store.database import STORE_FILE, Reading, open_for_reading, translated_errors


class ReadingPool:
    """The connections to the store in one folder; for any number of threads, and after a fork."""

    def __init__(self, folder: Path) -> None:
        """Open the first. Raises NotBuiltError where there is no store, DamagedError, IncompatibleError, ReadOnlyError."""
        self._folder = folder
        self._path = folder / STORE_FILE
        self._process_id = os.getpid()
        # Deques are safe between threads.
        self._free: deque[Reading] = deque([open_for_reading(folder)])
        self._inherited: list[deque[Reading]] = []
        self._closed = False

    def close(self) -> None:
        """Close what is free; what is lent now is closed when it comes back."""
        self._closed = True
        while self._free:
            self._free.pop().connection.close()

    @contextlib.contextmanager
    def borrowed(self) -> Iterator[sqlite3.Connection]:
        """A connection for one question. Raises LockedError where the store was changed meanwhile, unseen by SQLite."""
        reading = self._taken()
        try:
            with self._current_answer(reading):
                yield reading.connection
        finally:
            if self._closed:
                reading.connection.close()
            else:
                self._free.append(reading)

    @contextlib.contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """A connection of the caller's own, closed afterwards; else as `borrowed`."""
        reading = open_for_reading(self._folder)
        with self._current_answer(reading), contextlib.closing(reading.connection):
            yield reading.connection

    @contextlib.contextmanager
    def _current_answer(self, reading: Reading) -> Iterator[None]:
        """Neither an answer nor an error is believed that may be of two states."""
        try:
            with translated_errors(self._path):
                yield
        except ZhengwenError:
            reading.refuse_outdated(self._folder)
            raise
        reading.refuse_outdated(self._folder)

    def _taken(self) -> Reading:
        if self._process_id != os.getpid():
            # SQLite forbids to use or even close a connection in a forked child: keep them, untouched.
            self._inherited.append(self._free)
            self._free = deque()
            self._process_id = os.getpid()
        while True:
            try:
                reading = self._free.pop()
            except IndexError:
                return open_for_reading(self._folder)
            if not reading.is_outdated(self._folder):
                return reading
            reading.connection.close()
