"""Processes that do the same work, kept alive: one that dies is started again, all stop together.

Knows nothing of what the work is. A process stops when it is told to (SIGTERM), and when the one that keeps it is gone.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
import types
import warnings
from collections.abc import Callable
from typing import NoReturn

from index.errors import OperatorError
from webapp.serving.heap import freeze_heap

_LOGGER = logging.getLogger(__name__)
_STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_STOP_SECONDS = 15  # longer than a process takes to finish what it has begun
_SHORT_LIFE_SECONDS = 1.0
_SHORT_LIVES = 5


def can_fork() -> bool:
    """Whether this system can divide a process (Windows cannot)."""
    return hasattr(os, "fork")


def keep_processes(work: Callable[[], None], count: int) -> None:
    """Run *work* in *count* processes until SIGTERM or SIGINT, which they get as SIGTERM.

    Raises OperatorError where processes die as soon as they are started.
    """
    _Keeper(work).run(count)


class _Keeper:
    """The process that starts the others and waits for them; it does nothing else, so nothing kills it."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._started_at: dict[int, float] = {}
        self._stopping = False
        self._short_lives = 0
        # Nothing is ever written: a process reads the end of it when its keeper is gone, however that ended.
        self._lifeline, self._held = os.pipe()

    def run(self, count: int) -> None:
        """Start *count* processes and keep as many until told to stop."""
        for number in _STOP_SIGNALS:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGALRM, self._kill)
        freeze_heap()
        for _ in range(count):
            self._start()
        while self._started_at:
            identity, status = os.wait()
            started_at = self._started_at.pop(identity, None)
            if started_at is not None and not self._stopping:
                self._replace(identity, status, time.monotonic() - started_at)
        if self._short_lives >= _SHORT_LIVES:
            raise OperatorError(
                "the server's processes end as soon as they are started; the messages above say why"
            )

    def _replace(self, identity: int, status: int, lived_seconds: float) -> None:
        code = os.waitstatus_to_exitcode(status)
        _LOGGER.warning("process %d ended unexpectedly (%d); starting another one", identity, code)
        self._short_lives = self._short_lives + 1 if lived_seconds < _SHORT_LIFE_SECONDS else 0
        if self._short_lives >= _SHORT_LIVES:
            self._stop(signal.SIGTERM, None)
        else:
            self._start()

    def _start(self) -> None:
        # A signal between the fork and the note of it would miss the new process.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
        with warnings.catch_warnings():
            # Python 3.12 warns of fork beside threads; numpy's own ones hold no lock that is taken here.
            warnings.simplefilter("ignore", DeprecationWarning)
            identity = os.fork()
        if identity == 0:
            self._become_worker()
        self._started_at[identity] = time.monotonic()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)

    def _become_worker(self) -> NoReturn:
        """Do the work and end; never returns into the keeper's code, whatever happens."""
        status = 1
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            # A terminal sends Ctrl-C to everybody; the keeper passes it on as SIGTERM.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP_SIGNALS)
            os.close(self._held)
            threading.Thread(target=self._watch_keeper, daemon=True).start()
            self._work()
            status = 0
        except BaseException:
            _LOGGER.exception("a process of the server failed")
            raise
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _watch_keeper(self) -> None:
        os.read(self._lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)

    def _stop(self, signal_number: int, frame: types.FrameType | None) -> None:
        self._stopping = True
        signal.alarm(_STOP_SECONDS)
        self._send(signal.SIGTERM)

    def _kill(self, signal_number: int, frame: types.FrameType | None) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        for identity in tuple(self._started_at):
            os.kill(identity, number)
