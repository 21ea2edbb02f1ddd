"""The names of places that the finders of names ask for, in simplified script: made of the gazetteer and of tables, once per process."""

from __future__ import annotations

from index.analysis.script import to_simplified
from index.regions.gazetteer import Gazetteer
from indexer.detect.tables import read_pairs, read_rows


def countries(gazetteer: Gazetteer) -> frozenset[str]:
    """Names of countries and continents in simplified script."""
    names = {
        name
        for division in gazetteer.divisions()
        if division.level == "country"
        for name in (division.name, division.name_hant, *division.short_names)
    }
    aliases = {
        alias.text
        for alias in gazetteer.search_names()
        if alias.kind == "alias" and not alias.codes[0].isdigit()
    }
    world = {text for text, _, kind in read_rows("geography.tsv") if kind == "continents and world regions"}
    return frozenset(to_simplified("\n".join(names | aliases | world | {"中国"})).split("\n"))


def provinces(gazetteer: Gazetteer) -> frozenset[str]:
    """Short names of China's provinces in simplified script."""
    names = [name for one in gazetteer.divisions() if one.level == "province" for name in one.short_names]
    return frozenset(to_simplified("\n".join(names)).split("\n"))


def divisions(gazetteer: Gazetteer) -> dict[str, frozenset[str]]:
    """Full names of China's divisions in simplified script, each with the short names of what such a one lies in (方正县: 哈尔滨, 黑龙江)."""
    by_code = {one.code: one for one in gazetteer.divisions() if one.level != "country"}
    wider: dict[str, set[str]] = {}
    names = to_simplified("\n".join(one.name for one in by_code.values())).split("\n")
    for name, one in zip(names, by_code.values(), strict=True):
        around = wider.setdefault(name, set())
        while one.parent_code in by_code:
            one = by_code[one.parent_code]
            around.update(one.short_names)
    return {name: frozenset(around) for name, around in wider.items()}


def known_places() -> dict[str, str]:
    """Places beside the gazetteer's, in simplified script, each with the name that stands for all its spellings."""
    cities = list(read_pairs("foreign_cities.tsv"))
    texts = to_simplified("\n".join(text for text, _ in cities)).split("\n")
    known = dict(zip(texts, (canonical for _, canonical in cities), strict=True))
    return known | dict(read_pairs("geography.tsv"))
