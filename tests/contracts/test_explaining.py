"""Laws of explanations, on the bundled samples, for every engine.

An article is explained as found exactly where a search finds it, as its clauses and filters say; the figures add up to the scores
that the search gave, and ranks are places in its result.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.engines.registry import ENGINES
from index.errors import NotFoundError, QueryLimitError
from index.explaining.model import Clause, ExplainedArticle, RankedBy
from index.model import PartialDate, SearchRequest, Sort
from index.ranking.terms import BIGRAM, IDF_POWER, LIGHT, LIGHT_CHARACTER, LONG_RUN, WORD, idf
from index.search import SearchService
from index.settings import Settings
from index.store.sqlite_store import SqliteStoreWriter
from tests.archive import build_archive
from tests.builders import a_clock, an_article
from tests.contracts.test_search_laws import open_service, samples
from tests.contracts.test_search_stories import ITS_WORDS, TOLD_FIRST, TOLD_IN_TRADITIONAL, TOLD_LATER

WORDS = ("稀土", "新質生産力", "低空經濟", "发展", "5G", "出口管制", "國", "后", "經濟", "没有这样的词")
QUESTIONS = (
    "内蒙古对于稀土产业的高质量发展有哪些支持政策？",
    "稀土 沙漠化 量子纠缠",
    "养老 沙漠化 芯片",
)
LEAVES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["title:稀土", "entity:人工智能", "source:樣例", "region:內蒙古", "date:2025", "tech*"]),
    st.sampled_from(['"高品質發展"', '"低空經濟產業"', "標題：低空"]),
)
QUERIES = st.one_of(
    st.sampled_from(QUESTIONS),
    st.recursive(
        LEAVES,
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(" ".join),
            st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
            inner.map(lambda one: f"NOT ({one})"),
        ),
        max_leaves=4,
    ),
)
FILTERS = st.sampled_from(
    [
        {},
        {"regions": ("内蒙古",)},
        {"first_date": PartialDate(year=2025), "sources": ("样例通讯社", "樣例日報")},
        {"terms": ("稀土",)},
        {"entities": ("内蒙古",)},
    ]
)
IDS = [str(article["id"]) for article in samples()]
LAW = hypothesis_settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module", params=sorted(ENGINES))
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchService]:
    yield from open_service(request.param, tmp_path_factory)


def verdict(clause: Clause) -> bool:
    """What the parts of *clause* say, put together anew."""
    parts = [verdict(child) for child in clause.clauses]
    match clause.kind:
        case "all":
            return all(parts)
        case "any":
            return any(parts)
        case "not":
            return not any(parts)
        case "at-least":
            return sum(parts) >= (clause.minimum or 0)
        case "everything":
            return True
        case "region" | "dates":
            return bool(clause.is_met)
        case _:
            return bool(clause.runs) and all(run.is_met for run in clause.runs)


@given(query=QUERIES, filters=FILTERS, article_id=st.sampled_from(IDS))
@LAW
def test_explained_as_found_is_found(
    service: SearchService, query: str, filters: dict[str, tuple[str, ...]], article_id: str
) -> None:
    request = SearchRequest(query=query, all_copies=True, **filters)  # type: ignore[arg-type]
    found = {article.id for article in service.walk(request).articles}
    explanation = service.explain(request, article_id)
    assert explanation.article is not None
    asked = explanation.relaxed or explanation.query
    told = verdict(asked) and all(one.is_met for one in explanation.filters)
    assert (explanation.article.is_found, told, not explanation.article.reasons, explanation.total) == (
        article_id in found,
        article_id in found,
        article_id in found,
        len(found),
    )


@given(query=QUERIES, filters=FILTERS, all_copies=st.booleans(), number=st.integers(0, 19))
@LAW
def test_scores_and_ranks_are_the_search_s(
    service: SearchService, query: str, filters: dict[str, tuple[str, ...]], all_copies: bool, number: int
) -> None:
    request = SearchRequest(query=query, size=20, all_copies=all_copies, **filters)  # type: ignore[arg-type]
    hits = service.search(request).hits
    if not hits:
        return
    place = number % len(hits)
    article = service.explain(request, hits[place].id).article
    assert article is not None
    assert (article.rank, article.shown_by) == (place + 1, None)
    if article.score is None:
        assert hits[place].score == 0
        return
    assert article.score.value == hits[place].score
    first_stage, second_stage = article.score.first_stage, article.score.second_stage
    assert second_stage is not None
    assert second_stage.score == pytest.approx(article.score.value, abs=1e-5)
    assert sum(part.score for part in first_stage.parts) == pytest.approx(first_stage.score, rel=1e-4)


@given(query=QUERIES, filters=FILTERS, all_copies=st.booleans(), sort=st.sampled_from(Sort))
@LAW
def test_facets_change_nothing_of_what_is_found(
    service: SearchService, query: str, filters: dict[str, tuple[str, ...]], all_copies: bool, sort: Sort
) -> None:
    """With them few hits are taken by date and not by the engine's score; an explanation does not count them."""
    request = SearchRequest(query=query, sort=sort, size=20, all_copies=all_copies, **filters)  # type: ignore[arg-type]
    beside, bare = service.search(request), service.search(replace(request, with_facets=False))
    assert bare.hits == beside.hits
    assert (bare.total, bare.match) == (beside.total, beside.match)
    assert service.explain(request) == service.explain(replace(request, with_facets=False))


