"""Finds cities abroad that no table has, by what stands before them: 首府阿努拉达普拉, 北部城市马瓦西, 飞往希姆肯特.

Of such runs of sounds nine in ten are places; behind 在 and 从 stand too many that are persons or go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.model import Span
from indexer.detect import word_classes as wc
from indexer.detect.tagged_text import TaggedText

BEFORE_CITIES: Final = frozenset(
    "首都 首府 省会 州府 城市 小城 小镇 城镇 重镇 港口 港市 村庄 位于 抵达 前往 飞往 飞抵 运抵 来自 途经 途径 东部 西部 南部 北部 中部 东南部 西北部 东北部 西南部".split()
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
    elif tagged.letters[after : after + 1] in _NO_CITY_BEFORE:
        return
    yield Span(tagged.starts[first], tagged.starts[after])
