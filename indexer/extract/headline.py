"""Titles: what can be one, and what stands in for one that is missing. Pure rules over single lines."""

from __future__ import annotations

import re
from typing import Final

LONGEST_SENTENCE_TITLE: Final = 60
_LONGEST_TITLE_LINE: Final = 120
_SENTENCE: Final = re.compile(r"[^。！？!?；;]+[！？!?]?")
_NO_TITLE_END: Final = tuple("。；;，,、：:")


def first_sentence(paragraph: str) -> str:
    """The first sentence of a text that has no title, `LONGEST_SENTENCE_TITLE` characters at most."""
    found = _SENTENCE.match(paragraph)
    sentence = found[0].strip() if found else paragraph
    return sentence[:LONGEST_SENTENCE_TITLE].rstrip("，,、：: ")


def can_be_title(line: str) -> bool:
    """True for a line that is no sentence; official notices have titles of over 100 characters."""
    return len(line) <= _LONGEST_TITLE_LINE and not line.endswith(_NO_TITLE_END) and "。" not in line
