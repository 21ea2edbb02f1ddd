"""Reads the office that a sentence gives somebody or takes away: 任命李明为教育部副部长, 王明同志任市委书记, 免去王强的局长职务.

Behind the name stand a word of appointing and a run of bodies, places and titles, which ends with a title. A bare 为 counts only
behind 任命 and its like before the name. What is taken away is an office held formerly. `offices.py` asks where none stands
right beside the name.
"""

from __future__ import annotations

from collections.abc import Callable

from index.model import Span
from indexer.detect import word_classes as wc
from indexer.detect.tagged_text import TaggedText

_APPOINT = frozenset("任命 选举 推选 推举 聘任 聘请 提名 委任 决定 选 派 特派 推荐 拥立 拥戴".split())
_DISMISS = frozenset("免去 免除 罢免 撤销 解除 辞去".split())
_INTO = frozenset(
    "为 任 担任 出任 兼任 兼 就任 接任 升任 转任 调任 拟任 现任 改任 续任 连任 当选 当选为 任职 历任 获任 获选 获选为 选为 晋升为".split()
)
_FORMERLY_INTO = frozenset("曾 曾经 原 曾任 历任 时任 原任 卸任 辞去 不再 不再担任 先后 历".split())
_POST = "职务"
_OF = "的"
_MOST_BETWEEN = 2


class Appointments:
    """Reads them; immutable."""

    def __init__(self, is_title: Callable[[TaggedText, int], bool], within: frozenset[str]) -> None:
        """*is_title* tells titles, *within* are the letters of what may stand in an office."""
        self._is_title = is_title
        self._within = within

    def given_to(self, tagged: TaggedText, first: int, after: int) -> Span | None:
        """The office that the person of the words from *first* to *after* gets or has."""
        at = _behind_address(tagged, after)
        begin = at
        while begin < len(tagged.words) and tagged.words[begin] in _INTO:
            begin += 1
        if begin == at or (tagged.words[at:begin] == ["为"] and not _stands_before(tagged, first, _APPOINT)):
            return None
        return self._run(tagged, begin)

    def taken_from(self, tagged: TaggedText, first: int, after: int) -> Span | None:
        """The office that the person loses or had: 曾任局长, 免去王强的局长职务."""
        at = _behind_address(tagged, after)
        if at >= len(tagged.words):
            return None
        begin = at
        while begin < len(tagged.words) and tagged.words[begin] in _FORMERLY_INTO:
            begin += 1
        if begin > at:
            while begin < len(tagged.words) and tagged.words[begin] in _INTO:
                begin += 1
            return self._run(tagged, begin)
        if tagged.words[at] == _OF and _stands_before(tagged, first, _DISMISS):
            return self._run(tagged, at + 1)
        return None

    def _run(self, tagged: TaggedText, begin: int) -> Span | None:
        """The words from *begin* that make an office, up to its last title."""
        at, end = begin, begin
        while at < len(tagged.words):
            if self._is_title(tagged, at):
                end = at + 1
            elif tagged.words[at].endswith(_POST):
                # The dictionary has 部长职务 as one word.
                return Span(tagged.starts[begin], tagged.starts[at + 1] - len(_POST))
            elif tagged.letters[at] not in self._within and not _joins(tagged, at, end):
                break
            at += 1
        return Span(tagged.starts[begin], tagged.starts[end]) if end > begin else None


def _joins(tagged: TaggedText, at: int, end: int) -> bool:
    """True where the word joins two offices: right behind a title."""
    return at == end and tagged.letters[at] in (wc.COMMA, wc.AND)


def _behind_address(tagged: TaggedText, after: int) -> int:
    """The word behind the name and 同志."""
    while (
        after < len(tagged.words)
        and tagged.letters[after] == wc.ADDRESS
        and tagged.words[after]
        in (
            "同志",
            "先生",
            "女士",
        )
    ):
        after += 1
    return after


def _stands_before(tagged: TaggedText, first: int, verbs: frozenset[str]) -> bool:
    """True where one of *verbs* stands shortly before the name, within the clause."""
    for at in range(first - 1, max(first - 1 - _MOST_BETWEEN, -1), -1):
        if tagged.words[at] in verbs:
            return True
        if tagged.letters[at] in (wc.SIGN, wc.LINE):
            return False
    return False
