"""Ingest: JSON lines to stored and searchable, ours beside stock Whoosh and beside a bare loop of rjieba and tantivy.

Ours is the public command `zhengwen add` as a whole process, start included; and, for the goal that was set before there were
detectors of names and dates, the same without them (`lean.py`). Rounds alternate between these and the bare loop, so that a busy machine
slows all; the ratio is the median of the rounds' ratios. Stock Whoosh, which takes minutes, gets the same articles once, in between.
Detectors suffer more from neighbours than the bare loop, whose data fit the cache: compare where nothing else runs. Where an
article's time goes: `ingest_stages.py`.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.archives import CommandRun, archive_folder, build_archive, run_timed
from benchmarks.articles import FOLDER, ArticleSet
from benchmarks.baselines import Indexed, index_bare, index_with_whoosh
from benchmarks.report import Figure, Part, median

ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speed:
    """Articles per second, and processor seconds per 1,000 articles."""

    articles_per_second: float
    cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """Each way in one round."""

    ours: _Speed
    lean: _Speed
    bare: _Speed


def measure_ingest(articles: ArticleSet, *, rounds: int = ROUNDS) -> Part:
    """Measure *rounds* rounds over *articles*; the last archive stays for other measures."""
    done: list[_Round] = []
    whoosh: _Speed | None = None
    for number in range(1, rounds + 1):
        print(f"ingest of {articles.count:,}, round {number} of {rounds} …", file=sys.stderr, flush=True)
        done.append(_measure_round(articles))
        whoosh = whoosh or _measure_whoosh(articles)
    if whoosh is None:
        raise ValueError("at least one round")
    load = f"load average {os.getloadavg()[0]:.1f} at the end"
    return Part(
        title=(
            f"Ingest of {articles.count:,} articles ({articles.text_bytes / 1e6:.0f} MB of text, {articles.origin}),"
            f" {rounds} rounds, {load}"
        ),
        figures=(*_speeds(done, whoosh), *_ratios(done, whoosh)),
    )


def _speeds(done: Sequence[_Round], whoosh: _Speed) -> tuple[Figure, ...]:
    ways: dict[str, list[_Speed]] = {
        "zhengwen add, every detector": [one.ours for one in done],
        "the same without names and dates": [one.lean for one in done],
        "bare loop of rjieba + tantivy, words only": [one.bare for one in done],
        "stock Whoosh + ChineseAnalyzer": [whoosh],
    }
    return tuple(
        Figure(
            name=name,
            value=median([one.articles_per_second for one in speeds]),
            unit="articles/s",
            note=f"{median([one.cpu for one in speeds]):.2f} CPU s per 1,000",
        )
        for name, speeds in ways.items()
    )


def _ratios(done: Sequence[_Round], whoosh: _Speed) -> tuple[Figure, ...]:
    return (
        _ratio("beside the bare loop, every detector", [_over(one.ours, one.bare) for one in done], 0.15),
        _ratio("beside the bare loop, no names, no dates", [_over(one.lean, one.bare) for one in done], 0.25),
        _ratio("beside stock Whoosh, every detector", [_over(one.ours, whoosh) for one in done], None),
        _ratio("beside stock Whoosh, no names, no dates", [_over(one.lean, whoosh) for one in done], 10),
    )


def _ratio(name: str, ratios: Sequence[float], goal: float | None) -> Figure:
    rounds = ", ".join(f"{ratio:.3g}" for ratio in ratios)
    return Figure(
        name=name, value=median(ratios), unit="×", goal=goal, bound="at least", note=f"rounds: {rounds}"
    )


def _over(ours: _Speed, other: _Speed) -> float:
    return ours.articles_per_second / other.articles_per_second


def _measure_round(articles: ArticleSet) -> _Round:
    scratch = FOLDER / "scratch"
    bare_cpu = _own_cpu_seconds()
    bare = index_bare(scratch / "bare", articles.path)
    bare_cpu = _own_cpu_seconds() - bare_cpu
    ours = build_archive(archive_folder(articles), articles)
    lean = run_timed([sys.executable, "-m", "benchmarks.lean", str(scratch / "lean"), str(articles.path)])
    shutil.rmtree(scratch, ignore_errors=True)
    return _Round(
        ours=_of_command(ours, articles.count),
        lean=_of_command(lean, articles.count),
        bare=_of_index(bare, bare_cpu),
    )


def _measure_whoosh(articles: ArticleSet) -> _Speed:
    print(f"indexing {articles.count:,} articles with stock Whoosh …", file=sys.stderr, flush=True)
    began = _own_cpu_seconds()
    made = index_with_whoosh(FOLDER / "scratch" / "whoosh", articles.articles(articles.count))
    shutil.rmtree(FOLDER / "scratch", ignore_errors=True)
    return _of_index(made, _own_cpu_seconds() - began)


def _of_index(made: Indexed, cpu_seconds: float) -> _Speed:
    return _Speed(articles_per_second=made.articles / made.seconds, cpu=cpu_seconds / made.articles * 1_000)


def _of_command(run: CommandRun, count: int) -> _Speed:
    return _Speed(articles_per_second=count / run.seconds, cpu=run.cpu_seconds / count * 1_000)


def _own_cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
