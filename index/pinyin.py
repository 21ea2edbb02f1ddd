"""Pinyin: how names are spelled by those who type letters, and which names sound alike.

Serves suggestions only: what is found never depends on it (pinyin folding returns nonsense). Reads one shipped table
(`index/data/pinyin.tsv`) of folded characters, so script and variant do not matter. `suggestions.py` looks names up by it.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from importlib import resources

from index.analysis.script import fold
from index.errors import DamagedError

_MAX_SPELLINGS = 6
"""Spellings of one name: two characters of two readings give four, and hardly a name has more."""
_TYPED = re.compile(r"[a-z'’ ]+")
_GAPS = re.compile(r"['’ ]+")


@cache
def load_readings() -> dict[str, tuple[str, ...]]:
    """The readings of each folded character without tones, the commonest first (ü as v); read once."""
    text = resources.files("index").joinpath("data", "pinyin.tsv").read_text(encoding="utf-8")
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
