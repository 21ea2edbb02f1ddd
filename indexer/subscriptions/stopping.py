"""Being asked to stop: SIGINT and SIGTERM end a run between two steps, not in the middle of one."""

from __future__ import annotations

import contextlib
import queue
import signal
from collections.abc import Iterator
from types import FrameType
from typing import Protocol


class Stopping(Protocol):
    """Whether to go on, and waiting that ends early where not."""

    @property
    def is_requested(self) -> bool:
        """True once somebody asked."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until somebody asks; True where somebody has asked."""
        ...


class SignalStopping:
    """Asked by signals; a context manager that listens to them. A second signal interrupts at once."""

    def __init__(self) -> None:
        self._is_requested = False
        # Unlike an Event, a SimpleQueue may be put into by a signal handler that interrupts a `get`.
        self._woken: queue.SimpleQueue[None] = queue.SimpleQueue()

    @property
    def is_requested(self) -> bool:
        """True once a signal came."""
        return self._is_requested

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until a signal comes."""
        if not self._is_requested:
            with contextlib.suppress(queue.Empty):
                self._woken.get(timeout=max(seconds, 0.0))
        return self._is_requested

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Take SIGINT and SIGTERM as requests, and put the handlers back at the end."""
        before = {number: signal.signal(number, self._request) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _request(self, number: int, frame: FrameType | None) -> None:
        if self._is_requested:
            raise KeyboardInterrupt
        self._is_requested = True
        self._woken.put(None)
