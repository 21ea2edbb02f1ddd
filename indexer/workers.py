"""Workers: run one function over batches of a stream in several processes, results in the order of the stream.

Each worker builds what it needs once, then maps batches, whose articles are analysed together. Segmenting and folding hold the interpreter
lock, so threads gain nothing; processes scale (measured 1.8 × with two on two cores). A worker that dies is an
OperatorError, never a lost batch.
"""

from __future__ import annotations

import collections
import contextlib
import gc
import itertools
import multiprocessing
import multiprocessing.connection
import os
import queue
import signal
import stat
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from typing import Generic, TypeAlias, TypeVar

from index.errors import OperatorError

Given = TypeVar("Given")
Made = TypeVar("Made")
BatchFunction: TypeAlias = Callable[[Sequence[Given]], list[Made]]

BATCH = 32
"""Inputs handed to a worker at a time: large enough that handing over costs under 3 %, small enough for both to stay busy."""
_QUEUED = 4
"""Batches that a worker has at most, done ones that were not fetched yet included: as long as a transaction of the store takes."""
_AHEAD = 8
"""Batches per worker that are under way or wait for an earlier one to be done: more than one has, so that others go on beside a long one."""
_STANDARD_ERROR = 2
_COLLECT_AFTER = 100_000
"""New objects after which a worker looks for garbage in cycles, of which it makes hardly any: every 700, as usual, a thirtieth of its time."""


@dataclass(slots=True)
class _Worker:
    """A worker process, the way to it, and the numbers of the batches that it has."""

    connection: Connection
    process: multiprocessing.process.BaseProcess
    under_way: collections.deque[int] = field(default_factory=collections.deque)


class WorkerPool(Generic[Given, Made]):
    """Processes that map a function; use as a context manager."""

    def __init__(self, prepare: Callable[[], BatchFunction[Given, Made]], processes: int) -> None:
        """*prepare* runs once in each of *processes* workers and gives the function that maps; with 0, in this process.

        The function gets a batch and gives as many results in the same order.
        """
        self._prepare = prepare
        self._count = processes
        self._workers: list[_Worker] = []
        self._here: BatchFunction[Given, Made] | None = None

    def __enter__(self) -> WorkerPool[Given, Made]:
        # Only by fork: workers share the dictionaries already loaded, and nothing has to be sent to start one.
        # Where there is no fork, everything runs in this process.
        if "fork" not in multiprocessing.get_all_start_methods():
            return self
        context = multiprocessing.get_context("fork")
        # What was loaded before stays: looking through a million objects for garbage takes this process a fifth of its time,
        # and in a worker each look would copy the pages that they lie on.
        gc.freeze()
        for _ in range(self._count):
            ours, theirs = context.Pipe()
            # A worker that kept the parent's ends open would never see the parent die, and would hold its lock.
            parents = (*(worker.connection for worker in self._workers), ours)
            process = context.Process(target=_work, args=(theirs, parents, self._prepare), daemon=True)
            with warnings.catch_warnings():
                # Python 3.12 warns of fork beside threads; ours hold no lock that a worker takes.
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            theirs.close()
            self._workers.append(_Worker(ours, process))
        return self

    def __exit__(self, *_: object) -> None:
        gc.unfreeze()
        for worker in self._workers:
            with contextlib.suppress(OSError):
                worker.connection.send(None)
            worker.connection.close()
        for worker in self._workers:
            worker.process.join(timeout=5)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def map(self, inputs: Iterable[Given]) -> Iterator[list[Made]]:
        """The results of *inputs*, in their order, in lists of at most `BATCH`. Raises OperatorError if a worker dies."""
        if not self._workers:
            yield from self._map_here(inputs)
            return
        batches = enumerate(_batched(inputs))
        ready: dict[int, list[Made] | None] = {}
        for wanted in itertools.count():
            while wanted not in ready:
                self._feed(batches, most=_AHEAD * len(self._workers) - len(ready))
                busy = [worker for worker in self._workers if worker.under_way]
                if not busy:
                    return
                # Whoever is done first is heard first: one long article must not keep the others waiting.
                heard = multiprocessing.connection.wait([worker.connection for worker in busy])
                for worker in busy:
                    if worker.connection in heard:
                        ready.update(self._received(worker))
            made = ready.pop(wanted)
            if made is None:
                raise OperatorError("a worker process ended early: run the command again")
            yield made

    def _feed(self, batches: Iterator[tuple[int, list[Given]]], *, most: int) -> None:
        """Give batches to the least busy workers, as long as no more than *most* are under way."""
        while sum(len(worker.under_way) for worker in self._workers) < most:
            worker = min(self._workers, key=lambda one: len(one.under_way))
            if len(worker.under_way) >= _QUEUED:
                return
            numbered = next(batches, None)
            if numbered is None:
                return
            number, batch = numbered
            worker.under_way.append(number)
            # A dead worker cannot be written to; that its batch is lost is seen when it should come back.
            with contextlib.suppress(OSError):
                worker.connection.send(batch)

    def _received(self, worker: _Worker) -> dict[int, list[Made] | None]:
        """The next results of a worker by the number of their batch; None for all that a dead one had."""
        try:
            made: list[Made] = worker.connection.recv()
        except (EOFError, OSError):
            lost = dict.fromkeys(worker.under_way)
            worker.under_way.clear()
            return lost
        return {worker.under_way.popleft(): made}

    def _map_here(self, inputs: Iterable[Given]) -> Iterator[list[Made]]:
        if self._here is None:
            self._here = self._prepare()
        for batch in _batched(inputs):
            yield self._here(batch)


