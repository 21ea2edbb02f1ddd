"""Plain baselines, measured in the same run: what a short script with known parts would do.

Ingest: stock Whoosh with jieba's `ChineseAnalyzer`, and a bare loop of rjieba and tantivy over words. Search: stock Whoosh
with its own parser, highlights and groups; SQLite FTS5 stands in `fts.py`. None of them looks for names, dates, regions or copies, and
Whoosh counts three facets where we count six and a timeline by several units: each does less than we do.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import rjieba
import tantivy

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from jieba.analyse import ChineseAnalyzer
    from whoosh import index as whoosh_index
    from whoosh import sorting
    from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
    from whoosh.qparser import MultifieldParser

from benchmarks.articles import FOLDER, ArticleSet, NewsArticle

SHOWN = 10
_NO_VALUE, _NO_MONTH = "none", "0000-00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A baseline's index, and what making it took; *articles* may be fewer than ours, where it is slow."""

    path: Path
    articles: int
    seconds: float


def index_with_whoosh(path: Path, articles: Iterable[NewsArticle]) -> Indexed:
    """Stock Whoosh and jieba: title and body through `ChineseAnalyzer`, one process, default writer; what it groups by in columns."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    analyzer = ChineseAnalyzer()
    # jieba loads its dictionary at the first word: a second, which many articles share and few do not.
    list(analyzer("热身"))
    started = time.perf_counter()
    # The body is stored, as Whoosh needs it for highlights.
    schema = Schema(
        id=ID(stored=True, unique=True),
        title=TEXT(analyzer=analyzer, stored=True),
        body=TEXT(analyzer=analyzer, stored=True),
        source=ID(sortable=True),
        region=KEYWORD(commas=True, sortable=True),
        month=NUMERIC(int, sortable=True),
    )
    writer = whoosh_index.create_in(path, schema).writer()
    count = 0
    for article in articles:
        writer.add_document(
            id=article.id,
            title=article.title,
            body=article.body,
            source=article.source or _NO_VALUE,
            region=",".join(article.regions) or _NO_VALUE,
            month=int((article.published or _NO_MONTH)[:7].replace("-", "")),
        )
        count += 1
    writer.commit()
    return Indexed(path=path, articles=count, seconds=time.perf_counter() - started)


def index_bare(path: Path, lines: Path) -> Indexed:
    """The bare loop: JSON lines, rjieba's search mode, tantivy with its own threads; words only, nothing stored."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    started = time.perf_counter()
    jieba = rjieba.Jieba()
    builder = tantivy.SchemaBuilder()
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="terms", index_option="position")
    index = tantivy.Index(builder.build(), str(path))
    index.register_tokenizer("terms", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = index.writer(heap_size=192_000_000)
    count = 0
    with lines.open(encoding="utf-8") as opened:
        for line in opened:
            found = json.loads(line)
            document = tantivy.Document()
            for name in ("title", "body"):
                document.add_text(name, " ".join(jieba.cut_for_search(found.get(name, ""), False)))
            writer.add_document(document)
            count += 1
    writer.commit()
    writer.wait_merging_threads()
    return Indexed(path=path, articles=count, seconds=time.perf_counter() - started)


class WhooshSearch:
    """Searches of stock Whoosh as its documentation shows them."""

    def __init__(self, path: Path) -> None:
        """Open the index and load jieba."""
        self._searcher = whoosh_index.open_dir(path).searcher()
        self._parser = MultifieldParser(["title", "body"], self._searcher.schema)
        self._parser.parse("热身")

    def seconds(self, text: str, *, with_highlights: bool = True, with_facets: bool = False) -> float:
        """How long the first ten hits, their exact number and, if wanted, highlighted fragments and counts take."""
        started = time.perf_counter()
        # Counting is the cheapest of its maps; without one it keeps every document of a group.
        groups = {"groupedby": _groups(), "maptype": sorting.Count} if with_facets else {}
        found = self._searcher.search(self._parser.parse(text), limit=SHOWN, **groups)
        _ = len(found)
        for hit in found:
            _ = hit.highlights("body", top=3) if with_highlights else hit["id"]
        _ = [found.groups(name) for name in found.facet_names()] if with_facets else []
        return time.perf_counter() - started


def _groups() -> sorting.Facets:
    return sorting.Facets().add_field("source").add_field("region", allow_overlap=True).add_field("month")


def load_whoosh(articles: ArticleSet, count: int) -> Indexed:
    """The index of the first *count* articles, made once and kept."""
    path = FOLDER / f"whoosh-grouped-{articles.name}-{count}"
    stamp = path / "complete"
    if not stamp.exists():
        print(f"indexing {count:,} articles with stock Whoosh …", file=sys.stderr, flush=True)
        made = index_with_whoosh(path, articles.articles(count))
        stamp.write_text(str(made.seconds), encoding="ascii")
    return Indexed(path=path, articles=count, seconds=float(stamp.read_text(encoding="ascii")))
