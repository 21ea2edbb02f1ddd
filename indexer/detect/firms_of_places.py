"""Finds firms named after a place: 云南白药; in news of the stock market 山东黄金 too. What such names are says `named_after.py`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from index.model import Span
from indexer.detect import cues
from indexer.detect.named_after import BEHIND, BRANDS, firm_of, is_about_stocks
from indexer.detect.tagged_text import TaggedText

_BRAND_OF_PLACE = re.compile(BRANDS)
_SHORT_PLACE = 2


def firms_of_places(tagged: TaggedText) -> list[Span]:
    """Where *tagged* names them."""
    text, starts = tagged.text, tagged.starts
    firms = []
    branded = set()
    for match in _BRAND_OF_PLACE.finditer(text):
        branded.add(tagged.article_at(match.start()))
        # The dictionary has 云南白药 as one word.
        index = bisect_right(starts, match.start()) - 1
        if starts[index + 1] == match.end() == starts[index] + len(match[0]) + _SHORT_PLACE:
            firms.append(Span(starts[index], match.end()))
    places: dict[int, list[Span]] = defaultdict(list)
    for index in tagged.at_words[cues.PLACE]:
        end = starts[index + 1]
        if text[end : end + 1] in BEHIND:
            places[tagged.article_at(end)].append(Span(starts[index], end))
    for number, some in places.items():
        about_stocks = is_about_stocks(text, tagged.article(number))
        if about_stocks or number in branded:
            within = (firm_of(text, place, about_stocks=about_stocks) for place in some)
            firms += [firm for firm in within if firm is not None]
    return firms
