"""Finds the organisations that an article names: those of the table, and names made after the grammar of such names.

A name ends with a word for a body (委员会, 大学, 有限公司) and begins with what such names begin with: a place (北京市
教育局), another organisation (国务院办公厅), a word like 国家 or 中华, or a proper name; between them stand nouns and a few
verbs (发展, 管理). A place and a general word alone (美国公司, 上海学校) name nobody. Precision comes first.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.branches import with_branches
from indexer.detect.country_letters import STATES
from indexer.detect.cues import CueTables, WordTest
from indexer.detect.cut_names import is_of_road, is_part_of_another
from indexer.detect.firms_of_places import firms_of_places
from indexer.detect.listed_firms import listed_firms
from indexer.detect.organisation_parts import (
    BEFORE_KNOWN,
    PLACES,
    begins_loose,
    first_beginning,
    first_of_brand,
    first_of_town,
    free_spans,
    has_session,
    is_field_of_office,
    is_fine,
    is_of_county,
    is_particle,
    may_stand_within,
    owners_of,
)
from indexer.detect.periodicals import with_periodicals
from indexer.detect.registered_names import LIMITED, first_of_limited, may_be_bracketed
from indexer.detect.short_names import aliases
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import HEAD, TaggedText

_END_LETTERS = frozenset((wc.ENDING, wc.ORGANISATION, wc.DICTIONARY_ORGANISATION))
# One character ends a name only behind a place or a body, and with something between: 河北省|文化和旅游|厅.
_SHORT_ENDINGS = frozenset("局厅署院社队厂委办部处所司党")
_WITHIN = frozenset(
    (
        wc.NOUN,
        wc.PLACE,
        wc.DICTIONARY_PLACE,
        wc.ORGANISATION,
        wc.DICTIONARY_ORGANISATION,
        wc.ANCHOR,
        wc.ENDING,
        wc.CHARACTER,
        wc.LATIN,
        wc.NAME,
        wc.LIKE_NAME,
        wc.FOREIGN,
        wc.PROPER,
        wc.SURNAME,
        wc.WEAK_SURNAME,
        wc.PERSON,
    )
)
# 民进党|立法院 are two bodies, 古巴共产党|中央委员会 is one.
_PARTY = "党"
_OFFICES = ("常委", "委员", "书记")
# Titles that are a body's last character and 长: how much of them is the body.
_CHIEFS = {"部长": 1, "局长": 1, "署长": 1, "厅长": 1}
_SHORTEST_FIELD = 2
# Where a state of one character may stand before its ministry: behind the border of a clause.
_BEFORE_STATES = frozenset((wc.SIGN, wc.LINE, wc.COMMA, wc.AND, wc.OPEN, wc.QUOTE, wc.FUNCTION, wc.SPEECH))
_GOVERNMENT, _TOWNS = "政府", "镇乡"
# 拜登|政府, 马英九|基金会
_OF_PERSONS = frozenset((_GOVERNMENT, "基金会", "研究会"))
# 国务院|政府工作报告, 欧盟|政府; nor is what is done before one in its name: 审议|政府工作报告.
_WITHOUT_GOVERNMENTS = ("院", "盟")
_TEAM = "队"
_BEFORE_MINISTRY = frozenset((wc.COMMA, wc.SIGN, wc.LINE, wc.AND, wc.OPEN, wc.QUOTE))
# What people do may be in the name of a body too: 环境监测分析中心.
_VERBS_OF_BODIES = frozenset("创作 评价 分析 预测 考察 调研 检查 督导 督查 领导 共同 报告 评论".split())
_TAKES_PLACE = frozenset("部局署院委会办府厅党队行社省心所处篮足排")
_STATIONS = frozenset("台视")
_DICTIONARY_BODY = re.compile(
    ".+(?:(?<![东南西北中])部|局|厅|署|院|社|党|校|(?<!常)委|司|军|盟|队|府|集团|学|银行|委员会|协会|学会|联合会|理事会|议会|"
    "日报|晚报|时报|晨报|商会|工会|基金会|国会|电台|电视台|厂|促进会|组织|[男女][篮足排]|俱乐部|大学|学院|医院|研究[所院]|"
    "(?<!驻外)(?<!驻华)使馆|军区|兵团|证券交易所|商品交易所|证交所|联交所|发射中心|测控中心|外务省|央行|体育代表团|[共党社盟建进]中央|"
    "(?<=国务院).{1,3}办)"
)
_GENERAL_BODY = re.compile(
    "(?:.{1,3}国|国际|全国|全球|世界|亚洲|欧洲|日本|俄罗斯|外资|中资|民营|国有|公立|私立)(?:.{0,2}公司|银行|学校|大学|医院|学院|企业)"
)
_OFFICES_OF_STATE, _LEVELS = frozenset("局厅署"), frozenset("省市县")
_LOOSE = frozenset((wc.CHARACTER, wc.SURNAME))
_SOUNDS = frozenset("12.")
_MEASURES = frozenset("座个家名种项条所间")
_LONGEST_FIELD, _LONGEST_NESTED = 12, 18
_MOST_WORDS = 9
_LONGEST = 26
# Schools are named by more than by whose they are.
_OWNED = frozenset("国立 省立 市立 县立 私立".split())
_NAMED = _WITHIN - {wc.NOUN, wc.ENDING, wc.ANCHOR}
# 全国|县委书记 are many.
_ALL = frozenset("全国 全省 全球 世界".split())
_POSTED, _MISSION = "驻", "馆"
# 臺灣省|北區|國稅局
_QUARTERS = frozenset("东区 西区 南区 北区 中区".split())

_rules = functools.partial(read_words, "organisation_rules.tsv")


class OrganisationNames:
    """Finds organisations; immutable."""

    def __init__(self, countries: frozenset[str], divisions: Mapping[str, frozenset[str]]) -> None:
        """*countries* are names of countries and continents: behind them, fewer words make a body than behind cities.

        *divisions* are full names of China's (永嘉县), each with short ones of what it lies in.
        """
        self._countries = countries
        self._divisions = divisions
        self._generic = read_words("organisation_words.tsv", "generic")
        self._known = read_words("organisations.tsv")
        headed, heads = self._known | _rules("headed"), _rules("head")
        self._heads = {
            title: length
            for title in read_words("titles.tsv", "office")
            for length in (2, 3)
            if title[:length] in headed and title[length:] in heads
        }
        self._never_within = _rules("never") | _verbs()
        self._fields = read_words("organisation_words.tsv", "verb")
        self._endings = read_words("organisation_words.tsv", "ending")
        self._general = self._endings | self._generic
        self._of_countries = _rules("of countries")
        self._of_cities = _rules("of cities")
        self._of_states = _rules("of states")
        self._of_firms = _rules("of firms")
        self._no_bodies = _rules("no body")
        self._everywhere = _rules("everywhere")

    def cues(self) -> CueTables:
        """The words that may end a name, and the places after which a firm may be named."""
        return CueTables(
            letters={cues.ENDS_BODY: _END_LETTERS, cues.PLACE: PLACES},
            words={cues.ENDS_BODY: _SHORT_ENDINGS | {country + _TEAM for country in self._countries}},
            tests=(WordTest(cues.ENDS_BODY, wc.TITLE, lambda word: self._head(word, wc.TITLE) > 0),),
        )

    def find(self, tagged: TaggedText) -> list[Span]:
        """The organisations in *tagged*, in order, none overlapping another: the longest name counts."""
        found: list[Span] = []
        for span in self._spans(tagged):
            while found and span.start <= found[-1].start:
                found.pop()
            if found and span.start < found[-1].end < span.end:
                # 台新国际商业银行|三重分行: the branch was read from 国际 on.
                span = Span(found.pop().start, span.end)
            if not found or span.start >= found[-1].end:
                found.append(span)
        found = with_branches(tagged, found)
        found += free_spans(firms_of_places(tagged), found, len(tagged.text))
        found += free_spans(listed_firms(tagged, found), found, len(tagged.text))
        found = with_periodicals(found, tagged.text)
        found += aliases(tagged, found, self._general)
        return sorted(found)

    def _spans(self, tagged: TaggedText) -> Iterator[Span]:
        for index in tagged.at_words[cues.ENDS_BODY]:
            letter, word = tagged.letters[index], tagged.words[index]
            length = len(word)
            if head := self._head(word, letter):
                length = head
                first = self._first_of_title(tagged, index, length)
            elif word[:-1] in self._countries and word[-1] == _TEAM:
                # The dictionary has 智利队 as one word.
                first = index
            elif word in _SHORT_ENDINGS:
                first = self._first_of_short(tagged, index)
            elif letter == wc.ENDING:
                first = None if is_of_road(tagged, index) else self._first(tagged, index)
                if word.endswith(LIMITED):
                    first = first_of_limited(tagged, index) if first is None else first
            elif letter == wc.ORGANISATION:
                first = None if is_part_of_another(tagged, index) else self._first_of_known(tagged, index)
            else:
                is_body = word not in self._no_bodies and bool(_DICTIONARY_BODY.fullmatch(word))
                is_body = is_body and not _GENERAL_BODY.fullmatch(word)
                first = self._first_of_known(tagged, index) if is_body else None
            if first is not None:
                yield Span(tagged.starts[first], tagged.starts[index] + length)

    def _head(self, word: str, letter: str) -> int:
        """The length of the body that a title names: 外交部|长, 党委|书记, 中央政治局|常委; 0 where it names none."""
        if letter != wc.TITLE:
            return 0
        if word in _CHIEFS:
            return _CHIEFS[word]
        if word[0] == word[1:2] and word[2:] == HEAD:
            # 企业改革|局局长
            return 1
        if word[-1] == HEAD and word[:-1] in self._endings:
            return len(word) - 1
        body = word[: -len(_OFFICES[0])]
        return self._heads.get(word, len(body) if body in self._known else 0)

    def _first_of_known(self, tagged: TaggedText, index: int) -> int | None:
        """A known body takes in the place or body right before it: 中国|外交部, 国务院|国资委."""
        first = index
        if index and tagged.words[index - 1] in _OWNED:
            return index - 1
        if tagged.words[index][-1] in _STATIONS and index and tagged.letters[index - 1] in PLACES:
            return index - 1
        if self._is_of_state(tagged, index, tagged.words[index]):
            return index - 1
        if index and tagged.words[index - 1] == _POSTED and tagged.words[index][-1] == _MISSION:
            # 中国|驻|日本大使馆
            return index - 2 if tagged.letters[index - 2 : index - 1] in PLACES else None
        if tagged.words[index][-1] in _TAKES_PLACE:
            owners = owners_of(tagged.words[index])
            if has_session(tagged, index):
                first -= 1
            while (
                first
                and (tagged.letters[first - 1] in owners or tagged.words[first - 1] in _QUARTERS)
                and (not tagged.words[first - 1].endswith(_PARTY) or tagged.words[index].startswith("中央"))
            ):
                first -= 1
        if first == index and tagged.letters[index] == wc.DICTIONARY_ORGANISATION:
            # 北部湾|经济合作组织
            return index - (index > 0 and tagged.letters[index - 1] in PLACES)
        return first

    def _is_of_state(self, tagged: TaggedText, index: int, body: str) -> bool:
        """True where one character for a state stands before *body*: 美|商务部, 法|国防部长."""
        if index == 0 or tagged.words[index - 1] not in STATES or body not in self._of_states:
            return False
        before = index - 2  # 中|俄|国防部长 are of two
        return index == 1 or (tagged.letters[before] in _BEFORE_STATES and tagged.words[before] != "中")

    def _first_of_title(self, tagged: TaggedText, index: int, length: int) -> int | None:
        """The first word of the body whose last *length* characters begin the title at *index*."""
        word = tagged.words[index]
        if word in _CHIEFS:
            return self._first_of_chief(tagged, index)
        return (
            self._first_of_field(tagged, index)
            if length == 1
            else self._first_of_headed(tagged, index, word[:length])
        )

    def _first_of_headed(self, tagged: TaggedText, index: int, body: str) -> int | None:
        """A ministry may stand alone, a committee (党委, 省委) only behind the place whose it is."""
        first = index
        if self._is_of_state(tagged, index, body):
            return index - 1
        if index and tagged.words[index - 1] + body[0] in self._divisions:
            # 永嘉|县委常委
            return index - 1
        if body[0] in _TOWNS:
            return first_of_town(tagged, index)
        owners = owners_of(body) | {wc.ANCHOR}
        while (
            first
            and tagged.words[first - 1] not in _ALL
            and (tagged.letters[first - 1] in owners or tagged.words[first - 1] == _GOVERNMENT)
        ):
            first -= 1
        if first < index and tagged.words[first] == _GOVERNMENT:
            return None
        return first if first < index or body in self._known else None

    def _first_of_chief(self, tagged: TaggedText, index: int) -> int | None:
        """环境|部长, 俄罗斯|能源|部长: the title of who heads a body names it; a ministry by its field alone."""
        first = index
        while first and tagged.words[first - 1] in self._fields:
            first -= 1
        if tagged.starts[index] - tagged.starts[first] < _SHORTEST_FIELD:
            return None
        if first and tagged.letters[first - 1] in PLACES:
            return first - 1
        is_alone = first == 0 or tagged.letters[first - 1] in _BEFORE_MINISTRY
        return first if is_alone and tagged.words[index] == "部长" else None

    def _first_of_short(self, tagged: TaggedText, index: int) -> int | None:
        if tagged.letters[index - 1] not in _WITHIN or is_particle(tagged, index) or is_fine(tagged, index):
            return None
        # 新北芦洲|社|宅: a loose character behind it belongs with it.
        is_team = tagged.words[index] == "队" and tagged.letters[index - 1] in PLACES
        is_office = tagged.words[index] in _OFFICES_OF_STATE and tagged.letters[index - 1] == wc.NOUN
        if tagged.letters[index + 1 : index + 2] in _LOOSE and not is_team and not is_office:
            return None
        return self._first_of_field(tagged, index)

    def _first_of_field(self, tagged: TaggedText, index: int) -> int | None:
        """The beginning of a body that its field and the word or character at *index* make: 河北省|文化和旅游|厅."""
        window = self._window(tagged, index)
        first = first_beginning(tagged, window, index)
        if first is None or first == index:
            return None
        if tagged.words[index] == "队" and first == index - 1 and tagged.letters[first] in PLACES:
            return first
        within = tagged.starts[index] - tagged.starts[first + 1]
        bodies = BEFORE_KNOWN - PLACES | {wc.ENDING}
        is_nested = not bodies.isdisjoint(tagged.letters[first + 1 : index])
        return first if 2 <= within <= (_LONGEST_NESTED if is_nested else _LONGEST_FIELD) else None

    def _first(self, tagged: TaggedText, index: int) -> int | None:
        """The word with which the name that ends with the word at *index* begins; None where none does."""
        word = tagged.words[index]
        window = self._window(tagged, index)
        first = first_beginning(tagged, window, index)
        if word in _OF_PERSONS and index and tagged.letters[index - 1] == wc.PERSON:
            return index - 1
        before = tagged.words[index - 1] if index else ""
        if word == _GOVERNMENT and (before.endswith(_WITHOUT_GOVERNMENTS) or before in self._fields):
            return None
        if first is None:
            return self._brand(tagged, index)
        if tagged.letters[first - 1 : first] == wc.OPEN and wc.CLOSE in tagged.letters[first:index]:
            return None
        if (
            tagged.letters[first] == wc.ANCHOR
            and word in self._of_firms
            and BEFORE_KNOWN.isdisjoint(tagged.letters[first:index])
        ):
            return first_of_brand(tagged, first, self._never_within)
        is_general = word not in self._endings and (
            word in self._generic or (word[-1] not in _OFFICES_OF_STATE and word[0] not in _LEVELS)
        )
        if first == index - 1 and is_general and tagged.words[first] in self._everywhere:
            return None
        if tagged.words[first] in _OWNED and _NAMED.isdisjoint(tagged.letters[first + 1 : index]):
            # 私立|高级|中学
            return None
        if is_general and all(letter in PLACES for letter in tagged.letters[first:index]):
            place = tagged.words[index - 1]
            if word in self._of_countries or (word in self._of_cities and place not in self._countries):
                return first
            return None
        return first

    def _window(self, tagged: TaggedText, index: int) -> int:
        """How far to the left the name that ends at *index* may reach."""
        first = index
        end = tagged.starts[index + 1]
        while first and index - first < _MOST_WORDS and end - tagged.starts[first - 1] <= _LONGEST:
            letter, word = tagged.letters[first - 1], tagged.words[first - 1]
            is_within = (letter in _WITHIN or word in self._fields) and (
                word not in self._never_within or is_field_of_office(tagged, first - 1, index)
            )
            if word in _MEASURES and first > 1 and tagged.words[first - 2].isdecimal():
                # 葛洲坝|6|座|水电站
                break
            if (
                not is_within
                and not may_stand_within(tagged, first - 1, index)
                and not begins_loose(tagged, first - 1)
            ):
                if letter != wc.CLOSE or not may_be_bracketed(tagged, first, tagged.words[index]):
                    break
                first -= 2
            first -= 1
        return first

    def _brand(self, tagged: TaggedText, index: int) -> int | None:
        """A proper name right before a word for a company: 劳拉公司."""
        if is_of_county(tagged, index, self._divisions):
            return index - 1
        if index == 0 or tagged.words[index] not in self._of_firms:
            return None
        if index > 1 and tagged.letters[index - 2] == wc.NUMBER:
            # 一家|安保|公司
            return None
        is_proper = tagged.letters[index - 1] in (wc.PROPER, wc.LATIN) and len(tagged.words[index - 1]) > 1
        if is_proper and tagged.words[index - 1] not in self._never_within:
            return index - 1
        if (
            tagged.words[index][-1] == "院"
            and tagged.letters[index - 1] == wc.LIKE_NAME
            and tagged.sounds[index - 2] not in _SOUNDS
        ):
            # 平安|医院: a word that only sounds
            return None
        first = index
        while first and tagged.sounds[first - 1] in _SOUNDS:
            first -= 1
        while first < index and tagged.letters[first] == wc.FUNCTION:
            first += 1
        return first if tagged.starts[index] - tagged.starts[first] > 1 else None


def _verbs() -> frozenset[str]:
    """What people do: 在|万象|会见|代表团 is no body."""
    verbs = read_words("name_contexts.tsv", "speech") | read_words("name_contexts.tsv", "act")
    return frozenset(word for word in verbs if len(word) > 1) - _VERBS_OF_BODIES
