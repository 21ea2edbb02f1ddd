"""The table of words says of every word what the dictionary says, whatever characters it has."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.script import code_points
from indexer.detect.word_marks import WordMarks

_WORDS = st.lists(st.text("政聞a0\0\uffff\ud7ff𠮷", min_size=1, max_size=6), min_size=1, max_size=40)


def marks_of(word: str) -> int:
    return sum(ord(character) << place for place, character in enumerate(word)) % 2**32


def marks(known: WordMarks, words: list[str]) -> list[int]:
    lengths = np.array([len(word) for word in words], dtype=np.intp)
    found: list[int] = known.of_text(words, lengths, code_points("".join(words))).tolist()
    return found


@given(_WORDS, _WORDS)
def test_every_word_has_its_own_marks(earlier: list[str], words: list[str]) -> None:
    known = WordMarks(marks_of)
    marks(known, earlier)
    assert marks(known, words) == [marks_of(word) for word in words]


def test_words_in_the_table_have_their_own_marks() -> None:
    words = [
        first + second + rest
        for first in "政聞新公告省市"
        for second in "一二三四五六七八九十百千万亿甲乙丙丁"
        for rest in ("", "戊", "\0", "𠮷", "己庚", "己庚辛", "\ud7ff\ud7ff", "\uffff", "a", "0")
    ]
    known = WordMarks(marks_of)
    marks(known, words)
    marks(known, words)
    assert marks(known, words[::-1]) == [marks_of(word) for word in words[::-1]]


def test_no_words_have_no_marks() -> None:
    assert marks(WordMarks(marks_of), []) == []
