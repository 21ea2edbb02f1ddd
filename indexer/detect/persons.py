"""Finds the persons that an article names: Chinese, Japanese and foreign names, then each name everywhere.

A name found once with enough evidence is that name wherever it stands in the article (包鋼 behind 主席 is the person
in the next paragraph too, unless a company's name holds it). A surname with a form of address (王先生) is a mention of
the one person of that surname. Offices are `offices.py`'s.
"""

from __future__ import annotations

import functools
import operator
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.chinese_names import ChineseNames, NameCandidate
from indexer.detect.cues import CueTables
from indexer.detect.dotted_names import DottedNameFinder
from indexer.detect.foreign_names import ForeignNames
from indexer.detect.glossed_names import GlossedNames
from indexer.detect.japanese_names import JapaneseNames
from indexer.detect.name_model import NameModel
from indexer.detect.occurrences import occurrences
from indexer.detect.spaced_names import SpacedNames
from indexer.detect.tagged_text import TaggedText, WordShares

# A name as sure as this is one wherever its characters stand; less sure ones count where they were found.
_LEAST_TO_SPREAD = 6.0
_SCORE_PUBLIC = 9.0
_SCORE_SPREAD = 5.0
_SCORE_SURNAME = 4.5
_DOT = "·"
_SEA, _SHORTEST_SEA = "海", 4
_FORMS = (
    "先生 女士 小姐 老师 太太 大夫 总理 主席 总统 书记 部长 市长 省长 局长 院长 校长 大使 教授 博士 同志 某 大娘 大妈 大爷 大叔 阿姨 师傅 医生 将军"
).split()
_POLITE = frozenset("先生 女士 小姐 老师 太太 同志 某".split())
_FORM = re.compile("|".join(_FORMS))


SHIP = ("”号", "」号", "』号", '"号')
"""Behind a name that a ship bears: “林肯”号."""

# 巴特勒市 is a town.
_DIVISIONS = frozenset("市 县 州 镇 岛 郡".split())
# 代|总统 is an office, 代先生 somebody; so is 曾任|省长 none, 任先生, nor 任省长 where nobody in the article is called 任.
_ACTING = frozenset("代任")
# What a surname alone can be for the tagger.
_SURNAME_LETTERS = (wc.SURNAME, wc.NAME, wc.LIKE_NAME)


class PersonNames:
    """Finds names of persons; immutable, safe to share between threads."""

    def __init__(self, model: NameModel, shares: WordShares, countries: frozenset[str]) -> None:
        self._chinese = ChineseNames(model, shares)
        self._dotted = DottedNameFinder()
        self._foreign = ForeignNames(self._dotted, countries)
        self._glossed = GlossedNames()
        self._japanese = JapaneseNames()
        self._surnames = model.surnames()
        self._spaced = SpacedNames(self._surnames)

    def cues(self) -> CueTables:
        """What the finders look for."""
        addressed = CueTables(
            characters={
                cues.ADDRESSED: frozenset(surname for surname in self._surnames if len(surname) == 1),
                cues.ADDRESSED << cues.ENDS: frozenset(form[0] for form in _FORMS),
            }
        )
        finders = (self._chinese, self._foreign, self._japanese, self._spaced)
        return functools.reduce(operator.or_, (finder.cues() for finder in finders), addressed)

    def find(self, tagged: TaggedText) -> list[NameCandidate]:
        """The names in *tagged*, in order, none overlapping another."""
        chosen = _Chosen(len(tagged.text))
        dotted = self._dotted.find(tagged)
        chosen.add(dotted.names)
        chosen.close(dotted.unsure)
        chosen.add(_public_figures(tagged))
        japanese = self._japanese.find(tagged)
        # 增田和夫 before 增田, which sounds like a name from elsewhere.
        abroad = [one for one in self._foreign.find(tagged, dotted.names) if not _is_sea(tagged.text, one)]
        foreign = (*abroad, *japanese)
        chosen.add(sorted(foreign, key=lambda name: name.start - name.end))
        chosen.add(self._glossed.find(tagged))
        chosen.add(self._spaced.find(tagged))
        chosen.add(_spread(tagged, _families(tagged, chosen.names)))
        chosen.add(_spread(tagged, self._japanese.surnames_of(tagged, chosen.names)))
        chosen.add(sorted(self._chinese.find(tagged), key=lambda name: -name.score))
        chosen.add(self._with_address(tagged, chosen.names))
        chosen.add(_spread(tagged, _sure(chosen.names)))
        return sorted(name for name in chosen.names if not tagged.text.startswith(SHIP, name.end))

    def _with_address(self, tagged: TaggedText, names: list[NameCandidate]) -> Iterator[NameCandidate]:
        """Surnames alone, with a form of address: 王先生, 李某, 汪老师; *names* are those found so far."""
        acting: frozenset[tuple[int, str]] | None = None
        for start in tagged.at_characters[cues.ADDRESSED]:
            form = _FORM.match(tagged.text, start + 1)
            if form is None:
                continue
            if tagged.text[start] in _ACTING and form[0] not in _POLITE:
                acting = _bearers(tagged, names) if acting is None else acting
                # 候|任总统 holds an office even so.
                if (
                    tagged.text[start - 1].isalpha()
                    or (tagged.article_at(start), tagged.text[start]) not in acting
                ):
                    continue
            if self._stands_alone(tagged, start, form.end()):
                yield NameCandidate(start, start + 1, _SCORE_SURNAME)

    def _stands_alone(self, tagged: TaggedText, start: int, end: int) -> bool:
        """True where the surname begins a word and the form of address ends one."""
        first = bisect_left(tagged.starts, start)
        return (
            tagged.starts[first] == start
            and tagged.letters[first : first + 1] in _SURNAME_LETTERS
            and end in tagged.starts[first : first + 4]
        )


