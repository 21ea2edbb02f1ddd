"""What readers wrote below an article: blocks that repeat and begin or end with buttons (回复 举报).

Words alone do not know comments: they quote the headline, and outweigh short reports. Nor does 回复 alone: it parts questions from
their answers in mailboxes and interviews, where something is said above it and below. Pure; `reading.py` calls it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from indexer.extract.spelling import spell
from indexer.sources.pages.lines import Line
from indexer.sources.pages.repeated_blocks import (
    MOST,
    MOST_LINES,
    SENTENCE_SIGN,
    BlockList,
    Cut,
    LeftOut,
    cut_out,
    find_lists,
    is_sentence,
    kind_of,
    lines_beside,
    lines_by_owner,
    told_of,
)
from indexer.sources.pages.titles import LEAST_TOLD

# Looked for first, in the page's own spelling, by one class of letters: most lines have none of them, and branches take five times as long.
_BUTTON_SIGN: Final = re.compile(
    r"[回举舉检檢楼樓沙板Rr](?:(?<=回)[复覆復应應]|(?<=[举舉])[报報]|(?<=[检檢])[举舉]|(?<=[楼樓])|(?<=沙)[发發]|(?<=板)凳|(?<=[Rr])eply)"
)
_FLOOR: Final = r"\d+楼(?![\u3400-\u9fff])|沙发|板凳"
_BUTTON: Final = re.compile(rf"回[复应覆]|举报|检举|reply|(?P<floor>{_FLOOR})", re.IGNORECASE)
_BESIDE: Final = re.compile(
    r"引用|说道|点?赞(?:同|成)?|[顶踩]|支持|反对|分享|收藏|展开|查看(?:对话)?|来自|发表于|ip属地|属地|只看该作者|楼主|like|share|report|ago",
    re.IGNORECASE,
)
TIME: Final = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?|\d{1,2}:\d\d(?::\d\d)?|[昨今前]天|刚刚"
    r"|\d+\s?(?:秒|分钟|小时|天|周|个?月|年)[之以]?前|[上下]午|凌晨|晚上"
)
_CLOCK: Final = re.compile(r"\d:\d\d|[时時钟鐘天周月年]之?前|[刚剛][刚剛]")
"""Offices date what they answer by the day."""
_NO_WORD: Final = re.compile(r"[\W\d_]+")
_LONGEST_BUTTONS: Final = 48
_LONGEST_NAME: Final = 12
_LONGEST_REMARK: Final = 60
"""In characters; who is interviewed says more at a time, where names and times stand above it as above comments."""
_FEWEST: Final = 2


class _Buttons(NamedTuple):
    """The letters of a line that are none of a comment's machinery, and whether the line ends with buttons."""

    words: str
    at_end: bool


def leave_out_comments(lines: list[Line], title: str) -> LeftOut:
    """*lines* without comments, as far as what is left tells of the headline, if little then no less than they do.

    The first of several posts of a forum is what the others answer: it stays where nothing else tells of the headline.
    """
    kept = LeftOut(lines=lines)
    marks = [number for number, line in enumerate(lines) if is_button_line(line.text)]
    if len(lines) > MOST_LINES or not title:
        return kept
    for found in find_lists(lines, marks, _FEWEST):
        for blocks in (found.blocks, found.blocks[len(found.first) :]):
            cut = cut_out(kept.lines, blocks)
            told = told_of(title, cut.rest)
            if told >= LEAST_TOLD or 0 < told >= told_of(title, cut.inside):
                if _are_comments(cut, found, title):
                    kept = LeftOut(lines=cut.rest, blocks=(*kept.blocks, *blocks))
                break
    return kept


def is_button_line(text: str) -> bool:
    """True for the line of a comment with its buttons, name and time, and for nothing that says something else."""
    if len(text) > _LONGEST_BUTTONS or _BUTTON_SIGN.search(text) is None:
        return False
    buttons = _read_buttons(text)
    return buttons.at_end and len(buttons.words) <= _LONGEST_NAME


def _are_comments(cut: Cut, found: BlockList, title: str) -> bool:
    """True where most items are comments by buttons that say nothing else, or apart from the paragraphs by a name and a time of day.

    None of the article may stand below, beside the list: it would quote what is in it.
    """
    if cut.blocks[0].tag == "blockquote":
        return False
    if told_of(title, lines_beside(cut.below, cut.blocks)) >= LEAST_TOLD:
        return False
    items = [_buttons_of(lines) for lines in _items(cut, found)]
    least = max(_FEWEST, MOST * len(items))
    if sum(one is not None and not one.words for one in items) >= least:
        return True
    return (
        sum(one is not None for one in items) >= least
        and told_of(title, lines_beside(cut.rest, cut.blocks)) < LEAST_TOLD
        and not _is_told_at_length(cut.inside)
    )


def _items(cut: Cut, found: BlockList) -> list[Sequence[Line]]:
    """The lines of each item: of a block that says something, else of all neighbours down to the one that ends with buttons.

    None of the latter where the last has another neighbour of such a kind below it: then it is the head of that.
    """
    lines = lines_by_owner(cut.inside, {block: block for block in found.marked})
    if sum(any(map(_says, item)) for item in lines.values()) >= MOST * len(lines):
        return list(lines.values())
    last = found.marked[-1]
    below = last.getnext()
    if below is not None and kind_of(below) in set(map(kind_of, cut.blocks)):
        return []
    ends = [number for number, block in enumerate(cut.blocks) if kind_of(block) == kind_of(last)]
    owners = {
        block: cut.blocks[end]
        for start, end in zip([-1, *ends], ends, strict=False)
        for block in cut.blocks[start + 1 : end + 1]
    }
    return list(lines_by_owner(cut.inside, owners).values())


def _buttons_of(item: Sequence[Line]) -> _Buttons | None:
    """The buttons of a comment, above or below all that is said in it; None of anything else.

    A name beside them is a reader's where a time of day stands there too.
    """
    marks = [number for number, line in enumerate(item) if is_button_line(line.text)]
    if not marks or not any(map(_says, item)):
        return None
    if not any(map(_says, item[marks[-1] + 1 :])):
        buttons = _read_buttons(item[marks[-1]].text)
    elif not any(map(_says, item[: marks[0]])):
        buttons = _read_buttons(item[marks[0]].text)
    else:
        return None
    is_timed = any(len(line.text) <= _LONGEST_BUTTONS and _CLOCK.search(line.text) for line in item)
    return buttons if is_timed or not buttons.words else None


def _says(line: Line) -> bool:
    """True for what is no name and no button; a remark of a word (支持！) has its sign."""
    if is_button_line(line.text):
        return False
    return len(line.text) > _LONGEST_NAME or SENTENCE_SIGN.search(line.text) is not None


def _is_told_at_length(lines: Sequence[Line]) -> bool:
    lengths = [len(line.text) for line in lines if is_sentence(line)]
    return sum(lengths) >= _LONGEST_REMARK * max(len(lengths), 1)


def _read_buttons(text: str) -> _Buttons:
    """Behind the last button stand others, times and numbers (回复单位: 市交通局 and 甲 回复 乙 are told), behind a floor anything."""
    spelled = spell(text)
    found = list(_BUTTON.finditer(spelled))
    at_end = found != [] and (found[-1]["floor"] is not None or not _words(spelled[found[-1].end() :]))
    return _Buttons(words=_words(_BUTTON.sub(" ", spelled)), at_end=at_end)


def _words(spelled: str) -> str:
    return _NO_WORD.sub("", _BESIDE.sub(" ", TIME.sub(" ", spelled)))
