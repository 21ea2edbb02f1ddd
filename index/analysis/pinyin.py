"""Pinyin: how names are spelled by those who type letters, and which names sound alike.

Serves suggestions only: what is found never depends on it (pinyin folding returns nonsense). Reads one shipped table
(`data/pinyin.tsv`) of folded characters, so script and variant do not matter. `index/suggesting/suggestions.py` looks names up by it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import cache
from importlib import resources

from index.analysis.script import fold
from index.analysis.segment import load_common_words
from index.errors import DamagedError

_MAX_SPELLINGS = 6
"""Spellings of one name: two characters of two readings give four, and hardly a name has more."""
_TYPED = re.compile(r"[a-z'’ ]+")
_SHORTEST_PIECE = 3  # `an`, `de` and `ji` are somebody's name and hide in everything
_LONGEST_PIECE = 24
_GAPS = re.compile(r"['’ ]+")


@cache
def load_readings() -> dict[str, tuple[str, ...]]:
    """The readings of each folded character without tones, the commonest first (ü as v); read once. Raises DamagedError."""
    text = resources.files("index.analysis").joinpath("data", "pinyin.tsv").read_text(encoding="utf-8")
    readings = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            character, tab, syllables = line.partition("\t")
            if not tab or len(character) != 1:
                raise DamagedError(
                    f"pinyin.tsv: {line[:40]!r} is no character with its readings; reinstall zhengwen"
                )
            readings[character] = tuple(syllables.split())
    return readings


def parse_pinyin(typed: str) -> str | None:
    """What was typed as letters alone (`xi tu`, `Xī'ān` without its tone is `xian`), None where it may be no pinyin."""
    plain = typed.strip().casefold().replace("ü", "v")
    return _GAPS.sub("", plain) if _TYPED.fullmatch(plain) and _GAPS.sub("", plain) else None


def spell(name: str) -> tuple[str, ...]:
    """The spellings of a name, syllables joined, the commonest first; letters and digits in it stand as they are.

    `()` where it holds a character without a reading. At most six.
    """
    readings = load_readings()
    syllables: list[tuple[str, ...]] = []
    for sign in fold(name):
        if sign in readings:
            syllables.append(readings[sign])
        elif sign.isascii() and sign.isalnum():
            syllables.append((sign,))
        elif sign.isalpha():
            return ()
    spellings = ("".join(chosen) for chosen in itertools.product(*syllables))
    return tuple(itertools.islice(dict.fromkeys(spellings), _MAX_SPELLINGS)) if syllables else ()


@cache
def _common_spellings() -> dict[str, tuple[str, ...]]:
    """Common words of the dictionary by their commonest spelling, made when somebody first sends pinyin: 0.1 s."""
    found: dict[str, list[str]] = {}
    for word in load_common_words():
        for letters in spell(word)[:1]:
            found.setdefault(letters, []).append(word)
    return {letters: tuple(words) for letters, words in found.items()}


def common_words(letters: str) -> tuple[str, ...]:
    """Words of the language that are spelled so, the commonest first: 出口 for chukou."""
    return _common_spellings().get(letters, ())


def part_letters(letters: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """*letters* cut into the fewest spellings that are known (`xituchukou`: xitu, chukou); empty where there are none.

    Of ways with equally many the one whose first piece is longest. Every piece has three letters at least.
    """
    fewest: list[tuple[str, ...] | None] = [None] * len(letters) + [()]
    for start in range(len(letters) - _SHORTEST_PIECE, -1, -1):
        for end in range(min(len(letters), start + _LONGEST_PIECE), start + _SHORTEST_PIECE - 1, -1):
            rest, best = fewest[end], fewest[start]
            if rest is None or (best is not None and len(best) <= 1 + len(rest)):
                continue
            if is_known(letters[start:end]):
                fewest[start] = (letters[start:end], *rest)
    return fewest[0] or ()


def initials(name: str) -> str:
    """The first letters of a name's syllables by their commonest readings: `xt` of 稀土; empty as `spell`."""
    readings = load_readings()
    letters = []
    for sign in fold(name):
        if sign in readings:
            letters.append(readings[sign][0][0])
        elif sign.isascii() and sign.isalnum():
            letters.append(sign)
        elif sign.isalpha():
            return ""
    return "".join(letters)
