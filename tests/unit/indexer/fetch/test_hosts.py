"""Turns per host: pauses, one at a time, silence."""

from __future__ import annotations

import threading

import pytest

from indexer.fetch.errors import FetchError
from indexer.fetch.hosts import HostGate, Politeness
from tests.builders import NOON
from tests.loopback import SteadyClock


def a_gate(pause_seconds: float = 5.0, at_once: int = 1) -> tuple[HostGate, SteadyClock]:
    clock = SteadyClock(NOON)
    return HostGate(clock, Politeness(pause_seconds=pause_seconds, at_once=at_once)), clock


def test_between_two_requests_to_a_host_there_is_a_pause() -> None:
    gate, clock = a_gate()
    for host in ("a", "b", "a", "a"):
        with gate.turn(host):
            pass
    assert clock.slept == [pytest.approx(5, abs=0.5), pytest.approx(5, abs=0.5)]


def test_a_site_that_asks_for_longer_pauses_gets_them() -> None:
    gate, clock = a_gate()
    gate.slow_down("a", 20)
    gate.slow_down("a", 10)
    for _ in range(2):
        with gate.turn("a"):
            pass
    assert clock.slept == [pytest.approx(20, abs=0.5)]


def test_one_request_at_a_time_goes_to_a_host() -> None:
    gate, _ = a_gate(pause_seconds=0)
    order: list[str] = []
    entered, leave = threading.Event(), threading.Event()

    def first() -> None:
        with gate.turn("a"):
            entered.set()
            leave.wait(10)
            order.append("first")

    def second() -> None:
        with gate.turn("a"):
            order.append("second")

    threads = [threading.Thread(target=first)]
    threads[0].start()
    entered.wait(10)
    threads.append(threading.Thread(target=second))
    threads[1].start()
    assert (gate.seconds_until_free("a"), gate.seconds_until_free("b")) == (float("inf"), 0.0)
    leave.set()
    for thread in threads:
        thread.join(10)
    assert order == ["first", "second"]


def test_several_at_once_where_that_is_allowed() -> None:
    gate, _ = a_gate(pause_seconds=0, at_once=2)
    with gate.turn("a"):
        assert gate.seconds_until_free("a") == 0.0
        with gate.turn("a"):
            assert gate.seconds_until_free("a") == float("inf")


def test_who_waits_for_a_host_that_falls_silent_is_told() -> None:
    gate, clock = a_gate()
    gate.silence("a", 60)
    gate.silence("a", 30)
    with pytest.raises(FetchError, match="a asked for a pause that lasts 60 s more"), gate.turn("a"):
        pass
    assert gate.seconds_until_free("a") == 0.0  # an answer would come at once
    clock.pass_seconds(61)
    with gate.turn("a"):
        pass


def test_the_turn_ends_with_an_error_too() -> None:
    gate, _ = a_gate(pause_seconds=0)
    with pytest.raises(KeyError), gate.turn("a"):
        raise KeyError
    assert gate.seconds_until_free("a") == 0.0
