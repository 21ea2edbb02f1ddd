"""The running site: how soon it shows a new article, its memory, its sizes on disk, and what it bears under load.

Each measure starts `zhengwen serve` on the archive in a process of its own and asks it over HTTP, as a browser would.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.archives import Site, folder_bytes, get, run_command, serving
from benchmarks.articles import FOLDER, ArticleSet, NewsArticle, render_jsonl
from benchmarks.queries import BenchQuery, load_queries
from benchmarks.report import Figure, Part, median
from index.archive.folder import DataFolder
from index.archive.generations import current_generation

_VISIBLE_GOAL_SECONDS = 1.0
_MEMORY_GOAL_MEGABYTES = 400.0
_MEMORY_QUERIES = 500
_MEMORY_STEP = 10
_NEW_ARTICLES = 3
_WORD = "zhengwenbenchmark"
_LOADS = (16, 64)
_LOAD_SECONDS = 10
_LOAD_SETS = 12
_WARMING = 200
_REPEATED = 100


def measure_visibility(data: Path) -> Part:
    """Add one article at a time while the site answers: the time from the command's end until a search finds it."""
    waits, commands = [], []
    identity = f"benchmark:{time.time_ns()}"
    with serving(data) as site:
        # Its first answers load what every later one has.
        for _ in range(20):
            get(site, _target(f"{_WORD} 热身"))
        for number in range(_NEW_ARTICLES):
            word = f"{_WORD}{time.time_ns()}"
            commands.append(_add_one(data, f"{identity}:{number}", word))
            ended = time.perf_counter()
            while not _total(site, word):
                if time.perf_counter() - ended > 20:
                    sys.exit("the new article is not found after 20 s")
                time.sleep(0.005)
            waits.append(time.perf_counter() - ended)
    run_command(data, "remove", *(f"{identity}:{number}" for number in range(_NEW_ARTICLES)))
    return Part(
        title="A new article in a running site",
        figures=(
            Figure(
                name="visible after the command ended",
                value=max(waits),
                unit="s",
                goal=_VISIBLE_GOAL_SECONDS,
                note=f"the longest of {_NEW_ARTICLES}, search included",
            ),
            Figure(
                name="the command itself", value=median(commands), unit="s", note="zhengwen add, one article"
            ),
        ),
    )


def _add_one(data: Path, identity: str, word: str) -> float:
    article = NewsArticle(
        family="",
        id=identity,
        title=f"{word} 新到的文章",
        body="本报讯：这是一篇为测量而写的短文。",
        url=None,
        published="2025-01-01",
        source="测量",
        regions=(),
        tags=(),
    )
    path = FOLDER / "one.jsonl"
    path.write_text(render_jsonl(article), encoding="utf-8")
    return run_command(data, "add", "--json", str(path)).seconds


def _total(site: Site, word: str) -> int:
    found = json.loads(get(site, _target(word, facets="0")).body)
    return int(found["total"])


def _target(query: str, **more: str) -> str:
    return "/api/v1/search?" + urlencode({"q": query, **more})


