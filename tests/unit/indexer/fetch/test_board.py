"""Jobs on hosts: nobody waits for another's host."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from indexer.fetch.board import JobBoard
from indexer.fetch.hosts import HostGate, Politeness
from tests.builders import NOON
from tests.loopback import SteadyClock

PATIENCE_SECONDS = 20.0


def a_board(perform: Callable[[str], str], threads: int = 2) -> JobBoard[str, str]:
    return JobBoard(perform, HostGate(SteadyClock(NOON), Politeness(pause_seconds=0)), threads)


def taken(board: JobBoard[str, str]) -> str | None:
    done = board.take(PATIENCE_SECONDS)
    assert done is not None
    return done.result


def test_every_job_is_done_once() -> None:
    with a_board(str.upper, threads=4) as board:
        for number in range(200):
            board.put_up(f"job{number}", f"host{number % 7}")
        results = {taken(board) for _ in range(200)}
        assert (results, board.open_jobs) == ({f"JOB{number}" for number in range(200)}, 0)


def test_a_host_that_hangs_holds_up_its_own_jobs_only() -> None:
    hanging, release = threading.Event(), threading.Event()

    def perform(job: str) -> str:
        if job == "slow":
            hanging.set()
            release.wait(PATIENCE_SECONDS)
        return job

    with a_board(perform) as board:
        board.put_up("slow", "a")
        board.put_up("behind", "a")
        hanging.wait(PATIENCE_SECONDS)
        for number in range(5):
            board.put_up(f"other{number}", f"b{number}")
        assert [taken(board) for _ in range(5)] == [f"other{number}" for number in range(5)]
        release.set()
        assert [taken(board), taken(board)] == ["slow", "behind"]


def test_hosts_take_turns() -> None:
    order: list[str] = []
    begun, go = threading.Event(), threading.Event()

    def perform(job: str) -> str:
        if job == "first":
            begun.set()
            go.wait(PATIENCE_SECONDS)
        order.append(job)
        return job

    with a_board(perform, threads=1) as board:
        board.put_up("first", "x")
        begun.wait(PATIENCE_SECONDS)
        for job in ("a1", "a2", "a3", "b1"):
            board.put_up(job, job[0])
        go.set()
        assert [taken(board) for _ in range(5)] == order
    assert order == ["first", "a1", "b1", "a2", "a3"]


def test_a_bug_in_a_job_shows() -> None:
    def perform(job: str) -> str:
        raise KeyError(job)

    with a_board(perform) as board:
        board.put_up("x", "a")
        with pytest.raises(KeyError, match="x"):
            board.take(PATIENCE_SECONDS)


def test_after_the_end_no_job_begins() -> None:
    done: list[str] = []

    def perform(job: str) -> str:
        done.append(job)
        return job

    with a_board(perform) as board:
        pass
    board.put_up("late", "a")
    assert (board.take(0.05), done) == (None, [])
