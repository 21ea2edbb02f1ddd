"""Names of places that are cut out of longer names and of other words, each with what is a place right beside it."""

from __future__ import annotations

import pytest

from index.analysis.script import fold, to_traditional
from index.regions.gazetteer import Gazetteer
from indexer.detect.regions import RegionDetector


@pytest.fixture(scope="module")
def detector() -> RegionDetector:
    return RegionDetector(Gazetteer.load(), fold)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # sounds of a longer name before it, or behind it
        ("部队在库尔斯克州推进。", ["RU"]),
        ("别尔哥罗德遭袭，鄂木斯克州警戒。", ["RU"]),
        ("克州发展旅游。", ["65", "6530"]),
        ("新疆克州发展旅游。", ["65", "6530"]),
        ("展览在马里兰州开幕。", ["US"]),
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
        ("倫敦布蘭特期油與紐約期油齊跌。", []),
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


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # roads are named after places; what lies on the roads of a place is there
        ("北京崇文区胡同改造完成。", ["11", "110101"]),
        ("北京西城区街巷整治。", ["11", "110102"]),
        ("广州街头张灯结彩。", ["44", "4401"]),
        ("株洲路网完善。", ["43", "4302"]),
        ("重庆路封闭施工。", []),
        ("王府井南京街开街。", []),
        # a district right behind a city abroad
        ("首爾江南區房價上漲。", ["KR"]),
        ("南宁江南区房价平稳。", ["45", "4501", "450105"]),
        # areas that are no divisions, bodies and groups of provinces
        ("两江新区产值增长。", ["50"]),
        ("西咸新区项目开工。", ["61"]),
        ("兵团党委召开会议。", ["65"]),
        ("赣湘鄂三省签署协议，赣湘鄂共建园区。", ["36", "43", "42"]),
        ("競委會檢控三間公司。", ["81"]),
    ],
)
def test_what_lies_in_a_place_speaks_for_it(detector: RegionDetector, body: str, expected: list[str]) -> None:
    assert list(detector.detect("消息", body).regions) == expected
