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


def with_periodicals(found: list[Span], text: str) -> list[Span]:
    """*found* and the periodicals that *text*, in simplified script, names; these hold what they are made of: 《苏黎世信使报》.

    With the marks where a word behind them says what they are.
    """
    if _MARK not in text:
        return found
    named = [Span(*match.span()) for match in _NAMED.finditer(text)]
    named += [Span(*match.span(1)) for match in _TITLED.finditer(text)]
    if not named:
        return found
    taken = bytearray(len(text))
    for start, end in named:
        taken[start:end] = b"\1" * (end - start)
    kept = [span for span in found if not all(taken[span.start : span.end])]
    for start, end in kept:
        taken[start:end] = b"\2" * (end - start)
    return kept + [span for span in named if taken.find(2, span.start, span.end) < 0]
