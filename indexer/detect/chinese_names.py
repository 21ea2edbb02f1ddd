"""Finds Chinese names of persons: a surname and one or two characters, weighed by what they are and what stands beside.

Every word that could begin a name is read as one (two lengths, borders of words may be crossed: 韩|正在), and compared
with what the words are otherwise. Titles before (书记王伟中), verbs of speech and forms of address behind (王伟中指出,
张鹏举同志) and the names before in a list (、) speak for a name. Weights and thresholds were chosen on labelled news;
the figures stand in ADR 16. Foreign names are `foreign_names.py`'s, and `persons.py` joins both.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.cues import CueTables, WordTest
from indexer.detect.given_names import CLOSES_NAME, NEVER, SIDE, GivenNames, goes_on_with_word
from indexer.detect.name_model import NameModel
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText, WordShares

# All weights are natural logarithms, as those of the model of names; compared on labelled news in steps of one (ADR 16).
# The share of words in news that are names of persons.
_NAME_SHARE = -4.4
_LEAST_SCORE = 3.0
# Words of the dictionary are read as names only behind a title or in a list of names, unless it calls them names.
_LEAST_FOR_WORDS = 3.0
# Right behind a title, a word may be a name (主任高峰主持), and even a company (自治區主席包鋼).
_TITLED = 8.0
_LEAST_TITLED = 1.0
# What stands before: a name in the same list, a title and a colon or bracket, a word for people (运动员), the border of a
# clause, a preposition, a number or what stands before places, a sound that the name may be cut from (伊玛|莫鲁).
_LISTED = 6.0
_TITLED_AND_SIGN = 6.0
_ROLE = 3.0
_BORDER = 1.0
_PREPOSITION = 1.0
_NUMBER_OR_PLACE = -2.0
_LOOSE_SOUND = -3.0
# What stands behind: a verb of speech or a form of address, another word that follows names, a verb or border, the rest of
# a word, what makes a place or thing of it.
_SPEECH = 4.0
_FOLLOWS = 2.0
_CLOSES = 1.0
_RESTS = -2.0
_LOOSE_BEHIND = -1.0
_NO_PERSON = -4.0
# Beside a dot stands a transliterated name, which is not ours.
_DOTTED = -20.0
# What a name is made of.
_SHARE_OF_FIT = 0.6
_LONG_NAME = 2.0
_SHORT_GIVEN = -1.0
_ALL_LOOSE = 1.0
_COMMON_WORD = -2.0
_ROUNDING = 1e-6
# One word in forty thousand, as the characters of rare names are not (鼐, 蓁).
_EVERY_DAY = -10.5
# Letters of words that begin names wherever they stand, and of those that do only where something speaks for a name.
_BEGIN = frozenset((wc.SURNAME, wc.WEAK_SURNAME, wc.NAME))
# A single character is no whole name, and none of these goes on with one.
_NEED_MORE = frozenset((wc.SURNAME, wc.WEAK_SURNAME, wc.CHARACTER))
_NOTHING_MORE = frozenset((wc.SIGN, wc.LINE, wc.COMMA, wc.OPEN, wc.CLOSE, wc.QUOTE, wc.DOT, wc.LATIN))
_ENDS_RUN = frozenset((wc.TITLE, wc.ADDRESS, wc.REPORTER, wc.PLACE, wc.PERSON, wc.LINE, wc.ORGANISATION))
# Behind a title or in a list, a place may be a given name: 钟|南山.
_ENDS_SURE_RUN = _ENDS_RUN - {wc.PLACE}
_LONGEST_BODY = 3
# Titles that are verbs or places too: a body behind them is that body (代表|党中央, 苏丹|卫生部).
_TITLES_OTHERWISE = frozenset("代表 翻译 编辑 主编 苏丹".split())
_WHOLE_NAME = 3
# 武夷山|市长 is somebody there.
_HEADS_OF_PLACES = frozenset("市长 县长 区长 省长 州长 镇长 乡长 书记 主任 主席 局长 委员 代表 议员".split())
# What a surname that no table has can be for the tagger: 信|长|星, 来|新|夏.
_UNHEARD = frozenset((wc.CHARACTER, wc.FUNCTION, wc.VERB))
# Words whose frequency is that of the name itself.
_WHOLE = frozenset((wc.NAME, wc.ORGANISATION))
_WORDS = frozenset((wc.LIKE_NAME, wc.LIKE_NAME_NO_NOUN))
# 贺海|东 may be cut wrong.
_MAY_GO_ON = frozenset((wc.CHARACTER, wc.FUNCTION, wc.SURNAME))
# What speaks for a name right behind it that is a word of the dictionary (`_weigh_before`).
_SPEAKS_FOR_NAMES = frozenset((wc.TITLE, wc.REPORTER, wc.ADDRESS, wc.COMMA, wc.AND, wc.OPEN, wc.SIGN))
_TITLES = frozenset((wc.TITLE, wc.REPORTER, wc.ADDRESS))
# Letters that say something of what stands behind by themselves; half of all words have another.
_SAYING_BEFORE = _SPEAKS_FOR_NAMES | {wc.DOT, wc.LINE, wc.CHARACTER, wc.FOREIGN}
_EXPECT_NAMES = frozenset((wc.TITLE, wc.COMMA, wc.AND))
_COMMON = frozenset(
    (wc.WEAK_SURNAME, wc.LIKE_NAME, wc.LIKE_NAME_NO_NOUN, wc.ORGANISATION, wc.DICTIONARY_PLACE)
)
_PARTICLES = frozenset("的地得着了过")
# A word that begins with a surname, and a loose character behind it, may be a name cut wrong: 刘家|献.
_LOOSE = frozenset((wc.CHARACTER, wc.SURNAME))
ROLE_ENDS = frozenset("长员者师家生手士工官兵匠")
_APPOINTING = frozenset("任命 选举 免去 提名 聘任 推选 罢免".split())
_PREPOSITIONS = frozenset("对由与以为和向给被让请跟同把及")
_BEFORE_PLACES = frozenset("沿着 沿 在 到 往 进 出 至 位于 地处 途经".split())
# In Taiwan a village is a 里: 桃園市莊敬里.
_VILLAGE = "里"
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))
_TWO_SURNAMES = -3.0
_OF_WIVES = frozenset("女士 太太 夫人".split())
_FORMS = frozenset(
    "先生 小姐 女士 老师 太太 大夫 某 老 大妈 大爷 大娘 大叔 大姐 大哥 阿姨 奶奶 爷爷 叔叔 师傅 医生 婆婆 某某".split()
)
_NO_PERSON_BEHIND = re.compile("[村镇乡县庄屯沟寨杯式氏型区路街桥湖河山岛港]")


class NameCandidate(NamedTuple):
    """A stretch `text[start:end]` read as a name; *score* in natural logarithms, the more the surer."""

    start: int
    end: int
    score: float


class _Reading(NamedTuple):
    """A name that reaches to *end* and covers the words up to *after*; *rest* is what it leaves of the last one.

    *within* is how much better its characters fit a name than the words that stand there.
    """

    end: int
    after: int
    given: str
    rest: str
    within: float


class ChineseNames:
    """Finds Chinese names; immutable, safe to share between threads."""

    def __init__(self, model: NameModel, shares: WordShares) -> None:
        self._model = model
        self._shares = shares
        self._surnames = model.surnames()
        self._compounds = frozenset(surname for surname in self._surnames if len(surname) > 1)
        self._common_surnames = model.common_surnames()
        self._rare = model.rare_surnames()
        self._given = GivenNames()
        self._speech = read_words("name_contexts.tsv", "speech")
        self._behind = read_words("name_contexts.tsv", "act")
        self._surely_behind = self._speech | read_words("titles.tsv", "address")
        self._roles = read_words("titles.tsv", "role") - read_words("titles.tsv", "office")
        self._titles = self._roles | read_words("titles.tsv", "office")

    def cues(self) -> CueTables:
        """Which words may begin a name, and what must stand beside them (`cues.places_of_words`)."""
        return CueTables(
            letters={
                cues.BEGINS_NAME: _BEGIN,
                cues.WANTS_SPEAKER: _WORDS,
                cues.WANTS_COMPANY: wc.DICTIONARY_PLACE,
                cues.WANTS_SPEAKER << cues.GIVES: _SPEAKS_FOR_NAMES,
                cues.WANTS_TITLE << cues.GIVES: _TITLES,
                cues.WANTS_COMPANY << cues.GIVES: _EXPECT_NAMES,
                cues.WANTS_LOOSE << cues.GIVES: _LOOSE,
                cues.NEEDS_MORE: _NEED_MORE,
                cues.NOTHING_MORE: _NOTHING_MORE,
            },
            last={cues.WANTS_SPEAKER << cues.GIVES: ROLE_ENDS},
            tests=(
                WordTest(cues.BEGINS_NAME, wc.DICTIONARY_PLACE, self._may_be_somebody),
                WordTest(cues.WANTS_LOOSE, _WORDS, lambda word: len(word) <= 2),
                WordTest(cues.WANTS_TITLE, wc.ORGANISATION, lambda word: len(word) <= _LONGEST_BODY),
                WordTest(cues.WANTS_COMPANY, wc.CHARACTER, self._may_be_unheard),
                WordTest(
                    cues.WANTS_COMPANY,
                    (wc.FUNCTION, wc.VERB),
                    lambda word: word in self._rare and self._may_be_unheard(word),
                ),
            ),
        )

    def find(self, tagged: TaggedText) -> list[NameCandidate]:
        """The names in *tagged*, in order, none overlapping another."""
        found: list[NameCandidate] = []
        reached = 0
        for index in tagged.at_words[cues.BEGINS_NAME]:
            if tagged.starts[index] < reached:
                continue
            before = self._weigh_before(tagged, index, reached)
            best = self._best(tagged, index, before)
            if best is not None and best.score >= _least_score(before):
                found.append(best)
                reached = best.end
        return found

    def _best(self, tagged: TaggedText, index: int, before: float) -> NameCandidate | None:
        """The best reading of what begins at *index*, if any may be good enough."""
        letter = tagged.letters[index]
        is_word = letter in _WORDS and before < _LEAST_FOR_WORDS
        if is_word and not self._may_be_cut_wrong(tagged, index):
            return None
        if before < _LISTED and letter == wc.DICTIONARY_PLACE and not self._is_addressed(tagged, index):
            return None
        if letter in _UNHEARD and not self._may_bear_unheard(tagged, index, before):
            return None
        if letter == wc.ORGANISATION and not self._may_be_called(tagged, index, before):
            return None
        best: NameCandidate | None = None
        start = tagged.starts[index]
        readings: list[_Reading] = []
        if (first := tagged.text[start]) in self._surnames or letter in _UNHEARD:
            readings = self._likely(tagged, index, first, before)
        if (both := tagged.text[start : start + 2]) in self._compounds:
            readings += self._likely(tagged, index, both, before)
        elif letter == wc.SURNAME and self._surnames.issuperset(both) and both[1:] in self._common_surnames:
            readings += self._of_wife(tagged, index, both, before)
        for reading in readings:
            behind = self._weigh_behind(tagged, reading)
            if letter in _UNHEARD and not self._is_sure_unheard(tagged, reading, behind):
                continue
            if (
                index
                and tagged.letters[index - 1] in _PLACES
                and _VILLAGE in tagged.text[reading.end - 1 : reading.end + 1]
            ):
                continue
            if is_word and (reading.after != index + 2 or reading.rest):
                continue
            if letter == wc.WEAK_SURNAME and goes_on_with_word(
                tagged, reading.after, reading.given, is_closed=behind >= _CLOSES
            ):
                continue
            score = before + behind + reading.within
            if best is None or score > best.score:
                best = NameCandidate(start, reading.end, score)
        return best

    def _may_be_cut_wrong(self, tagged: TaggedText, index: int) -> bool:
        """True where a word and the loose character behind it may be a name before a verb of speech or form of address."""
        return (
            len(tagged.words[index]) <= 2
            and tagged.letters[index + 1 : index + 2] in _LOOSE
            and index + 2 < len(tagged.words)
            and tagged.words[index + 2] in self._surely_behind
        )

    def _is_addressed(self, tagged: TaggedText, index: int) -> bool:
        """True where a form of address or a verb of speech stands behind three characters, but no head of a place: 钟南山|院士."""
        if len(tagged.words[index]) != _WHOLE_NAME or index + 1 >= len(tagged.words):
            return False
        behind = tagged.words[index + 1]
        return behind not in _HEADS_OF_PLACES and behind in self._surely_behind

    def _may_be_called(self, tagged: TaggedText, index: int, before: float) -> bool:
        """True for a body's name that may be somebody's right behind a title: 自治区主席|包钢, but not 代表|党中央."""
        return before >= _TITLED and tagged.words[index - 1] not in _TITLES_OTHERWISE

    def _of_wife(self, tagged: TaggedText, index: int, both: str, before: float) -> list[_Reading]:
        """The name of four characters with her husband's surname first, where one may stand: 议员|叶刘淑仪, 张陈秀英|女士."""
        is_titled = before >= _TITLED and tagged.words[index - 1] in self._titles
        if not is_titled and _OF_WIVES.isdisjoint(tagged.words[index + 2 : index + 5]):
            return []
        return [
            one._replace(within=one.within + _TWO_SURNAMES)
            for one in self._likely(tagged, index, both, before)
            if len(one.given) > 1 and not one.rest
        ]

    def _likely(self, tagged: TaggedText, index: int, surname: str, before: float) -> list[_Reading]:
        """The readings with *surname* but for those of which nothing behind them would make a name: three in four."""
        text, words, starts, shares = tagged.text, tagged.words, tagged.starts, self._shares
        letter = tagged.letters[index]
        borders = _ENDS_SURE_RUN if before >= _LISTED else _ENDS_RUN
        least = _least_score(before) - before - _SPEECH - _ROUNDING
        begin = starts[index] + len(surname)
        after, share = index + 1, shares[words[index]]
        likely: list[_Reading] = []
        for end in (begin + 1, begin + 2):
            given = text[begin:end]
            if end > len(text) or not _is_han(given[-1]) or given in _FORMS:
                break
            while starts[after] < end and tagged.letters[after] not in borders:
                share += shares[words[after]]
                after += 1
            if starts[after] < end:
                break
            rest = text[end : starts[after]]
            is_name = letter in _WHOLE or (
                letter == wc.DICTIONARY_PLACE
                and (len(given) > 1 or tagged.letters[after : after + 1] not in _MAY_GO_ON)
            )
            if is_name and after == index + 1 and not rest:
                within = self._weigh_whole(surname, given)
            else:
                covered = share - shares[rest] if rest else share
                within = _NAME_SHARE + self._model.named(surname, given) - covered
                if end == begin + 1:
                    within += _SHORT_GIVEN
                elif not rest and after == index + 3:
                    within += _ALL_LOOSE
                if letter in _COMMON:
                    within += _COMMON_WORD
            if within >= least:
                within += self._given.weigh(given, tagged.letters[after : after + 1])
                if within >= least and not self._is_said(letter, given, words[after - 1]):
                    likely.append(_Reading(end, after, given, rest, within))
        return likely

    def _is_said(self, letter: str, given: str, last: str) -> bool:
        """True where what reads as a given name goes on with a word that is no name: 市长|曾|遭|举报, 儿子|高兴|地|说.

        Behind a surname that is an adverb, a word of every day that is in nobody's name; behind a word, a particle by itself.
        """
        if letter == wc.WEAK_SURNAME and any(
            self._shares[character] > _EVERY_DAY for character in self._model.unheard(given)
        ):
            return True
        return letter in _COMMON and last in _PARTICLES

    def _weigh_whole(self, surname: str, given: str) -> float:
        """How well a word that the dictionary calls a name fits one: its frequency is the name's, so it is compared with chance."""
        whole = surname + given
        fit = self._model.named(surname, given) - self._model.unlikeliness(whole)
        return _SHARE_OF_FIT * fit + (_LONG_NAME if len(whole) > 2 else 0.0)

    def _may_be_somebody(self, word: str) -> bool:
        """True for a place of the dictionary that may be a name: 钟南山."""
        return len(word) == _WHOLE_NAME and word[0] in self._surnames

    def _may_be_unheard(self, word: str) -> bool:
        """True for one character that is no verb: it may be a surname that no table has."""
        return len(word) == 1 and word not in self._speech and word not in self._behind

    def _may_bear_unheard(self, tagged: TaggedText, index: int, before: float) -> bool:
        """True behind an office and in a list of names, but not behind a mere role: 工人|乘高铁."""
        return before >= _LISTED and (before < _TITLED or tagged.words[index - 1] not in self._roles)

    def _is_sure_unheard(self, tagged: TaggedText, reading: _Reading, behind: float) -> bool:
        """True where a border or verb stands right behind a name whose surname no table has (省委书记信长星指出)."""
        if reading.rest or behind < _CLOSES or (len(reading.given) < 2 and behind < _SPEECH):
            return False
        after = reading.after
        return after >= len(tagged.words) or tagged.letters[after] != wc.CHARACTER

    def _weigh_before(self, tagged: TaggedText, index: int, name_end: int) -> float:
        """What the word before says of a name at *index*; *name_end* is where the last name found ends."""
        if index == 0:
            return _BORDER
        letter, word = tagged.letters[index - 1], tagged.words[index - 1]
        if tagged.words[index] == SIDE and word in self._given.countries:
            return NEVER
        if letter in _SAYING_BEFORE:
            if letter in (wc.TITLE, wc.REPORTER) or (letter == wc.ADDRESS and word in self._titles):
                return _TITLED
            if letter in (wc.COMMA, wc.AND) and 0 < name_end == tagged.starts[index - 1]:
                return _LISTED
            if letter == wc.DOT:
                return _DOTTED
            if (
                letter in (wc.CHARACTER, wc.FOREIGN)
                and tagged.sounds[index - 1] == tagged.sounds[index] == "1"
            ):
                return _LOOSE_SOUND
            if (
                letter in (wc.OPEN, wc.SIGN)
                and index > 1
                and tagged.letters[index - 2] in (wc.TITLE, wc.REPORTER)
            ):
                return _TITLED_AND_SIGN
            if letter in (wc.SIGN, wc.LINE, wc.OPEN, wc.COMMA):
                return _BORDER
        if len(word) > 1 and (word[-1] in ROLE_ENDS or word in _APPOINTING):
            return _ROLE
        if letter == wc.NUMBER or word in _BEFORE_PLACES:
            return _NUMBER_OR_PLACE
        return _PREPOSITION if word in _PREPOSITIONS else 0.0

    def _weigh_behind(self, tagged: TaggedText, reading: _Reading) -> float:
        """What the word behind says of a name."""
        if reading.rest:
            if reading.rest in self._speech:
                return _SPEECH
            return _CLOSES if reading.rest in self._behind else _RESTS
        if reading.after >= len(tagged.words):
            return _CLOSES
        letter, word = tagged.letters[reading.after], tagged.words[reading.after]
        if word in self._surely_behind:
            return _SPEECH
        if letter == wc.DOT:
            return _DOTTED
        if letter == wc.AND and tagged.letters[reading.after + 1 : reading.after + 2] in CLOSES_NAME:
            return _NO_PERSON
        if _NO_PERSON_BEHIND.match(word):
            return _NO_PERSON
        if letter in (wc.TITLE, wc.OPEN) or word in self._behind or word[:2] in self._behind:
            return _FOLLOWS
        if letter in (wc.SIGN, wc.LINE, wc.COMMA, wc.CLOSE, wc.VERB):
            return _CLOSES
        return _LOOSE_BEHIND if letter == wc.CHARACTER else 0.0


def _least_score(before: float) -> float:
    return _LEAST_TITLED if before >= _TITLED else _LEAST_SCORE


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
