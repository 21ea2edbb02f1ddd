"""The tools of fetching, put together from the settings: the one place where the real network, clock and chance come in."""

from __future__ import annotations

import random

from index.program_version import program_version
from index.settings import Settings
from indexer.fetch.addresses import parse_address
from indexer.fetch.client import HttpClient, Manners
from indexer.fetch.connecting import Network
from indexer.fetch.hosts import HostGate, Politeness
from indexer.fetch.policy import AddressPolicy
from indexer.fetch.robots import Robots
from indexer.subscriptions.reading import Reading
from indexer.subscriptions.round import FetchTools


def build_tools(settings: Settings, reading: Reading, network: Network | None = None) -> FetchTools:
    """Everything that fetching needs; *network* is the real one unless given."""
    network = Network() if network is None else network
    gate = HostGate(network.clock, Politeness(pause_seconds=settings.fetch_pause))
    manners = Manners(
        user_agent=user_agent(settings.fetch_contact),
        policy=AddressPolicy(networks=settings.fetch_networks, ports=frozenset(settings.fetch_ports)),
        proxy=parse_address(settings.fetch_proxy) if settings.fetch_proxy else None,
    )
    client = HttpClient(network, gate, manners)
    return FetchTools(
        client=client,
        robots=Robots(client, gate, network.clock),
        gate=gate,
        clock=network.clock,
        chance=random.random,
        reading=reading,
    )


def user_agent(contact: str) -> str:
    """How we call ourselves: name, version, and whom to write to where the settings say it."""
    return f"Zhengwen/{program_version()} (feed reader{f'; +{contact}' if contact else ''})"
