"""Weighs the characters of Chinese given names: what hardly any name has in it, and what stands behind surnames that are none.

Weights are natural logarithms, as those of `chinese_names.py`, whose readings they make better or worse.
"""

from __future__ import annotations

from typing import Final

from indexer.detect import word_classes as wc
from indexer.detect.tables import read_rows
from indexer.detect.tagged_text import TaggedText

NEVER: Final = -20.0
"""What no other weight makes up for."""
SIDE: Final = "方"
"""A country's side in talks (同非|方, 孟方); a surname elsewhere."""
CLOSES_NAME: Final = frozenset(("", wc.LINE, wc.SIGN, wc.CLOSE, wc.OPEN, wc.COMMA))
"""Letters behind a name that nothing can join with what follows; empty at the end of the text."""

_FUNCTION_WITHIN = -4.0
_FUNCTION_LAST = -3.0
_THING_LAST = -7.0
_NOT_IN_NAMES = frozenset("的了和在是们不也与及这那就都而且")
_WORDS_BEHIND = frozenset("又再还已将曾未仍却均则即亦从向对由被把给让以为因任等某并遭")
# 陈沟村 and 金水河 are places, 尤伯杯 is a cup, 陆媒 are media, and 李氏 nobody; only behind a title is somebody called so.
_NAMES_NO_PERSON = frozenset(
    "村镇乡县区市省州庄寨沟屯河湖岭湾岛港峡楼殿塔寺庙宫阁祠府院站馆室杯赛曲诗舞窑校店厂社队路街桥氏姓族语病犬费奖库党会案券媒性胎"
)
# What stands behind a surname that is something else there: 中苏|两国, 由|本部, 史|明理 of 学史明理.
_NOTHING_GIVEN = frozenset(
    "两国 各国 双方 本部 本会 本法 本院 本局 本府 本条 本县 本市 本 上月 依法 大会 方 败选 残后".split()
)
_AND = "和"
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))


class GivenNames:
    """Weighs them; immutable."""

    def __init__(self) -> None:
        self.countries = frozenset(letter for letter, *_ in read_rows("country_letters.tsv"))

    def weigh(self, given: str, behind: str) -> float:
        """What the characters of *given* take from a name; *behind* is the letter of the word behind it."""
        if given in _NOTHING_GIVEN or (given[-1] == SIDE and given[0] in self.countries):
            return NEVER
        # Before a border an 和 joins nothing: 部长张盛和 and a line end.
        if len(given) > 1 and given[-1] == _AND and behind in CLOSES_NAME:
            given = given[:-1]
        score = 0.0
        if not _NOT_IN_NAMES.isdisjoint(given):
            score += _FUNCTION_WITHIN
        if len(given) > 1 and given[-1] in _WORDS_BEHIND:
            score += _FUNCTION_LAST
        if given[-1] in _NAMES_NO_PERSON:
            score += _THING_LAST
        return score


def goes_on_with_word(tagged: TaggedText, after: int, given: str, *, is_closed: bool) -> bool:
    """True where *given*, up to the word *after*, is none behind a surname that is a word too: 女儿|向|好|发展, 总统|向|中巴|两党.

    One character is a name only where it *is_closed* by a verb or border; two are none where they are a place.
    """
    if len(given) == 1:
        return not is_closed
    return tagged.words[after - 1] == given and tagged.letters[after - 1] in _PLACES
