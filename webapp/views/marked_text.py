"""The text of an article to HTML: its marks numbered, with a way from each to the next, and its names linked.

Goes on where `present.py` ends, and keeps its rule: every piece of text goes through `render_text`. The links between
marks are anchors, so they work without a script, and hold no text, so that what is copied or read out is the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from index.model import Snippet, Span
from webapp.present import render_text
from webapp.texts import Texts

_LINE_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")


class NameLink(NamedTuple):
    """A range of a text that is somebody's or something's name, and the search of it."""

    span: Span
    url: str
    title: str


class _Mark(NamedTuple):
    """A range that matched; *number* counts over title and body, 0 for what goes on from the line before."""

    number: int
    span: Span


class _Line(NamedTuple):
    """A line of a text: the line itself and its marks and names, in offsets of the line."""

    text: str
    marks: tuple[_Mark, ...]
    names: tuple[NameLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSteps:
    """How one goes from mark to mark: behind each stand links to its neighbours, of which the last leads to the first.

    *before* marks stand in front of the text that is rendered, *total* in all.
    """

    before: int
    total: int
    texts: Texts

    def links(self, number: int) -> Markup:
        """To the mark before, where one is, to the next, and away; nothing where there is but one."""
        if self.total < 2:
            return Markup("")
        return Markup(
            '<span class="step"><a class="previous" href="#m{}" aria-label="{}"></a><span data-at="{}/{}"></span>'
            '<a class="next" href="#m{}" aria-label="{}"></a><a class="close" href="#content" aria-label="{}"></a></span>'
        ).format(
            (number - 2) % self.total + 1,
            self.texts["previous_mark"],
            number,
            self.total,
            number % self.total + 1,
            self.texts["next_mark"],
            self.texts["close"],
        )


def render_title(snippet: Snippet, names: Sequence[NameLink], steps: MarkSteps) -> Markup:
    """The title on the page of its article; *names* in order, none overlapping another."""
    marks = tuple(_Mark(number, span) for number, span in enumerate(snippet.highlights, start=1))
    return _render_line(_Line(text=snippet.text, marks=marks, names=tuple(names)), steps)


def render_paragraphs(snippet: Snippet, names: Sequence[NameLink], steps: MarkSteps) -> tuple[Markup, ...]:
    """The lines of a whole text, empty ones left out; *names* in order, none overlapping another.

    A mark over a line's end goes on in the next line. A name that crosses the border of a mark or a line, or holds several
    marks, is not linked: the marks are what was asked for.
    """
    return tuple(_render_line(line, steps) for line in _lines(snippet, names, steps.before))


def _lines(snippet: Snippet, names: Sequence[NameLink], before: int) -> Iterator[_Line]:
    """The lines that hold more than white space."""
    breaks = list(_LINE_BREAK.finditer(snippet.text))
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(snippet.text)]
    marks = [_Mark(number, span) for number, span in enumerate(snippet.highlights, start=before + 1)]
    first_mark = first_name = 0
    numbered: set[int] = set()
    for start, end in zip(starts, ends, strict=True):
        while first_mark < len(marks) and marks[first_mark].span.end <= start:
            first_mark += 1
        while first_name < len(names) and names[first_name].span.start < start:
            first_name += 1
        if not snippet.text[start:end].strip():
            continue
        within = tuple(_marks_within(marks[first_mark:], start, end))
        yield _Line(
            text=snippet.text[start:end],
            marks=tuple(mark._replace(number=0) if mark.number in numbered else mark for mark in within),
            names=tuple(_names_within(names[first_name:], start, end)),
        )
        numbered.update(mark.number for mark in within)


def _marks_within(marks: Sequence[_Mark], start: int, end: int) -> Iterator[_Mark]:
    for number, span in marks:
        if span.start >= end:
            return
        yield _Mark(number, Span(start=max(span.start, start) - start, end=min(span.end, end) - start))


def _names_within(names: Sequence[NameLink], start: int, end: int) -> Iterator[NameLink]:
    for name in names:
        if name.span.end > end:
            return
        yield name._replace(span=Span(start=name.span.start - start, end=name.span.end - start))


def _render_line(line: _Line, steps: MarkSteps) -> Markup:
    parts: list[Markup] = []
    at = 0
    waiting = list(line.marks)
    for name in line.names:
        inside = [mark for mark in waiting if _touch(mark.span, name.span)]
        if name.span.start < at or not _can_hold(name.span, inside):
            continue
        before = [mark for mark in waiting if mark.span.end <= name.span.start]
        parts.append(_render_part(line.text, Span(start=at, end=name.span.start), before, steps))
        marked = _render_part(line.text, name.span, inside, None)
        link = Markup('<a class="name" href="{}" title="{}">{}</a>')
        parts.append(link.format(name.url, render_text(name.title), marked))
        # A link holds no other link: those of its mark follow it.
        parts.extend(steps.links(mark.number) for mark in inside if mark.number)
        waiting = [mark for mark in waiting if mark.span.start >= name.span.end]
        at = name.span.end
    parts.append(_render_part(line.text, Span(start=at, end=len(line.text)), waiting, steps))
    return Markup("").join(parts)


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _can_hold(name: Span, marks: Sequence[_Mark]) -> bool:
    return not marks or (
        len(marks) == 1 and name.start <= marks[0].span.start and marks[0].span.end <= name.end
    )


def _render_part(text: str, part: Span, marks: Sequence[_Mark], steps: MarkSteps | None) -> Markup:
    """A part of *text* with the marks that lie in it; without *steps* the links to their neighbours are left out."""
    parts: list[Markup] = []
    at = part.start
    for number, span in marks:
        parts.append(render_text(text[at : span.start]))
        identifier = Markup(' id="m{}"').format(number) if number else Markup("")
        parts.append(Markup("<mark{}>{}</mark>").format(identifier, render_text(text[span.start : span.end])))
        if number and steps is not None:
            parts.append(steps.links(number))
        at = span.end
    parts.append(render_text(text[at : part.end]))
    return Markup("").join(parts)
