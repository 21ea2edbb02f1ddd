"""Finds periodicals by the marks of a title around their names: 《求是》杂志, 《新苏黎世报》."""

from __future__ import annotations

import re

from index.model import Span

_MARK = "《"
_NAMED = re.compile("《([^》《\n]{1,10})》(?:杂志社?|报社|周刊|月刊|报(?!道))")
# Neither 《情况通报》 nor 《工作汇报》 is one.
_TITLED = re.compile(
    "《([\u4e00-\u9fff]{1,8}"
    "(?:(?<![海情公简警喜战年电捷通预季])报(?<!工作汇报)(?<!情况汇报)(?<!思想汇报)|周刊|月刊|半月刊))》"
)


def periodicals(text: str) -> list[Span]:
    """Where *text*, in simplified script, names them; with the marks where a word behind them says what they are."""
    if _MARK not in text:
        return []
    return [Span(*match.span()) for match in _NAMED.finditer(text)] + [
        Span(*match.span(1)) for match in _TITLED.finditer(text)
    ]
