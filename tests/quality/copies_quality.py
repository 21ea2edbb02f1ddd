"""Measures near-copies: edited articles among all real ones, and the look-alikes that must stay apart.

Every article goes through sketches, bands and the exact comparison, as in a store (`group_all`). It judges and sets no
floors (`measures.py` does), prints nothing.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.analysis.script import from_code_points
from index.analysis.sketches import compared_letters, letters, sketch_text
from index.store.near_copies import ComparedText
from index.store.stories import OrdinalText, Sketched
from index.store.story_state import StoryState, group_all
from tests.quality.edited_articles import EditedCopy, make_copies
from tests.quality.real_articles import RealArticle, load_real_articles

COPIES = 5_500
ANOTHER_SOURCE = "樣例網"
FORMS = ("ey_gazette", "gov_rss", "laws_cn", "work_reports")
"""Files of notices, laws and reports of one form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two real articles that were taken for copies."""

    one: RealArticle
    other: RealArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFigures:
    """What was measured.

    *recall* by edit: the share of edited articles in the story of their original. *precision*: of all links of edited
    articles, those with their original or its own copies. *real* are links between real articles; of them *forms* are
    between notices, laws and reports of one form with different titles (none is a copy), *recurring* between articles of
    one source on other days (where daily reports would show). *articles_per_second* counts processor time of everything
    but reading, in one process.
    """

    recall: dict[str, float]
    precision: float
    real: tuple[Link, ...]
    forms: tuple[Link, ...]
    recurring: tuple[Link, ...]
    articles_per_second: float


def measure_copies(data: Path, copies: int = COPIES, *, every: int = 1) -> CopyFigures:
    """Measure on `news/` in the folder *data*: on all of it, or on each *every*-th article."""
    real = load_real_articles(data)[::every]
    edited = list(make_copies(real, copies))
    begun = time.process_time()
    state = _grouped(real, edited)
    seconds = time.process_time() - begun
    found: Counter[str] = Counter()
    right = links = 0
    for number, copy in enumerate(edited, start=len(real)):
        original = copy.original + 1
        linked = state.linked.get(number + 1, frozenset())
        of_original = {original, *state.linked.get(original, ())}
        found[copy.edit] += state.story_of.get(number + 1, 0) == state.story_of.get(original, -1)
        right += len(linked & of_original)
        links += len(linked)
    made = Counter(copy.edit for copy in edited)
    between_real = tuple(_links_between(real, state))
    return CopyFigures(
        recall={edit: found[edit] / made[edit] for edit in made},
        precision=right / max(1, links),
        real=between_real,
        forms=tuple(link for link in between_real if _is_of_one_form(link)),
        recurring=tuple(link for link in between_real if _is_recurring(link)),
        articles_per_second=(len(real) + len(edited)) / seconds,
    )


def _grouped(real: Sequence[RealArticle], edited: Sequence[EditedCopy]) -> StoryState:
    """The stories of all real articles and, behind them, the edited ones; ordinals count from 1."""
    titles = [*(one.title for one in real), *(one.title for one in edited)]
    bodies = [*(one.body for one in real), *(one.body for one in edited)]
    sources = [*(one.source for one in real), *(ANOTHER_SOURCE for _ in edited)]
    days = [*(one.day for one in real), *(real[one.original].day for one in edited)]

    def texts(ordinals: Sequence[int]) -> list[OrdinalText]:
        return [
            OrdinalText(
                ordinal,
                ComparedText(
                    title=from_code_points(letters(titles[ordinal - 1])),
                    text=from_code_points(compared_letters(titles[ordinal - 1], bodies[ordinal - 1])),
                    day=days[ordinal - 1],
                    source=sources[ordinal - 1],
                ),
            )
            for ordinal in ordinals
        ]

    sketched = (
        Sketched(ordinal, sketch_text(title, body))
        for ordinal, (title, body) in enumerate(zip(titles, bodies, strict=True), start=1)
    )
    return group_all(sketched, texts)


def _links_between(real: Sequence[RealArticle], state: StoryState) -> list[Link]:
    return [
        Link(one=real[ordinal - 1], other=real[other - 1])
        for ordinal, others in sorted(state.linked.items())
        for other in sorted(others)
        if ordinal < other <= len(real)
    ]


def _is_of_one_form(link: Link) -> bool:
    one, other = link.one, link.other
    return one.family in FORMS and one.family == other.family and one.title != other.title


def _is_recurring(link: Link) -> bool:
    one, other = link.one, link.other
    return (
        one.source == other.source
        and one.day is not None
        and other.day is not None
        and abs((one.day - other.day).days) > 1
    )
