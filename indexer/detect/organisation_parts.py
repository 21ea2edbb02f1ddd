"""What may stand where in the name of a body: with which word it begins, whose it is, what joins its fields.

Pure functions over tagged text, and the sets that they share with `organisations.py`, which asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from index.model import Span
from indexer.detect import word_classes as wc
from indexer.detect.tagged_text import TaggedText

PLACES: Final = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))
BEFORE_KNOWN: Final = PLACES | {wc.ORGANISATION, wc.DICTIONARY_ORGANISATION}
"""Letters of what a body may be of: a place or another body."""
_BEGINS = BEFORE_KNOWN | {wc.ANCHOR}
_LOOSE = frozenset((wc.CHARACTER, wc.SURNAME, wc.WEAK_SURNAME, wc.NAME, wc.LIKE_NAME, wc.FOREIGN))
_SIZES = frozenset("新大小老高")
_LONGEST_TOWN = 3
# 当地|镇党委书记, 原|镇党委书记
_NO_TOWNS = frozenset(
    "当地 原 现 时 任 时任 现任 前任 原任 曾任 历任 首任 继任 新任 本 该 各 全 老 新 多 几 所在 所属 属地 基层 全县 全市 全省 全国 部分 相关 农村 贫困 先进 优秀".split()
)
_BORDERS = frozenset((wc.SIGN, wc.LINE, wc.COMMA, wc.AND, wc.OPEN, wc.QUOTE, wc.SPEECH))
# 企业 and the like stand behind a body and before what the office does; 联合 right before a centre.
_BODIES = frozenset((wc.ORGANISATION, wc.DICTIONARY_ORGANISATION))
_FIELDS = frozenset("企业 机构 干部 地区 单位 群众".split())
_OFFICES = frozenset("局司处部办室")
_JOINT = frozenset(("联合", "共同"))
_CENTRES = ("中心", "办公室", "指挥部")
_OF = frozenset("的之")
_SCHOOLS = frozenset(
    "中学 小学 高级中学 实验中学 实验小学 高中 师范学校 一中 二中 三中 四中 五中 六中".split()
)
_UNIVERSITY = "大学"
_LEVELS = "县市区旗"
_PUBLIC = frozenset("局院")
_NAMES_OF_COUNTIES = frozenset((wc.LIKE_NAME, wc.LIKE_NAME_NO_NOUN))
_PARLIAMENTS = ("立法会", "立法院")
# What people of one trade or rank make together.
_OF_PEOPLE = frozenset("协会 学会 联合会 联盟 联谊会 公会 工会 理事会 学院".split())
# 科学家|联盟 and 干部|学院, but 总统|联盟 and 经理|学院 are made up: there, only those of a trade.
_OF_TRADES = frozenset(("联盟", "学院"))
_TRADES_END = (*"家师士工人员警者生", "干部")
_JOINED_BY_AND = frozenset("厅局部委署办院会所心司")
_SESSION = re.compile("第[一二三四五六七八九十百0-9０-９]+届$")
_OF_SESSIONS = frozenset("人民代表大会 人大 人大常委会 人民代表大会常务委员会 委员会 常委会 理事会".split())
_STATE = ("中华人民共和国", "中国")
_BRAND = frozenset((wc.CHARACTER, wc.PROPER, wc.SURNAME, wc.NAME, wc.LATIN, wc.FOREIGN, wc.LIKE_NAME))
_LONGEST_BRAND = 4
_ORDINAL = re.compile("第[一二三四五六七八九十百0-9０-９]+$")
_NUMERALS = re.compile("[一二三四五六七八九十百]+$")


def owners_of(body: str) -> frozenset[str]:
    """What may stand before *body* as whose it is; a parliament is no party's: 民建联|立法会|议员."""
    return PLACES if body in _PARLIAMENTS else BEFORE_KNOWN


def first_beginning(tagged: TaggedText, window: int, index: int) -> int | None:
    """The first word from *window* on with which the name that ends at *index* may begin."""
    for first in range(window, index):
        if tagged.letters[first] in _BEGINS:
            return first
    return None


def first_of_town(tagged: TaggedText, index: int) -> int | None:
    """Where the town's name begins whose body the word at *index* begins: 芦溪县|源|南|镇党委书记, with the place that it lies in.

    A name by itself begins behind a border: 东风|镇党委书记.
    """
    first = index
    while first and tagged.starts[index] - tagged.starts[first - 1] <= _LONGEST_TOWN:
        if tagged.letters[first - 1] not in _LOOSE:
            break
        first -= 1
    if tagged.letters[first - 1] in PLACES:
        return first - 1
    if first == index and tagged.letters[first - 1] == wc.NOUN:
        first -= 1
    is_name = first < index and tagged.words[first] not in _NO_TOWNS
    return first if is_name and tagged.letters[first - 1] in _BORDERS else None


def is_field_of_office(tagged: TaggedText, at: int, index: int) -> bool:
    """True where what names no body alone is the field of an office within one: 国资委|企业|改革|局, 中部|联合|服务中心."""
    word, end = tagged.words[at], tagged.words[index]
    if word in _FIELDS:
        return end[0] in _OFFICES and at > 0 and tagged.letters[at - 1] in _BODIES
    return word in _JOINT and at == index - 1 and end.endswith(_CENTRES)


