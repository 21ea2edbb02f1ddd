"""Matching: exactly the characters that matched, in the article's own spelling."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import exact_units
from index.analysis.script import fold
from index.analysis.units import canonical, units
from index.archive.generations import load_analyzer
from index.model import Span
from index.planning.plan import Needle
from index.planning.planner import Planner
from index.query.parser import parse_query
from index.regions.gazetteer import Gazetteer
from index.showing.matching import Match, Matcher, merged

SIGNS = "天國国后後aB5" + "“』（· " + "。，" + "-.,+%" + "\n\u200b\u0301"
texts = st.text(alphabet=SIGNS, max_size=40)


def a_matcher(query: str) -> Matcher:
    planner = Planner(load_analyzer(()), Gazetteer.load())
    return Matcher(planner.plan(parse_query(query).tree).needles)


def marked(query: str, text: str) -> list[str]:
    return [text[span.start : span.end] for span in merged(a_matcher(query).matches(text, "body"))]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("稀土", "稀土與稀土", ["稀土", "稀土"]),
        ("内蒙古", "內蒙古獎勵", ["內蒙古"]),
        ("內蒙古", "内蒙古奖励", ["内蒙古"]),
        ("台湾", "臺灣、台灣、台湾", ["臺灣", "台灣", "台湾"]),
        ("后", "皇后與後來", ["后", "後"]),
        ("卡脖子难题", "解決“卡脖子”難題", ["卡脖子”難題"]),
        ("“卡脖子”难题", "解決卡脖子難題", ["卡脖子難題"]),
        ("卡脖子", "解決“卡脖子”難題", ["卡脖子"]),
        ("中国（上海）自贸区", "中國(上海)自貿區", ["中國(上海)自貿區"]),
        ("稀土", "稀\u200b土", ["稀\u200b土"]),
        ("稀土", "稀 土", ["稀 土"]),
        ("稀土", "稀。土，稀\n土，稀-土", []),
        ("5G", "15G、5G、5GA、5Ｇ網", ["5G", "5Ｇ"]),
        ("5G", "3.5G、1,5G、35G", ["5G"]),
        ("5g應用", "5G应用和15G应用", ["5G应用"]),
        ("5", "3.5%、5%、1,500、5個", ["5", "5"]),
        ("COVID-19", "COVID-19 與 covid 19，COVID19", ["COVID-19", "covid 19"]),
        ("covid", "COVID-19", ["COVID"]),
        ("3.5%", "增长3.5%，增長３．５％和3.5個", ["3.5", "３．５", "3.5"]),
        ("1000000", "1,000,000元", ["1,000,000"]),
        ("1,000,000", "1000000元", ["1000000"]),
        ("人工智能+", "人工智能+行動，人工智能", ["人工智能", "人工智能"]),
        ("人工智能+行动", "人工智能+行動，人工智能行動", ["人工智能+行動", "人工智能行動"]),
        ('"稀土，出口"', "稀土，出口；稀土出口", ["稀土，出口"]),
        ('"稀土。出口"', "稀土。\n出口", ["稀土。\n出口"]),
        ('"稀土 出口"', "稀土出口，稀土 出口", ["稀土出口", "稀土 出口"]),
        ("tech*", "Tech, biotech, technology-led", ["Tech", "technology"]),
        ("稀土 土地", "稀土地", ["稀土地"]),
        ("稀土 稀土出口", "稀土出口與稀土", ["稀土出口", "稀土"]),
        ("稀土 出口", "稀土出口", ["稀土", "出口"]),
        ("稀土 -出口", "稀土出口", ["稀土"]),
        ("稀土 OR 出口", "出口稀土", ["出口", "稀土"]),
        ("entity:稀土", "稀土", ["稀土"]),
        ("title:稀土", "稀土", []),
        ("source:稀土", "稀土", []),
        ("region:內蒙古 date:2025", "內蒙古2025", []),
        ("𠮷野家", "𠮷野家", ["𠮷野家"]),
        ("", "稀土", []),
        ("稀土", "", []),
    ],
)
def test_what_is_marked(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


def test_a_title_is_marked_by_what_looks_at_titles() -> None:
    text = "稀土出口"
    assert [match.end for match in a_matcher("title:稀土 body:出口").matches(text, "title")] == [2]
    assert [match.start for match in a_matcher("title:稀土 body:出口").matches(text, "body")] == [2]


def test_how_many_needles_look_at_a_field() -> None:
    matcher = a_matcher("稀土 title:出口 entity:王 source:報")
    assert (matcher.sought("body"), matcher.sought("title"), matcher.sought("source")) == (2, 3, 2)


def a_needle(text: str) -> Needle:
    return Needle(typed=text, spellings=(exact_units(text),), scopes=("title", "body"))


@given(texts, st.data())
def test_found_exactly_where_the_units_are_neighbours(text: str, data: st.DataObject) -> None:
    needle = data.draw(texts.filter(lambda sought: bool(exact_units(sought))), label="needle")
    sought = list(exact_units(needle))
    found = units(canonical(text))
    places = [
        (found[at].start, found[at + len(sought) - 1].end)
        for at in range(len(found) - len(sought) + 1)
        if [unit.text for unit in found[at : at + len(sought)]] == sought
    ]
    matches = [(match.start, match.end) for match in Matcher([a_needle(needle)]).matches(text, "body")]
    # A run that overlaps itself (国国 in 国国国) is marked once.
    assert set(matches) <= set(places)
    assert bool(matches) == bool(places)
    covered = {place for start, end in matches for place in range(start, end)}
    assert all(covered & set(range(start, end)) for start, end in places)


@given(texts, st.lists(st.sampled_from(["天", "国", "天国", "后", "国后", "a", "b5", "天。国"]), max_size=4))
def test_merged_ranges_are_ordered_apart_and_cover_every_match(text: str, sought: list[str]) -> None:
    matches = Matcher([a_needle(one) for one in sought]).matches(text, "body")
    spans = merged(matches)
    for left, right in itertools.pairwise(spans):
        assert left.end <= right.start
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
    for match in matches:
        assert any(span.start <= match.start and match.end <= span.end for span in spans)
        assert fold(sought[match.needle])[0] in fold(text[match.start : match.end])


def test_merging() -> None:
    matches = [Match(0, 4, 0), Match(0, 2, 1), Match(3, 6, 1), Match(6, 8, 0), Match(9, 10, 0)]
    assert merged(matches) == (Span(start=0, end=6), Span(start=6, end=8), Span(start=9, end=10))
    assert merged([]) == ()
