"""Which pages a site wants left alone: robots.txt (RFC 9309), asked once per site and day.

A site without one (any 4xx) allows everything; one whose robots.txt cannot be had now allows nothing for now. Feeds that
somebody subscribed to are not asked about: robots.txt is for programs that find their own way. The only module that knows protego.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import Final

from protego import Protego

from indexer.fetch.addresses import parse_address
from indexer.fetch.client import FetchRequest, HttpClient
from indexer.fetch.clock import Clock
from indexer.fetch.errors import FailureKind, FetchError
from indexer.fetch.hosts import HostGate
from indexer.inputs import FetchedPage

PRODUCT: Final = "zhengwen"
"""The name that rules for this program are under."""

_MAX_BYTES: Final = 512_000  # RFC 9309, 2.5: at least 500 KiB
_KEPT_SECONDS: Final = 86_400.0  # RFC 9309, 2.4
_FAILURE_KEPT_SECONDS: Final = 600.0
_KEPT_SITES: Final = 1_000
_MAX_CRAWL_DELAY_SECONDS: Final = 30.0
_MAX_WORK: Final = 500_000
"""Names times rules: protego enters each rule under each name of its group (a million take over a second)."""
_NAME_LINE: Final = re.compile(r"^[ \t]*user[ -]?agent", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What a site said; *rules* is None where everything is allowed, *failure* why nothing is known."""

    until: float
    rules: Protego | None = None
    failure: FetchError | None = None


class Robots:
    """The rules of sites, fetched as needed; used by several threads at once."""

    def __init__(self, client: HttpClient, gate: HostGate, clock: Clock) -> None:
        self._client = client
        self._gate = gate
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def fetch(self, request: FetchRequest) -> FetchedPage:
        """Fetch a page where the rules of its site, and of every site that it redirects to, allow it. Raises FetchError."""
        self.check(request.url, request.own_networks)
        return self._client.fetch(request, may_follow=self.check)

    def check(self, url: str, own_networks: bool = False) -> None:
        """Return where *url* may be fetched. Raises FetchError: UNWANTED where not, or why that cannot be known now."""
        address = parse_address(url)
        known = self._of_site(address.origin, own_networks=own_networks)
        if known.failure is not None:
            raise FetchError(
                f"robots.txt cannot be read: {known.failure.reason}",
                kind=known.failure.kind,
                url=url,
                status=known.failure.status,
                retry_after_seconds=known.failure.retry_after_seconds,
            )
        if known.rules is None:
            return
        if not known.rules.can_fetch(address.url, PRODUCT):
            raise FetchError(
                "the site's robots.txt wants this page left alone", kind=FailureKind.UNWANTED, url=url
            )
        delay = known.rules.crawl_delay(PRODUCT)
        if delay:
            self._gate.slow_down(address.host, min(delay, _MAX_CRAWL_DELAY_SECONDS))

    def _of_site(self, origin: str, *, own_networks: bool) -> _Known:
        with self._lock:
            known = self._known.get(origin)
        if known is None or known.until <= self._clock.monotonic():
            known = self._ask(origin, own_networks=own_networks)
            with self._lock:
                self._forget_some()
                self._known[origin] = known
        return known

    def _forget_some(self) -> None:
        """Rounds may go on for months and meet new sites every day."""
        if len(self._known) >= _KEPT_SITES:
            now = self._clock.monotonic()
            fresh = {origin: known for origin, known in self._known.items() if known.until > now}
            self._known = fresh if len(fresh) < _KEPT_SITES else {}

    def _ask(self, origin: str, *, own_networks: bool) -> _Known:
        request = FetchRequest(
            url=f"{origin}/robots.txt", wanted="robots", max_bytes=_MAX_BYTES, own_networks=own_networks
        )
        now = self._clock.monotonic()
        try:
            page = self._client.fetch(request)
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and not error.is_passing:
                return _Known(until=now + _KEPT_SECONDS)
            return _Known(until=now + _FAILURE_KEPT_SECONDS, failure=error)
        # A page instead of rules (a soft 404) has no lines that say anything.
        text = page.content.decode("utf-8-sig", "replace")
        if len(_NAME_LINE.findall(text)) * len(text.splitlines()) > _MAX_WORK:
            too_large = FetchError("too many rules for too many names", kind=FailureKind.TOO_LARGE)
            return _Known(until=now + _KEPT_SECONDS, failure=too_large)
        return _Known(until=now + _KEPT_SECONDS, rules=Protego.parse(text))
