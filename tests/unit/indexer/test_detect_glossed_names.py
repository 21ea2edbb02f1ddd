"""Names that a text glosses with their Latin spelling. All persons, firms and places are invented."""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # by a title, by sounds, by characters that make no word; then everywhere
        ("首相季若嵐（Karen Stallow）表示", ["季若嵐"]),
        ("曾領導汽車工業協會的多里斯（Edgar Dolis）說。多里斯指出", ["多里斯"]),
        ("電視台也報導亞芙（Mahmud Afuf）喪生。亞芙長年任職", ["亞芙"]),
        ("王儲薩勒曼（Selim bin Sarman）抵達。", ["薩勒曼"]),
        # firms, bodies and places
        ("南沁能源（Nancin Energy）上市。", []),
        ("前往拉斯維巴區（Ras al-Nebaa）避難。", []),
        ("位於洛多拉莫（Loda Ramo）的工廠", []),
        ("毒梟集團9人幫（Bali Mine）、谷歌風投（Google Ventures）", []),
        # behind another word for people
        ("TikTok網紅薩德布（Guna Sadbo）", ["薩德布"]),
        # one word spells anything
        ("真主黨（Hezbollah）否認。", []),
    ],
)
def test_glossed_names(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "person") == expected
