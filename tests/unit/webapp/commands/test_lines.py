"""Lines on a terminal and elsewhere."""

from __future__ import annotations

import sys

import pytest
from rich.text import Text

from webapp.commands.lines import Line, count_of, printable, show_lines

LINES = (Line(text=Text("稀土")), Line(), Line(text=Text("出口"), indent=2))


@pytest.mark.parametrize("on_terminal", [False, True])
def test_an_empty_line_parts_what_is_above_from_what_is_below(
    on_terminal: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: on_terminal)
    show_lines(LINES)
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == ["稀土", "", "  出口"]


def test_a_line_is_never_wrapped_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    show_lines([Line(text=Text("稀土" * 200), indent=5)])
    assert capsys.readouterr().out == " " * 5 + "稀土" * 200 + "\n"


@pytest.mark.parametrize("sign", ["\x1b", "\x9b", "\u202e", "\ud800", "\r"])
def test_what_a_terminal_would_obey_gives_way(sign: str) -> None:
    assert printable(f"稀{sign}土") == "稀\ufffd土"


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 articles"), (1, "1 article"), (1234, "1,234 articles")]
)
def test_counts(count: int, expected: str) -> None:
    assert count_of(count, "article") == expected
