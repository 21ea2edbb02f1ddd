"""The second stage of ranking: our own scoring of the engine's best few hundred, the same for every engine.

The engine selects and orders by plain BM25; here the candidates' texts are scored anew by BM25F over title, lead and body
(Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, §3.6), lifted by the share of the
query that an article says at all and by the best passage of two sentences. Everything is counted in folded text, so
spellings cannot change an order; only where a query holds a character that stands for different words (后/後) are articles
with the typed one put first. Pure: texts in, scores out, each article's own; `ranking_terms.py` weighs a query's terms,
`reranking.py` fetches and sorts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from index.analysis.script import code_points, twins
from index.analysis.units import SKIP, plain_canonical
from index.occurrences import FoldedTexts, Numbers, Occurrences, find_runs
from index.ranking_terms import RankTerm

RERANKED = 200
"""How many of the engine's candidates are scored anew: a fixed number, so that pages neither repeat nor lose a hit."""

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
PASSAGE = 0.5
_DECIMALS = 6

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """How often runs stand in titles and bodies, and whether in leads; each of shape `(candidates, runs)`."""

    titles: Numbers
    bodies: Numbers
    leads: npt.NDArray[np.bool_]

    @staticmethod
    def of(found: Occurrences, runs: Sequence[str], texts: FoldedTexts) -> _Counted:
        size = len(texts) * 2 * len(runs)
        counts = np.bincount(found.pieces * len(runs) + found.runs, minlength=size).reshape(
            len(texts), 2, len(runs)
        )
        lengths = np.array([len(run) for run in runs])
        ends = found.places - (texts.ends - texts.lengths - 1)[found.pieces] + lengths[found.runs]
        is_lead = (ends <= LEAD_CHARACTERS) & (found.pieces % 2 == 1)
        leads = np.zeros((len(texts), len(runs)), dtype=np.bool_)
        leads[found.pieces[is_lead] // 2, found.runs[is_lead]] = True
        return _Counted(titles=counts[:, 0, :], bodies=counts[:, 1, :], leads=leads)


def score_all(terms: Sequence[RankTerm], texts: FoldedTexts) -> list[float]:
    """The score of each candidate, not negative; what it is depends on no other candidate.

    score = BM25F · (1 + COVERAGE · share of the terms' weight that is met) + PASSAGE · weight met by the best passage.
    """
    if not terms or not len(texts):
        return [0.0] * len(texts)
    runs = list(dict.fromkeys(term.text for term in terms))
    of_run = np.array([runs.index(term.text) for term in terms])
    weights = np.array([term.weight for term in terms])
    found = find_runs(runs, texts)
    frequencies = _frequencies(terms, of_run, _Counted.of(found, runs, texts), texts)
    saturated = frequencies / (K1 + frequencies)
    total = float(weights.sum()) or 1.0
    scores = (saturated * weights).sum(axis=1) * (
        1 + COVERAGE * ((frequencies > 0) * weights).sum(axis=1) / total
    )
    if len(runs) > 1:
        in_body = np.array([term.in_body for term in terms])
        scores += PASSAGE * _best_passages(
            np.bincount(of_run, weights * in_body).astype(np.float64), found, texts
        )
    # Rounded, so that the last bit of a sum never decides an order that the date should.
    return [float(value) for value in np.round(scores, _DECIMALS)]


def _frequencies(terms: Sequence[RankTerm], of_run: Numbers, counted: _Counted, texts: FoldedTexts) -> Floats:
    """Weighted and length-normalised frequencies of BM25F; shape `(candidates, terms)`."""
    title_norm = 1 - B_TITLE + B_TITLE * texts.lengths[::2] / AVERAGE_TITLE
    body_norm = 1 - B_BODY + B_BODY * texts.lengths[1::2] / AVERAGE_BODY
    in_title = W_TITLE * counted.titles / title_norm[:, None]
    in_body = (counted.bodies + W_LEAD * counted.leads) / body_norm[:, None]
    asked_of_title = np.array([term.in_title for term in terms])
    asked_of_body = np.array([term.in_body for term in terms])
    weighted: Floats = in_title[:, of_run] * asked_of_title + in_body[:, of_run] * asked_of_body
    return weighted


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


def typed_spelling(typed: str, text: str) -> bool:
    """True where *text* says *typed* somewhere with no character of a different word in its place.

    Compares canonical forms place by place; where folded runs meet, each typed character must not face a twin.
    """
    if typed in text:
        return True
    table = twins()
    folded_text = plain_canonical(text)
    kept = np.flatnonzero(code_points(folded_text) != ord(SKIP))
    compact = folded_text.replace(SKIP, "")
    folded_typed = plain_canonical(typed)
    typed_characters = [c for c, f in zip(typed, folded_typed, strict=True) if f != SKIP]
    needle = folded_typed.replace(SKIP, "")
    place = compact.find(needle) if needle else -1
    while place >= 0:
        surface = [text[int(kept[place + offset])] for offset in range(len(needle))]
        if not any(s in table.get(t, ()) for t, s in zip(typed_characters, surface, strict=True)):
            return True
        place = compact.find(needle, place + 1)
    return False