def is_particle(tagged: TaggedText, index: int) -> bool:
    """True for the 所 of 科技计划|所|产生之成果, where what is done stands behind it."""
    # A text may end two words behind it: slices.
    return tagged.words[index] == "所" and not _OF.isdisjoint(tagged.words[index + 2 : index + 3])


def begins_loose(tagged: TaggedText, at: int) -> bool:
    """True where what no name holds begins one, between a place and a loose character: 上海|新|泾|派出所."""
    return (
        at > 0
        and tagged.words[at] in _SIZES
        and tagged.letters[at - 1] in PLACES
        and tagged.letters[at + 1] in _LOOSE
        and len(tagged.words[at + 1]) == 1
    )


def is_fine(tagged: TaggedText, index: int) -> bool:
    """True for the 处 of 对|经营|人|处|五千元|罚款, which a sum stands behind; 处|第四|科 goes on."""
    is_before_number = tagged.letters[index + 1 : index + 2] == wc.NUMBER
    return tagged.words[index] == "处" and is_before_number and tagged.words[index + 1][0] != "第"


def is_of_county(tagged: TaggedText, index: int, divisions: Mapping[str, frozenset[str]]) -> bool:
    """True where a county's bare name, a common word to the tagger, stands right before its school, office or court: 定远|中学.

    *divisions* are those of China with what they lie in. 平安|医院, 合作|学院 are a county's only where the article names the county in full or
    what it lies in, which one in three does not; 瑞丽|市委 says by itself that it is one's.
    """
    if index == 0 or tagged.letters[index - 1] not in _NAMES_OF_COUNTIES:
        return False
    if tagged.text.startswith(_UNIVERSITY, tagged.starts[index + 1]):
        # 青山|学院|大学
        return False
    county, body = tagged.words[index - 1 : index + 1]
    if body[0] in _LEVELS:
        return county + body[0] in divisions
    if body in _SCHOOLS:
        return any(county + level in divisions for level in _LEVELS)
    if body[-1] not in _PUBLIC:
        return False
    start, end = tagged.article(tagged.article_at(tagged.starts[index]))
    return any(
        tagged.text.find(name, start, end) >= 0
        for whole in (county + level for level in _LEVELS)
        if whole in divisions
        for name in (whole, *divisions[whole])
    )


def may_stand_within(tagged: TaggedText, at: int, index: int) -> bool:
    """和 between the fields of an office (文化和旅游厅), ordinals (第一), and whom an association is of (作家|协会)."""
    word = tagged.words[at]
    if tagged.letters[at] == wc.TITLE:
        body = tagged.words[index]
        is_made = body in _OF_PEOPLE and (body not in _OF_TRADES or word.endswith(_TRADES_END))
        return at == index - 1 and is_made
    if tagged.letters[at] == wc.AND:
        return (
            tagged.words[index][-1] in _JOINED_BY_AND
            and tagged.letters[at - 1] == wc.NOUN
            and tagged.letters[at + 1] in (wc.NOUN, wc.ENDING)
        )
    if tagged.letters[at] != wc.NUMBER:
        return False
    if at == index - 1 and tagged.words[index] in _OF_SESSIONS and has_session(tagged, index):
        return True
    # 第七|十八|集团军
    return _ORDINAL.match(word) is not None or (
        at > 0 and _NUMERALS.match(word) is not None and _ORDINAL.match(tagged.words[at - 1]) is not None
    )


def has_session(tagged: TaggedText, index: int) -> bool:
    """True where a body or place and a session stand before a parliament or committee: 鹤壁市|第十届|人民代表大会."""
    if index < 2 or not _SESSION.match(tagged.words[index - 1]):
        return False
    is_of_country = tagged.words[index - 2] in _STATE
    return tagged.letters[index - 2] in BEFORE_KNOWN and (
        is_of_country or not tagged.words[index].startswith("全国")
    )


def first_of_brand(tagged: TaggedText, first: int, never_within: frozenset[str]) -> int | None:
    """日盛|国际商业银行: a firm's own name before a general word; 国际航空公司 alone is nobody."""
    brand = first
    while brand and tagged.starts[first] - tagged.starts[brand - 1] <= _LONGEST_BRAND:
        if tagged.letters[brand - 1] not in _BRAND or _is_apart(tagged, brand - 1, never_within):
            break
        brand -= 1
    return brand if tagged.starts[first] - tagged.starts[brand] > 1 else None


def _is_apart(tagged: TaggedText, at: int, never_within: frozenset[str]) -> bool:
    """True for a word that is in no name; one of a single character may be behind another (台|新)."""
    if tagged.words[at] not in never_within:
        return False
    return len(tagged.words[at]) > 1 or at == 0 or tagged.letters[at - 1] != wc.CHARACTER


def free_spans(spans: list[Span], found: list[Span], length: int) -> list[Span]:
    """Those of *spans* that none of *found* overlaps, nor an earlier one, in a text of *length* characters."""
    if not spans:
        return []
    taken = bytearray(length)
    for start, end in found:
        taken[start:end] = b"\x01" * (end - start)
    free = []
    for start, end in spans:
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            free.append(Span(start, end))
    return free
