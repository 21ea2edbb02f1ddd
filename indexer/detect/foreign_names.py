"""Finds transliterated names of persons without dots: public figures, and runs of sound characters.

A run of characters that transliterations use is a person behind a title, before a verb of speech or a form of address,
or where the dictionary has it as a name; behind 在 or before 州 it is a place, which `localities.py` takes up.
Precision comes first: a run without any such evidence is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.chinese_names import ROLE_ENDS, NameCandidate
from indexer.detect.cities_abroad import is_before_city
from indexer.detect.cues import CueTables
from indexer.detect.dotted_names import DottedNameFinder, is_sound
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText

# The marks of word_classes.sound_of.
_RUN = re.compile("[12]+")
_FIRM, _SILENT = "1", "0"
_BEHIND_TITLE = frozenset((wc.PROPER, wc.NAME, wc.FOREIGN, wc.CHARACTER, wc.SURNAME, wc.DICTIONARY_PLACE))
_AT_PLACES = frozenset(
    "在 从 到 抵达 前往 飞往 来自 位于 飞抵 运往 返回 离开 城市 首都 小镇 地区 港口 市 省 州 县 南部 北部 东部 西部 首府 机场 东南部 西北部 东北部 西南部 中部".split()
)
_PLACE_BEHIND = re.compile(
    "[州省市县岛湖河山港湾国队区镇村语族杯奖人机站]|地区|附近|机场|公司|集团|海峡|半岛|大学|等地|以南|以北|以东|以西|现象|交响乐团|银行"
)
_LISTS_OF_PLACES = ("等地", "等市", "等城", "等州", "等省", "等国", "两地", "三地", "两市", "三市", "方向")
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))
_ENDS_ITEM = frozenset((wc.COMMA, wc.AND, wc.SIGN, wc.LINE))
_BEGINS_ITEM = _ENDS_ITEM | {wc.FUNCTION}
_LONGEST = 9
_LISTED = frozenset(("、", "和", "与", "及", "／", "/"))
_LEAST_ALONE = 3
# A name behind a title may begin with characters that stand alone (呼|日|勒), and is read to its border where it is longer
# than a Chinese one.
_MOST_BEFORE = 3
_LEAST_EXTENDED = 4
# What stands beside a name that is no person's: the place where it lies, what is named so.
_NOBODY_BEHIND = frozenset((wc.PLACE, wc.DICTIONARY_PLACE, wc.LATIN, wc.ANCHOR))
_NOBODY_BEFORE = frozenset(
    (
        wc.NOUN,
        wc.PROPER,
        wc.ENDING,
        wc.PLACE,
        wc.DICTIONARY_PLACE,
        wc.ORGANISATION,
        wc.DICTIONARY_ORGANISATION,
        wc.ANCHOR,
        wc.PRONOUN,
        wc.FOREIGN,
    )
)
_DONE_TO_PEOPLE = frozenset(
    "会见 会晤 接见 欢迎 祝贺 击败 战胜 取代 接替 提名 任命 感谢 邀请 鼓励 批评 指责 逮捕 纪念 悼念 缅怀 采访 由 被 给".split()
)
_LOOSE = frozenset((wc.CHARACTER, wc.SURNAME))
_HEADS = frozenset("总统 总理 首相 外长 国王 议长 先生 女士".split())
_BORDERS = frozenset((wc.SIGN, wc.LINE, wc.COMMA, wc.QUOTE, wc.CLOSE))
_DONE_BRIEFLY = frozenset(
    "见访问遭击胜负输赢克获助迎送赞批轰促盼称忆悼贺谢邀请令使派传评论述谈记听写教学爱恨救杀抓捕审判骂打追换替接代继据而但若如因虽惟唯副前原故"
)

_SCORE_PUBLIC = 9.0
_SCORE_BY_TITLE = 8.0
_SCORE_KNOWN = 6.0
_SCORE_BY_WORDS = 5.0
_SCORE_PLACE, _SCORE_SURE_PLACE = -1.0, -2.0


class ForeignNames:
    """Finds transliterated names; immutable but for what it remembers of words seen."""

    def __init__(self, dotted: DottedNameFinder, countries: frozenset[str]) -> None:
        """*dotted* knows the borders of such names; *countries* are names of countries and continents."""
        self._dotted = dotted
        self._countries = countries
        self._speech = read_words("name_contexts.tsv", "speech")
        self._behind = read_words("name_contexts.tsv", "act")
        self._address = read_words("titles.tsv", "address")
        self._titles = read_words("titles.tsv", "office") | read_words("titles.tsv", "role")
        self._parts = read_words("name_parts.tsv", "part")

    def cues(self) -> CueTables:
        """The titles behind which names stand."""
        return CueTables(words={cues.TITLE: self._titles})

    def find(self, tagged: TaggedText, dotted: Sequence[NameCandidate]) -> list[NameCandidate]:
        """The transliterated names in *tagged*, in order; *dotted* are those with dots."""
        found = [*dotted]
        taken = bytearray(len(tagged.text))
        for name in dotted:
            _take(taken, name.start, name.end)
        titles = frozenset(tagged.at_words[cues.TITLE])
        for match in _RUN.finditer(tagged.sounds):
            if _FIRM not in match[0] or self._is_nothing(tagged, match.start(), match.end(), titles):
                continue
            first, after = self._borders(tagged, *match.span())
            start, end = tagged.starts[first], tagged.starts[after]
            if not taken[start] and not taken[end - 1]:
                score = self._weigh(tagged, first, after)
                found.append(NameCandidate(start, end, score))
                if score > 0:
                    _take(taken, start, end)
        found += self._behind_titles(tagged, titles, taken)
        found.sort()
        return _with_heads(tagged, _without_places(tagged, _with_lists(tagged, found), found))

    def _is_nothing(self, tagged: TaggedText, first: int, after: int, titles: frozenset[int]) -> bool:
        """True for six runs in seven: too short for a name by itself, and no title stands before it."""
        return (
            tagged.starts[after] - tagged.starts[first] < _LEAST_ALONE
            and wc.PERSON not in tagged.letters[first:after]
            and tagged.words[first] not in self._parts
            and (after >= len(tagged.words) or tagged.words[after] not in _HEADS)
            and titles.isdisjoint(range(first - _MOST_BEFORE - 1, first))
        )

    def _behind_titles(
        self, tagged: TaggedText, titles: frozenset[int], taken: bytearray
    ) -> Iterator[NameCandidate]:
        """Names behind titles that no run of sounds reaches: 奥其尔|巴特."""
        for begin in [title + 1 for title in sorted(titles) if tagged.letters[title] == wc.TITLE]:
            if tagged.letters[begin : begin + 1] not in _BEHIND_TITLE or taken[tagged.starts[begin]]:
                continue
            after = self._dotted.extend(tagged, begin)
            start, end = tagged.starts[begin], tagged.starts[after]
            if _LEAST_EXTENDED <= end - start <= _LONGEST and taken.find(1, start, end) < 0:
                yield NameCandidate(start, end, _SCORE_BY_TITLE)

    def _borders(self, tagged: TaggedText, first: int, after: int) -> tuple[int, int]:
        """The words from *first* to *after* without what is none of the name at their ends; behind a title, with all that is."""
        begin = first
        while begin and first - begin < _MOST_BEFORE and len(tagged.words[begin - 1]) == 1:
            if not is_sound(tagged.words[begin - 1]):
                break
            begin -= 1
        if begin and tagged.words[begin - 1] in self._titles:
            whole = self._dotted.extend(tagged, begin)
            if whole >= after and tagged.starts[whole] - tagged.starts[begin] >= _LEAST_EXTENDED:
                return begin, whole
        titled = first > 0 and tagged.words[first - 1] in self._titles
        if self._begins_unheard(tagged, first, after):
            titled, first = True, first - 1
        marks = tagged.sounds
        while (
            after > first + 1
            and marks[after - 1] == "2"
            and (not titled or tagged.letters[after - 1] == wc.FUNCTION)
        ):
            after -= 1
        while (
            first < after - 1
            and marks[first] == "2"
            and not titled
            and tagged.words[first] not in self._parts
            and (after >= len(tagged.words) or tagged.words[after] not in _HEADS)
        ):
            first += 1
        return first, after

    def _begins_unheard(self, tagged: TaggedText, first: int, after: int) -> bool:
        """True where the name begins with the character before, which no other such name has: 发言人|培|斯科夫, ，培|斯科夫|说.

        Behind a title, or between a border and a verb of speech, nothing else can stand there.
        """
        if first < 2 or tagged.letters[first - 1] not in _LOOSE:
            return False
        length = tagged.starts[after] - tagged.starts[first]
        if tagged.words[first - 2] in self._titles:
            return length > 1
        return (
            length > 1
            and tagged.letters[first - 1] == wc.CHARACTER
            and tagged.letters[first - 2] in _BORDERS
            and after < len(tagged.words)
            and tagged.words[after] in self._speech
            and tagged.words[first - 1] not in _DONE_BRIEFLY
            and tagged.words[first - 1] not in self._behind
        )

    def _weigh(self, tagged: TaggedText, first: int, after: int) -> float:
        """How surely the words are a person's name; 0 where they are not, less where they are a place's."""
        length = tagged.starts[after] - tagged.starts[first]
        letters = tagged.letters[first:after]
        if letters == wc.PERSON:
            return _SCORE_PUBLIC
        behind = tagged.words[after] if after < len(tagged.words) else ""
        before = tagged.words[first - 1] if first else ""
        if length < 2 or length > _LONGEST or _PLACE_BEHIND.match(behind):
            return 0.0
        titled = before in self._titles
        if titled and (
            length > 2 or wc.FOREIGN in letters or behind in self._behind or behind in self._speech
        ):
            return _SCORE_BY_TITLE
        parts = self._parts.issuperset(tagged.words[first:after])
        is_city = first > 0 and is_before_city(tagged, first - 1, after)
        if is_city or (not parts and self._is_listed_with_places(tagged, first, after)):
            return _SCORE_SURE_PLACE
        if before in _AT_PLACES:
            return _SCORE_PLACE
        if (parts or length >= _LEAST_ALONE) and (behind in self._speech or behind in self._address):
            return _SCORE_BY_TITLE
        if parts and after - first > 1:
            # 洛桑|江村: two such parts are a whole name wherever they stand.
            return _SCORE_KNOWN
        if length < _LEAST_ALONE:
            # 法耶|总统
            return _SCORE_BY_TITLE if letters == wc.FOREIGN and behind in _HEADS else 0.0
        if any(
            letter == wc.FOREIGN and len(word) >= _LEAST_ALONE
            for letter, word in zip(letters, tagged.words[first:after], strict=True)
        ):
            return _SCORE_KNOWN if self._stands_as_person(tagged, first, after) else 0.0
        return _SCORE_BY_WORDS if length > _LEAST_ALONE and behind in self._behind else 0.0

    def _is_listed_with_places(self, tagged: TaggedText, first: int, after: int) -> bool:
        """True where a town is the item beside it in a list, or the list is one of places: 喀土穆、恩图曼, 图勒凯尔姆等地.

        A place that only begins the next item says nothing (大使卢格里斯、古巴驻华大使), nor does a country, which results give
        with each name (博尔特、牙买加), nor what the dictionary has for a place by its sounds (比利亚).
        """
        behind, before = tagged.letters[after : after + 3], tagged.letters[max(first - 3, 0) : first]
        is_before_item = len(behind) > 2 and behind[0] == wc.COMMA and behind[2] in _ENDS_ITEM
        is_behind_item = len(before) > 2 and before[2] == wc.COMMA and before[0] in _BEGINS_ITEM
        return (
            (is_before_item and self._is_town(tagged, after + 1))
            or (is_behind_item and self._is_town(tagged, first - 2))
            or tagged.text.startswith(_LISTS_OF_PLACES, tagged.starts[after])
        )

    def _is_town(self, tagged: TaggedText, index: int) -> bool:
        """True for a place of the tables or the dictionary that is no country and no run of sounds."""
        is_place = tagged.letters[index] in _PLACES and tagged.sounds[index] == _SILENT
        return is_place and tagged.words[index] not in self._countries

    def _stands_as_person(self, tagged: TaggedText, first: int, after: int) -> bool:
        """False where a make, a city or a grade of oil stands, which the dictionary takes for persons too: 波兰|卡托维兹, 布伦特|原油."""
        if first:
            letter, word = tagged.letters[first - 1], tagged.words[first - 1]
            if word in _DONE_TO_PEOPLE or (len(word) > 1 and word[-1] in ROLE_ENDS):
                return True
            if letter in _NOBODY_BEHIND or (letter in _LOOSE and is_sound(word)):
                return False
        if after >= len(tagged.words) or tagged.words[after] in self._behind:
            return True
        letter = tagged.letters[after]
        if letter == wc.QUOTE:
            return first == 0 or tagged.letters[first - 1] != wc.QUOTE
        return letter not in _NOBODY_BEFORE and not (letter in _LOOSE and is_sound(tagged.words[after]))


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _with_lists(tagged: TaggedText, found: list[NameCandidate]) -> list[NameCandidate]:
    """Those of *found* that are names, and what stands in a list with one: 梅尔滕斯、达尼丽娜和克鲁尼奇."""
    sure = [name.score > 0 for name in found]
    if all(sure):
        return found
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for at in order:
            first, second = sorted((found[at], found[at + step]))
            if (
                not found[at].score
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


def _without_places(
    tagged: TaggedText, names: list[NameCandidate], weighed: list[NameCandidate]
) -> list[NameCandidate]:
    """*names* but for those that no title or speech tells and that *weighed* has for a place elsewhere in their article."""
    text = tagged.text
    places = {
        (tagged.article_at(one.start), text[one.start : one.end])
        for one in weighed
        if one.score == _SCORE_SURE_PLACE
    }
    if not places:
        return names
    return [
        one
        for one in names
        if one.score >= _SCORE_BY_TITLE
        or (tagged.article_at(one.start), text[one.start : one.end]) not in places
    ]


def _with_heads(tagged: TaggedText, found: list[NameCandidate]) -> list[NameCandidate]:
    """*found*, where a name that ends another one of its article begins like that one, if it does so there: 斯科夫 behind 培."""
    text = tagged.text
    wholes = {text[name.start : name.end] for name in found}
    longer = {whole for whole in wholes if whole[1:] in wholes}
    if not longer:
        return found
    heads = {
        (tagged.article_at(name.start), whole)
        for name in found
        if (whole := text[name.start : name.end]) in longer
    }
    return [
        name._replace(start=name.start - 1)
        if (tagged.article_at(name.start), text[name.start - 1 : name.end]) in heads
        else name
        for name in found
    ]
