"""Finds transliterated names of persons: parts joined by a dot (约翰·马吉), public figures, and runs of sound characters.

A run of characters that transliterations use is a person behind a title, before a verb of speech or a form of address,
or where the dictionary has it as a name; behind 在 or before 州 it is a place, which `localities.py` takes up.
Precision comes first: a run without any such evidence is nothing.
"""

from __future__ import annotations

import re

from indexer.detect import word_classes as wc
from indexer.detect.chinese_names import NameCandidate
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText

# The marks of word_classes.sound_of.
_RUN = re.compile(r"[12]*1[12]*(?:\.[12xy]+)*|(?:[12]+|[xy])(?:\.[12xy]+)+")
_NO_PART = re.compile(r"(?<!\.)(?:x(?!\.[12])|y(?!\.))")
_AT_PLACES = frozenset(
    "在 从 到 抵达 前往 飞往 来自 位于 飞抵 运往 返回 离开 城市 首都 小镇 地区 港口 市 省 州 县 南部 北部 东部 西部 首府 机场 东南部 西北部 东北部 西南部 中部".split()
)
_PLACE_BEHIND = re.compile(
    "[州省市县岛湖河山港湾国队区镇村语族杯奖人机站]|地区|附近|机场|公司|集团|海峡|半岛|大学|等地|以南|以北|以东|以西|现象|交响乐团|银行"
)
_LONGEST = 9
_LISTED = frozenset(("、", "和", "与", "及", "／", "/"))
_LEAST_ALONE = 3

_SCORE_DOTTED = 9.0
_SCORE_BY_TITLE = 8.0
_SCORE_KNOWN = 6.0
_SCORE_BY_WORDS = 5.0


class ForeignNames:
    """Finds transliterated names; immutable but for what it remembers of words seen."""

    def __init__(self) -> None:
        self._speech = read_words("name_contexts.tsv", "speech")
        self._behind = read_words("name_contexts.tsv", "act")
        self._address = read_words("titles.tsv", "address")
        self._titles = read_words("titles.tsv", "office") | read_words("titles.tsv", "role")

    def find(self, tagged: TaggedText) -> list[NameCandidate]:
        """The transliterated names in *tagged*, in order."""
        marks = tagged.sounds
        found = []
        for match in _RUN.finditer(_with_parts(marks)):
            first, after = match.start(), match.end()
            dotted = "." in match[0]
            titled = first > 0 and tagged.words[first - 1] in self._titles
            while (
                after > first + 1
                and marks[after - 1] == "2"
                and marks[after - 2] != "."
                and (not (dotted or titled) or tagged.letters[after - 1] == wc.FUNCTION)
            ):
                after -= 1
            while (
                first < after - 1
                and marks[first] == "2"
                and not titled
                and (not dotted or tagged.letters[first] == wc.FUNCTION)
            ):
                first += 1
            score = self._weigh(tagged, first, after, dotted)
            found.append(NameCandidate(tagged.starts[first], tagged.starts[after], score))
        return _with_lists(tagged, found)

    def _weigh(self, tagged: TaggedText, first: int, after: int, dotted: bool) -> float:
        """How surely the words are a person's name; 0 where they are not."""
        if dotted:
            return _SCORE_DOTTED
        length = tagged.starts[after] - tagged.starts[first]
        letters = tagged.letters[first:after]
        if letters == wc.PERSON:
            return _SCORE_DOTTED
        behind = tagged.words[after] if after < len(tagged.words) else ""
        before = tagged.words[first - 1] if first else ""
        if length < 2 or length > _LONGEST or _PLACE_BEHIND.match(behind):
            return 0.0
        titled = before in self._titles
        if titled and (
            length > 2 or wc.FOREIGN in letters or behind in self._behind or behind in self._speech
        ):
            return _SCORE_BY_TITLE
        if length < _LEAST_ALONE or before in _AT_PLACES:
            return 0.0
        if behind in self._speech or behind in self._address:
            return _SCORE_BY_TITLE
        if any(
            letter == wc.FOREIGN and len(word) >= _LEAST_ALONE
            for letter, word in zip(letters, tagged.words[first:after], strict=True)
        ):
            return _SCORE_KNOWN
        return _SCORE_BY_WORDS if length > _LEAST_ALONE and behind in self._behind else 0.0


def _with_lists(tagged: TaggedText, found: list[NameCandidate]) -> list[NameCandidate]:
    """Those of *found* that are names, and what stands in a list with one: 梅尔滕斯、达尼丽娜和克鲁尼奇."""
    sure = [name.score > 0 for name in found]
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for at in order:
            first, second = sorted((found[at], found[at + step]))
            if (
                not sure[at]
                and sure[at + step]
                and tagged.text[first.end : second.start] in _LISTED
                and _LEAST_ALONE <= found[at].end - found[at].start <= _LONGEST
            ):
                sure[at] = True
    return [
        name if name.score else name._replace(score=_SCORE_BY_WORDS)
        for name, is_sure in zip(found, sure, strict=True)
        if is_sure
    ]


def _with_parts(marks: str) -> str:
    """*marks*, where x stands only right behind a dot or before a dot and a sound, y beside a dot: 阿尤布·汗, 买买提·艾沙."""
    return _NO_PART.sub("0", marks)
