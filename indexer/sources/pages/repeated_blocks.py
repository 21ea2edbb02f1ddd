"""Lists on a page that are no article: what readers wrote below it, and teasers of other articles; known by their structure.

Both repeat: neighbours of one name and class, each with a line of its kind in it (回复 and 举报 with a time; a headline that is a link, above
a sentence or two). What stands once is never a list, whatever it says. Pure; `reading.py` asks, and leaves a list out only where what is
left tells of the headline.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from indexer.extract.spelling import spell
from indexer.sources.pages.content import is_same_title
from indexer.sources.pages.lines import Line
from indexer.sources.pages.titles import LEAST_TOLD, share_of

Element = Any

_LONGEST_ANSWER: Final = 48
_LONGEST_NAME: Final = 12
# Looked for first, in the page's own spelling, by one class of letters: most lines have none of them, and branches take five times as long.
_ANSWER_SIGN: Final = re.compile(
    r"[回举舉检檢楼樓Rr](?:(?<=回)[复覆復应應]|(?<=[举舉])[报報]|(?<=[检檢])[举舉]|(?<=[楼樓])|(?<=[Rr])eply)"
)
# What reports say too (他说道, 引用第三项) is a button beside others only; who writes 网友…回复说 tells what others said.
_ANSWER: Final = re.compile(
    r"回[复应覆](?![说道称]|\s?[:：】])|举报|检举|(?:\d+|沙发|板凳)楼|reply", re.IGNORECASE
)
_BESIDE: Final = re.compile(
    r"引用|说道|点?赞(?:同|成)?|[顶踩]|支持|反对|分享|收藏|展开|查看|来自|发表于|ip属地|属地|只看该作者|楼主|like|share|report|ago",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[-/月]\d{1,2}日?|\d{1,2}:\d\d(?::\d\d)?|[昨今前]天|刚刚"
    r"|\d+\s?(?:秒|分钟|小时|天|周|个?月|年)[之以]?前|[上下]午|凌晨|晚上"
)
_CLOCK: Final = re.compile(r"\d:\d\d|[时時钟鐘天周月年]之?前|[刚剛][刚剛]")
_DAY_ALONE: Final = re.compile(r"\W*回[复应覆]\W*(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\W*")
_NO_WORD: Final = re.compile(r"[\W\d_]+")
# 举报电话, 回复单位, 市交通局 回复: what offices print, and who answers for them.
_OF_OFFICE: Final = re.compile(
    "[局委部厅署]|官方|政府|议员|议长|主任|[市县区省镇乡]长|书记|法官|审判长|发言人|主持人|嘉宾|记者|电话|热线|邮箱|时间|单位|部门|内容|机关|平台|中心|方式|信箱|入口|统计|情况|选登"
)
_LEAST_LINKED: Final = 0.9
_SHORTEST_HEADLINE: Final = 8
_SHORTEST_SENTENCE: Final = 20
_SENTENCE_SIGN: Final = re.compile("[，。！？；,]")
_LONGEST_TITLE: Final = 100
_FEWEST_ANSWERS: Final = 2
_FEWEST_TEASERS: Final = 3
_LEAST_LEFT: Final = 1 / 3
"""An article is no less than that of what is said: below a lead stands what it announces."""
_LONGEST_SUMMARY: Final = 60
"""Sentences that are longer on average are no summaries of other articles."""
_MOST_SENTENCES: Final = 1.5
"""Lines of sentences below each headline, on average: a teaser has one."""
_LEAST_SURE: Final = 2 / 3
_ANNOUNCES: Final = re.compile("[如以]下|下列|[:：]$")
_IN_LISTS: Final = frozenset("ul ol dl table tbody".split())
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
    """The blocks of one list, those of them that are its first item, and how many have a mark of the kind that most have."""

    blocks: tuple[Element, ...]
    first: tuple[Element, ...]
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """The lines in the blocks of a list, and those above and below them."""

    blocks: tuple[Element, ...]
    inside: list[Line]
    above: list[Line]
    below: list[Line]

    @property
    def rest(self) -> list[Line]:
        """The lines outside."""
        return [*self.above, *self.below]


class _Buttons(NamedTuple):
    """What a short line has of a comment's machinery, and the letters that are none of it."""

    words: str
    answers: int
    others: int
    times: int


_NONE: Final = _Buttons(words="", answers=0, others=0, times=0)


def leave_out_lists(lines: list[Line], title: str) -> LeftOut:
    """*lines* without comments and teasers, as far as what is left tells of the headline; what may be the article's own stays.

    The first of several posts of a forum is what the others answer: it stays where nothing else tells of the headline.
    """
    kept = LeftOut(lines=lines)
    if len(lines) > _MOST_LINES or not title:
        return kept
    answers = [number for number, line in enumerate(lines) if _is_answer(line.text)]
    for found in _lists(lines, answers, _FEWEST_ANSWERS):
        for blocks in (found.blocks, found.blocks[len(found.first) :]):
            cut = _cut(kept.lines, blocks)
            if _told(cut.rest, title) >= LEAST_TOLD:
                if _are_comments(cut, found, title):
                    kept = LeftOut(lines=cut.rest, blocks=(*kept.blocks, *blocks))
                break
    teasers = [number for number in range(len(kept.lines) - 1) if _is_teaser(kept.lines, number)]
    for found in _lists(kept.lines, teasers, _FEWEST_TEASERS):
        cut = _cut(kept.lines, found.blocks)
        if _told(cut.rest, title) >= max(LEAST_TOLD, _told(cut.inside, title)) and _are_teasers(cut, title):
            kept = LeftOut(lines=cut.rest, blocks=(*kept.blocks, *found.blocks))
    return kept


