"""Which line of a pasted or saved text is its title: a labelled one, else the first line that can be one.

What stands above a title is passed over: lines that a page prints about itself, the column it was published in, an office's letterhead
with the document's number. Pure; `plain_text.py` calls it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from indexer.extract.bylines import (
    detect_link,
    is_names_line,
    is_rule,
    is_tool_line,
    parse_labelled_line,
)
from indexer.extract.captions import is_caption
from indexer.extract.headline import LONGEST_SENTENCE_TITLE, can_be_title, first_sentence
from indexer.extract.spelling import spell
from indexer.extract.stamp_lines import parse_stamp_line
from indexer.sources.pages.titles import drop_site_name

_TITLE_LABEL: Final = re.compile(
    r"\(?\s*(?:(?:原|新闻|文章|主)?标题|原题|题目|(?i:title|subject))\s*\)?\s*:\s*\)?|\((?:(?:新闻|文章)?标题|题目)\)\s*"
)
_COLUMN: Final = re.compile(r"新闻公报|新闻稿|新闻发布|通知公告|公示公告|工作动态|要闻动态|政策文件|政策解读")
_LETTERHEAD: Final = re.compile(r"[\u3400-\u9fff\s]{4,40}文件")
_DOCUMENT_NUMBER: Final = re.compile(r"\S{2,20}\s?\(\d{4}\)\s?\d{1,5}号")
# 2025/11/26 10:20 老桥封闭四个月 - 样例网, as browsers print it: the day of printing.
_PRINTED_AT: Final = re.compile(
    r"(?:19|20)\d\d/\d{1,2}/\d{1,2},?\s+(?:[上下]午\s?)?\d{1,2}:\d\d(?::\d\d)?\s+(?=\S{4})"
)
_LABEL_LINES: Final = 8
_HEAD_LINES: Final = 50
_LINES_BELOW: Final = 6
_SHORTEST_TITLE: Final = 6
_SEPARATORS: Final = ("-", "_", "|", "｜", "–", "—")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The title, and the paragraphs without its line."""

    title: str
    rest: tuple[str, ...]


def split_headline(paragraphs: Sequence[str]) -> Headline:
    """The labelled title, else the first line that can be one, else the first sentence (which stays in the body)."""
    labelled = _labelled_title(paragraphs)
    if labelled is not None:
        return labelled
    printed = _without_print_day(paragraphs[0])
    if len(paragraphs) > 1 and printed != paragraphs[0] and printed.startswith(paragraphs[1]):
        # A short headline would read as the outlet beside its day.
        paragraphs = paragraphs[1:]
    above = 0
    for number, paragraph in enumerate(paragraphs[:_HEAD_LINES]):
        above = max(above, number + _lines_above_title(paragraphs[number:]))
        if number < above or _is_page_line(paragraph):
            continue
        if can_be_title(paragraph):
            before = (line for line in paragraphs[:number] if _COLUMN.fullmatch(spell(line)) is None)
            rest = (*before, *paragraphs[number + 1 :])
            below = paragraphs[number + 1 : number + 1 + _LINES_BELOW]
            return Headline(title=_headline_alone(paragraph, below), rest=rest)
        return Headline(title=first_sentence(paragraph), rest=tuple(paragraphs))
    return Headline(title=paragraphs[0][:LONGEST_SENTENCE_TITLE], rest=tuple(paragraphs[1:]))


def _lines_above_title(paragraphs: Sequence[str]) -> int:
    """How many of the first lines are a column, or a letterhead with a number; 0 where no title stands below."""
    head = [spell(line) for line in paragraphs[:2]]
    lines = 0
    if _COLUMN.fullmatch(head[0]) is not None:
        lines = 1
    elif _LETTERHEAD.fullmatch(head[0]) is not None and _DOCUMENT_NUMBER.fullmatch(head[-1]) is not None:
        lines = 2
    below = paragraphs[lines : lines + 1]
    return lines if below and can_be_title(below[0]) and not _is_page_line(below[0]) else 0


def _labelled_title(paragraphs: Sequence[str]) -> Headline | None:
    """`原標題:…` near the top: it is the title, unless a line above it can be one (then it is a page line)."""
    for number, paragraph in enumerate(paragraphs[:_LABEL_LINES]):
        found = _TITLE_LABEL.match(spell(paragraph))
        if found is None:
            continue
        title = _without_marks(paragraph[found.end() :].strip())
        following = paragraphs[number + 1 :]
        if not title and following:
            title, following = following[0], following[1:]
        above = [line for line in paragraphs[:number] if not _is_page_line(line)]
        rest = (*paragraphs[:number], *following)
        if not above or not can_be_title(above[0]):
            return Headline(title=title, rest=rest)
        first = rest.index(above[0])
        return Headline(title=above[0], rest=(*rest[:first], *rest[first + 1 :]))
    return None


def _without_marks(title: str) -> str:
    """A labelled title without the book title marks that enclose the whole of it."""
    inner = title.removeprefix("《").removesuffix("》")
    return inner if len(inner) == len(title) - 2 and "》" not in inner else title


def _headline_alone(line: str, below: Sequence[str]) -> str:
    """The title of a line that a browser may have put the site's name behind, by the headline itself *below*, where it stands there."""
    title = _without_print_day(line.lstrip("# "))
    for other in below:
        behind = title[len(other) :].lstrip()
        if len(other) >= _SHORTEST_TITLE and title.startswith(other) and behind.startswith(_SEPARATORS):
            return other
    return drop_site_name(title)


def _without_print_day(line: str) -> str:
    found = _PRINTED_AT.match(spell(line))
    return line[found.end() :] if found else line


def _is_page_line(paragraph: str) -> bool:
    """True for a line that is certainly neither title nor article."""
    spelled = spell(paragraph)
    return (
        is_tool_line(spelled)
        or is_rule(spelled)
        or _is_stamp(spelled)
        or is_caption(spelled)
        or is_names_line(spelled)
        or detect_link(spelled) is not None
        or bool(parse_labelled_line(spelled))
    )


def _is_stamp(spelled: str) -> bool:
    """True for a stamp line that can be no title."""
    line = parse_stamp_line(spelled)
    return line is not None and (line.is_certain or not line.has_word)
