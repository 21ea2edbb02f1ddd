"""Many jobs on many hosts, performed by a few threads, none of which waits for a host that is busy or pausing.

A job belongs to a host. A thread takes the longest waiting job of a host that is free now, so that a slow or silent host holds up
its own jobs only, and one thread at most for as long as one job may take. Results come out in the order in which they are done.
What the jobs are is not known here; `indexer/subscriptions/round.py` fetches feeds and pages with it.
"""

from __future__ import annotations

import collections
import math
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, TypeVar

from indexer.fetch.hosts import HostGate

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[Job, Result]):
    """A job and what came of it, or the bug that ended it."""

    job: Job
    result: Result | None
    bug: BaseException | None


class JobBoard(Generic[Job, Result]):
    """A context manager; jobs may be put up at any time while it is open. `take` is for one thread."""

    def __init__(self, perform: Callable[[Job], Result], gate: HostGate, threads: int) -> None:
        """*perform* runs in *threads* threads at once."""
        self._perform = perform
        self._gate = gate
        self._threads = threads
        self._waiting: dict[str, collections.deque[Job]] = {}
        self._busy: set[str] = set()
        self._changed = threading.Condition()
        self._is_closed = False
        self._done: queue.SimpleQueue[Done[Job, Result]] = queue.SimpleQueue()
        self._open_jobs = 0

    def __enter__(self) -> JobBoard[Job, Result]:
        for number in range(self._threads):
            threading.Thread(target=self._work, name=f"fetch {number}", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Begin no more jobs. One that is under way ends by its own limits; nobody waits for it."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    @property
    def open_jobs(self) -> int:
        """Jobs put up whose results were not taken yet."""
        return self._open_jobs

    def put_up(self, job: Job, host: str) -> None:
        """Add a job, behind those that wait for the same host."""
        self._open_jobs += 1
        with self._changed:
            self._waiting.setdefault(host, collections.deque()).append(job)
            self._changed.notify()

    def take(self, timeout_seconds: float) -> Done[Job, Result] | None:
        """The next result, or None where none came in time. Raises what is a bug in a job."""
        try:
            done = self._done.get(timeout=timeout_seconds)
        except queue.Empty:
            return None
        self._open_jobs -= 1
        if done.bug is not None:
            raise done.bug
        return done

    def _work(self) -> None:
        while (chosen := self._choose()) is not None:
            host, job = chosen
            try:
                done: Done[Job, Result] = Done(job=job, result=self._perform(job), bug=None)
            except BaseException as bug:  # noqa: BLE001 - raised again where the result is taken
                done = Done(job=job, result=None, bug=bug)
            with self._changed:
                self._busy.discard(host)
                self._changed.notify_all()
            self._done.put(done)

    def _choose(self) -> tuple[str, Job] | None:
        """Wait for a host that can be asked now, and take its first job; None when the board is closed."""
        with self._changed:
            while not self._is_closed:
                soonest = math.inf
                for host, jobs in self._waiting.items():
                    if host in self._busy:
                        continue
                    seconds = self._gate.seconds_until_free(host)
                    if seconds <= 0:
                        return host, self._take_first(host, jobs)
                    soonest = min(soonest, seconds)
                self._changed.wait(None if math.isinf(soonest) else soonest)
        return None

    def _take_first(self, host: str, jobs: collections.deque[Job]) -> Job:
        job = jobs.popleft()
        # The host goes behind the others, so that hosts with many jobs and hosts with one take turns.
        del self._waiting[host]
        if jobs:
            self._waiting[host] = jobs
        self._busy.add(host)
        return job
