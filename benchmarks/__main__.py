"""Prints every figure beside its goal: `python -m benchmarks`, or only some parts: `python -m benchmarks search sizes`.

    articles.py → archives.py → ingest.py, pages.py, searching.py, site.py, stages.py, store.py, stories.py → report.py

Results also go to `var/bench/figures.json`; articles, archives and the baselines' indexes are kept in `var/bench`, so a
second run is quicker (`--fresh` builds the archives anew).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.archives import load_archive
from benchmarks.articles import FOLDER, load_articles
from benchmarks.ingest import ROUNDS, measure_ingest
from benchmarks.pages import measure_pages
from benchmarks.report import Part, print_part, write_parts
from benchmarks.searching import measure_beside_whoosh, measure_searching
from benchmarks.site import measure_load, measure_memory, measure_sizes, measure_visibility
from benchmarks.stages import measure_stages
from benchmarks.store import measure_store
from benchmarks.stories import measure_stories
from benchmarks.views import measure_views

_SMALL = 24_000
_LARGE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line says: the sizes of the two sets, and how much work to spend."""

    small: int
    large: int
    rounds: int
    whoosh: int
    fresh: bool


def _ingest(options: Options) -> tuple[Part, ...]:
    return (measure_ingest(load_articles(options.small), rounds=options.rounds),)


def _search(options: Options) -> tuple[Part, ...]:
    articles = load_articles(options.large)
    return measure_searching(articles, load_archive(articles, fresh=options.fresh))


def _whoosh(options: Options) -> tuple[Part, ...]:
    articles = load_articles(options.small)
    data = load_archive(articles, fresh=False)
    return (measure_beside_whoosh(articles, data, whoosh_articles=min(options.whoosh, articles.count)),)


def _sizes(options: Options) -> tuple[Part, ...]:
    articles = load_articles(options.large)
    return (measure_sizes(articles, load_archive(articles, fresh=False)),)


def _visible(options: Options) -> tuple[Part, ...]:
    return (measure_visibility(load_archive(load_articles(options.large), fresh=False)),)


def _memory(options: Options) -> tuple[Part, ...]:
    articles = load_articles(options.large)
    return (measure_memory(articles, load_archive(articles, fresh=False)),)


def _load(options: Options) -> tuple[Part, ...]:
    articles = load_articles(options.large)
    return (measure_load(articles, load_archive(articles, fresh=False)),)


def _views(options: Options) -> tuple[Part, ...]:
    articles = load_articles(options.large)
    return (measure_views(articles, load_archive(articles, fresh=False)),)


def _store(options: Options) -> tuple[Part, ...]:
    return (measure_store(load_articles(options.large), rounds=options.rounds),)


def _stories(options: Options) -> tuple[Part, ...]:
    articles = load_articles(options.large)
    return measure_stories(articles, load_archive(articles, fresh=False))


def _stages(options: Options) -> tuple[Part, ...]:
    articles = load_articles(options.small)
    return measure_stages(articles, load_archive(articles, fresh=False))


MEASURES: dict[str, Callable[[Options], tuple[Part, ...]]] = {
    "ingest": _ingest,
    "pages": lambda _: measure_pages(),
    "search": _search,
    "whoosh": _whoosh,
    "sizes": _sizes,
    "visible": _visible,
    "memory": _memory,
    "load": _load,
    "views": _views,
    "store": _store,
    "stories": _stories,
    "stages": _stages,
}


def main(arguments: Sequence[str]) -> int:
    """Measure what *arguments* ask for; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"which measures ({', '.join(MEASURES)}); all of them"
    )
    parser.add_argument("--articles", type=int, default=_LARGE, help="articles to search (100,000)")
    parser.add_argument(
        "--ingested", type=int, default=_SMALL, help="articles to add, and for Whoosh (24,000)"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of ingest")
    parser.add_argument(
        "--whoosh", type=int, default=_SMALL, help="articles in stock Whoosh's index (24,000)"
    )
    parser.add_argument("--fresh", action="store_true", help="build the archive to search anew")
    given = parser.parse_args(arguments)
    unknown = [part for part in given.parts if part not in MEASURES]
    if unknown:
        parser.error(f"no part named {unknown[0]}: there are {', '.join(MEASURES)}")
    options = Options(
        small=given.ingested,
        large=given.articles,
        rounds=given.rounds,
        whoosh=given.whoosh,
        fresh=given.fresh,
    )
    measured: list[Part] = []
    for name in given.parts or MEASURES:
        started = time.monotonic()
        parts = MEASURES[name](options)
        for part in parts:
            print_part(part)
        measured += parts
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    write_parts(FOLDER / "figures.json", measured)
    return _print_summary(measured)


def _print_summary(measured: Sequence[Part]) -> int:
    judged = [figure for part in measured for figure in part.figures if figure.goal is not None]
    missed = [figure for figure in judged if not figure.is_reached]
    print(f"{len(judged) - len(missed)} of {len(judged)} goals reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
