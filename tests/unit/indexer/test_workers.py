"""Workers: results in the order of the stream, whatever their size; a worker that dies is told, never waited for."""

import fcntl
import multiprocessing
import os
import queue
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from index.errors import OperatorError
from indexer.workers import BATCH, BatchFunction, WorkerPool, _take, default_processes

PROCESSES = pytest.mark.parametrize("processes", [0, 1, 2, 3])


def doubling() -> BatchFunction[int, int]:
    return lambda batch: [number * 2 for number in batch]


def naming_the_process() -> BatchFunction[int, int]:
    return lambda batch: [os.getpid()] * len(batch)


def echoing() -> BatchFunction[bytes, bytes]:
    return list


def blowing_up(size: int) -> Callable[[], BatchFunction[int, bytes]]:
    return lambda: lambda batch: [bytes([number % 251]) * size for number in batch]


def dying_at(fatal: int) -> Callable[[], BatchFunction[int, int]]:
    def prepare() -> BatchFunction[int, int]:
        def work(batch: Sequence[int]) -> list[int]:
            if fatal in batch:
                os.kill(os.getpid(), signal.SIGKILL)
            return list(batch)

        return work

    return prepare


@PROCESSES
@pytest.mark.parametrize("count", [0, 1, BATCH - 1, BATCH, BATCH + 1, 20 * BATCH + 5])
def test_results_come_in_the_order_of_the_stream(processes: int, count: int) -> None:
    with WorkerPool(doubling, processes) as pool:
        lists = list(pool.map(range(count)))
    assert [one for some in lists for one in some] == [2 * number for number in range(count)]
    assert all(0 < len(some) <= BATCH for some in lists)


@PROCESSES
def test_a_pool_maps_several_streams(processes: int) -> None:
    with WorkerPool(doubling, processes) as pool:
        for _ in range(3):
            assert sum(len(some) for some in pool.map(range(100))) == 100


def test_the_stream_is_read_only_a_little_ahead() -> None:
    taken: list[int] = []

    def stream() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            yield number

    with WorkerPool(doubling, 2) as pool:
        results = pool.map(stream())
        assert len(next(results)) == BATCH
        # Eight batches a worker, wherever the one that is waited for comes from.
        assert len(taken) <= 2 * 8 * BATCH
        results.close()  # type: ignore[attr-defined]


def test_batches_and_results_larger_than_any_pipe_do_not_lock() -> None:
    # A pipe holds 64 KiB; a batch of results here is 2 MB, and so is what is given.
    size = 65_536
    given = [bytes([number % 251]) * size for number in range(8 * BATCH)]
    with WorkerPool(echoing, 2) as pool:
        assert [one for some in pool.map(given) for one in some] == given


def test_stopping_early_with_large_results_under_way() -> None:
    with WorkerPool(blowing_up(100_000), 2) as pool:
        first = next(pool.map(range(50 * BATCH)))
    assert first[1] == b"\x01" * 100_000


def test_each_worker_prepares_once_and_is_another_process() -> None:
    with WorkerPool(naming_the_process, 2) as pool:
        found = {one for some in pool.map(range(20 * BATCH)) for one in some}
    assert len(found) == 2
    assert os.getpid() not in found


def test_without_processes_everything_runs_here_and_prepares_once() -> None:
    prepared: list[int] = []

    def prepare() -> BatchFunction[int, int]:
        prepared.append(1)
        return lambda batch: [os.getpid()] * len(batch)

    with WorkerPool(prepare, 0) as pool:
        assert {one for some in pool.map(range(3 * BATCH)) for one in some} == {os.getpid()}
        assert list(pool.map([])) == []
    assert prepared == [1]


@pytest.mark.parametrize("fatal", [0, 5 * BATCH, 40 * BATCH - 1])
@pytest.mark.parametrize("processes", [1, 2])
def test_a_dead_worker_is_an_operator_error(processes: int, fatal: int) -> None:
    with (
        pytest.raises(OperatorError, match="worker process ended"),
        WorkerPool(dying_at(fatal), processes) as pool,
    ):
        for _ in pool.map(range(40 * BATCH)):
            pass


def test_what_comes_before_a_death_is_whole_and_in_order() -> None:
    # What a worker has made and not yet sent dies with it, so how much comes is not told.
    got: list[int] = []
    with pytest.raises(OperatorError), WorkerPool(dying_at(10 * BATCH), 2) as pool:
        got.extend(one for some in pool.map(range(40 * BATCH)) for one in some)
    assert got == list(range(len(got)))
    assert (len(got) % BATCH, len(got) <= 10 * BATCH) == (0, True)


def test_no_worker_is_left_behind() -> None:
    with WorkerPool(naming_the_process, 2) as pool:
        found = {one for some in pool.map(range(20 * BATCH)) for one in some}
    for process in found:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_how_many_processes() -> None:
    assert default_processes(3) == 3
    assert default_processes(0) == (os.cpu_count() or 1)


def test_a_lock_that_was_held_at_the_fork_is_free_when_its_holder_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "some.lock"
    held = path.open("wb")
    fcntl.flock(held, fcntl.LOCK_EX)
    with WorkerPool(doubling, 2) as pool, path.open("rb") as other:
        # A result of every worker says that all of them have begun.
        assert [one for some in pool.map(range(2 * BATCH)) for one in some] == list(range(0, 4 * BATCH, 2))
        held.close()
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError where a worker kept it


@pytest.mark.parametrize("is_gone", [False, True])
def test_batches_not_begun_are_let_go_when_the_parent_is_done_or_gone(is_gone: bool) -> None:
    ours, theirs = multiprocessing.Pipe()
    for batch in ([1], [2], [3]):
        ours.send(batch)
    if not is_gone:
        ours.send(None)
    ours.close()
    batches: queue.SimpleQueue[list[int] | None] = queue.SimpleQueue()
    _take(theirs, batches)
    assert (batches.get_nowait(), batches.empty()) == (None, True)
