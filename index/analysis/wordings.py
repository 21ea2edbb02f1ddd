"""How other regions word a term: 高质量发展 is 高品質發展 in Taiwan, 高質素發展 in Hong Kong.

Reads `data/synonyms.tsv`, one word of the mainland a row with those of Taiwan and Hong Kong, and puts them in place of the
words that a term is made of. Articles are never rewritten: `indexer.detect.terms` looks for every wording as it stands, and the
search takes any of them for the term (`archive_key`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from index.analysis.lexicon import load_lexicon
from index.analysis.script import name_key
from index.errors import DamagedError

_LEAST_COLUMNS = 3
# Rows of what is only alike: 公共租赁住房 is not 公屋, and 个人所得税 not 薪俸稅.
_ONLY_ALIKE = "different"
_MOST_WORDINGS = 16


@cache
def load_wordings() -> Mapping[str, tuple[str, ...]]:
    """Words of the mainland, in simplified script, with what they are elsewhere; once per process.

    Raises DamagedError where the installed file is not what was shipped.
    """
    text = resources.files("index.analysis").joinpath("data", "synonyms.tsv").read_text(encoding="utf-8")
    wordings: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) < _LEAST_COLUMNS:
            raise DamagedError(f"synonyms.tsv, line {number}: {len(cells)} columns; reinstall zhengwen")
        mainland, taiwan, hongkong, *note = cells
        if not note or not note[0].startswith(_ONLY_ALIKE):
            wordings[mainland] = tuple(dict.fromkeys((mainland, taiwan, hongkong)))
    return wordings


def wordings_of(term: str) -> tuple[str, ...]:
    """Other wordings of *term*, which is in simplified script; () where no region words it differently."""
    words = load_wordings()
    pieces = _pattern().split(term)
    choices = [words.get(piece, (piece,)) for piece in pieces if piece]
    found = itertools.islice(map("".join, itertools.product(*choices)), _MOST_WORDINGS)
    return tuple(wording for wording in found if wording != term)


def archive_key(key: str) -> str:
    """The key of the lexicon's term that the `name_key` *key* words otherwise; *key* itself where it words none."""
    return _archive_keys().get(key, key)


@cache
def _pattern() -> re.Pattern[str]:
    """The words of the table; of several at one place the longest."""
    return re.compile(f"({_either(sorted(load_wordings(), key=len, reverse=True))})")


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


@cache
def _archive_keys() -> Mapping[str, str]:
    entries = load_lexicon()
    own = {name_key(entry.term) for entry in entries}
    return {
        key: name_key(entry.term)
        for entry in entries
        for wording in wordings_of(entry.term)
        if (key := name_key(wording)) not in own
    }
