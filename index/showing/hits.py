"""Candidates of a page as hits: titles and snippets in the script asked for, from the store.

What is shown of one article as a whole is `articles.py`'s, with the same names and the same conversion. Ranks nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from index.analysis.shown_script import show_text
from index.archive.opened import Opened
from index.engines.port import Candidate
from index.model import Article, Hit, Region, Script, ShownScript, Snippet
from index.planning.plan import Needle
from index.ranking.reranking import plain_score
from index.regions.gazetteer import Gazetteer
from index.showing.matching import Matcher
from index.showing.names import regions_of, show_persons
from index.showing.snippets import ShownTexts, show_texts
from index.store.port import StoreReader


def show_hits(
    page: Sequence[Candidate],
    needles: Sequence[Needle],
    script: ShownScript,
    opened: Opened,
    gazetteer: Gazetteer,
) -> tuple[Hit, ...]:
    """The hits of *page*, in that order, with highlights of *needles*; those that were removed meanwhile are left out."""
    stored = {one.ordinal: one for one in opened.store.summaries([one.ordinal for one in page])}
    found = [(stored[one.ordinal], one.score) for one in page if one.ordinal in stored]
    articles = [one.article for one, _ in found]
    sizes = opened.store.story_sizes([one.story for one, _ in found])
    texts = show_texts([one.title for one in articles], [one.body for one in articles], Matcher(needles))
    persons = _persons_of(articles, opened.store, script)
    return tuple(
        _build_hit(
            one.article,
            _converted(text, one.article, script, names),
            regions_of(one.article, gazetteer, script),
            copies=size - 1,
            score=score,
        )
        for (one, score), size, text, names in zip(found, sizes, texts, persons, strict=True)
    )


def _build_hit(
    article: Article, texts: ShownTexts, regions: tuple[Region, ...], *, copies: int, score: float
) -> Hit:
    return Hit(
        id=article.id,
        url=article.url,
        title=texts.title,
        snippets=texts.snippets,
        published=article.published,
        published_origin=article.published_origin,
        event_date=article.event_date,
        dated_by=article.dated_by(),
        source=article.source,
        regions=regions,
        script=article.script,
        copies=copies,
        score=plain_score(score),
    )


def _persons_of(
    articles: Sequence[Article], store: StoreReader, script: ShownScript
) -> list[Mapping[str, str]]:
    """How the persons that each of *articles* names are shown, where its text is to be converted."""
    converted = [one.id for one in articles if script not in ("original", one.script)]
    listings = store.listings(converted) if converted else ()
    persons = {one.id: show_persons(one.entities, store, script) for one in listings}
    return [persons.get(article.id, {}) for article in articles]


def show_piece(snippet: Snippet, script: ShownScript, written: Script, persons: Mapping[str, str]) -> Snippet:
    """A piece of an article *written* so in the script asked for; its ranges stay, since conversion keeps the length.

    *persons* are its persons and how each is shown.
    """
    if script in ("original", written):
        return snippet
    return dataclasses.replace(snippet, text=show_text(snippet.text, script, written, persons))


def _converted(
    texts: ShownTexts, article: Article, script: ShownScript, persons: Mapping[str, str]
) -> ShownTexts:
    return ShownTexts(
        title=show_piece(texts.title, script, article.script, persons),
        snippets=tuple([show_piece(snippet, script, article.script, persons) for snippet in texts.snippets]),
    )
