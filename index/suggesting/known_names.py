"""The names of the archive as they were looked up last: made anew at most once a minute while the archive changes.

What names are and how they are looked for is `suggestions.py`; `search.py` asks for them at each suggestion and where nothing is found.
"""

from __future__ import annotations

import threading
import time
from typing import NamedTuple

from index.archive.opened import Opened
from index.suggesting.suggestions import NameIndex, build_name_index

_KEPT_SECONDS = 60.0


class _State(NamedTuple):
    """The names of one state of the archive: which, and when they were looked up (seconds of the monotonic clock)."""

    names: NameIndex
    stamp: tuple[str, int]
    made_at: float


class KnownNames:
    """Gives the names of an archive to any number of threads; one of them looks them up."""

    def __init__(self) -> None:
        """Nothing is looked up before the first call."""
        self._state: _State | None = None
        self._making = threading.Lock()

    def of(self, opened: Opened) -> NameIndex:
        """The names of the archive, a minute old at most. Raises DamagedError."""
        stamp = (opened.generation.name, opened.reader.last_sequence())
        known = self._state
        is_fresh = known is not None and (
            known.stamp == stamp or time.monotonic() < known.made_at + _KEPT_SECONDS
        )
        if known is None or not is_fresh:
            with self._making:
                known = self._state
                if known is None or known.stamp != stamp:
                    names = build_name_index(opened)
                    known = self._state = _State(names=names, stamp=stamp, made_at=time.monotonic())
        return known.names
