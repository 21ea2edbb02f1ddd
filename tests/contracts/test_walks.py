"""Laws of walks through everything that a search finds, on the bundled samples, for every engine."""

from collections.abc import Iterator

import pytest

from index.answering.answer import Answered, Answering
from index.engines.registry import ENGINES
from index.model import SearchRequest, Sort
from index.query.ast import ParsedQuery
from index.search import SearchService
from tests.contracts.test_search_laws import ask, open_service

QUERIES = (
    "",
    "稀土",
    "NOT 稀土",
    "国",
    "title:低空 OR entity:人工智能",
    "稀土 沙漠化 量子纠缠",
    "没有这样的词",
)


@pytest.fixture(scope="module", params=sorted(ENGINES))
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchService]:
    yield from open_service(request.param, tmp_path_factory)


@pytest.mark.parametrize("all_copies", [False, True])
@pytest.mark.parametrize("query", QUERIES)
def test_a_walk_goes_through_all_pages_by_date(service: SearchService, query: str, all_copies: bool) -> None:
    walk = service.walk(SearchRequest(query=query, all_copies=all_copies))
    pages = [
        ask(service, query, sort=Sort.DATE, page=page, all_copies=all_copies).hits for page in range(1, 4)
    ]
    walked = [article.id for article in walk.articles]
    assert walked == [hit.id for page in pages for hit in page]
    assert walk.total == len(walked) == ask(service, query, all_copies=all_copies).total


def test_a_walk_answers_its_search_once(service: SearchService, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Answering.answer
    queries: list[str] = []

    def noting(answering: Answering, parsed: ParsedQuery) -> Answered:
        queries.append(parsed.text)
        return answer(answering, parsed)

    monkeypatch.setattr(Answering, "answer", noting)
    assert len(list(service.walk(SearchRequest(query="稀土")).articles)) > 1
    assert queries == ["稀土"]
