"""Derive indexer/detect/data/name_characters.tsv: how likely a character is in a given name, and in any text.

Counted over the words that the dictionary of jieba (MIT) marks as names of persons and that begin with a surname;
that list has many names of novels and few of today, so each character of `given_characters.txt`, compiled by hand,
is counted some times more. No news text and no evaluation data has a part in it. Run by hand; the flow goes on in
indexer/detect/name_model.py, which loads the table.

    python tools/make_name_characters.py indexer/detect/data/name_characters.tsv
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import jieba

# Behind a rare surname, the dictionary's mark is mostly a mistake (和明水平).
LEAST_SURNAME_WEIGHT = 0.0008
NAME_TAGS = ("nr", "nrfg")
# A character of the hand-made list counts as if it stood in so many names of the dictionary more.
LISTED_IN_LONG_NAMES = 25
LISTED_IN_SHORT_NAMES = 6
# What is left over for characters that stand in no name.
SMOOTHING = 0.3
CHARACTERS = 5000


class Word(NamedTuple):
    """A row of the dictionary."""

    text: str
    frequency: int
    tag: str


def read_dictionary() -> Iterator[Word]:
    """The rows of jieba's dictionary."""
    path = Path(jieba.__file__).with_name("dict.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        text, frequency, tag = line.split()
        yield Word(text, int(frequency), tag)


def read_surnames(path: Path) -> set[str]:
    """Surnames of one character that are not rare."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return {
        text for text, kind, weight in rows[1:] if kind == "han" and float(weight) >= LEAST_SURNAME_WEIGHT
    }


class Counts:
    """How often each character stands alone as a given name, first or second in one of two, and anywhere."""

    def __init__(self, surnames: set[str], listed: str) -> None:
        """Count the dictionary, then the hand-made list."""
        self.alone: Counter[str] = Counter()
        self.first: Counter[str] = Counter()
        self.second: Counter[str] = Counter()
        self.anywhere: Counter[str] = Counter()
        for word in read_dictionary():
            if not word.tag.startswith("nr"):
                for character in word.text:
                    self.anywhere[character] += word.frequency
            elif word.tag in NAME_TAGS and word.text[0] in surnames:
                self._count_name(word.text[1:])
        for character in listed:
            self.alone[character] += LISTED_IN_SHORT_NAMES
            self.first[character] += LISTED_IN_LONG_NAMES
            self.second[character] += LISTED_IN_LONG_NAMES

    def _count_name(self, given: str) -> None:
        if len(given) == 1:
            self.alone[given] += 1
        elif len(given) == 2:
            self.first[given[0]] += 1
            self.second[given[1]] += 1


def log_share(counts: Counter[str], character: str) -> float:
    """The logarithm of the character's smoothed share."""
    return math.log((counts[character] + SMOOTHING) / (counts.total() + SMOOTHING * CHARACTERS))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Derive the table of characters of given names.")
    parser.add_argument("target", type=Path)
    target: Path = parser.parse_args().target
    listed = "".join(
        line
        for line in Path(__file__).with_name("given_characters.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    counts = Counts(read_surnames(target.with_name("surnames.tsv")), listed)
    head = [
        "# Written by tools/make_name_characters.py from the dictionary of jieba 0.42.1 (MIT) and a list made by hand;",
        "# do not edit by hand. Logarithms of shares: alone, first of two, second of two in given names; in any text.",
        "\t".join(("text", "alone", "first", "second", "anywhere")),
    ]
    rows = []
    for character in sorted(counts.alone.keys() | counts.first.keys() | counts.second.keys()):
        shares = [log_share(one, character) for one in (counts.alone, counts.first, counts.second)]
        anywhere = math.log((counts.anywhere[character] + 1) / counts.anywhere.total())
        rows.append("\t".join([character, *(f"{share:.1f}" for share in (*shares, anywhere))]))
    rows.append(
        "\t".join(
            [
                "",
                *(f"{log_share(one, ''):.1f}" for one in (counts.alone, counts.first, counts.second)),
                f"{math.log(1 / counts.anywhere.total()):.1f}",
            ]
        )
    )
    target.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
