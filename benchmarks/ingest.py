"""Ingest: JSON lines to stored and searchable, ours beside stock Whoosh and beside a bare loop of rjieba and tantivy.

Ours is the public command `zhengwen add` as a whole process, start included. Rounds alternate between the three, so that a
busy machine slows all of them; the ratio is the median of the rounds' ratios.
"""

from __future__ import annotations

import resource
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archives import archive_folder, build_archive
from benchmarks.articles import FOLDER, ArticleSet
from benchmarks.baselines import index_bare, index_with_whoosh
from benchmarks.report import Figure, Part, median

WHOOSH_ARTICLES = 300
ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """Articles per second of each way in one round, and processor seconds per 1,000 articles."""

    ours: float
    ours_cpu: float
    bare: float
    bare_cpu: float
    whoosh: float


def measure_ingest(articles: ArticleSet, *, rounds: int = ROUNDS) -> Part:
    """Measure *rounds* rounds over *articles*; the last archive stays for other measures."""
    done = []
    for number in range(1, rounds + 1):
        print(f"ingest of {articles.count:,}, round {number} of {rounds} …", file=sys.stderr, flush=True)
        done.append(_measure_round(articles))
    text_megabytes = articles.text_bytes / 1e6
    ours = median([one.ours for one in done])
    over_whoosh = median([one.ours / one.whoosh for one in done])
    over_bare = median([one.ours / one.bare for one in done])
    return Part(
        title=f"Ingest of {articles.count:,} articles ({text_megabytes:.0f} MB of text, {articles.origin}), {rounds} rounds",
        figures=(
            Figure(
                name="zhengwen add",
                value=ours,
                unit="articles/s",
                note=f"{median([one.ours_cpu for one in done]):.2f} CPU s per 1,000; whole command, all cores",
            ),
            Figure(
                name="beside stock Whoosh + ChineseAnalyzer",
                value=over_whoosh,
                unit="×",
                baseline=median([one.whoosh for one in done]),
                goal=10,
                bound="at least",
                note=f"baseline in articles/s, on the first {min(WHOOSH_ARTICLES, articles.count)}; one process",
            ),
            Figure(
                name="beside a bare loop of rjieba + tantivy",
                value=over_bare,
                unit="×",
                baseline=median([one.bare for one in done]),
                goal=0.25,
                bound="at least",
                note=f"baseline in articles/s, words only; {median([one.bare_cpu for one in done]):.2f} CPU s per 1,000",
            ),
        ),
    )


def _measure_round(articles: ArticleSet) -> _Round:
    scratch = FOLDER / "scratch"
    before = _own_cpu_seconds()
    bare = index_bare(scratch / "bare", articles.path)
    bare_cpu = _own_cpu_seconds() - before
    ours = build_archive(archive_folder(articles), articles)
    whoosh = index_with_whoosh(scratch / "whoosh", articles.articles(WHOOSH_ARTICLES))
    _discard(scratch)
    return _Round(
        ours=articles.count / ours.seconds,
        ours_cpu=ours.cpu_seconds / articles.count * 1_000,
        bare=bare.articles / bare.seconds,
        bare_cpu=bare_cpu / bare.articles * 1_000,
        whoosh=whoosh.articles / whoosh.seconds,
    )


def _own_cpu_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _discard(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
