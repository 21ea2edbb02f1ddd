"""SQLite FTS5 as a baseline: the very documents of our own index, our own reading of each query, bm25 order.

`load_fts` runs the articles through our pipeline and fills a contentless FTS5 table with the terms that our engine gets;
`FtsSearch` asks it for the first ten row numbers and the exact number of matches, and is timed twice: for that alone, which shows
nobody anything, and as a search that a person could use: the query understood, and titles and snippets of the ten with their
highlights, which FTS5 has from our own store and our own cutter.
"""

from __future__ import annotations

import functools
import itertools
import json
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import FOLDER, ArticleSet
from benchmarks.baselines import SHOWN, Indexed
from benchmarks.queries import BenchQuery
from benchmarks.report import Clock, Times
from index.analysis.analyzer import Analyzer
from index.analysis.ngrams import bigrams
from index.analysis.units import LATIN_END, is_letters
from index.archive.generations import load_analyzer
from index.engines.criteria import AllOf, AnyOf, Criterion, UnitPrefix, UnitRun, Without
from index.errors import ItemError
from index.planning.days_and_regions import day_range
from index.planning.planner import Planner
from index.query.parser import parse_query
from index.regions.gazetteer import Gazetteer
from index.schema import IndexDocument
from index.showing.matching import Matcher
from index.showing.snippets import show_texts
from index.store.sqlite_store import SqliteStoreReader
from indexer.inputs import InputDefaults, RawRecord
from indexer.pipeline import Pipeline
from indexer.workers import BatchFunction, WorkerPool

# Every sign that our terms hold is a character of a token; only the space parts them.
_TOKENIZER = "ascii tokenchars ''!\"#$%&()*+,-./:;<=>?@[]^_`{|}~''"
_COLUMNS = "title_words, title_bigrams, body_words, body_bigrams"
_TABLES = f"""
CREATE VIRTUAL TABLE found USING fts5 ({_COLUMNS}, content = '', tokenize = '{_TOKENIZER}');
CREATE TABLE dates (ordinal INTEGER PRIMARY KEY, first_day INTEGER, last_day INTEGER);
CREATE TABLE regions (code TEXT, ordinal INTEGER, PRIMARY KEY (code, ordinal)) WITHOUT ROWID;
"""
_INSERT = f"INSERT INTO found (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - our own names


def load_fts(articles: ArticleSet) -> Indexed:
    """The FTS5 index over *articles*, made once and kept."""
    path = FOLDER / f"fts5-{articles.name}.sqlite"
    stamp = path.with_suffix(".complete")
    if not stamp.exists():
        print(f"indexing {articles.count:,} articles with SQLite FTS5 …", file=sys.stderr, flush=True)
        path.unlink(missing_ok=True)
        started = time.perf_counter()
        _fill(path, articles)
        stamp.write_text(str(time.perf_counter() - started), encoding="ascii")
    return Indexed(path=path, articles=articles.count, seconds=float(stamp.read_text(encoding="ascii")))


def _documents(pipeline: Pipeline) -> BatchFunction[bytes, IndexDocument | None]:
    def documents(lines: Sequence[bytes]) -> list[IndexDocument | None]:
        records = [RawRecord(path="", line=1, format="jsonl", content=line) for line in lines]
        made = pipeline.run_all(records, InputDefaults())
        return [None if isinstance(one, ItemError) else one.document for one in made]

    return documents


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as opened:
        yield from opened


def _fill(path: Path, articles: ArticleSet) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(_TABLES)
    ordinals = itertools.count(1)
    with WorkerPool(functools.partial(_documents, Pipeline()), 2) as pool:
        for made in pool.map(_lines(articles.path)):
            rows = [(next(ordinals), one) for one in made if one is not None]
            connection.executemany(
                _INSERT,
                [(n, d.title_words, d.title_bigrams, d.body_words, d.body_bigrams) for n, d in rows],
            )
            connection.executemany(
                "INSERT INTO dates VALUES (?, ?, ?)", [(n, d.first_day, d.last_day) for n, d in rows]
            )
            connection.executemany(
                "INSERT OR IGNORE INTO regions VALUES (?, ?)",
                [(code, n) for n, d in rows for code in d.region],
            )
    connection.execute("INSERT INTO found (found) VALUES ('optimize')")
    connection.commit()
    connection.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class FtsTimes:
    """How long FTS5 takes to give row numbers and their count, and how long a whole search with it takes."""

    numbers: Times
    whole: Times


