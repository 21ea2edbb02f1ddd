"""The HTTP client: a request with its redirects, each hop checked, polite, conditional, and within all limits.

    parse_address → HostGate.turn → Connector.look_up → Wire.get → redirect (again from the start) | read_body → FetchedPage

It must not parse what it gets, and keeps nothing between requests but its manners.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from indexer.fetch.addresses import Address, join_address, parse_address
from indexer.fetch.bodies import BodyLimits, read_body
from indexer.fetch.connecting import Connector, Deadline, Network
from indexer.fetch.errors import FailureKind, FetchError
from indexer.fetch.hosts import HostGate
from indexer.fetch.policy import AddressPolicy
from indexer.fetch.retry import parse_retry_after
from indexer.fetch.wire import Answer, Timing, Wire
from indexer.inputs import FetchedPage

Wanted: TypeAlias = Literal["feed", "page", "robots"]
MayFollow: TypeAlias = Callable[[str, bool], None]
"""Told where a redirect leads, and whether networks of one's own may be entered there."""

_ACCEPTED: Final[Mapping[Wanted, str]] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, application/json;q=0.8, */*;q=0.1",
    "page": "text/html, application/xhtml+xml, */*;q=0.1",
    "robots": "text/plain, */*;q=0.1",
}
_MOVED: Final = frozenset((301, 302, 303, 307, 308))
_MOVED_FOR_GOOD: Final = frozenset((301, 308))
_TAKEN: Final = frozenset((200, 203))
_NOT_MODIFIED: Final = 304
_TOO_MANY: Final = 429
_BUSY: Final = frozenset((429, 503))
_SILENCE_SECONDS: Final = 60.0
"""For a host that asks for fewer requests without saying how long."""
_STATUSES: Final = {
    401: "asks for a password",
    403: "refuses access",
    404: "has nothing there",
    410: "says it is gone for good",
    429: "asks for fewer requests",
    451: "may not show it for legal reasons",
}
# Both stand in messages: what is no plain name says nothing.
_MEDIA_TYPE: Final = re.compile(r"[\w.+-]{1,80}/[\w.+-]{1,80}", re.ASCII)
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:+-]{1,40})""", re.IGNORECASE | re.ASCII)
_MAX_VALIDATOR_LENGTH: Final = 1_024
_ASCII: Final = re.compile(r"[\x20-\x7e]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """How much and how long: sizes of the unpacked body, hops, and seconds on the wire (waiting for one's turn apart)."""

    max_bytes: int = 15_000_000
    max_ratio: int = 100
    redirects: int = 5
    connect_seconds: float = 10.0
    total_seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What to fetch; *etag* and *last_modified* of an earlier answer make it conditional.

    *max_bytes* may lower the limit; *own_networks* says that the address was chosen by our own user, so that it may lie in
    a network of the settings.
    """

    url: str
    wanted: Wanted = "feed"
    etag: str | None = None
    last_modified: str | None = None
    max_bytes: int | None = None
    own_networks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How we present ourselves, what we may ask, and how much of it."""

    user_agent: str
    policy: AddressPolicy = field(default_factory=AddressPolicy)
    limits: FetchLimits = field(default_factory=FetchLimits)
    proxy: Address | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hop:
    """One request of a chain of redirects; *seconds* are left for it and all that follow."""

    address: Address
    own_networks: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Redirect:
    """Where an answer leads, and whether for good."""

    hop: _Hop
    is_permanent: bool


class HttpClient:
    """Fetches; used by several threads at once."""

    def __init__(self, network: Network, gate: HostGate, manners: Manners) -> None:
        self._network = network
        self._gate = gate
        self._manners = manners
        self._connector = Connector(network, manners.policy, manners.proxy)
        self._wire = Wire(self._connector, network.tls)

    def fetch(self, request: FetchRequest, may_follow: MayFollow | None = None) -> FetchedPage:
        """The page at an address, or its 304 with no content. Raises FetchError for everything else.

        *may_follow* is asked before each redirect is followed, and raises FetchError where it may not be.
        """
        try:
            return self._follow(request, may_follow)
        except FetchError as error:
            error.path = request.url
            raise

    def _follow(self, request: FetchRequest, may_follow: MayFollow | None) -> FetchedPage:
        limits = self._manners.limits
        hop = _Hop(
            address=parse_address(request.url),
            own_networks=request.own_networks,
            seconds=limits.total_seconds,
        )
        permanent: Address | None = None
        is_permanent = True
        seen = {hop.address}
        for _ in range(limits.redirects + 1):
            found = self._take_hop(hop, request)
            if isinstance(found, FetchedPage):
                return dataclasses.replace(found, permanent_url=None if permanent is None else permanent.url)
            hop = found.hop
            is_permanent = is_permanent and found.is_permanent
            # One host of one's own network sent us to another: allowed from there alone, so it has to be asked again each time.
            is_ours = hop.own_networks and hop.address.host != parse_address(request.url).host
            permanent = hop.address if is_permanent and not is_ours else permanent
            if hop.address in seen:
                raise FetchError("redirects in a circle", kind=FailureKind.BROKEN)
            seen.add(hop.address)
            if may_follow is not None:
                may_follow(hop.address.url, hop.own_networks)
        raise FetchError(f"redirects more than {limits.redirects} times", kind=FailureKind.BROKEN)

    def _take_hop(self, hop: _Hop, request: FetchRequest) -> FetchedPage | _Redirect:
        limits = self._manners.limits
        with self._gate.turn(hop.address.host):
            # The clock of the limits starts when one's turn has come.
            total = Deadline(self._network.clock, hop.seconds, limit_seconds=limits.total_seconds)
            connecting = Deadline(
                self._network.clock,
                min(limits.connect_seconds, hop.seconds),
                limit_seconds=limits.connect_seconds,
            )
            host = self._connector.look_up(hop.address, connecting, own_networks=hop.own_networks)
            timing = Timing(connecting=connecting, total=total)
            with self._wire.get(host, self._headers(request), timing) as answer:
                if answer.status in _MOVED:
                    return _read_redirect(hop, answer, total, is_own=host.is_own)
                self._check_status(answer, request, hop.address)
                return self._read_page(answer, request, hop.address)

    def _headers(self, request: FetchRequest) -> dict[str, str]:
        headers = {
            "User-Agent": self._manners.user_agent,
            "Accept": _ACCEPTED[request.wanted],
            "Accept-Encoding": "gzip",
        }
        if request.etag:
            headers["If-None-Match"] = request.etag
        if request.last_modified:
            headers["If-Modified-Since"] = request.last_modified
        return headers

    def _check_status(self, answer: Answer, request: FetchRequest, address: Address) -> None:
        """Raise FetchError for every status that brings nothing; who asks for fewer requests is left alone for a while."""
        status = answer.status
        if status in _TAKEN:
            return
        if status == _NOT_MODIFIED:
            if request.etag or request.last_modified:
                return
            raise FetchError("answers 304 to an unconditional request", kind=FailureKind.BROKEN)
        wish = None
        if status in _BUSY:
            wish = parse_retry_after(answer.headers.get("retry-after"), self._network.clock.now())
            if status == _TOO_MANY or wish:
                self._gate.silence(address.host, wish or _SILENCE_SECONDS)
        words = _STATUSES.get(status, "has trouble" if status >= 500 else "answers with an unexpected status")
        raise FetchError(
            f"{address.host} {words} ({status})",
            kind=FailureKind.STATUS,
            status=status,
            retry_after_seconds=wish,
        )

    def _read_page(self, answer: Answer, request: FetchRequest, address: Address) -> FetchedPage:
        content = b""
        if answer.status != _NOT_MODIFIED:
            limits = self._manners.limits
            max_bytes = min(request.max_bytes or limits.max_bytes, limits.max_bytes)
            content = read_body(
                answer.chunks,
                answer.headers.get("content-encoding", ""),
                BodyLimits(max_bytes=max_bytes, max_ratio=limits.max_ratio),
            )
        media_type, _, parameters = answer.headers.get("content-type", "").partition(";")
        media_type = media_type.strip().lower()
        charset = _CHARSET.search(parameters)
        return FetchedPage(
            url=request.url,
            final_url=address.url,
            status=answer.status,
            content=content,
            media_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else None,
            charset=None if charset is None else charset[1],
            etag=_validator(answer, "etag"),
            last_modified=_validator(answer, "last-modified"),
        )


def _read_redirect(hop: _Hop, answer: Answer, total: Deadline, *, is_own: bool) -> _Redirect:
    location = answer.headers.get("location", "")
    if not location.strip():
        raise FetchError(f"redirects ({answer.status}) without saying where to", kind=FailureKind.BROKEN)
    address = join_address(hop.address, location)
    # From outside nothing leads into networks of one's own.
    further = _Hop(address=address, own_networks=hop.own_networks and is_own, seconds=total.remaining())
    # An encrypted address is never given up for good.
    is_downgrade = hop.address.scheme == "https" and address.scheme == "http"
    return _Redirect(hop=further, is_permanent=answer.status in _MOVED_FOR_GOOD and not is_downgrade)


def _validator(answer: Answer, name: str) -> str | None:
    """A validator that can be sent back as it came, or None."""
    value = answer.headers.get(name, "").strip()
    return value if _ASCII.fullmatch(value) and len(value) <= _MAX_VALIDATOR_LENGTH else None
