"""Scans folded text for places: which stretch names which division or country, and how surely.

Pure: folded text in, sightings out; the tables are read once, in `PlaceScanner.load`. It decides what is a name
and what is a piece of other words (隆重庆祝, 北京时间, 吉林大学), and finds the bare names of counties beside their
province or city. It does not weigh: `regions.py` settles ambiguous names and votes over the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import ahocorasick_rs

from index.model import Span
from index.regions.abbreviations import RegionAbbreviations
from index.regions.gazetteer import Gazetteer
from indexer.detect.abbreviations import Abbreviations
from indexer.detect.named_after import BEHIND, is_named_after
from indexer.detect.sightings import Sighting, SightingKind, Surface
from indexer.detect.tables import read_rows
from indexer.detect.word_classes import is_transliteration

Fold: TypeAlias = Callable[[str], str]

_CUE_KINDS: dict[str, SightingKind] = {
    "place": "place",
    "sign": "sign",
    "hint": "hint",
    "inside": "inside",
    "block": "block",
    "county": "name",
    "seat": "seat",
}
_NO_NAMES_OF_PLACES = frozenset(("block", "cue"))
# 上海市场 is a market in 上海; 北京市委 and 北京市民 are 北京市's.
_AFTER_CITY = frozenset("场值价面盈况售")
_INSTITUTION_STARTS = frozenset("大学师农工交理科医财外航邮化体音戏电中林海民政传石矿建警商经国")
_INSTITUTIONS = ("大学", "学院")
_INSTITUTION_REACH = 8
# National news says 在北京 of its meetings and 抵达北京 of its guests: the seat of the state, not the city.
_CAPITAL = "11"
_BEFORE_SEAT = frozenset("在于抵达到赴离返回")
# 上海大学生 are students in 上海; 北京多所大学 are universities there.
_STUDENTS = frozenset("生毕")
_NO_NAMES = frozenset("的在有所多各家名及和与,。、;:!?\n ")
_COUNTY_WORDS = ("域", "级", "处级", "乡村", "镇村")
_ROADS = ("路", "街", "大道", "胡同")
# 陕西北路 is a street in 上海.
_PARTS_OF_ROADS = frozenset("东西南北中")
# 北京街头, 武汉路网 are there; a district's full name begins no name of a road (西城区街巷, 崇文区胡同).
_NO_ROADS = ("街道", "街头", "街区", "街巷", "街景", "街坊", "路网", "路政", "路段", "路面")
_FULL_NAMES_END = frozenset("区市县")
# 金门县 stands in the code of 福建, and lies in Taiwan.
_ON_PAPER = {"350527": "7121"}
# Bare county names that are words of the news, taken for the word even behind their province (甘肃合作).
_WORDS_NOT_COUNTIES = frozenset(
    "合作 新建 和平 新兴 友好 共和 平安 同心 互助 大方 东方 文化 郊区 城区 向阳 前进 建设".split()
)
# With what a name may go on and be no place, or end earlier: one look at it passes over four names in five.
_GOES_ON = BEHIND | _AFTER_CITY | _INSTITUTION_STARTS | {word[0] for word in (*_ROADS, *_COUNTY_WORDS)}
_LONGEST_BARE_COUNTY = 6
# What says where news are made and names nothing: 在台, but 在台北 is 台北.
_SIGNS: tuple[SightingKind, ...] = ("sign", "hint", "inside")
# 在台|中资: the last character of 台中 begins a word.
_SIDES = frozenset("东南中")
# 在台|中方, as no word of the list of crossing ones.
_SIDES_OF_CHINA = frozenset(("中方", "中企", "中美", "中日"))
# 库尔斯克州 is no 克州, 马里兰州 no 兰州: two sounds of transliterated names before it, or one that ends no Chinese word.
_SOUNDS_BEFORE = 2
_FIRM_SOUNDS = frozenset("斯茨")
# 外长|沙伦赛 is no 长沙: three sounds behind a head. 会 heads nobody, since 省会|长沙 is what is written.
_HEAD = "长"
_HEADED = frozenset("外部州议校院局司")
_SOUNDS_BEHIND = 3
# 阿克塞尔 is no 阿克塞.
_LAST_SOUNDS = frozenset("尔诺斯夫奇娃姆维")
# 30日本财政年度 begins behind the day; Japan behind a day is written 30日日本.
_JAPAN = "日本"
_THIS_ONE = re.compile("[财轮次届地省市台港公土周月]|赛季|报[讯记]")
_DAY_DIGITS = frozenset("0123456789一二三四五六七八九十")
# 伦敦金, 纽约期铜, 伦敦布伦特原油 are prices.
_MARKETS = frozenset(("伦敦", "纽约"))
_WARES = re.compile("期?(?:金(?![融属银砖])|银(?!行)|[铜铝锌镍锡铅])|期油|油价|原油|布[伦兰]特")

_CLOCK = "时间"
_OF_SPORTSMEN = ("选手", "球员", "名将", "组合", "运动员", "球手", "棋手")
_BEARERS = frozenset({word[0] for word in _OF_SPORTSMEN} | {")", "）"})


class _Within(NamedTuple):
    """Bare names of what lies in a division, with its codes, and what they begin with: nothing that stands there, mostly."""

    names: dict[str, tuple[str, ...]]
    firsts: frozenset[str]


class _Look(NamedTuple):
    """A pattern's surface, and what is asked of it first: no place at all, perhaps cut out of another name, or hiding one, what lies in it."""

    surface: Surface
    is_special: bool
    may_be_part: bool
    may_hide: bool
    within: _Within | None


