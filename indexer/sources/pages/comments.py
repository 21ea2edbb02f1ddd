"""What readers wrote below an article: blocks that repeat and begin or end with buttons (回复 举报).

Words alone do not know comments: they quote the headline, and outweigh short reports. Nor does 回复 alone: it parts questions from
their answers in mailboxes and interviews, where something is said above it and below. What an office posts has a comment's buttons too,
and interviews a comment's names: there the same one or two speak again and again, and of readers each has his own name. Where all of
this leaves doubt, comments stay: an article that loses its own text is worse. Pure; `reading.py` calls it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    count_sentences,
    cut_out,
    find_lists,
    is_announced,
    is_sentence,
    kind_of,
    leaves_little,
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
_NO_LETTER: Final = re.compile(r"[\W_]+")
_NO_WORD: Final = re.compile(r"[\W\d_]+")
_NO_NAME: Final = re.compile(
    "网友|网民|游客|匿名|用户|读者|客户端|时间|发表|评论|会员|guest|anonymous|user|member"
)
"""What many are called, and the heads of times."""
_LONGEST_BUTTONS: Final = 48
_LONGEST_NAME: Final = 12
_LONGEST_REMARK: Final = 60
"""In characters; who is interviewed says more at a time, where names and times stand above it as above comments."""
_FEWEST: Final = 2
_FEWEST_SENTENCES: Final = 2
_FEWEST_READERS: Final = 3
_MOST_SPEAKERS: Final = 3
"""Of an interview; more, each of whom speaks twice, are readers that talk to each other."""


class _Buttons(NamedTuple):
    """The letters beside the buttons of a line, and whether one of these is more than a floor: 3楼 is a place too."""

    words: str
    is_more_than_floor: bool


class _Comment(NamedTuple):
    """Whose name stands above it, empty where none does; *is_sure* where its buttons say nothing else."""

    name: str
    is_sure: bool


_Marks = Mapping[int, _Buttons]
"""The buttons of lines by `id`, read once: a line is asked for them by each look at the list it stands in."""


def leave_out_comments(lines: list[Line], title: str) -> LeftOut:
    """*lines* without comments, as far as what is left tells of the headline, if little then no less than they do.

    The first of several posts of a forum is what the others answer: it stays where nothing else tells of the headline, and they go
    where they tell less of it.
    """
    kept = LeftOut(lines=lines)
    if len(lines) > MOST_LINES or not title:
        return kept
    marks = {id(line): buttons for line in lines if (buttons := _find_buttons(line.text)) is not None}
    numbers = [number for number, line in enumerate(lines) if id(line) in marks]
    for found in find_lists(lines, numbers, _FEWEST):
        cut = _cut_below_article(kept.lines, found, title)
        if cut is not None and _are_comments(cut, found, marks, title):
            kept = LeftOut(lines=cut.rest, blocks=(*kept.blocks, *cut.blocks))
    return kept


def _cut_below_article(lines: Sequence[Line], found: BlockList, title: str) -> Cut | None:
    """All of a list where the lines outside tell of the headline, else all but its first item where that does; None of any other."""
    cut = cut_out(lines, found.blocks)
    told = told_of(title, cut.rest)
    if told >= LEAST_TOLD or 0 < told >= told_of(title, cut.inside):
        return cut
    cut = cut_out(lines, found.blocks[len(found.first) :])
    return cut if told_of(title, cut.rest) > told_of(title, cut.inside) else None


def _are_comments(cut: Cut, found: BlockList, marks: _Marks, title: str) -> bool:
    """True where most items are comments by buttons that say nothing else, or apart from the paragraphs by a name and a time of day.

    None of the article may stand below, beside the list: it would quote what is in it.
    """
    if cut.blocks[0].tag == "blockquote" or is_announced(cut, title):
        return False
    if told_of(title, lines_beside(cut.below, cut.blocks)) >= LEAST_TOLD:
        return False
    items = [_read_comment(lines, marks) for lines in _items(cut, found, marks)]
    comments = [one for one in items if one is not None]
    least = max(_FEWEST, MOST * len(items))
    if len(comments) < least or _are_of_few(comments):
        return False
    if not _are_of_many(comments) and _is_what_page_tells(cut, title):
        return False
    if sum(one.is_sure for one in comments) >= least:
        return True
    return told_of(title, lines_beside(cut.rest, cut.blocks)) < LEAST_TOLD and not _is_told_at_length(
        cut.inside
    )


def _is_what_page_tells(cut: Cut, title: str) -> bool:
    """True for a list that holds nearly all that is said, below no more than a sentence that stands beside it."""
    if not leaves_little(cut) or count_sentences(cut.rest) >= _FEWEST_SENTENCES:
        return False
    beside = set(map(id, lines_beside(cut.rest, cut.blocks)))
    return told_of(title, [line for line in cut.rest if id(line) not in beside]) < LEAST_TOLD


def _are_of_few(comments: Sequence[_Comment]) -> bool:
    """True where three at most speak twice on average: who asks and who answers, or one who posts."""
    names = [one.name for one in comments if one.name]
    speakers = len(set(names))
    return len(names) >= MOST * len(comments) and 2 * speakers <= len(names) and speakers <= _MOST_SPEAKERS


def _are_of_many(comments: Sequence[_Comment]) -> bool:
    """True where several speak, who are no asker and answerer: readers, who may say more than a flash does."""
    return len({one.name for one in comments if one.name}) >= _FEWEST_READERS


def _items(cut: Cut, found: BlockList, marks: _Marks) -> list[Sequence[Line]]:
    """The lines of each item: of a block that says something, else of all neighbours down to the one that ends with buttons.

    All blocks that say something count among the former, for answers stand beside their questions. None of the latter where the
    last has another neighbour of such a kind below it: then it is the head of that.
    """
    lines = lines_by_owner(cut.inside, {block: block for block in cut.blocks})
    telling = {block for block, item in lines.items() if any(_says(line, marks) for line in item)}
    marked = {block for block in found.marked if block in lines}
    if len(marked & telling) >= MOST * len(marked):
        items = marked | telling
        return [item for block, item in lines.items() if block in items]
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


def _read_comment(item: Sequence[Line], marks: _Marks) -> _Comment | None:
    """A comment by its buttons, above or below all that is said in it; None of anything else.

    A name beside them is a reader's where a time of day stands there too.
    """
    places = [number for number, line in enumerate(item) if id(line) in marks]
    telling = [number for number, line in enumerate(item) if _says(line, marks)]
    if not places or not telling:
        return None
    if places[-1] > telling[-1]:
        buttons = marks[id(item[places[-1]])]
    elif places[0] < telling[0]:
        buttons = marks[id(item[places[0]])]
    else:
        return None
    is_timed = any(len(line.text) <= _LONGEST_BUTTONS and _CLOCK.search(line.text) for line in item)
    is_sure = not buttons.words and (buttons.is_more_than_floor or is_timed)
    return _Comment(name=_name_above(item[0]), is_sure=is_sure) if is_sure or is_timed else None


def _name_above(line: Line) -> str:
    if len(line.text) > _LONGEST_BUTTONS:
        return ""
    spelled = _BUTTON.sub(" ", _BESIDE.sub(" ", TIME.sub(" ", spell(line.text))))
    name = _NO_LETTER.sub("", spelled)
    is_name = name and len(name) <= _LONGEST_NAME and not name.isdigit() and _NO_NAME.search(name) is None
    return name if is_name else ""


def _says(line: Line, marks: _Marks) -> bool:
    """True for what is no name and no button; a remark of a word (支持！) has its sign."""
    if len(line.text) <= _LONGEST_NAME and SENTENCE_SIGN.search(line.text) is None:
        return False
    return id(line) not in marks


def _is_told_at_length(lines: Sequence[Line]) -> bool:
    lengths = [len(line.text) for line in lines if is_sentence(line)]
    return sum(lengths) >= _LONGEST_REMARK * max(len(lengths), 1)


def _find_buttons(text: str) -> _Buttons | None:
    """The buttons of the line of a comment with its name and time; None of a line that says something else.

    Behind the last button stand others, times and numbers (回复单位: 市交通局 and 甲 回复 乙 are told), behind a floor anything.
    """
    if len(text) > _LONGEST_BUTTONS or _BUTTON_SIGN.search(text) is None:
        return None
    spelled = spell(text)
    found = list(_BUTTON.finditer(spelled))
    if not found or (found[-1]["floor"] is None and _words(spelled[found[-1].end() :])):
        return None
    words = _words(_BUTTON.sub(" ", spelled))
    if len(words) > _LONGEST_NAME:
        return None
    return _Buttons(words=words, is_more_than_floor=any(one["floor"] is None for one in found))


def _words(spelled: str) -> str:
    return _NO_WORD.sub("", _BESIDE.sub(" ", TIME.sub(" ", spelled)))
