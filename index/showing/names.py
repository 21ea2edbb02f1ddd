"""Names as a reader of a script sees them: as the archive's articles of that script write them, else converted, character by character.

For facets, profiles, hits and articles alike. What converts text is `analysis/shown_script.py`; which spelling is the archive's own
is the store's to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.analysis.script import name_key
from index.analysis.shown_script import show_name, show_person
from index.model import Article, Entity, Region, ShownScript
from index.regions.gazetteer import Gazetteer
from index.schema import FacetName
from index.store.port import NameKind, SpelledName, StoreReader


def show_value(kind: NameKind | FacetName, name: str, script: ShownScript) -> str:
    """A name of that kind in the script that is shown; same length."""
    return show_person(name, script) if kind == "person" else show_name(name, script)


class ShownName(NamedTuple):
    """A name of the archive: what parameters take, and what a reader sees."""

    canonical: str
    shown: str


def show_names(
    store: StoreReader,
    kind: NameKind,
    keys: Sequence[str],
    script: ShownScript,
    *,
    given: Sequence[str] = (),
) -> list[ShownName]:
    """The names with these folded keys as the articles of the reader's script write them, converted where none does.

    *given* is how each key was spelled, for those that the archive does not know.
    """
    names = store.names(kind, keys)
    known = [
        given[at] if given and name.canonical == key else name.canonical
        for at, (key, name) in enumerate(zip(keys, names, strict=True))
    ]
    return [
        ShownName(name.canonical, show_spelled(kind, name, otherwise, script))
        for name, otherwise in zip(names, known, strict=True)
    ]


def show_spelled(kind: NameKind, name: SpelledName, otherwise: str, script: ShownScript) -> str:
    """What a reader of *script* sees of *name*; *otherwise* where no article of either script spells it."""
    own, other = (name.hant, name.hans) if script == "hant" else (name.hans, name.hant)
    return show_value(kind, own or other or otherwise, script)


def show_known(
    store: StoreReader, kind: NameKind, names: Sequence[str], script: ShownScript
) -> tuple[str, ...]:
    """*names*, canonical or as somebody typed them, as `show_names` shows them."""
    found = show_names(store, kind, [name_key(name) for name in names], script, given=names)
    return tuple([one.shown for one in found])


def show_persons(entities: Sequence[Entity], store: StoreReader, script: ShownScript) -> Mapping[str, str]:
    """How each person among *entities*, as the article spells them, is shown: as articles of the reader's script write them.

    A name that is only part of the canonical one, or that no article of that script holds, goes character by character.
    """
    if script == "original":
        return {}
    persons = [entity for entity in entities if entity.kind == "person"]
    known = show_known(store, "person", [entity.canonical for entity in persons], script)
    return {
        entity.name: name
        if len(name) == len(entity.name) and name_key(name) == name_key(entity.name)
        else show_person(entity.name, script)
        for entity, name in zip(persons, known, strict=True)
    }


def regions_of(article: Article, gazetteer: Gazetteer, script: ShownScript) -> tuple[Region, ...]:
    """The regions of *article* with their full names."""
    return tuple(Region(code=code, name=gazetteer.name(code, script)) for code in article.regions)
