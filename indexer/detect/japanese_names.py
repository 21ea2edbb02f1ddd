"""Finds Japanese names: a surname of the table and one to three characters.

The given name ends where the words do: before a verb of speech, a title, a sign, or with a character that given names
end with. A surname alone counts before a title or verb of speech, and wherever its bearer was named in full. A family whose name is a
word, a place or parts of both (河边, 长坂|坡) is one only behind a title or in a list of names.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.chinese_names import NameCandidate
from indexer.detect.cues import CueTables
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText

_GIVEN_ENDS = frozenset(
    "和郎子夫雄美菜介树也彦之人一二三治男代香惠平造司志博明弘洋隆茂诚典苗史伟作行哉次纪枝江织里奈央佑马武义正道嗣裕浩俊朗辉宏贵孝"
)
_LONGEST_GIVEN = 3
# 大桥|也, 稻田|里
_WORDS_BEHIND = frozenset("也里旁上下中内外前后到时是的等均都还将会已")
_NUMERALS = frozenset("一二三四五六七八九十")
_NO_GIVEN = frozenset(
    (
        wc.TITLE,
        wc.ADDRESS,
        wc.SPEECH,
        wc.REPORTER,
        wc.PLACE,
        wc.COMMA,
        wc.SIGN,
        wc.LINE,
        wc.OPEN,
        wc.CLOSE,
        wc.QUOTE,
        wc.DOT,
        wc.ORGANISATION,
        wc.ENDING,
        wc.LATIN,
        wc.FUNCTION,
        wc.PRONOUN,
        wc.TIME,
        wc.AND,
        wc.NUMBER,
    )
)
# 村山富市 is a place to the dictionary; shorter ones are none of its names: 长坂坡.
_LONGEST_PLACE = 3
_ENDS_CLAUSE = frozenset((wc.COMMA, wc.SIGN, wc.LINE, wc.CLOSE, wc.OPEN, wc.VERB, wc.SPEECH))
_PLACES_BEHIND = frozenset("市县区町村站机场路街川山湾港岛")
_SCORE_FULL = 9.0
_SCORE_SURNAME = 5.0


class JapaneseNames:
    """Finds Japanese names; immutable."""

    def __init__(self) -> None:
        self._doubtful = read_words("surnames.tsv", "japanese word")
        self._surnames = read_words("surnames.tsv", "japanese") | self._doubtful
        self._firsts = frozenset(surname[:2] for surname in self._surnames)
        self._lengths = sorted({len(surname) for surname in self._surnames}, reverse=True)
        self._speech = read_words("name_contexts.tsv", "speech")
        self._behind = read_words("name_contexts.tsv", "act") | self._speech

    def cues(self) -> CueTables:
        """The characters that surnames begin with."""
        return CueTables(
            characters={
                cues.JAPANESE: frozenset(surname[0] for surname in self._surnames),
                cues.JAPANESE << cues.ENDS: frozenset(surname[1] for surname in self._surnames),
            }
        )

    def find(self, tagged: TaggedText) -> list[NameCandidate]:
        """The Japanese names in *tagged*, in order."""
        return list(self._find(tagged))

    def surnames_of(self, tagged: TaggedText, names: Iterable[NameCandidate]) -> Iterator[Span]:
        """The surnames of the Japanese among *names*: 高市 of 高市早苗."""
        text, surnames = tagged.text, self._surnames
        for start, end, _ in names:
            for length in (2, 3):
                if end - start > length and text[start : start + length] in surnames:
                    yield Span(start, start + length)

    def _find(self, tagged: TaggedText) -> Iterator[NameCandidate]:
        reached = seen = 0
        for start in tagged.at_characters[cues.JAPANESE]:
            # A first character of some surname before a second one of another: eleven pairs in twelve.
            if start < seen or tagged.text[start : start + 2] not in self._firsts:
                continue
            surname_end = self._end_of_surname(tagged.text, start)
            if surname_end is None:
                continue
            index = bisect_left(tagged.starts, start)
            if tagged.starts[index] != start:
                # 会长|田中 is no 长田.
                continue
            seen = surname_end
            if start < reached:
                continue
            is_listed = (
                reached > 0 and tagged.letters[index - 1] == wc.COMMA and tagged.starts[index - 1] == reached
            )
            candidate = self._read(tagged, index, surname_end, is_listed=is_listed)
            if candidate is not None:
                yield candidate
                reached = candidate.end

    def _end_of_surname(self, text: str, start: int) -> int | None:
        """Where the longest surname that stands at *start* ends; None where none does."""
        for length in self._lengths:
            if text[start : start + length] in self._surnames:
                return start + length
        return None

    def _read(
        self, tagged: TaggedText, index: int, surname_end: int, *, is_listed: bool
    ) -> NameCandidate | None:
        """The name that begins at the word *index*; in a list it stands right behind another one."""
        after = bisect_left(tagged.starts, surname_end, index)
        if tagged.starts[after] > surname_end and _is_place(tagged, index):
            # 大西洋
            return None
        titled = is_listed or (index > 0 and tagged.letters[index - 1] in (wc.TITLE, wc.ADDRESS))
        if not titled and tagged.text[tagged.starts[index] : surname_end] in self._doubtful:
            return None
        best = 0
        while after < len(tagged.words) and tagged.starts[after] - surname_end <= _LONGEST_GIVEN:
            given = tagged.text[surname_end : tagged.starts[after]]
            if given and self._ends(tagged, after, given, titled):
                best = tagged.starts[after]
            if self._closes(tagged, after):
                break
            after += 1
        if best:
            return NameCandidate(tagged.starts[index], best, _SCORE_FULL)
        return self._surname_alone(tagged, index, surname_end)

    def _closes(self, tagged: TaggedText, at: int) -> bool:
        """True where no given name can go on."""
        word = tagged.words[at]
        if len(word) == 1 and word in _GIVEN_ENDS and self._is_last(tagged, at):
            return False
        if word[0] in _PLACES_BEHIND:
            return True
        if len(word) > 1 and (word in self._behind or tagged.letters[at] == wc.VERB):
            return True
        return tagged.letters[at] in _NO_GIVEN and word not in _NUMERALS

    def _is_last(self, tagged: TaggedText, at: int) -> bool:
        """True where the name ends with the word *at*, or with one more character that given names end with: 增田|和|夫."""
        if self._is_closed(tagged, at + 1):
            return True
        return tagged.words[at + 1] in _GIVEN_ENDS and self._is_closed(tagged, at + 2)

    def _is_closed(self, tagged: TaggedText, at: int) -> bool:
        """True where a sign or verb begins at the word *at*: 正 and 道 are words, but end 赤泽亮正 and 铃木直道."""
        if at >= len(tagged.words):
            return True
        return tagged.letters[at] in _ENDS_CLAUSE or tagged.words[at] in self._behind

    def _ends(self, tagged: TaggedText, after: int, given: str, titled: bool) -> bool:
        """True where *given* can be a whole given name, with the word at *after* behind it."""
        if given[-1] in _PLACES_BEHIND and not titled:
            return False
        if given[-1] in _GIVEN_ENDS and len(given) > 1:
            return True
        if after >= len(tagged.words):
            return titled
        if len(given) == 1 and tagged.words[after] in _GIVEN_ENDS and self._is_closed(tagged, after + 1):
            return False
        letter = tagged.letters[after]
        if given in _WORDS_BEHIND and not titled:
            return False
        acts = tagged.words[after] in self._behind
        if titled:
            return acts or letter == wc.VERB or letter in _NO_GIVEN
        return acts and letter in _NO_GIVEN and len(given) < _LONGEST_GIVEN

    def _surname_alone(self, tagged: TaggedText, index: int, surname_end: int) -> NameCandidate | None:
        """桥本首相, 桥本指出: the surname is a word of its own and nobody else's."""
        after = index + 1
        if tagged.starts[after] != surname_end or after >= len(tagged.words):
            return None
        if tagged.letters[after] in (wc.TITLE, wc.ADDRESS) or tagged.words[after] in self._speech:
            return NameCandidate(tagged.starts[index], surname_end, _SCORE_SURNAME)
        return None


def _is_place(tagged: TaggedText, index: int) -> bool:
    letter = tagged.letters[index]
    return letter == wc.PLACE or (
        letter == wc.DICTIONARY_PLACE and len(tagged.words[index]) <= _LONGEST_PLACE
    )
