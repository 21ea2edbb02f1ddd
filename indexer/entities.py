"""Entities: what the detectors found in one article, grouped by what it stands for.

Pure: mentions in, entities out. Spellings and scripts of one name are one entity; its `name` is the commonest
spelling in the article, its `canonical` the one that stands for it in the archive, in simplified script. A mention lies in
one entity of place, person or organisation at most; terms may overlap them. `pipeline.py` puts the result into the article.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from index.model import Entity, EntityKind, FieldSpan
from indexer.detect.names import NameFindings, NameMention
from indexer.detect.terms import TermMention

_Texts: TypeAlias = dict[str, str]


def build_entities(
    title: str, body: str, names: NameFindings, terms: Sequence[TermMention]
) -> tuple[Entity, ...]:
    """The entities of an article: places, persons, organisations, terms, each kind in the order of first mention."""
    texts: _Texts = {"title": title, "body": body}
    persons = _groups(mention for mention in names.persons if mention.role == "subject")
    bodies = _groups(mention for mention in names.organisations if mention.role == "subject")
    places = _groups(names.places)
    return (
        *(_entity("place", whole, _spellings(group, texts)) for whole, group in places.items()),
        *(_person(whole, group, texts) for whole, group in persons.items()),
        *(_entity("organisation", whole, _spellings(group, texts)) for whole, group in bodies.items()),
        *_terms(terms),
    )


def _groups(mentions: Iterable[NameMention]) -> dict[str, list[NameMention]]:
    """Mentions by the name that they stand for; those that stand for nobody are left out."""
    groups: dict[str, list[NameMention]] = {}
    for mention in mentions:
        if mention.whole:
            groups.setdefault(mention.whole, []).append(mention)
    return groups


def _spellings(group: Iterable[NameMention], texts: _Texts) -> list[tuple[str, FieldSpan]]:
    return [(texts[one.span.field][one.span.start : one.span.end], one.span) for one in group]


def _person(whole: str, group: Sequence[NameMention], texts: _Texts) -> Entity:
    """A person by a full spelling, with the fullest office that the article gives, one of today first."""
    found = _spellings(group, texts)
    longest = max(len(spelling) for spelling, _ in found)
    offices = [(not one.office_is_former, len(one.office), one.office) for one in group if one.office]
    office = max(offices, key=lambda one: one[:2], default=(False, 0, None))[2]
    name = _commonest([spelling for spelling, _ in found if len(spelling) == longest])
    return _entity("person", whole, found)._replace(name=name, office=office)


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
    """The commonest one; of equals, the longest (呼和浩特 before 呼), then the first."""
    # Nine names in ten are spelled in one way: counting takes ten times as long as seeing that.
    if len(set(spellings)) == 1:
        return spellings[0]
    counts = collections.Counter(spellings)
    return max(counts, key=lambda spelling: (counts[spelling], len(spelling)))
