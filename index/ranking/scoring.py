"""Scoring: the second stage's own scores of the engine's best few hundred, the same for every engine.

The engine selects and orders by plain BM25; here the candidates' texts are scored anew by BM25F over title, lead and body
(Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, §3.6), lifted by the share of the
query that an article says at all, by a title that the query says in whole, and by the best passage of two sentences. Everything is counted in folded text, so
spellings cannot change an order; only where a query holds a character that stands for different words (后/後) are articles
with the typed one put first. Pure: texts in, scores out, each article's own; `terms.py` weighs a query's terms,
`reranking.py` fetches and sorts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.analysis.script import twins
from index.ranking.folded_texts import FoldedTexts, fold_run
from index.ranking.occurrences import Occurrences, find_places, find_runs
from index.ranking.terms import RankTerm

# Measured on NCPPolicies, DRCD and CMRC together (docs/adr/0008, `make quality`): the plateau of all three, not the peak
# of one.
K1 = 1.2
B_TITLE = 0.3
B_BODY = 0.4
W_TITLE = 3.0
W_LEAD = 0.5
LEAD_CHARACTERS = 120
# Fixed, not the average of the archive at hand: a score must not change because another article came in.
AVERAGE_TITLE = 20.0
AVERAGE_BODY = 900.0
COVERAGE = 1.0
TITLE_SAID = 0.2
PASSAGE = 0.5
# A title that is said by half counts an eighth: only one that is said nearly in whole is what the query is about.
_WHOLE = 3
SCORE_DECIMALS = 6
"""Of a score of the second stage; the same are shown, so that of two hits with equal scores the newer one stands first."""
# 1 - b + b · length / average, of titles and of bodies.
_NORM_BASE = np.array([1 - B_TITLE, 1 - B_BODY])
_NORM_SLOPE = np.array([B_TITLE / AVERAGE_TITLE, B_BODY / AVERAGE_BODY])

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]


def score_all(terms: Sequence[RankTerm], texts: FoldedTexts) -> Floats:
    """The score of each candidate, not negative; what it is depends on no other candidate.

    score = BM25F · (1 + COVERAGE · share of the terms' weight that is met + TITLE_SAID · `titles_said`)
        + PASSAGE · weight met by the best passage; with one run alone neither titles said nor passages count.
    """
    if not terms or not len(texts):
        return np.zeros(len(texts))
    runs = list(dict.fromkeys(term.text for term in terms))
    of_run = np.array([runs.index(term.text) for term in terms])
    weights = np.array([term.weight for term in terms])
    found = find_runs(runs, texts)
    titles, bodies = _frequencies(found, runs, texts)
    in_title = np.array([float(term.in_title) for term in terms])
    in_body = np.array([float(term.in_body) for term in terms])
    frequencies = titles[:, of_run] * in_title + bodies[:, of_run] * in_body
    saturated = frequencies / (K1 + frequencies)
    total = float(weights.sum()) or 1.0
    lift = 1 + COVERAGE * ((frequencies > 0) * weights).sum(axis=1) / total
    if len(runs) > 1:
        pairs = np.array([len(run) == 2 for run in runs]) & (np.bincount(of_run, in_title) > 0)
        lift += TITLE_SAID * titles_said(titles[:, pairs] > 0, texts)
    scores = (saturated * weights).sum(axis=1) * lift
    if len(runs) > 1:
        scores += PASSAGE * _best_passages(
            np.bincount(of_run, weights * in_body).astype(np.float64), found, texts
        )
    # Rounded, so that the last bit of a sum never decides an order that the date should.
    rounded: Floats = np.round(scores, SCORE_DECIMALS)
    return rounded


def _frequencies(found: Occurrences, runs: Sequence[str], texts: FoldedTexts) -> tuple[Floats, Floats]:
    """Weighted and length-normalised frequencies of runs in titles and in bodies; each of shape `(candidates, runs)`."""
    slots = found.pieces if len(runs) == 1 else found.pieces * len(runs) + found.runs
    counts = np.bincount(slots, minlength=len(texts) * 2 * len(runs)).astype(np.float64)
    # The run's end, counted from the beginning of its piece.
    lengths = np.array([len(run) for run in runs])
    ends = found.places - (texts.ends - texts.lengths - 1)[found.pieces] + lengths[found.runs]
    in_lead = np.zeros(len(counts))
    in_lead[slots[ends <= LEAD_CHARACTERS]] = W_LEAD
    shape = (len(texts), 2, len(runs))
    counts, in_lead = counts.reshape(shape), in_lead.reshape(shape)
    norms = _NORM_BASE + texts.lengths.reshape(len(texts), 2) * _NORM_SLOPE
    titles: Floats = W_TITLE * counts[:, 0] / norms[:, 0, None]
    bodies: Floats = (counts[:, 1] + in_lead[:, 1]) / norms[:, 1, None]
    return titles, bodies


def titles_said(pairs: Flags, texts: FoldedTexts) -> Floats:
    """How far each title is said by the query, 0 to 1: the share of its neighbouring characters that the query has, cubed.

    *pairs* says which runs of two characters stand in which title, of shape `(candidates, runs)`.
    """
    said = pairs.sum(axis=1) / np.maximum(texts.lengths[::2] - 1, 1)
    whole: Floats = np.minimum(said, 1.0) ** _WHOLE
    return whole


def _best_passages(weights: Floats, found: Occurrences, texts: FoldedTexts) -> Floats:
    """The greatest weight of different terms that two neighbouring sentences of a body hold; shape `(candidates,)`."""
    sentence = found.sentences
    before = np.concatenate(([-9], sentence[:-1]))
    before[1:][found.runs[1:] != found.runs[:-1]] = -9
    # Passage k is sentences k and k + 1; a term counts once in each passage.
    later = before != sentence
    earlier = later & (before != sentence - 1)
    passage = np.concatenate((sentence[earlier] - 1, sentence[later]))
    weight = np.concatenate((weights[found.runs[earlier]], weights[found.runs[later]]))
    piece = np.concatenate((found.pieces[earlier], found.pieces[later]))
    count = len(texts) * 2
    if not len(passage):
        return np.zeros(len(texts))
    sums = np.bincount(passage, weights=weight)
    best = np.zeros(count)
    np.maximum.at(best, piece, sums[passage])
    bodies: Floats = best[1::2]
    return bodies


def has_twins(typed: str) -> bool:
    """True where *typed* holds a character that folds together with one of a different word."""
    table = twins()
    return any(character in table for character in typed)


def says_typed(typed: str, texts: FoldedTexts) -> Flags:
    """Which candidates say *typed* somewhere with no character of a different word in its place; shape `(candidates,)`."""
    is_said = np.zeros(len(texts), dtype=np.bool_)
    places = find_places(fold_run(typed), texts)
    at = 0
    for sign in typed:
        if others := twins().get(sign):
            places = places[~np.isin(texts.points[places + at], [ord(other) for other in others])]
        at += len(fold_run(sign))
    is_said[np.searchsorted(texts.ends, places, side="right") // 2] = True
    return is_said