@given(query=st.text(max_size=40), article_id=st.sampled_from(IDS))
@hypothesis_settings(LAW, max_examples=60)
def test_any_query_is_explained(service: SearchService, query: str, article_id: str) -> None:
    request = SearchRequest(query=query, all_copies=True)
    try:
        explanation = service.explain(request, article_id)
    except QueryLimitError:
        return
    assert explanation.article is not None
    assert explanation.article.is_found == (explanation.article.reasons == ())
    assert explanation.total == service.search(request).total


@given(query=QUERIES)
@LAW
def test_a_clause_counts_the_articles_that_meet_it_alone(service: SearchService, query: str) -> None:
    request = SearchRequest(query=query, all_copies=True)
    explanation = service.explain(request)
    if explanation.relaxed is None:
        assert explanation.query.articles == explanation.total
    for clause in explanation.query.clauses:
        alone = service.explain(replace(request, query=clause.text))
        if alone.relaxed is None:
            assert clause.articles == alone.total


@pytest.mark.parametrize("sort", Sort)
def test_ranks_go_on_over_all_pages(service: SearchService, sort: Sort) -> None:
    request = SearchRequest(query="经济", sort=sort, size=10)
    for page in (1, 2):
        hits = service.search(replace(request, page=page)).hits
        ranks = []
        for hit in hits:
            article = service.explain(request, hit.id).article
            ranks.append(article.rank if article else None)
        assert ranks == list(range(10 * page - 9, 10 * page - 9 + len(hits)))


def explained(service: SearchService, request: SearchRequest, article_id: str) -> ExplainedArticle:
    article = service.explain(request, article_id).article
    assert article is not None
    return article


def reason_codes(article: ExplainedArticle) -> list[str]:
    return [reason.code for reason in article.reasons]


def test_a_copy_is_found_and_its_head_is_named(service: SearchService) -> None:
    article = explained(service, SearchRequest(query=ITS_WORDS), TOLD_LATER)
    assert (article.is_found, article.rank, article.shown_by) == (True, 1, TOLD_FIRST)
    assert reason_codes(article) == ["shown-by-copy"]
    assert article.score is not None
    alone = explained(service, SearchRequest(query=ITS_WORDS, all_copies=True), TOLD_LATER)
    assert alone.score is not None
    assert (alone.shown_by, alone.reasons, alone.score.value) == (None, (), article.score.value)


def test_an_article_that_fails_may_be_found_by_its_copy(service: SearchService) -> None:
    request = SearchRequest(query="耐心资本专项")
    article = explained(service, request, TOLD_LATER)
    assert (article.is_found, article.rank, article.shown_by) == (False, None, TOLD_FIRST)
    assert reason_codes(article) == ["absent", "story-found"]
    assert explained(service, replace(request, all_copies=True), TOLD_LATER).shown_by is None


@pytest.mark.parametrize(
    ("query", "filters", "expected"),
    [
        ("量子糾纏", {}, ["absent"]),
        ("量子糾纏 沙漠化", {}, ["absent", "absent"]),
        ("NOT 稀土", {}, ["excluded"]),
        ("量子糾纏 OR 沙漠化", {}, ["no-alternative", "absent", "absent"]),
        ("region:廣東", {}, ["region"]),
        ("region:沒有這地方", {}, ["absent"]),
        ("date:2024", {}, ["date"]),
        ("tech*", {}, ["absent"]),
        ("source:晚报 稀土", {}, ["absent"]),
        ("稀土", {"last_date": PartialDate(year=2024)}, ["date"]),
        ("稀土", {"regions": ("广东",), "sources": ("样例晚报",)}, ["region", "source"]),
        ("稀土", {"persons": ("王偉中",)}, ["person"]),
        ("稀土", {"entities": ("王偉中",)}, ["entity"]),
        ("稀土", {"added_after": 100_000}, ["added_after"]),
    ],
)
def test_the_clauses_that_fail_are_named(
    service: SearchService, query: str, filters: dict[str, tuple[str, ...]], expected: list[str]
) -> None:
    request = SearchRequest(query=query, all_copies=True, **filters)  # type: ignore[arg-type]
    assert reason_codes(explained(service, request, TOLD_FIRST)) == expected


