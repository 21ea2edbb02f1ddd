"""Text that was wrapped at a column before it was pasted → its paragraphs; any other text as it is.

A mailer or a terminal breaks a line where the next word does not fit, so each broken line can be told: with the first word of
the next one it would be wider than the widest. A text is called wrapped only as a whole: paragraphs go over several lines,
sentences over the breaks, and last lines end as sentences do. Lists, verse, tables and interviews show none of that, and stay.
Pure; plain text uses it (`indexer/sources/plain_text.py`). It matters for search: a run across a line break is not found.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

Measure = Callable[[str], int]

_NARROW: Final = re.compile(r"[\u0000-\u2017\u2019-\u201b\u2020-\u2025\u2027-\u2e7f\uff61-\uffdc]")
# With the closing signs behind it, which no line begins with; words of Latin letters and numbers stay whole.
_FIRST_UNIT: Final = re.compile(r"\s*([A-Za-z0-9.,%/+-]+|.)[，。、；：！？”’」』）》】…]*")
_CLOSING: Final = "，。、；：！？”’」』）》】…"
_ENDED: Final = re.compile(r"[。！？!?…；](?:[”’」』）)】]|[（(【][^（）()【】]{1,30}[）)】]\d{0,7})*\s*$")
_SIGN: Final = re.compile("[，。、；：！？]")
_SENTENCE: Final = re.compile("[。！？]")
# What begins a line of its own, wrapped or not.
_MARKED: Final = re.compile(
    r"\s*(?:[•·●▪■◆▲★※#*>|-]|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、）).．]|第[一二三四五六七八九十百\d]{1,4}[条條章节節编編]|【|[問问答]\s*[：:])"
)
_INDENT: Final = re.compile(r"[ \t\u3000]*")
_NARROWEST: Final = 28
_WIDEST: Final = 120
_FEWEST_JOINS: Final = 3
_MOST_OUTLIERS: Final = 3
_MOST_LINES: Final = 20_000
_LONGEST_LINE: Final = 10 * _WIDEST
# Shares of breaks that are within a sentence, of last lines that end one, of paragraphs with one, of lines with a sign in them.
_LEAST_BROKEN: Final = 0.7
_LEAST_ENDED: Final = 0.7
_LEAST_JOINED: Final = 0.3
_LEAST_SIGNED: Final = 0.5
# Share of breaks right behind a sign: few in prose, all in verse, rosters, addresses and speeches one a line.
_MOST_BEHIND_SIGNS: Final = 0.75
# Lines that begin paragraphs are indented further than so many others.
_LEAST_USUAL: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrapping:
    """Which lines of a text go on in the next one (numbers of the former)."""

    lines: Sequence[str]
    breaks: frozenset[int]

    def paragraphs(self) -> Iterator[list[str]]:
        paragraph: list[str] = []
        for number, line in enumerate(self.lines):
            paragraph.append(line)
            if number not in self.breaks:
                yield paragraph
                paragraph = []


def join_wrapped_lines(lines: Sequence[str]) -> list[str]:
    """*lines* as they are, or those of a text that was wrapped with each paragraph in one; empty lines stay."""
    if len(lines) > _MOST_LINES or max(map(len, lines), default=0) > _LONGEST_LINE:
        return list(lines)
    found = [
        wrapping
        for measure in (_columns, len)
        for width in _widths(lines, measure)
        if _is_wrapped(wrapping := _Wrapping(lines=lines, breaks=_breaks(lines, measure, width)))
    ]
    if not found:
        return list(lines)
    best = max(found, key=lambda wrapping: len(wrapping.breaks))
    return [_joined(paragraph) for paragraph in best.paragraphs()]


def _columns(text: str) -> int:
    """How wide a terminal shows *text*: two columns for an ideograph and for a quotation mark beside ideographs."""
    return 2 * len(text) - len(_NARROW.findall(text))


def _widths(lines: Sequence[str], measure: Measure) -> list[int]:
    """The widths at which the lines may have been wrapped: those of the widest, headlines and addresses beyond them left out."""
    widths = sorted({measure(line.rstrip().rstrip(_CLOSING)) for line in lines if line.strip()}, reverse=True)
    narrowest = _NARROWEST if measure is _columns else _NARROWEST // 2
    return [width for width in widths[: _MOST_OUTLIERS + 1] if narrowest <= width <= _WIDEST]


def _breaks(lines: Sequence[str], measure: Measure, width: int) -> frozenset[int]:
    """The lines behind which the next word did not fit into *width*, and where nothing says that a paragraph ends."""
    indents = Counter(len(_INDENT.match(line)[0]) for line in lines if line.strip())  # type: ignore[index]
    usual = min(
        (indent for indent, count in indents.items() if count >= _LEAST_USUAL * indents.total()), default=0
    )
    has_starts = sum(count for indent, count in indents.items() if indent > usual) > 1
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    has_gaps = any(not line.strip() for line in lines[first + 1 :])
    found = set()
    for number in range(len(lines) - 1):
        line, below = lines[number].rstrip(), lines[number + 1].rstrip()
        if not line.strip() or not below.strip() or _starts(below, usual):
            continue
        if number == first and not (has_gaps or _SIGN.search(line) or _starts(line, usual)):
            continue  # a headline as wide as the text
        if max(measure(line.rstrip(_CLOSING)), measure(below.rstrip(_CLOSING))) > width:
            continue
        is_full = measure(_continued(line, _first_unit(below))) > width
        if is_full and (has_starts or has_gaps or _ENDED.search(line) is None):
            found.add(number)
    return frozenset(found)


def _starts(line: str, usual: int) -> bool:
    """True for a line that begins a paragraph: indented further than most, or marked as an item."""
    indent = _INDENT.match(line)
    return (indent is not None and len(indent[0]) > usual) or _MARKED.match(line) is not None


def _is_wrapped(wrapping: _Wrapping) -> bool:
    """True where the breaks are those of prose, all over the text."""
    lines, breaks = wrapping.lines, wrapping.breaks
    if len(breaks) < _FEWEST_JOINS or len(breaks) < _LEAST_JOINED * sum(1 for line in lines if line.strip()):
        return False
    joined = [paragraph for paragraph in wrapping.paragraphs() if len(paragraph) > 1]
    broken = sum(_ENDED.search(lines[number]) is None for number in breaks)
    signed = sum(_SIGN.search(lines[number].rstrip()[:-1]) is not None for number in breaks)
    behind_signs = sum(lines[number].rstrip()[-1:] in _CLOSING for number in breaks)
    ended = sum(_ENDED.search(paragraph[-1]) is not None for paragraph in joined)
    told = sum(_SENTENCE.search("".join(paragraph)) is not None for paragraph in joined)
    return (
        broken >= _LEAST_BROKEN * len(breaks)
        and signed >= _LEAST_SIGNED * len(breaks)
        and behind_signs <= _MOST_BEHIND_SIGNS * len(breaks)
        and ended >= _LEAST_ENDED * len(joined)
        and told >= _LEAST_ENDED * len(joined)
    )


def _joined(paragraph: Sequence[str]) -> str:
    """The lines of a paragraph as one; a line by itself as it is."""
    if len(paragraph) == 1:
        return paragraph[0]
    lines = [paragraph[0].rstrip(), *(line.strip() for line in paragraph[1:])]
    return "".join([line + _between(line, below) for line, below in itertools.pairwise((*lines, ""))])


def _continued(text: str, piece: str) -> str:
    """*text* with *piece* behind it."""
    return text + _between(text, piece) + piece


def _between(text: str, piece: str) -> str:
    """What stands between the end of a line and the next one: a blank between words of Latin letters, else nothing."""
    last, first = text[-1:], piece[:1]
    is_word = last.isascii() and first.isascii() and last.isalnum() and first.isalnum()
    return " " if is_word and (last.isalpha() or first.isalpha()) else ""


def _first_unit(line: str) -> str:
    found = _FIRST_UNIT.match(line)
    return found[0].strip() if found else ""
