"""An article as its page shows it: marked paragraphs, names grouped by kind, versions and copies, every link made.

Values for `templates/article.html`. Asks nothing of the library.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from index.model import ENTITY_KINDS, SHANGHAI, Article, ShownScript
from index.search import ShownArticle
from webapp.addresses import SearchAddress, encode_id, render_values
from webapp.present import (
    Link,
    choose_text_language,
    parse_link,
    render_date,
    render_paragraphs,
    render_snippet,
)
from webapp.region_names import RegionNames
from webapp.search_view import NamedLink
from webapp.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """A name in the text; *office* where the text gives one, *times* how often it stands there."""

    name: str
    office: str | None
    times: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityGroup:
    """The names of one kind."""

    heading: str
    entities: tuple[EntityView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """A state of the text, newest first in a list; *stored* is a moment in Shanghai."""

    number: int
    stored: str
    title: str
    body: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """Another article of the story."""

    source: str | None
    published: Markup
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """Everything that the page of an article shows."""

    article: Article
    address: SearchAddress
    title: Markup
    paragraphs: tuple[Markup, ...]
    language: str
    published: Markup
    origin: str | None
    event_date: Markup
    source: NamedLink | None
    regions: tuple[NamedLink, ...]
    region_language: str
    original: Link | None
    entity_groups: tuple[EntityGroup, ...]
    versions: tuple[VersionView, ...]
    copies: tuple[CopyView, ...]
    is_converted: bool

    @property
    def plain_title(self) -> str:
        """The title without marks."""
        return self.title.striptags()

    @property
    def stored_language(self) -> str:
        """The `lang` of the text as stored."""
        return choose_text_language(self.article.script)

    @property
    def script_urls(self) -> tuple[NamedLink, ...]:
        """This page in each script."""
        scripts: tuple[ShownScript, ...] = ("original", "hans", "hant")
        return tuple(
            NamedLink(name=script, url=self.address.with_script(script).article(self.article.id))
            for script in scripts
        )

    @property
    def json_url(self) -> str:
        """The article in the API."""
        return f"/api/v1/articles/{encode_id(self.article.id)}"


def build_article_view(
    shown: ShownArticle, address: SearchAddress, names: RegionNames, texts: Texts
) -> ArticleView:
    """The view of *shown*; *address* holds the query that is marked, the script and the language."""
    article = shown.article
    fresh = address.with_query("")
    origin = article.published_origin
    return ArticleView(
        article=article,
        address=address,
        title=render_snippet(shown.title) if shown.title.text.strip() else Markup(""),
        paragraphs=render_paragraphs(shown.body),
        language=choose_text_language(article.script, shown.script_shown),
        published=render_date(article.published, texts),
        origin=texts[f"origin_{origin}"] if origin is not None and origin != "given" else None,
        event_date=render_date(article.event_date, texts),
        source=NamedLink(
            name=article.source, url=fresh.frame("source").url(*render_values("source", [article.source]))
        )
        if article.source
        else None,
        regions=tuple(
            NamedLink(
                name=names.name(region.code),
                url=fresh.frame("region").url(*render_values("region", [region.code])),
            )
            for region in shown.regions
        ),
        region_language=names.language,
        original=parse_link(article.url),
        entity_groups=_group_entities(article, address, texts),
        versions=_view_versions(shown),
        copies=tuple(
            CopyView(
                source=copy.source, published=render_date(copy.published, texts), url=address.article(copy.id)
            )
            for copy in shown.copies
        ),
        is_converted=shown.script_shown != "original",
    )


def _group_entities(article: Article, address: SearchAddress, texts: Texts) -> tuple[EntityGroup, ...]:
    fresh = address.with_query("")
    groups = []
    for kind in ENTITY_KINDS:
        frame = fresh.frame(kind)
        entities = tuple(
            EntityView(
                name=entity.name,
                office=entity.office,
                times=len(entity.spans),
                url=frame.url(*render_values(kind, [entity.canonical])),
            )
            for entity in article.entities
            if entity.kind == kind
        )
        if entities:
            groups.append(EntityGroup(heading=texts[f"facet_{kind}"], entities=entities))
    return tuple(groups)


def _view_versions(shown: ShownArticle) -> tuple[VersionView, ...]:
    """The versions, newest first; none where there is only one."""
    if len(shown.versions) < 2:
        return ()
    current = shown.versions[-1].number
    return tuple(
        VersionView(
            number=version.number,
            stored=_render_moment(version.stored_at),
            title=version.title,
            body=version.body,
            is_current=version.number == current,
        )
        for version in reversed(shown.versions)
    )


def _render_moment(moment: dt.datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
