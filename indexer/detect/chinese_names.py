"""Finds Chinese names of persons: a surname and one or two characters, weighed by what they are and what stands beside.

Every word that could begin a name is read as one (two lengths, borders of words may be crossed: 韩|正在), and compared
with what the words are otherwise. Titles before (书记王伟中), verbs of speech and forms of address behind (王伟中指出,
张鹏举同志) and the names before in a list (、) speak for a name. Weights and thresholds were chosen on labelled news;
the figures stand in ADR 16. Foreign names are `foreign_names.py`'s, and `persons.py` joins both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.detect import word_classes as wc
from indexer.detect.name_model import NameModel
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText, TextTagger

# The share of words in news that are names of persons, as a logarithm.
_NAME_SHARE = -4.4
_LEAST_SCORE = 3.0
# Words of the dictionary are read as names only behind a title or in a list of names, unless it calls them names.
_LEAST_FOR_WORDS = 3.0
# Right behind a title, a word may be a name (主任高峰主持), and even a company (自治區主席包鋼).
_TITLED = 8.0
_LEAST_TITLED = 1.0
_BEGINS = re.compile(
    f"[{wc.SURNAME}{wc.WEAK_SURNAME}{wc.NAME}{wc.LIKE_NAME}{wc.LIKE_NAME_NO_NOUN}{wc.ORGANISATION}]"
)
_ENDS_RUN = frozenset((wc.TITLE, wc.ADDRESS, wc.REPORTER, wc.PLACE, wc.PERSON, wc.LINE, wc.ORGANISATION))
# Words whose frequency is that of the name itself.
_WHOLE = frozenset((wc.NAME, wc.ORGANISATION))
# A word that begins with a surname, and a loose character behind it, may be a name cut wrong: 刘家|献.
_LOOSE = frozenset((wc.CHARACTER, wc.SURNAME))
_NOT_IN_NAMES = frozenset("的了和在是们不也与及这那就都而且")
_WORDS_BEHIND = frozenset("又再还已将曾未仍却均则即从向对由被把给让以为因任等某并遭")
_ROLE_ENDS = frozenset("长员者师家生手士工官兵匠")
_PREPOSITIONS = frozenset("对由与以为和向给被让请跟同把及")
# 陈沟村 and 金水河 are places, 尤伯杯 is a cup, and 李氏 nobody; only behind a title is somebody called so.
_BEFORE_PLACES = frozenset("沿着 沿 在 到 往 进 出 至 位于 地处 途经".split())
_NAMES_NO_PERSON = frozenset(
    "村镇乡县区市省州庄寨沟屯河湖岭湾岛港峡楼殿塔寺庙宫阁祠府院站馆室杯赛曲诗舞窑校店厂社队路街桥氏族语病犬"
)
_FORMS = ("先生", "小姐", "女士", "老师", "太太", "大夫", "某", "老")
_NO_PERSON_BEHIND = re.compile("[村镇乡县庄屯沟寨杯式氏型区路街桥湖河山岛港]")


class NameCandidate(NamedTuple):
    """A stretch `text[start:end]` read as a name; *score* in natural logarithms, the more the surer."""

    start: int
    end: int
    score: float


class _Reading(NamedTuple):
    """A name from *start* to *end*, which covers the words up to *after*; *rest* is what it leaves of the last one."""

    start: int
    end: int
    after: int
    surname: str
    given: str
    rest: str
    words_likeliness: float


class ChineseNames:
    """Finds Chinese names; immutable, safe to share between threads."""

    def __init__(self, model: NameModel, tagger: TextTagger) -> None:
        self._model = model
        self._tagger = tagger
        self._surnames = model.surnames()
        self._speech = read_words("name_contexts.tsv", "speech")
        self._behind = read_words("name_contexts.tsv", "act")
        self._address = read_words("titles.tsv", "address")
        self._titles = read_words("titles.tsv", "office") | read_words("titles.tsv", "role")

    def find(self, tagged: TaggedText) -> list[NameCandidate]:
        """The names in *tagged*, in order, none overlapping another."""
        found: list[NameCandidate] = []
        reached = 0
        for match in _BEGINS.finditer(tagged.letters):
            index = match.start()
            if tagged.starts[index] < reached:
                continue
            before = self._weigh_before(tagged, index, reached)
            best = self._best(tagged, index, before)
            if best is not None and best.score >= (_LEAST_TITLED if before >= _TITLED else _LEAST_SCORE):
                found.append(best)
                reached = best.end
        return found

    def _best(self, tagged: TaggedText, index: int, before: float) -> NameCandidate | None:
        letter = tagged.letters[index]
        is_word = letter in (wc.LIKE_NAME, wc.LIKE_NAME_NO_NOUN) and before < _LEAST_FOR_WORDS
        if is_word and (len(tagged.words[index]) > 2 or tagged.letters[index + 1 : index + 2] not in _LOOSE):
            return None
        if letter == wc.ORGANISATION and (before < _TITLED or len(tagged.words[index]) > 3):
            return None
        best: NameCandidate | None = None
        for reading in self._readings(tagged, index):
            behind = self._weigh_behind(tagged, reading)
            if is_word and (reading.after != index + 2 or reading.rest or behind < _LEAST_FOR_WORDS):
                continue
            score = before + behind + self._weigh_within(tagged, index, reading)
            if best is None or score > best.score:
                best = NameCandidate(reading.start, reading.end, score)
        return best

    def _readings(self, tagged: TaggedText, index: int) -> Iterator[_Reading]:
        start = tagged.starts[index]
        for surname_length in (1, 2):
            surname = tagged.text[start : start + surname_length]
            if surname not in self._surnames:
                continue
            for end in (start + surname_length + 1, start + surname_length + 2):
                given = tagged.text[start + surname_length : end]
                if end > len(tagged.text) or not _is_han(given[-1]) or given in _FORMS:
                    break
                after = _after(tagged, index, end)
                if after is None:
                    break
                rest = tagged.text[end : tagged.starts[after]]
                likeliness = sum(map(self._tagger.likeliness, tagged.words[index:after]))
                if rest:
                    likeliness -= self._tagger.likeliness(rest)
                yield _Reading(start, end, after, surname, given, rest, likeliness)

    def _weigh_within(self, tagged: TaggedText, index: int, reading: _Reading) -> float:
        """How much better the characters fit a name than the words that stand there."""
        letter = tagged.letters[index]
        named = self._model.named(reading.surname, reading.given)
        score = 0.0
        if letter in _WHOLE and reading.after == index + 1 and not reading.rest:
            # One word: the dictionary's frequency is that of the name itself, so it is compared with chance.
            fit = named - self._model.unlikeliness(reading.surname + reading.given)
            score += 0.6 * fit + (2.0 if len(reading.surname + reading.given) > 2 else 0.0)
        else:
            score += _NAME_SHARE + named - reading.words_likeliness
            if len(reading.given) == 1:
                score -= 1.0
            elif not reading.rest and reading.after == index + 3:
                score += 1.0
            if letter in (wc.WEAK_SURNAME, wc.LIKE_NAME, wc.LIKE_NAME_NO_NOUN, wc.ORGANISATION):
                score -= 2.0
        if not _NOT_IN_NAMES.isdisjoint(reading.given):
            score -= 4.0
        if len(reading.given) > 1 and reading.given[-1] in _WORDS_BEHIND:
            score -= 3.0
        if reading.given[-1] in _NAMES_NO_PERSON:
            score -= 7.0
        return score

    def _weigh_before(self, tagged: TaggedText, index: int, name_end: int) -> float:
        """What the word before says of a name at *index*; *name_end* is where the last name found ends."""
        if index == 0:
            return 1.0
        letter, word = tagged.letters[index - 1], tagged.words[index - 1]
        if letter in (wc.TITLE, wc.REPORTER) or (letter == wc.ADDRESS and word in self._titles):
            return _TITLED
        if letter in (wc.COMMA, wc.AND) and 0 < name_end == tagged.starts[index - 1]:
            return 6.0
        if letter == wc.DOT:
            return -20.0
        if (
            letter in (wc.OPEN, wc.SIGN)
            and index > 1
            and tagged.letters[index - 2] in (wc.TITLE, wc.REPORTER)
        ):
            return 6.0
        if letter in (wc.SIGN, wc.LINE, wc.OPEN, wc.COMMA):
            return 1.0
        if len(word) > 1 and word[-1] in _ROLE_ENDS:
            return 3.0
        if letter == wc.NUMBER or word in _BEFORE_PLACES:
            return -2.0
        return 1.0 if word in _PREPOSITIONS else 0.0

    def _weigh_behind(self, tagged: TaggedText, reading: _Reading) -> float:
        """What the word behind says of a name."""
        if reading.rest:
            if reading.rest in self._speech:
                return 4.0
            return 1.0 if reading.rest in self._behind else -2.0
        if reading.after >= len(tagged.words):
            return 1.0
        letter, word = tagged.letters[reading.after], tagged.words[reading.after]
        if word in self._speech or word in self._address:
            return 4.0
        if letter == wc.DOT:
            return -20.0
        if _NO_PERSON_BEHIND.match(word):
            return -4.0
        if letter in (wc.TITLE, wc.OPEN) or word in self._behind or word[:2] in self._behind:
            return 2.0
        if letter in (wc.SIGN, wc.LINE, wc.COMMA, wc.CLOSE, wc.VERB):
            return 1.0
        return -1.0 if letter == wc.CHARACTER else 0.0


def _after(tagged: TaggedText, index: int, end: int) -> int | None:
    """The word behind those that a name from the word at *index* to *end* covers; None where it would reach into one that ends names."""
    after = index + 1
    while after < len(tagged.words) and tagged.starts[after] < end:
        if tagged.letters[after] in _ENDS_RUN:
            return None
        after += 1
    return after


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
