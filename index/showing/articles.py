"""One article as a page shows it: title and whole body in the script asked for, with the highlights of a query.

Reads the store and the query's plan; what is shown of many articles at once is `hits.py`'s. `search.py` calls it.
"""

from __future__ import annotations

from dataclasses import dataclass

from index.archive.opened import Opened
from index.model import Article, ArticleVersion, Copy, Region, ShownScript, Snippet
from index.planning.planner import Planner
from index.query.parser import parse_query
from index.regions.gazetteer import Gazetteer
from index.showing.hits import show_piece
from index.showing.matching import Matcher, merged
from index.showing.names import regions_of, show_persons


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticle:
    """One article as a page shows it: title and whole body in the script asked for, with the query's highlights."""

    article: Article
    title: Snippet
    body: Snippet
    regions: tuple[Region, ...]
    versions: tuple[ArticleVersion, ...]
    copies: tuple[Copy, ...]


def show_article(
    article_id: str, query: str, script: ShownScript, opened: Opened, gazetteer: Gazetteer
) -> ShownArticle:
    """One article with the highlights of *query*. Raises NotFoundError, GoneError, QueryLimitError."""
    article = opened.store.article(article_id).article
    parsed = parse_query(query)
    planner = Planner(opened.analyzer, gazetteer)
    matcher = Matcher(planner.plan(parsed.tree).needles)
    body = matcher.matches(article.body, "body")
    title = matcher.matches(article.title, "title")
    if not body and not title and (relaxed := planner.relax(parsed)) is not None:
        matcher = Matcher(relaxed.needles)
        body, title = matcher.matches(article.body, "body"), matcher.matches(article.title, "title")
    persons = show_persons(article.entities, opened.store, script)
    return ShownArticle(
        article=article,
        title=show_piece(
            Snippet(text=article.title, highlights=merged(title)), script, article.script, persons
        ),
        body=show_piece(Snippet(text=article.body, highlights=merged(body)), script, article.script, persons),
        regions=regions_of(article, gazetteer, script),
        versions=opened.store.versions(article_id),
        copies=opened.store.copies(article_id),
    )
