"""What two texts that are mostly alike say differently: another number, place, level, name or word in the same place.

Every spot where letters stand in place of other letters (`analysis/alignment.py`) is widened to the whole number or name
that it lies in. What only spells differently is no difference: 十二 and 12, 老挝 and 寮国, 信息 and 资讯, letters that sound
alike; nor is what is only put in or left out. Pure, on folded letters; what follows from it is decided by `near_copies.py`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final, NamedTuple, TypeAlias

from index.analysis.alignment import Spot, differing_spots
from index.analysis.numerals import arabic_digits
from index.analysis.pinyin import load_readings
from index.analysis.script import mainland_words, taiwanese_words
from index.analysis.segment import load_telling_words
from index.regions.gazetteer import Gazetteer

Codes: TypeAlias = frozenset[str]

HAN_NUMERALS: Final = "〇零一二三四五六七八九十百千万亿两"
_NUMERALS = re.compile(f"[0-9{HAN_NUMERALS}]+")
_NUMERALS_BEFORE = re.compile(f"[0-9{HAN_NUMERALS}]*$")
_DAY_UNITS = ("日", "号", "月")

# One stands for the other where a report tells of another day, grade or direction: a warning, a rate, a storm, a weekday.
_SCALES = (
    "蓝黄橙红灰黑白绿", "涨跌平", "升降贬", "增减", "高低", "上下", "东南西北", "开收", "早午晚", "一二三四五六日", "初中高",
    "甲乙丙丁戊", "春夏秋冬", "大中小", "任免", "昨今明", "前后", "abcd",
)  # fmt: skip
_SCALES_OF: dict[str, frozenset[int]] = {
    sign: frozenset(number for number, scale in enumerate(_SCALES) if sign in scale)
    for sign in "".join(_SCALES)
}
# What the weather is told of and has no code.
_FORECAST_REGIONS = (
    "东北 华北 华东 华中 华南 西北 西南 江南 江淮 江汉 黄淮 黄海 渤海 东海 南海 青藏高原 云贵高原 四川盆地 台湾海峡 "
    "琼州海峡 巴士海峡 北部湾"
).split()
_LONGEST_PLACE = 8
"""Letters: of longer names of divisions the short form stands in texts."""

# The commonest ones that seldom stand in other words (金, 任 and 方 do); and letters that no given name has.
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭肖董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭汪范廖贾韦邹孟熊秦邱尹薛"
    "闫侯陶黎贺郝龚邵钱覃戴莫"
)
_FUNCTION_WORDS = frozenset("的了和与在并将其该是有也就都而及或对为以不已被把从由到这那之等着过")
# Before it, a word is part of the name of a body, a place, a rule or a field of work: 创新司, 就业工作.
_NAME_ENDING = re.compile(
    "[部局处司厅院所校馆厂店社站路街区县市省国奖法令案号组队团党室办科系]|中心|公司|集团|企业|工作|会议|活动|政策|项目|平台|服务|专[项题]"
    "|事业|行业|产业|制度|机制|方案|规划|计划"
)

# Datelines and bylines at the beginning, credits at the end; 记者从某处获悉 is none.
_BYLINE = re.compile(r"日电|日讯|日消息|电讯|报讯|网讯|(?<!据)报[道导]|(?:记者|通讯员)(?![从在获昨今日近了])")
_BYLINE_LETTERS = 48
_NAMED_LETTERS = 6
"""Letters behind 记者: the names of two. A place or a number is no name."""
_CREDIT = re.compile("来源|编辑|责编|校对|审核|作者|原标题")
_CREDIT_LETTERS = 60
_CONTEXT = 3
"""Letters beside a spot by which the converter knows the word."""


class Kind(Enum):
    """What is said differently; a LETTER is one that is part of nothing else, WORDING another verb or particle (指出, 强调)."""

    NUMBER = auto()
    DAY = auto()
    PLACE = auto()
    LEVEL = auto()
    NAME = auto()
    WORDS = auto()
    WORDING = auto()
    LETTER = auto()


class Difference(NamedTuple):
    """What one text says and what the other says in its place, each as far as the number or the name goes."""

    kind: Kind
    ours: str
    theirs: str


class _Side(NamedTuple):
    """A text and a half-open range of its letters."""

    text: str
    start: int
    end: int

    @property
    def letters(self) -> str:
        return self.text[self.start : self.end]

    @property
    def following(self) -> str:
        return self.text[self.end : self.end + 1]

    def widened(self) -> _Side:
        """With the numerals on both sides."""
        before = _NUMERALS_BEFORE.search(self.text, max(0, self.start - 40), self.start)
        after = _NUMERALS.match(self.text, self.end)
        return _Side(self.text, before.start() if before else self.start, after.end() if after else self.end)

    def numbers(self) -> list[str]:
        """The numbers that begin in it, in digits."""
        return [arabic_digits(number) or number for number in _NUMERALS.findall(self.letters)]

    def places(self) -> list[Codes]:
        """What the longest names of places that hold one of its letters may mean."""
        known = load_place_codes()
        found = []
        at = max(0, self.start - _LONGEST_PLACE + 1)
        while at < self.end:
            for length in range(min(_LONGEST_PLACE, len(self.text) - at), 1, -1):
                name = self.text[at : at + length]
                if at + length > self.start and name in known:
                    found.append(known[name])
                    at += length
                    break
            else:
                at += 1
        return found


class _Told(NamedTuple):
    """A difference and both texts' ranges of it."""

    difference: Difference
    ours: _Side
    theirs: _Side


