"""Cities abroad that no table has: by what stands before them, in lists of places, and everywhere once they are known. All are invented."""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "places", "persons"),
    [
        # by what stands before them, with what kind of division they are
        ("火箭弹落在北部城市特维尔尼。", ["特维尔尼"], []),
        ("空军飞往维尔卡邦州首府卡林内斯。", ["维尔卡邦州", "卡林内斯"], []),
        # once found, everywhere
        ("位于东部的人说，客机飞抵莱兰多夫。莱兰多夫全城停电。", ["莱兰多夫"], []),
        # where a name goes on or somebody's begins, nothing is
        ("来自维尔多莱·卡林，首都卡林内斯总统府。", [], ["维尔多莱·卡林"]),
        # in a list of places stands nobody
        ("军队在维尔多夫斯克、卡林诺夫斯克等地展开行动。", [], []),
        ("大使维尔斯、古巴驻华大使卡林诺夫。", ["古巴"], ["维尔斯", "卡林诺夫"]),
        # what somebody has, from him or on the way to it, makes him no place
        ("前往卡尔扎伊官邸，来自卡尔扎伊的签名球衣。卡尔扎伊说。", [], ["卡尔扎伊"]),
        ("位于贝克汉姆博物馆，抵达贝克汉姆的家。球迷等候贝克汉姆。", [], ["贝克汉姆"]),
        ("位于卡林内斯机场，客机飞抵维尔卡邦东部。", ["卡林内斯机场", "维尔卡邦"], []),
        # results give a country with each name
        ("名次：阿尔瓦雷斯、墨西哥；库马尔、印度。", ["墨西哥", "印度"], ["阿尔瓦雷斯", "库马尔"]),
        # a name that the dictionary has for a place by its sounds
        ("比利亚、托雷斯和马塔进球。", [], ["托雷斯"]),
    ],
)
def test_cities_abroad(finder: Finder, body: str, places: list[str], persons: list[str]) -> None:
    assert (finder.names(body, "place"), finder.names(body, "person")) == (places, persons)


def test_a_country_does_not_reach_into_the_next_word(finder: Finder) -> None:
    assert finder.names("日本国内人士关注。", "place") == ["日本"]
