"""Paragraphs of a page → what is the article and what is not: captions, bylines, page lines, the legal tail.

Pure and format-blind: plain text uses it now, pages will. It only divides; what is taken out stays in the article's raw
text, and nothing here looks for titles, dates or names. The rules for single lines stand in `bylines.py` and `captions.py`, those for the
end of a page in `legal_tail.py`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.model import Span
from indexer.extract.bylines import (
    detect_bare_writers,
    detect_credits,
    detect_last_names,
    detect_lead_in,
    detect_link,
    detect_writers,
    is_editor_line,
    is_former_title,
    is_joint_byline,
    is_lead_line,
    is_names_line,
    is_place_line,
    is_related_heading,
    is_rule,
    is_tool_line,
    is_weak_tool,
    parse_labelled_line,
)
from indexer.extract.captions import detect_photo_credit, is_caption, is_labelled_caption
from indexer.extract.legal_tail import detect_legal_tail, detect_notices
from indexer.extract.notices import (
    detect_comments,
    is_invitation_line,
    is_joining_line,
    is_notice_line,
    is_related_line,
)
from indexer.extract.spelling import spell
from indexer.extract.stamp_lines import is_stamp_head, is_stamp_line, join_issue_lines

_PAGE_HEAD_LINES: Final = 6
_LONGEST_LINK: Final = 60
_SENTENCE_ENDS: Final = "。！？!?；;"
_LONGEST_PAGE_FOOT: Final = 200
_MOST_PARAGRAPHS: Final = 20_000
"""A text of more lines is no page: the rules would take over a second and find nothing."""


class Removal(enum.Enum):
    """Why something is not the article."""

    CAPTION = "caption"
    BYLINE = "byline"
    PAGE_LINE = "page line"
    RELATED = "related links"
    LEGAL = "legal tail"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedSpan:
    """A half-open range of code points of paragraph number *paragraph* (from 0) that is not the article."""

    paragraph: int
    start: int
    end: int
    why: Removal


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitText:
    """The article's own paragraphs, trimmed, none empty; and all that was taken out, in order."""

    kept: tuple[str, ...]
    removed: tuple[RemovedSpan, ...]


def find_author(paragraphs: Sequence[str], split: SplitText) -> str | None:
    """Who wrote the text, by the first line or byline that was taken out of *paragraphs* and names a reporter or author.

    Names alone in brackets, as papers print them behind the last sentence, only where no byline says what they are.
    """
    bylines = [
        byline
        for span in split.removed
        if _is_byline(span.why, spell(byline := paragraphs[span.paragraph][span.start : span.end]))
    ]
    for detect in (detect_writers, detect_bare_writers):
        for byline in bylines:
            if names := detect(spell(byline)):
                return byline[names.start : names.end]
    return None


def _is_byline(why: Removal, spelled: str) -> bool:
    """True for what may name who wrote: a caption only where it names who took the picture as well."""
    return why in (Removal.BYLINE, Removal.PAGE_LINE) or (why is Removal.CAPTION and is_joint_byline(spelled))


def split_boilerplate(paragraphs: Sequence[str], title: str = "") -> SplitText:
    """Divide *paragraphs* (trimmed, without the title); every character is kept, removed, or white space between.

    Where the rules would leave nothing, all but legal notices is kept: an article is never emptied.
    """
    if len(paragraphs) > _MOST_PARAGRAPHS:
        return SplitText(kept=tuple(filter(None, paragraphs)), removed=())
    spelled = [spell(paragraph) for paragraph in paragraphs]
    end = detect_legal_tail(spelled, spell(title))
    removed = [
        RemovedSpan(paragraph=number, start=0, end=len(paragraphs[number]), why=Removal.LEGAL)
        for number in range(end, len(paragraphs))
    ]
    whole = dict(_whole_removals(spelled[:end], spell(title)))
    last = max((number for number in range(end) if number not in whole), default=None)
    kept: list[str] = []
    for number in range(end):
        if number in whole:
            spans = [Span(start=0, end=len(paragraphs[number]))]
            why = whole[number]
        else:
            spans, why = _inline_removals(spelled[number], len(kept) < 2, number == last), Removal.BYLINE
        rest = _without(paragraphs[number], spans)
        if rest and spans and is_tool_line(spell(rest)):
            # 【纠错】 beside 【责任编辑：某某】
            spans, why, rest = [Span(start=0, end=len(paragraphs[number]))], Removal.PAGE_LINE, ""
        removed += [RemovedSpan(paragraph=number, start=span.start, end=span.end, why=why) for span in spans]
        if rest:
            kept.append(rest)
    if not kept:
        return _without_notices(paragraphs, removed)
    return SplitText(
        kept=tuple(kept), removed=tuple(sorted(removed, key=lambda span: (span.paragraph, span.start)))
    )


def _without_notices(paragraphs: Sequence[str], removed: Sequence[RemovedSpan]) -> SplitText:
    """All that is no legal notice, where nothing else would be left; everything where that is nothing too."""
    legal = tuple(span for span in removed if span.why is Removal.LEGAL)
    gone = {span.paragraph for span in legal}
    kept = tuple(one for number, one in enumerate(paragraphs) if one and number not in gone)
    return (
        SplitText(kept=kept, removed=legal)
        if kept
        else SplitText(kept=tuple(filter(None, paragraphs)), removed=())
    )