def find_differences(one: str, other: str, spots: Sequence[Spot]) -> list[Difference]:
    """What two folded texts say differently in their *spots* outside datelines, bylines and credits, in order."""
    counted = [
        spot for spot in spots if not (_is_credit(one, spot.start) or _is_credit(other, spot.other_start))
    ]
    told = [
        one_told
        for one_told in _told(one, other, counted)
        if one_told.difference.kind not in _WORDED
        or not (_is_named(one, one_told.ours.start) or _is_named(other, one_told.theirs.start))
    ]
    return _without_spellings(told)


def find_title_differences(one: str, other: str) -> list[Difference]:
    """What two folded titles say differently, in order."""
    return _without_spellings(list(_told(one, other, differing_spots(one, other))))


@functools.cache
def load_place_codes() -> dict[str, Codes]:
    """Folded names of places and the codes that each may mean; read once."""
    known = {
        name.text: frozenset(name.codes)
        for name in Gazetteer.load().search_names()
        if 2 <= len(name.text) <= _LONGEST_PLACE
    }
    return known | {name: frozenset({name}) for name in _FORECAST_REGIONS}


_WORDED = (Kind.WORDS, Kind.WORDING, Kind.NAME, Kind.LETTER)


def _told(one: str, other: str, spots: Sequence[Spot]) -> Iterator[_Told]:
    numbered = -1
    for spot in spots:
        ours, theirs = _Side(one, spot.start, spot.end), _Side(other, spot.other_start, spot.other_end)
        difference = _difference(ours, theirs)
        if difference is None:
            continue
        if difference.kind in (Kind.NUMBER, Kind.DAY):
            # A number with two other digits is one other number.
            if ours.widened().start == numbered:
                continue
            numbered = ours.widened().start
        yield _Told(difference, ours, theirs)


def _difference(ours: _Side, theirs: _Side) -> Difference | None:
    """What is said in one spot; None where it is only put in, left out or spelled differently."""
    if _are_numbers(ours, theirs):
        return _other_number(ours.widened(), theirs.widened())
    if not ours.letters or not theirs.letters:
        return None
    places, their_places = ours.places(), theirs.places()
    if places and their_places:
        is_one = _tells_no_other(places, their_places) or _tells_no_other(their_places, places)
        return None if is_one else Difference(Kind.PLACE, ours.letters, theirs.letters)
    if len(ours.letters) == len(theirs.letters) and all(map(_sound_alike, ours.letters, theirs.letters)):
        return None
    return Difference(_kind_of_words(ours, theirs), ours.letters, theirs.letters)


def _are_numbers(ours: _Side, theirs: _Side) -> bool:
    """Whether a spot is (part of) a number on both sides; put in, only where digits go on: 3 and 30."""
    if ours.letters and theirs.letters:
        return bool(_NUMERALS.search(ours.letters) and _NUMERALS.search(theirs.letters))
    put_in = _NUMERALS.match(ours.letters or theirs.letters)
    return put_in is not None and bool(ours.widened().letters and theirs.widened().letters)


