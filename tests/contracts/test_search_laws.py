"""Laws of the search service, on the bundled samples, for every engine.

Identity: any spelling of a query gives the same. Facets: a count is what choosing gives. Paging: no hit twice, none lost.
Dates: newest first over all pages. Relaxation: only where the contract says so. Three engines, one answer.
"""

import contextlib
import dataclasses
import datetime as dt
import functools
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis.script import fold, to_simplified, to_traditional
from index.archive.folder import DataFolder
from index.engines.registry import ENGINES
from index.errors import PageWindowError, ParameterError, QueryLimitError
from index.model import PartialDate, SearchRequest, SearchResult, Sort
from index.ranking.scoring import has_twins
from index.schema import FACET_NAMES
from index.search import SearchService
from index.settings import Settings
from indexer.rebuild import rebuild
from tests.archive import build_archive
from tests.conftest import ROOT
from tests.contracts.engine_cases import load_news
from tests.spellings import any_spelling, respelled

QUERIES = (
    "稀土",
    "新質生産力",
    "新质生产力",
    "低空经济",
    "鄉村振興",
    "稀土 出口",
    "稀土 OR 低空經濟",
    "乡村振兴 -稀土",
    '"高品質發展"',
    "title:稀土",
    "標題：低空",
    "entity:人工智能",
    "source:樣例",
    "region:內蒙古",
    "date:2025",
    "稀土 date:2024-01..2025-06",
    "5G應用",
    "5G",
    "tech*",
    "國",
    "NOT 經濟",
    "(稀土 OR 低空) 企業",
    "",
)
RULES = pytest.mark.parametrize("query", QUERIES)


@pytest.fixture(scope="module", params=sorted(ENGINES))
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchService]:
    yield from open_service(request.param, tmp_path_factory)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, SearchService]]:
    opened = {name: next(open_service(name, tmp_path_factory)) for name in sorted(ENGINES)}
    yield opened
    for one in opened.values():
        one.close()


def open_service(engine: str, factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    folder = factory.mktemp(engine)
    DataFolder(folder).remember_engine(engine)
    build_archive(folder, samples())
    service = SearchService.open(Settings(data=folder))
    yield service
    service.close()


def samples() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for name in ("articles-hans.jsonl", "articles-hant.jsonl"):
        lines = (ROOT / "samples" / name).read_text(encoding="utf-8").splitlines()
        rows += [json.loads(line) for line in lines if line]
    return rows


def ask(service: SearchService, query: str, **parameters: object) -> SearchResult:
    return service.search(dataclasses.replace(SearchRequest(query=query, size=100), **parameters))  # type: ignore[arg-type]


@functools.cache
def sample_texts() -> list[str]:
    return [str(row["body"]) for row in samples()]


def run_of(texts: list[str], chance: random.Random) -> str:
    """Some characters of a sentence."""
    sentences = [one for one in re.split(r"\W+", chance.choice(texts)) if one]
    sentence = chance.choice(sentences)
    start = chance.randrange(len(sentence))
    return sentence[start : start + chance.randint(2, 12)]


def check_spellings(service: SearchService, query: str, spelling: str) -> str:
    """Both give the same, in the same order where no character stands for different words; the kind of match."""
    one, other = (ask(service, text) for text in (query, spelling))
    assert (one.match, one.total, one.facets, one.timeline) == (
        other.match, other.total, other.facets, other.timeline,
    ), (query, spelling)  # fmt: skip
    if not has_twins(query) and not has_twins(spelling):
        assert ids(one) == ids(other), (query, spelling)
    elif one.total <= one.size:
        assert sorted(ids(one)) == sorted(ids(other)), (query, spelling)
    return one.match


def ids(result: SearchResult) -> list[str]:
    return [hit.id for hit in result.hits]


@RULES
def test_any_spelling_gives_the_same(service: SearchService, query: str) -> None:
    as_typed = ask(service, query)
    for spelling in (to_simplified(query), to_traditional(query)):
        other = ask(service, spelling)
        assert (other.total, sorted(ids(other)), other.facets, other.timeline) == (
            as_typed.total,
            sorted(ids(as_typed)),
            as_typed.facets,
            as_typed.timeline,
        )


@pytest.mark.parametrize(
    "query", ["稀土", "新質生産力", "高质量", "人工智能", "粵港澳", "創新驅動", "數字經濟"]
)
def test_any_spelling_gives_the_same_order(service: SearchService, query: str) -> None:
    orders = {
        tuple(ids(ask(service, spelling)))
        for spelling in (query, to_simplified(query), to_traditional(query))
    }
    assert len(orders) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_respelling_of_any_words_gives_the_same(service: SearchService, data: st.DataObject) -> None:
    runs = data.draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=3), label="runs")
    query = "".join(run_of(sample_texts(), random.Random(seed)) for seed in runs)
    check_spellings(service, query, data.draw(any_spelling(query), label="spelling"))