class _Chosen:
    """Names that do not overlap; the first to come stays."""

    def __init__(self, length: int) -> None:
        """For a text of *length*."""
        self.names: list[NameCandidate] = []
        self._taken = bytearray(length)

    def close(self, stretches: Iterable[Span]) -> None:
        """Let nothing that comes later reach into *stretches*."""
        for span in stretches:
            self._taken[span.start : span.end] = b"\1" * (span.end - span.start)

    def add(self, names: Iterable[NameCandidate]) -> None:
        """Take in each of *names* whose characters are still free."""
        for name in names:
            start, end, _ = name
            if self._taken.find(1, start, end) < 0:
                self._taken[start:end] = b"\1" * (end - start)
                self.names.append(name)


def _public_figures(tagged: TaggedText) -> Iterable[NameCandidate]:
    at = tagged.letters.find(wc.PERSON)
    while at >= 0:
        behind = tagged.words[at + 1] if at + 1 < len(tagged.words) else ""
        if behind not in _DIVISIONS and not any(_is_sound(tagged, beside) for beside in (at - 1, at + 1)):
            yield NameCandidate(tagged.starts[at], tagged.starts[at + 1], _SCORE_PUBLIC)
        at = tagged.letters.find(wc.PERSON, at + 1)


def _is_sound(tagged: TaggedText, at: int) -> bool:
    """True where the word belongs to a longer transliteration: 巴金 in 莱巴金娜."""
    if not 0 <= at < len(tagged.words):
        return False
    letter = tagged.letters[at]
    return letter in (wc.DOT, wc.FOREIGN) or (
        letter == wc.CHARACTER and wc.is_transliteration(tagged.words[at])
    )


def _is_sea(text: str, name: NameCandidate) -> bool:
    """True for a transliteration that ends with 海, which sounds: 阿蒙森海."""
    return text[name.end - 1] == _SEA and name.end - name.start >= _SHORTEST_SEA


def _sure(names: Iterable[NameCandidate]) -> Iterator[Span]:
    for start, end, score in names:
        if score >= _LEAST_TO_SPREAD and end - start > 1:
            yield Span(start, end)


def _bearers(tagged: TaggedText, names: Iterable[NameCandidate]) -> frozenset[tuple[int, str]]:
    """In which articles somebody is named in full whose surname is the verb of an office too: 任志强."""
    text = tagged.text
    return frozenset(
        (tagged.article_at(start), text[start])
        for start, end, _ in names
        if text[start] in _ACTING and end - start > 1
    )


def _families(tagged: TaggedText, names: Iterable[NameCandidate]) -> Iterator[Span]:
    """The last parts of names joined by dots: 维林 of 托马斯·维林."""
    for start, end, _ in names:
        dot = tagged.text.rfind(_DOT, start, end)
        if 0 <= dot < end - 2:
            yield Span(dot + 1, end)


def _spread(tagged: TaggedText, sure: Iterable[Span]) -> list[NameCandidate]:
    """Every place where what is *sure* in an article stands in that article."""
    return [NameCandidate(start, end, _SCORE_SPREAD) for start, end in occurrences(tagged, sure)]
