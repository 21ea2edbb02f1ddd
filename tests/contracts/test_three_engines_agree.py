"""Totals, facets, timelines and date order are equal between all engines, on fixed questions over real texts."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.engines.criteria import Criterion, RankedQuery, UnitRun
from index.engines.port import Counted, EngineReader, TallyRequest
from index.engines.registry import ENGINES, engine_named
from index.schema import FACET_NAMES, IndexDocument, TimeUnit
from tests.contracts.engine_cases import CaseMaker, index_documents, load_news, load_samples

NEWS_ARTICLES = 200
NEWS_CASES = 224
SAMPLE_CASES = 112
COUNTED: tuple[Counted, ...] = ("articles", "stories")
UNITS: tuple[TimeUnit, ...] = ("year", "month", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    documents: Sequence[IndexDocument]
    readers: dict[str, EngineReader]


def build_corpus(folder: Path, documents: Sequence[IndexDocument]) -> Corpus:
    readers: dict[str, EngineReader] = {}
    for name in ENGINES:
        engine = engine_named(name)
        place = folder / name
        place.mkdir(mode=0o700)
        engine.create(place)
        writer = engine.open_writer(place)
        # In two commits and with some articles replaced and removed, so that there are segments and deletions.
        half = len(documents) // 2
        writer.add(documents[: half + 20])
        writer.commit()
        writer.remove(range(1, 11))
        writer.add(documents[half:])
        writer.commit()
        writer.close()
        readers[name] = engine.open_reader(place)
    return Corpus(documents=documents[10:], readers=readers)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    corpus = build_corpus(tmp_path_factory.mktemp("samples"), index_documents(load_samples()))
    yield corpus
    for reader in corpus.readers.values():
        reader.close()


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> Iterator[Corpus]:
    corpus = build_corpus(
        tmp_path_factory.mktemp("news"), index_documents(load_news(real_data, NEWS_ARTICLES))
    )
    yield corpus
    for reader in corpus.readers.values():
        reader.close()


def answer(reader: EngineReader, criterion: Criterion, counted: Counted) -> dict[str, object]:
    """Everything that must be equal; of date order, articles of one time stand in any order."""
    newest = reader.newest(criterion, 20, counted)
    query = RankedQuery(criterion=criterion)
    tally = TallyRequest(criterion=criterion, facets=FACET_NAMES, limit=20, units=UNITS, counted=counted)
    return {
        "count": reader.count(criterion),
        "total by date": newest.total,
        "total by score": reader.best(query, 20, counted).total,
        "newest": sorted((-row.sort_seconds, row.ordinal) for row in newest.candidates),
        "in order": [row.sort_seconds for row in newest.candidates],
        "all": {row.ordinal for row in reader.best(query, 100_000, counted).candidates},
        "tally": reader.tally(tally),
        "frequency": reader.frequency(criterion) if isinstance(criterion, UnitRun) else None,
    }


def differences(corpus: Corpus, count: int) -> list[str]:
    found = []
    cases = CaseMaker(corpus.documents, seed=count).cases(count)
    for criterion, counted in itertools.product(cases, COUNTED):
        expected = answer(corpus.readers["reference"], criterion, counted)
        for name, reader in corpus.readers.items():
            actual = answer(reader, criterion, counted)
            found += [
                f"{name}: {part} of {criterion}, {counted}"
                for part in expected
                if actual[part] != expected[part]
            ]
    return found


def test_all_engines_agree_on_the_samples(samples: Corpus) -> None:
    assert differences(samples, SAMPLE_CASES) == []


def test_all_engines_agree_on_real_news(news: Corpus) -> None:
    assert differences(news, NEWS_CASES) == []


def test_the_questions_find_something(samples: Corpus) -> None:
    counts = [
        samples.readers["reference"].count(case) for case in CaseMaker(samples.documents, seed=1).cases(56)
    ]
    assert sum(count > 0 for count in counts) > 40
    assert sum(count > 10 for count in counts) > 10


def test_scores_bring_up_the_same_articles(news: Corpus) -> None:
    """Most of the first ten are the same where there are enough to choose from (BM25 rounds lengths in tantivy)."""
    overlaps = []
    for criterion in CaseMaker(news.documents, seed=7).cases(NEWS_CASES):
        tops = {}
        for name, reader in news.readers.items():
            rows = reader.best(RankedQuery(criterion=criterion), 10)
            if rows.total <= 60 or rows.candidates[0].score == 0:
                break
            tops[name] = {row.ordinal for row in rows.candidates[:10]}
        else:
            overlaps += [len(tops["reference"] & tops[name]) / 10 for name in tops if name != "reference"]
    assert len(overlaps) > 50
    assert sum(overlaps) / len(overlaps) >= 0.8
