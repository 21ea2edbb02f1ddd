"""Relaxation of plain queries: what is relaxed, what never is, and what its two steps ask for (contract)."""

from __future__ import annotations

import pytest

from index.analysis.analyzer import Analyzer
from index.engines.criteria import AllOf, AnyOf
from index.planning.plan import Relaxation
from index.planning.planner import Planner
from index.query.parser import parse_query
from index.regions.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(Analyzer(), Gazetteer.load())


def relaxed(planner: Planner, query: str) -> Relaxation:
    relaxation = planner.relax(parse_query(query))
    assert relaxation is not None
    return relaxation


@pytest.mark.parametrize(
    "query",
    [
        "什么是窃听？",
        "Stam1na是什么？",
        "稀土出口管制措施",
        "农村公路 养护 管理",
        "交通运输部对应急物资运输车辆实施什么政策？",
    ],
)
def test_plain_questions_are_relaxed(planner: Planner, query: str) -> None:
    relaxed(planner, query)


@pytest.mark.parametrize(
    "query",
    [
        "稀土管制",  # two words
        "什么是它",  # four characters
        'A股"上涨"',  # four, and quotes that are skipped
        "（稀土）、（管制）",  # five
        "稀土出口管制 OR 農村公路",
        "稀土出口管制 -農村公路養護",
        '"稀土出口管制措施"',
        "title:稀土出口管制措施",
        "弗拉基米尔·弗拉基米罗维奇·普京",
        "内蒙古自治区发展和改革委员会",
        "中国科学院自动化研究所",
        "内蒙古呼和浩特新城区",
    ],
)
def test_names_and_queries_with_operators_never_are(planner: Planner, query: str) -> None:
    assert planner.relax(parse_query(query)) is None


def test_all_words_asks_for_whole_names_and_most_words_for_a_share(planner: Planner) -> None:
    relaxation = relaxed(planner, "国家卫健委提出了哪些有效的防护措施？")
    every, most = relaxation.all_words.criterion, relaxation.readings[0].query.criterion
    assert isinstance(every, AllOf)
    assert isinstance(most, AnyOf)
    assert [needle.typed for needle in relaxation.needles[: len(every.children)]] == [
        "国家", "卫健委", "提出", "有效", "防护", "措施",
    ]  # fmt: skip
    assert len(most.children) == 8
    assert most.minimum == 2


def test_any_spelling_of_a_question_is_relaxed_alike(planner: Planner) -> None:
    simplified, traditional = (
        relaxed(planner, query) for query in ("农村公路怎样养护管理？", "農村公路怎樣養護管理？")
    )
    assert simplified == traditional


@pytest.mark.parametrize(
    "spellings",
    [
        ("中国产业计划如何促进文化发展", "中国产业计画如何促进文化发展", "中國產業計畫如何促進文化發展"),
        ("人工智能如何影响著名画家", "⼈⼯智能如何影響着名划家", "人工智能如何影响著名畫家"),
        ("台湾总统选举对经济政策", "臺湾総統選舉対経済政策", "臺灣總統選舉對經濟政策"),
        ("5G技术与產業發展", "５Ｇ技術与産業発展", "５g技术与产业发展"),
    ],
)
def test_no_spelling_changes_the_words_of_a_question(planner: Planner, spellings: tuple[str, ...]) -> None:
    found = []
    for query in spellings:
        relaxation = relaxed(planner, query)
        typed = [needle.typed for needle in relaxation.needles]
        found.append((relaxation, typed))
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("國家衛健委的", ["国家", "卫健委", "的"]),
        ("交通运输部对车辆", ["交通运输部", "对", "车辆"]),
        ("工信部、卫健委", ["工信部", "卫健委"]),
        ("5G基站建设", ["基站", "建设", "5g"]),
        ("", []),
    ],
)
def test_loose_characters_join_the_names_that_they_make_or_end(text: str, words: list[str]) -> None:
    assert Analyzer().whole_words(text) == words
