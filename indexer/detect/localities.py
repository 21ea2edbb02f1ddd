"""Finds places that the gazetteer has not: villages, rivers, stations, and what stands in our table of geography.

A name ends with a word for a kind of place (村, 镇, 河, 体育馆) and is as long as such names are; a common word before
that ending (贫困村) names nothing, unless the place above it stands right before (安义县万埠镇桃花村). The divisions of
China and the countries are `regions.py`'s, which also decides what an article is about; here nothing is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.cities_abroad import BEFORE_CITIES, city_behind
from indexer.detect.cues import CueTables, WordTest
from indexer.detect.glossed_places import glossed_places
from indexer.detect.occurrences import occurrences
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText
from indexer.detect.word_classes import is_transliteration

_DICTIONARY_ENDS = frozenset("村镇乡县旗市省州区盟岛山河江湖海湾峡沟岭峰洲寺庙塔宫桥路街港站")
_KNOWN = frozenset((wc.PLACE, wc.DICTIONARY_PLACE, wc.ANCHOR))
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))
_PARTS = frozenset(
    (
        wc.CHARACTER,
        wc.SURNAME,
        wc.NAME,
        wc.LIKE_NAME,
        wc.FOREIGN,
        wc.DICTIONARY_PLACE,
        wc.PROPER,
        wc.WEAK_SURNAME,
    )
)
_TOWNS = frozenset("镇乡")
_NO_PARTS = frozenset(
    "于像既如叫名赴修建造治管护填围靠依沉浮爱游看望通达使让由被把给将全本该各每同新老小大邻外渔荒城进出下上山农两三四五六七八九十一二几多那这其某乡贫富穷驻入到回离在为和及与沿过跨向从由至往近出爬登下渡江河湖海东西南北中前后左右"
)
# 桃园村, 杨家庄村 are named as other places are.
_VILLAGE = "村"
_LONGEST_OF_VILLAGE = 3
_GOES_ON = frozenset((wc.CHARACTER, wc.SURNAME, wc.WEAK_SURNAME))
_NUMERALS = frozenset("一二三四五六七八九十")
# Of these a country has many: 日本|动物园, 德国|机场.
_MANY = frozenset(
    "机场 铁路 高速 高铁 高速公路 公路 站 火车站 高铁站 地铁站 客运站 动物园 度假村 度假区 口岸".split()
)
_STREETS = frozenset("路街巷")
_TO = frozenset("至到")
_WAYS = frozenset("铁路 高速铁路 高铁 高速 高速公路 公路 快速路".split())
_LONGEST = 4
# The marks of word_classes.sound_of: what may stand within a transliteration, and what makes one.
_SOUNDS, _FIRM_SOUND = frozenset("12"), "1"
_SHORTEST_KIND = 3
# 国家自然博物馆 is one, 国家森林公园 are many.
_NATIONAL, _NATIONAL_KINDS = "国家", ("馆", "博物院", "体育场", "剧院", "中心")
# 库尔|斯克州: the dictionary has the end of it.
_ABROAD = frozenset("州省")
_KINDS_OF_REGIONS = ("国家", "地区")
_KIND_OF_REGION = 2
# 太湖舰 is a ship.
_SHIP = re.compile("舰(?![队艇])")
_DIVISIONS = frozenset("省市区县州盟旗疆藏")
# What may stand before a river or mountain that no table has: 在|牛头|山.
_BEFORE_NATURE = frozenset(
    (wc.PLACE, wc.DICTIONARY_PLACE, wc.COMMA, wc.SIGN, wc.LINE, wc.AND, wc.QUOTE, wc.OPEN)
)
_BEFORE_NATURE_WORDS = frozenset("在 到 从 沿 位于 流经 登上 来到 走进 的".split())


class Localities:
    """Finds such places; immutable."""

    def __init__(self, countries: frozenset[str], provinces: frozenset[str]) -> None:
        """*countries* and *provinces* (by their short names) have no village named after them."""
        self._known = read_words("geography.tsv")
        self._states = countries - self._known
        self._wide = countries | provinces
        self._small = read_words("locality_words.tsv", "small")
        self._natural = read_words("locality_words.tsv", "natural")
        self._built = read_words("locality_words.tsv", "built")
        self._abroad = read_words("locality_words.tsv", "abroad")
        self._kinds = tuple(word for word in self._built if len(word) >= _SHORTEST_KIND)
        self._endings = self._small | self._natural | self._built | self._abroad

    def cues(self) -> CueTables:
        """The words that are places, and those that end the name of one."""
        return CueTables(
            words={cues.ENDS_LOCALITY: self._endings, cues.KNOWN_LOCALITY: BEFORE_CITIES},
            tests=(
                WordTest(cues.KNOWN_LOCALITY, _KNOWN, lambda word: word in self._known),
                WordTest(cues.KNOWN_LOCALITY, wc.DICTIONARY_PLACE, self._is_built_or_kind),
                WordTest(cues.KNOWN_LOCALITY, wc.NOUN, self._holds_region),
                WordTest(cues.ENDS_LOCALITY, wc.NOUN, self._is_of_kind),
            ),
        )

    def _is_built_or_kind(self, word: str) -> bool:
        """True for a place of the dictionary that ends with what it is: 大运河, 广州白云国际机场."""
        return len(word) > 2 and (
            word[-1] in _DICTIONARY_ENDS
            or any(word.endswith(end) and len(word) > len(end) + 1 for end in self._built if len(end) > 1)
        )

    def _is_of_kind(self, word: str) -> bool:
        """True for a word of the dictionary for something built: 地质博物馆."""
        return word.endswith(self._kinds) and word not in self._endings

    def _holds_region(self, word: str) -> bool:
        """True for a word of the dictionary for what lies in a part of the world: 东欧国家."""
        return word.endswith(_KINDS_OF_REGIONS) and word[:-_KIND_OF_REGION] in self._known

    def find(self, tagged: TaggedText) -> list[Span]:
        """The places in *tagged*, in order, none overlapping another."""
        found: list[Span] = []
        evident = occurrences(tagged, (*glossed_places(tagged), *_cities_behind(tagged)))
        for span in sorted((*self._known_ones(tagged), *self._made_ones(tagged), *evident)):
            if found and span.start < found[-1].end:
                if span.end - span.start > found[-1].end - found[-1].start:
                    found[-1] = span
                continue
            found.append(span)
        return found

    def _known_ones(self, tagged: TaggedText) -> Iterator[Span]:
        for index in tagged.at_words[cues.KNOWN_LOCALITY]:
            if tagged.words[index] in BEFORE_CITIES:
                continue
            start, end = tagged.starts[index], tagged.starts[index + 1]
            if tagged.words[index][-1] in _ABROAD and is_transliteration(tagged.words[index][:-1]):
                start = tagged.starts[_first_of_sounds(tagged, index)]
            if tagged.letters[index] == wc.NOUN:
                end -= _KIND_OF_REGION
                if index and tagged.words[index - 1] + tagged.text[start:end] in self._known:
                    start = tagged.starts[index - 1]  # 中|东欧国家
            if _SHIP.match(tagged.text, end) is None:
                yield Span(start, end)

    def _made_ones(self, tagged: TaggedText) -> Iterator[Span]:
        for index in tagged.at_words[cues.ENDS_LOCALITY]:
            if index:
                first = self._first(tagged, index)
                if first is not None:
                    yield Span(tagged.starts[first], tagged.starts[index + 1])

    def _first(self, tagged: TaggedText, index: int) -> int | None:
        """The word with which the name that ends with the word at *index* begins."""
        word, letter = tagged.words[index], tagged.letters[index - 1]
        if letter in (wc.FOREIGN, wc.PERSON) and word in self._abroad:
            return _first_of_sounds(tagged, index - 1)
        if word not in self._small and word not in self._natural:
            is_built = word in self._built or word.endswith(self._kinds)
            return self._first_of_built(tagged, index) if is_built else None
        if letter in (wc.PLACE, wc.DICTIONARY_PLACE):
            if word == _VILLAGE:
                return self._first_of_village(tagged, index)
            # 北仑港|海|铁: it belongs with what stands behind it.
            is_natural = word in self._natural and tagged.letters[index + 1] != wc.CHARACTER
            return index - 1 if is_natural else None
        first = self._first_part(tagged, index)
        length = tagged.starts[index] - tagged.starts[first]
        if first and tagged.letters[first - 1] in _PLACES and word in self._small and length > 0:
            return first
        if (
            first == index
            and index > 1
            and word in self._small
            and tagged.letters[index - 2] in _PLACES
            and letter == wc.NOUN
            and len(tagged.words[index - 1]) == 2
        ):
            return index - 1
        is_one_word = first == index - 1
        if length < 2 or (is_one_word and tagged.letters[first] in (wc.LIKE_NAME,)):
            return None
        if (
            word in self._natural
            and first
            and tagged.letters[first - 1] not in _BEFORE_NATURE
            and tagged.words[first - 1] not in _BEFORE_NATURE_WORDS
        ):
            return None
        return first

    def _first_of_village(self, tagged: TaggedText, index: int) -> int | None:
        """Where a village is named as another place is (桃园|村, 三|涧溪|村), but not 安徽省|村, nor a longer name's end.

        No country or province is a village's name, and a loose character behind goes on with the word: 江苏|村|歌.
        """
        place = tagged.words[index - 1]
        if len(place) > _LONGEST_OF_VILLAGE or place[-1] in _DIVISIONS or place in self._wide:
            return None
        if tagged.sounds[index - 2] == _FIRM_SOUND or tagged.letters[index + 1] in _GOES_ON:
            return None
        return index - 2 if tagged.words[index - 2] in _NUMERALS else index - 1

    def _first_part(self, tagged: TaggedText, index: int) -> int:
        """The first of the words before the word *index* that may be parts of a name; *index* where none may."""
        first = index
        while first and tagged.starts[index] - tagged.starts[first - 1] <= _LONGEST:
            if not self._is_part(tagged, first - 1):
                break
            first -= 1
        if first < index and tagged.words[first] in _TOWNS and tagged.letters[first - 1] in _PLACES:
            first += 1  # 林芝|镇|嘎拉|村
        return first

    def _is_part(self, tagged: TaggedText, at: int) -> bool:
        return tagged.letters[at] in _PARTS and tagged.words[at] not in _NO_PARTS

    def _first_of_built(self, tagged: TaggedText, index: int) -> int | None:
        """Something built is named after the place where it stands, with nouns between: 北京|工人|体育馆."""
        for first in range(index - 1, max(index - 5, -1), -1):
            if tagged.letters[first] in _PLACES:
                if first and tagged.words[first - 1] in _TO and tagged.words[index] in _WAYS:
                    # 深圳|至|江门|铁路
                    return None
                if (
                    first == index - 1
                    and tagged.words[first] in self._states
                    and tagged.words[index] in _MANY
                ):
                    return None
                if _goes_on_before(tagged, first) and tagged.words[index] not in _STREETS:
                    return _first_of_sounds(tagged, first)
                # 上海|浦东|国际机场, but not 新疆|伊犁哈萨克自治州|霍尔果斯|口岸.
                outer = tagged.words[first - 1] if first and tagged.letters[first - 1] in _PLACES else ""
                is_bare = outer and outer[-1] not in _DIVISIONS and len(tagged.words[index]) > 2
                return first - 1 if is_bare else first
            if tagged.words[first] == _NATIONAL and tagged.words[index].endswith(_NATIONAL_KINDS):
                return first
            if tagged.letters[first] not in (
                wc.NOUN,
                wc.PROPER,
                wc.CHARACTER,
                wc.FOREIGN,
                wc.ANCHOR,
                wc.LIKE_NAME,
                wc.SURNAME,
            ):
                return None
        return None


def _cities_behind(tagged: TaggedText) -> Iterator[Span]:
    for index in tagged.at_words[cues.KNOWN_LOCALITY]:
        if tagged.words[index] in BEFORE_CITIES:
            yield from city_behind(tagged, index)


def _goes_on_before(tagged: TaggedText, at: int) -> bool:
    """True where the dictionary has the end of a transliteration for a place: 马|拉西亚, but not 黑龙江|扎龙."""
    is_end = tagged.letters[at] == wc.DICTIONARY_PLACE and tagged.sounds[at] in _SOUNDS
    return is_end and tagged.sounds[at - 1] == _FIRM_SOUND


def _first_of_sounds(tagged: TaggedText, at: int) -> int:
    """The word with which the transliteration begins that holds the word *at*: 加丹|杜安|尼斯|省."""
    first = at
    while first and tagged.sounds[first - 1] in _SOUNDS:
        if tagged.words[first - 1] in _NO_PARTS or tagged.words[first - 1] == "邦":
            # 联|邦|阿斯特拉罕州
            break
        first -= 1
    while first < at and tagged.sounds[first] != _FIRM_SOUND:
        first += 1
    return first
