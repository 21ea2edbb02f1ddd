"""Entities: what the detectors found in one article, grouped by what it stands for.

Pure: mentions in, entities out. Spellings and scripts of one name are one entity; its `name` is the commonest
spelling in the article, its `canonical` the one that stands for it in the archive, in simplified script. A mention lies in
one entity of place, person or organisation at most; terms may overlap them. `pipeline.py` puts the result into the article.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.analysis.script import to_simplified
from index.model import Entity, EntityKind, FieldSpan
from index.regions import Gazetteer
from indexer.detect.names import NameFindings, NameMention
from indexer.detect.regions import PlaceMention
from indexer.detect.terms import TermMention


class DetectedNames(NamedTuple):
    """What the detectors found: places of the gazetteer, names, terms of the lexicon."""

    places: Sequence[PlaceMention]
    names: NameFindings
    terms: Sequence[TermMention]


class EntityBuilder:
    """Groups mentions; immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def build(self, title: str, body: str, detected: DetectedNames) -> tuple[Entity, ...]:
        """The entities of an article, each kind in the order of first mention: places, persons, organisations, terms."""
        texts = {"title": title, "body": body}
        persons = _groups(detected.names.persons, texts)
        bodies = _groups(detected.names.organisations, texts)
        taken = [mention.span for mention in (*detected.names.persons, *detected.names.organisations)]
        return (
            *self._places(detected, texts, taken),
            *(_person(whole, mentions, texts) for whole, mentions in persons.items()),
            *(_entity("organisation", whole, _spellings(found, texts)) for whole, found in bodies.items()),
            *_terms(detected.terms),
        )

    def _places(
        self, detected: DetectedNames, texts: dict[str, str], taken: Iterable[FieldSpan]
    ) -> Iterable[Entity]:
        """One per division or country, and one per spelling where a name stands for no single one."""
        free = _Free(taken)
        groups: dict[str, list[tuple[str, FieldSpan]]] = {}
        found: list[tuple[FieldSpan, str]] = [
            (mention.span, mention.whole) for mention in detected.names.places if mention.whole
        ]
        for place in detected.places:
            canonical = self._gazetteer.name(place.code) if place.code else to_simplified(place.name)
            found.append((FieldSpan(place.field, place.start, place.end), canonical))
        for span, canonical in sorted(found, key=lambda one: one[0].start - one[0].end):
            if free.take(span):
                groups.setdefault(canonical, []).append((texts[span.field][span.start : span.end], span))
        for canonical, spellings in sorted(groups.items(), key=lambda group: _first(group[1])):
            yield _entity("place", canonical, sorted(spellings, key=lambda spelling: _order(spelling[1])))


class _Free:
    """The stretches that no mention has yet."""

    def __init__(self, taken: Iterable[FieldSpan]) -> None:
        self._taken = {(span.field, offset) for span in taken for offset in range(span.start, span.end)}

    def take(self, span: FieldSpan) -> bool:
        """Take the stretch, where all of it is free."""
        offsets = [(span.field, offset) for offset in range(span.start, span.end)]
        if not self._taken.isdisjoint(offsets):
            return False
        self._taken.update(offsets)
        return True


def _order(span: FieldSpan) -> tuple[bool, int]:
    return span.field == "body", span.start


def _first(spellings: Iterable[tuple[str, FieldSpan]]) -> tuple[bool, int]:
    return min(_order(span) for _, span in spellings)


def _groups(mentions: Iterable[NameMention], texts: dict[str, str]) -> dict[str, list[NameMention]]:
    """Mentions by what they stand for; a name only in credits is nobody of the article."""
    groups: dict[str, list[NameMention]] = {}
    for mention in mentions:
        if mention.whole and mention.role == "subject":
            groups.setdefault(mention.whole, []).append(mention)
    return groups


def _spellings(mentions: Iterable[NameMention], texts: dict[str, str]) -> list[tuple[str, FieldSpan]]:
    return [(texts[one.span.field][one.span.start : one.span.end], one.span) for one in mentions]


def _person(whole: str, mentions: Sequence[NameMention], texts: dict[str, str]) -> Entity:
    """A person; the office is the fullest that the article gives, of equals the first."""
    entity = _entity("person", whole, _spellings(mentions, texts))
    offices = [mention.office for mention in mentions if mention.office]
    full = [spelling for spelling, _ in _spellings(mentions, texts) if len(spelling) >= len(whole)]
    return entity._replace(
        office=max(offices, key=len) if offices else None,
        name=collections.Counter(full).most_common(1)[0][0] if full else entity.name,
    )


def _terms(mentions: Sequence[TermMention]) -> Iterable[Entity]:
    groups: dict[str, list[tuple[str, FieldSpan]]] = {}
    for mention in mentions:
        span = FieldSpan(field=mention.field, start=mention.start, end=mention.end)
        groups.setdefault(mention.canonical, []).append((mention.surface, span))
    return [_entity("term", canonical, found) for canonical, found in groups.items()]


def _entity(kind: EntityKind, canonical: str, found: Sequence[tuple[str, FieldSpan]]) -> Entity:
    commonest = collections.Counter(name for name, _ in found).most_common(1)[0][0]
    return Entity(name=commonest, canonical=canonical, kind=kind, spans=tuple(span for _, span in found))
