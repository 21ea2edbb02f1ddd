"""A parsed page → its lines as a reader sees them, each with what tells text from furniture.

One walk over the tree, in document order. A line ends where a block begins or ends and at `br`; short cells of a row
stand in one line. What is never text (scripts, parts of forms, captions of figures, hidden elements) is left out. Pure;
`content.py` decides which lines are the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from indexer.extract.markup import join_wrapped

Element = Any

_SKIPPED: Final = frozenset(
    "script style noscript template svg math iframe object embed applet select option button input textarea head title"
    " nav figcaption rp rt canvas audio video map link meta".split()
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figure footer form h1 h2 h3"
    " h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody tfoot thead tr ul caption br".split()
)
_HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
_CELLS: Final = frozenset({"td", "th"})
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LONGEST_CELL: Final = 80


@dataclass(slots=True, kw_only=True)
class Line:
    """One line: its text, how many of its characters are links, the block it stands in, the heading's name where it is one."""

    text: str
    link_characters: int
    block: Element
    heading: str | None


def read_lines(root: Element) -> list[Line]:
    """The lines of a tree, none empty, in document order."""
    walker = _Walker(root)
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "end":
            walker.leave(element)
        elif _is_skipped(element):
            events.skip_subtree()
        else:
            walker.enter(element)
    walker.end_line()
    return walker.lines


class _Walker:
    """The line being written and where it stands."""

    def __init__(self, root: Element) -> None:
        self.lines: list[Line] = []
        self._root = root
        self._pieces: list[str] = []
        self._link_characters = 0
        self._links = self._pres = 0
        self._heading: str | None = None
        self._blocks: list[Element] = [root]

    def enter(self, element: Element) -> None:
        """An element begins that is not skipped."""
        tag = element.tag
        if tag in _BLOCKS or (tag in _CELLS and _is_block_cell(element)):
            self.end_line()
            self._blocks.append(element)
        elif tag in _CELLS:
            self._pieces.append(" ")
        elif tag == "a":
            self._links += 1
        if tag in _HEADINGS:
            self._heading = tag
        self._pres += tag == "pre"
        self._add(element.text)

    def leave(self, element: Element) -> None:
        """An element ends, a skipped one too."""
        tag = element.tag
        if element is self._blocks[-1] and element is not self._root:
            self.end_line()
            self._blocks.pop()
        elif tag == "a":
            self._links -= self._links > 0
        if tag in _HEADINGS:
            self._heading = None
        self._pres -= tag == "pre"
        if element is not self._root:
            self._add(element.tail)

    def end_line(self) -> None:
        """What was written is a line, unless nothing is to be seen in it."""
        if self._pieces:
            text = "".join(self._pieces)
            if "\n" in text:
                text = join_wrapped(text)
            text = _BLANKS.sub(" ", text).strip()
            if text:
                links = min(self._link_characters, len(text))
                line = Line(text=text, link_characters=links, block=self._blocks[-1], heading=self._heading)
                self.lines.append(line)
        self._pieces.clear()
        self._link_characters = 0

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if self._pres and "\n" in text:
            first, *rest = text.split("\n")
            self._pieces.append(first)
            for piece in rest:
                self.end_line()
                self._pieces.append(piece)
            return
        self._pieces.append(text)
        if self._links:
            self._link_characters += len(text.strip())


def _is_skipped(element: Element) -> bool:
    tag = element.tag
    if not isinstance(tag, str) or tag in _SKIPPED:
        return True
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def _is_block_cell(cell: Element) -> bool:
    """True for the cells of a layout; those of data are short and hold no blocks."""
    if any(child.tag in _BLOCKS for child in cell):
        return True
    return sum(map(len, cell.itertext())) > _LONGEST_CELL
