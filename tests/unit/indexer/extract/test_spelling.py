"""The one spelling of the rules: what they ask for in simplified script they find in traditional script too."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from index.analysis.script import to_simplified, to_traditional
from indexer.extract import bylines, headline, legal_tail, notices, stamp_lines
from indexer.extract.spelling import spell


@pytest.mark.parametrize("module", [bylines, headline, legal_tail, notices, stamp_lines])
def test_every_character_of_a_pattern_is_found_in_traditional_script(module: ModuleType) -> None:
    patterns = (value for value in vars(module).values() if isinstance(value, re.Pattern))
    characters = sorted(set("".join(re.findall("[\u3400-\u9fff]", "".join(p.pattern for p in patterns)))))
    traditional = {one: to_traditional(one) for one in characters}
    missed = [
        one for one, other in traditional.items() if to_simplified(other) == one and spell(other) != one
    ]
    assert missed == []


def test_a_text_keeps_its_length() -> None:
    text = "【評論】數據確認，給讀者：輸入鍵盤。"
    assert (spell(text), len(spell(text))) == (
        "(评论)数据确认,给读者:输入键盤。".replace("盤", "盘"),
        len(text),
    )