def test_any_respelling_of_runs_of_real_news_gives_the_same(tmp_path: Path, real_data: Path) -> None:
    news = load_news(real_data, 200)
    build_archive(tmp_path, [{"title": one.title, "body": one.body} for one in news])
    service = SearchService.open(Settings(data=tmp_path))
    texts, chance = [one.body for one in news if one.body], random.Random(8)
    matches = set()
    for _ in range(60):
        query = run_of(texts, chance) + run_of(texts, chance)
        matches.add(check_spellings(service, query, respelled(query, chance)))
    service.close()
    assert "most-words" in matches


@RULES
def test_a_facet_counts_what_choosing_gives(service: SearchService, query: str) -> None:
    facets = ask(service, query).facets
    assert facets is not None
    assert [facet.name for facet in facets] == list(FACET_NAMES)
    for name, facet in zip(FACET_NAMES, facets, strict=True):
        for value in facet.values[:3]:
            chosen = service.search(SearchRequest(query=query).choosing(name, (value.value,)))
            assert (name, value.value, chosen.total) == (name, value.value, value.count)
            again = next(found for found in chosen.facets or () if found.name == name)
            assert value in again.values


@RULES
def test_a_bar_counts_what_its_days_give(service: SearchService, query: str) -> None:
    result = ask(service, query)
    assert result.timeline is not None
    counted = [bucket for bucket in result.timeline.buckets if bucket.count][:4]
    for bucket in counted:
        month = bucket.start.month if result.timeline.interval != "year" else None
        day = bucket.start.day if result.timeline.interval == "day" else None
        date = PartialDate(year=bucket.start.year, month=month, day=day)
        assert ask(service, query, first_date=date, last_date=date).total == bucket.count
    dated = ask(service, query, first_date=PartialDate(year=1000)).total
    # A story may have a date in one article and none in another.
    assert dated + result.timeline.undated >= result.total


@RULES
def test_pages_neither_repeat_nor_lose(service: SearchService, query: str) -> None:
    for sort in Sort:
        whole = ids(ask(service, query, sort=sort))
        paged = [
            one for page in range(1, 12) for one in ids(ask(service, query, sort=sort, page=page, size=9))
        ]
        assert paged[: len(whole)] == whole[:99]


@RULES
def test_newest_first_means_over_all_pages(service: SearchService, query: str) -> None:
    hits = [hit for page in (1, 2) for hit in ask(service, query, sort=Sort.DATE, page=page).hits]
    keys = [
        (0, -hit.published.sort_seconds(), hit.id) if hit.published is not None else (1, 0, hit.id)
        for hit in hits
    ]
    assert keys == sorted(keys)


@RULES
def test_highlights_are_what_matched(service: SearchService, query: str) -> None:
    for hit in ask(service, query, size=20).hits:
        for text in (hit.title, *hit.snippets):
            previous = 0
            for span in text.highlights:
                assert previous <= span.start < span.end <= len(text.text)
                previous = span.end


@pytest.mark.parametrize("query", ["稀土", "新质生产力", "乡村振兴"])
def test_every_highlight_is_the_run_in_the_articles_spelling(service: SearchService, query: str) -> None:
    result = ask(service, query)
    assert result.hits
    for hit in result.hits:
        marked = [t.text[s.start : s.end] for t in (hit.title, *hit.snippets) for s in t.highlights]
        assert marked
        assert {fold(mark) for mark in marked} == {fold(query)}


def test_a_facets_own_parameter_is_left_out(service: SearchService) -> None:
    free = {facet.name: facet for facet in ask(service, "稀土").facets or ()}
    chosen = {facet.name: facet for facet in ask(service, "稀土", regions=("内蒙古",)).facets or ()}
    assert chosen["region"] == free["region"]
    assert sum(value.count for value in chosen["source"].values) < sum(
        value.count for value in free["source"].values
    )


def test_a_city_lies_in_its_province(service: SearchService) -> None:
    for city in ("1501", "4403", "呼和浩特"):
        inside = set(ids(ask(service, "", regions=(city,))))
        assert inside <= set(ids(ask(service, "", regions=(city[:2] if city.isdigit() else "内蒙古",))))


def test_repeats_are_or_and_parameters_and(service: SearchService) -> None:
    both = ask(service, "", regions=("15", "44")).total
    assert max(ask(service, "", regions=(one,)).total for one in ("15", "44")) <= both
    assert both <= ask(service, "", regions=("15",)).total + ask(service, "", regions=("44",)).total
    assert ask(service, "", regions=("15",), terms=("稀土",)).total <= ask(service, "", terms=("稀土",)).total


def test_a_question_is_relaxed_and_says_so(service: SearchService) -> None:
    result = ask(service, "内蒙古对于稀土产业的高质量发展有哪些支持政策？")
    assert result.match in ("all-words", "most-words")
    assert [notice.code for notice in result.notices][-1] == f"relaxed-{result.match}"
    assert any("稀土" in fold(hit.title.text) for hit in result.hits[:3])


@pytest.mark.parametrize("query", ["稀土 沙漠化 量子纠缠", "稀土 发展 沙漠化", "养老 沙漠化 芯片"])
def test_a_loosened_query_says_how_many_of_its_words_are_looked_for(
    service: SearchService, query: str
) -> None:
    result = ask(service, query)
    (notice,) = (one for one in result.notices if one.code == "relaxed-most-words")
    least = 2 if "at least 2 of its" in notice.message else 1
    assert f"at least {least} of its" in notice.message
    assert f"至少含其中 {least} 个词" in notice.message
    assert result.total > 0


