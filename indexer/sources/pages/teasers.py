"""Teasers of other articles: blocks that repeat, each a headline that is a link above one sentence, which show that more stands elsewhere.

A list of places, a programme or a digest below its lead looks the same, and is the article's own. So a teaser shows more: its summary is
cut short, its address is linked twice (picture, 更多), or a day stands below it; and it counts nothing. Pure; `reading.py` calls it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from indexer.extract.spelling import spell
from indexer.sources.pages.comments import TIME
from indexer.sources.pages.lines import Line
from indexer.sources.pages.repeated_blocks import (
    LEAST_LINKED,
    MOST,
    MOST_LINES,
    SENTENCE_SIGN,
    SHORTEST_SENTENCE,
    BlockList,
    Cut,
    LeftOut,
    cut_out,
    find_lists,
    is_announced,
    is_sentence,
    leaves_little,
    lines_beside,
    lines_by_owner,
    told_of,
)
from indexer.sources.pages.titles import LEAST_TOLD

Element = Any

_CUT_SHORT: Final = re.compile(r"(?:…|\.\.\.)\W*(?:\w{2,4}\W*)?$")
"""A summary that ends in the middle, and what leads to the rest (…[详细])."""
_COUNTED: Final = re.compile(
    r"\W*(?:第?\s?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s?(?:[.、:：)）]|[条條章节節名位届屆])|\d{1,2}:\d\d|[问問答QqAa]\s?\d{0,2}\s?[:：])"
)
"""How an article counts what is in it: 三、 第四条 10:05 问：."""
_SHORTEST_HEADLINE: Final = 8
_LONGEST_DAY: Final = 48
"""In characters: the line with the day has a source or numbers of readers beside it."""
_FEWEST: Final = 3


def leave_out_teasers(lines: list[Line], title: str) -> LeftOut:
    """*lines* without teasers, where what is left tells of the headline, and no less than they do: a digest stays."""
    kept = LeftOut(lines=lines)
    if len(lines) > MOST_LINES or not title:
        return kept
    marks = [number for number in range(len(lines) - 1) if _is_teaser(lines, number)]
    for found in find_lists(lines, marks, _FEWEST):
        cut = cut_out(kept.lines, found.blocks)
        told = told_of(title, cut.rest)
        if told >= max(LEAST_TOLD, told_of(title, cut.inside)) and _are_teasers(cut, found, title):
            kept = LeftOut(lines=cut.rest, blocks=(*kept.blocks, *found.blocks))
    return kept


def _are_teasers(cut: Cut, found: BlockList, title: str) -> bool:
    """True where most items lead on; not beside the paragraphs, nor where they are announced or hold nearly all that is said."""
    items = lines_by_owner(cut.inside, {block: block for block in found.marked}).items()
    if sum(_leads_on(block, lines) for block, lines in items) < MOST * len(items):
        return False
    if told_of(title, lines_beside(cut.rest, cut.blocks)) >= LEAST_TOLD:
        return False
    return not is_announced(cut, title) and not leaves_little(cut)


def _leads_on(block: Element, lines: Sequence[Line]) -> bool:
    """True for one sentence below a headline that counts nothing, cut short, linked twice or with a day below it."""
    number = next((number for number, line in enumerate(lines) if _is_headline(line)), None)
    if number is None or _COUNTED.match(lines[number].text) is not None:
        return False
    below = lines[number + 1 :]
    sentences = [line.text for line in below if is_sentence(line)]
    addresses = [link.get("href") for link in block.iter("a")]
    return len(sentences) < 2 and (
        any(map(_CUT_SHORT.search, sentences))
        or len(set(addresses)) < len(addresses)
        or any(len(line.text) <= _LONGEST_DAY and TIME.search(spell(line.text)) for line in below)
    )


def _is_headline(line: Line) -> bool:
    """True for a headline that is a link to another page."""
    return (
        not line.leads_within
        and len(line.text) >= _SHORTEST_HEADLINE
        and line.link_characters >= LEAST_LINKED * len(line.text)
    )


def _is_teaser(lines: Sequence[Line], number: int) -> bool:
    """True for a headline above a sentence that is no link."""
    below = lines[number + 1]
    return (
        _is_headline(lines[number])
        and len(below.text) >= SHORTEST_SENTENCE
        and not below.link_characters
        and SENTENCE_SIGN.search(below.text) is not None
    )