class FtsSearch:
    """Asks FTS5 what our own service is asked, with the same terms."""

    def __init__(
        self, path: Path, data: Path, gazetteer: Gazetteer, analyzer: Analyzer | None = None
    ) -> None:
        """Open the index in *path* for reading; titles and bodies come from the store in *data*."""
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._store = SqliteStoreReader(data)
        self._gazetteer = gazetteer
        self._analyzer = load_analyzer(()) if analyzer is None else analyzer

    def measure(self, query: BenchQuery, *, relaxed: bool) -> FtsTimes | None:
        """How long the first ten and the exact number take; None for what FTS5 cannot express.

        With *relaxed*, the words of the question with OR between them: FTS5 has no minimum.
        """
        whole = Clock()
        parsed = parse_query(query.text)
        planner = Planner(self._analyzer, self._gazetteer)
        plan = planner.plan(parsed.tree)
        criterion, needles = plan.query.criterion, plan.needles
        relaxation = planner.relax(parsed) if relaxed else None
        if relaxation is not None:
            criterion, needles = relaxation.readings[0].query.criterion, relaxation.needles
        matched = render_match(criterion)
        if matched is None:
            return None
        condition, values = self._conditions(query)
        clock = Clock()
        rows = self._connection.execute(
            f"SELECT rowid FROM found WHERE found MATCH ?{condition} ORDER BY rank LIMIT {SHOWN}",  # noqa: S608 - placeholders only
            (matched, *values),
        ).fetchall()
        self._connection.execute(
            f"SELECT count(*) FROM found WHERE found MATCH ?{condition}",  # noqa: S608 - placeholders only
            (matched, *values),
        ).fetchone()
        numbers = clock.times()
        # Its row numbers are ours but for articles that were met twice, so that these are texts like those of its hits.
        stored = self._store.summaries([ordinal for (ordinal,) in rows])
        show_texts(
            [one.article.title for one in stored], [one.article.body for one in stored], Matcher(needles)
        )
        return FtsTimes(numbers=numbers, whole=whole.times())

    def _conditions(self, query: BenchQuery) -> tuple[str, list[object]]:
        """The filters as a condition with its values; EXISTS, since IN makes SQLite walk the filter, not the matches."""
        condition, values = "", list[object]()
        request = query.request
        if request.first_date is not None or request.last_date is not None:
            days = day_range(request.first_date, request.last_date)
            condition += (
                " AND EXISTS (SELECT 1 FROM dates WHERE ordinal = found.rowid"
                " AND first_day BETWEEN 1 AND ? AND last_day >= ?)"
            )
            values += [days.last, days.first]
        codes = [division.code for name in request.regions for division in self._gazetteer.resolve(name)]
        if codes:
            condition += (
                " AND EXISTS (SELECT 1 FROM regions WHERE ordinal = found.rowid"
                " AND code IN (SELECT value FROM json_each(?)))"
            )
            values.append(json.dumps(codes))
        return condition, values


def render_match(criterion: Criterion) -> str | None:
    """*criterion* as an FTS5 expression; None where it has none."""
    match criterion:
        case UnitRun():
            return _run(criterion)
        case UnitPrefix():
            return f'{_columns(criterion.scopes, "words")}: "{criterion.prefix}"*'
        case AllOf():
            kept = [child for child in criterion.children if not isinstance(child, Without)]
            dropped = [child.child for child in criterion.children if isinstance(child, Without)]
            parts = [render_match(child) for child in kept]
            excluded = [render_match(child) for child in dropped]
            if not parts or None in parts or None in excluded:
                return None
            joined = " AND ".join(f"({part})" for part in parts)
            return "".join([f"({joined})", *(f" NOT ({part})" for part in excluded)])
        case AnyOf():
            parts = [render_match(child) for child in criterion.children]
            return None if not parts or None in parts else " OR ".join(f"({part})" for part in parts)
        case _:
            return None


def _run(run: UnitRun) -> str:
    if len(run.units) == 1:
        return f'{_columns(run.scopes, "words")}: "{_quoted(run.units[0])}"'
    closed = [unit + LATIN_END if is_letters(unit) else unit for unit in run.units]
    # FTS5 knows neighbours only, so the phrase holds every bigram; ours needs each second one.
    phrase = " ".join(_quoted(term) for term in bigrams(closed)[:-1])
    return f'{_columns(run.scopes, "bigrams")}: "{phrase}"'


def _columns(scopes: tuple[str, ...], kind: str) -> str:
    return "{" + " ".join(f"{scope}_{kind}" for scope in scopes if scope in ("title", "body")) + "}"


def _quoted(term: str) -> str:
    return term.replace('"', '""')
