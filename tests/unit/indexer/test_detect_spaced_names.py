"""Names and titles whose characters stand apart to fill a line. All persons are invented."""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("總統令\n局　長　羅五沁\n規程", ["羅五沁"]),
        ("處 長 曾參沁", ["曾參沁"]),
        ("部 長 李 沁\n附件", ["李 沁"]),
        ("總 經 理 朱 沁（代）", ["朱 沁"]),
        ("主任委員 王 沁", ["王 沁"]),
        ("出席：张 沁、李晓沁、王 沁", ["张 沁", "李晓沁", "王 沁"]),
        # what only looks so
        ("一 二 三、四 五、和 平", []),
        ("局 長 應於七日內陳報", []),
        ("高 度 重 视、安 全", []),
    ],
)
def test_names_beside_spaces(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "person") == expected


def test_offices_and_names_without_the_spaces(finder: Finder) -> None:
    (person,) = finder.entities("局 長 李 沁\n李沁指出，工程已完工。")
    assert (person.canonical, person.office, len(person.spans)) == ("李沁", "局長", 2)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("发言人培斯托夫表示。培斯托夫还说，谈判停了。", ["培斯托夫"]),
        ("“不会停，”培斯托夫说。", ["培斯托夫"]),
        ("，见斯托夫说谎。", ["斯托夫"]),
    ],
)
def test_transliterations_that_begin_with_a_character_no_other_has(
    finder: Finder, body: str, expected: list[str]
) -> None:
    assert finder.names(body, "person") == expected
