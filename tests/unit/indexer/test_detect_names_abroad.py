"""Names from abroad: cities are themselves, whatever country they lie in, and their spellings are one."""

from __future__ import annotations

import pytest

from index.analysis.script import fold
from index.regions.gazetteer import Gazetteer
from indexer.detect.regions import RegionDetector
from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("代表团访问东京和首尔。", ["东京", "首尔"]),
        ("代表團訪問東京和首爾。", ["东京", "首尔"]),
        # the country beside its city
        ("韩国总统在首尔会见来宾。", ["韩国", "首尔"]),
        ("会议先后在华盛顿、纽约举行。", ["华盛顿", "纽约"]),
        # what Taiwan and Hong Kong call it
        ("外長轉往雪梨與永珍。", ["悉尼", "万象"]),
        ("华府与三藩市都下了雪。", ["华盛顿", "旧金山"]),
        # a place of a region at home, a country, a division
        ("大屿山下了雨。", ["大屿山"]),
        ("寮國與老撾是一國。", ["老挝"]),
        ("呼和浩特下了雪。", ["呼和浩特市"]),
    ],
)
def test_a_place_is_itself_and_no_country(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.canonical(body, "place") == expected


def test_its_country_is_the_region() -> None:
    detector = RegionDetector(Gazetteer.load(), fold)
    assert detector.detect("外长访问东京", "外长在东京会谈。").regions == ("JP",)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # all of a transliteration, not what the dictionary has of it
        ("风暴在加丹杜安尼斯省登陆。", ["加丹杜安尼斯省"]),
        # a Latin spelling behind it, with a kind of division or what places stand behind
        ("军方在和沙尔马达市（Sarmada）交战。", ["沙尔马达市"]),
        ("列车开往首府基希纳乌（Chisinau）。", ["基希纳乌"]),
        ("作家乌达多（Alexandra Hurtado）到场。", []),
    ],
)
def test_places_with_a_latin_spelling(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "place") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("会见事务次官增田和夫、政策局长新川浩嗣。", ["增田和夫", "新川浩嗣"]),
        ("官房副长官青木一彦、佐藤文俊在座。", ["青木一彦", "佐藤文俊"]),
        ("会长田中重光出席。", ["田中重光"]),
        # words and places that families are called after, and somebody of such a family
        ("池谷深处有雾，作若狭义解释，演长坂坡之战，常在河边走。", []),
        ("外交政策局长河边贤裕、若狭胜在座。", ["河边贤裕", "若狭胜"]),
        # a mere role before what is no surname; media, and somebody without a given name
        ("技术工人乘高铁前往。", []),
        ("综合陆媒报道，一名樊姓男子获救。", []),
    ],
)
def test_japanese_names_in_lists_and_what_is_nobody(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "person") == expected
