"""Names with dots, and transliterations behind titles: whole or not at all. All persons are invented, their syllables are not."""

from __future__ import annotations

import pytest

from index.analysis.script import to_traditional
from tests.finder import Finder

WHOLE = [
    # cut into anything by the dictionary: 不, 都, 来, 提 and 地 are words elsewhere
    ("阿不都克里木·阿不来提主持会议。", ["阿不都克里木·阿不来提"]),
    (
        "买买提力·热合木、雪来提·吐尔地和玉素甫江·艾则孜出席。",
        ["买买提力·热合木", "雪来提·吐尔地", "玉素甫江·艾则孜"],
    ),
    ("副主席努尔泰·阿不都合曼指出", ["努尔泰·阿不都合曼"]),
    ("护边员布茹丽汗·毛勒德", ["布茹丽汗·毛勒德"]),
    ("总理贡布扎勒·赞丹苏赫抵达。", ["贡布扎勒·赞丹苏赫"]),
    ("总统卡瑟若夫马尔特·托卡林会谈。", ["卡瑟若夫马尔特·托卡林"]),
    # words of the language in the midst of a name, and right behind it
    ("作家埃马纽埃尔·维林说", ["埃马纽埃尔·维林"]),
    ("演员莱昂德罗·迪卡利奥来华。", ["莱昂德罗·迪卡利奥"]),
    ("帕夏·依夏也来了", ["帕夏·依夏"]),
    ("俄罗斯阿列克谢·维林的支持者", ["阿列克谢·维林"]),
    # behind words that are borders
    ("据艾尼瓦尔·吐尔逊介绍", ["艾尼瓦尔·吐尔逊"]),
    ("会见了路易斯·伊纳西奥·达席尔维。", ["路易斯·伊纳西奥·达席尔维"]),
    ("布什总统与乔治·W·布什总统", ["乔治·W·布什"]),
    # a hyphen joins as a dot does, unless each side is known by itself
    ("发言人卡琳娜·让-维林告诉记者", ["卡琳娜·让-维林"]),
    ("前部长施塔克-瓦林格辞职。", ["施塔克-瓦林格"]),
    # initials
    ("J·K·罗林斯的小说", ["J·K·罗林斯"]),
    ("副总统J·D·维林当选。", ["J·D·维林"]),
    # a surname of one character
    ("演员理查德·张。", ["理查德·张"]),
]


@pytest.mark.parametrize(("body", "expected"), WHOLE)
def test_a_dotted_name_reaches_from_border_to_border(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "person") == expected


@pytest.mark.parametrize("body", [body for body, _ in WHOLE])
def test_in_traditional_script_too(finder: Finder, body: str) -> None:
    assert finder.canonical(to_traditional(body), "person") == finder.canonical(body, "person")


def test_a_hyphen_between_two_cities_makes_nobody(finder: Finder) -> None:
    assert finder.names("米兰-悉尼航线开通，米兰-科尔蒂纳冬奥会开幕。", "person") == []


@pytest.mark.parametrize("dot", "·・•‧･")
def test_whatever_the_dot(finder: Finder, dot: str) -> None:
    body = f"外长托马斯{dot}维林抵达。"
    assert finder.names(body, "person") == [f"托马斯{dot}维林"]
    assert finder.canonical(body, "person") == ["托马斯·维林"]


@pytest.mark.parametrize(
    "body",
    [
        "“中国·北京”论坛开幕。",
        "何以中国·向新而行，清风·廉韵，大美青海·三江源。",
        "“一二·九”运动、3·15晚会、9·11事件。",
        "《诗·大雅》与《红楼梦·第一回》。",
        "长江·黄河，新疆·乌鲁木齐，改革开放·四十年。",
        "摄影·王，文·李。",
    ],
)
def test_other_dots_name_nobody(finder: Finder, body: str) -> None:
    assert finder.names(body, "person") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("蒙古国总统呼日勒赞赫抵达北京。", ["呼日勒赞赫"]),
        ("总统齐塞尔迪会见大使。", ["齐塞尔迪"]),
        ("總統齊塞爾迪會見大使。", ["齊塞爾迪"]),
        ("总理赞丹沙塔勒将访华。", ["赞丹沙塔勒"]),
        # a Chinese name behind a title ends where it does
        ("书记马克力来京。", ["马克力"]),
        ("市长马利在现场。", ["马利"]),
    ],
)
def test_behind_a_title_a_transliteration_is_read_to_its_border(
    finder: Finder, body: str, expected: list[str]
) -> None:
    assert finder.names(body, "person") == expected
