"""Derive index/analysis/data/respellings.tsv: how words are spelled whose folded form the dictionary does not know.

The fold makes one of 计划 and 计画, and with it 划家 of 画家, 着名 of 著名. The table has each such word of jieba's dictionary
(MIT) in its commonest simplified spelling, and beside them the words that may overlap one: a query is read from the left, and
without 计划 in the table 计划家庭 would be read as 计 画家 庭. It is run by hand; `index/analysis/respelling.py` loads the table.

    python tools/make_respellings.py index/analysis/data/respellings.tsv
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

import ahocorasick_rs
import jieba

from index.analysis.script import fold, to_simplified

# jieba gives 3 and less to words that its corpus does not hold: 469 words are spelled otherwise above it, 1,117 below.
LEAST_FREQUENCY = 4


def load_spellings(path: Path) -> dict[str, str]:
    """The folded words of the dictionary, two characters and more, with their commonest spelling in simplified script."""
    rows = [line.split(" ") for line in path.read_text(encoding="utf-8").splitlines()]
    words = [word for word, _, _ in rows]
    commonest: dict[str, int] = {}
    spellings: dict[str, str] = {}
    simplified = to_simplified("\n".join(words)).split("\n")
    for (word, count, _), simple, folded in zip(
        rows, simplified, fold("\n".join(words)).split("\n"), strict=True
    ):
        # A word that the conversion changes is never met: it comes before the dictionary.
        is_met = simple == word and len(word) > 1 and not any(sign.isascii() for sign in word)
        if is_met and int(count) > commonest.get(folded, 0):
            commonest[folded], spellings[folded] = int(count), word
    return {
        folded: word
        for folded, word in spellings.items()
        if folded == word or commonest[folded] >= LEAST_FREQUENCY
    }


def overlapping(words: Iterable[str], respelled: Mapping[str, str]) -> set[str]:
    """Those of *words* that hold a word of *respelled*, or end as one begins."""
    beginnings = {word[:end] for word in respelled for end in range(1, len(word))}
    inside = ahocorasick_rs.AhoCorasick(list(respelled))
    return {
        word
        for word in words
        if any(word[start:] in beginnings for start in range(len(word)))
        or inside.find_matches_as_indexes(word)
    }


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Derive the table of respellings.")
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    spellings = load_spellings(Path(jieba.__file__).with_name("dict.txt"))
    respelled = {folded: word for folded, word in spellings.items() if folded != word}
    changed = {
        one
        for folded, word in respelled.items()
        for one, other in zip(folded, word, strict=True)
        if one != other
    }
    plain = [word for folded, word in spellings.items() if folded == word and changed & set(word)]
    rows = respelled | {word: word for word in overlapping(plain, respelled)}
    head = "# Written by tools/make_respellings.py from the dictionary of jieba 0.42.1 (MIT); do not edit by hand.\n"
    lines = (f"{folded}\t{word}\n" for folded, word in sorted(rows.items()))
    arguments.target.write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
