"""Segmenters: words of simplified text, by jieba's dictionary and search mode, one contract for two implementations.

Taggers beside them cut a whole text at one granularity and know the part of speech of each word, for detectors.

The only door to jieba (reference, pure Python) and rjieba (the same dictionary and tokens, measured 10–16 × faster).
Both get simplified text (`script.to_simplified`) and cut Han runs only: letters, digits and signs are the business of
`units.py`. HMM stays off: it lets neighbours decide, so one name could be cut differently in an article and in a query
(ADR 5). Words go on to `analyzer.py`.
"""

from __future__ import annotations

import functools
import logging
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple, Protocol

import jieba
import numpy as np
import numpy.typing as npt

from index.analysis.script import code_points, from_code_points

try:
    import rjieba
except ImportError:  # no wheel for this platform: jieba serves, slower
    rjieba = None  # type: ignore[assignment]

MAX_RUN = 1_000
"""Longest run of Han characters handed to a segmenter: both are quadratic in one repeated character."""

_HAN_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in _HAN_BLOCKS)
_RUN = re.compile(rf"[{_HAN}]{{1,{MAX_RUN}}}")
_NO_HAN = re.compile(rf"[^{_HAN}]+")
_LINE_ENDS = re.compile("(?<=\n)")
_PIECE = re.compile(rf"[{_HAN}]{{1,{MAX_RUN}}}|[^{_HAN}]+")

