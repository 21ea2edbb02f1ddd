"""Lists on a page: neighbours of one name and class, each with a line of one kind in it; `comments.py` and `teasers.py` say which kinds.

What stands once is never a list, whatever it says. A list is left out only where what is left tells of the headline; an article that
loses its paragraphs is worse than a teaser that stays. Pure; each look is bounded, for a page may hold 20,000 lines in as many blocks.
"""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from indexer.extract.spelling import spell
from indexer.sources.pages.content import is_same_title
from indexer.sources.pages.lines import Line
from indexer.sources.pages.titles import share_of

Element = Any

SENTENCE_SIGN: Final = re.compile("[，。！？；,!?]")
SHORTEST_SENTENCE: Final = 20
LEAST_LINKED: Final = 0.9
MOST: Final = 2 / 3
"""So many items of a list are what all of it is."""
_LEAST_LEFT: Final = 1 / 5
"""Of what is said; less is the lead of a list."""
_SENTENCES: Final = re.compile(r"[^。！？!?]+")
_COLLECTED: Final = "选登(?![记场陆])|摘登|[摘辑]录|[摘汇]编|汇总|实录"
_ANNOUNCES: Final = re.compile(
    rf"如下|(?<![\d岁年人元度级个百千万亿%％])以下(?!简称)|下列|(?:^|[，、])现[将把]|[:：]$|{_COLLECTED}"
)
"""How a lead says that the list below it is what it tells of."""
_OF_COMMENTS: Final = re.compile("评论|跟[帖贴]|代表.*(?:观点|立场|意见)")
"""What stands above comments (以下留言只代表网友个人观点) announces them as none of the article."""
_COLLECTION: Final = re.compile(rf"{_COLLECTED}|问答|答问|访谈|来信|留言|信箱|微博")
"""Headlines of what many said."""
_LINES_ABOVE: Final = 3
"""A lead's last line may be no sentence by itself (来信选登：)."""
MOST_LINES: Final = 20_000
_MOST_LISTS: Final = 4
_DEEPEST: Final = 12
"""Elements between a list and a line of its items; bounds what a page of 250 elements around each costs."""
_MARKS_OF_ITEM: Final = 3
"""A comment has up to so many lines with buttons: its floor above, who answers whom within, its buttons below."""
_IN_LISTS: Final = frozenset("ul ol dl table tbody".split())
_PARAGRAPHS: Final = frozenset("p h1 h2 h3 h4 h5 h6 pre".split())
"""The article's own neighbours are of one kind too: what holds no blocks is no item of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The lines of a page that belong to no list, and the blocks of those that do."""

    lines: list[Line]
    blocks: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockList:
    """The blocks of one list, those of them that are its first item, and those that have a mark."""

    blocks: tuple[Element, ...]
    first: tuple[Element, ...]
    marked: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The lines in the blocks of a list, and those above and below them."""

    blocks: tuple[Element, ...]
    inside: list[Line]
    above: list[Line]
    below: list[Line]

    @property
    def rest(self) -> list[Line]:
        """The lines outside."""
        return [*self.above, *self.below]


def cut_out(lines: Sequence[Line], blocks: tuple[Element, ...]) -> Cut:
    """*lines* parted by whether they stand in *blocks*."""
    # One look at all elements, so that a line is looked up and its ancestors are not walked.
    elements = {element for block in blocks for element in block.iter()}
    inside = [number for number, line in enumerate(lines) if line.block in elements]
    first, last = (inside[0], inside[-1] + 1) if inside else (len(lines), len(lines))
    return Cut(
        blocks=blocks,
        inside=[lines[number] for number in inside],
        above=[line for line in lines[:first] if line.block not in elements],
        below=[line for line in lines[first:last] if line.block not in elements] + list(lines[last:]),
    )


def lines_by_owner(
    lines: Iterable[Line], owners: Mapping[Element, Element]
) -> Mapping[Element, Sequence[Line]]:
    """The lines that stand in blocks, put together by the *owners* of these."""
    owner_of = {element: owner for block, owner in owners.items() for element in block.iter()}
    found: dict[Element, list[Line]] = collections.defaultdict(list)
    for line in lines:
        if line.block in owner_of:
            found[owner_of[line.block]].append(line)
    return found


def lines_beside(lines: Sequence[Line], blocks: Sequence[Element]) -> list[Line]:
    """The lines whose blocks are children of the element that the list is in, or of the one around it where it is a list by name."""
    parent = blocks[0].getparent()
    around = parent.getparent() if parent.tag in _IN_LISTS else None
    return [
        line
        for line in lines
        if (at := line.block.getparent()) is not None and (at is parent or at is around)
    ]


def is_sentence(line: Line) -> bool:
    """True for what is told, and is no link."""
    return (
        len(line.text) >= SHORTEST_SENTENCE
        and line.link_characters < LEAST_LINKED * len(line.text)
        and SENTENCE_SIGN.search(line.text) is not None
    )


def said_in(lines: Iterable[Line]) -> int:
    """How many characters stand in the sentences of *lines*."""
    return sum(len(line.text) for line in lines if is_sentence(line))


def is_announced(cut: Cut, title: str) -> bool:
    """True for the list that the lead above it announces (现选登如下), or the headline, where more is said in it than outside."""
    if _COLLECTION.search(spell(title)) is not None and said_in(cut.rest) < said_in(cut.inside):
        return True
    for line in itertools.islice(reversed(cut.above), _LINES_ABOVE):
        is_told = is_sentence(line)
        if (is_told or not line.link_characters) and _announces(line.text):
            return True
        if is_told:
            break
    return False


def leaves_little(cut: Cut) -> bool:
    """True for a list that holds nearly all that is said."""
    rest = said_in(cut.rest)
    return rest < _LEAST_LEFT * (rest + said_in(cut.inside))


def count_sentences(lines: Iterable[Line]) -> int:
    """How many sentences are told in *lines*."""
    return sum(len(_SENTENCES.findall(line.text)) for line in lines if is_sentence(line))


def told_of(title: str, lines: Sequence[Line]) -> float:
    """How much of the headline stands in the sentences of *lines*."""
    # A line of twice its length is no headline, and taking the signs from long lines takes long.
    said = [
        line.text
        for line in lines
        if is_sentence(line) and (len(line.text) > 2 * len(title) or not is_same_title(line.text, title))
    ]
    return share_of(title, "\n".join(said))


def find_lists(lines: Sequence[Line], marks: Sequence[int], fewest: int) -> Iterator[BlockList]:
    """The lists in which the lines *marks* stand, each in a block of its own beside others of its name and class; the longest first."""
    marked: dict[Element, dict[Element, None]] = {}
    for place, one in enumerate(marks if len(marks) >= fewest else ()):
        for other in marks[place + 1 : place + 1 + _MARKS_OF_ITEM]:
            pair = _neighbours(lines[one].block, lines[other].block)
            if pair is not None and kind_of(pair[0]) == kind_of(pair[1]) and pair[0].tag not in _PARAGRAPHS:
                marked.setdefault(pair[0].getparent(), {}).update(dict.fromkeys(pair))
                break
    longest = sorted(marked.items(), key=lambda found: len(found[1]), reverse=True)[:_MOST_LISTS]
    for parent, items in longest:
        if len(items) >= fewest:
            yield _whole(list(parent), items)


def kind_of(element: Element) -> tuple[str, str]:
    """Name and class of an element: what it looks like."""
    return (element.tag, element.get("class") or "")


def _whole(siblings: Sequence[Element], items: Collection[Element]) -> BlockList:
    """A list with what stands between its marked blocks, and as much above the first: name and day, as `dt` above `dd`."""
    places = [number for number, sibling in enumerate(siblings) if sibling in items]
    kind = kind_of(siblings[places[0]])
    step = min(after - before for before, after in itertools.pairwise(places))
    start, end = max(0, places[0] - step + 1), places[-1] + 1
    if kind[1]:
        while start > 0 and kind_of(siblings[start - 1]) == kind:
            start -= 1
        while end < len(siblings) and kind_of(siblings[end]) == kind:
            end += 1
    return BlockList(
        blocks=tuple(siblings[start:end]),
        first=tuple(siblings[start : places[0] + 1]),
        marked=tuple(siblings[number] for number in places),
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


def _announces(text: str) -> bool:
    """True where the last sentence does."""
    sentences = _SENTENCES.findall(text)
    if not sentences:
        return False
    last = spell(sentences[-1])
    return _ANNOUNCES.search(last) is not None and _OF_COMMENTS.search(last) is None
