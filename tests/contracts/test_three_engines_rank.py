"""Three engines, one ranking: over real news, the service gives the same first ten where few match, nearly so elsewhere."""

import gzip
import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.analysis.lexicon import load_lexicon
from index.archive.folder import DataFolder
from index.engines.registry import ENGINES
from index.model import SearchRequest, SearchResult, Sort
from index.search import SearchService
from index.settings import Settings
from tests.archive import build_archive

_ARTICLES = 600
_QUERIES = 220
_FEW = 200
"""Where at most so many match, the second stage sees them all, so its order is every engine's."""


@pytest.fixture(scope="module")
def articles(real_data: Path) -> list[dict[str, object]]:
    chosen: list[dict[str, object]] = []
    for name in ("xwlb", "agora_2411", "feeds_cn"):
        with gzip.open(real_data / "news" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in itertools.islice(lines, 0, 7_000, 7)]
        chosen += [row for row in rows if len(row.get("body") or "") < 2_000][: _ARTICLES // 3]
    return chosen


@pytest.fixture(scope="module")
def services(
    articles: list[dict[str, object]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, SearchService]]:
    opened = {}
    for name in ENGINES:
        folder = tmp_path_factory.mktemp(name)
        DataFolder(folder).remember_engine(name)
        build_archive(folder, articles)
        opened[name] = SearchService.open(Settings(data=folder))
    yield opened
    for service in opened.values():
        service.close()


@pytest.fixture(scope="module")
def queries(articles: list[dict[str, object]]) -> list[str]:
    chance = random.Random(20_251_127)
    said = "\n".join(f"{row['title']}\n{row.get('body') or ''}" for row in articles)
    terms = [entry.term for entry in load_lexicon() if entry.term in said]
    single = [*chance.sample(terms, 80), "中国", "经济", "发展", "記者", "國", "会议", "美國", "习近平"]
    runs: list[str] = []
    while len(runs) < 60:
        title = str(chance.choice(articles)["title"])
        start = chance.randrange(max(1, len(title) - 4))
        runs.append(title[start : start + chance.randint(2, 6)].strip() or "中国")
    several = [" ".join(chance.sample(single, 2)) for _ in range(40)]
    several += [f"{one} OR {two}" for one, two in zip(single[:16], single[16:32], strict=True)]
    several += [f"{one} -{two}" for one, two in zip(single[32:42], single[42:52], strict=True)]
    fielded = [f"title:{one}" for one in single[:10]] + ["date:2024-11", "region:北京", "中国 date:2024"]
    return [*single, *runs, *several, *fielded]


def ask(service: SearchService, query: str, sort: Sort) -> SearchResult:
    return service.search(SearchRequest(query=query, sort=sort))


def test_totals_facets_and_order_agree(services: dict[str, SearchService], queries: list[str]) -> None:
    assert len(queries) >= _QUERIES
    overlaps = []
    for query in queries:
        for sort in Sort:
            answers = {name: ask(service, query, sort) for name, service in services.items()}
            told = answers["reference"]
            for name, answer in answers.items():
                assert (answer.total, answer.match, answer.facets, answer.timeline) == (
                    told.total,
                    told.match,
                    told.facets,
                    told.timeline,
                ), (query, name)
                found, expected = [hit.id for hit in answer.hits], [hit.id for hit in told.hits]
                if sort is Sort.DATE or told.total <= _FEW:
                    assert found == expected, (query, name, sort)
                elif expected:
                    overlaps.append(len(set(found) & set(expected)) / len(expected))
    assert not overlaps or sum(overlaps) / len(overlaps) >= 0.8
