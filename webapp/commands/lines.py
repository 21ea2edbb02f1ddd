"""Lines for people on a terminal: text with marks, and how it is printed there and elsewhere.

Used by `search` and `explain`. Stored text is never trusted: what a terminal would obey is replaced.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import click
from rich.console import Console
from rich.text import Text

from index.model import Snippet
from webapp.commands.wrapping import wrap_text

_MARK: Final = "bold yellow"
# Stored text holds no control characters, but a terminal must not trust a file for that.
_UNPRINTABLE: Final = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\u202a-\\u202e\\u2066-\\u2069]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of the output and how far it stands in; an empty one parts what is above from what is below.

    *hang*: how much further its second and later lines stand in.
    """

    text: Text = field(default_factory=Text)
    indent: int = 0
    hang: int = 0


def show_lines(lines: Iterable[Line]) -> None:
    """Write *lines* to stdout: wrapped within their indent on a terminal, elsewhere one line of text each."""
    console = Console(highlight=False, emoji=False, markup=False)
    # One line of text stays one line in a file: for grep, and for whoever pastes it.
    width = console.width if sys.stdout.isatty() else None
    with console.capture() as captured:
        for line in lines:
            for part in _laid_out(line, width):
                console.print(part, soft_wrap=True)
    click.echo(captured.get(), nl=False)


def _laid_out(line: Line, width: int | None) -> Iterator[Text]:
    if width is None or not line.text:
        yield Text(" " * line.indent if line.text else "") + line.text
        return
    hang = min(line.hang, (width - line.indent) // 2)
    for number, part in enumerate(wrap_text(line.text, width - line.indent, hang=hang)):
        yield Text(" " * (line.indent + (hang if number else 0))) + part


def marked(snippet: Snippet, style: str) -> Text:
    """Text with its highlights; they stay where they are, as every sign that cannot be shown gives way to one."""
    text = Text(printable(snippet.text.replace("\n", " ")), style=style)
    for span in snippet.highlights:
        text.stylize(_MARK, span.start, span.end)
    return text


def excerpt_text(snippet: Snippet) -> Text:
    """A piece of a body with its highlights, and dots where its sentence goes on."""
    before, after = ("…" if is_cut else "" for is_cut in (snippet.is_cut_before, snippet.is_cut_after))
    return Text.assemble(before, marked(snippet, ""), after)


def printable(text: str) -> str:
    """*text* without anything that a terminal would obey, character for character."""
    return _UNPRINTABLE.sub("\ufffd", text)


def count_of(count: int, one: str) -> str:
    """`1 article`, `1,234 articles`."""
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"