def test_a_run_that_is_there_in_the_other_script_is_told_as_written(service: SearchService) -> None:
    explanation = service.explain(SearchRequest(query="稀土新材料產業"), TOLD_IN_TRADITIONAL)
    (run,) = explanation.query.runs
    written = {form.text for place in run.found for form in place.written}
    assert (run.text, written, run.words) == (
        "稀土新材料产业",
        {"稀土新材料産業"},
        ("稀土", "新材料", "产业"),
    )


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_relaxed_query_is_explained_by_the_words_that_are_looked_for(
    service: SearchService, query: str
) -> None:
    result = service.search(SearchRequest(query=query))
    explanation = service.explain(SearchRequest(query=query))
    assert explanation.relaxed is not None
    assert (explanation.match, explanation.total, explanation.query.articles) == (
        result.match,
        result.total,
        0,
    )
    assert {clause.kind for clause in explanation.relaxed.clauses} == {"word"}


def test_ids_that_are_not_there(service: SearchService) -> None:
    with pytest.raises(NotFoundError):
        service.explain(SearchRequest(query="稀土"), "nobody")


def test_the_weights_are_those_of_the_frequencies_told(service: SearchService) -> None:
    explanation = service.explain(SearchRequest(query="稀土 OR 5G應用"))
    told = [term for term in explanation.ranked_by if term.document_frequency is not None]
    assert len(told) == 4
    assert [term.weight for term in told] == [idf(df_of(term), explanation.archive) for term in told]


@pytest.mark.parametrize("query", QUESTIONS)
def test_the_weights_of_a_relaxed_query_come_of_the_frequencies_told(
    service: SearchService, query: str
) -> None:
    explanation = service.explain(SearchRequest(query=query))
    kinds = [WORD, BIGRAM, LIGHT_CHARACTER, LONG_RUN]
    expected = {round(kind * light, 6) for kind in kinds for light in (1.0, LIGHT)}
    ratios = {
        round(term.weight / idf(df_of(term), explanation.archive) ** IDF_POWER, 6)
        for term in explanation.ranked_by
    }
    assert ratios <= expected


def df_of(term: RankedBy) -> int:
    assert term.document_frequency is not None
    return term.document_frequency


def test_behind_the_articles_that_are_scored_anew_the_engines_order_is_told(tmp_path: Path) -> None:
    articles = [
        {"id": f"a{number}", "title": f"第{number}號", "body": "稀土。" * (number % 7 + 1)}
        for number in range(230)
    ]
    build_archive(tmp_path, articles)
    service = SearchService.open(Settings(data=tmp_path))
    request = SearchRequest(query="稀土", size=100, all_copies=True)
    hits = [hit for page in (1, 2, 3) for hit in service.search(replace(request, page=page)).hits]
    for rank in (1, 200, 201, 230):
        article = explained(service, request, hits[rank - 1].id)
        assert article.score is not None
        assert (article.rank, article.score.value, article.score.second_stage is None) == (
            rank,
            hits[rank - 1].score,
            rank > 200,
        )
    service.close()


def test_what_is_stored_and_not_indexed_says_so(tmp_path: Path) -> None:
    build_archive(tmp_path, samples()[:3])
    with contextlib.closing(SqliteStoreWriter(tmp_path, now=a_clock())) as store:
        store.put(an_article(id="new"))
        store.commit()
    service = SearchService.open(Settings(data=tmp_path))
    article = explained(service, SearchRequest(query="稀土"), "new")
    assert (article.is_found, reason_codes(article)) == (False, ["not-indexed"])
    service.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("稀土新材料 OR 量子稀土", 0),
        ("量子稀土 OR 產業量子", 2),
        ("稀土 -量子稀土", 0),
        ("稀土 量子稀土", 1),
    ],
)
def test_near_misses_are_told_of_what_keeps_an_article_out(
    service: SearchService, query: str, expected: int
) -> None:
    clauses = service.explain(SearchRequest(query=query), TOLD_FIRST).query.clauses
    leaves = [clause for one in clauses for clause in (one.clauses or (one,))]
    assert len([run for clause in leaves for run in clause.runs if run.near]) == expected
