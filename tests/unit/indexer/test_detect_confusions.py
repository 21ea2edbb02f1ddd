"""What is taken for a name and is none, or for a name of another kind: bodies behind verbs, places, brands, words.

Each rule stands beside what it must leave alone. All persons are invented but for public figures whose names are words.
"""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "persons", "bodies"),
    [
        # a title that is a verb or a place too
        ("沈若川代表党中央表示慰问。党中央高度重视。", ["沈若川"], ["党中央"]),
        ("苏丹卫生部发布通报。", [], ["卫生部"]),
        # titles that are nothing else
        ("自治區主席包鋼主持。", ["包鋼"], []),
        ("全国人大代表沈若川发言。", ["沈若川"], []),
    ],
)
def test_a_body_behind_a_title(finder: Finder, body: str, persons: list[str], bodies: list[str]) -> None:
    assert (finder.names(body, "person"), finder.names(body, "organisation")) == (persons, bodies)


@pytest.mark.parametrize(
    ("body", "persons", "places"),
    [
        # a place of the dictionary is a person where somebody is addressed or speaks, and then everywhere
        ("钟南山院士讲课。钟南山很高兴。", ["钟南山"], []),
        ("呼吸病学专家钟南山来了。", ["钟南山"], []),
        ("在钟南山修了路。", [], ["钟南山"]),
        ("武夷山市长热情接待。", [], ["武夷山市"]),
    ],
)
def test_a_person_whose_name_is_a_place(
    finder: Finder, body: str, persons: list[str], places: list[str]
) -> None:
    assert (finder.names(body, "person"), finder.names(body, "place")) == (persons, places)


@pytest.mark.parametrize(
    ("body", "persons"),
    [
        # where it lies, what is named so, a word of the language
        ("会议在波兰卡托维兹开幕。", []),
        ("布伦特原油上涨，阿拉伯各国欢迎。", []),
        ("新艇“布拉瓦”号下水。", []),
        ("治理小金库，核发文印费与维修费。", []),
        ("地址是仁爱路三段。", []),
        # who acts, and to whom something is done
        ("当天，里瓦尔多因病退出。", ["里瓦尔多"]),
        ("公园里纪念布莱希特诞辰。", ["布莱希特"]),
        ("博尔顿（John Bolton）离职。", ["博尔顿"]),
        ("特朗普说，马斯克说。", ["特朗普", "马斯克"]),
    ],
)
def test_a_transliterated_word_that_nobody_speaks_for(finder: Finder, body: str, persons: list[str]) -> None:
    assert finder.names(body, "person") == persons


@pytest.mark.parametrize(
    ("body", "bodies"),
    [
        ("亚马逊宣布裁员，彭博报道说斯巴鲁销量下降。", ["亚马逊", "彭博", "斯巴鲁"]),
        ("亚马逊雨林着火。", []),
    ],
)
def test_makes_are_firms(finder: Finder, body: str, bodies: list[str]) -> None:
    assert finder.names(body, "organisation") == bodies
    assert finder.names(body, "person") == []
