"""Hits as lists show them: title, date, source, regions, snippets, copies, and who is named, each linked.

Values for `templates/_hits.html`, whose markup around others' text comes from `present.py`. Asks nothing of the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.analysis.script import name_key
from index.model import Entity, EntityKind, Hit, PartialDate
from index.store.port import StoredListing
from webapp.addresses import SearchAddress, render_values
from webapp.parameters import FilterName
from webapp.present import render_day, render_snippet
from webapp.reader import Reader
from webapp.region_names import RegionNames

_SHOWN_NAMES = 6  # one line beside a result on a laptop's screen
_KIND_RANKS: dict[EntityKind, int] = {"person": 0, "organisation": 1, "term": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLink:
    """A name and the search of it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """One hit; *language* is that of its text, *copies* other articles of its story."""

    title: Markup
    url: str
    snippets: tuple[Markup, ...]
    language: str
    published: Markup
    event_date: Markup
    source: NamedLink | None
    regions: tuple[NamedLink, ...]
    named: tuple[NamedLink, ...]
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HitViewer:
    """Makes views of the hits of one search, whose *address* every link narrows."""

    address: SearchAddress
    names: RegionNames
    reader: Reader

    def view(self, hits: Sequence[Hit], listings: Iterable[StoredListing]) -> tuple[HitView, ...]:
        """The views of *hits*; who is named comes from *listings*, as far as they are there."""
        entities: Mapping[str, tuple[Entity, ...]] = {one.id: one.entities for one in listings}
        return tuple(self._view(hit, entities.get(hit.id, ())) for hit in hits)

    def _view(self, hit: Hit, entities: tuple[Entity, ...]) -> HitView:
        return HitView(
            title=render_snippet(hit.title) if hit.title.text.strip() else Markup(""),
            url=self.address.article(hit.id),
            snippets=tuple(render_snippet(snippet) for snippet in hit.snippets),
            language=self.reader.text_language(hit.script),
            published=render_day(hit.published, self.reader.texts),
            event_date=render_day(hit.event_date, self.reader.texts)
            if is_other_day(hit.published, hit.event_date)
            else Markup(""),
            source=self._link("source", hit.source, hit.source) if hit.source else None,
            regions=tuple(
                self._link("region", region.code, self.names.label(region.code)) for region in hit.regions
            ),
            named=tuple(
                self._link(entity.kind, entity.canonical, self.reader.show(entity.name))
                for entity in choose_named(entities, asked_for=self.address.request.query)
            ),
            copies=hit.copies,
        )

    def _link(self, name: FilterName, value: str, shown: str) -> NamedLink:
        if name == "source":
            shown = self.reader.show(shown)
        return NamedLink(name=shown, url=self.address.frame(name).url(*render_values(name, [value])))


def is_other_day(published: PartialDate | None, event: PartialDate | None) -> bool:
    """True where the day of the event says something that the day of publication does not."""
    return event is not None and (published is None or not published.iso().startswith(event.iso()))


def choose_named(entities: Sequence[Entity], *, asked_for: str = "") -> tuple[Entity, ...]:
    """The few names worth a look: people, then bodies, then terms, those in the title and the most repeated first.

    Places stand as regions already, and what was asked for need not be said again.
    """
    asked = name_key(asked_for)
    wanted = [
        entity
        for entity in entities
        if entity.kind in _KIND_RANKS and name_key(entity.canonical) not in asked
    ]
    wanted.sort(key=lambda entity: (_KIND_RANKS[entity.kind], not _is_in_title(entity), -len(entity.spans)))
    return tuple(wanted[:_SHOWN_NAMES])


def _is_in_title(entity: Entity) -> bool:
    return any(span.field == "title" for span in entity.spans)