def test_dates_in_the_wrong_order_are_swapped_and_said(service: SearchService) -> None:
    early, late = PartialDate(year=2024, month=3), PartialDate(year=2025, month=6)
    swapped = ask(service, "", first_date=late, last_date=early)
    ordered = ask(service, "", first_date=early, last_date=late)
    assert [notice.code for notice in swapped.notices if notice.code == "swapped-dates"] == ["swapped-dates"]
    assert (ids(swapped), swapped.total, swapped.timeline) == (ids(ordered), ordered.total, ordered.timeline)
    assert "swapped-dates" not in [notice.code for notice in ordered.notices]


def test_the_spelling_typed_comes_first_however_many_write_its_twin(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("twins")
    # Each of the others says 面 more often, and in its title: the engine's best 200 are all theirs.
    others = [{"id": f"面{n}", "title": f"方面{n}", "body": f"第{n}個方面，全面見面。"} for n in range(230)]
    typed = [
        {"id": f"麵{n}", "title": f"糧食{n}", "body": f"第{n}家的麵。" + "糧食價格。" * 60} for n in range(3)
    ]
    build_archive(folder, others + typed)
    with contextlib.closing(SearchService.open(Settings(data=folder))) as service:
        found = ids(ask(service, "麵", size=100)) + ids(ask(service, "麵", size=100, page=2))
        found += ids(ask(service, "麵", size=100, page=3))
        assert sorted(found[:3]) == ["麵0", "麵1", "麵2"]
        assert sorted(found) == sorted(row["id"] for row in others + typed)
        assert ids(ask(service, "面", size=100))[0].startswith("面")


def test_the_tier_of_typed_spellings_is_no_part_of_a_score(service: SearchService) -> None:
    for query in ("后", "后来", "里 面", "发展"):
        scores = [hit.score for hit in ask(service, query).hits]
        assert scores
        assert [score for score in scores if not 0 <= score < 500] == []


@pytest.mark.parametrize(
    "query",
    [
        "稀土矿沙漠",
        '"内蒙古对于稀土产业有哪些政策"',
        "内蒙古 AND 稀土 AND 没有这样的词语吗",
        "title:内蒙古对于稀土产业有哪些政策",
    ],
)
def test_what_is_never_relaxed(service: SearchService, query: str) -> None:
    assert ask(service, query).match == "exact"


def test_filters_do_not_relax(service: SearchService) -> None:
    result = ask(service, "低空经济产业发展条例", sources=("没有这个来源",))
    assert result.total == 0
    exact = ask(service, "稀土", first_date=PartialDate(year=1999), last_date=PartialDate(year=1999))
    assert (exact.total, exact.match) == (0, "exact")


def test_limits_are_named(service: SearchService) -> None:
    with pytest.raises(PageWindowError):
        ask(service, "稀土", page=11)
    with pytest.raises(ParameterError, match="没有"):
        ask(service, "稀土", regions=("没有这地方",))
    with pytest.raises(QueryLimitError):
        ask(service, "稀" * 257)
    assert ask(service, "稀土", page=10).hits == ()


def test_three_engines_give_one_answer(services: dict[str, SearchService]) -> None:
    for query in QUERIES:
        for sort in Sort:
            answers = {name: ask(one, query, sort=sort) for name, one in services.items()}
            told = {
                name: (answer.total, answer.match, ids(answer)[:10], answer.facets, answer.timeline)
                for name, answer in answers.items()
            }
            assert told["tantivy"] == told["reference"], (query, sort)
            assert told["whoosh"] == told["reference"], (query, sort)


def test_a_rebuild_keeps_every_answer(tmp_path: Path) -> None:
    build_archive(tmp_path, samples()[:40])
    service = SearchService.open(Settings(data=tmp_path))
    before = {query: ids(ask(service, query)) for query in QUERIES}
    for engine in ("whoosh", "tantivy"):
        report = rebuild(DataFolder(tmp_path), engine_name=engine, workers=1, progress=lambda _: None)
        assert report.articles == 40
        assert service.state().engine == engine
        assert {query: ids(ask(service, query)) for query in QUERIES} == before
    service.close()


def test_shown_script_changes_text_and_nothing_else(service: SearchService) -> None:
    original = ask(service, "稀土")
    for script in ("hans", "hant"):
        shown = ask(service, "稀土", script=script)
        assert ids(shown) == ids(original)
        for hit, same in zip(shown.hits, original.hits, strict=True):
            assert [snippet.highlights for snippet in hit.snippets] == [s.highlights for s in same.snippets]
            assert fold(hit.title.text) == fold(same.title.text)


def test_time_is_told(service: SearchService) -> None:
    assert ask(service, "稀土").took_ms > 0
    timeline = ask(service, "").timeline
    assert timeline is not None
    assert min(bucket.start for bucket in timeline.buckets) == dt.date(2023, 1, 1)
