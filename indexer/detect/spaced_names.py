"""Finds names beside spaces that fill a line: 部　長　沈若川 in gazettes, 王　伟 of two characters in lists and under documents.

A title in two characters set apart names its bearer to the end of the line. A surname and one character set apart are a name
behind a title, or where a name or another such pair stands beside them in the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.detect import cues
from indexer.detect.chinese_names import NameCandidate
from indexer.detect.cues import CueTables
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText

_SPACE = "[ \u3000]"
_HAN = "[\u4e00-\u9fff]"
SPACED_TITLE = (
    f"(?:[代副]{_SPACE}*)?[部处局院署总市县主司厅镇乡区会校馆所]{_SPACE}+(?:[长统任席]|经?{_SPACE}*理)"
)
"""A title whose two characters stand apart."""
# From the last character of the title on, and from the surname on.
_UNDER_TITLE = re.compile(f".{_SPACE}+({_HAN}{_SPACE}+{_HAN}|{_HAN}{{2,4}})(?={_SPACE}*(?:[\n（(]|$))")
_LINE_BEFORE = re.compile(f"(?:^|\n){_SPACE}*{SPACED_TITLE}$")
_LONGEST_TITLE = 16
_TITLES_END = frozenset("长统任席理")
_PAIR = re.compile(f".{_SPACE}{{1,2}}{_HAN}(?!{_HAN})")
_BEFORE_PAIR = re.compile(_HAN)
_LISTED = "、"
_LONGEST_NAME = 4
_SCORE = 8.0


class SpacedNames:
    """Finds such names; immutable."""

    def __init__(self, surnames: frozenset[str]) -> None:
        self._surnames = surnames
        self._titles = read_words("titles.tsv", "office") | read_words("titles.tsv", "role")
        self._longest = max(map(len, self._titles))

    def cues(self) -> CueTables:
        """The last characters of titles and the surnames with a space behind them."""
        firsts = _TITLES_END | {surname for surname in self._surnames if len(surname) == 1}
        return CueTables(characters={cues.SPACED: firsts, cues.SPACED << cues.ENDS: " \u3000"})

    def find(self, tagged: TaggedText) -> Iterator[NameCandidate]:
        """The names in *tagged*, in order."""
        text = tagged.text
        for at in tagged.at_characters[cues.SPACED]:
            if text[at] in _TITLES_END:
                match = _UNDER_TITLE.match(text, at)
                title = text[max(at + 1 - _LONGEST_TITLE, 0) : at + 1]
                if match is not None and self._is_name(match[1]) and _LINE_BEFORE.search(title):
                    yield NameCandidate(match.start(1), match.end(1), _SCORE)
            elif (match := _PAIR.match(text, at)) is not None and not _BEFORE_PAIR.match(text, at - 1):
                end = match.end()
                if self._is_titled(text, at) or self._is_listed(text, at, end):
                    yield NameCandidate(at, end, _SCORE)

    def _is_name(self, name: str) -> bool:
        return name[0] in self._surnames or name[:2] in self._surnames

    def _is_titled(self, text: str, start: int) -> bool:
        """True behind a title and a space."""
        before = text[max(start - self._longest - 2, 0) : start]
        stripped = before.rstrip(" \u3000")
        return stripped != before and any(
            stripped[-length:] in self._titles for length in range(2, self._longest + 1)
        )

    def _is_listed(self, text: str, start: int, end: int) -> bool:
        """True where a 、 and a name stand on one side."""
        if text[end : end + 1] == _LISTED:
            following = re.split("[、，。\n]", text[end + 1 : end + 2 + _LONGEST_NAME], maxsplit=1)[0]
            if self._is_short_name(following):
                return True
        if text[start - 1 : start] != _LISTED:
            return False
        return self._is_short_name(
            re.split("[、，。：\n]", text[max(start - 2 - _LONGEST_NAME, 0) : start - 1])[-1]
        )

    def _is_short_name(self, text: str) -> bool:
        name = text.replace(" ", "").replace("\u3000", "")
        return 1 < len(name) < _LONGEST_NAME and name[0] in self._surnames
