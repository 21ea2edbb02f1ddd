"""Everything that a search finds, beyond its pages: what exports write, article by article.

Answers the search as a page does, and reads each article when its turn comes. `search.py` calls it.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.answering.answer import Answering
from index.archive.opened import Opened
from index.engines.criteria import AllArticles
from index.model import Article, SearchRequest, Sort
from index.query.parser import parse_query
from index.query.render import render_query
from index.regions.gazetteer import Gazetteer

_READ_AT_ONCE = 200  # a walk then holds some 500 kB of texts, whatever it finds


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticles:
    """Everything that a search finds, newest first: how much, and the articles one by one (without `raw`).

    What was removed since is left out; all others come from the state of the moment in which each is read.
    """

    total: int
    interpreted: str
    articles: Iterator[Article]
    generation: str


def walk_all(request: SearchRequest, opened: Opened, gazetteer: Gazetteer) -> FoundArticles:
    """Everything that *request* finds, beyond the window of pages too, in the order of `sort=date`."""
    parsed = parse_query(request.query)
    # No search finds more than there is, so one answer holds the total and all of it.
    articles = max(1, opened.reader.count(AllArticles()))
    whole = dataclasses.replace(request, sort=Sort.DATE, page=1, size=articles, with_facets=False)
    candidates = Answering(whole, opened, gazetteer, time.perf_counter()).answer(parsed).candidates
    return FoundArticles(
        total=len(candidates),
        interpreted=render_query(parsed.tree),
        articles=_read_articles(opened, [candidate.ordinal for candidate in candidates]),
        generation=opened.generation.name,
    )


def _read_articles(opened: Opened, ordinals: Sequence[int]) -> Iterator[Article]:
    for at in range(0, len(ordinals), _READ_AT_ONCE):
        for stored in opened.store.articles(ordinals[at : at + _READ_AT_ONCE]):
            yield stored.article
