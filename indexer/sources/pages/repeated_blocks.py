"""Lists on a page that are no article: what readers wrote below it, and teasers of other articles; known by their structure.

Both repeat: neighbours of one name and class, each with a line of its kind in it (回复 and 举报 with a time; a headline that is a link, above
a sentence or two). What stands once is never a list, whatever it says. Pure; `reading.py` asks, and leaves a list out only where what is
left tells of the headline.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from indexer.extract.spelling import spell
from indexer.sources.pages.content import is_same_title
from indexer.sources.pages.lines import Line
from indexer.sources.pages.titles import LEAST_TOLD, share_of

Element = Any

_LONGEST_ANSWER: Final = 48
_LONGEST_NAME: Final = 12
# Looked for first, in the page's own spelling, by one class of letters: most lines have none of them, and branches take five times as long.
_ANSWER_SIGN: Final = re.compile(
    r"[回引举舉检檢楼樓说說Rr](?:(?<=[回引])[复覆復应應用]|(?<=[举舉])[报報]|(?<=[检檢])[举舉]|(?<=[楼樓])|(?<=[说說])道|(?<=[Rr])eply)"
)
_ANSWER: Final = re.compile(r"回[复应覆]|举报|检举|引用|(?:\d+|沙发|板凳)楼|说道|reply", re.IGNORECASE)
_BESIDE: Final = re.compile(
    r"点?赞(?:同|成)?|[顶踩]|支持|反对|分享|收藏|展开|查看|来自|发表于|ip属地|属地|只看该作者|楼主|网友|like|share|report|ago",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?|\d{1,2}:\d\d(?::\d\d)?|[昨今前]天|刚刚"
    r"|\d+\s?(?:秒|分钟|小时|天|周|个?月|年)[之以]?前|[上下]午|凌晨|晚上"
)
_NO_WORD: Final = re.compile(r"[\W\d_]+")
# 举报电话, 回复单位: what offices print.
_OF_OFFICE: Final = re.compile(
    "电话|热线|邮箱|时间|单位|部门|内容|机关|平台|中心|方式|信箱|入口|统计|情况|选登"
)
_LEAST_LINKED: Final = 0.9
_SHORTEST_HEADLINE: Final = 8
_SHORTEST_SENTENCE: Final = 20
_SENTENCE_SIGN: Final = re.compile("[，。！？；,]")
_LONGEST_TITLE: Final = 100
_FEWEST_ANSWERS: Final = 2
_FEWEST_TEASERS: Final = 3
_PARAGRAPHS: Final = frozenset("p h1 h2 h3 h4 h5 h6 pre".split())
"""The article's own neighbours are of one kind too: what holds no blocks is no item of a list."""
_MARKS_OF_ITEM: Final = 3
"""A comment has up to so many lines with buttons: its floor above, who answers whom within, its buttons below."""
_MOST_LISTS: Final = 4
_DEEPEST: Final = 12
"""Elements between a list and a line of its items; bounds what a page of 250 elements around each costs."""
_MOST_LINES: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The lines of a page that belong to no list, and the blocks of those that do."""

    lines: list[Line]
    blocks: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """The blocks of one list, and those of them that are its first item."""

    blocks: tuple[Element, ...]
    first: tuple[Element, ...]


def leave_out_lists(lines: list[Line], title: str) -> LeftOut:
    """*lines* without comments and teasers, as far as what is left tells of the headline.

    The first of several posts of a forum is what the others answer: it stays where nothing else tells of the headline.
    """
    kept = LeftOut(lines=lines)
    if len(lines) > _MOST_LINES or not title:
        return kept
    answers = [number for number, line in enumerate(lines) if _is_answer(line.text)]
    for found in _lists(lines, answers, _FEWEST_ANSWERS):
        kept = _without(kept, found, title, LEAST_TOLD)
    teasers = [number for number in range(len(kept.lines) - 1) if _is_teaser(kept.lines, number)]
    for found in _lists(kept.lines, teasers, _FEWEST_TEASERS):
        inside = _elements_of(found.blocks)
        told = _told([line for line in kept.lines if line.block in inside], title)
        kept = _without(kept, found, title, max(LEAST_TOLD, told))
    return kept


def _without(kept: LeftOut, found: _List, title: str, least: float) -> LeftOut:
    for blocks in (found.blocks, found.blocks[len(found.first) :]):
        inside = _elements_of(blocks)
        rest = [line for line in kept.lines if line.block not in inside]
        if _told(rest, title) >= least:
            return LeftOut(lines=rest, blocks=(*kept.blocks, *blocks))
    return kept


def _told(lines: Sequence[Line], title: str) -> float:
    """How much of the headline stands in the sentences of *lines*."""
    said = [
        line.text
        for line in lines
        if len(line.text) >= _SHORTEST_SENTENCE
        and line.link_characters < _LEAST_LINKED * len(line.text)
        and _SENTENCE_SIGN.search(line.text)
        and (len(line.text) > _LONGEST_TITLE or not is_same_title(line.text, title))
    ]
    return share_of(title, "\n".join(said))


def _is_answer(text: str) -> bool:
    """True for the line of a comment with its buttons, name and time, and for nothing that says something else."""
    if len(text) > _LONGEST_ANSWER or _ANSWER_SIGN.search(text) is None:
        return False
    spelled = spell(text)
    rest, answers = _ANSWER.subn(" ", spelled)
    rest, times = _TIME.subn(" ", rest)
    rest, others = _BESIDE.subn(" ", rest)
    words = _NO_WORD.sub("", rest)
    if not answers or len(words) > _LONGEST_NAME or _OF_OFFICE.search(words):
        return False
    return not words or times > 0 or answers + others > 1


def _is_teaser(lines: Sequence[Line], number: int) -> bool:
    """True for a headline that is a link, above a sentence that is none."""
    line, below = lines[number], lines[number + 1]
    return (
        len(line.text) >= _SHORTEST_HEADLINE
        and line.link_characters >= _LEAST_LINKED * len(line.text)
        and len(below.text) >= _SHORTEST_SENTENCE
        and not below.link_characters
        and _SENTENCE_SIGN.search(below.text) is not None
    )


def _lists(lines: Sequence[Line], marks: Sequence[int], fewest: int) -> Iterator[_List]:
    """The lists in which the lines *marks* stand, each in a block of its own beside others of its name and class."""
    marked: dict[Element, dict[Element, None]] = {}
    for place, one in enumerate(marks if len(marks) >= fewest else ()):
        for other in marks[place + 1 : place + 1 + _MARKS_OF_ITEM]:
            pair = _neighbours(lines[one].block, lines[other].block)
            if pair is not None and _kind(pair[0]) == _kind(pair[1]) and pair[0].tag not in _PARAGRAPHS:
                marked.setdefault(pair[0].getparent(), {}).update(dict.fromkeys(pair))
                break
    longest = sorted(marked.items(), key=lambda found: len(found[1]), reverse=True)[:_MOST_LISTS]
    for parent, items in longest:
        if len(items) >= fewest:
            yield _whole(list(parent), items)


def _whole(siblings: Sequence[Element], items: Collection[Element]) -> _List:
    """A list with what stands between its marked blocks, and as much above the first: name and day, as `dt` above `dd`."""
    places = [number for number, sibling in enumerate(siblings) if sibling in items]
    kind = _kind(siblings[places[0]])
    step = min(after - before for before, after in itertools.pairwise(places))
    start, end = max(0, places[0] - step + 1), places[-1] + 1
    if kind[1]:
        while start > 0 and _kind(siblings[start - 1]) == kind:
            start -= 1
        while end < len(siblings) and _kind(siblings[end]) == kind:
            end += 1
    return _List(blocks=tuple(siblings[start:end]), first=tuple(siblings[start : places[0] + 1]))


def _neighbours(one: Element, other: Element) -> tuple[Element, Element] | None:
    """The two elements beside each other in which two blocks stand; None where one stands around the other."""
    below: dict[Element, Element | None] = {}
    child: Element | None = None
    for element in _outwards(one):
        below[element] = child
        child = element
    child = None
    for element in _outwards(other):
        if element in below:
            first = below[element]
            return None if first is None or child is None else (first, child)
        child = element
    return None


def _outwards(block: Element) -> Iterator[Element]:
    return itertools.islice(itertools.chain((block,), block.iterancestors()), _DEEPEST)


def _kind(element: Element) -> tuple[str, str]:
    return (element.tag, element.get("class") or "")


def _elements_of(blocks: Iterable[Element]) -> Set[Element]:
    """All elements in *blocks*, so that a line is looked up and its ancestors are not walked."""
    return {element for block in blocks for element in block.iter()}
