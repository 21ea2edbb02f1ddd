"""The second stage's score of one article, part by part: the formula of `ranking/scoring.py` once more, in words.

There it is a few passes over arrays of 200 articles, and must stay so; here it is what a person can follow. The same constants,
the same occurrences; a law (tests/contracts/test_explaining.py) holds every sum to the score that the search gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.explaining.model import SecondStage, TermPart
from index.ranking.folded_texts import FoldedTexts
from index.ranking.occurrences import Occurrences, find_runs
from index.ranking.scoring import (
    AVERAGE_BODY,
    AVERAGE_TITLE,
    B_BODY,
    B_TITLE,
    COVERAGE,
    K1,
    LEAD_CHARACTERS,
    PASSAGE,
    TITLE_SAID,
    W_LEAD,
    W_TITLE,
    titles_said,
)
from index.ranking.terms import RankTerm

_TITLE, _BODY = 0, 1  # the pieces of one article


class _Counts(NamedTuple):
    """How often a run stands in the title and in the body, and whether the body's lead holds it."""

    title: int
    body: int
    in_lead: bool


def score_parts(terms: Sequence[RankTerm], texts: FoldedTexts) -> SecondStage:
    """The parts of `score_all(terms, texts)` for *texts* of exactly one article; *terms* are not empty."""
    runs = list(dict.fromkeys(term.text for term in terms))
    found = find_runs(runs, texts)
    title_length, body_length = texts.lengths.tolist()
    title_norm = 1 - B_TITLE + B_TITLE * title_length / AVERAGE_TITLE
    body_norm = 1 - B_BODY + B_BODY * body_length / AVERAGE_BODY
    parts = [
        _term_part(term, _count(runs.index(term.text), len(term.text), found, texts), title_norm, body_norm)
        for term in terms
    ]
    bm25 = sum(part.score for part in parts)
    share = sum(part.weight for part in parts if part.frequency > 0) / (
        sum(term.weight for term in terms) or 1.0
    )
    title_said = _title_said(parts, runs, texts) if len(runs) > 1 else 0.0
    passage = _best_passage(terms, runs, found) if len(runs) > 1 else 0.0
    return SecondStage(
        score=bm25 * (1 + COVERAGE * share + TITLE_SAID * title_said) + PASSAGE * passage,
        terms=tuple(parts),
        bm25=bm25,
        share_met=share,
        title_said=title_said,
        passage=passage,
        title_length=title_length,
        body_length=body_length,
        title_norm=title_norm,
        body_norm=body_norm,
    )


def _term_part(term: RankTerm, counts: _Counts, title_norm: float, body_norm: float) -> TermPart:
    frequency = W_TITLE * counts.title / title_norm if term.in_title else 0.0
    if term.in_body:
        frequency += (counts.body + W_LEAD * counts.in_lead) / body_norm
    return TermPart(
        text=term.text,
        weight=term.weight,
        in_title=term.in_title,
        in_body=term.in_body,
        title_count=counts.title,
        body_count=counts.body,
        in_lead=counts.in_lead,
        frequency=frequency,
        score=term.weight * frequency / (K1 + frequency),
    )


def _count(run: int, length: int, found: Occurrences, texts: FoldedTexts) -> _Counts:
    is_run = found.runs == run
    in_body = is_run & (found.pieces == _BODY)
    ends = found.places[in_body] - int(texts.ends[_TITLE]) + length
    return _Counts(
        title=int(np.count_nonzero(is_run & (found.pieces == _TITLE))),
        body=int(np.count_nonzero(in_body)),
        in_lead=bool((ends <= LEAD_CHARACTERS).any()),
    )


def _title_said(parts: Sequence[TermPart], runs: Sequence[str], texts: FoldedTexts) -> float:
    said = {part.text for part in parts if part.in_title and part.title_count}
    pairs = np.array([[run in said for run in runs if len(run) == 2]], dtype=np.bool_)
    return float(titles_said(pairs, texts)[0])


def _best_passage(terms: Sequence[RankTerm], runs: Sequence[str], found: Occurrences) -> float:
    """The greatest weight of different runs that two neighbouring sentences of the body hold."""
    weights = [sum(term.weight for term in terms if term.text == run and term.in_body) for run in runs]
    held: dict[int, set[int]] = {}
    for run, piece, sentence in zip(
        found.runs.tolist(), found.pieces.tolist(), found.sentences.tolist(), strict=True
    ):
        if piece == _BODY:
            held.setdefault(sentence, set()).add(run)
    passages = [runs_held | held.get(sentence + 1, set()) for sentence, runs_held in held.items()]
    return max((sum(weights[run] for run in passage) for passage in passages), default=0.0)