def _batched(inputs: Iterable[Given]) -> Iterator[list[Given]]:
    batch: list[Given] = []
    for one in inputs:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _work(
    connection: Connection, parents: Sequence[Connection], prepare: Callable[[], BatchFunction[Given, Made]]
) -> None:
    for end in parents:
        end.close()
    _let_go_of_files()
    # The parent decides when to stop: Ctrl-C reaches the whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    function = prepare()
    gc.set_threshold(_COLLECT_AFTER)
    # Batches are taken off the pipe at once: were they left there while a result waits to be read, both sides
    # would wait for each other. The parent never has more than a few under way. Results wait beside, for the pipe holds no
    # whole one and the parent does not read while it writes a transaction (a fifth of the time).
    batches: queue.SimpleQueue[list[Given] | None] = queue.SimpleQueue()
    results: queue.SimpleQueue[memoryview | None] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(connection, batches), daemon=True).start()
    giving = threading.Thread(target=_give, args=(connection, results), daemon=True)
    giving.start()
    try:
        while (batch := batches.get()) is not None:
            results.put(ForkingPickler.dumps(function(batch)))
    finally:
        results.put(None)
        giving.join()


def _let_go_of_files() -> None:
    """Put the null device in the place of every file that the parent has open.

    A lock taken by flock(2) lives as long as any copy of its descriptor. tantivy's own threads hold one for moments; a
    worker forked in such a moment would keep it for good, and the parent would wait for it for ever (seen in a test).
    The numbers stay taken, so that nothing the parent left behind can close a file of ours.
    """
    null = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/dev/fd"):
        number = int(name)
        with contextlib.suppress(OSError):  # the descriptor of the listing itself is gone by now
            if number > _STANDARD_ERROR and stat.S_ISREG(os.fstat(number).st_mode):
                os.dup2(null, number, inheritable=False)
    os.close(null)


def _take(connection: Connection, batches: queue.SimpleQueue[list[Given] | None]) -> None:
    """Hand batches on until the parent says that it is done, or is gone: then nobody waits for those not begun."""
    with contextlib.suppress(EOFError, OSError):
        while (batch := connection.recv()) is not None:
            batches.put(batch)
    with contextlib.suppress(queue.Empty):
        while True:
            batches.get_nowait()
    batches.put(None)


def _give(connection: Connection, results: queue.SimpleQueue[memoryview | None]) -> None:
    # When the parent stopped early, or is gone, nobody waits for the rest (`_take`).
    with contextlib.suppress(OSError):
        while (made := results.get()) is not None:
            connection.send_bytes(made)


def default_processes(wanted: int) -> int:
    """How many workers to use: *wanted*, or one per core where it is 0."""
    return wanted if wanted > 0 else os.cpu_count() or 1