def measure_memory(articles: ArticleSet, data: Path) -> Part:
    """Resident memory of the site after some hundred searches with facets."""
    queries = load_queries(articles)
    with serving(data) as site:
        started = most = after = _resident(site.process_id)
        for number in range(_MEMORY_QUERIES):
            get(site, render_target(queries[number % len(queries)]))
            if number % _MEMORY_STEP == 0 or number == _MEMORY_QUERIES - 1:
                after = _resident(site.process_id)
                most = max(most, after, key=lambda one: one.whole)
    return Part(
        title=f"Memory of the site at {articles.count:,}",
        figures=(
            Figure(
                name=f"most resident during {_MEMORY_QUERIES} searches",
                value=most.whole,
                unit="MB",
                goal=_MEMORY_GOAL_MEGABYTES,
                note=f"{most.processes} processes, what they share counted once: {most.whole - most.mapped:.0f} their own, "
                f"{most.mapped:.0f} of mapped files (the system's cache); {started.whole:.0f} at the start, "
                f"{after.whole:.0f} at the end",
            ),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resident:
    """Memory of a process and its children in megabytes, shared pages once; *mapped* are pages of files."""

    processes: int
    whole: float
    mapped: float


def _resident(process_id: int) -> _Resident:
    family = [process_id, *_children(process_id)]
    whole = mapped = 0
    for one in family:
        rows = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
        sizes = {row.split()[0]: int(row.split()[1]) for row in rows}
        whole += sizes["Pss:"]
        mapped += sizes["Pss_File:"]
    return _Resident(processes=len(family), whole=whole * 1_024 / 1e6, mapped=mapped * 1_024 / 1e6)


def _children(process_id: int) -> list[int]:
    text = Path(f"/proc/{process_id}/task/{process_id}/children").read_text(encoding="ascii")
    children = [int(one) for one in text.split()]
    return [*children, *(inner for one in children for inner in _children(one))]


def measure_sizes(articles: ArticleSet, data: Path) -> Part:
    """Sizes on disk beside the UTF-8 text of titles and bodies."""
    folder = DataFolder(data)
    index = folder_bytes(current_generation(folder).folder)
    store = sum(path.stat().st_size for path in data.glob("store.sqlite*"))
    text = articles.text_bytes
    return Part(
        title=f"Sizes at {articles.count:,}",
        figures=(
            Figure(
                name="index",
                value=index / text,
                unit="× the text",
                goal=2.0,
                note=f"{index / 1e6:,.0f} MB of {text / 1e6:,.0f} MB of titles and bodies in UTF-8",
            ),
            Figure(name="store", value=store / text, unit="× the text", note=f"{store / 1e6:,.0f} MB"),
        ),
    )


def render_target(query: BenchQuery) -> str:
    """The API's address of a query, facets and timeline included."""
    request = query.request
    pairs = [("q", request.query)]
    pairs += [("from", str(request.first_date.year))] if request.first_date else []
    pairs += [("to", str(request.last_date.year))] if request.last_date else []
    pairs += [("region", region) for region in request.regions]
    return "/api/v1/search?" + urlencode(pairs)


def measure_load(articles: ArticleSet, data: Path) -> Part:
    """Steady load by `wrk`, all kinds of queries in turn, facets and timeline included.

    First so many that hardly one comes twice, then few that are asked again and again, as people ask a site.
    """
    if shutil.which("wrk") is None:
        print("wrk is not installed: no load", file=sys.stderr)
        return Part(title="Load (wrk is not installed)", figures=())
    targets = list(dict.fromkeys(render_target(query) for query in load_queries(articles, sets=_LOAD_SETS)))
    warming, targets = targets[:_WARMING], targets[_WARMING:]
    share = len(targets) // len(_LOADS)
    script = FOLDER / "queries.lua"
    figures: list[Figure] = []
    with serving(data) as site:
        for target in warming:
            get(site, target)
        for number, clients in enumerate(_LOADS):
            script.write_text(_lua(targets[number * share : (number + 1) * share]), encoding="utf-8")
            figures += _load(site, script, clients, f"{clients} clients")
        for target in warming[:_REPEATED]:
            get(site, target)
        script.write_text(_lua(warming[:_REPEATED]), encoding="utf-8")
        figures += _load(site, script, _LOADS[0], f"{_LOADS[0]} clients, {_REPEATED} searches over and over")
    return Part(
        title=f"Load at {articles.count:,}: searches with facets, {_LOAD_SECONDS} s", figures=tuple(figures)
    )


def _lua(targets: list[str]) -> str:
    listed = ",\n".join(f'"{target}"' for target in targets)
    # Each thread of wrk begins elsewhere and walks through all of them.
    return (
        f"local targets = {{\n{listed}\n}}\nlocal at = 0\nlocal threads = 0\n"
        'function setup(thread) thread:set("first", threads * 97) threads = threads + 1 end\n'
        "function init(args) at = first end\n"
        "function request() at = at + 1 return wrk.format(nil, targets[at % #targets + 1]) end\n"
    )


def _load(site: Site, script: Path, clients: int, name: str) -> list[Figure]:
    done = subprocess.run(
        [
            "wrk",
            "-t1",
            f"-c{clients}",
            f"-d{_LOAD_SECONDS}s",
            "--latency",
            "--timeout",
            "10s",
            "-s",
            str(script),
            site.address,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", done.stdout)
    errors = sum(int(part) for found in (refused, broken) if found for part in found.groups())
    milliseconds = float(slow[1]) * {"us": 0.001, "ms": 1.0, "s": 1_000.0}[slow[2]] if slow else 0.0
    is_first = clients == _LOADS[0]
    return [
        Figure(
            name=f"{name}: searches",
            value=float(rate[1]) if rate else 0.0,
            unit="/s",
            goal=200 if is_first else None,
            bound="at least",
        ),
        Figure(name=f"{name}: p99", value=milliseconds, unit="ms", goal=150 if is_first else None),
        Figure(name=f"{name}: errors", value=errors, goal=0),
    ]
