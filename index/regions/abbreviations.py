"""The one-character names of the provinces: 晋 is 山西, 冀鲁豫 are three. One shipped table (`data/region_abbreviations.tsv`).

Says what such characters stand for, and which rows of them can stand for provinces together. It looks at no text: `gazetteer.py`
takes them as input (`region=晋`), `indexer/detect/abbreviations.py` finds them in articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, permutations, product
from typing import NamedTuple

from index.analysis.script import fold
from index.regions.tables import read_rows


class ProvinceSign(NamedTuple):
    """The code that a character stands for; a *clear* one is hardly another word beside others of its kind (鲁, but not 新)."""

    code: str
    is_clear: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionAbbreviations:
    """*signs* by their folded character; *neighbours*: for each province those that border on it."""

    signs: Mapping[str, ProvinceSign]
    neighbours: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls) -> RegionAbbreviations:
        """Read the shipped table, once per process; raises DamagedError where a row cannot be read."""
        return _load()

    def codes(self, row: str) -> tuple[str, ...]:
        """The codes of a folded row of such characters, one at least; () where any is none, or two are of one province."""
        codes = tuple(self.signs[sign].code for sign in row if sign in self.signs)
        return codes if len(codes) == len(row) and len(set(codes)) == len(codes) else ()

    def is_together(self, row: str) -> bool:
        """True for a row that a word of several (两省, 合作) shows to be provinces: clear ones, or each beside a neighbour."""
        return len(row) > 1 and all(
            (self.signs[one].is_clear and self.signs[other].is_clear)
            or self.signs[other].code in self.neighbours[self.signs[one].code]
            for one, other in pairwise(row)
        )

    def rows_of_three(self) -> Iterator[str]:
        """Every row of three whose provinces border on each other as a whole: 冀鲁豫, 云贵川. They need no word beside them."""
        of_code: dict[str, list[str]] = {}
        for sign, meant in self.signs.items():
            of_code.setdefault(meant.code, []).append(sign)
        for codes in combinations(of_code, 3):
            borders = sum(other in self.neighbours[one] for one, other in combinations(codes, 2))
            if borders >= 2:
                for order in permutations(codes):
                    yield from map("".join, product(*(of_code[code] for code in order)))


@cache
def _load() -> RegionAbbreviations:
    signs: dict[str, ProvinceSign] = {}
    neighbours: dict[str, frozenset[str]] = {}
    for text, code, use, near in read_rows("region_abbreviations.tsv"):
        signs[fold(text)] = ProvinceSign(code, is_clear=use == "clear")
        if near:
            neighbours[code] = frozenset(near.split(","))
    return RegionAbbreviations(signs=signs, neighbours=neighbours)
