"""Finds names whose parts a dot joins: 约翰·马吉, 阿不都拉·阿不力米提, 乌赫那·呼日勒苏赫, J·K·罗琳.

From the dots a name is read outwards to its borders on both sides: a sign, a title, a verb, a word of the language. No list of
syllables says where it ends, for the dictionary cuts such names into anything (阿|不力|米|提); the sounds only say whether
the whole is a name (中国·北京 is none). Where a border is unsure nothing is named, and nobody else may name a piece of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from index.model import Span
from indexer.detect import word_classes as wc
from indexer.detect.chinese_names import NameCandidate
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText

_SCORE = 9.0
# Characters that names of the minorities and of Mongolia have beside those of transliterations (word_classes.py).
_MORE_SOUNDS = frozenset(
    "不都来提力地满雪玉素甫铁合曼日勒呼赫若买则吾衣牙库肉孜依江古丽仙娜木热夏帕阔玛娅扎克吐尼亚司义瓦尔努兰达青朝鲁图布信乌吉"
    "其格巴音额苏和才仁旦增桑杰白央宗珍顿珠平措益西洛桑加措次贡觉尖参赤列晋美多吉阿旺彭措格桑罗强姜才让南太卓玛齐塞迪"
    "珂蕾娃缇澳奎森吾洪仓帅麻荷叔本贵刘贾乃俄日迭岑庚毕叙曹斗嘉芳兼若罕涅宁汗干开明拜卜噶嘎甲堆琼巧楚鄂赞何易席松楞功隆参确坚茨坎柴妥耶夫思沁别伯克恰孔佐左亦依柏泊朵贺祖"
)
# Characters of names that are words too: at the edge of a part they are the sentence's (艾沙|也|来了).
_EDGES = frozenset("也都来不那因之以则就还才又若要可会想能")
_NEVER = frozenset(
    "拟欲需须必应该可能先再更仍均则时的了着和与及由对向被把将给让据跟同在为是从到于而但或等并说称即曾已正这该此某各另"
)
# What is named after somebody: 史密斯案, 诺贝尔奖.
_THINGS = frozenset("案奖杯路街法州市县省国队党派号号线岛湾河湖山桥式型版家人族系君氏公爷老")
_BORDERS = frozenset(
    (
        wc.TITLE,
        wc.ADDRESS,
        wc.REPORTER,
        wc.SPEECH,
        wc.PRONOUN,
        wc.TIME,
        wc.ORGANISATION,
        wc.ENDING,
        wc.AND,
        wc.COMMA,
        wc.SIGN,
        wc.LINE,
        wc.OPEN,
        wc.CLOSE,
        wc.QUOTE,
        wc.DOT,
    )
)
_SIGNS = frozenset((wc.COMMA, wc.SIGN, wc.LINE, wc.OPEN, wc.CLOSE, wc.QUOTE, wc.TITLE, wc.ADDRESS, wc.AND))
_NAMES = frozenset((wc.FOREIGN, wc.PERSON))
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE, wc.ORGANISATION, wc.ANCHOR))
# Words of the dictionary are in a name only in its midst: 埃马|纽埃|尔, 阿卜杜勒|法塔赫, but not 迪卡普里奥|来华.
_WORDS = (_PLACES - {wc.DICTIONARY_PLACE}) | {wc.VERB, wc.ADJECTIVE, wc.LIKE_NAME_NO_NOUN}
_ALONE = frozenset((wc.CHARACTER, wc.SURNAME))
_FIRM = frozenset((wc.CHARACTER, wc.SURNAME, wc.FOREIGN, wc.PERSON, wc.NAME, wc.PROPER))
_JOINTS = re.compile("[·-]")
_LONGEST_PART = 10
_LONGEST_INITIAL = 3
_LEAST_SOUNDS = 3
# Of all characters of a name: 戴安娜·王 has three in four, 清风·廉韵 none.
_SHARE_OF_SOUNDS = 0.75


class DottedNames(NamedTuple):
    """The names, and the stretches around dots where one stands that cannot be told."""

    names: list[NameCandidate]
    unsure: list[Span]


class DottedNameFinder:
    """Finds such names; immutable."""

    def __init__(self) -> None:
        contexts = read_words("name_contexts.tsv", "speech") | read_words("name_contexts.tsv", "act")
        self._verbs = frozenset(word for word in contexts if word.isalpha())
        self._titles = read_words("titles.tsv", "office")
        self._lengths = sorted({len(title) for title in self._titles}, reverse=True)

    def find(self, tagged: TaggedText) -> DottedNames:
        """The names of *tagged* that have dots, in order."""
        found = DottedNames([], [])
        for first_dot, last_dot in self._chains(tagged):
            first = self._left(tagged, first_dot)
            after = self._right(tagged, last_dot + 1)
            if _are_two(tagged, first, after):
                continue
            span = Span(tagged.starts[first], self._end(tagged, last_dot, after))
            if self._is_name(tagged, span, first, after):
                found.names.append(NameCandidate(span.start, span.end, _SCORE))
            elif _sounds_in(tagged.text[span.start : span.end]) >= _LEAST_SOUNDS:
                found.unsure.append(span)
        return found

    def extend(self, tagged: TaggedText, begin: int) -> int:
        """The word behind a name without dots that begins with the word *begin*; *begin* itself where its border is unsure."""
        if begin >= len(tagged.words) or not is_sound(tagged.words[begin]):
            return begin
        after = self._right(tagged, begin, is_beside=False)
        return begin if self._is_cut(tagged, after) else after

    def _chains(self, tagged: TaggedText) -> Iterator[tuple[int, int]]:
        """The first and last dot of each run of parts; what stands between two dots is short and has no border in it."""
        first = last = tagged.letters.find(wc.DOT)
        while last >= 0:
            dot = tagged.letters.find(wc.DOT, last + 1)
            if dot < 0 or not self._is_part_between(tagged, last, dot):
                yield first, last
                first = dot
            last = dot

    def _is_part_between(self, tagged: TaggedText, left: int, right: int) -> bool:
        length = tagged.starts[right] - tagged.starts[left + 1]
        return 0 < length <= _LONGEST_PART and _SIGNS.isdisjoint(tagged.letters[left + 1 : right])

    def _left(self, tagged: TaggedText, dot: int) -> int:
        """The first word of the name that has its first dot at *dot*."""
        first = dot
        while first and tagged.starts[dot] - tagged.starts[first - 1] <= _LONGEST_PART:
            if not (
                self._is_part(tagged, first - 1, is_beside=first == dot)
                or self._is_amid(tagged, first - 1, -1)
            ):
                break
            first -= 1
        while first < dot - 1 and tagged.words[first] in _EDGES:
            first += 1
        return first

    def _right(self, tagged: TaggedText, begin: int, *, is_beside: bool = True) -> int:
        """The word behind the last part, which begins with the word *begin*; beside a dot the first is in the name."""
        after = begin
        while after < len(tagged.words) and tagged.starts[after] - tagged.starts[begin] < _LONGEST_PART:
            if not (
                self._is_part(tagged, after, is_beside=is_beside and after == begin)
                or self._is_amid(tagged, after, 1)
            ):
                break
            after += 1
        while after > begin + is_beside and tagged.words[after - 1] in _EDGES:
            after -= 1
        return after

    def _end(self, tagged: TaggedText, last_dot: int, after: int) -> int:
        """Where the name ends: before a title that the dictionary joins to it (布什总统)."""
        if after == last_dot + 2:
            word = tagged.words[after - 1]
            for length in self._lengths:
                if len(word) > length + 1 and word[-length:] in self._titles:
                    return tagged.starts[after] - length
        return tagged.starts[after]

    def _is_part(self, tagged: TaggedText, at: int, *, is_beside: bool) -> bool:
        """True where the word at *at* belongs to a part; beside a dot everything does that is no sign and no title."""
        word, letter = tagged.words[at], tagged.letters[at]
        if letter == wc.LATIN:
            return is_beside and len(word) <= _LONGEST_INITIAL and word.isalpha()
        if letter in _BORDERS:
            return False
        if is_beside:
            return word[0] >= "\u3400"
        if len(word) == 1:
            return word not in _NEVER and is_sound(word)
        if letter in _WORDS or word in self._verbs:
            return False
        return letter in _NAMES or is_sound(word)

    def _is_amid(self, tagged: TaggedText, at: int, step: int) -> bool:
        """True for a word that is none of a name by itself, yet stands before more of this one.

        A place or verb of the dictionary that sounds (埃马|纽埃|尔), a character that no other such name has.
        """
        outer = at + step
        word, letter = tagged.words[at], tagged.letters[at]
        if word in self._verbs or word in _NEVER or not 0 <= outer < len(tagged.words):
            return False
        if not (letter in _WORDS and len(word) > 1 and is_sound(word)) and letter not in _ALONE:
            return False
        beyond = tagged.words[outer]
        return is_sound(beyond) and tagged.letters[outer] in _FIRM and beyond not in _EDGES | _NEVER

    def _is_cut(self, tagged: TaggedText, after: int) -> bool:
        """True where the name may go on: a character stands behind it alone that is no word of the language."""
        if after >= len(tagged.words) or tagged.letters[after] not in _ALONE:
            return False
        word = tagged.words[after]
        return len(word) == 1 and word not in self._verbs and word not in _NEVER | _EDGES | _THINGS

    def _is_name(self, tagged: TaggedText, span: Span, first: int, after: int) -> bool:
        """True where the whole sounds like a name and its outer parts are not torn off."""
        text = tagged.text[span.start : span.end]
        parts = _JOINTS.split(text)
        if not all(parts):
            return False
        sounds = _sounds_in(text)
        if sounds < _LEAST_SOUNDS or sounds < _SHARE_OF_SOUNDS * sum(map(len, parts)):
            return False
        if not any(len(part) > 1 and is_sound(part) for part in parts):
            return False
        if _is_torn(parts[0], tagged, first - 1) or _is_torn(parts[-1], tagged, after):
            return False
        if self._is_cut(tagged, after):
            return False
        return not all(letter in (*_PLACES, wc.DOT) for letter in tagged.letters[first:after])


def _are_two(tagged: TaggedText, first: int, after: int) -> bool:
    """True for what a hyphen alone joins and that is known by itself: 拜登-哈里斯, 米兰-科尔蒂纳."""
    letters = tagged.letters[first:after]
    if letters.count(wc.DOT) != 1 or wc.HYPHEN not in tagged.words[first:after]:
        return False
    left, right = letters.split(wc.DOT)
    return left in _PLACES or right in _PLACES or left == right == wc.PERSON


def is_sound(text: str) -> bool:
    """True where every character may stand in a transliterated name."""
    return all(character in _MORE_SOUNDS or wc.is_transliteration(character) for character in text)


def _sounds_in(text: str) -> int:
    """Characters that sound; initials (J·K·罗琳) count as such."""
    return sum(character.isascii() or is_sound(character) for character in text if character not in "·-")


def _is_torn(part: str, tagged: TaggedText, beside: int) -> bool:
    """True for an outer part of one Han character that other than a sign or a title stands beside: 江 of 玉素甫江 cut wrong."""
    if len(part) > 1 or not part >= "\u3400":
        return False
    if not 0 <= beside < len(tagged.words):
        return False
    return tagged.letters[beside] not in _SIGNS and tagged.letters[beside] not in (wc.SPEECH, wc.VERB)
