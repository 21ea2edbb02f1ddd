"""Names of places that are cut out of longer names and of other words, each with what is a place right beside it."""

from __future__ import annotations

import pytest

from index.analysis.script import fold, to_traditional
from index.regions import Gazetteer
from indexer.detect.regions import RegionDetector


@pytest.fixture(scope="module")
def detector() -> RegionDetector:
    return RegionDetector(Gazetteer.load(), fold)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # sounds of a longer name before it, or behind it
        ("部队在库尔斯克州推进。", []),
        ("别尔哥罗德遭袭，鄂木斯克州警戒。", ["RU"]),
        ("克州发展旅游。", ["65", "6530"]),
        ("新疆克州发展旅游。", ["65", "6530"]),
        ("展览在马里兰州开幕。", []),
        ("甘肃兰州开通航线。", ["62", "6201"]),
        ("阿克塞尔获胜，阿克塞诺夫落败。", []),
        ("阿克塞县发展光热。", ["62", "6209", "620924"]),
        # the league of states, and the prefecture
        ("阿盟秘书长表示，阿盟峰会将召开。", []),
        ("内蒙古阿盟牧民增收。", ["15", "1529"]),
        # words that begin with a place
        ("印度太平洋地区安全受关注。", []),
        ("印度与太平洋岛国会谈。", ["IN"]),
        ("伦敦金突破关口，伦敦期铜走高。", []),
        ("伦敦金融城市长来访。", ["GB"]),
        ("他也门清。", []),
        # a day and 本
        ("拨款到9月30日本财政年度结束为止。", []),
        ("谈判10日重启，12日本轮谈判结束。", []),
        ("11月1日日本首相访问。", ["JP"]),
        # a word before the name and its first character
        ("代表团在意大利访问。", ["IT"]),
        ("会长同意大利外长会谈。", ["IT"]),
        ("在叙利亚的侨民撤离。", ["SY"]),
        ("同日本国会议员会谈。", ["JP"]),
        ("各地隆重庆祝节日。", []),
        ("沿海城市加快建设。", []),
    ],
)
def test_a_place_is_no_part_of_another_name(detector: RegionDetector, body: str, expected: list[str]) -> None:
    found = [list(detector.detect("消息", text).regions) for text in (body, to_traditional(body))]
    assert found == [expected, expected]
