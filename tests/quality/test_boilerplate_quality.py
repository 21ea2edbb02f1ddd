"""Boilerplate in labelled articles, read as plain text: how much of it goes, how much of the article goes with it.

Floors only rise. Skipped where there is no data (ZHENGWEN_TEST_DATA). What is counted as lost are photo captions: the labels
name their credits only, the contract takes them out whole.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from indexer.extract.boilerplate import Removal, split_boilerplate
from indexer.inputs import InputDefaults, RawRecord
from indexer.sources.plain_text import parse_plain_text

pytestmark = pytest.mark.quality

MIN_REMOVED = 0.96
MAX_LOST = 0.007
MAX_LOST_BUT_CAPTIONS = 0.0002


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def found_in(text: str, runs: list[str]) -> set[int]:
    """The offsets of every occurrence of *runs*."""
    offsets: set[int] = set()
    for run in runs:
        start = text.find(run)
        while start >= 0:
            offsets.update(range(start, start + len(run)))
            start = text.find(run, start + 1)
    return offsets


def test_labelled_boilerplate_goes_and_the_article_stays(real_data: Path) -> None:
    articles = {row["id"]: row for row in read_rows(real_data / "eval" / "labels" / "articles.jsonl")}
    labelled = removed = lost = captions = real = 0
    for row in read_rows(real_data / "eval" / "labels" / "labels.jsonl"):
        article = articles[row["id"]]
        paragraphs = [line.strip() for line in article["body"].split("\n") if line.strip()]
        text = "\n".join(paragraphs)
        starts = list(itertools.accumulate((len(paragraph) + 1 for paragraph in paragraphs), initial=0))
        blanks = {offset for offset, character in enumerate(text) if character.isspace()}
        expected = found_in(text, row["boilerplate"]) - blanks
        gone: set[int] = set()
        shown: set[int] = set()
        for span in split_boilerplate(paragraphs, article["title"]).removed:
            start = starts[span.paragraph]
            offsets = set(range(start + span.start, start + span.end)) - blanks
            gone |= offsets
            shown |= offsets if span.why is Removal.CAPTION else set()
        labelled += len(expected)
        removed += len(expected & gone)
        lost += len(gone - expected)
        captions += len(shown - expected)
        real += len(text) - len(expected)
    print(
        f"boilerplate: {removed / labelled:.1%} of {labelled} labelled characters removed; {lost / real:.2%} of {real} others,"
    )
    print(f"             {(lost - captions) / real:.3%} but for captions")
    assert removed >= MIN_REMOVED * labelled
    assert lost <= MAX_LOST * real
    assert lost - captions <= MAX_LOST_BUT_CAPTIONS * real


def test_titles_of_labelled_articles_are_found(real_data: Path) -> None:
    articles = read_rows(real_data / "eval" / "labels" / "articles.jsonl")
    found = [
        parse_plain_text(
            RawRecord(path="", line=None, format="text", content=f"{row['title']}\n{row['body']}".encode()),
            InputDefaults(),
        ).title
        for row in articles
    ]
    assert found == [row["title"] for row in articles]
