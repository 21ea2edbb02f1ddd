"""A parsed page → its lines as a reader sees them, each with what tells text from furniture.

One walk over the tree, in document order. A line ends where a block begins or ends and at `br`; short cells of a row
stand in one line. What is never text (scripts, parts of forms, captions of figures, hidden elements) is left out. Pure;
`content.py` decides which lines are the article.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from indexer.extract.markup import join_wrapped

Element = Any

_SKIPPED: Final = frozenset(
    "script style noscript template svg math iframe object embed applet select option button input textarea head title"
    " nav noframes figcaption rp rt canvas audio video map link meta".split()
)
_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figure footer form h1 h2 h3"
    " h4 h5 h6 header hr html legend li main menu ol p pre section summary table tbody tfoot thead tr ul caption br".split()
)
_HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())
_CELLS: Final = frozenset({"td", "th"})
# What editors write around the words of a cell.
_PARAGRAPHS: Final = ("p", "div", "center")
_WRAPPERS: Final = frozenset({*_PARAGRAPHS, "br"})
_SECTIONS: Final = frozenset({"thead", "tbody", "tfoot"})

# What an element does to lines, where it does anything; numbers, for members of an enum take twice as long to name.
_SKIP, _BLOCK, _HEADING, _PRE, _CELL, _LINK = range(6)
_ROLES: Final = (
    dict.fromkeys(_SKIPPED, _SKIP)
    | dict.fromkeys(_CELLS, _CELL)
    | dict.fromkeys(_BLOCKS, _BLOCK)
    | dict.fromkeys(_HEADINGS, _HEADING)
    | {"pre": _PRE, "a": _LINK}
)
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")
_HIDDEN: Final = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_LONGEST_CELL: Final = 80
# What templates call the words below a picture; short, for some call a whole box so.
_CAPTION_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:fig)?caption(?:$|[\s_-])|(?:img|image|photo|pic|picture)[-_]desc", re.IGNORECASE
)
CAPTION_MARKS: Final = (b"caption", b"-desc", b"_desc")
"""One of these stands in the markup of a page that names captions by class; most have none, and asking each element takes 0.3 ms."""
_LONGEST_CAPTION: Final = 200
_LONGEST_CLASS: Final = 200


@dataclass(slots=True, kw_only=True)
class Line:
    """One line: its text, how many of its characters are links, the block it stands in, the heading's name where it is one.

    *leads_within* where one of its links leads to a place of the page itself.
    """

    text: str
    link_characters: int
    block: Element
    heading: str | None
    leads_within: bool = False


def read_lines(root: Element, *, has_captions: bool = True) -> list[Line]:
    """The lines of a tree, none empty, in document order; captions are looked for by class where it may have some."""
    walker = _Walker(root)
    skipped: Element = None
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        role = _ROLES.get(element.tag)
        # Most elements are none of those: what they do is done here, for a call takes as long as all of it.
        if event == "start":
            if role == _SKIP or _is_hidden(element) or (has_captions and _is_caption(element)):
                skipped = element
                events.skip_subtree()
                continue
            if role is not None:
                walker.enter(element, role)
            text = element.text
        else:
            if role is not None and element is not skipped:
                walker.leave(element, role)
            text = element.tail
        # What is blank before a line's first word is no part of it, and two thirds of all there is.
        if text and (walker.pieces or not text.isspace()):
            walker.add(text)
    return walker.lines


class _Walker:
    """The line being written and where it stands."""

    def __init__(self, root: Element) -> None:
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self._link_characters = 0
        self._links = self._pres = 0
        self._leads_within = False
        self._heading: str | None = None
        self._blocks: list[Element] = [root]
        # The row that was judged last, whether it is one of data, and the cell of such a one that holds blocks.
        self._row: Element = None
        self._is_data = False
        self._data_cell: Element = None

    def enter(self, element: Element, role: int) -> None:
        """An element of a role begins that is not skipped."""
        if role == _LINK:
            self._links += 1
            # A lone # leads nowhere: a program does what such a link is for.
            address = element.get("href")
            if address and address[0] == "#" and len(address) > 1:
                self._leads_within = True
        elif self._data_cell is not None or (role == _CELL and not self._is_block_cell(element)):
            self.pieces.append(" ")
        else:
            self._end_line()
            self._blocks.append(element)
            if role == _HEADING:
                self._heading = element.tag
            elif role == _PRE:
                self._pres += 1

    def leave(self, element: Element, role: int) -> None:
        """An element ends that was entered."""
        if role == _LINK:
            self._links -= 1
        elif element is self._data_cell:
            self._data_cell = None
        elif element is self._blocks[-1]:
            self._end_line()
            self._blocks.pop()
            if role == _HEADING:
                self._heading = None
            elif role == _PRE:
                self._pres -= 1

    def _is_block_cell(self, cell: Element) -> bool:
        """True for the cells of a layout; those of data are short and hold no blocks, or each one paragraph as all in the row do."""
        if not any(child.tag in _BLOCKS for child in cell):
            return sum(map(len, cell.itertext())) > _LONGEST_CELL
        row = cell.getparent()
        if row is not self._row:
            self._row, self._is_data = row, _is_data_row(row)
        if self._is_data:
            self._data_cell = cell
        return not self._is_data

    def add(self, text: str) -> None:
        """Text comes that is a piece of the line."""
        if self._pres and "\n" in text:
            first, *rest = text.split("\n")
            self.pieces.append(first)
            for piece in rest:
                self._end_line()
                self.pieces.append(piece)
            return
        self.pieces.append(text)
        if self._links:
            self._link_characters += len(text.strip())

    def _end_line(self) -> None:
        """What was written is a line, unless nothing is to be seen in it."""
        if not self.pieces:
            return
        text = "".join(self.pieces).strip()
        if "\n" in text:
            text = join_wrapped(text)
        text = _BLANKS.sub(" ", text)
        if text:
            links = min(self._link_characters, len(text))
            self.lines.append(
                Line(
                    text=text,
                    link_characters=links,
                    block=self._blocks[-1],
                    heading=self._heading,
                    leads_within=self._leads_within,
                )
            )
        self.pieces.clear()
        self._link_characters = 0
        self._leads_within = False


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return (style is not None and _HIDDEN.search(style) is not None) or element.get("hidden") is not None


def _is_caption(element: Element) -> bool:
    name = element.get("class")
    if name is None or not _names_caption(name):
        return False
    characters = 0
    for text in element.itertext():
        characters += len(text)
        if characters > _LONGEST_CAPTION:
            return False
    return True


@functools.lru_cache(maxsize=1 << 12)
def _names_caption(name: str) -> bool:
    """True for a class of captions; a page has few classes and many elements."""
    return len(name) <= _LONGEST_CLASS and _CAPTION_CLASS.search(name) is not None


def _is_data_row(row: Element) -> bool:
    """True for a row beside others, of short cells with nothing but words in them, one paragraph each, however these are wrapped."""
    if row is None or row.tag != "tr" or not _has_neighbours(row):
        return False
    said = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        characters = 0
        for element in cell.iter():
            characters += len(element.text or "") + len(element.tail or "")
            if characters > _LONGEST_CELL or (element.tag in _BLOCKS and element.tag not in _WRAPPERS):
                return False
        if _paragraphs_in(cell) > 1:
            return False
        said += characters > 0
    return said > 1


def _has_neighbours(row: Element) -> bool:
    """False for the only row of a table, which is a layout: columns of a page, the text beside its menu."""
    if row.getprevious() is not None or row.getnext() is not None:
        return True
    section = row.getparent()
    beside = (section.getprevious(), section.getnext()) if section.tag in _SECTIONS else ()
    return any(other is not None and other.tag in _SECTIONS and len(other) for other in beside)


def _paragraphs_in(cell: Element) -> int:
    """How many paragraphs of a cell say something; each box around one paragraph is that paragraph."""
    return sum(
        next(element.iterdescendants(*_PARAGRAPHS), None) is None and any(map(str.strip, element.itertext()))
        for element in cell.iterdescendants(*_PARAGRAPHS)
    )
