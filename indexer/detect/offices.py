"""Reads the office of a person from what stands beside the name.

Before it, as a run of bodies, places and titles (內蒙古自治區黨委副書記、自治區人民政府主席包鋼), also of a person elected
(當選中國工程院院士的張鵬舉); else the title right behind it (習近平總書記), else what a sentence of appointing gives (`appointments.py`). Names in a list share an office that several may
hold (副市长沈若川、许怀瑾). It is quoted as written, never made up, and a mere role (村民, 記者) is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from index.model import Span
from indexer.detect import word_classes as wc
from indexer.detect.appointments import Appointments
from indexer.detect.spaced_names import SPACED_TITLE
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import HEAD, TaggedText

_WITHIN = frozenset(
    (
        wc.TITLE,
        wc.ORGANISATION,
        wc.DICTIONARY_ORGANISATION,
        wc.ENDING,
        wc.PLACE,
        wc.DICTIONARY_PLACE,
        wc.ANCHOR,
        wc.NOUN,
        wc.PROPER,
        wc.CHARACTER,
        wc.LIKE_NAME,
        wc.SURNAME,
        wc.NAME,
        wc.LATIN,
        wc.ADDRESS,
        wc.FOREIGN,
    )
)
# Where a body or a place is named, what stands before it belongs to the sentence: 大力支持|共和党候选人.
_ANCHORS = frozenset((wc.ORGANISATION, wc.DICTIONARY_ORGANISATION, wc.PLACE, wc.DICTIONARY_PLACE, wc.ANCHOR))
_LOOSE = frozenset((wc.NOUN, wc.PROPER, wc.LIKE_NAME))
_NEVER_FIRST = frozenset((wc.COMMA, wc.AND, wc.CHARACTER, wc.NUMBER, wc.SIGN))
_JOINS = frozenset((wc.COMMA, wc.AND))
_CHAINED = frozenset("兼 暨 兼任 及".split())
_LONGEST = 60
# The short name of a body that no table has: 亚|奥|理事会主席.
_SHORT_BODY = re.compile(f"[{wc.CHARACTER}{wc.SURNAME}]{{2,3}}{wc.TITLE}")
_OF_BODIES = re.compile("(?:主席|理事长|秘书长|会长|书记|主任|委员|院长|所长|村长|社长|董事长|总裁|主委)$")
# In the gazette of Taiwan: 部 長 潘世偉.
_SPACED = re.compile(f"(?:^|\\n)[ \u3000]*({SPACED_TITLE})[ \u3000]+$")
_LONGEST_SPACED = 14
_NO_OFFICE = frozenset(
    "会议 大会 仪式 期间 同时 活动 论坛 讲话 报告 决定 消息 全体 有关 上述 文章 一行 代表 相关 新任 日电 日讯 电 讯 审理 制裁 逮捕 任命 提名 支持 反对".split()
)
FORMERLY = ("时任", "曾任", "前任", "原", "前", "已故", "候任")
"""Words before an office that its bearer holds no more, or not yet; they belong to the office as quoted."""
# Behind these, 原 and 前 stand before a title: 昆明市委|原|书记.
_BEFORE_FORMERLY = frozenset(
    (wc.ORGANISATION, wc.DICTIONARY_ORGANISATION, wc.ENDING, wc.TITLE, wc.PLACE, wc.DICTIONARY_PLACE)
)
# What stands in offices and is no noun: 武装部队|最高|司令, 格陵兰岛|自治|政府总理.
_RANKS = frozenset("最高 高级 首席 资深 联席 轮值 署理 代理 自治 联合 临时 过渡 常务 当选".split())
# 俄罗斯联邦|安全|会议|副主席: where a place or body stands before it, a word that begins no office is in one.
_BEFORE_OFFICE = frozenset((wc.NOUN, wc.PROPER, wc.ENDING, wc.ADJECTIVE, wc.LIKE_NAME))
_MOST_BEFORE_OFFICE = 3
_OWNERS = frozenset((wc.ORGANISATION, wc.DICTIONARY_ORGANISATION, wc.PLACE, wc.DICTIONARY_PLACE))
_COUNCIL = "会议"
_COLONS = frozenset(":：")
_AFTER_COLON = frozenset((wc.LINE, wc.SIGN, wc.OPEN, wc.CLOSE, wc.COMMA))
# Offices that several hold at a time; a 书记 or 市长 is one, and whoever follows in the list is not.
_SHARED = re.compile(
    "副.*|.*(?:(?<!主任)委员|常委|院士|发言人|教授|代表|议员|立委|监委|次长|研究员|董事|监事|理事|参赞|专家|学者|顾问|助理|"
    "检察官|法官|律师|医师|工程师|科学家|设计师|航天员|宇航员|飞行员|运动员|球员|选手|冠军|名将|得主|获得者|演员|歌手|作家|诗人|画家|成员|特使)"
)
# What stands between two names of one list.
_BETWEEN = re.compile(
    "(?:同志|先生|女士)?(?:[（(][^（()）\n]{1,12}[）)])?(?:[、 \u3000]|和|及|以及|与|暨|等)+|[ \u3000]+"
)
_SPACES = frozenset((" ", "\u3000"))
_OF = "的"


class Office(NamedTuple):
    """An office where it is written; *is_former* where its bearer holds it no more, or not yet."""

    start: int
    end: int
    is_former: bool


class Offices:
    """Reads offices; immutable."""

    def __init__(self) -> None:
        self._titles = read_words("titles.tsv", "office")
        contexts = read_words("name_contexts.tsv", "speech") | read_words("name_contexts.tsv", "act")
        self._appointments = Appointments(self._is_title, _WITHIN)
        self._verbs = {word for word in contexts - self._titles if word.isalpha()}
        self._forms = frozenset(
            "同志 先生 女士 小姐 老师 师傅 大爷 大娘 代表 选手 同学 老人 阁下 殿下 陛下".split()
        )

    def of(self, tagged: TaggedText, first: int, after: int, reached: int = 0) -> Office | None:
        """The office of the person named by the words from *first* to *after*; None where none is written.

        Before the word *reached*, where the last name ends, nothing belongs to it.
        """
        span = self._before(tagged, first, reached) or self._behind(tagged, after)
        span = span or self._appointments.given_to(tagged, first, after)
        if span is not None:
            return _office(tagged, span)
        span = self._appointments.taken_from(tagged, first, after)
        return None if span is None else Office(span.start, span.end, is_former=True)

    def is_shared(self, tagged: TaggedText, office: Office, name: Span, following: Span) -> bool:
        """True where *following*, the next name in a list behind *name*, holds the *office* that stands before *name* too."""
        if office.end > name.start or _BETWEEN.fullmatch(tagged.text, name.end, following.start) is None:
            return False
        last = bisect_left(tagged.starts, office.end) - 1
        return _SHARED.fullmatch(tagged.words[last]) is not None

    def _behind(self, tagged: TaggedText, after: int) -> Span | None:
        if after >= len(tagged.words):
            return None
        word = tagged.words[after]
        if word in self._titles and word not in self._forms:
            return Span(tagged.starts[after], tagged.starts[after + 1])
        return None

    def _before(self, tagged: TaggedText, first: int, reached: int) -> Span | None:
        end = first
        while end and tagged.words[end - 1] in _SPACES:
            end -= 1
        if end < first and (spaced := _spaced(tagged, first)) is not None:
            return spaced
        if end > 1 and tagged.words[end - 1] == _OF and self._is_elected(tagged, end - 1):
            end -= 1
        if self._is_listed(tagged, end):
            end -= 1
        if not end or not self._is_title(tagged, end - 1):
            return None
        begin = end
        while begin > reached and tagged.starts[end] - tagged.starts[begin - 1] <= _LONGEST:
            if not self._belongs(tagged, begin - 1):
                break
            begin -= 1
        if begin > reached and tagged.words[begin - 1] == _COUNCIL:
            begin = self._of_council(tagged, begin, reached)
        begin = self._trimmed(tagged, begin, end)
        if begin > reached and tagged.words[begin - 1] in FORMERLY:
            begin -= 1
        return Span(tagged.starts[begin], tagged.starts[end])

    def _of_council(self, tagged: TaggedText, begin: int, reached: int) -> int:
        """Where the office begins that a council's name begins; *begin* where whose it is does not stand there."""
        for at in range(begin - 2, max(begin - 2 - _MOST_BEFORE_OFFICE, reached - 1), -1):
            if tagged.letters[at] in _OWNERS:
                return at if at < begin - 2 else begin
            if tagged.letters[at] not in _BEFORE_OFFICE or tagged.words[at] in self._verbs:
                break
        return begin

    def _is_listed(self, tagged: TaggedText, end: int) -> bool:
        """True where an office and a colon begin a list: 副组长：沈若川、许怀瑾."""
        if end < 2 or tagged.words[end - 1] not in _COLONS or not self._is_title(tagged, end - 2):
            return False
        return end == 2 or tagged.letters[end - 3] in _AFTER_COLON | _BEFORE_FORMERLY

    def _is_title(self, tagged: TaggedText, at: int) -> bool:
        """True for a title of the table, and for one that the dictionary has together with its body (日本首相)."""
        word = tagged.words[at]
        if word in self._titles:
            return True
        if word == HEAD:
            return tagged.letters[at] == wc.TITLE
        return tagged.letters[at] == wc.TITLE and any(word[-length:] in self._titles for length in (2, 3, 4))

    def _belongs(self, tagged: TaggedText, at: int) -> bool:
        """True where the word can stand in an office: a body, a place, a title, what joins two offices."""
        letter, word = tagged.letters[at], tagged.words[at]
        if word in FORMERLY:
            return at > 0 and tagged.letters[at - 1] in _BEFORE_FORMERLY
        if word in self._verbs or word in _NO_OFFICE or word.isdecimal():
            return False
        if letter in _WITHIN or word in _RANKS:
            return True
        if letter in _JOINS or word in _CHAINED or word in _SPACES:
            between_nouns = (
                at and letter == wc.AND and tagged.letters[at - 1] == tagged.letters[at + 1] == wc.NOUN
            )
            return (at > 0 and self._is_title(tagged, at - 1)) or bool(between_nouns)
        return False

    def _trimmed(self, tagged: TaggedText, begin: int, end: int) -> int:
        """*begin* without what belongs to the sentence rather than the office."""
        while begin < end - 1 and (tagged.letters[begin] in _NEVER_FIRST or tagged.words[begin] in _CHAINED):
            if _SHORT_BODY.match(tagged.letters, begin, end) and _OF_BODIES.search(tagged.words[end - 1]):
                return begin
            begin += 1
        anchor = next((at for at in range(begin, end) if tagged.letters[at] in _ANCHORS), end)
        if anchor < end and all(letter in _LOOSE for letter in tagged.letters[begin:anchor]):
            return anchor
        return begin

    def _is_elected(self, tagged: TaggedText, at: int) -> bool:
        """True where a title with its body stands before 的: 中国工程院院士的张鹏举."""
        bodies = (wc.ORGANISATION, wc.DICTIONARY_ORGANISATION, wc.ENDING)
        return at > 1 and tagged.words[at - 1] in self._titles and tagged.letters[at - 2] in bodies


def _spaced(tagged: TaggedText, first: int) -> Span | None:
    """The office whose two characters stand apart at the beginning of the line before the word *first*."""
    end = tagged.starts[first]
    start = max(end - _LONGEST_SPACED, 0)
    match = _SPACED.search(tagged.text[start:end])
    return None if match is None else Span(start + match.start(1), start + match.end(1))


def _office(tagged: TaggedText, span: Span) -> Office:
    words = tagged.words[bisect_left(tagged.starts, span.start) : bisect_left(tagged.starts, span.end)]
    return Office(span.start, span.end, is_former=any(word in FORMERLY for word in words))
