"""Pinyin, suggestions, and what is offered where nothing is found."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.pinyin import initials, load_readings, parse_pinyin, spell
from index.model import PartialDate, SearchRequest
from index.search import SearchService
from index.settings import Settings
from index.suggesting.alternatives import AlternativeKind
from index.suggesting.suggestions import quote_name
from tests.archive import build_archive
from tools.make_pinyin_table import render_rows

ARTICLES: list[dict[str, object]] = [
    {"id": "1", "title": "稀土出口管制公佈", "body": "重慶市公佈低空經濟辦法。", "source": "樣例日報", "published": "2024-05-01"},
    {"id": "2", "title": "低空經濟起飛", "body": "低空經濟試點在深圳市展開，稀土永磁材料受惠。", "source": "樣例日報", "published": "2025-05-01"},
    {"id": "3", "title": "農業消息", "body": "稀土。", "source": "範例 晚報", "published": "2025-06-01", "region": "內蒙古"},
]  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    folder: Path = tmp_path_factory.mktemp("suggestions")
    build_archive(folder, ARTICLES)
    service = SearchService.open(Settings(data=folder))
    yield service
    service.close()


def queries(service: SearchService, typed: str) -> list[str]:
    return [one.query for one in service.suggest(typed)]


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("稀土", ("xitu",)),
        ("重慶", ("zhongqing", "chongqing")),
        ("5G應用", ("5gyingyong",)),
        ("綠色", ("lvse", "luse")),
        ("", ()),
        ("あ", ()),
    ],
)
def test_names_are_spelled_in_every_common_reading(name: str, spellings: tuple[str, ...]) -> None:
    assert spell(name) == spellings


def test_initials_are_those_of_the_commonest_readings() -> None:
    assert (initials("新質生產力"), initials("A股")) == ("xzscl", "ag")


@pytest.mark.parametrize(
    ("typed", "letters"),
    [("xitu", "xitu"), ("Xi Tu", "xitu"), ("xi'an", "xian"), ("nü", "nv"), ("稀土", None), ("5G", None), ("", None), ("' '", None)],
)  # fmt: skip
def test_what_may_be_pinyin_is_letters_alone(typed: str, letters: str | None) -> None:
    assert parse_pinyin(typed) == letters


def test_the_table_is_the_one_that_its_tool_makes() -> None:
    if version("pypinyin") != "0.55.0":
        pytest.skip("the table was made from pypinyin 0.55.0")
    made = {row.split("\t")[0]: tuple(row.split("\t")[1].split()) for row in render_rows() if "\t" in row}
    assert load_readings() == made


@pytest.mark.parametrize("typed", ["xitu", "xi tu", "xt", "稀", "稀土", "土"])
def test_a_term_is_suggested_for_letters_and_characters(service: SearchService, typed: str) -> None:
    assert "稀土" in queries(service, typed)


def test_the_last_word_is_replaced_and_the_rest_kept(service: SearchService) -> None:
    assert queries(service, "稀土 -dikong") == ["稀土 -低空经济"]
    assert queries(service, '稀土 "低空') == ["稀土 低空经济"]
    assert queries(service, "(稀土 OR 低空") == ["(稀土 OR 低空经济"]


def test_after_a_field_only_its_names_are_suggested(service: SearchService) -> None:
    assert queries(service, "來源:yang") == ["來源:樣例日報"]
    assert queries(service, "實體:yang") == []


def test_a_source_is_suggested_as_a_source_and_quoted_where_it_must_be(service: SearchService) -> None:
    assert queries(service, "樣例") == ["source:樣例日報"]
    assert queries(service, "fanliwanbao") == ['source:"範例 晚報"']


@pytest.mark.parametrize(
    "name", ["稀土", "範例 晚報", "A or B", "OR", "中国（上海）自由贸易试验区", 'a"b', "title:x"]
)
def test_a_name_as_a_query_reads_as_one_thing(name: str) -> None:
    assert not any(sign in quote_name(name) for sign in (" AND ", " OR ")) or quote_name(name)[0] in '"“「'


@given(st.text(max_size=40))
def test_any_typing_is_answered(service: SearchService, typed: str) -> None:
    assert len(service.suggest(typed, limit=3)) <= 3


def test_a_name_that_articles_write_otherwise_finds_them_all_the_same(tmp_path: Path) -> None:
    build_archive(tmp_path, [{"id": "1", "title": "內蒙古推進綠色算力", "body": "內蒙古公佈方案。"}])
    service = SearchService.open(Settings(data=tmp_path))
    assert queries(service, "neimenggu") == ["entity:内蒙古自治区"]
    assert queries(service, "-neimenggu") == ["-entity:内蒙古自治区"]
    assert service.search(SearchRequest(query="entity:内蒙古自治区")).total == 1
    service.close()


def test_a_new_archive_has_new_names(tmp_path: Path) -> None:
    build_archive(tmp_path, ARTICLES[2:])
    service = SearchService.open(Settings(data=tmp_path))
    assert queries(service, "dikong") == []
    service.close()


def alternatives(service: SearchService, **request: object) -> dict[AlternativeKind, tuple[str, int]]:
    asked = SearchRequest(**request)  # type: ignore[arg-type]  # whatever a test asks
    return {one.kind: (one.request.query, one.total) for one in service.alternatives(asked)}


def test_a_slip_at_the_input_method_is_mended(service: SearchService) -> None:
    assert alternatives(service, query="希土")["spelling"] == ("稀土", 3)
    assert alternatives(service, query="農業 希土")["spelling"] == ("農業 AND 稀土", 1)


def test_a_part_of_a_name_in_a_filter_is_understood(service: SearchService) -> None:
    assert alternatives(service, query="稀土", sources=("晚報",)) == {
        "within-names": ("稀土 AND source:晚報", 1),
        "without-filter": ("稀土", 3),
    }
    assert alternatives(service, query="", sources=("例 晚", "日報")) == {
        "within-names": ('source:"例 晚" OR source:日報', 3),
    }


def test_an_address_means_its_page_and_no_words(service: SearchService) -> None:
    assert alternatives(service, query="https://news.example/a/稀土") == {}


def test_pinyin_that_was_sent_is_understood(service: SearchService) -> None:
    assert alternatives(service, query="xitu") == {"spelling": ("稀土", 3)}


@pytest.mark.parametrize("typed", ["xi tu", "xitu", "Xi Tu"])
def test_a_name_in_syllables_is_understood(service: SearchService, typed: str) -> None:
    assert alternatives(service, query=typed)["spelling"] == ("稀土", 3)


@pytest.mark.parametrize("typed", ["xi tu chukou", "xitu chukou", "xituchukou", "xi tu chu kou"])
def test_several_words_in_pinyin_are_understood(service: SearchService, typed: str) -> None:
    found = [one for one in service.alternatives(SearchRequest(query=typed)) if one.kind == "spelling"]
    assert [(one.request.query, one.total) for one in found] == [("稀土 AND 出口", 1)]


def test_pinyin_beside_han_is_understood(service: SearchService) -> None:
    assert alternatives(service, query="農業 xitu")["spelling"] == ("農業 AND 稀土", 1)


def test_what_pinyin_does_not_spell_is_left_alone(service: SearchService) -> None:
    assert alternatives(service, query="qwrt xitu").get("spelling") is None


def test_a_quotation_is_offered_without_its_quotes_as_it_would_be_searched(service: SearchService) -> None:
    found = alternatives(service, query='"出口管制稀土農業"')
    query, total = found["without-quotes"]
    assert query == "出口管制稀土農業"
    result = service.search(SearchRequest(query=query))
    assert (result.match, result.total) == ("most-words", total)


def test_a_field_is_widened_and_its_run_parted_at_once(service: SearchService) -> None:
    found = service.alternatives(SearchRequest(query="title:管制稀土"))
    assert "管制 AND 稀土" in [one.request.query for one in found]


def test_any_of_the_words_keeps_the_fields(service: SearchService) -> None:
    found = alternatives(service, query="農業 永磁 管制 source:樣例日報")
    assert found["any-clause"] == ("(農業 OR 永磁 OR 管制) AND source:樣例日報", 2)
    assert "any-clause" not in alternatives(service, query="農業 source:無此報")


def test_no_two_alternatives_say_the_same(service: SearchService) -> None:
    for query in ("農業 無此詞彙", '"農業 低空經濟"', "title:農業 source:無此報", "xi tu"):
        found = service.alternatives(SearchRequest(query=query))
        assert found
        asked = [one.request.query for one in found]
        assert len(asked) == len(set(asked))
        totals = [one.total for one in found if one.kind in ("any-clause", "without-clause")]
        assert len(totals) == len(set(totals))


def test_filters_are_left_out_one_by_one_and_together(service: SearchService) -> None:
    found = alternatives(service, query="農業", sources=("樣例日報",), first_date=PartialDate(year=2025))
    assert found == {"without-filter": ("農業", 1), "without-filters": ("農業", 1)}


def test_dates_are_left_out(service: SearchService) -> None:
    assert alternatives(service, query="農業", last_date=PartialDate(year=2020)) == {
        "without-dates": ("農業", 1)
    }


def test_clauses_are_left_out_or_joined_otherwise(service: SearchService) -> None:
    found = service.alternatives(SearchRequest(query="農業 低空經濟 NOT 永磁"))
    left_out = {one.detail: one.total for one in found if one.kind == "without-clause"}
    assert left_out == {"農業": 1, "低空經濟": 1}
    assert [(one.request.query, one.total) for one in found if one.kind == "any-clause"] == [
        ("農業 OR 低空經濟", 3)
    ]


def test_a_field_is_widened_and_a_run_parted(service: SearchService) -> None:
    assert alternatives(service, query="title:永磁")["anywhere"] == ("永磁", 1)
    assert alternatives(service, query='"出口低空經濟"')["as-words"] == ("出口 AND 低空經濟", 1)


def test_every_count_is_what_following_it_finds(service: SearchService) -> None:
    for query in ("農業 低空經濟", "希土 出口", '"管制稀土"', "title:永磁 農業"):
        found = service.alternatives(SearchRequest(query=query, sources=("樣例日報",)))
        assert found
        assert [service.search(one.request).total for one in found] == [one.total for one in found]


def test_other_spellings_alone_are_offered_beside_results(service: SearchService) -> None:
    found = service.respellings(SearchRequest(query="希土 農業", sources=("樣例日報",)))
    assert {one.kind for one in found} <= {"spelling"}
    assert [one.detail for one in service.respellings(SearchRequest(query="希土"))] == ["稀土"]


def test_what_finds_nothing_either_is_not_offered(service: SearchService) -> None:
    assert service.alternatives(SearchRequest(query="魑魅魍魎")) == ()