class PlaceScanner:
    """Finds places in folded text; immutable, safe to share between threads."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        surfaces: Mapping[str, Surface],
        abbreviations: Abbreviations,
        crossing: frozenset[str],
    ) -> None:
        self._abbreviations = abbreviations
        self._automaton = ahocorasick_rs.AhoCorasick(
            [surface.text for surface in surfaces.values()],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        )
        self._crossing = crossing | _SIDES_OF_CHINA
        self._words = frozenset(surface.text for surface in surfaces.values() if surface.needs_context)
        self._seat = Surface(text="北京", codes=(_CAPITAL,), kind="seat")
        within = _bare_counties(gazetteer)
        self._hidden = _hidden_names(surfaces)
        # By the index of a pattern, so that one look passes over most of what is asked.
        self._looks = tuple(
            _Look(
                one,
                one.kind in _NO_NAMES_OF_PLACES,
                _may_be_part(one),
                one.text in self._hidden,
                within.get(one.codes[0]) if one.kind == "name" and len(one.codes) == 1 else None,
            )
            for one in surfaces.values()
        )

    @classmethod
    def load(cls, gazetteer: Gazetteer, fold: Fold) -> PlaceScanner:
        """Build the scanner from the gazetteer and the shipped tables; *fold* must keep lengths."""
        surfaces = {name.text: name for name in _load_names(gazetteer)}
        context: set[str] = set()
        for text, codes, kind in read_rows("region_cues.tsv"):
            folded = fold(text)
            if kind == "context":
                context.add(folded)
            elif kind == "block" or folded not in surfaces:
                surfaces[folded] = Surface(text=folded, codes=tuple(codes.split(",")), kind=_CUE_KINDS[kind])
        for text, _, code, _ in read_rows("foreign_cities.tsv"):
            surfaces.setdefault(fold(text), Surface(text=fold(text), codes=(code,), kind="place"))
        for text in context & surfaces.keys():
            old = surfaces[text]
            surfaces[text] = Surface(text=text, codes=old.codes, kind=old.kind, needs_context=True)
        abbreviations = Abbreviations(RegionAbbreviations.load(), fold)
        for surface in abbreviations.surfaces():
            surfaces.setdefault(surface.text, surface)
        crossing = frozenset(text for (text,) in read_rows("crossing_words.txt"))
        return cls(gazetteer, surfaces, abbreviations, crossing)

    def scan(self, folded: str) -> list[Sighting]:
        """All places in *folded*, in order, none overlapping another."""
        found, looks, crossing = list[Sighting](), self._looks, self._crossing
        last, reached = None, 0
        for index, start, end in self._automaton.find_matches_as_indexes(folded):
            if start < reached:
                continue
            surface, is_special, may_be_part, may_hide, within = looks[index]
            if is_special:
                if row := self._row_at(folded, surface, start, reached):
                    found += row
                    last, reached = row[-1], row[-1].end
                continue
            beside = last if last is not None and last.end == start else None
            if beside is None:
                if folded[start + 1 : start + 3] in crossing and self._is_crossing(folded, surface, start):
                    continue
                if may_be_part and _is_part(folded, surface, start, end):
                    continue
            elif not beside.surface.codes[0].isdigit() and _is_district(surface):
                continue  # 首尔江南区
            if may_hide:
                surface, start, end = self._shown(folded, surface, start, end)
            behind = folded[end : end + 1]
            if behind == _CLOCK[0] and folded.startswith(_CLOCK, end):
                continue  # 台北时间今天开票
            if surface.kind == "name" and (behind in _GOES_ON or folded.startswith(_ROADS[0], end + 1)):
                end = self._name_end(folded, start, end, is_beside=beside is not None)
                if end <= start:
                    continue
            code = None if beside is None else _code_beside(beside, surface)
            last, reached = Sighting(surface, start, end, surface.codes, code), end
            found.append(last)
            if behind in _BEARERS:
                _mark_nationality(folded, found)
            if within is not None and (county := _county_at(folded, last, within)):
                last, reached = county, county.end
                found.append(county)
            elif start and folded[start - 1] in _BEFORE_SEAT:
                self._mark_seat(last)
        return found

    def _shown(self, folded: str, sign: Surface, start: int, end: int) -> tuple[Surface, int, int]:
        """The name that begins with the last character of *sign* and hides behind it (在台|北); else *sign* where it stands."""
        for text, name in self._hidden[sign.text].get(folded[end : end + 1], ()):
            name_end = end - 1 + len(text)
            across = folded[name_end - 1 : name_end + 1]
            if folded.startswith(text, end - 1) and not (text[-1] in _SIDES and across in self._crossing):
                return name, end - 1, name_end
        return sign, start, end

    def _mark_seat(self, sighting: Sighting) -> None:
        """Something happens there, or somebody goes there; 在北京 is the seat of the state."""
        sighting.is_seat = True
        if sighting.surface.text == self._seat.text:
            sighting.surface = self._seat

    def _row_at(self, folded: str, surface: Surface, start: int, reached: int) -> list[Sighting]:
        """What a surface of kind "cue" stands for, none for "block"."""
        return self._abbreviations.read(folded, surface, start, reached) if surface.kind == "cue" else []

    def _name_end(self, folded: str, start: int, end: int, *, is_beside: bool) -> int:
        """Where the name of a division or country ends; its start where it names no place there."""
        if folded[end - 1] == "市" and folded[end : end + 1] in _AFTER_CITY and end - start > 2:
            end -= 1
            if folded[start:end] in self._words:
                return start
        if _is_institution(folded, end) or (not is_beside and _is_county_word(folded, end)):
            return start
        is_after = folded[end : end + 1] in BEHIND and is_named_after(folded, Span(start, end))
        return start if is_after else end

    def _is_crossing(self, folded: str, surface: Surface, start: int) -> bool:
        """True where words lie across both borders of the name's first characters: 隆重|庆祝 is no 重庆, 红海|城市 no 海城市.

        That one lies across the second is known.
        """
        # 中国美国商会: 国商 and 国美 are words too, but a name in 国 is hardly ever cut out of others. Nor is one of three
        # characters abroad: 在意|大利 begins with a word, and is 意大利.
        return (
            start > 0
            and folded[start - 1 : start + 1] in self._crossing
            and folded[start + 1] != "国"
            and (len(surface.text) == 2 or surface.codes[0].isdigit())
        )


def _county_at(folded: str, outer: Sighting, within: _Within) -> Sighting | None:
    """The bare name of a county (泗洪, 赵县) right behind the name of what it lies in, which is told of it."""
    end = outer.end
    if folded[end : end + 1] not in within.firsts:
        return None
    for length in range(min(_LONGEST_BARE_COUNTY, len(folded) - end), 1, -1):
        text = folded[end : end + length]
        codes = within.names.get(text)
        if codes is not None:
            if not codes or text in _WORDS_NOT_COUNTIES or _is_institution(folded, end + length):
                return None
            surface = Surface(text=text, codes=codes, kind="name", needs_context=len(codes) > 1)
            if outer.codes[0] == _CAPITAL:
                outer.context = "district"
            return Sighting(surface, end, end + length, codes, outer.codes[0])
    return None


def _code_beside(beside: Sighting, surface: Surface) -> str | None:
    """The one code of the name right before *surface*; the capital is told of its district."""
    if len(beside.surface.codes) != 1:
        return None
    code = beside.surface.codes[0]
    if code == _CAPITAL and any(one.startswith(_CAPITAL) for one in surface.codes):
        beside.context = "district"
    return code


def _is_district(surface: Surface) -> bool:
    """True for the full name of a district or county of China."""
    code = surface.codes[0]
    return len(code) == 6 and code.isdigit() and surface.text[-1] in _FULL_NAMES_END


def _may_be_part(surface: Surface) -> bool:
    """True for a name that longer names and other words hold: one in ten, so that `_is_part` is hardly asked."""
    text = surface.text
    if surface.kind == "cue":
        return False
    if not surface.codes[0].isdigit():
        return text == _JAPAN or (surface.kind == "place" and text in _MARKETS)
    if text[0] == _HEAD:
        return True
    if text[-1] == "州":
        return len(text) == 2 and is_transliteration(text[0])
    return surface.kind == "name" and is_transliteration(text)


def _is_part(folded: str, surface: Surface, start: int, end: int) -> bool:
    """True where such a name is cut out of a longer one, of a foreign place or person, or of a day and 本."""
    before, text = folded[start - 1 : start], surface.text
    if text == _JAPAN:
        return before in _DAY_DIGITS and _THIS_ONE.match(folded, end) is not None
    if text in _MARKETS:
        return _WARES.match(folded, end) is not None
    if text[0] == _HEAD:
        sounds = folded[start + 1 : start + 1 + _SOUNDS_BEHIND]
        return before in _HEADED and len(sounds) == _SOUNDS_BEHIND and is_transliteration(sounds)
    if text[-1] == "州":
        ahead = folded[max(0, start - _SOUNDS_BEFORE) : start]
        return before in _FIRM_SOUNDS or (len(ahead) == _SOUNDS_BEFORE and is_transliteration(ahead))
    return folded[end : end + 1] in _LAST_SOUNDS


def _mark_nationality(folded: str, found: Sequence[Sighting]) -> None:
    """Tell the last one, a country, where it stands beside one who bears it: 荷兰名将, 萨巴伦卡（白俄罗斯）; but not 南苏丹（朱巴）."""
    country = found[-1]
    if country.surface.kind != "name" or country.surface.codes[0].isdigit():
        return
    is_in_brackets = folded[country.end] in ")）" and folded[country.start - 1] in "(（"
    is_of_place = len(found) > 1 and found[-2].end == country.start - 1
    if folded.startswith(_OF_SPORTSMEN, country.end) or (is_in_brackets and not is_of_place):
        country.context = "nationality"


def _hidden_names(surfaces: Mapping[str, Surface]) -> dict[str, dict[str, list[tuple[str, Surface]]]]:
    """For signs of two characters (在台, 抵港), the names that begin with the last one, by the next, the longest first."""
    names: dict[str, dict[str, list[tuple[str, Surface]]]] = {}
    for text in sorted(surfaces, key=len, reverse=True):
        if surfaces[text].kind in ("name", "place"):
            names.setdefault(text[0], {}).setdefault(text[1:2], []).append((text, surfaces[text]))
    signs = (surface for surface in surfaces.values() if surface.kind in _SIGNS)
    return {sign.text: names[sign.text[1]] for sign in signs if len(sign.text) == 2 and sign.text[1] in names}


def _is_county_word(folded: str, end: int) -> bool:
    """True where the 县 of a name belongs to the next word: 兴国|县域经济 is no 兴国县."""
    return folded[end - 1] == "县" and folded.startswith(_COUNTY_WORDS, end)


def _is_institution(folded: str, end: int) -> bool:
    """True where a university or a street is named after the place: 吉林大学, 北京航空航天大学, 南京路."""
    if folded[end : end + 1] in _PARTS_OF_ROADS and folded[end + 1 : end + 2] == _ROADS[0]:
        end += 1
    if folded.startswith(_ROADS, end):
        return folded[end - 1] not in _FULL_NAMES_END and not folded.startswith(_NO_ROADS, end)
    if folded[end : end + 1] not in _INSTITUTION_STARTS:
        return False
    ahead = folded[end : end + _INSTITUTION_REACH]
    for institution in _INSTITUTIONS:
        at = ahead.find(institution)
        if at >= 0 and ahead[at + 2 : at + 3] not in _STUDENTS:
            return not _NO_NAMES.intersection(ahead[:at])
    return False


def _bare_counties(gazetteer: Gazetteer) -> dict[str, _Within]:
    """For each province and prefecture, the folded bare names of the counties in it.

    The names of its prefectures stand there too, without codes: 江西南昌 is the city, not 南昌县.
    """
    within: dict[str, dict[str, tuple[str, ...]]] = {}
    cities: dict[str, set[str]] = {}
    for name in gazetteer.search_names():
        if name.kind == "former":
            continue
        for code in name.codes:
            chain = gazetteer.ancestors(code)
            for outer in chain[1:]:
                if chain[0].level == "county":
                    counties = within.setdefault(outer.code, {})
                    counties[name.text] = (*counties.get(name.text, ()), code)
                else:
                    cities.setdefault(outer.code, set()).add(name.text)
    for outer_code, names in cities.items():
        within.setdefault(outer_code, {}).update(dict.fromkeys(names, ()))
    return {code: _Within(names, frozenset(name[0] for name in names)) for code, names in within.items()}


def _load_names(gazetteer: Gazetteer) -> Iterator[Surface]:
    """The gazetteer's names that are looked for wherever they stand."""
    for name in gazetteer.search_names():
        levels = {division.level for code in name.codes if (division := gazetteer.get(code))}
        is_short_county = name.kind != "full" and "county" in levels
        if len(name.text) < 2 or (
            levels == {"county"} and (len(name.text) < 3 or (is_short_county and name.needs_context))
        ):
            continue
        codes = tuple(dict.fromkeys(_ON_PAPER.get(code, code) for code in name.codes))
        if is_short_county and levels != {"county"}:
            # A prefecture's short name is the prefecture's, whatever districts bear it too (朝阳, 中山).
            codes = tuple(code for code in codes if len(code) != 6)
        yield Surface(
            text=name.text,
            codes=codes,
            kind="group" if name.kind == "group" else "name",
            needs_context=name.kind != "group" and len(codes) > 1,
        )
