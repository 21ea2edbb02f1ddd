"""Finds countries written with one character: 中美两国, 访华, 对俄制裁, 美方, 俄总统.

A single character is a country only in a closed set of company: beside others of its kind before a word of relations,
behind a verb that takes countries, or before 方 and titles. What it stands for is decided by the full names in the
same article (巴: 巴基斯坦 or 巴西), so a character whose country is named nowhere in full is a mention that stands for
nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.cues import CueTables
from indexer.detect.tables import read_pairs
from indexer.detect.tagged_text import TaggedText

_RELATIONS = (
    "两国|三国|四国|双方|三方|双边|三边|关系|友好|友谊|建交|贸易|经贸|边境|边界|首脑|元首|合作|领导人|外长|防长|人民|会谈|会晤|联合|战略|"
    "之间|自贸|自由贸易|峰会|政府|民间|经济|外交|军事|磋商|对话|高层|伙伴|文化|冲突|战争|和谈|和平|签署|企业|青年|交流|投资|"
    "禁毒|班列|铁路|协定|协议|谈判|摩擦|争端|同盟|安保|建立|恢复|关税|科技|教育|旅游|警方|警务|专家|学者|媒体|公约|条约|共同|"
    "加强|深化|携手|航线|大使|官员|代表团|两军|两党|地区|各国|在|就|两地"
)
# Characters that are countries before 方; the others are other words there (西方).
_SIDES = "中美俄日韩朝英法德印巴欧越菲以伊乌港台澳加"
_SIDE = "方"
_NO_SIDES = frozenset("面向式法案程针便言圆块")
STATES: Final = frozenset("美俄日韩朝英法德印越菲泰伊埃叙巴乌")
"""What stands for a state right before a title or a ministry: 俄总统, 美商务部."""
_PAIRS = frozenset(
    "访华 对华 驻华 来华 在华 援华 旅华 侵华 涉华 反华 遏华 赴华 离华 抵华 访美 对美 驻美 赴美 抵美 访日 对日 驻日 赴日 旅日 侵日 "
    "访俄 对俄 驻俄 赴俄 制俄 访韩 对韩 驻韩 赴韩 访朝 对朝 访英 对英 驻英 赴英 访法 驻法 赴法 访德 驻德 赴德 旅德 访欧 对欧 赴欧 访印 驻印 "
    "抵京 赴京 离京 来京 进京 驻京 晋京 返京 来沪 抵沪 赴沪 赴港 来港 抵港 访港 驻港 涉港 赴台 来台 访台 对台 涉台 入台 赴澳 来澳 抵澳".split()
)
# Words of places and persons: a character inside one of them is no country.
_NAMES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE, wc.PERSON, wc.FOREIGN, wc.NAME, wc.ANCHOR))
_ALONE = frozenset((wc.CHARACTER, wc.SURNAME, wc.WEAK_SURNAME, wc.FUNCTION, wc.NOUN))
_BREAKS = frozenset((wc.SIGN, wc.LINE, wc.FUNCTION, wc.COMMA, wc.AND, wc.VERB, wc.SPEECH, wc.OPEN, wc.QUOTE))


class CountryLetter(NamedTuple):
    """A character `text[start:end]` that stands for one of *names*."""

    start: int
    end: int
    names: tuple[str, ...]


class CountryLetters:
    """Finds them; immutable."""

    def __init__(self) -> None:
        self._names = {text: tuple(names.split(",")) for text, names in read_pairs("country_letters.tsv")}
        letters = "".join(self._names)
        self._together = re.compile(f"(?<![{letters}])[{letters}]{{2,4}}(?={_RELATIONS})")

    def cues(self) -> CueTables:
        """The characters of countries that stand together, and of what stands between a country and its verb or side."""
        return CueTables(
            characters={
                cues.COUNTRIES: self._names,
                cues.COUNTRIES << cues.ENDS: self._names,
                cues.RELATION: {*_SIDES, *(pair[0] for pair in _PAIRS)},
                cues.RELATION << cues.ENDS: {_SIDE, *(pair[1] for pair in _PAIRS)},
            }
        )

    def find(self, tagged: TaggedText) -> list[CountryLetter]:
        """The characters in *tagged* that stand for countries, in order."""
        found = dict.fromkeys(self._spans(tagged))
        return [
            CountryLetter(span.start, span.end, self._names[tagged.text[span.start]])
            for span in sorted(found)
            if tagged.text[span.start] in self._names
        ]

    def _spans(self, tagged: TaggedText) -> Iterator[Span]:
        text = tagged.text
        for start in tagged.at_characters[cues.COUNTRIES]:
            match = self._together.match(text, start)
            if match is not None and self._is_free(tagged, start, match.end()):
                yield from (Span(at, at + 1) for at in range(start, match.end()))
        for start in tagged.at_characters[cues.RELATION]:
            pair = text[start : start + 2]
            if pair in _PAIRS:
                if self._is_free(tagged, start, start + 2) and self._ends_word(tagged, start + 2):
                    yield Span(start + 1, start + 2)
            elif pair[0] in _SIDES and pair[1] == _SIDE and text[start + 2 : start + 3] not in _NO_SIDES:
                yield from self._side(tagged, start)
        yield from self._before_titles(tagged)

    def _side(self, tagged: TaggedText, start: int) -> Iterator[Span]:
        if self._is_free(tagged, start, start + 1):
            yield Span(start, start + 1)

    def _before_titles(self, tagged: TaggedText) -> Iterator[Span]:
        """俄总统: behind the border of a clause."""
        letters = tagged.letters
        title = letters.find(wc.TITLE, 2)
        while title >= 0:
            if (
                letters[title - 1] in _ALONE
                and letters[title - 2] in _BREAKS
                and tagged.words[title - 1] in STATES
            ):
                yield Span(tagged.starts[title - 1], tagged.starts[title])
            title = letters.find(wc.TITLE, title + 1)

    def _ends_word(self, tagged: TaggedText, end: int) -> bool:
        return tagged.starts[bisect_left(tagged.starts, end)] == end

    def _is_free(self, tagged: TaggedText, start: int, end: int) -> bool:
        """True where a word begins at *start* and no name of something else holds any of the stretch."""
        first = bisect_left(tagged.starts, start)
        if tagged.starts[first] != start:
            return False
        last = bisect_left(tagged.starts, end, first)
        return _NAMES.isdisjoint(tagged.letters[first:last])
