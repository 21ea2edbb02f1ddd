"""Finds cities abroad that no table has, by what stands before them: 首府阿努拉达普拉, 北部城市马瓦西, 飞往希姆肯特.

Of such runs of sounds nine in ten are places; behind 在, 从 and 来自 stand too many that are persons or go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.model import Span
from indexer.detect import word_classes as wc
from indexer.detect.tagged_text import TaggedText

_WAYS: Final = frozenset("位于 抵达 前往 飞往 飞抵 运抵 途经 途径".split())
BEFORE_CITIES: Final = _WAYS | frozenset(
    "首都 首府 省会 州府 城市 小城 小镇 城镇 重镇 港口 港市 村庄 东部 西部 南部 北部 中部 东南部 西北部 东北部 西南部".split()
)
# 抵达卡尔扎伊|官邸, 位于达芬奇|博物馆, 前往卡尔扎伊|的|家: what somebody has, where no city's follows.
_OF_SOMEBODY = frozenset((wc.NOUN, wc.PROPER, wc.DICTIONARY_PLACE, wc.LIKE_NAME, wc.LIKE_NAME_NO_NOUN))
_OF = frozenset("的之")
_OF_CITIES = frozenset(
    "机场 国际机场 火车站 车站 港口 市区 市中心 郊区 近郊 郊外 地区 附近 境内 当地 东部 西部 南部 北部 中部 东南部 西北部 东北部 西南部 东南 西南 东北 西北".split()
)
_SOUNDS, _FIRM = frozenset("12"), "1"
_SHORTEST, _LONGEST = 3, 8
# 阿布卡迈勒|东南|方向
_DIRECTIONS = frozenset(("东南", "西南"))
_KINDS = frozenset("市省州镇县区岛郡邦")
# Where the run goes on, or is somebody's name or a body's.
_NO_CITY_BEFORE = frozenset(
    (wc.CHARACTER, wc.SURNAME, wc.DOT, wc.TITLE, wc.ADDRESS, wc.SPEECH, wc.LATIN, wc.ENDING, wc.PERSON)
)


def is_before_city(tagged: TaggedText, index: int, after: int) -> bool:
    """True where the word at *index* tells that what reaches from it to the word *after* is a city, and not whose something is."""
    if tagged.words[index] not in _WAYS or after >= len(tagged.words):
        return tagged.words[index] in BEFORE_CITIES
    word = tagged.words[after]
    return word not in _OF and (tagged.letters[after] not in _OF_SOMEBODY or word in _OF_CITIES)


def city_behind(tagged: TaggedText, index: int) -> Iterator[Span]:
    """The city that stands behind the word at *index*, one of `BEFORE_CITIES`, with the kind of division behind it."""
    first = after = index + 1
    while tagged.sounds[after : after + 1] in _SOUNDS:
        after += 1
    while after > first and (
        tagged.letters[after - 1] == wc.FUNCTION or tagged.words[after - 1] in _DIRECTIONS
    ):
        after -= 1
    length = tagged.starts[after] - tagged.starts[first]
    if not _SHORTEST <= length <= _LONGEST or _FIRM not in tagged.sounds[first:after]:
        return
    if tagged.words[after] in _KINDS:
        after += 1
    elif tagged.letters[after : after + 1] in _NO_CITY_BEFORE or not is_before_city(tagged, index, after):
        return
    yield Span(tagged.starts[first], tagged.starts[after])
