"""Measures ranking on the judged question sets, through the search service, beside plain BM25 in the same run.

`measure_ranking` gives the figures; it sets no floors (`measures.py` does) and prints nothing. Plain BM25 reads title and
body as one text, each of its variants with the same formula (k1 1.2, b 0.75), and ranks every article that holds any term.
"""

from __future__ import annotations

import gzip
import itertools
import json
import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.analysis.analyzer import Analyzer
from index.analysis.units import canonical, is_letters, is_mark, unit_texts
from index.archive.folder import DataFolder
from index.model import SearchRequest
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from tests.archive import build_archive

CUT = 10
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """Articles in the import format, questions by id, and the grades of judged articles by question."""

    name: str
    articles: tuple[Mapping[str, Any], ...]
    questions: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFigures:
    """Mean nDCG@10 over one set: of the service and of plain BM25 over words, bigrams, and both."""

    name: str
    questions: int
    service: float
    words: float
    bigrams: float
    words_and_bigrams: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingFigures:
    """What was measured, one row per set, in the order of `SETS`."""

    sets: tuple[SetFigures, ...]


SETS = ("ncppolicies", "drcd", "cmrc2018")


def measure_ranking(data: Path, *, every: int = 1) -> RankingFigures:
    """nDCG@10 (gain 2^grade - 1, log2 discount) on the sets in *data*; only each *every*-th question of the larger two."""
    rows = []
    for name in SETS:
        questions = load_questions(data, name)
        rows.append(_measure(questions if name == "ncppolicies" else thinned(questions, every)))
    return RankingFigures(sets=tuple(rows))


def measure_service(questions: QuestionSet) -> float:
    """Mean nDCG@10 of the search service over an archive of the set's articles."""
    with tempfile.TemporaryDirectory(prefix="zhengwen-quality-") as folder:
        build_archive(Path(folder), questions.articles)
        service = SearchService(DataFolder(Path(folder)), Gazetteer.load())
        try:
            return _mean_ndcg(questions, lambda text: _searched(service, text))
        finally:
            service.close()


def load_questions(data: Path, name: str) -> QuestionSet:
    """One set as it lies in *data*; news of the same year stands beside the articles of NCPPolicies.

    Questions without text or judged article are left out.
    """
    folder = data / "eval" / name
    articles = list(_json_lines(folder / "corpus.jsonl.gz"))
    if name == "ncppolicies":
        articles += _json_lines(data / "news" / "chinanews_2020.jsonl.gz")
        broadcasts = _json_lines(data / "news" / "xwlb.jsonl.gz")
        articles += [row for row in broadcasts if str(row.get("published") or "").startswith("2020")]
    grades: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for question, article, grade in _rows(folder / "qrels.tsv.gz"):
        grades[question][article] = int(grade)
    questions = {
        key: text for key, text in _rows(folder / "queries.tsv.gz") if text.strip() and key in grades
    }
    return QuestionSet(name=name, articles=tuple(articles), questions=questions, grades=grades)


def thinned(questions: QuestionSet, every: int) -> QuestionSet:
    """Only each *every*-th question, over the same articles."""
    return QuestionSet(
        name=questions.name,
        articles=questions.articles,
        questions=dict(itertools.islice(questions.questions.items(), 0, None, every)),
        grades=questions.grades,
    )


def _measure(questions: QuestionSet) -> SetFigures:
    analyzer = Analyzer()
    cut_words, cut_bigrams = _words_of(analyzer), _bigrams_of
    return SetFigures(
        name=questions.name,
        questions=len(questions.questions),
        service=measure_service(questions),
        words=_plain_bm25(questions, cut_words),
        bigrams=_plain_bm25(questions, cut_bigrams),
        words_and_bigrams=_plain_bm25(questions, lambda text: [*cut_words(text), *cut_bigrams(text)]),
    )


def _searched(service: SearchService, text: str) -> list[str]:
    request = SearchRequest(query=text, size=CUT, all_copies=True, with_facets=False)
    return [hit.id for hit in service.search(request).hits]


def _mean_ndcg(questions: QuestionSet, ranked: Callable[[str], Sequence[str]]) -> float:
    values = [_ndcg(ranked(text), questions.grades[key]) for key, text in questions.questions.items()]
    return sum(values) / len(values)


def _ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), with gain 2^grade - 1."""
    best = _discounted(sorted(grades.values(), reverse=True)[:CUT])
    return _discounted([grades.get(article, 0) for article in ranked[:CUT]]) / best if best else 0.0


def _discounted(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def _words_of(analyzer: Analyzer) -> Callable[[str], list[str]]:
    def cut(text: str) -> list[str]:
        single = [word for word in analyzer.coarse_words(text) if len(word) == 1 or is_letters(word)]
        return analyzer.words(text) + single

    return cut


def _bigrams_of(text: str) -> list[str]:
    pairs = itertools.pairwise(unit_texts(canonical(text)))
    return [f"{first} {second}" for first, second in pairs if not is_mark(first) and not is_mark(second)]


def _plain_bm25(questions: QuestionSet, cut: Callable[[str], list[str]]) -> float:
    """Mean nDCG@10 of BM25 (Robertson and Zaragoza 2009, 3.3) over the terms that *cut* makes."""
    asked = {text: Counter(cut(text)) for text in questions.questions.values()}
    vocabulary = {term for terms in asked.values() for term in terms}
    postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    lengths = []
    for number, article in enumerate(questions.articles):
        terms = cut(f"{article.get('title') or ''}\n{article.get('body') or ''}")
        lengths.append(len(terms))
        for term, count in Counter(term for term in terms if term in vocabulary).items():
            postings[term].append((number, count))
    average = sum(lengths) / len(lengths)
    ids = [str(article["id"]) for article in questions.articles]

    def ranked(text: str) -> list[str]:
        scores: defaultdict[int, float] = defaultdict(float)
        for term, times in asked[text].items():
            found = postings.get(term, [])
            rarity = math.log1p((len(ids) - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                norm = _K1 * (1 - _B + _B * lengths[number] / average)
                scores[number] += times * rarity * count * (_K1 + 1) / (count + norm)
        best = sorted(scores, key=lambda number: (-scores[number], number))[:CUT]
        return [ids[number] for number in best]

    return _mean_ndcg(questions, ranked)


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")
