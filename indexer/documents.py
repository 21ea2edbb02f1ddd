"""Index documents: an article as an engine gets it, built by the one analyzer.

Pure: an article in, an `IndexDocument` out. The store gives ordinal, sequence and digest (`build.py` fills them in). What each
field means stands in `index/schema.py`.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from index.analysis.analyzer import Analyzer, FieldTerms
from index.analysis.script import name_key
from index.analysis.units import BREAK
from index.model import ENTITY_KINDS, Article, EntityKind, PartialDate, day_number
from index.regions.gazetteer import Gazetteer
from index.schema import DATED_BY_EVENT, UNDATED_SECONDS, IndexDocument, spelling_value

# A date of year precision overlaps 366 days at most; beyond that nothing needs a value per day.
_ONE_DAY = dt.timedelta(days=1)
_LATIN = re.compile(r"[a-z0-9]")


def build_documents(
    articles: Sequence[Article], analyzer: Analyzer, gazetteer: Gazetteer
) -> list[IndexDocument]:
    """What the index holds of *articles*, in that order; ordinal, sequence and digest are 0 until they are known.

    Their texts are analysed together, in a third of the time.
    """
    texts = iter(
        analyzer.analyse_all([text for article in articles for text in (article.title, article.body)])
    )
    names = [_names_of(article) for article in articles]
    named = iter(analyzer.analyse_names(list(itertools.chain.from_iterable(names))))
    sources = analyzer.analyse_names([article.source or "" for article in articles])
    return [
        _build(
            article,
            _ArticleTerms(
                title=next(texts),
                body=next(texts),
                source=source,
                names=list(itertools.islice(named, len(own))),
            ),
            gazetteer,
        )
        for article, own, source in zip(articles, names, sources, strict=True)
    ]


class Numbered(Protocol):
    """Whatever carries the numbers that a store gave an article (`StoredState`)."""

    @property
    def ordinal(self) -> int:
        """See `StoredState`."""
        ...

    @property
    def sequence(self) -> int:
        """See `StoredState`."""
        ...

    @property
    def digest(self) -> int:
        """See `StoredState`."""
        ...

    @property
    def story(self) -> int:
        """See `StoredState`."""
        ...


def place_document(document: IndexDocument, stored: Numbered) -> IndexDocument:
    """*document* with the numbers that the store gave its article."""
    return document._replace(
        ordinal=stored.ordinal, sequence=stored.sequence, digest=stored.digest, story=stored.story
    )


class _ArticleTerms(NamedTuple):
    """The terms of what is searched of one article."""

    title: FieldTerms
    body: FieldTerms
    source: FieldTerms
    names: list[FieldTerms]


def _names_of(article: Article) -> list[str]:
    """The names by which `entity:` finds *article*, without those that stand in another: a run of them is found there too."""
    named = {name_key(name): name for entity in article.entities for name in (entity.name, entity.canonical)}
    together = BREAK.join(named)
    # Of letters and digits a part is no unit: 5G is not found in 5GAA.
    return [name for key, name in named.items() if together.count(key) == 1 or _LATIN.search(key)]


def _build(article: Article, terms: _ArticleTerms, gazetteer: Gazetteer) -> IndexDocument:
    keys: dict[EntityKind, dict[str, None]] = {kind: {} for kind in ENTITY_KINDS}
    for entity in article.entities:
        keys[entity.kind][name_key(entity.canonical)] = None
    document = IndexDocument(
        ordinal=0,
        sequence=0,
        digest=0,
        title_words=terms.title.words,
        title_bigrams=terms.title.bigrams,
        body_words=terms.body.words,
        body_bigrams=terms.body.bigrams,
        entity_words=" ".join([name.words for name in terms.names]),
        # A break between two names takes a position of its own, as it does in a text: a run is proved by every second
        # bigram, and must not step from one name into the next.
        entity_bigrams=f" {BREAK} ".join([name.bigrams for name in terms.names]),
        source_words=terms.source.words,
        source_bigrams=terms.source.bigrams,
        region=_with_outer(article.regions, gazetteer),
        source=(name_key(article.source),) if article.source else (),
        person=tuple(keys["person"]),
        organisation=tuple(keys["organisation"]),
        place=tuple(keys["place"]),
        term=tuple(keys["term"]),
        spelling=_spellings(article, keys),
        dated_by=(DATED_BY_EVENT,) if article.dated_by() == DATED_BY_EVENT else (),
    )
    dated = article.dated()
    return document if dated is None else _dated(document, dated)


def _spellings(article: Article, keys: Mapping[EntityKind, Mapping[str, None]]) -> tuple[str, ...]:
    """How the article writes names otherwise than the archive (包鋼: 包钢集团); a single character (中) names too many."""
    texts = {"title": article.title, "body": article.body}
    found: dict[str, None] = {}
    for entity in article.entities:
        written = {texts[span.field][span.start : span.end] for span in entity.spans}
        # Sorted, so that an article made anew has the same document.
        for key in sorted({name_key(name) for name in (entity.name, *written) if len(name) > 1}):
            if key not in keys[entity.kind]:
                found[spelling_value(entity.kind, key)] = None
    return tuple(found)


def _with_outer(codes: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, ...]:
    """The codes and every division they lie in, so that a province includes its cities."""
    return tuple(dict.fromkeys(outer.code for code in codes for outer in gazetteer.ancestors(code)))


def _dated(document: IndexDocument, date: PartialDate) -> IndexDocument:
    first, last = date.first_day(), date.last_day()
    days = [first + _ONE_DAY * number for number in range((last - first).days + 1)]
    return document._replace(
        years=(first.year,),
        months=tuple(dict.fromkeys(day.year * 100 + day.month for day in days)),
        days=tuple(day_number(day) for day in days),
        first_day=day_number(first),
        last_day=day_number(last),
        sort_seconds=date.sort_seconds() if date.has_year else UNDATED_SECONDS,
    )
