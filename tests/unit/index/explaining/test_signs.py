"""Characters that are read as others, and those that find the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.script import fold
from index.explaining.signs import read_signs, same_signs, searched_text
from index.query.parser import parse_query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("稀土", []),
        ("產", [("產", "产", "script")]),
        ("群裏", [("裏", "里", "script")]),
        ("囯", [("囯", "国", "variant")]),
        ("５Ｇ", [("５", "5", "width"), ("Ｇ", "g", "width")]),
        ("5G5G", [("G", "g", "case")]),
        (
            "（稀土｜鎢）",
            [("（", "(", "width"), ("｜", "|", "width"), ("鎢", "钨", "script"), ("）", ")", "width")],
        ),
        ("稀土\u3000出口「管制」", []),
        ("title:5G OR A", [("G", "g", "case"), ("A", "a", "case")]),
        (
            "標題：產 或 NOT 實體:（鎢）",
            [
                ("：", ":", "width"),
                ("產", "产", "script"),
                ("（", "(", "width"),
                ("鎢", "钨", "script"),
                ("）", ")", "width"),
            ],
        ),
        ("地區:內蒙古", [("內", "内", "script")]),
        ("日期:2025年", []),
        ("", []),
    ],
)
def test_what_is_read_otherwise(text: str, expected: list[tuple[str, str, str]]) -> None:
    signs = read_signs(text, searched_text(parse_query(text).tree))
    assert [(sign.typed, sign.read_as, sign.why) for sign in signs] == expected


def test_what_finds_the_same_and_what_may_be_another_word() -> None:
    (back, produce) = same_signs("后產")
    assert (back.typed, "後" in back.same, back.other_words) == ("后", True, ("後",))
    assert (produce.typed, "产" in produce.same, produce.other_words) == ("產", True, ())


def test_letters_and_signs_have_no_list() -> None:
    assert same_signs("5G｜+。") == ()


def test_shown_are_spellings_that_readers_can_tell_apart() -> None:
    shown = {sign.typed: sign.shown for sign in same_signs("经日后")}
    assert shown == {"经": ("経", "經"), "日": (), "后": ()}


@given(st.text())
def test_everything_that_finds_the_same_folds_alike(text: str) -> None:
    for sign in same_signs(text):
        assert {fold(one) for one in (sign.typed, *sign.same, *sign.other_words)} == {fold(sign.typed)}
        assert sign.typed not in sign.same
