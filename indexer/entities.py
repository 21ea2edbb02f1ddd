"""Entities: what the detectors found in one article, grouped by what it stands for.

Pure: mentions in, entities out. Spellings and scripts of one name are one entity; its `name` is the commonest
spelling in the article, its `canonical` the one that stands for it in the archive, in simplified script. A mention lies in
one entity of place, person or organisation at most; terms may overlap them. `pipeline.py` puts the result into the article.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from index.analysis.script import to_simplified
from index.model import Entity, EntityKind, FieldSpan
from indexer.detect.names import NameFindings, NameMention
from indexer.detect.offices import FORMERLY
from indexer.detect.terms import TermMention

_Texts: TypeAlias = dict[str, str]


def build_entities(
    title: str, body: str, names: NameFindings, terms: Sequence[TermMention]
) -> tuple[Entity, ...]:
    """The entities of an article: places, persons, organisations, terms, each kind in the order of first mention."""
    texts: _Texts = {"title": title, "body": body}
    return (
        *_entities("place", names.places, texts),
        *(_with_office(entity, names.persons, texts) for entity in _entities("person", names.persons, texts)),
        *_entities("organisation", names.organisations, texts),
        *_terms(terms),
    )


def _entities(kind: EntityKind, mentions: Iterable[NameMention], texts: _Texts) -> list[Entity]:
    """One for each name that mentions stand for; a person or body that is named in credits only is none."""
    groups: dict[str, list[FieldSpan]] = {}
    for mention in mentions:
        if mention.whole and (mention.role == "subject" or kind == "place"):
            groups.setdefault(mention.whole, []).append(mention.span)
    return [
        _entity(kind, whole, [(texts[span.field][span.start : span.end], span) for span in spans])
        for whole, spans in groups.items()
    ]


def _with_office(entity: Entity, mentions: Iterable[NameMention], texts: _Texts) -> Entity:
    """*entity*, a person, with the fullest office that the article gives, one of today first, and a full name where it gives one."""
    own = [mention for mention in mentions if mention.whole == entity.canonical and mention.role == "subject"]
    spellings = [texts[one.span.field][one.span.start : one.span.end] for one in own]
    full = [spelling for spelling in spellings if len(spelling) == max(map(len, spellings))]
    offices = [mention.office for mention in own if mention.office]
    office = max(
        offices, key=lambda one: (not to_simplified(one).startswith(FORMERLY), len(one)), default=None
    )
    return entity._replace(name=_commonest(full), office=office)


def _terms(mentions: Sequence[TermMention]) -> Iterable[Entity]:
    groups: dict[str, list[tuple[str, FieldSpan]]] = {}
    for mention in mentions:
        span = FieldSpan(field=mention.field, start=mention.start, end=mention.end)
        groups.setdefault(mention.canonical, []).append((mention.surface, span))
    return [_entity("term", canonical, found) for canonical, found in groups.items()]


def _entity(kind: EntityKind, canonical: str, found: Sequence[tuple[str, FieldSpan]]) -> Entity:
    name = _commonest([spelling for spelling, _ in found])
    return Entity(name=name, canonical=canonical, kind=kind, spans=tuple(span for _, span in found))


def _commonest(spellings: Sequence[str]) -> str:
    """The commonest one; of equals, the first."""
    # Nine names in ten are spelled in one way: counting takes ten times as long as seeing that.
    if len(set(spellings)) == 1:
        return spellings[0]
    return collections.Counter(spellings).most_common(1)[0][0]
