"""The JSON objects of the API, field for field as the contract names them, and how a result becomes one.

`machines/openapi.py` makes the schema from these classes, descriptions included, so what is documented is what is sent.
Fields marked LEFT_OUT_WHEN_NONE are missing rather than null. Nothing is computed here; text stands as it is stored
or shown, never as HTML.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias

from index.model import (
    Copy,
    DatedBy,
    DateOrigin,
    Entity,
    EntityKind,
    Facet,
    Hit,
    MatchKind,
    PartialDate,
    Region,
    Script,
    SearchResult,
    Snippet,
    TextField,
    Timeline,
)
from index.showing.articles import ShownArticle
from index.suggesting.suggestions import SuggestionKind

LEFT_OUT_WHEN_NONE: Mapping[str, bool] = MappingProxyType({"left_out_when_none": True})
"""Metadata of a field that, without a value, is missing rather than null."""

Range: TypeAlias = tuple[int, int]
FieldRange: TypeAlias = tuple[TextField, int, int]
ShownDate: TypeAlias = Annotated[
    str,
    "`2025`, `2025-11`, `2025-11-27`, a date-time with its offset, or `--11-27` where the year is unknown.",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnswer:
    """Something a reader should know about how the query was read."""

    code: Annotated[str, "Stable; for programs."]
    message: Annotated[str, "For people."]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryAnswer:
    """How the query was understood."""

    text: Annotated[str, "The query as given."]
    interpreted: Annotated[str, "The query as read, in canonical form."]
    match: Annotated[MatchKind, "The loosest step used."]
    notices: tuple[NoticeAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """Text and the ranges of it that matched."""

    text: str
    highlights: Annotated[
        tuple[Range, ...], "Half-open code-point ranges into `text`, in order, none inside another."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionAnswer:
    """A division or country."""

    code: Annotated[str, "GB/T 2260 without trailing zero pairs, or ISO 3166-1 alpha-2."]
    name: Annotated[str, "Full name; traditional for script=hant, else simplified."]


@dataclass(frozen=True, slots=True, kw_only=True)
class HitAnswer:
    """One result."""

    id: str
    url: str | None
    title: MarkedText
    snippets: tuple[MarkedText, ...]
    published: ShownDate | None
    published_origin: Annotated[DateOrigin | None, "Where `published` was found."]
    event_date: ShownDate | None
    dated_by: Annotated[
        DatedBy | None, "Which date filter, sort and timeline use; null: undated, or its date lies ahead."
    ]
    source: str | None
    regions: tuple[RegionAnswer, ...]
    script: Annotated[Script, "The script of the article as stored."]
    copies: Annotated[int, "Other articles of the same story."]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValueAnswer:
    """One value of a facet."""

    value: Annotated[str, "What the parameter of the facet's name takes."]
    label: Annotated[str, "What to show."]
    count: Annotated[int, "The total if this value alone were chosen."]


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetsAnswer:
    """The six facets; at most 20 values each, by count, then value."""

    region: tuple[FacetValueAnswer, ...]
    source: tuple[FacetValueAnswer, ...]
    person: tuple[FacetValueAnswer, ...]
    organisation: tuple[FacetValueAnswer, ...]
    place: tuple[FacetValueAnswer, ...]
    term: tuple[FacetValueAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketAnswer:
    """A day, month or year."""

    start: Annotated[dt.date, "Its first day."]
    count: Annotated[int, "Matching articles or stories that overlap it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineAnswer:
    """Results over time, empty buckets included."""

    interval: Literal["day", "month", "year"]
    buckets: tuple[BucketAnswer, ...]
    undated: Annotated[int, "Matching ones without a date."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer:
    """The answer to a search."""

    query: QueryAnswer
    total: Annotated[int, "Stories, or articles with dup=all."]
    took_ms: float
    page: int
    size: int
    hits: tuple[HitAnswer, ...]
    facets: Annotated[FacetsAnswer | None, "Missing with facets=0."] = field(metadata=LEFT_OUT_WHEN_NONE)
    timeline: Annotated[TimelineAnswer | None, "Missing with facets=0."] = field(metadata=LEFT_OUT_WHEN_NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityAnswer:
    """Someone or something that the article names."""

    name: Annotated[str, "The commonest spelling in this article."]
    canonical: Annotated[str, "The archive's spelling."]
    kind: EntityKind
    office: Annotated[str | None, "What the person holds, where the text says so."]
    spans: Annotated[tuple[FieldRange, ...], "Field, start and end: half-open code points."]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAnswer:
    """One state of the article's text."""

    number: Annotated[int, "Counts from 1; the last one is current."]
    title: str
    body: str
    stored_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyAnswer:
    """Another article of the same story."""

    id: str
    source: str | None
    published: ShownDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAnswer:
    """Everything stored of one article."""

    id: str
    url: str | None
    title: str
    body: Annotated[str, "Exactly the text that is searched and that spans refer to."]
    raw: Annotated[str, "The input as it came, with what was taken out of `body`."]
    published: ShownDate | None
    published_origin: DateOrigin | None
    event_date: ShownDate | None
    dated_by: DatedBy | None
    source: str | None
    author: str | None
    tags: tuple[str, ...]
    script: Script
    regions: tuple[RegionAnswer, ...]
    entities: tuple[EntityAnswer, ...]
    versions: tuple[VersionAnswer, ...]
    copies: tuple[CopyAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthAnswer:
    """The state of the index."""

    status: Literal["ok", "unavailable"]
    articles: int
    engine: str
    generation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionAnswer:
    """A name of the archive that may be about to be typed."""

    text: Annotated[str, "The name, in the archive's spelling or the script asked for."]
    kind: Annotated[SuggestionKind, "What it names."]
    count: Annotated[int, "Articles that carry it."]
    query: Annotated[str, "The whole query that choosing it makes: the last word is replaced."]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestAnswer:
    """Suggestions, the best first."""

    text: Annotated[str, "What was typed."]
    suggestions: tuple[SuggestionAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyAnswer:
    """Whether requests can be answered."""

    status: Literal["ready", "unavailable"]
    problem: Annotated[str | None, "The kind of problem, as in a problem document."] = field(
        metadata=LEFT_OUT_WHEN_NONE
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemAnswer:
    """A problem document (RFC 9457)."""

    type: Annotated[str, "A URN that names the kind of problem."]
    title: str
    status: int
    detail: str
    parameter: Annotated[str | None, "The parameter that cannot be read."] = field(
        default=None, metadata=LEFT_OUT_WHEN_NONE
    )


def build_search_answer(result: SearchResult) -> SearchAnswer:
    """The API's answer of a result."""
    return SearchAnswer(
        query=QueryAnswer(
            text=result.text,
            interpreted=result.interpreted,
            match=result.match,
            notices=tuple(
                NoticeAnswer(code=notice.code, message=notice.message) for notice in result.notices
            ),
        ),
        total=result.total,
        took_ms=round(result.took_ms, 2),
        page=result.page,
        size=result.size,
        hits=tuple(_answer_hit(hit) for hit in result.hits),
        facets=None if result.facets is None else _answer_facets(result.facets),
        timeline=None if result.timeline is None else _answer_timeline(result.timeline),
    )


def build_article_answer(shown: ShownArticle) -> ArticleAnswer:
    """The API's answer of an article, its text as stored."""
    article = shown.article
    return ArticleAnswer(
        id=article.id,
        url=article.url,
        title=article.title,
        body=article.body,
        raw=article.raw,
        published=_date(article.published),
        published_origin=article.published_origin,
        event_date=_date(article.event_date),
        dated_by=article.dated_by(),
        source=article.source,
        author=article.author,
        tags=article.tags,
        script=article.script,
        regions=_answer_regions(shown.regions),
        entities=tuple(_answer_entity(entity) for entity in article.entities),
        versions=tuple(
            VersionAnswer(
                number=version.number, title=version.title, body=version.body, stored_at=version.stored_at
            )
            for version in shown.versions
        ),
        copies=tuple(_answer_copy(copy) for copy in shown.copies),
    )


def _answer_hit(hit: Hit) -> HitAnswer:
    return HitAnswer(
        id=hit.id,
        url=hit.url,
        title=_answer_marked(hit.title),
        snippets=tuple(_answer_marked(snippet) for snippet in hit.snippets),
        published=_date(hit.published),
        published_origin=hit.published_origin,
        event_date=_date(hit.event_date),
        dated_by=hit.dated_by,
        source=hit.source,
        regions=_answer_regions(hit.regions),
        script=hit.script,
        copies=hit.copies,
        score=hit.score,
    )


def _answer_marked(snippet: Snippet) -> MarkedText:
    return MarkedText(
        text=snippet.text, highlights=tuple((span.start, span.end) for span in snippet.highlights)
    )


def _answer_regions(regions: tuple[Region, ...]) -> tuple[RegionAnswer, ...]:
    return tuple(RegionAnswer(code=region.code, name=region.name) for region in regions)


def _answer_facets(facets: tuple[Facet, ...]) -> FacetsAnswer:
    values = {
        facet.name: tuple(
            FacetValueAnswer(value=value.value, label=value.label, count=value.count)
            for value in facet.values
        )
        for facet in facets
    }
    return FacetsAnswer(
        region=values.get("region", ()),
        source=values.get("source", ()),
        person=values.get("person", ()),
        organisation=values.get("organisation", ()),
        place=values.get("place", ()),
        term=values.get("term", ()),
    )


def _answer_timeline(timeline: Timeline) -> TimelineAnswer:
    return TimelineAnswer(
        interval=timeline.interval,
        buckets=tuple(BucketAnswer(start=bucket.start, count=bucket.count) for bucket in timeline.buckets),
        undated=timeline.undated,
    )


def _answer_entity(entity: Entity) -> EntityAnswer:
    return EntityAnswer(
        name=entity.name,
        canonical=entity.canonical,
        kind=entity.kind,
        office=entity.office,
        spans=tuple((span.field, span.start, span.end) for span in entity.spans),
    )


def _answer_copy(copy: Copy) -> CopyAnswer:
    return CopyAnswer(id=copy.id, source=copy.source, published=_date(copy.published))


def _date(date: PartialDate | None) -> str | None:
    return None if date is None else date.iso()
