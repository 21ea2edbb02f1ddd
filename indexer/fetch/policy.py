"""Which IP addresses and ports may be asked: public ones, and what the settings name besides.

Pure. An address is judged by what it finally leads to: forms that carry another address inside (mapped, 6to4, NAT64,
Teredo) are unwrapped first. `connecting.py` asks here after each look-up and again before each connection.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final, TypeAlias

from index.settings import IPNetwork

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_USUAL_PORTS: Final = frozenset((80, 443))
# RFC 4291, 2.4: the one range of IPv6 from which public addresses are given out.
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052, 2.1
_LAST_32_BITS: Final = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressPolicy:
    """Public addresses on the usual ports, *networks* of one's own, and further *ports*."""

    networks: tuple[IPNetwork, ...] = ()
    ports: frozenset[int] = frozenset()

    def allows_port(self, port: int) -> bool:
        """True for 80, 443 and the ports of the settings."""
        return port in _USUAL_PORTS or port in self.ports

    def is_own(self, address: IPAddress) -> bool:
        """True where the address lies in a network that the settings name."""
        return any(inner in network for network in self.networks for inner in _unwrapped(address))

    @staticmethod
    def is_public(address: IPAddress) -> bool:
        """True where everything that the address stands for lies on the public internet."""
        return all(map(_is_global, _unwrapped(address)))


def _unwrapped(address: IPAddress) -> tuple[IPAddress, ...]:
    """The addresses that one stands for: itself, or what is carried inside."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo  # server and client: packets go to both
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & _LAST_32_BITS),)
    return (address,)


def _is_global(address: IPAddress) -> bool:
    # `is_global` alone takes multicast, site-local and reserved IPv6 ranges for public (Python 3.11).
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
