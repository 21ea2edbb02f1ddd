"""Fail points: named places where a test can end this process as a power cut would.

`ZHENGWEN_FAILPOINT=name` kills the process, unwarned, when it reaches that place; `name:3` the third time. Read once at
import of the edge's environment; without the variable a call costs one comparison.
"""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Iterator

VARIABLE = "ZHENGWEN_FAILPOINT"


class _FailPoint:
    def __init__(self, wanted: str) -> None:
        self._name, _, times = wanted.partition(":")
        self._countdown: Iterator[int] = itertools.count(int(times) if times.isdigit() else 1, -1)

    def reached(self, name: str) -> None:
        if name == self._name and next(self._countdown) <= 1:
            os.kill(os.getpid(), signal.SIGKILL)


_FAILPOINT = _FailPoint(os.environ.get(VARIABLE, ""))


def reached(name: str) -> None:
    """End the process with SIGKILL if it was asked to fail here."""
    _FAILPOINT.reached(name)