# A term of a lexicon must win against the words it is made of; jieba's own rule (`suggest_freq`) gives less than that
# for terms of frequent words, and differs between the implementations. Measured: 2,000,000 keeps all 500 terms whole.
_LEXICON_FREQUENCY = 2_000_000
_COMMON_COUNT = 300
_COMMON_SHORTEST, _COMMON_LONGEST = 2, 4
_TELLING_COUNT = 1_000
_TELLING_TAGS = frozenset({"v", "vd", "d", "ad", "c", "p", "a"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands: `text[start:end]` is the surface, in code points."""

    text: str
    start: int
    end: int


class _Row(NamedTuple):
    """A word of jieba's dictionary, how often its corpus has it, and its part of speech."""

    word: str
    frequency: int
    tag: str


class Segmenter(Protocol):
    """Cuts simplified text into words at two granularities.

    A compound the dictionary knows follows its parts (农村, 公路, 农村公路). The same text and dictionary give the same
    tokens in every implementation; tokens hold Han characters only; time is linear in the length of the text.
    Implementations may be used by several threads at once.
    """

    name: str

    def cut(self, text: str) -> Iterator[Token]:
        """The words of *text*, parts before wholes, with spans that refer to *text*."""
        ...

    def words(self, text: str) -> list[str]:
        """The texts of `cut(text)`, as fast as the implementation can."""
        ...

    def joined_words(self, lines: str) -> str:
        """The words of each line (ended by `\\n`) parted by one or more spaces, the lines parted as they were.

        So many texts are cut in one call: a list of their words would cost as much as finding them.
        """
        ...

    def coarse(self, text: str) -> list[str]:
        """The words of *text* at one granularity: they do not overlap, and joined they are its Han runs."""
        ...


@functools.cache
def load_common_words() -> tuple[str, ...]:
    """Some 14,000 words of two to four characters that jieba's dictionary counts 300 times and more, the commonest first.

    Read out of its file, which takes 0.1 s and no memory afterwards but theirs.
    """
    counted = sorted((-row.frequency, row.word) for row in _common_rows(_COMMON_COUNT))
    return tuple(word for _, word in counted)


@functools.cache
def load_telling_words() -> frozenset[str]:
    """Some 1,700 verbs, adverbs and particles of two to four characters that any news is told with: 指出, 推进, 进一步.

    Of `load_common_words`, those that jieba's dictionary counts 1,000 times and more; rarer verbs rather say what happened (停课).
    """
    return frozenset(row.word for row in _common_rows(_TELLING_COUNT) if row.tag in _TELLING_TAGS)


def _common_rows(least: int) -> Iterator[_Row]:
    """What jieba's dictionary counts *least* times and more, of two to four characters."""
    text = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    # Of 350,000 lines, those with enough digits: to part and to look at each took three times as long.
    row = rf"^(\S{{{_COMMON_SHORTEST},{_COMMON_LONGEST}}}) ([0-9]{{{len(str(least))},}}) (\S+)$"
    for word, frequency, tag in re.findall(row, text, re.MULTILINE):
        if int(frequency) >= least:
            yield _Row(word, int(frequency), tag)


class JiebaSegmenter:
    """The reference: jieba itself, with a tokenizer of its own."""

    name = "jieba"

    def __init__(self, terms: Iterable[str] = ()) -> None:
        """Load jieba's dictionary and add *terms* (simplified script); takes about a second."""
        # At DEBUG by default, on a handler of its own.
        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        # jieba unmarshals its cache unchecked: a planted file would change the tokens, so the cache gets a private folder.
        with tempfile.TemporaryDirectory(prefix="zhengwen-jieba-") as folder:
            self._tokenizer.tmp_dir = folder
            self._tokenizer.initialize()
        for term in terms:
            self._tokenizer.add_word(term, _LEXICON_FREQUENCY)

    def cut(self, text: str) -> Iterator[Token]:
        """See `Segmenter`."""
        for run in _RUN.finditer(text):
            base = run.start()
            for word, start, end in self._tokenizer.tokenize(run[0], mode="search", HMM=False):
                yield Token(word, base + start, base + end)

    def words(self, text: str) -> list[str]:
        """See `Segmenter`."""
        return [token.text for token in self.cut(text)]

    def joined_words(self, lines: str) -> str:
        """See `Segmenter`."""
        return "\n".join(" ".join(self.words(line)) for line in lines.split("\n"))

    def coarse(self, text: str) -> list[str]:
        """See `Segmenter`."""
        return [word for run in _RUN.findall(text) for word in self._tokenizer.cut(run, HMM=False)]


class RjiebaSegmenter:
    """The fast one: jieba-rs through rjieba. Its dictionary is complete before the first cut and never changed after."""

    name = "rjieba"

    def __init__(self, terms: Iterable[str] = ()) -> None:
        """Load the dictionary and add *terms* (simplified script); takes a third of a second."""
        self._jieba = rjieba.Jieba()
        for term in terms:
            self._jieba.add_word(term, _LEXICON_FREQUENCY, "n")

    def cut(self, text: str) -> Iterator[Token]:
        """See `Segmenter`."""
        for run in _RUN.finditer(text):
            base = run.start()
            for word, start, end in self._jieba.tokenize(run[0], "search", False):
                yield Token(word, base + start, base + end)

    def words(self, text: str) -> list[str]:
        """See `Segmenter`."""
        return self.joined_words(text.replace("\n", " ")).split()

    def joined_words(self, lines: str) -> str:
        """See `Segmenter`."""
        # One call for all runs is twice as fast as one per run; spaces keep them apart (4S店 would be a word).
        return " ".join(self._jieba.cut_for_search(_spaced_runs(lines), False))

    def coarse(self, text: str) -> list[str]:
        """See `Segmenter`."""
        return [word for run in _RUN.findall(text) for word in self._jieba.cut(run, False)]


class Tagger(Protocol):
    """Cuts a whole text into words, and knows the part of speech that the dictionary gives each; it guesses no words.

    The words joined are the text, signs and spaces included. The same text and dictionary give the same Han words and
    tags in every implementation; only runs of letters and digits may differ. Safe to share between threads.
    """

    def cut(self, text: str) -> list[str]:
        """The words of *text* in order."""
        ...

    def tag(self, word: str) -> str:
        """The tag of a word that `cut` gave: `n`, `nr`, `v` …; `x` for what the dictionary has not."""
        ...

    def frequency(self, word: str) -> int:
        """How often the dictionary's corpus (60 million words) has *word*, give or take one; 0 where it has not."""
        ...


TAGGER_WORDS = 60_101_967
"""The sum of all frequencies of jieba's dictionary."""


def _pieces(text: str) -> list[str]:
    """*text* in pieces without too long a run of Han characters; nearly always the text itself."""
    if all(map(_is_short, text.split("\n"))):
        return [text]
    # Only the lines that have such runs: how a line is cut must not depend on its neighbours.
    lines = _LINE_ENDS.split(text)
    return [piece for line in lines for piece in ([line] if _is_short(line) else _PIECE.findall(line))]


def _is_short(line: str) -> bool:
    # Few lines of usual news are as long: looking for runs in each would take a quarter of the time of cutting.
    return len(line) <= MAX_RUN or max(map(len, _NO_HAN.split(line))) <= MAX_RUN


class JiebaTagger:
    """The reference: `jieba` and the tags of its dictionary (`jieba.posseg` reads the same ones, and 50 MB besides)."""

    def __init__(self, words: Iterable[tuple[str, str]] = ()) -> None:
        """Load jieba's dictionary and add *words* (simplified script) with their tags where it lacks them."""
        self._tokenizer = JiebaSegmenter()._tokenizer
        with self._tokenizer.get_dict_file() as lines:
            rows = (line.decode().split() for line in lines)
            self._tags: dict[str, str] = {word: tag for word, _, tag in rows}
        for word, tag in words:
            if not self._tokenizer.FREQ.get(word):
                self._tokenizer.add_word(word, None, tag)
                self._tags[word] = tag

    def cut(self, text: str) -> list[str]:
        """See `Tagger`."""
        return [word for piece in _pieces(text) for word in self._tokenizer.cut(piece, HMM=False)]

    def tag(self, word: str) -> str:
        """See `Tagger`."""
        return self._tags.get(word, "x")

    def frequency(self, word: str) -> int:
        """See `Tagger`."""
        return int(self._tokenizer.FREQ.get(word, 0))


class RjiebaTagger:
    """The fast one: jieba-rs through rjieba, 25 MB/s on news."""

    def __init__(self, words: Iterable[tuple[str, str]] = ()) -> None:
        """Load the dictionary and add *words* (simplified script) with their tags where it lacks them."""
        self._jieba = rjieba.Jieba()
        for word, tag in words:
            if not self._jieba.has_word(word):
                self._jieba.add_word(word, None, tag)

    def cut(self, text: str) -> list[str]:
        """See `Tagger`."""
        pieces = _pieces(text)
        if len(pieces) == 1:
            return self._jieba.cut(text, False)
        return [word for piece in pieces for word in self._jieba.cut(piece, False)]

    def tag(self, word: str) -> str:
        """See `Tagger`."""
        return str(self._jieba.tag(word, False)[0][1]) if self._jieba.has_word(word) else "x"

    def frequency(self, word: str) -> int:
        """See `Tagger`."""
        # rjieba does not give frequencies away, but what it takes to keep a known word whole is just that.
        return int(self._jieba.suggest_freq(word)) if self._jieba.has_word(word) else 0


def load_tagger(words: Iterable[tuple[str, str]] = (), *, prefer: str = "rjieba") -> Tagger:
    """The fast tagger where it is installed, else the reference; *words* are simplified words to add, with tags."""
    if prefer == "rjieba" and rjieba is not None:
        return RjiebaTagger(words)
    return JiebaTagger(words)


@functools.cache
def _is_han() -> npt.NDArray[np.bool_]:
    """Per code point, whether it is one of `_HAN`; read-only."""
    flags = np.zeros(0x110000, dtype=np.bool_)
    for first, last in _HAN_BLOCKS:
        flags[first : last + 1] = True
    flags.setflags(write=False)
    return flags


def _spaced_runs(lines: str) -> str:
    """The Han runs of *lines*, none over `MAX_RUN`, a space behind each, the lines parted as they were."""
    points = code_points(lines)
    is_han = _is_han().take(points)
    is_line_end = points == ord("\n")
    others = np.flatnonzero(~is_han)
    if np.diff(others, prepend=-1, append=len(points)).max(initial=0) > MAX_RUN + 1:
        return "\n".join(" ".join(_RUN.findall(line)) for line in lines.split("\n"))
    kept = is_han | is_line_end
    kept[1:] |= is_han[:-1]
    return from_code_points(np.where(is_han | is_line_end, points, np.uint32(ord(" ")))[kept])


def load_segmenter(terms: Iterable[str] = (), *, prefer: str = "rjieba") -> Segmenter:
    """The fast segmenter where it is installed, else the reference; *terms* are simplified words to add.

    ValueError for a *prefer* that names neither.
    """
    if prefer not in ("rjieba", "jieba"):
        raise ValueError(f"no segmenter named {prefer!r}: jieba or rjieba")
    if prefer == "rjieba" and rjieba is not None:
        return RjiebaSegmenter(terms)
    return JiebaSegmenter(terms)
