"""Planning: what each form of the query language asks of the engine, and when a query may be relaxed."""

import math

import pytest

from index.analysis.questions import QUESTION_WORDS
from index.archive.generations import load_analyzer
from index.engines.criteria import (
    AllArticles,
    AllOf,
    AnyKeyword,
    AnyOf,
    Criterion,
    DayRange,
    NoArticles,
    UnitPrefix,
    UnitRun,
    Without,
)
from index.model import PartialDate
from index.planning.days_and_regions import day_range, several_regions
from index.planning.plan import Plan, Relaxation
from index.planning.planner import MOST_WORDS_SHARE, Planner
from index.query.parser import parse_query
from index.regions.gazetteer import Gazetteer
from index.schema import TextScope


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(load_analyzer(()), Gazetteer.load())


def plan(planner: Planner, query: str) -> Plan:
    return planner.plan(parse_query(query).tree)


def asked(planner: Planner, query: str) -> Criterion:
    return plan(planner, query).query.criterion


def relaxed(planner: Planner, query: str) -> Relaxation | None:
    return planner.relax(parse_query(query))


def run(*units: str, scopes: tuple[TextScope, ...] = ("title", "body")) -> UnitRun:
    return UnitRun(units=tuple(units[0]) if len(units) == 1 else units, scopes=scopes)


@pytest.mark.parametrize(
    ("query", "criterion"),
    [
        ("", AllArticles()),
        ("稀土", run("稀土")),
        ("新質生產力", run("新质生产力")),
        ("稀土 出口", AllOf(children=(run("稀土"), run("出口")))),
        ("稀土，出口", AllOf(children=(run("稀土"), run("出口")))),
        ("稀土 OR 出口", AnyOf(children=(run("稀土"), run("出口")))),
        ("-稀土", Without(child=run("稀土"))),
        ("稀土 -出口", AllOf(children=(run("稀土"), Without(child=run("出口"))))),
        ("NOT (稀土 出口)", Without(child=AllOf(children=(run("稀土"), run("出口"))))),
        ('"稀土。出口"', run("稀", "土", "。", "出", "口")),
        ('"稀土 出口"', run("稀土出口")),
        ('"，稀土。"', run(",", "稀", "土", "。")),
        ("“卡脖子”难题", run("卡脖子难题")),
        ("5G應用", run("5g", "应", "用")),
        ("COVID-19", run("covid", "19")),
        ("人工智能+", run("人工智能")),
        ("人工智能+行动", AnyOf(children=(run(*"人工智能+行动"), run("人工智能行动")))),
        ("3.5%", UnitRun(units=("3.5",))),
        ("100%合格", AnyOf(children=(run("100", "%", "合", "格"), run("100", "合", "格")))),
        ("C++語言", AnyOf(children=(run("c", "+", "+", "语", "言"), run("c", "+", "语", "言"), run("c", "语", "言")))),
        ("甲+乙+丙+丁+戊", run(*"甲+乙+丙+丁+戊")),
        ("tech*", UnitPrefix(prefix="tech")),
        ("綠色*", run("绿色")),
        ("title:獎勵", run("奖励", scopes=("title",))),
        ("正文：獎勵", run("奖励", scopes=("body",))),
        ("實體:王小明", run("王小明", scopes=("entity",))),
        ("來源:新華社", run("新华社", scopes=("source",))),
        ("title:tech*", UnitPrefix(prefix="tech", scopes=("title",))),
        ("title:(稀土 出口)", AllOf(children=(run("稀土", scopes=("title",)), run("出口", scopes=("title",))))),
        ("date:2025-11", DayRange(first=20_251_101, last=20_251_130)),
        ("date:2024-02..2025", DayRange(first=20_240_201, last=20_251_231)),
        ("date:2025-01..", DayRange(first=20_250_101, last=99_991_231)),
        ("date:..2025-01-02", DayRange(first=0, last=20_250_102)),
        ("-date:2025", Without(child=DayRange(first=20_250_101, last=20_251_231))),
        ("region:内蒙古", AnyKeyword(field="region", values=("15",))),
        ("地區:內蒙古", AnyKeyword(field="region", values=("15",))),
        ("region:150100", AnyKeyword(field="region", values=("1501",))),
        ("region:京津冀", AnyKeyword(field="region", values=("11", "12", "13"))),
    ],
)  # fmt: skip
def test_what_a_query_asks(planner: Planner, query: str, criterion: Criterion) -> None:
    assert asked(planner, query) == criterion


