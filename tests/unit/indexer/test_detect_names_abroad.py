"""Names from abroad: cities are themselves, whatever country they lie in, and their spellings are one."""

from __future__ import annotations

import pytest

from index.analysis.script import fold
from index.regions import Gazetteer
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
