"""Places in articles: names that signs of a place hide, and where the same characters are none."""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # 在台, 赴台, 抵台 and 对台 say where, and name nothing; a name that begins with their last character does
        ("他在台北街头买伞。", ["台北"]),
        ("代表团赴台南市参访，随后抵台东。", ["台南市", "台东"]),
        ("在台灣居住的港人", ["台灣"]),
        ("港人在台湾聚会。", ["台湾"]),
        # 中 begins the next word
        ("在台中资企业和对台中小企业", []),
        ("在台中方人员", []),
        ("驻港人员返回", []),
    ],
)
def test_names_behind_signs(finder: Finder, body: str, expected: list[str]) -> None:
    assert [name for name in finder.names(body, "place") if len(name) > 1] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a ship, a town called as somebody, a town of Japan
        ("补给舰太湖舰入列，太湖舰队集结。", ["太湖"]),
        ("在巴巴罗萨州和北海道厚沁町", ["北海道", "厚沁町"]),
    ],
)
def test_what_a_place_makes(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "place") == expected
