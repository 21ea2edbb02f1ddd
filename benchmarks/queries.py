"""The queries that searches are measured with: drawn from the articles themselves, the same ones in every run.

Every kind that the query language has stands in the mix, common and rare alike: `KINDS` names them, and which belong to one
clause, to several, and to the questions that are relaxed.
"""

from __future__ import annotations

import csv
import gzip
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from benchmarks.articles import ArticleSet, NewsArticle, data_folder
from index.analysis.lexicon import load_lexicon
from index.analysis.segment import load_segmenter
from index.model import PartialDate, SearchRequest

_SEED = 7_041
_POOL = 6_000  # articles that queries are drawn from
QueryClass: TypeAlias = Literal["one clause", "several clauses", "question"]
CLASSES: tuple[QueryClass, ...] = ("one clause", "several clauses", "question")

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]{1,11}|[0-9]+(?:G|GW|nm|kV)")
_QUESTIONS = (
    "什么是{0}，{1}有哪些规定？",
    "{0}对{1}有什么影响？",
    "如何申请{0}和{1}？",
    "为什么{0}要支持{1}？",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchQuery:
    """One query; *kind* is a key of `KINDS`."""

    kind: str
    request: SearchRequest

    @property
    def text(self) -> str:
        """The query as typed."""
        return self.request.query


class _Drawer:
    """Draws pieces of real text, always the same ones."""

    def __init__(self, articles: Sequence[NewsArticle], seed: int) -> None:
        self.chance = random.Random(seed)
        self._articles = [one for one in articles if len(one.body) >= 100 and _HAN_RUN.search(one.title)]
        self._lexicon = load_lexicon()
        self._segmenter = load_segmenter()

    def article(self) -> NewsArticle:
        return self.chance.choice(self._articles)

    def run(self, text: str, shortest: int, longest: int) -> str:
        """A run of Han characters somewhere in *text*."""
        length = self.chance.randint(shortest, longest)
        runs = [run for run in _HAN_RUN.findall(text) if len(run) >= length] or _HAN_RUN.findall(text)
        run = self.chance.choice(runs)
        start = self.chance.randint(0, max(0, len(run) - length))
        return str(run[start : start + length])

    def term(self) -> str:
        entry = self.chance.choice(self._lexicon)
        return entry.term if self.chance.random() < 0.7 else entry.term_hant

    def word(self, article: NewsArticle) -> str:
        """A word of the title or the body, two characters at least."""
        text = article.title if self.chance.random() < 0.5 else article.body[:2_000]
        words = [word for word in self._segmenter.coarse(text) if len(word) > 1]
        return self.chance.choice(words) if words else self.run(article.body, 2, 4)

    def latin(self) -> str:
        while True:
            found = _LATIN.findall(self.article().body)
            if found:
                return str(self.chance.choice(found))


def _plain(draw: Callable[[_Drawer], str]) -> Callable[[_Drawer], SearchRequest]:
    return lambda drawer: SearchRequest(query=draw(drawer))


def _joined(words: Sequence[str], sign: str) -> str:
    return sign.join(words)


def _words(drawer: _Drawer, count: int) -> list[str]:
    article = drawer.article()
    return [drawer.word(article) for _ in range(count)]


def _filtered(drawer: _Drawer) -> SearchRequest:
    year = drawer.chance.randint(2014, 2025)
    region = drawer.chance.choice(("北京", "广东", "四川", "湖北", "内蒙古", "台湾", "香港", "新疆"))
    return SearchRequest(
        query=drawer.word(drawer.article()),
        first_date=PartialDate(year=year),
        last_date=PartialDate(year=year + 1, month=6),
        regions=(region,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of query: its class, how many are drawn, and how."""

    query_class: QueryClass
    count: int
    draw: Callable[[_Drawer], SearchRequest]


KINDS: dict[str, Kind] = {
    "lexicon term": Kind(query_class="one clause", count=60, draw=_plain(_Drawer.term)),
    "word": Kind(query_class="one clause", count=60, draw=_plain(lambda d: d.word(d.article()))),
    "run of 2 to 6": Kind(
        query_class="one clause", count=40, draw=_plain(lambda d: d.run(d.article().body, 2, 6))
    ),
    "title run": Kind(
        query_class="one clause", count=40, draw=_plain(lambda d: d.run(d.article().title, 4, 10))
    ),
    "phrase": Kind(
        query_class="one clause", count=20, draw=_plain(lambda d: f"“{d.run(d.article().body, 6, 12)}”")
    ),
    "one character": Kind(
        query_class="one clause", count=20, draw=_plain(lambda d: d.run(d.article().body, 2, 2)[0])
    ),
    "latin": Kind(query_class="one clause", count=20, draw=_plain(_Drawer.latin)),
    "two words": Kind(
        query_class="several clauses", count=40, draw=_plain(lambda d: _joined(_words(d, 2), " "))
    ),
    "three or four words": Kind(
        query_class="several clauses",
        count=30,
        draw=_plain(lambda d: _joined(_words(d, d.chance.randint(3, 4)), " ")),
    ),
    "or": Kind(
        query_class="several clauses", count=20, draw=_plain(lambda d: _joined([d.term(), d.term()], " OR "))
    ),
    "not": Kind(
        query_class="several clauses", count=20, draw=_plain(lambda d: _joined(_words(d, 2), " NOT "))
    ),
    "field": Kind(
        query_class="several clauses",
        count=20,
        draw=_plain(lambda d: f"title:{d.word(d.article())} {d.term()}"),
    ),
    "date and region": Kind(query_class="several clauses", count=40, draw=_filtered),
    "question": Kind(query_class="question", count=50, draw=_plain(lambda d: _question(d))),
}


def _question(drawer: _Drawer) -> str:
    article = drawer.article()
    return drawer.chance.choice(_QUESTIONS).format(
        drawer.run(article.title, 3, 6), drawer.run(article.body, 3, 5)
    )


def load_queries(articles: ArticleSet, *, sets: int = 1) -> tuple[BenchQuery, ...]:
    """One set of all queries, class by class, or several different ones; questions are real ones where the data has them.

    The first set is always the same.
    """
    pool = list(articles.articles(_POOL))
    return tuple(query for number in range(sets) for query in _draw_set(_Drawer(pool, _SEED + number)))


def _draw_set(drawer: _Drawer) -> list[BenchQuery]:
    real = _real_questions(drawer.chance)
    drawn: list[BenchQuery] = []
    for name, kind in KINDS.items():
        for _ in range(kind.count):
            question = next(real, None) if kind.query_class == "question" else None
            request = SearchRequest(query=question) if question else kind.draw(drawer)
            drawn.append(BenchQuery(kind=name, request=request))
    return drawn


def _real_questions(chance: random.Random) -> Iterator[str]:
    path = data_folder() / "eval" / "ncppolicies" / "queries.tsv.gz"
    if not path.exists():
        return
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        questions = [row[1] for row in csv.reader(lines, delimiter="\t") if len(row) > 1]
    yield from chance.sample(questions, min(len(questions), KINDS["question"].count))
