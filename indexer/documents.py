"""Index documents: an article as an engine gets it, built by the one analyzer.

Pure: an article in, an `IndexDocument` out. The store gives ordinal, sequence and digest (`build.py` fills them in). What each
field means stands in `index/schema.py`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from index.analysis.analyzer import Analyzer
from index.analysis.script import name_key
from index.analysis.units import BREAK
from index.model import Article, EntityKind, PartialDate
from index.planning import day_number
from index.regions import Gazetteer
from index.schema import UNDATED_SECONDS, IndexDocument
from index.store.port import StoredArticle

# A date of year precision overlaps 366 days at most; beyond that nothing needs a value per day.
_ONE_DAY = dt.timedelta(days=1)


def build_document(article: Article, analyzer: Analyzer, gazetteer: Gazetteer) -> IndexDocument:
    """What the index holds of *article*; ordinal, sequence and digest are 0 until the store has given them."""
    title = analyzer.analyse(article.title)
    body = analyzer.analyse(article.body)
    names = dict.fromkeys(name for entity in article.entities for name in (entity.canonical, entity.name))
    # A break between two names takes a position of its own, as it does in a text: a run is proved by every second
    # bigram, and must not step from one name into the next.
    named = [analyzer.analyse_name(name) for name in names]
    source = analyzer.analyse_name(article.source or "")
    document = IndexDocument(
        ordinal=0,
        sequence=0,
        digest=0,
        title_words=title.words,
        title_bigrams=title.bigrams,
        body_words=body.words,
        body_bigrams=body.bigrams,
        entity_words=" ".join([terms.words for terms in named]),
        entity_bigrams=f" {BREAK} ".join([terms.bigrams for terms in named]),
        source_words=source.words,
        source_bigrams=source.bigrams,
        region=_with_outer(article.regions, gazetteer),
        source=(name_key(article.source),) if article.source else (),
        person=_keys(article, "person"),
        organisation=_keys(article, "organisation"),
        place=_keys(article, "place"),
        term=_keys(article, "term"),
    )
    dated = article.dated()
    return document if dated is None else _dated(document, dated)


def place_document(document: IndexDocument, stored: StoredArticle) -> IndexDocument:
    """*document* with the numbers that the store gave its article."""
    return dataclasses.replace(
        document, ordinal=stored.ordinal, sequence=stored.sequence, digest=stored.digest
    )


def _keys(article: Article, kind: EntityKind) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name_key(entity.canonical) for entity in article.entities if entity.kind == kind)
    )


def _with_outer(codes: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    """The codes and every division they lie in, so that a province includes its cities."""
    return tuple(dict.fromkeys(outer.code for code in codes for outer in gazetteer.ancestors(code)))


def _dated(document: IndexDocument, date: PartialDate) -> IndexDocument:
    first, last = date.first_day(), date.last_day()
    days = [first + _ONE_DAY * number for number in range((last - first).days + 1)]
    return dataclasses.replace(
        document,
        years=(first.year,),
        months=tuple(dict.fromkeys(day.year * 100 + day.month for day in days)),
        days=tuple(day_number(day) for day in days),
        first_day=day_number(first),
        last_day=day_number(last),
        sort_seconds=date.sort_seconds() if date.has_year else UNDATED_SECONDS,
    )
