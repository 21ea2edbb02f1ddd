"""Regions of whole reports: national news, firms and dishes named after places, Taiwan's institutions, datelines that were cut."""

from __future__ import annotations

import pytest

from index.analysis.script import fold, to_traditional
from index.regions.gazetteer import Gazetteer
from indexer.detect.regions import RegionDetector
from tests.finder import Finder


@pytest.fixture(scope="module")
def detector() -> RegionDetector:
    return RegionDetector(Gazetteer.load(), fold)


def regions(detector: RegionDetector, title: str, body: str, raw: str = "") -> list[str]:
    return list(detector.detect(title, body, raw=raw).regions)


LISTED = "天津、湖北、四川、云南等地先行试点。"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("国务院印发通知", f"国务院办公厅印发通知，要求认真落实。{LISTED}", []),
        ("教育部部署工作", f"教育部近日印发通知。{LISTED}", []),
        ("消费市场回暖", f"国家统计局数据显示，全国消费市场回暖。{LISTED}", []),
        # named beyond the list, or in the title
        ("国务院批复天津规划", f"国务院批复同意天津规划。{LISTED}", ["12"]),
        ("天津发布新政", "天津市政府发布新政，湖北、四川等地跟进。", ["12", "42", "51"]),
        # a round-up is about all
        (
            "各地开展活动",
            "全国各地开展活动。天津、湖北、四川等地开展演练。云南、贵州、湖南等地举办讲座。",
            ["12", "42", "51", "53", "52", "43"],
        ),
    ],
)
def test_places_only_listed_in_national_news_are_no_regions(
    detector: RegionDetector, title: str, body: str, expected: list[str]
) -> None:
    assert regions(detector, title, body) == expected
    assert regions(detector, to_traditional(title), to_traditional(body)) == expected


NAMED_AFTER = [
    "他会说广东话和上海话，爱吃四川菜、北京烤鸭和重庆火锅。",
    "苏州评弹、扬州炒饭、金华火腿入选，河北梆子上演。",
    "山东舰、福建舰编队训练。",
    "辽宁号航母返航。",
    "福建号驶出船坞。",
    "山东号返航，辽宁号出海。",
    "南京号驱逐舰靠港。",
    "长沙号靠港，北京号离港。",
    "各方反对以军事手段解决问题。",
    "湖南卫视与浙江日报报道。",
    "北京银行、宁波银行、江苏银行公告。",
    "贵州茅台、云南白药、山东黄金股价上涨，宁德时代涨停。",
    "历史课讲南京条约。",
]


@pytest.mark.parametrize("body", NAMED_AFTER)
def test_what_is_only_named_after_a_place_lies_nowhere(
    detector: RegionDetector, finder: Finder, body: str
) -> None:
    assert regions(detector, body, body) == []
    assert regions(detector, to_traditional(body), "") == []
    assert finder.names(body, "place") == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("上海话题引热议", ["31"]),
        ("四川菜价回落", ["51"]),
        ("山东黄金产业壮大", ["37"]),
        ("上海银行业稳健运行", ["31"]),
        ("贵州茅台镇酒企座谈", ["52"]),
        ("辽宁舰艇厂开工", ["21"]),
        ("北京号召市民节水", ["11"]),
        ("江苏1号工程开工", ["32"]),
        ("山东省黄金局公告", ["37"]),
    ],
)
def test_what_only_looks_so_is_the_place(detector: RegionDetector, title: str, expected: list[str]) -> None:
    assert regions(detector, title, "") == expected


def test_firms_named_after_places_are_bodies(finder: Finder) -> None:
    body = "贵州茅台、云南白药、山东黄金股价上涨。"
    assert finder.names(body, "organisation") == ["贵州茅台", "云南白药", "山东黄金"]
    assert finder.names("山东黄金产业壮大。", "organisation") == []


@pytest.mark.parametrize(
    "body",
    [
        "立法院院會今（23）日三讀修正通過條例。",
        "民國114年10月23日召開會議，院長主持。",
        "考試院院會通過修正草案。",
        "行政院會今天通過修正草案，立委關切。",
    ],
)
def test_institutions_of_taiwan(detector: RegionDetector, body: str) -> None:
    assert regions(detector, "會議通過草案", body) == ["71"]


@pytest.mark.parametrize(
    "body", ["韓國總統府發表聲明，國會通過法案。", "法国总统府宣布改组内阁。", "民国11年，学堂开办。"]
)
def test_those_of_others_are_not(detector: RegionDetector, body: str) -> None:
    assert "71" not in regions(detector, "", body)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("〔記者簡文朗／台北報導〕", "71"),
        ("（中央社記者簡文朗香港23日電）", "81"),
        ("【記者簡文朗/南投報導】", "71"),
    ],
)
def test_a_dateline_that_was_cut_votes(detector: RegionDetector, head: str, expected: str) -> None:
    body = "稀土展昨天開幕，吸引許多人參觀。"
    assert regions(detector, "稀土展開幕", body, raw=f"稀土展開幕\n{head}{body}")[0] == expected
    assert regions(detector, "稀土展開幕", body, raw=f"稀土展開幕\n{body}") == []
