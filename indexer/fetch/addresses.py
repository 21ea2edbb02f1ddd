"""Addresses to fetch from: one reading of a URL, strict, so that no two readers of it can see two hosts.

Pure. What is ambiguous is refused: users in addresses, backslashes and control characters, numbers that only some
resolvers take for an IP address. Whether the host may be asked is decided later, in `policy.py`, by its IP addresses.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from indexer.fetch.errors import FailureKind, FetchError
from indexer.identity import canonical_host

_PORTS: Final = {"http": 80, "https": 443}
WEB_PORTS: Final = frozenset(_PORTS.values())
_MAX_LENGTH: Final = 4_096
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
# Everything that RFC 3986 allows in path and query, and `%` of what is escaped already.
_KEPT: Final = "/?:@!$&'()*+,;=-._~%"
_NUMBER: Final = re.compile(r"[0-9]+|0[xX][0-9a-fA-F]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a request goes: *host* is a DNS name in ASCII or an IP address without brackets, *target* is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and, where it is not the scheme's own, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address, without fragment."""
        return self.origin + self.target


def parse_address(text: str) -> Address:
    """Read an http(s) URL. Raises FetchError (REFUSED) for everything else and for what can be read in two ways."""
    text = text.strip()
    if len(text) > _MAX_LENGTH:
        raise _refusal(text, f"longer than {_MAX_LENGTH:,} characters")
    if _CONTROL.search(text):
        raise _refusal(text, "holds a control character")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _refusal(text, "no address that can be read") from None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise _refusal(text, "no http or https address")
    if "@" in parts.netloc:
        raise _refusal(text, "names a user, and addresses with a user are not fetched")
    host = _parse_host(text, parts.netloc, parts.hostname or "")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.startswith("/"):
        raise _refusal(text, "no address that can be read")
    return Address(
        scheme=scheme, host=host, port=_PORTS[scheme] if port is None else port, target=_escaped(text, target)
    )


def join_address(base: Address, location: str) -> Address:
    """The address that a redirect leads to: *location* as the header has it (bytes as latin-1), relative to *base*."""
    # Servers send raw bytes of UTF-8 or GBK here; escaped byte by byte they ask for what was meant.
    escaped = quote(location.strip().encode("latin-1", "replace"), safe=_KEPT + "#[]\\")
    try:
        joined = urljoin(base.url, escaped)
    except ValueError:
        raise _refusal(location, "no address that can be read") from None
    return parse_address(joined)


def _parse_host(text: str, netloc: str, written: str) -> str:
    if "\\" in netloc or not written:
        raise _refusal(text, "no address that can be read")
    host = canonical_host(written)
    if host is None:
        raise _refusal(text, "has a host name that is none")
    host = host.strip("[]")
    # As WHATWG reads hosts: a last label that is a number makes the whole an IPv4 address, in decimal, octal or
    # hexadecimal, with one to four parts. Only the usual spelling is taken.
    if ":" not in host and _NUMBER.fullmatch(host.rpartition(".")[2]) and not _is_plain_ipv4(host):
        raise _refusal(text, "writes an IP address in an unusual way")
    return host


def _is_plain_ipv4(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _escaped(text: str, target: str) -> str:
    try:
        return quote(target, safe=_KEPT)
    except UnicodeEncodeError:
        raise _refusal(text, "holds a lone surrogate") from None


def _refusal(text: str, reason: str) -> FetchError:
    shown = ascii(text[:80])[1:-1] if _CONTROL.search(text) else text[:80]
    return FetchError(f"{shown}: {reason}", kind=FailureKind.REFUSED, url=text[:_MAX_LENGTH])
