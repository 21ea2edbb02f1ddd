"""Re-ranking: fetches what the second stage needs, and puts the engine's first few hundred into their final order.

The rest keep the engine's order behind them, with scores that go on falling, so pages neither repeat nor lose a hit. The
scoring itself is `scoring.py`, which is pure; what a query is ranked by is `terms.py`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from index.analysis.units import SIGNS, plain_canonical
from index.engines.criteria import AllArticles, UnitRun
from index.engines.port import Candidate, EngineReader, Selection
from index.planning.plan import Needle, Relaxation
from index.ranking.folded_text_files import FoldedTextReader
from index.ranking.folded_texts import FoldedTexts
from index.ranking.scoring import SCORE_DECIMALS, Flags, has_twins, says_typed, score_all
from index.ranking.terms import RankRun, RankTerm, Units, exact_terms, relaxed_terms

_TYPED_FIRST = 1_000.0  # above any score: typed spellings are a tier of their own (contract)
_FEW_TYPED = 20  # two pages
RERANKED = 200
"""How many of the engine's candidates are scored anew: a fixed number, so that pages neither repeat nor lose a hit."""
TYPED_WITHIN = 1_000
"""How far down the engine's order the spelling typed is looked for, where its first few hundred hardly say it: as far as pages reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """What candidates are ranked by: weighed terms, and the runs *typed* whose own spelling comes first."""

    terms: tuple[RankTerm, ...]
    typed: tuple[str, ...] = ()


def rank_by_needles(needles: Sequence[Needle], reader: EngineReader) -> Ranked:
    """An exact query: its runs, each weighed by how few articles hold it."""
    runs = []
    for needle in needles:
        if needle.scopes == ("source",):
            continue
        named = "entity" in needle.scopes
        in_title, in_body = named or "title" in needle.scopes, named or "body" in needle.scopes
        runs.append(RankRun(units=needle.spellings[0], in_title=in_title, in_body=in_body))
    terms = exact_terms(runs, partial(_frequency, reader), reader.count(AllArticles()))
    typed = (run for needle in needles for run in _between_signs(needle.typed) if has_twins(run))
    return Ranked(terms=terms, typed=tuple(dict.fromkeys(typed)))


def rank_by_relaxation(relaxation: Relaxation, reader: EngineReader) -> Ranked:
    """A relaxed query: its words, bigrams and characters."""
    articles = reader.count(AllArticles())
    terms = relaxed_terms(relaxation.words, relaxation.pieces, partial(_frequency, reader), articles)
    return Ranked(terms=terms)


def _between_signs(typed: str) -> Iterator[str]:
    """The parts of *typed* that an article must say: a sign may be optional there, or end a text."""
    plain = plain_canonical(typed)
    ends = [at for at, sign in enumerate(plain) if sign in SIGNS]
    for start, end in itertools.pairwise((-1, *ends, len(typed))):
        if start + 1 < end:
            yield typed[start + 1 : end]


def _frequency(reader: EngineReader, units: Units) -> int:
    return reader.frequency(UnitRun(units=units))


def plain_score(score: float) -> float:
    """A candidate's score without the tier that puts typed spellings first: what is shown to the outside."""
    return round(score - _TYPED_FIRST, SCORE_DECIMALS) if score >= _TYPED_FIRST else score


def rerank(
    selection: Selection,
    ranked: Ranked,
    reader: FoldedTextReader,
    until: int,
    deeper: Callable[[], Sequence[Candidate]],
) -> list[Candidate]:
    """The first *until* candidates of *selection* by final score, highest first, then newer, and all that tie with the last.

    *deeper* gives the engine's first `TYPED_WITHIN` candidates: of an archive that mostly writes 复兴, its best 200 need not
    hold one that writes 復興.
    """
    candidates = selection.candidates
    if not candidates:
        return []
    texts = _read(candidates[:RERANKED], reader)
    is_typed = _says_all(ranked.typed, texts)
    if ranked.typed and selection.total > RERANKED and np.count_nonzero(is_typed) < _FEW_TYPED:
        candidates = tuple(deeper())
        texts = _read(candidates, reader)
        is_typed = _says_all(ranked.typed, texts)
        order = np.argsort(~is_typed, kind="stable")
        candidates = tuple([candidates[at] for at in order.tolist()])
        texts, is_typed = texts.take(order[:RERANKED]), is_typed[order[:RERANKED]]
    first, rest = candidates[:RERANKED], candidates[RERANKED:]
    scores = score_all(ranked.terms, texts) + _TYPED_FIRST * is_typed
    seconds = np.array([one.sort_seconds for one in first])
    order = np.lexsort((-seconds, -scores))
    scores, seconds = scores[order], seconds[order]
    if until < len(order):
        # Candidates that no page up to this one shows need not be made.
        ties = (scores == scores[until - 1]) & (seconds == seconds[until - 1])
        until = int(np.flatnonzero(ties)[-1]) + 1
    scored = [
        Candidate(first[at].ordinal, score, first[at].sort_seconds)
        for at, score in zip(order[:until].tolist(), scores[:until].tolist(), strict=True)
    ]
    # Behind the re-ranked come the rest in the engine's order; their scores stay below and falling.
    least = plain_score(float(scores[-1]))
    if until < len(first) and least > 0:
        return scored
    top = max((one.score for one in rest), default=1.0) or 1.0
    behind = [Candidate(one.ordinal, least * one.score / (top + 1.0), one.sort_seconds) for one in rest]
    return [*scored, *behind]


def _read(candidates: Sequence[Candidate], reader: FoldedTextReader) -> FoldedTexts:
    return reader.read([one.ordinal for one in candidates])


def _says_all(typed: Sequence[str], texts: FoldedTexts) -> Flags:
    """Which of *texts* say all that was typed with a character of a different word as it was typed; none where nothing was."""
    said = [says_typed(run, texts) for run in typed]
    return np.logical_and.reduce(said) if said else np.zeros(len(texts), dtype=np.bool_)
