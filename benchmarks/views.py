"""Pages as a browser asks for them: the first byte of a page of results, its size, and the other pages beside it.

Each round starts `zhengwen serve` on the archive and asks it over HTTP, with gzip: a server answers from memory what it was asked
before. Times are medians over rounds of the same address; the processor time of the server tells what a machine with nothing else to
do needs.
"""

from __future__ import annotations

import dataclasses
import os
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.archives import Site, serving
from benchmarks.articles import ArticleSet
from benchmarks.queries import BenchQuery, load_queries
from benchmarks.report import Figure, Part, median, percentile

_QUERIES = 60
_ROUNDS = 3
_WARMING = 20
_FIRST_BYTE_GOAL_MS = 25.0
_SIZE_GOAL_KB = 60.0
_OTHERS = ("/overview", "/term/稀土", "/region/15", "/names/source", "/saved", "/help")
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One address: the median of its first bytes in milliseconds, its compressed size in bytes."""

    first_ms: float
    size: int


def measure_views(articles: ArticleSet, data: Path) -> Part:
    """Pages of results of all kinds of queries, then the other pages."""
    queries = load_queries(articles)
    step = max(1, len(queries) // _QUERIES)
    searches = [_page_of(query) for query in queries[::step]]
    warming = [one for one in map(_page_of, load_queries(articles, sets=2)) if one not in searches]
    rounds = [_round(data, warming[:_WARMING], searches) for _ in range(_ROUNDS)]
    results = _medians([one.results for one in rounds])
    others = _medians([one.others for one in rounds])
    spent_ms = median([one.spent_ms for one in rounds])
    shared = _medians([one.shared for one in rounds])
    figures = [
        *_result_figures(results, spent_ms),
        _median_figure("the same with shares, asked next: p50", shared),
    ]
    figures += (
        Figure(name=path, value=one.first_ms, unit="ms", note=f"{one.size / 1_000:.0f} kB")
        for path, one in zip(_OTHERS, others, strict=True)
    )
    return Part(title=f"Pages at {articles.count:,}", figures=tuple(figures))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """Every address once: pages of results and the processor time of each, those with shares, the other pages."""

    results: Sequence[Seen]
    spent_ms: float
    shared: Sequence[Seen]
    others: Sequence[Seen]


def _page_of(query: BenchQuery) -> str:
    return "/?" + urlencode({"q": query.request.query})


def _round(data: Path, warming: Sequence[str], searches: Sequence[str]) -> _Round:
    with serving(data) as site:
        for address in warming:
            _ask(site, address)
        before = _processor_seconds(site)
        results = [_ask(site, address) for address in searches]
        spent = _processor_seconds(site) - before
        return _Round(
            results=results,
            spent_ms=spent / len(searches) * 1_000,
            shared=[_ask(site, f"{address}&chart=share") for address in searches],
            others=[_ask(site, quote(path)) for path in _OTHERS],
        )


def _result_figures(results: Sequence[Seen], spent_ms: float) -> Iterator[Figure]:
    first = _median_figure("results, first byte: p50", results)
    note = f"{len(results)} queries, {_ROUNDS} rounds, with facets, timeline, map and names"
    yield dataclasses.replace(first, goal=_FIRST_BYTE_GOAL_MS, note=note)
    slow = percentile([one.first_ms for one in results], 0.95)
    yield Figure(name="results, first byte: p95", value=slow, unit="ms")
    spent = Figure(name="results, processor time", value=spent_ms, unit="ms")
    yield dataclasses.replace(spent, note="of a server just started, mean of all pages")
    largest = Figure(name="results, largest page", value=max(one.size for one in results) / 1_000, unit="kB")
    note = "in gzip; style, scripts and mark take 9 kB more, once"
    yield dataclasses.replace(largest, goal=_SIZE_GOAL_KB, note=note)


def _median_figure(name: str, seen: Sequence[Seen]) -> Figure:
    return Figure(name=name, value=median([one.first_ms for one in seen]), unit="ms")


def _medians(rounds: Sequence[Sequence[Seen]]) -> list[Seen]:
    return [
        Seen(first_ms=median([one.first_ms for one in same]), size=same[0].size)
        for same in zip(*rounds, strict=True)
    ]


def _ask(site: Site, address: str) -> Seen:
    """One request over a connection of its own. Raises OSError where the answer is no page."""
    request = (
        f"GET {address} HTTP/1.1\r\nHost: {site.host}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((site.host, site.port), timeout=30) as connection:
        started = time.perf_counter()
        connection.sendall(request.encode("ascii"))
        received = bytearray(connection.recv(1 << 16))
        first_ms = (time.perf_counter() - started) * 1_000
        while chunk := connection.recv(1 << 16):
            received += chunk
    head, _, body = bytes(received).partition(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise OSError(f"{address} is answered with {head[:40]!r}")
    return Seen(first_ms=first_ms, size=len(body))


def _processor_seconds(site: Site) -> float:
    """What the server has used so far, its children included."""
    fields = Path(f"/proc/{site.process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(int(fields[at]) for at in (11, 12, 13, 14)) / _TICKS_PER_SECOND
