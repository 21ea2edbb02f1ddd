"""Script: folding and conversion keep every offset, and no spelling matters after folding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.script import (
    code_points,
    detect_script,
    fold,
    fold_points,
    from_code_points,
    has_traditional,
    load_fold_table,
    name_key,
    to_simplified,
    to_traditional,
    twins,
)
from index.model import Script

HOSTILE = (
    "",
    "\x00",
    "漢\x00國",
    "稀\u200b土\ufeff",
    "\u202e稀土\u202c",
    "𠮷野家㐀",
    "ﷺ﷽",
    "e\u0301é",
    "👩‍👩‍👧‍👦🇨🇳",
    "ǅŉßİ",
    "ﬁ①㍿½",
    "\U0010ffff\uffff",
    "\u2028\u2029\x85\x1c",
    "ｱﾞｶﾞ",
    "각",
)
any_text = st.text(max_size=60)
chinese = st.text(alphabet="稀土內蒙古后後里裏裡面麵乾干台臺颱着著計畫计划瞭了甚麼什么，。 A5“", max_size=40)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_keeps_its_length(text: str) -> None:
    for convert in (fold, to_simplified, to_traditional):
        assert len(convert(text)) == len(text)


@given(any_text | chinese)
def test_any_text_keeps_its_length(text: str) -> None:
    for convert in (fold, to_simplified, to_traditional):
        assert len(convert(text)) == len(text)


@given(any_text | chinese)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(any_text | chinese, any_text)
def test_folding_looks_at_no_neighbour(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(chinese)
def test_no_conversion_matters_after_folding(text: str) -> None:
    assert fold(to_simplified(text)) == fold(text)
    assert fold(to_traditional(text)) == fold(text)


@given(any_text)
def test_code_points_are_the_text(text: str) -> None:
    assert from_code_points(code_points(text)) == text
    assert len(code_points(text)) == len(text)


def test_lone_surrogates_are_folded_away() -> None:
    assert fold("稀\ud800土\udfff") == "稀\ufffd土\ufffd"


def test_the_array_is_the_table() -> None:
    table, points = load_fold_table(), fold_points()
    assert all(points[ord(left)] == ord(right) for left, right in table.items())
    assert points[ord("国")] == ord("国")
    assert not points.flags.writeable


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [("內蒙古獎勵稀土", "内蒙古奖励稀土"), ("計畫", "计划"), ("裏面", "里面"), ("頭髮發展", "头发发展")],
)
def test_traditional_is_simplified_word_by_word(traditional: str, simplified: str) -> None:
    assert to_simplified(traditional) == simplified


def test_no_words_are_exchanged() -> None:
    assert to_simplified("複製資料") == "复制资料"
    assert to_traditional("复制资料") == "複製資料"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("内蒙古奖励稀土产业", "hans"),
        ("內蒙古獎勵稀土產業", "hant"),
        ("獎勵产业", "mixed"),
        ("中文大小", "none"),
        ("GDP 2025", "none"),
        ("", "none"),
    ],
)
def test_the_script_of_a_text(text: str, script: Script) -> None:
    assert detect_script(text) == script


def test_a_quotation_does_not_change_the_script_of_a_text() -> None:
    assert detect_script("内蒙古奖励稀土产业发展办法实施细则规定" + "國") == "hans"


# Where nothing says that a text is traditional it is not converted: words must come out the same all the same.
@pytest.mark.parametrize("word", ["瞭解", "藉口", "甦生", "彷彿", "裏面", "稀土", "簷", "車"])
def test_what_conversion_changes_is_called_traditional(word: str) -> None:
    assert has_traditional(word) or to_simplified(word) == word


@pytest.mark.parametrize("text", ["效果显著", "沈阳回覆", "多么著名"])
def test_simplified_text_is_not_called_traditional(text: str) -> None:
    assert not has_traditional(text)


@pytest.mark.parametrize("spelling", ["新華社", "新华社", " 新华社 ", "新華社\u3000"])
def test_every_spelling_of_a_name_has_one_key(spelling: str) -> None:
    assert name_key(spelling) == "新华社"


@given(any_text | chinese)
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_twins_are_mutual_and_fold_together() -> None:
    table = twins()
    for character, others in table.items():
        assert character not in others
        for other in others:
            assert character in table[other]
            assert fold(other) == fold(character)
    assert "後" in table["后"]
