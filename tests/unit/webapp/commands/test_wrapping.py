"""Lines of a terminal: wide characters count two cells, and no line begins or ends with what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from webapp.commands.wrapping import wrap_text


def lines(text: str, width: int, hang: int = 0) -> list[str]:
    return [line.plain for line in wrap_text(Text(text), width, hang=hang)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("稀土出口許可", 8, ["稀土出口", "許可"]),
        ("稀土出口，許可", 8, ["稀土出", "口，許可"]),
        ("稀土出（許可）", 8, ["稀土出", "（許可）"]),
        ("樣例 · 2025-03 · id a", 12, ["樣例 ·", "2025-03 · id", "a"]),
        ("從0到1 的 breakthrough", 8, ["從0到1", "的", "breakthr", "ough"]),
        ("稀土 19  新質生產力 5", 16, ["稀土 19", "新質生產力 5"]),
        ("稀  新質生產力", 10, ["稀  新質生", "產力"]),
        ("1. 2025-04  稀土出口許可申報", 26, ["1. 2025-04  稀土出口許可申", "報"]),
        ("全文稀土々", 8, ["全文稀", "土々"]),
        ("許可", 1, ["許", "可"]),
        ("", 8, [""]),
    ],
)
def test_lines_are_broken_as_chinese_is_set(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_later_lines_are_shorter_by_the_hang() -> None:
    assert lines("稀土出口許可申報", 8, hang=4) == ["稀土出口", "許可", "申報"]


def test_marks_stay_on_their_characters() -> None:
    text = Text("稀土出口許可")
    text.stylize("bold", 3, 5)
    marked = [[(span.start, span.end) for span in line.spans] for line in wrap_text(text, 8)]
    assert marked == [[(3, 4)], [(0, 1)]]


@given(
    text=st.text(alphabet="稀土，。（）“”0aZ· ", max_size=60),
    width=st.integers(2, 20),
    hang=st.integers(0, 3),
)
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int, hang: int) -> None:
    found = lines(text, width + hang, hang=hang)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width + (0 if number else hang) for number, line in enumerate(found))
