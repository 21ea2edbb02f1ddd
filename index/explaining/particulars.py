"""What an article bears of what is filtered by: its dates, regions, source and names, in words. Pure."""

from __future__ import annotations

from index.model import Article
from index.regions.gazetteer import Gazetteer


def dates_of(article: Article) -> tuple[str, ...]:
    """The date that filters use, or why there is none."""
    by, date = article.dated_by(), article.dated()
    if date is not None:
        return (date.iso() if by == "published" else f"{date.iso()} (of the event)",)
    published = article.published
    if published is not None and article.date_ahead:
        return (f"{published.iso()}, which lies ahead and is never used",)
    if published is not None:
        return (f"{published.iso()}, of which the year is unknown",)
    return ()


def regions_of_article(article: Article, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Its regions, each with its code."""
    return tuple(f"{gazetteer.name(code)} ({code})" for code in article.regions)


def names_of(article: Article, kind: str) -> tuple[str, ...]:
    """What it bears of *kind*: its source, or the names of its entities (of any kind for `entity`), as the archive calls them."""
    if kind == "source":
        return (article.source,) if article.source else ()
    named = (entity.canonical for entity in article.entities if kind in ("entity", entity.kind))
    return tuple(dict.fromkeys(named))
