"""Measures the detection of names on labelled text; `measure_names` gives the figures.

Two sets of newspaper sentences of 1998 (`eval/ner`: People's Daily and MSRA, judged by exact spans, bylines included,
as they are labelled) and sixty articles of today (`eval/labels`, judged by the spellings found in each article; names
in its boilerplate need not be found). Nothing here or in the tables was derived from these sets. It reads and judges;
floors stand in `measures.py`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from index.analysis.lexicon import load_lexicon
from index.analysis.script import fold
from index.model import Span
from index.regions.gazetteer import Gazetteer
from indexer.detect.names import NameDetector, NameFindings, NameMention, PlacedText
from indexer.detect.regions import RegionDetector
from indexer.entities import build_entities
from indexer.workers import BATCH

KINDS = ("person", "place", "organisation")
SETS = ("People's Daily", "MSRA")
_KINDS_BY_TAG = {"PER": "person", "LOC": "place", "ORG": "organisation"}
_LABELLED = {"person": "persons", "place": "places", "organisation": "orgs"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """*right* of *found* are right, out of *wanted* that should be found (of which *met* were)."""

    right: int = 0
    found: int = 0
    met: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """The share of the found ones that are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the wanted ones that were found."""
        return self.met / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def plus(self, found: set[Any], right: set[Any], wanted: set[Any]) -> Score:
        """With one more text: *right* are all that may be found, *wanted* those that must be."""
        return Score(
            right=self.right + len(found & right),
            found=self.found + len(found),
            met=self.met + len(found & wanted),
            wanted=self.wanted + len(wanted),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFigures:
    """Scores by set and kind, of labelled articles by kind, and the speed of the names' detector alone."""

    spans: dict[str, dict[str, Score]]
    articles: dict[str, Score]
    megabytes_per_second: float


class _Sentence(NamedTuple):
    """A labelled sentence: its text, and the spans of each kind."""

    text: str
    spans: dict[str, set[Span]]


class _Detectors:
    """Regions and names, as the pipeline joins them."""

    def __init__(self) -> None:
        gazetteer = Gazetteer.load()
        self._regions = RegionDetector(gazetteer, fold)
        self.names = NameDetector(gazetteer, (entry.term for entry in load_lexicon()))

    def detect(self, title: str, body: str) -> NameFindings:
        """All names of an article."""
        return self.names.detect(title, body, self._regions.detect(title, body).mentions)


def measure_names(data: Path) -> NameFigures:
    """Measure on `eval/ner` and `eval/labels` in the folder *data*."""
    detectors = _Detectors()
    sentences = dict(zip(SETS, (_read_bio(data), _read_msra(data)), strict=True))
    return NameFigures(
        spans={name: _judge_spans(detectors, some) for name, some in sentences.items()},
        articles=_judge_articles(detectors, data),
        megabytes_per_second=_measure_speed(detectors, data),
    )


def _judge_spans(detectors: _Detectors, sentences: Sequence[_Sentence]) -> dict[str, Score]:
    scores = dict.fromkeys(KINDS, Score())
    for sentence in sentences:
        findings = detectors.detect("", sentence.text)
        for kind in KINDS:
            found = {Span(one.span.start, one.span.end) for one in _of_kind(findings, kind)}
            wanted = sentence.spans[kind]
            scores[kind] = scores[kind].plus(found, wanted, wanted)
    return scores


def _of_kind(findings: NameFindings, kind: str) -> tuple[NameMention, ...]:
    return {
        "person": findings.persons,
        "place": findings.places,
        "organisation": findings.organisations,
    }[kind]


def _judge_articles(detectors: _Detectors, data: Path) -> dict[str, Score]:
    folder = data / "eval" / "labels"
    articles = {row["id"]: row for row in _rows(folder / "articles.jsonl")}
    scores = dict.fromkeys(KINDS, Score())
    for label in _rows(folder / "labels.jsonl"):
        texts = {field: articles[label["id"]][field] for field in ("title", "body")}
        content = "\n".join(texts.values())
        for credit in label["boilerplate"]:
            content = content.replace(credit, "\n")
        entities = build_entities(**texts, names=detectors.detect(**texts), terms=())
        for kind in KINDS:
            found = {
                texts[span.field][span.start : span.end]
                for entity in entities
                if entity.kind == kind
                for span in entity.spans
            }
            labelled = set(label[_LABELLED[kind]])
            wanted = {name for name in labelled if kind == "place" or name in content}
            scores[kind] = scores[kind].plus(found, labelled, wanted)
    return scores


def _measure_speed(detectors: _Detectors, data: Path) -> float:
    """CPU time on the labelled articles, three times over; in batches, as the pipeline gives them."""
    rows = list(_rows(data / "eval" / "labels" / "articles.jsonl"))
    articles = [PlacedText(row["title"], row["body"]) for row in rows]
    size = sum(len((one.title + one.body).encode()) for one in articles)
    fastest = min(_seconds(detectors.names, articles) for _ in range(3))
    return size / 1e6 / fastest


def _seconds(detector: NameDetector, articles: Sequence[PlacedText]) -> float:
    began = time.process_time()
    for start in range(0, len(articles), BATCH):
        detector.detect_all(articles[start : start + BATCH])
    return time.process_time() - began


def _read_bio(data: Path) -> list[_Sentence]:
    """People's Daily: one character and its tag a line, an empty line behind each sentence."""
    text = (data / "eval" / "ner" / "peoples-daily.dev.bio").read_text(encoding="utf-8")
    blocks = [[line.rsplit(" ", 1) for line in block.splitlines()] for block in text.split("\n\n")]
    return [
        _sentence("".join(row[0] for row in block), [row[1] for row in block]) for block in blocks if block
    ]


def _read_msra(data: Path) -> list[_Sentence]:
    """MSRA: characters and tags in two files, parted by spaces."""
    folder = data / "eval" / "ner"
    texts = (folder / "msra.val.sentences.txt").read_text(encoding="utf-8").splitlines()
    tags = (folder / "msra.val.tags.txt").read_text(encoding="utf-8").splitlines()
    return [_sentence(text.replace(" ", ""), line.split()) for text, line in zip(texts, tags, strict=True)]


def _sentence(text: str, tags: Sequence[str]) -> _Sentence:
    spans: dict[str, set[Span]] = {kind: set() for kind in KINDS}
    start = 0
    while start < len(tags):
        prefix, _, tag = tags[start].partition("-")
        end = start + 1
        if prefix == "B":
            while end < len(tags) and tags[end] == f"I-{tag}":
                end += 1
            spans[_KINDS_BY_TAG[tag]].add(Span(start, end))
        start = end
    return _Sentence(text, spans)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
