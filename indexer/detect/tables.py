"""Reads the tables shipped with the detectors (`data/`), the only files that they open.

A table is tab-separated text: comments with the provenance, a heading where there are several columns, rows of one
length. Which rows mean what is the business of the module that asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from index.errors import DamagedError


def read_rows(file_name: str) -> Iterator[list[str]]:
    """The rows of a shipped table without comments and heading; DamagedError where they differ in length."""
    text = resources.files("indexer.detect").joinpath("data", file_name).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise DamagedError(f"{file_name}: rows of different length; reinstall zhengwen")
    yield from rows if len(rows[0]) == 1 else rows[1:]


def read_words(file_name: str, kind: str = "") -> frozenset[str]:
    """The first column of a table, of the rows whose second one is *kind* where one is given."""
    return frozenset(row[0] for row in read_rows(file_name) if not kind or row[1] == kind)


def read_pairs(file_name: str) -> Iterator[tuple[str, str]]:
    """Each name of a table with the one that stands for all its spellings, its column `canonical`."""
    for text, canonical, *_ in read_rows(file_name):
        yield text, canonical
