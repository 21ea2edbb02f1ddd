"""Pages: saved HTML to stored and searchable, the whole command; and what reading one costs, beside trafilatura alone.

The pages are the real ones of the data folder, each written many times under an address of its own. Without data this part is left
out. Trafilatura is given the same decoded markup, in this process, and finds the text only.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import trafilatura

from benchmarks.archives import run_command
from benchmarks.articles import FOLDER, data_folder
from benchmarks.report import Figure, Part
from index.errors import ItemError
from indexer.sources.decode import decode_markup
from indexer.sources.pages import PageExtractor
from indexer.sources.pages.reading import read_page

_PAGES = 680
_PARAGRAPH = re.compile(rb"<(?:p|br)\b[^<>]*>", re.IGNORECASE)
_GOAL = 60


def measure_pages() -> tuple[Part, ...]:
    """Add some hundred pages; read each once in this process, and once through the confined child."""
    pages = [path.read_bytes() for path in sorted((data_folder() / "pages").glob("*/*.html"))]
    pages = [content for content in pages if b"readability-page" not in content[:200]]
    if not pages:
        return ()
    texts = [decode_markup(content).text for content in pages]
    alone = _seconds_each(read_page_here, texts)
    beside = _seconds_each(_trafilatura, texts)
    with PageExtractor() as extractor:
        confined = _wall_seconds_each(extractor, texts)
    run = run_command(FOLDER / "pages-archive", "add", str(_write(pages)), "--json")
    return (
        Part(
            title=f"Pages: {_PAGES} real ones of {sum(map(len, pages)) / len(pages) / 1000:.0f} kB on average",
            figures=(
                Figure(
                    name="zhengwen add",
                    value=_PAGES / run.seconds,
                    unit="pages/s",
                    goal=_GOAL,
                    bound="at least",
                    note="whole command, all cores, start included",
                ),
                Figure(
                    name="reading a page",
                    value=alone * 1e3,
                    unit="ms",
                    baseline=beside * 1e3,
                    note="processor time, all of the article and its metadata; baseline: trafilatura, the text alone",
                ),
                Figure(name="reading it in the confined child", value=confined * 1e3, unit="ms", note="wall time"),
            ),
        ),
    )  # fmt: skip


def read_page_here(markup: str) -> object:
    """Read a page without a child; a page without an article costs as much."""
    try:
        return read_page(markup, None)
    except ItemError as error:
        return error


def _trafilatura(markup: str) -> object:
    return trafilatura.extract(markup, favor_precision=True, include_comments=False)


def _seconds_each(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Processor seconds for one text, the second time that all are read."""
    seconds = 0.0
    for _ in range(2):
        started = time.process_time()
        for text in texts:
            read(text)
        seconds = time.process_time() - started
    return seconds / len(texts)


def _wall_seconds_each(extractor: PageExtractor, texts: Sequence[str]) -> float:
    seconds = 0.0
    for _ in range(2):
        started = time.perf_counter()
        for text in texts:
            try:
                extractor.extract_text(text, url=None)
            except ItemError:
                continue
        seconds = time.perf_counter() - started
    return seconds / len(texts)


def _write(pages: Sequence[bytes]) -> Path:
    """A folder of `_PAGES` pages, each under an address of its own; the archive beside it is made anew."""
    folder = FOLDER / "pages"
    for old in (folder, FOLDER / "pages-archive"):
        shutil.rmtree(old, ignore_errors=True)
    folder.mkdir(parents=True)
    for number in range(_PAGES):
        # Copies of a page differ in each paragraph, or they would all be learned to be boilerplate.
        content = _PARAGRAPH.sub(rb"\g<0>%d " % number, pages[number % len(pages)])
        link = f'<link rel="canonical" href="https://bench.invalid/{number}.html">'.encode()
        start = content.lower().find(b"<head")
        at = content.find(b">", start) + 1 if start >= 0 else 0
        (folder / f"{number:04d}.html").write_bytes(content[:at] + link + content[at:])
    return folder
