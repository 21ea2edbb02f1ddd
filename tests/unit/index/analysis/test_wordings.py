"""Terms in other regions' words: every wording is the term, what is only alike is not."""

from __future__ import annotations

import pytest

from index.analysis.script import fold, name_key
from index.analysis.wordings import archive_key, wordings_of


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("高质量发展", {"高品质发展", "高质素发展"}),
        # the words that a term is made of, each by itself
        ("黄河流域生态保护和高质量发展", {"黄河流域生态保护和高品质发展", "黄河流域生态保护和高质素发展"}),
        ("人工智能", {"人工智慧"}),
        # the longest word of the table at a place
        ("移动互联网", {"行动网路", "流动互联网"}),
        # no region words it otherwise, or something else is only like it
        ("乡村振兴", set()),
        ("城镇化", set()),
    ],
)
def test_wordings(term: str, expected: set[str]) -> None:
    assert {fold(wording) for wording in wordings_of(term)} - {fold(term)} == {fold(one) for one in expected}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("高品質發展", "高质量发展"),
        ("數位經濟", "数字经济"),
        ("數字經濟", "数字经济"),
        ("智慧城市", "智慧城市"),
        ("包鋼", "包钢"),
    ],
)
def test_a_wording_leads_to_the_archive_s_term(name: str, expected: str) -> None:
    assert archive_key(name_key(name)) == name_key(expected)
