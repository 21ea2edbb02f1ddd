"""Hits as lists show them: title, date, source, regions, snippets, copies, and who is named, each linked.

Values for `templates/_hits.html`, whose markup around others' text comes from `present.py`. Asks nothing of the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from index.analysis.script import name_key
from index.model import Entity, EntityKind, Hit, PartialDate
from index.store.port import StoredListing
from webapp.addresses import (
    ArticleLinks,
    FilterLinks,
    SearchAddress,
    render_anchor,
    render_article_address,
)
from webapp.present import parse_link, render_day, render_snippet
from webapp.reader import Reader
from webapp.region_names import RegionNames

_SHOWN_REGIONS = 4
_SHOWN_NAMES = 6  # one line beside a result on a laptop's screen
_KIND_RANKS: dict[EntityKind, int] = {"person": 0, "organisation": 1, "term": 2}


class NamedLink(NamedTuple):
    """A name and the search of it; a named tuple, since a page of results makes a hundred."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedGroup:
    """Names of one kind, under its *heading*."""

    kind: EntityKind
    heading: str
    names: tuple[NamedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """One hit; *language* is that of its text, *copies* other articles of its story; *is_ahead*: its date cannot be.

    *printed_address* is what paper says of it: where it was published, else its own address here; *anchor* is its name on the page,
    to which the article leads back.
    """

    title: Markup
    url: str
    snippets: tuple[Markup, ...]
    language: str
    published: Markup
    is_ahead: bool
    event_date: Markup
    source: NamedLink | None
    regions: tuple[NamedLink, ...]
    named: tuple[NamedGroup, ...]
    copies: int
    printed_address: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitList:
    """The hits of a page in their order; *region_language* is that of their regions' names."""

    hits: tuple[HitView, ...]
    region_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitViewer:
    """Makes views of the hits of one search, whose *address* every link narrows."""

    address: SearchAddress
    names: RegionNames
    reader: Reader

    def view(self, hits: Sequence[Hit], listings: Iterable[StoredListing]) -> HitList:
        """The views of *hits*; who is named comes from *listings*, as far as they are there."""
        entities: Mapping[str, tuple[Entity, ...]] = {one.id: one.entities for one in listings}
        links, articles = FilterLinks(self.address), ArticleLinks(self.address)
        asked, wanted = self._asked_for(), self.names.codes(self.address.request.regions)
        named = [self._groups(choose_named(entities.get(hit.id, ()), asked), links) for hit in hits]
        return HitList(
            hits=tuple(
                self._view(hit, articles, links, groups, self._regions(hit, links, wanted))
                for hit, groups in zip(hits, named, strict=True)
            ),
            region_language=self.names.language,
        )

    def _view(
        self,
        hit: Hit,
        articles: ArticleLinks,
        links: FilterLinks,
        named: tuple[NamedGroup, ...],
        regions: tuple[NamedLink, ...],
    ) -> HitView:
        show, texts = self.reader.show, self.reader.texts
        return HitView(
            title=render_snippet(hit.title) if hit.title.text.strip() else Markup(""),
            url=articles.url(hit.id),
            snippets=tuple(render_snippet(snippet) for snippet in hit.snippets),
            language=self.reader.text_language(hit.script),
            published=render_day(hit.published, texts),
            is_ahead=hit.published is not None and hit.published.has_year and hit.dated_by != "published",
            event_date=render_day(hit.event_date, texts)
            if is_other_day(hit.published, hit.event_date)
            else Markup(""),
            source=NamedLink(name=show(hit.source), url=links.choose("source", hit.source))
            if hit.source
            else None,
            regions=regions,
            named=named,
            copies=hit.copies,
            printed_address=published.address
            if (published := parse_link(hit.url))
            else render_article_address(hit.id),
            anchor=render_anchor(hit.id),
        )

    def _regions(self, hit: Hit, links: FilterLinks, wanted: frozenset[str]) -> tuple[NamedLink, ...]:
        """The first regions of a hit; those that the reader chose lead, so that a list says why each stands in it."""
        codes = [region.code for region in hit.regions]
        if wanted:
            codes.sort(key=lambda code: not self.names.lie_in(code, wanted))
        return tuple(
            NamedLink(name=self.names.label(code), url=links.choose("region", code))
            for code in codes[:_SHOWN_REGIONS]
        )

    def _groups(self, entities: Sequence[Entity], links: FilterLinks) -> tuple[NamedGroup, ...]:
        """The names by kind; they come so ordered."""
        return tuple(
            NamedGroup(
                kind=kind,
                heading=self.reader.texts[f"facet_{kind}"],
                names=tuple(
                    NamedLink(
                        name=self.reader.show(one.name, one.kind), url=links.choose(one.kind, one.canonical)
                    )
                    for one in found
                ),
            )
            for kind, found in groupby(entities, key=lambda entity: entity.kind)
        )

    def _asked_for(self) -> str:
        """The query and every name that is chosen, folded."""
        asked = self.address.request
        chosen = (asked.persons, asked.organisations, asked.terms, asked.entities)
        return name_key(" ".join([asked.query, *(name for names in chosen for name in names)]))


def is_other_day(published: PartialDate | None, event: PartialDate | None) -> bool:
    """True where the day of the event says something that the day of publication does not."""
    return event is not None and (published is None or not published.iso().startswith(event.iso()))


def choose_named(entities: Sequence[Entity], asked: str = "") -> tuple[Entity, ...]:
    """The few names worth a look: people, then bodies, then terms, those in the title and the most repeated first.

    Places stand as regions already, and what was *asked* for (folded by `name_key`) need not be said again.
    """
    wanted = [
        entity
        for entity in entities
        if entity.kind in _KIND_RANKS and name_key(entity.canonical) not in asked
    ]
    wanted.sort(key=lambda entity: (_KIND_RANKS[entity.kind], not _is_in_title(entity), -len(entity.spans)))
    return tuple(wanted[:_SHOWN_NAMES])


def _is_in_title(entity: Entity) -> bool:
    return any(span.field == "title" for span in entity.spans)
