"""An article as its page shows it: marked paragraphs, names grouped by kind, versions, copies, citation, every link made.

Values for `templates/article.html`. Asks nothing of the library. All text but the raw one is shown in the reader's script.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from index.answering.alike import AlikeArticle
from index.model import (
    ENTITY_KINDS,
    SHANGHAI,
    Article,
    ArticleVersion,
    Entity,
    FilterName,
    Script,
    Span,
    TextField,
)
from index.showing.articles import ShownArticle
from webapp.addresses import (
    SearchAddress,
    encode_id,
    render_anchor,
    render_profile_address,
    render_values,
)
from webapp.citations import cite_gbt7714, render_bibtex, render_ris
from webapp.present import Link, choose_text_language, parse_link, render_date, render_day
from webapp.reader import Reader
from webapp.region_names import RegionNames
from webapp.views.hits import NamedLink
from webapp.views.marked_text import MarkSteps, NameLink, render_paragraphs, render_title
from webapp.views.version_diff import ChangedParagraph, compare_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    """A name in the text; *office* where the text gives one, *times* how often it stands there."""

    name: str
    office: str | None
    times: int
    url: str
    profile_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityGroup:
    """The names of one kind."""

    heading: str
    entities: tuple[EntityView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLink:
    """A state of the text; *stored* is a moment in Shanghai."""

    number: int
    stored: str
    url: str
    is_current: bool
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One state of the text beside the one before it."""

    number: int
    previous: int
    changes: tuple[ChangedParagraph, ...]
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherArticle:
    """Another article in a list: a copy of this one, or one like it."""

    title: str
    source: str | None
    date: Markup
    url: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The article as others cite it."""

    gbt7714: str
    bibtex: str
    ris: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """Everything that the page of an article shows."""

    article: Article
    address: SearchAddress
    title: Markup
    plain_title: str
    paragraphs: tuple[Markup, ...]
    marks: int
    language: str
    published: Markup
    origin: str | None
    event_date: Markup
    source: NamedLink | None
    source_profile: str | None
    author: str | None
    tags: tuple[str, ...]
    regions: tuple[NamedLink, ...]
    region_language: str
    original: Link | None
    entity_groups: tuple[EntityGroup, ...]
    shows_names: bool
    names_url: str
    versions: tuple[VersionLink, ...]
    version: VersionView | None
    copies: tuple[OtherArticle, ...]
    alike: tuple[OtherArticle, ...]
    citation: Citation

    @property
    def stored_language(self) -> str:
        """The `lang` of the text as stored."""
        return choose_text_language(self.article.script)

    @property
    def search_url(self) -> str | None:
        """The way back to this article among the results, where a search led here."""
        return None if self.address.is_bare else f"{self.address.url()}#{render_anchor(self.article.id)}"

    @property
    def explain_url(self) -> str | None:
        """Why this article is found or not, where a query led here."""
        return self.address.explain(self.article.id) if self.address.request.query.strip() else None

    @property
    def plain_url(self) -> str:
        """The address of the article itself, whatever search led here."""
        return f"/article/{encode_id(self.article.id)}"

    @property
    def is_converted(self) -> bool:
        """True where the text is shown in another script than it is written in."""
        return self.address.request.script not in ("original", self.article.script) and (
            self.article.script != "none"
        )

    @property
    def json_url(self) -> str:
        """The article in the API."""
        return f"/api/v1/articles/{encode_id(self.article.id)}"

    def cite_url(self, style: str) -> str:
        """The citation as a file."""
        return f"/cite/{style}/{encode_id(self.article.id)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleViewer:
    """Makes the view of an article for one reader.

    *address* is the search that led here, whose query is marked; with *shows_names* names in the text are
    linked; *version* is the state that is compared with the one before it (None: the newest); *today* is the day of access.
    """

    address: SearchAddress
    names: RegionNames
    reader: Reader
    shows_names: bool
    version: int | None
    today: dt.date

    def view(self, shown: ShownArticle, alike: Sequence[AlikeArticle]) -> ArticleView:
        """The view of *shown* with those that are like it."""
        article, texts = shown.article, self.reader.texts
        in_title = len(shown.title.highlights)
        steps = MarkSteps(before=0, total=in_title + len(shown.body.highlights), texts=texts)
        origin = article.published_origin
        source = article.source
        return ArticleView(
            article=article,
            address=self.address,
            title=render_title(shown.title, self._linked(article, "title"), steps)
            if shown.title.text.strip()
            else Markup(""),
            plain_title=shown.title.text,
            paragraphs=render_paragraphs(
                shown.body, self._linked(article, "body"), replace(steps, before=in_title)
            ),
            marks=steps.total,
            language=self.reader.text_language(article.script),
            published=render_date(article.published, texts),
            origin=None if origin is None else texts[f"origin_{origin}"],
            event_date=render_date(article.event_date, texts),
            source=self._link("source", source, self.reader.show(source)) if source else None,
            source_profile=self._profile("source", source) if source else None,
            author=self.reader.show(article.author) if article.author else None,
            tags=tuple(self.reader.show(tag) for tag in article.tags),
            regions=tuple(
                self._link("region", region.code, self.names.name(region.code)) for region in shown.regions
            ),
            region_language=self.names.language,
            original=parse_link(article.url),
            entity_groups=tuple(self._entity_groups(article)),
            shows_names=self.shows_names,
            names_url=self.address.article(article.id, shows_names=not self.shows_names),
            versions=self._version_links(shown),
            version=self._compare(shown.versions, article.script),
            copies=tuple(self._copies(shown)),
            alike=tuple(self._alike(alike)),
            citation=self._cite(article),
        )

    def _cite(self, article: Article) -> Citation:
        return Citation(
            gbt7714=cite_gbt7714(article, self.today), bibtex=render_bibtex(article), ris=render_ris(article)
        )

    def _link(self, name: FilterName, value: str, shown: str) -> NamedLink:
        frame = self.address.with_query("").frame(name)
        return NamedLink(name=shown, url=frame.url(*render_values(name, [value])))

    def _profile(self, kind: FilterName, value: str) -> str:
        request = self.address.request
        return render_profile_address(kind, value, script=request.script, language=self.address.language)

    def _linked(self, article: Article, field: TextField) -> list[NameLink]:
        return list(self._name_links(article, field)) if self.shows_names else []

    def _name_links(self, article: Article, field: TextField) -> Iterator[NameLink]:
        """The names in a field, in order; of overlapping ones the longest."""
        spans = [
            (span, entity) for entity in article.entities for span in entity.spans if span.field == field
        ]
        spans.sort(key=lambda pair: (pair[0].start, -pair[0].end))
        at = 0
        for span, entity in spans:
            if span.start < at:
                continue
            at = span.end
            link = self._link(entity.kind, entity.canonical, entity.canonical)
            yield NameLink(
                span=Span(start=span.start, end=span.end), url=link.url, title=self._describe(entity)
            )

    def _describe(self, entity: Entity) -> str:
        kind = self.reader.texts[f"kind_{entity.kind}"]
        return f"{kind} · {self.reader.show(entity.office)}" if entity.office else kind

    def _entity_groups(self, article: Article) -> Iterator[EntityGroup]:
        for kind in ENTITY_KINDS:
            entities = tuple(self._entity(entity) for entity in article.entities if entity.kind == kind)
            if entities:
                yield EntityGroup(heading=self.reader.texts[f"facet_{kind}"], entities=entities)

    def _entity(self, entity: Entity) -> EntityView:
        return EntityView(
            name=self.reader.show(entity.name, entity.kind),
            office=self.reader.show(entity.office) if entity.office else None,
            times=len(entity.spans),
            url=self._link(entity.kind, entity.canonical, entity.name).url,
            profile_url=self._profile(entity.kind, entity.canonical),
        )

    def _version_links(self, shown: ShownArticle) -> tuple[VersionLink, ...]:
        """The versions, newest first; none where there is only one."""
        if len(shown.versions) < 2:
            return ()
        compared = self._compared(shown.versions)
        return tuple(
            VersionLink(
                number=version.number,
                stored=version.stored_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
                url=self.address.article(shown.article.id, version=version.number) + "#versions",
                is_current=version is shown.versions[-1],
                is_shown=version is compared,
            )
            for version in reversed(shown.versions)
        )

    def _compared(self, versions: Sequence[ArticleVersion]) -> ArticleVersion:
        return next((one for one in versions if one.number == self.version), versions[-1])

    def _compare(self, versions: Sequence[ArticleVersion], written: Script) -> VersionView | None:
        """The version asked for beside the one before it; the first one stands alone."""
        if len(versions) < 2:
            return None
        version = self._compared(versions)
        before = next((one for one in reversed(versions) if one.number < version.number), version)

        def show(text: str) -> str:
            return self.reader.show_text(text, written)

        return VersionView(
            number=version.number,
            previous=before.number,
            changes=compare_texts(
                show(f"{before.title}\n{before.body}"), show(f"{version.title}\n{version.body}")
            ),
            title=show(version.title),
            body=show(version.body),
        )

    def _copies(self, shown: ShownArticle) -> Iterator[OtherArticle]:
        for copy in shown.copies:
            yield OtherArticle(
                title="",
                source=self.reader.show(copy.source) if copy.source else None,
                date=render_day(copy.published, self.reader.texts),
                url=self.address.article(copy.id),
                language=self.reader.text_language(),
            )

    def _alike(self, others: Sequence[AlikeArticle]) -> Iterator[OtherArticle]:
        for other in others:
            yield OtherArticle(
                title=self.reader.show_text(other.title, other.script),
                source=self.reader.show(other.source) if other.source else None,
                date=render_day(other.date, self.reader.texts),
                url=self.address.with_query("").article(other.id),
                language=self.reader.text_language(other.script),
            )
