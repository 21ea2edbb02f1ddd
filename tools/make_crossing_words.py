"""Derive indexer/detect/data/crossing_words.txt: words that a place name may be cut out of by mistake.

隆重庆祝 holds 重庆 only across the border of two words. The table has the common two-character words that end
with the first character of some place name, or begin with its second one; the detector drops a name where
such words lie on both sides. Source: the dictionary of jieba (MIT), its words and frequencies, place and person
names left out. It is run by hand; the flow goes on in indexer/detect/places.py, which loads the table.

    python tools/make_crossing_words.py indexer/detect/data/crossing_words.txt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import jieba

from index.analysis.script import fold
from index.regions.gazetteer import Gazetteer

# Rarer words hardly occur in news.
LEAST_FREQUENCY = 20
# The dictionary takes 城市 and 南北 for places, so that tag alone leaves nothing out.
NAME_TAGS = ("nr", "nt")


def load_words(path: Path) -> set[str]:
    """Read the common two-character words of the dictionary that are no names."""
    words = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, *tags = line.split()
        if len(word) == 2 and int(frequency) >= LEAST_FREQUENCY and not "".join(tags).startswith(NAME_TAGS):
            words.add(fold(word))
    return words


def load_cues(folder: Path) -> set[str]:
    """Read what else the detector looks for, folded: its tables of cues and of cities abroad."""
    cues = set()
    for file_name in ("region_cues.tsv", "foreign_cities.tsv"):
        for line in (folder / file_name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#") and not line.endswith(("\tblock", "\tcontext")):
                cues.add(fold(line.split("\t")[0]))
    return cues


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Derive the table of crossing words.")
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    names = {name.text for name in Gazetteer.load().search_names() if len(name.text) > 1}
    names |= load_cues(arguments.target.parent)
    first = {name[0] for name in names}
    second = {name[1] for name in names}
    words = load_words(Path(jieba.__file__).with_name("dict.txt")) - names
    chosen = sorted(word for word in words if word[1] in first or word[0] in second)
    head = "# Written by tools/make_crossing_words.py from the dictionary of jieba 0.42.1 (MIT); do not edit by hand."
    arguments.target.write_text("\n".join([head, *chosen]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
