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
    persons = _groups([mention for mention in names.persons if mention.role == "subject"])
    bodies = _groups([mention for mention in names.organisations if mention.role == "subject"])
    places = _groups(names.places)
    return (
        *[_entity("place", whole, _spellings(group, texts)) for whole, group in places.items()],
        *[_person(whole, group, texts) for whole, group in persons.items()],
        *[_entity("organisation", whole, _spellings(group, texts)) for whole, group in bodies.items()],
        *_terms(terms),
    )


def _groups(mentions: Iterable[NameMention]) -> dict[str, list[NameMention]]:
    """Mentions by the name that they stand for; those that stand for nobody are left out."""
    groups: dict[str, list[NameMention]] = {}
    for mention in mentions:
        whole = mention.whole
        if whole in groups:
            groups[whole].append(mention)
        elif whole:
            groups[whole] = [mention]
    return groups


def _spellings(group: Iterable[NameMention], texts: _Texts) -> list[tuple[str, FieldSpan]]:
    return [(texts[span.field][span.start : span.end], span) for span in [one.span for one in group]]


def _person(whole: str, group: Sequence[NameMention], texts: _Texts) -> Entity:
    """A person by the commonest spelling, a bare surname being none (王 of 王先生), with the fullest office, one of today first."""
    found = _spellings(group, texts)
    spellings = [spelling for spelling, _ in found]
    office = None
    if offices := [one for one in group if one.office]:
        office = max(offices, key=lambda one: (not one.office_is_former, len(one.office or ""))).office
    name = _commonest([spelling for spelling in spellings if len(spelling) > 1] or spellings)
    return Entity(name, whole, "person", office, tuple([span for _, span in found]))


def _terms(mentions: Sequence[TermMention]) -> list[Entity]:
    groups: dict[str, list[tuple[str, FieldSpan]]] = {}
    for canonical, surface, field, start, end in mentions:
        groups.setdefault(canonical, []).append((surface, FieldSpan(field, start, end)))
    return [_entity("term", canonical, found) for canonical, found in groups.items()]


def _entity(kind: EntityKind, canonical: str, found: Sequence[tuple[str, FieldSpan]]) -> Entity:
    name = _commonest([spelling for spelling, _ in found])
    return Entity(name, canonical, kind, None, tuple([span for _, span in found]))


def _commonest(spellings: Sequence[str]) -> str:
    """The commonest one; of equals, the longest (呼和浩特 before 呼), then the first."""
    # Nine names in ten are spelled in one way: counting takes ten times as long as seeing that.
    if spellings.count(spellings[0]) == len(spellings):
        return spellings[0]
    counts = collections.Counter(spellings)
    return max(counts, key=lambda spelling: (counts[spelling], len(spelling)))
