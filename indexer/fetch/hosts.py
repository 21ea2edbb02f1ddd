"""Politeness per host: so many requests at a time, a pause between them, and silence where a server asks for it.

`HostGate` is shared by all threads of a run. `turn` waits and is used around every single request, redirects included;
`seconds_until_free` lets a scheduler choose a host that need not be waited for. Nothing here knows what is asked.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.fetch.clock import Clock
from indexer.fetch.errors import FailureKind, FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Politeness:
    """*pause_seconds* between the end of one request to a host and the next; *at_once* requests to one host."""

    pause_seconds: float = 1.0
    at_once: int = 1


@dataclass(slots=True, kw_only=True)
class _Host:
    busy: int = 0
    free_at: float = 0.0
    silent_until: float = 0.0
    pause_seconds: float = 0.0


class HostGate:
    """What is under way to each host, and when it may be asked next."""

    def __init__(self, clock: Clock, politeness: Politeness) -> None:
        self._clock = clock
        self._politeness = politeness
        self._hosts: dict[str, _Host] = {}
        self._changed = threading.Condition()

    @contextlib.contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for one's turn at *host*, and hold it. Raises FetchError where the host asked for silence."""
        self._enter(host)
        try:
            yield
        finally:
            self._leave(host)

    def seconds_until_free(self, host: str) -> float:
        """0 where a turn would begin at once (or be refused at once); infinite while others hold it."""
        with self._changed:
            state = self._hosts.get(host)
            if state is None:
                return 0.0
            if state.busy >= self._politeness.at_once:
                return float("inf")
            now = self._clock.monotonic()
            return 0.0 if state.silent_until > now else max(state.free_at - now, 0.0)

    def silence(self, host: str, seconds: float) -> None:
        """Ask *host* nothing for so long: it said so."""
        with self._changed:
            state = self._state(host)
            state.silent_until = max(state.silent_until, self._clock.monotonic() + seconds)
            self._changed.notify_all()

    def slow_down(self, host: str, seconds: float) -> None:
        """Pause at least so long between requests to *host* (its `Crawl-delay`)."""
        with self._changed:
            state = self._state(host)
            state.pause_seconds = max(state.pause_seconds, seconds)

    def _enter(self, host: str) -> None:
        while (seconds := self._try_enter(host)) > 0:
            self._clock.sleep(seconds)

    def _try_enter(self, host: str) -> float:
        """Take the turn (0), or say how long the pause still is; others under way are waited for."""
        with self._changed:
            state = self._state(host)
            while True:
                now = self._clock.monotonic()
                if state.silent_until > now:
                    seconds = state.silent_until - now
                    raise FetchError(
                        f"{host} asked for a pause that lasts {seconds:.0f} s more",
                        kind=FailureKind.POSTPONED,
                        retry_after_seconds=seconds,
                    )
                if state.busy >= self._politeness.at_once:
                    self._changed.wait()
                elif state.free_at > now:
                    return state.free_at - now
                else:
                    state.busy += 1
                    return 0.0

    def _leave(self, host: str) -> None:
        with self._changed:
            state = self._state(host)
            state.busy -= 1
            pause = max(state.pause_seconds, self._politeness.pause_seconds)
            state.free_at = self._clock.monotonic() + pause
            self._changed.notify_all()

    def _state(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())
