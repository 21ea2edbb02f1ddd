"""The engine contract: what is found — runs, prefixes, keywords, dates and what combines them."""

import random
from collections.abc import Iterable

import pytest

from index.engines.criteria import (
    AllArticles,
    AllOf,
    AnyKeyword,
    AnyOf,
    Criterion,
    DayRange,
    NoArticles,
    RankedQuery,
    UnitPrefix,
    Without,
)
from index.schema import TextScope
from tests.builders_engine import a_run, an_index_document
from tests.contracts.conftest import BuildIndex
from tests.contracts.engine_answers import EVERYTHING, bodies, found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("农村公路", {1, 3}),
        ("公路", {1, 2, 3}),
        ("村公", {1, 3}),
        ("农村公路条", {3}),
        ("路", {1, 2, 3}),
        ("条例农村", set()),
        ("农村公路条例施行", set()),
        ("公路农村", set()),
    ],
)
def test_a_run_is_found_where_its_units_are_neighbours_and_as_part_of_a_compound(
    index_of: BuildIndex, query: str, expected: set[int]
) -> None:
    reader = index_of(bodies("农村公路建设", "农村的公路", "《农村公路条例》。施行农村"))
    assert found(reader, a_run(query)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("5G应用", {1}), ("5g應用", {1}), ("5G", {1, 2}), ("从0到1", {3}), ("從0到1", {3}), ("0到1", {3}),
        ("〔2024〕12号", {4}), ("2024", {4}), ("12号", {4, 5}), ("２０２４", {4}), ("C919", {6}), ("C91", set()),
        ("国产C919飞机", {6}), ("COVID-19", {7}), ("1000", {8}), ("3.5%", {8}), ("人工智能+", {9}), ("人工智能", {9}),
    ],
)  # fmt: skip
def test_mixed_runs_of_han_latin_and_digits(index_of: BuildIndex, query: str, expected: set[int]) -> None:
    reader = index_of(
        bodies(
            "推进5G應用落地", "5G-A商用", "实现“从0到1”的突破", "国发〔2024〕12号文件", "第112号和12号线",
            "国产C919飞机首飞", "COVID-19疫情", "约1,000人，增长3.5%", "“人工智能+”行动",
        )
    )  # fmt: skip
    assert found(reader, a_run(query)) == expected


@pytest.mark.parametrize("sign", ["𠮷", "㐀", "〇", "\U0002b820", "カ", "한", "é", "я"])
def test_rare_signs_are_found_alone_and_in_a_run(index_of: BuildIndex, sign: str) -> None:
    reader = index_of(bodies(f"在{sign}野家", "在吉野家"))
    assert found(reader, a_run(sign)) == {1}
    assert found(reader, a_run(f"在{sign}")) == {1} or sign in "éя"
    assert found(reader, a_run(f"在{sign}野家")) == {1} or sign in "éя"


def test_a_run_does_not_cross_a_break_and_needs_its_punctuation(index_of: BuildIndex) -> None:
    reader = index_of(bodies("加强稀土。出口管制", "加强稀土\n出口管制", "加强稀土（出口）管制"))
    assert found(reader, a_run("稀土出口")) == {3}
    assert found(reader, a_run("稀土。出口")) == {1}
    assert found(reader, a_run("稀土出口管制")) == {3}


def test_repeated_signs_are_counted_by_their_places(index_of: BuildIndex) -> None:
    reader = index_of(bodies("天天天", "天天向上天", "天向天"))
    assert found(reader, a_run("天天")) == {1, 2}
    assert found(reader, a_run("天天天")) == {1}
    assert found(reader, a_run("天天天天")) == set()
    assert found(reader, a_run("天向天")) == {3}


def test_a_run_lies_in_one_scope(index_of: BuildIndex) -> None:
    documents = [
        an_index_document(1, title="稀土", body="出口管制"),
        an_index_document(2, title="稀土出口", source="人民日报", entities=["商务部", "王某某"]),
        an_index_document(3, body="商务部公布"),
    ]
    reader = index_of(documents)
    assert found(reader, a_run("稀土出口")) == {2}
    expected: Iterable[tuple[str, TextScope, set[int]]] = (
        ("稀土", "title", {1, 2}), ("稀土", "body", set()), ("商务部", "entity", {2}), ("商务部", "body", {3}),
        ("部王", "entity", set()), ("人民", "source", {2}), ("报", "source", {2}), ("王", "entity", {2}),
    )  # fmt: skip
    for query, scope, ordinals in expected:
        assert found(reader, a_run(query, scope)) == ordinals, (query, scope)
    assert found(reader, a_run("商务部", "entity", "body")) == {2, 3}


