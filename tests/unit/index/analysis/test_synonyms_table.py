"""The table of words that differ by region keeps its own law: one word per cell, nothing that the fold does already."""

from __future__ import annotations

from collections import Counter
from importlib import resources

from index.analysis.script import fold, to_simplified

ROWS = [
    line.split("\t")
    for line in resources.files("index.analysis")
    .joinpath("data", "synonyms.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if line and not line.startswith("#")
]


def test_there_are_enough_rows_of_three_words_and_a_note() -> None:
    assert len(ROWS) >= 60
    assert [row for row in ROWS if not 3 <= len(row) <= 4 or not all(row[:3])] == []


def test_the_fold_does_not_do_it_already() -> None:
    assert [row for row in ROWS if len({fold(word) for word in row[:3]}) == 1] == []


def test_the_mainland_word_is_simplified() -> None:
    assert [row[0] for row in ROWS if to_simplified(row[0]) != row[0]] == []


def test_a_word_leads_to_one_row_only() -> None:
    words = Counter(word for row in ROWS for word in {fold(cell) for cell in row[:3]})
    assert [word for word, rows in words.items() if rows > 1] == []
