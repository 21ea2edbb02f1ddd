"""Where a found article stands in the whole result, and the figures that put it there.

The result is answered as a search answers it, but in one page; the scores are the engine's and the second stage's own, taken
apart by `probe.py` and `score_parts.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.answering.answer import Answered
from index.archive.opened import Opened
from index.engines.criteria import RankedQuery
from index.explaining.model import RankedBy, Reason, Score, TypedRun
from index.explaining.probe import ArticleProbe
from index.explaining.score_parts import score_parts
from index.model import WINDOW
from index.ranking.reranking import RERANKED, Ranked, plain_score
from index.ranking.scoring import says_typed, score_all
from index.ranking.terms import RankTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an article or its story stands: from 1; *ordinal* is that of the article that is shown."""

    rank: int
    ordinal: int
    score: float


def find_place(answered: Answered, ordinals: AbstractSet[int]) -> Place | None:
    """The place of the one candidate among *ordinals*, the articles of one story; None where there is none."""
    for rank, candidate in enumerate(answered.candidates, start=1):
        if candidate.ordinal in ordinals:
            return Place(rank=rank, ordinal=candidate.ordinal, score=candidate.score)
    return None


def score_of(probe: ArticleProbe, query: RankedQuery, ranked: Ranked, opened: Opened, place: Place) -> Score:
    """What *probe* is ranked by; where another article shows its story, what its own text would be ranked by."""
    texts = opened.texts.read([probe.ordinal])
    is_shown = place.ordinal == probe.ordinal
    second_stage = score_parts(ranked.terms, texts) if place.rank <= RERANKED and ranked.terms else None
    value = place.score if is_shown or second_stage is None else float(score_all(ranked.terms, texts)[0])
    return Score(
        value=plain_score(value),
        typed=tuple(TypedRun(text=run, is_said=bool(says_typed(run, texts)[0])) for run in ranked.typed),
        first_stage=probe.first_stage(query),
        second_stage=second_stage,
    )


def notes_on(place: Place, shown_by: str | None) -> tuple[Reason, ...]:
    """Why a found article may not be seen all the same: another one shows its story, no page reaches it."""
    notes = []
    if shown_by is not None:
        message = f"article {shown_by}, the earliest of its story that matches, is shown for it (--dup all shows every one)"
        notes.append(Reason(code="shown-by-copy", message=message))
    if place.rank > WINDOW:
        message = (
            f"pages reach the first {WINDOW:,} results and this is number {place.rank:,}: narrow the search"
        )
        notes.append(Reason(code="beyond-pages", message=message))
    return tuple(notes)


def story_found(place: Place, shown_id: str) -> Reason:
    """That a copy of the article is found in its place."""
    message = f"its story is found all the same, by article {shown_id} (number {place.rank:,})"
    return Reason(code="story-found", message=message)


def ranked_by(terms: Sequence[RankTerm], frequencies: Mapping[str, int]) -> tuple[RankedBy, ...]:
    """*terms* in their order, each with the document frequency that weighs it."""
    return tuple(
        RankedBy(
            text=term.text,
            weight=term.weight,
            in_title=term.in_title,
            in_body=term.in_body,
            document_frequency=frequencies.get(term.text),
        )
        for term in terms
    )
