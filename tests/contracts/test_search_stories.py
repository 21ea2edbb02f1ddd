"""Stories through the search service, on every engine: one event that three samples tell, and another that two tell."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from index.engines.registry import ENGINES
from index.model import Copy, PartialDate, SearchRequest, SearchResult, Sort
from index.search import SearchService
from tests.contracts.test_search_laws import QUERIES, ask, ids, open_service

TOLD_FIRST = "sample-hans-001"
TOLD_IN_TRADITIONAL = "sample-hant-001"
TOLD_LATER = "sample-hans-084"
"""Another title, another byline, one paragraph less, the day after."""
ITS_WORDS = "稀土新材料产业推进会"


@pytest.fixture(scope="module", params=sorted(ENGINES))
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchService]:
    yield from open_service(request.param, tmp_path_factory)


def shown(result: SearchResult) -> list[tuple[str, int]]:
    return [(hit.id, hit.copies) for hit in result.hits]


def count(result: SearchResult, facet: str, label: str) -> int:
    (found,) = (one for one in result.facets or () if one.name == facet)
    return sum(value.count for value in found.values if value.label == label)


@pytest.mark.parametrize("sort", list(Sort))
def test_one_event_is_one_hit_with_its_copies(service: SearchService, sort: Sort) -> None:
    result = ask(service, ITS_WORDS, sort=sort)
    assert (result.total, shown(result)) == (1, [(TOLD_FIRST, 2)])
    every = ask(service, ITS_WORDS, sort=sort, all_copies=True)
    assert every.total == 3
    assert set(shown(every)) == {(TOLD_FIRST, 2), (TOLD_IN_TRADITIONAL, 2), (TOLD_LATER, 2)}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"sources": ("樣例在線",)}, TOLD_IN_TRADITIONAL),
        ({"sources": ("样例晚报",)}, TOLD_LATER),
        ({"sources": ("样例晚报", "樣例在線")}, TOLD_IN_TRADITIONAL),
        ({"first_date": PartialDate(year=2025, month=11, day=28)}, TOLD_LATER),
        ({"query": "卖矿卖材料"}, TOLD_LATER),
        ({"query": "耐心资本专项"}, TOLD_FIRST),
        ({"query": "title:稀土新材料"}, TOLD_FIRST),
    ],
)
def test_it_is_shown_by_the_earliest_that_matches(
    service: SearchService, parameters: dict[str, object], expected: str
) -> None:
    request = dataclasses.replace(SearchRequest(query=ITS_WORDS), **parameters)  # type: ignore[arg-type]
    assert shown(service.search(request)) == [(expected, 2)]


def test_facets_and_bars_count_the_story_wherever_one_of_its_articles_is(service: SearchService) -> None:
    result = ask(service, ITS_WORDS)
    sources = ("样例通讯社", "樣例在線", "样例晚报")
    assert [count(result, "source", source) for source in sources] == [1, 1, 1]
    assert count(result, "region", "内蒙古") == 1
    assert result.timeline is not None
    assert [(bar.start.day, bar.count) for bar in result.timeline.buckets] == [(27, 1), (28, 1)]
    every = ask(service, ITS_WORDS, all_copies=True)
    assert count(every, "region", "内蒙古") == 3
    assert every.timeline is not None
    assert [(bar.start.day, bar.count) for bar in every.timeline.buckets] == [(27, 2), (28, 1)]


def test_all_samples_are_three_stories_fewer(service: SearchService) -> None:
    assert ask(service, "", all_copies=True).total - ask(service, "").total == 3


@pytest.mark.parametrize("query", QUERIES)
def test_stories_hold_what_articles_do(service: SearchService, query: str) -> None:
    stories, articles = ask(service, query), ask(service, query, all_copies=True)
    assert set(ids(stories)) <= set(ids(articles)) or articles.total > 100
    assert (stories.match, stories.interpreted) == (articles.match, articles.interpreted)
    assert 0 <= articles.total - stories.total <= 3
    repeated = {hit.id for hit in articles.hits} - {hit.id for hit in stories.hits}
    assert all(hit.copies for hit in articles.hits if hit.id in repeated) or articles.total > 100


@pytest.mark.parametrize("query", ["", "稀土", "NOT 經濟"])
def test_undated_articles_are_counted_apart(service: SearchService, query: str) -> None:
    result = ask(service, query, all_copies=True)
    assert result.timeline is not None
    dated = ask(service, query, all_copies=True, first_date=PartialDate(year=1000)).total
    assert dated + result.timeline.undated == result.total


def test_an_article_names_its_copies(service: SearchService) -> None:
    copies = service.article(TOLD_LATER).copies
    assert [copy.id for copy in copies] == [TOLD_FIRST, TOLD_IN_TRADITIONAL]
    assert copies[1] == Copy(id=TOLD_IN_TRADITIONAL, source="樣例在線", published=copies[1].published)
    assert service.article("sample-hans-002").copies == ()
