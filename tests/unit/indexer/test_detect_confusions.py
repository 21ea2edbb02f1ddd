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


@pytest.mark.parametrize(
    ("body", "persons"),
    [
        # what ends no name, what no name has
        ("金鹿奖揭晓，许乙案结案，林博会开幕。", []),
        ("会议由本部召开，委托向大会报告。", []),
        ("中苏两国建交，中韩两国互访。", []),
        # a country's 方 is no surname
        ("同非方赓续友谊，欧方表示欢迎，向巴方通报。", []),
        ("专家方若鑫说，路修好了。", ["方若鑫"]),
        # a village of Taiwan
        ("桃園市桃園區龍祥里六十一號。", []),
        ("学史明理、学史增信。游客齐聚一堂，夏播开始。", []),
        # a sea is no Japanese name
        ("漁船赴大西洋作業，稻田里種了稻。", []),
        # verbs and prepositions that are surnames too
        ("领导人曾为此奔走，经营者应检具文件，女儿向好发展。", []),
        ("总统向中巴两党致贺，驾驶员向塔台汇报。", []),
    ],
)
def test_what_is_no_name_of_a_person(finder: Finder, body: str, persons: list[str]) -> None:
    assert finder.names(body, "person") == persons


@pytest.mark.parametrize(
    ("body", "persons"),
    [
        # 和 before a border belongs to the name
        ("部長許若和\n遺產法修正案", ["許若和"]),
        ("局长许若和、沈若川出席。", ["许若和", "沈若川"]),
        ("局长许若和沈若川出席。", ["许若", "沈若川"]),
        ("选手张本辰和击败对手。", ["张本辰和"]),
        # a wife's name begins with her husband's surname
        ("議員葉劉若儀發言。", ["葉劉若儀"]),
        ("林沈若霞女士捐款。", ["林沈若霞"]),
        ("市长王向东来到现场。", ["王向东"]),
        ("范姜若豐現身。", ["范姜若豐"]),
        # dots of Taiwan's press join names, and count
        ("希拉蕊．柯爾曼說，會談有益。", ["希拉蕊．柯爾曼"]),
        ("一．總則\n二．附則", []),
        # behind a title a transliteration begins with any character
        ("發言人瓊斯科夫說，信號正面。", ["瓊斯科夫"]),
        ("发言人培斯科夫强调，信号正面。", ["培斯科夫"]),
    ],
)
def test_borders_of_names(finder: Finder, body: str, persons: list[str]) -> None:
    assert finder.names(body, "person") == persons


@pytest.mark.parametrize(
    ("body", "persons"),
    [
        ("日本首相石破茂表示欢迎，石破将访美。", ["石破茂"]),
        ("石磊明说，路修好了。专家石磊说，桥也好了。", ["石磊明", "石磊"]),
    ],
)
def test_a_long_surname_stands_for_its_bearer(finder: Finder, body: str, persons: list[str]) -> None:
    assert finder.canonical(body, "person") == persons


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # parts of words
        ("南方网红开播，中国网购节开幕。", []),
        ("护照号1BBC085763，GARCIA先生，G78次列车。", []),
        ("2014APEC会议与G20峰会。", ["APEC", "G20"]),
        # words, and what several bodies bear
        ("价格比前两天都大了，乐购新春，画京剧脸谱。", []),
        ("民安才能国泰，猎户座上看三星。", ["三星"]),
        ("福建银保监局通报，中国台联致信。", ["福建银保监局"]),
        # Hong Kong's, where it is the city that an article is of
        ("射电天文台落成，海事处派员巡查。", []),
        ("香港今晚有雨，天文台发出警告。", ["天文台"]),
        ("天文台說，風勢稍後減弱。", ["天文台"]),
    ],
)
def test_bodies_by_short_names(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("英国防部表示。", ["英国国防部"]),
        ("法国防部长抵达。", ["法国国防部"]),
        ("中俄国防部长会谈。", ["国防部"]),
        ("乌克兰停电，乌国防部通报。", ["乌克兰国防部"]),
        ("乌国防部通报。", ["乌国防部"]),
    ],
)
def test_ministries_behind_one_character_for_a_state(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.canonical(body, "organisation") == expected
