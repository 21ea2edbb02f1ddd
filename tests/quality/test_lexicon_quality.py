"""The lexicon against real news: each term occurs, in the document it names; detection is fast, misses none.

Floors only rise. Skipped where there is no data (ZHENGWEN_TEST_DATA).
"""

from __future__ import annotations

import itertools
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from index.analysis.lexicon import load_lexicon
from index.analysis.script import fold
from indexer.detect.terms import TermDetector
from tools.check_lexicon import check_lexicon, read_news

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("ZHENGWEN_TEST_DATA") or ROOT.parent / "shared" / "data")

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(
        not (DATA / "news").is_dir(), reason="no news: set ZHENGWEN_TEST_DATA to a data folder"
    ),
]

MIN_MEGABYTES_PER_SECOND = 20.0
MIN_DOCUMENT_SHARE = 0.95


def test_each_term_occurs_and_stands_in_its_document() -> None:
    report = check_lexicon(load_lexicon(), read_news(DATA / "news"))
    print(f"lexicon: {report.terms} terms, {report.documents_confirmed} confirmed in the document named")
    assert report.faults == ()
    assert report.documents_confirmed >= MIN_DOCUMENT_SHARE * report.terms


def test_detection_keeps_up_with_reading() -> None:
    articles = list(itertools.islice(read_news(DATA / "news"), 4_000))
    size = sum(len(article.text.encode()) for article in articles)
    detector = TermDetector(load_lexicon(), fold)
    seconds, mentions = [], 0
    for _ in range(3):
        # Processor time, the best of three: other work on the machine must not fail a floor.
        started = time.process_time()
        mentions = sum(len(detector.detect(article.title, article.text)) for article in articles)
        seconds.append(time.process_time() - started)
    speed = size / 1e6 / min(seconds)
    print(f"term detection: {speed:.0f} MB/s, {mentions / len(articles):.1f} mentions per article")
    assert speed >= MIN_MEGABYTES_PER_SECOND


def test_labelled_terms_that_the_lexicon_holds_are_found() -> None:
    labels = DATA / "eval" / "labels"
    texts = {article["id"]: article for article in read_rows(labels / "articles.jsonl")}
    held = {fold(entry.term) for entry in load_lexicon()}
    detector = TermDetector(load_lexicon(), fold)
    labelled, missed = [], []
    for row in read_rows(labels / "labels.jsonl"):
        article = texts[row["id"]]
        found = " ".join(fold(m.surface) for m in detector.detect(article["title"], article["body"]))
        labelled += row["policy_terms"]
        missed += [term for term in row["policy_terms"] if fold(term) in held and fold(term) not in found]
    known = sum(fold(term) in held for term in labelled)
    print(f"lexicon: holds {known} of {len(labelled)} labelled policy terms")
    assert missed == []


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
