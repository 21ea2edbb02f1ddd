"""Fail points: named places where a test can end this process as a power cut would.

Whoever writes takes a `FailPoint` and says when it reaches one of its places; the one given by default never ends anything.
Nothing here reads the environment: the child process of a kill test reads what it is to die of, and hands it in.
"""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterator


class FailPoint:
    """Ends the process, unwarned, at one named place: `name` the first time it is reached, `name:3` the third."""

    def __init__(self, wanted: str = "") -> None:
        """*wanted* names the place; empty: none."""
        self._name, _, times = wanted.partition(":")
        self._countdown: Iterator[int] = itertools.count(int(times) if times.isdigit() else 1, -1)

    def reached(self, name: str) -> None:
        """End the process with SIGKILL if it was asked to fail here; else a comparison of two names."""
        if name == self._name and next(self._countdown) <= 1:
            os.kill(os.getpid(), signal.SIGKILL)