def test_a_prefix_is_of_letters_and_digits(index_of: BuildIndex) -> None:
    reader = index_of(
        [
            *bodies("Technology和tech公司", "TECHNIQUE", "biotech", "科技tex"),
            an_index_document(5, title="テクtech-5"),
        ]
    )
    assert found(reader, UnitPrefix(prefix="tech")) == {1, 2, 5}
    assert found(reader, UnitPrefix(prefix="te")) == {1, 2, 4, 5}
    assert found(reader, UnitPrefix(prefix="techn", scopes=("body",))) == {1, 2}
    assert found(reader, UnitPrefix(prefix="tech", scopes=("title",))) == {5}
    assert found(reader, UnitPrefix(prefix="zz")) == set()
    assert found(reader, UnitPrefix(prefix="te.h")) == set()
    assert found(reader, AllOf(children=(UnitPrefix(prefix="tech"), a_run("公司")))) == {1}


def test_very_long_units_and_very_many_terms(index_of: BuildIndex) -> None:
    reader = index_of(bodies("国" * 20_000, "x" * 5_000, "甲乙" * 3_000))
    assert found(reader, a_run("国" * 12)) == {1}
    assert found(reader, UnitPrefix(prefix="xxx")) == {2}
    assert found(reader, a_run("乙甲乙甲")) == {3}
    assert found(reader, a_run("国甲")) == set()


def test_terms_of_any_signs_do_not_break_a_query(index_of: BuildIndex) -> None:
    reader = index_of([an_index_document(1, body="普通", person=('引号"和 空格', "a/b:c*"))])
    for value in ('引号"和 空格', "a/b:c*"):
        assert found(reader, AnyKeyword(field="person", values=(value,))) == {1}
    for value in ("", "引号", "a", "*", "a/b:c"):
        assert found(reader, AnyKeyword(field="person", values=(value,))) == set()


def test_boolean_criteria(index_of: BuildIndex) -> None:
    reader = index_of(bodies("甲乙", "乙丙", "丙甲", "甲乙丙丁", "无关"))
    a, b, c, d = (a_run(sign) for sign in "甲乙丙丁")
    cases: list[tuple[Criterion, set[int]]] = [
        (AllOf(children=(a,)), {1, 3, 4}),
        (AllOf(children=(a, b)), {1, 4}),
        (AllOf(children=(a, b, c)), {4}),
        (AnyOf(children=(a, b)), {1, 2, 3, 4}),
        (AnyOf(children=(a, b, c), minimum=2), {1, 2, 3, 4}),
        (AnyOf(children=(a, b, c, d), minimum=3), {4}),
        (AnyOf(children=(a, b), minimum=3), set()),
        (AnyOf(children=(AllOf(children=(a, b)), d, c), minimum=2), {4}),
        (Without(child=a), {2, 5}),
        (Without(child=AnyOf(children=(a, b, c))), {5}),
        (Without(child=Without(child=a)), {1, 3, 4}),
        (Without(child=AllArticles()), set()),
        (Without(child=NoArticles()), {1, 2, 3, 4, 5}),
        (AllOf(children=(Without(child=a), Without(child=b))), {5}),
        (AllOf(children=(b, Without(child=a))), {2}),
        (AnyOf(children=(d, Without(child=AnyOf(children=(a, b, c))))), {4, 5}),
        (AllOf(children=(AnyOf(children=(a, b)), Without(child=d), c)), {2, 3}),
        (AllOf(children=(AllArticles(), a)), {1, 3, 4}),
        (AnyOf(children=(NoArticles(), d)), {4}),
        (AllOf(children=(NoArticles(), d)), set()),
    ]
    for criterion, expected in cases:
        assert found(reader, criterion) == expected, criterion