def test_every_spelling_asks_the_same(planner: Planner) -> None:
    for spellings in (
        ("內蒙古", "内蒙古"),
        ("臺灣", "台灣", "台湾"),
        ("５Ｇ應用", "5G应用", "5g應用"),
        ("裏面", "裡面", "里面"),
    ):
        assert len({asked(planner, spelling) for spelling in spellings}) == 1


def test_only_what_is_wanted_is_highlighted(planner: Planner) -> None:
    assert [needle.typed for needle in plan(planner, "稀土 -出口 (許可 OR 管制) date:2025").needles] == [
        "稀土",
        "許可",
        "管制",
    ]


@pytest.mark.parametrize(
    ("query", "scores"),
    [
        ("稀土", True),
        ("", False),
        ("-稀土", False),
        ("date:2025", False),
        ("region:内蒙古", False),
        ("source:新華社", False),
        ("entity:王小明", True),
        ("source:新華社 稀土", True),
    ],
)
def test_what_ranks(planner: Planner, query: str, scores: bool) -> None:
    assert plan(planner, query).scores is scores


def test_an_ambiguous_region_means_all_of_them_and_says_so(planner: Planner) -> None:
    planned = plan(planner, "region:鼓楼区")
    assert isinstance(planned.query.criterion, AnyKeyword)
    assert len(planned.query.criterion.values) > 2
    assert [notice.code for notice in planned.notices] == ["ambiguous-region"]
    assert "鼓楼区" in planned.notices[0].message


def test_what_bears_just_the_ambiguous_name_is_told_by_its_full_one() -> None:
    assert several_regions("朝陽", Gazetteer.load()).values == ("朝陽", "北京朝阳区、朝阳市、长春朝阳区")


@pytest.mark.parametrize("query", ["region:中国", "地區：中國", "region:CN"])
def test_the_whole_country_is_all_its_provinces_and_says_what_is_not_among_them(
    planner: Planner, query: str
) -> None:
    planned = plan(planner, query)
    assert isinstance(planned.query.criterion, AnyKeyword)
    assert len(planned.query.criterion.values) == 34
    assert [notice.code for notice in planned.notices] == ["whole-country"]


def test_an_unknown_region_is_plain_words_and_says_so(planner: Planner) -> None:
    planned = plan(planner, "region:桃花源")
    assert planned.query.criterion == run("桃花源")
    assert [notice.code for notice in planned.notices] == ["unknown-region"]
    assert [needle.typed for needle in planned.needles] == ["桃花源"]
    assert asked(planner, "-region:桃花源") == Without(child=run("桃花源"))


def test_a_known_region_says_nothing(planner: Planner) -> None:
    assert plan(planner, "region:呼和浩特").notices == ()


def test_signs_alone_ask_for_nothing(planner: Planner) -> None:
    assert asked(planner, "🀄") == NoArticles()
    assert asked(planner, "。，") == NoArticles()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, (0, 99_991_231)),
        (PartialDate(year=2024, month=2), None, (20_240_201, 99_991_231)),
        (None, PartialDate(year=2024, month=2), (0, 20_240_229)),
        (PartialDate(year=2025), PartialDate(year=2025), (20_250_101, 20_251_231)),
        (PartialDate(year=9999), PartialDate(year=9999), (99_990_101, 99_991_231)),
        (PartialDate(year=1, month=1, day=1), None, (10_101, 99_991_231)),
        # Crossed ends: no day, not even of an article that is dated 2025 only.
        (PartialDate(year=2025, month=11), PartialDate(year=2025, month=10), (99_991_231, 0)),
    ],
)
def test_ranges_of_days(
    first: PartialDate | None, last: PartialDate | None, expected: tuple[int, int]
) -> None:
    days = day_range(first, last)
    assert (days.first, days.last) == expected


