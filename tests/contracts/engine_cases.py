"""Articles and questions for the engines' tests: real news where it is there, our own samples always."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index.analysis.units import is_letters, is_mark
from index.engines.criteria import (
    AllArticles,
    AllOf,
    AnyKeyword,
    AnyOf,
    Criterion,
    DayRange,
    UnitPrefix,
    UnitRun,
    Without,
)
from index.schema import IndexDocument
from tests.builders_engine import a_run, an_analyzer, an_index_document

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
NEWS_FILES = ("xwlb", "agora_2411", "ey_gazette", "gov_rss", "feeds_cn", "laws_cn")
LONGEST_BODY = 6_000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawArticle:
    """What the tests read of an article: its texts as they are, and some values to filter by."""

    title: str
    body: str
    source: str
    published: str
    regions: tuple[str, ...]
    tags: tuple[str, ...]


def load_samples() -> list[RawArticle]:
    return [
        article
        for path in sorted(SAMPLES.glob("*.jsonl"))
        for article in _parse_lines(path.read_text("utf-8").splitlines())
    ]


def load_news(real_data: Path, count: int) -> list[RawArticle]:
    """*count* articles, spread evenly over the files and over each file's length."""
    articles: list[RawArticle] = []
    for name in NEWS_FILES:
        with gzip.open(real_data / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            lines = list(file)
        wanted = -(-count // len(NEWS_FILES))
        articles.extend(_parse_lines(lines[:: max(1, len(lines) // wanted)][:wanted]))
    return articles


def load_file(real_data: Path, name: str, count: int) -> list[RawArticle]:
    with gzip.open(real_data / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return list(_parse_lines(islice(file, count)))


def _parse_lines(lines: Iterator[str] | Sequence[str]) -> Iterator[RawArticle]:
    for line in lines:
        row = json.loads(line)
        given = row.get("region") or ()
        yield RawArticle(
            title=row.get("title") or "",
            body=(row.get("body") or "")[:LONGEST_BODY],
            source=row.get("source") or "",
            published=row.get("published") or "",
            regions=(given,) if isinstance(given, str) else tuple(given),
            tags=tuple(row.get("tags") or ()),
        )


def index_documents(articles: Sequence[RawArticle], first: int = 1) -> list[IndexDocument]:
    """One document per article, numbered from *first*; every fifth date is cut to its month, every seventh to its year.

    Of ten articles in a row, three are one story, whatever they say.
    """
    return [_index_document(number, article) for number, article in enumerate(articles, first)]


def _index_document(number: int, article: RawArticle) -> IndexDocument:
    date = match[0] if (match := _DATE.match(article.published)) else None
    if date is not None and number % 7 == 0:
        date = date[:4]
    elif date is not None and number % 5 == 0:
        date = date[:7]
    return an_index_document(
        number,
        title=article.title,
        body=article.body,
        source=article.source,
        entities=article.tags,
        date=None if number % 31 == 0 else date,
        region=article.regions or (str(11 + number % 23),),
        term=tuple(dict.fromkeys(article.tags)),
        person=tuple(an_analyzer().words(article.title)[:2]),
        story=number // 10 * 10 + 1 if number % 10 in (1, 4, 7) else 0,
    )


class CaseMaker:
    """Makes questions of the words and runs of real articles; the same articles and seed give the same questions."""

    def __init__(self, documents: Sequence[IndexDocument], seed: int) -> None:
        self._documents = documents
        self._chance = random.Random(seed)

    def cases(self, count: int) -> list[Criterion]:
        kinds = (
            lambda: self.run(1), lambda: self.run(2), lambda: self.run(3), lambda: self.run(self._chance.randint(4, 12)),
            self.word, self.both, self.either, self.most, self.without, self.filtered, self.dated, self.nested,
            self.prefix, self.everywhere,
        )  # fmt: skip
        return [kinds[number % len(kinds)]() for number in range(count)]

    def run(self, length: int) -> Criterion:
        """Units that stand side by side in some article."""
        while True:
            document = self._chance.choice(self._documents)
            units = self._units(document, "title" if self._chance.random() < 0.3 else "body")
            if len(units) >= length:
                start = self._chance.randrange(len(units) - length + 1)
                run = units[start : start + length]
                if not any(is_mark(unit) for unit in run):
                    return UnitRun(units=tuple(run))

    def _units(self, document: IndexDocument, scope: str) -> list[str]:
        # A bigram is its unit and the next; units are found in the words field too, without order.
        bigrams: list[str] = getattr(document, f"{scope}_bigrams").split()
        units: list[str] = []
        following = "⏎"
        for bigram in reversed(bigrams):
            following = bigram.removesuffix(following)
            units.append(following.removesuffix("·"))
        return units[::-1]

    def word(self) -> Criterion:
        document = self._chance.choice(self._documents)
        words = [
            word for word in f"{document.title_words} {document.body_words}".split() if len(word) > 1
        ] or ["公告"]
        return a_run(self._chance.choice(words))

    def both(self) -> Criterion:
        return AllOf(children=(self.run(1), self.word()))

    def either(self) -> Criterion:
        return AnyOf(children=(self.word(), self.word(), self.run(2)))

    def most(self) -> Criterion:
        return AnyOf(children=(self.run(1), self.run(1), self.run(1), self.run(2)), minimum=2)

    def without(self) -> Criterion:
        return self._chance.choice(
            (Without(child=self.run(1)), AllOf(children=(self.run(1), Without(child=self.either()))))
        )

    def days(self) -> DayRange:
        first = self._chance.choice([document.first_day for document in self._documents])
        return DayRange(first=first, last=first + self._chance.choice((0, 29, 100, 10_000)))

    def region(self) -> Criterion:
        values = {value for document in self._chance.sample(self._documents, 3) for value in document.region}
        return AnyKeyword(field="region", values=tuple(sorted(values)))

    def filtered(self) -> Criterion:
        source = AnyKeyword(field="source", values=self._chance.choice(self._documents).source)
        return AllOf(children=(self.run(1), self._chance.choice((self.region(), source))))

    def dated(self) -> Criterion:
        return AllOf(children=(self.run(1), self.days()))

    def nested(self) -> Criterion:
        inner = AnyOf(children=(self.days(), self.word(), AllOf(children=(self.region(), self.run(1)))))
        return AllOf(children=(inner, Without(child=AllOf(children=(self.days(), self.run(1))))))

    def prefix(self) -> Criterion:
        while True:
            words = self._chance.choice(self._documents).body_words.split()
            letters = [word for word in words if is_letters(word) and len(word) > 1]
            if letters:
                return UnitPrefix(prefix=self._chance.choice(letters)[: self._chance.randint(2, 3)])

    def everywhere(self) -> Criterion:
        named = self._chance.choice([document for document in self._documents if document.source_bigrams])
        return self._chance.choice(
            (
                AllArticles(),
                UnitRun(units=tuple(self._units(named, "source")[:2]), scopes=("source",)),
                UnitRun(units=("部",), scopes=("entity", "title")),
                self.days(),
            )
        )