def _cut(lines: Sequence[Line], blocks: tuple[Element, ...]) -> _Cut:
    elements = _elements_of(blocks)
    inside = [number for number, line in enumerate(lines) if line.block in elements]
    first, last = (inside[0], inside[-1] + 1) if inside else (len(lines), len(lines))
    return _Cut(
        blocks=blocks,
        inside=[lines[number] for number in inside],
        above=[line for line in lines[:first] if line.block not in elements],
        below=[line for line in lines[first:last] if line.block not in elements] + list(lines[last:]),
    )


def _are_comments(cut: _Cut, found: _List, title: str) -> bool:
    """True where most items have their buttons and time, and none of the article is below; else only for little, apart from it."""
    if cut.blocks[0].tag == "blockquote" or _told(_beside(cut.below, cut.blocks), title) >= LEAST_TOLD:
        return False
    sure = sum(_has_buttons(line.text) for line in cut.inside)
    if sure >= _LEAST_SURE * found.items:
        return True
    if _told(_beside(cut.rest, cut.blocks), title) >= LEAST_TOLD:
        return False
    # Offices date what they answer by the day.
    clocked = sum(
        len(line.text) <= _LONGEST_ANSWER and _CLOCK.search(line.text) is not None for line in cut.inside
    )
    return _is_less(cut) or (clocked >= _LEAST_SURE * found.items and not _is_told_at_length(cut))


def _are_teasers(cut: _Cut, title: str) -> bool:
    """False for what a lead announces or stands beside, and for what is told at length: lists of places, tickers, digests."""
    sentences = [line for line in cut.inside if _is_sentence(line)]
    headlines = sum(line.link_characters >= _LEAST_LINKED * len(line.text) for line in cut.inside)
    if len(sentences) > max(headlines, 1) * _MOST_SENTENCES or (
        _told(_beside(cut.rest, cut.blocks), title) >= LEAST_TOLD
    ):
        return False
    lead = next((line for line in reversed(cut.above) if _is_sentence(line)), None)
    if lead is not None and _ANNOUNCES.search(spell(lead.text[-_SHORTEST_SENTENCE:])) is not None:
        return False
    return _is_less(cut) or not _is_told_at_length(cut)


def _beside(lines: Sequence[Line], blocks: Sequence[Element]) -> list[Line]:
    """The lines whose blocks are children of the element that the list is in, or of the one around it where it is a list by name."""
    parent = blocks[0].getparent()
    around = parent.getparent() if parent.tag in _IN_LISTS else None
    return [
        line
        for line in lines
        if (at := line.block.getparent()) is not None and (at is parent or at is around)
    ]


def _is_less(cut: _Cut) -> bool:
    """True where no small part of the sentences is outside the list."""
    rest = sum(len(line.text) for line in cut.rest if _is_sentence(line))
    inside = sum(len(line.text) for line in cut.inside if _is_sentence(line))
    return rest >= _LEAST_LEFT * (rest + inside)


def _is_told_at_length(cut: _Cut) -> bool:
    lengths = [len(line.text) for line in cut.inside if _is_sentence(line)]
    return sum(lengths) >= _LONGEST_SUMMARY * max(len(lengths), 1)


def _is_sentence(line: Line) -> bool:
    return (
        len(line.text) >= _SHORTEST_SENTENCE
        and line.link_characters < _LEAST_LINKED * len(line.text)
        and _SENTENCE_SIGN.search(line.text) is not None
    )


def _told(lines: Sequence[Line], title: str) -> float:
    """How much of the headline stands in the sentences of *lines*."""
    said = [
        line.text
        for line in lines
        if _is_sentence(line) and (len(line.text) > _LONGEST_TITLE or not is_same_title(line.text, title))
    ]
    return share_of(title, "\n".join(said))


def _is_answer(text: str) -> bool:
    """True for the line of a comment with its buttons, name and time, and for nothing that says something else."""
    said = _read_buttons(text)
    if not said.answers or len(said.words) > _LONGEST_NAME or _OF_OFFICE.search(said.words):
        return False
    # 回复 2025-11-12 is how offices date what they answer; readers' buttons stand behind the day.
    if _DAY_ALONE.fullmatch(spell(text)) is not None:
        return False
    return not said.words or said.times > 0 or said.answers + said.others > 1


def _has_buttons(text: str) -> bool:
    """True for a line of two buttons, or of one and a time, that says nothing else: no report has one."""
    said = _read_buttons(text)
    return said.answers > 0 and not said.words and said.answers + said.others + said.times > 1


def _read_buttons(text: str) -> _Buttons:
    if len(text) > _LONGEST_ANSWER or _ANSWER_SIGN.search(text) is None:
        return _NONE
    rest, answers = _ANSWER.subn(" ", spell(text))
    rest, times = _TIME.subn(" ", rest)
    rest, others = _BESIDE.subn(" ", rest)
    return _Buttons(words=_NO_WORD.sub("", rest), answers=answers, others=others, times=times)


def _is_teaser(lines: Sequence[Line], number: int) -> bool:
    """True for a headline that is a link to another page, above a sentence that is none."""
    line, below = lines[number], lines[number + 1]
    return (
        not line.leads_within
        and len(line.text) >= _SHORTEST_HEADLINE
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
    return _List(
        blocks=tuple(siblings[start:end]),
        first=tuple(siblings[start : places[0] + 1]),
        items=max(Counter(map(_kind, items)).values()),
    )


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