# Contract: no operators, fields and quotes; at least 6 characters and 3 words; names never.
@pytest.mark.parametrize(
    "query",
    [
        "內蒙古對稀土企業有哪些獎勵",
        "稀土產業如何發展",
        "稀土 出口 管制",
        "低空經濟 稀土 獎勵 辦法",
        "5G 應用 發展",
        "王小明 調研 稀土 企業",
        "稀土價格上漲3.5%的原因",
        "Node.js 應用 發展 教育",
        "GB/T 2260 稀土 標準",
        "U.S. 稀土 出口 管制",
    ],
)
def test_what_may_be_relaxed(planner: Planner, query: str) -> None:
    assert relaxed(planner, query) is not None


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "nothing is asked"),
        ("稀土", "one word"),
        ("稀土 法規 5", "five characters"),
        ("新質生產力產業", "two words"),
        ("高質量發展 新質生產力", "two words"),
        ("稀土 AND 出口 AND 管制", "operators"),
        ("稀土 OR 出口 OR 管制", "operators"),
        ("稀土 出口 -管制", "operators"),
        ("(稀土 出口) 管制", "brackets"),
        ("title:稀土 出口 管制", "a field"),
        ("稀土 出口 date:2025", "a field"),
        ("tech* 稀土 出口 管制", "a star"),
        ('"稀土出口管制許可"', "a quotation"),
        ("稀土 出口 「管制」", "a quotation"),
        ("國家發展和改革委員會", "a body"),
        ("內蒙古自治區工業和信息化廳", "a body"),
        ("中國科學院大學", "a body"),
        ("卡爾·馬克思·李嘉圖", "a person"),
        ("廣東省深圳市南山區", "places"),
        ("http://www.gov.cn", "an address"),
        ("https://example.cn/a/2025-11/b.html 稀土 出口", "an address"),
        ("请看www.gov.cn上的稀土办法", "an address"),
        ("ｈｔｔｐ：／／ｇｏｖ．ｃｎ／ｚｈｅｎｇｃｅ", "an address"),
        ("gov.cn/zhengce 稀土 出口", "an address"),
        ("news.gov.cn 稀土 出口", "an address"),
        ("zhang.san@example.cn 稀土 出口", "an address"),
        ("什麼是怎麼了的嗎", "question words only"),
        ("。，！？；：。，", "signs only"),
    ],
)  # fmt: skip
def test_what_is_never_relaxed(planner: Planner, query: str, why: str) -> None:
    assert relaxed(planner, query) is None, why


def test_all_words_are_those_that_do_not_ask(planner: Planner) -> None:
    found = relaxed(planner, "內蒙古對稀土企業有哪些獎勵")
    assert found is not None
    assert found.all_words.criterion == AllOf(children=(run("内蒙古"), run("稀土"), run("企业"), run("奖励")))


def test_most_words_are_a_share_of_them(planner: Planner) -> None:
    found = relaxed(planner, "內蒙古對稀土企業有哪些獎勵")
    assert found is not None
    first = found.readings[0]
    criterion = first.query.criterion
    assert isinstance(criterion, AnyOf)
    assert criterion.minimum == max(2, math.ceil(MOST_WORDS_SHARE * len(criterion.children)))
    assert (first.minimum, first.asked) == (criterion.minimum, len(criterion.children))
    assert (
        not {"".join(child.units) for child in criterion.children if isinstance(child, UnitRun)}
        & QUESTION_WORDS
    )


@pytest.mark.parametrize(
    ("query", "least", "asked"),
    [
        ("稀土 出口 管制", [2, 1], 3),
        ("稀土 出口 管制 獎勵", [2, 1], 4),
        ("稀土 出口 管制 獎勵 企業", [2], 5),
        ("稀土 出口 管制 獎勵 企業 產業 發展 教育", [2], 8),
        ("稀土 出口 管制 獎勵 企業 產業 發展 教育 農業", [3], 9),
        ("為什麼稀土如何出口呢", [2, 1], 2),
        ("為什麼 稀土 怎麼 如何", [1], 1),
    ],
)
def test_two_words_at_least_are_asked_for_first_wherever_there_are_two(
    planner: Planner, query: str, least: list[int], asked: int
) -> None:
    found = relaxed(planner, query)
    assert found is not None
    assert [(one.minimum, one.asked) for one in found.readings] == [(n, asked) for n in least]


def test_a_relaxed_query_is_ranked_and_marked_by_its_words(planner: Planner) -> None:
    found = relaxed(planner, "稀土 出口 5G")
    assert found is not None
    assert [hint.word for hint in found.all_words.hints] == ["稀土", "出口"]
    assert found.words == (("稀", "土"), ("出", "口"))
    assert found.pieces == (("稀", "土"), ("出", "口"), ("5g",))
    assert [needle.spellings for needle in found.needles] == [
        ((("稀", "土")),),
        ((("出", "口")),),
        ((("5g",)),),
    ]


def test_a_word_typed_twice_is_asked_once(planner: Planner) -> None:
    found = relaxed(planner, "稀土 稀土 出口 管制")
    assert found is not None
    assert found.all_words.criterion == AllOf(children=(run("稀土"), run("出口"), run("管制")))


def test_a_spelling_does_not_decide_how_a_query_is_relaxed(planner: Planner) -> None:
    readings = [relaxed(planner, spelling) for spelling in ("稀土產業如何瞭解發展", "稀土产业如何了解发展")]
    assert readings[0] is not None
    assert readings[1] is not None
    assert readings[0].all_words == readings[1].all_words
    assert readings[0].readings == readings[1].readings
    assert readings[0].words == (("稀", "土"), ("产", "业"), ("如", "何"), ("了", "解"), ("发", "展"))
