"""More like this: the articles that share the telling words of one.

The words that are frequent in the article and rare in the archive are asked for together, and the engine's BM25 orders
what holds enough of them. No vectors, no model: why two articles are alike can be read off the words. Must not rank
queries; `search.py` calls it for the page of an article.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from index.analysis.script import fold
from index.analysis.units import canonical, unit_texts
from index.archive.opened import Opened
from index.engines.criteria import AnyOf, RankedQuery, UnitRun
from index.model import Article, PartialDate, Script
from index.store.port import StoredArticle

_READ_CHARACTERS = 1_500  # what a story is about stands in its first paragraphs
_TITLE_WORTH = 3
_WEIGHED_WORDS = 40
_ASKED_WORDS = 14
_MINIMUM_SHARE = 0.3
_COMMON_SHARE = 0.15
"""Words in more of the archive than this (发展, 工作) make everything alike."""
_SPARE = 30  # candidates beyond the limit: the article itself, its copies, and repeated notices of one title


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeArticle:
    """An article that is like another one, as a list shows it."""

    id: str
    title: str
    source: str | None
    date: PartialDate | None
    script: Script


def find_alike(stored: StoredArticle, opened: Opened, limit: int) -> tuple[AlikeArticle, ...]:
    """At most *limit* articles like *stored*, the most alike first; never itself, a copy of it, or one title twice."""
    words = _telling_words(stored.article, opened)
    if not words:
        return ()
    runs = tuple(UnitRun(units=units) for units in words)
    minimum = max(2, math.ceil(_MINIMUM_SHARE * len(runs)))
    if len(runs) < minimum:
        return ()
    query = RankedQuery(criterion=AnyOf(children=runs, minimum=minimum))
    ordinals = [one.ordinal for one in opened.reader.best(query, limit + _SPARE).candidates]
    others = opened.store.summaries([one for one in ordinals[: limit + _SPARE] if one != stored.ordinal])
    copies = {copy.id for copy in opened.store.copies(stored.article.id)}
    return tuple(_first_of_each_title(stored.article, others, copies))[:limit]


def _first_of_each_title(
    article: Article, others: tuple[StoredArticle, ...], copies: set[str]
) -> Iterator[AlikeArticle]:
    titles = {fold(article.title)}
    for other in others:
        title = fold(other.article.title)
        if title in titles or other.article.id in copies:
            continue
        titles.add(title)
        yield AlikeArticle(
            id=other.article.id,
            title=other.article.title,
            source=other.article.source,
            date=other.article.dated(),
            script=other.article.script,
        )


def _telling_words(article: Article, opened: Opened) -> list[tuple[str, ...]]:
    """The words with the greatest weight, as units: times in the article × rarity in the archive."""
    counts: Counter[str] = Counter(opened.analyzer.words(article.body[:_READ_CHARACTERS]))
    for word in opened.analyzer.words(article.title):
        counts[word] += _TITLE_WORTH
    size = opened.store.count()
    weights: dict[tuple[str, ...], float] = {}
    for word, count in counts.most_common(_WEIGHED_WORDS):
        units = tuple(unit_texts(canonical(word)))
        if not units or units in weights:
            continue
        holding = opened.reader.frequency(UnitRun(units=units))
        if 1 < holding <= max(3, _COMMON_SHARE * size):
            weights[units] = (1 + math.log(count)) * math.log(1 + size / holding)
    return sorted(weights, key=lambda units: (-weights[units], units))[:_ASKED_WORDS]