def _whole_removals(spelled: Sequence[str], title: str) -> Iterator[tuple[int, Removal]]:
    """Paragraphs that go as a whole, with the reason."""
    editors = _first_editors(spelled)
    below = min(editors + 1, detect_comments(spelled))
    issued = _issue_lines(spelled)
    notices = detect_notices(spelled, title)
    related = body_seen = gone = False
    for number, paragraph in enumerate(spelled):
        # Lines about the page stand at its edges, and beside each other.
        last = min(below, len(spelled) - _PAGE_HEAD_LINES)
        at_edge = gone or number < _PAGE_HEAD_LINES or number >= last or number == editors - 1
        is_heading = is_related_heading(paragraph) or is_related_line(paragraph)
        related = (related and _is_link_like(paragraph)) or (body_seen and is_heading)
        if at_edge and number + 1 < len(spelled) and is_place_line(spelled[number + 1]):
            at_edge = False  # 时间：… above 地点：… tells of an event
        why = Removal.RELATED if related or number >= below else _why_removed(paragraph, at_edge)
        if why is None and number > 0 and is_labelled_caption(spelled[number - 1], paragraph):
            why = Removal.CAPTION
        elif why is None and number in notices:
            why = Removal.LEGAL
        elif why is None and (
            number in issued
            or _joins_invitation(spelled, number)
            or ((gone or not body_seen) and is_weak_tool(paragraph))
            or (not body_seen and (paragraph == title or _is_head_line(paragraph)))
        ):
            why = Removal.PAGE_LINE
        gone = why is not None
        if why is not None:
            yield number, why
        else:
            body_seen = True


def _is_head_line(paragraph: str) -> bool:
    """True for what can be no text above one: notices, and stamps with whatever else a page prints beside them."""
    return is_notice_line(paragraph) or is_stamp_head(paragraph)


def _joins_invitation(spelled: Sequence[str], number: int) -> bool:
    """True for a call to join or support beside another line that invites."""
    return is_joining_line(spelled[number]) and any(
        is_invitation_line(near) or is_joining_line(near)
        for near in (*spelled[max(0, number - 1) : number], *spelled[number + 1 : number + 2])
    )


def _why_removed(paragraph: str, at_edge: bool) -> Removal | None:
    """Judge one paragraph by itself; None where it is kept."""
    if is_caption(paragraph):
        return Removal.CAPTION
    if is_names_line(paragraph) or is_editor_line(paragraph) or (at_edge and parse_labelled_line(paragraph)):
        return Removal.BYLINE
    if not paragraph or is_tool_line(paragraph) or is_invitation_line(paragraph):
        return Removal.PAGE_LINE
    if at_edge and _is_page_line(paragraph):
        return Removal.PAGE_LINE
    return None


def _issue_lines(spelled: Sequence[str]) -> frozenset[int]:
    """The last two lines that say when a press release was issued, where they do."""
    for number in range(len(spelled) - 2, max(-1, len(spelled) - _PAGE_HEAD_LINES), -1):
        if join_issue_lines(spelled[number], spelled[number + 1]) is not None:
            return frozenset((number, number + 1))
    return frozenset()


def _first_editors(spelled: Sequence[str]) -> int:
    """The index of the first line of editors under which no sentence stands; `len(spelled)` where there is none."""
    first = len(spelled)
    for number in range(len(spelled) - 1, max(0, len(spelled) - _LONGEST_PAGE_FOOT), -1):
        if is_editor_line(spelled[number]):
            first = number
        elif not _is_link_like(spelled[number]):
            break
    return first


def _is_page_line(paragraph: str) -> bool:
    return (
        is_stamp_line(paragraph)
        or is_former_title(paragraph)
        or is_lead_line(paragraph)
        or is_rule(paragraph)
        or detect_link(paragraph) is not None
    )


def _is_link_like(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_LINK and not paragraph.endswith(tuple(_SENTENCE_ENDS))


def _inline_removals(spelled: str, first: bool, last: bool) -> list[Span]:
    """Spans of a kept paragraph that are not the article, in order, none overlapping."""
    found = list(detect_credits(spelled))
    if first and (lead_in := detect_lead_in(spelled)):
        found.append(lead_in)
    if last and (names := detect_last_names(spelled)):
        found.append(names)
    if photo := detect_photo_credit(spelled):
        found.append(photo)
    spans: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return spans


def _without(paragraph: str, spans: Sequence[Span]) -> str:
    """The paragraph without *spans*, trimmed; a blank parts what a span parted (3月8日电 江苏省)."""
    text, position = "", 0
    for span in (*spans, Span(start=len(paragraph), end=len(paragraph))):
        piece = paragraph[position : span.start]
        text += f" {piece}" if text[-1:].isalnum() and piece[:1].isalnum() else piece
        position = span.end
    return text.strip()