def _other_number(ours: _Side, theirs: _Side) -> Difference | None:
    if ours.numbers() == theirs.numbers():
        return None
    is_day = ours.following in _DAY_UNITS and theirs.following in _DAY_UNITS
    return Difference(Kind.DAY if is_day else Kind.NUMBER, ours.letters, theirs.letters)


def _tells_no_other(places: Sequence[Codes], others: Sequence[Codes]) -> bool:
    """Whether each place may be one of the others, or lie in it, or hold it: a code begins with those of what it lies in."""
    return all(
        any(
            code.startswith(there) or there.startswith(code)
            for other in others
            for there in other
            for code in place
        )
        for place in places
    )


def _sound_alike(ours: str, theirs: str) -> bool:
    """A slip of the pen, or another way to spell a foreign name: 罗来纳, 罗莱纳."""
    readings = load_readings()
    return ours == theirs or not set(readings.get(ours, ())).isdisjoint(readings.get(theirs, ()))


def _kind_of_words(ours: _Side, theirs: _Side) -> Kind:
    letters, others = ours.letters, theirs.letters
    if len(letters) == len(others) and all(map(_are_on_one_scale, letters, others)):
        return Kind.LEVEL
    if len(letters) > 1 and len(others) > 1:
        return Kind.WORDING if _only_tells(ours) and _only_tells(theirs) else Kind.WORDS
    if not _FUNCTION_WORDS.isdisjoint(letters + others):
        return Kind.LETTER
    if letters in _SURNAMES and others in _SURNAMES:
        return Kind.NAME
    is_given = not _SURNAMES.isdisjoint(ours.text[max(0, ours.start - 2) : ours.start])
    return Kind.NAME if is_given else Kind.LETTER


def _only_tells(side: _Side) -> bool:
    """Whether what stands there says how something is told and not what: common verbs and particles, no part of a name."""
    return side.letters in load_telling_words() and not _NAME_ENDING.match(side.text, side.end)


def _are_on_one_scale(ours: str, theirs: str) -> bool:
    return ours == theirs or not _SCALES_OF.get(ours, frozenset()).isdisjoint(
        _SCALES_OF.get(theirs, frozenset())
    )


def _is_credit(text: str, at: int) -> bool:
    """Whether a letter stands in the dateline, the byline or the credits."""
    return at < _byline(text).end or at >= _credit_start(text)


def _is_named(text: str, at: int) -> bool:
    """Whether a letter may belong to the name of who wrote it."""
    byline = _byline(text)
    return byline.letters.endswith(("记者", "通讯员")) and at < byline.end + _NAMED_LETTERS


@functools.lru_cache(maxsize=64)
def _byline(text: str) -> _Side:
    end = 0
    for cue in _BYLINE.finditer(text, 0, _BYLINE_LETTERS):
        end = cue.end()
    return _Side(text, 0, end)


@functools.lru_cache(maxsize=64)
def _credit_start(text: str) -> int:
    cue = _CREDIT.search(text, max(0, len(text) - _CREDIT_LETTERS))
    return cue.start() if cue else len(text)


def _without_spellings(told: Sequence[_Told]) -> list[Difference]:
    """Without those where the words of one script's press stand for those of the other's: 信息, 資訊."""
    worded = [one for one in told if one.difference.kind in _WORDED]
    same = set(_of_one_word(worded)) if worded else set()
    return [one.difference for one in told if one not in same]


def _of_one_word(worded: Sequence[_Told]) -> Iterator[_Told]:
    sides = []
    for _, ours, theirs in worded:
        # Both with the same neighbours, which may be such words too.
        before, after = (
            ours.text[max(0, ours.start - _CONTEXT) : ours.start],
            ours.text[ours.end :][:_CONTEXT],
        )
        sides += [before + ours.letters + after, before + theirs.letters + after]
    joined = "\n".join(sides)
    others = (taiwanese_words(joined).split("\n"), mainland_words(joined).split("\n"))
    spellings = [set(one) for one in zip(sides, *others, strict=True)]
    # Taiwan's word may be another word of the mainland's (程序 is 进程 there): one side converted is enough.
    for one, ours_spelled, theirs_spelled in zip(worded, spellings[::2], spellings[1::2], strict=True):
        if not ours_spelled.isdisjoint(theirs_spelled):
            yield one