def test_keywords_select_whole_values(index_of: BuildIndex) -> None:
    documents = [
        an_index_document(1, body="甲", region=("15", "1501"), source="人民日报"),
        an_index_document(2, body="甲", region=("150",), source="人民日报海外版"),
        an_index_document(
            3, body="甲", person=("王 某", "李某"), organisation=("国务院",), place=("包头",), term=("稀土",)
        ),
    ]
    reader = index_of(documents)
    assert found(reader, AnyKeyword(field="region", values=("15",))) == {1}
    assert found(reader, AnyKeyword(field="region", values=("1501", "150", "99"))) == {1, 2}
    assert found(reader, AnyKeyword(field="source", values=("人民日报",))) == {1}
    assert found(reader, AnyKeyword(field="person", values=("王 某",))) == {3}
    assert found(reader, AnyKeyword(field="person", values=("王",))) == set()
    assert found(reader, AnyKeyword(field="organisation", values=("国务院",))) == {3}
    assert found(reader, AnyKeyword(field="place", values=("包头",))) == {3}
    assert found(reader, AnyKeyword(field="term", values=("稀土",))) == {3}
    assert found(reader, AnyKeyword(field="term", values=())) == set()
    assert found(reader, Without(child=AnyKeyword(field="region", values=("15", "150")))) == {3}


DATED = [
    an_index_document(1, body="甲乙", date="2024"),
    an_index_document(2, body="甲", date="2024-03"),
    an_index_document(3, body="乙", date="2024-03-15"),
    an_index_document(4, body="甲", date="2025-01-01T08:00"),
    an_index_document(5, body="甲乙"),
    an_index_document(6, body="乙", date="2023-12-31"),
]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (20240315, 20240315, {1, 2, 3}), (20240301, 20240314, {1, 2}), (20240401, 20240430, {1}),
        (20231231, 20240101, {1, 6}), (20240101, 20241231, {1, 2, 3}), (20250101, 99991231, {4}),
        (10101, 20231231, {6}), (10101, 99991231, {1, 2, 3, 4, 6}), (20260101, 20261231, set()),
        (0, 0, set()), (0, 99991231, {1, 2, 3, 4, 6}),
    ],
)  # fmt: skip
def test_day_ranges_overlap_partial_dates(
    index_of: BuildIndex, first: int, last: int, expected: set[int]
) -> None:
    reader = index_of(DATED)
    days = DayRange(first=first, last=last)
    assert found(reader, days) == expected
    assert found(reader, Without(child=days)) == {1, 2, 3, 4, 5, 6} - expected
    assert found(reader, AllOf(children=(a_run("甲"), days))) == expected & {1, 2, 4, 5}
    assert found(reader, AnyOf(children=(a_run("甲"), days))) == expected | {1, 2, 4, 5}
    assert found(reader, AnyOf(children=(a_run("甲"), days, a_run("乙")), minimum=2)) == (
        {1, 5} | expected & {1, 2, 4, 5} | expected & {1, 3, 5, 6}
    )


def test_a_range_beside_alternatives_is_exact_under_a_limit(index_of: BuildIndex) -> None:
    # Whoosh's own `And([NumericRange, Or([…])])` finds 198 of 809 here.
    chance = random.Random(5)
    documents = [
        an_index_document(
            number,
            body="".join(chance.choices("甲乙丙丁戊己庚辛壬癸", k=30)),
            date=f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        )
        for number in range(1, 801)
    ]
    reader = index_of(documents)
    wanted = AnyOf(children=tuple(a_run(text) for text in ("甲乙", "丙丁", "戊己", "庚辛")))
    days = DayRange(first=20150101, last=20201231)
    expected = {
        document.ordinal
        for document in documents
        if 20150101 <= document.first_day <= 20201231
        and {"甲乙", "丙丁", "戊己", "庚辛"} & set(document.body_bigrams.split())
    }
    both = AllOf(children=(days, wanted))
    assert found(reader, both) == expected
    top = reader.best(RankedQuery(criterion=both), 10)
    filtered = reader.best(RankedQuery(criterion=wanted, filters=(days,)), 10)
    assert top.total == filtered.total == len(expected)
    whole = reader.best(RankedQuery(criterion=both), EVERYTHING)
    assert [row.score for row in top.candidates[:10]] == pytest.approx(
        [row.score for row in whole.candidates[:10]]
    )
    assert [row.score for row in filtered.candidates[:10]] == pytest.approx(
        [row.score for row in top.candidates[:10]]
    )
