"""Where in a page's tree the article's paragraphs stand, and which lines around and between them do not stand there.

A run of heavy lines (`content.py`) ends too early where a list of links stands between two paragraphs, and takes in the list
where what is behind it weighs more. The tree knows better: paragraphs are children of one element, or of neighbours of one
name and class; a list between them is not. Pure; `content.py` asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from indexer.sources.pages.lines import Line

Element = Any

_LONGEST_CAPTION: Final = 120
_LINKED: Final = 0.4
"""Of a box between paragraphs at least so much is links: its heading and what a screen reader says of it are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePlace:
    """The elements whose children the paragraphs are, and what neighbours of these look like."""

    parents: frozenset[Element]
    kinds: frozenset[object]
    around: frozenset[Element] = field(repr=False)

    def holds(self, line: Line) -> bool:
        """True for a line that stands where the paragraphs stand."""
        parent = _parent(line)
        return parent in self.parents or _kind(parent) in self.kinds

    def holds_row(self, line: Line) -> bool:
        """True for a row of a table that stands among the paragraphs, or in a box of its own among them."""
        if line.block.tag != "tr" or line.link_characters > _LINKED * len(line.text):
            return False
        box = self.box(line)
        return box is not None and box.getparent() in self.parents

    def box(self, line: Line) -> Element | None:
        """The outermost element around a line that holds no paragraph; None where there is none."""
        if self.holds(line):
            return None
        element = line.block
        while element is not None and element not in self.around:
            parent = element.getparent()
            if parent is None or parent in self.around:
                return element
            element = parent
        return None


def find_place(paragraphs: Iterable[Line]) -> ArticlePlace:
    """The place of *paragraphs*, lines that certainly are the article's."""
    parents = frozenset(map(_parent, paragraphs)) - {None}
    around: set[Element] = set()
    for parent in parents:
        element = parent
        while element is not None and element not in around:
            around.add(element)
            element = element.getparent()
    return ArticlePlace(
        parents=parents, kinds=frozenset(map(_kind, parents)) - {None}, around=frozenset(around)
    )


def lines_aside(lines: Sequence[Line], place: ArticlePlace) -> frozenset[int]:
    """The numbers of the lines that stand in boxes of links, or alone beside a picture."""
    boxes: dict[Element, list[int]] = {}
    for number, line in enumerate(lines):
        box = place.box(line)
        if box is not None:
            boxes.setdefault(box, []).append(number)
    return frozenset(
        number
        for box, numbers in boxes.items()
        if _is_aside(box, [lines[number] for number in numbers])
        for number in numbers
    )


def _is_aside(box: Element, lines: Sequence[Line]) -> bool:
    """True for a box of links, unless it is one sentence, and for one with a picture and the line below it."""
    characters = sum(len(line.text) for line in lines)
    is_sentence = len(lines) == 1 and lines[0].text.endswith("。")
    if not is_sentence and sum(line.link_characters for line in lines) > _LINKED * characters:
        return True
    return (
        len(lines) == 1
        and characters <= _LONGEST_CAPTION
        and next(box.iter("img", "amp-img", "picture"), None) is not None
    )


def _parent(line: Line) -> Element:
    """Whose child a line is: of its own block where text stands in that directly."""
    return line.block.getparent() if line.block.tag == "p" else line.block


def _kind(parent: Element) -> object:
    """Name, class and parent of an element that has paragraphs; None for the page itself."""
    if parent is None or parent.tag == "body" or parent.getparent() is None:
        return None
    return (parent.tag, parent.get("class"), parent.getparent())
