"""Reads places written with one character: 在沪召开, 赴鲁考察, 冀鲁豫三省, 闽赣两省, 中美关系.

Such a character is a place only in company, and the company is looked for behind it: the automaton of `places.py` holds every
character with every word of `abbreviation_cues.tsv` behind it, so that a text without any costs nothing. Where one stands,
what is before it decides: 在 or its like before one character; other characters of its kind before the last of several.
Pure, over folded text. What a character stands for is in `abbreviations.tsv` and in `index/regions/abbreviations.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Final

from index.regions.abbreviations import RegionAbbreviations
from indexer.detect.sightings import Sighting, SightingKind, Surface
from indexer.detect.tables import read_rows

_BEFORE_ONE: Final = frozenset("在于赴来抵到入进返离驻援")
_SEATS: Final = frozenset("在赴抵")
"""What makes the place where something happens, or where somebody goes to act."""
_BEFORE_STATES: Final = frozenset("驻对访赴")
_PORT: Final = "港"
_OF_PORTS: Final = frozenset("入进离")
"""离港人员 may leave any port."""
_LONGEST_ROW: Final = 5
_KINDS: Final[dict[str, SightingKind]] = {
    "sure": "abbr",
    "inside": "inside",
    "seat": "seat",
    "states": "hint",
}
_HOME: Final = frozenset("中华")
"""China, among states."""
_DAYS_BEFORE: Final = frozenset("近今昨明同当前每节假翌次连即本生0123456789")
"""近日韩两国 begins with a day."""
_DAY: Final = "日"
_COMPANY: Final = {
    "乌": "俄",
    "巴": "印以",
    "伊": "美以俄",
    "澳": "中美日印菲",
    "蒙": "中俄",
    "老": "中泰越",
    "黎": "以叙",
    "叙": "俄美以伊黎",
    "梵": "中",
}
"""What a character means beside one of these only: 俄乌 is about 乌克兰, 中乌 may be about 乌兹别克斯坦."""
_PALESTINE: Final = ("巴", "以", "PS")


class Abbreviations:
    """One-character names and what shows them to be names; immutable."""

    def __init__(self, provinces: RegionAbbreviations, fold: Callable[[str], str]) -> None:
        """*fold* as for `PlaceScanner`."""
        self._provinces = provinces
        self._ones: dict[str, Surface] = {}
        self._states: dict[str, Surface] = {}
        for text, codes, kind in read_rows("abbreviations.tsv"):
            sign = fold(text)
            several = tuple(codes.split(","))
            surface = Surface(
                text=sign, codes=several, kind=_KINDS[kind], needs_context=kind == "sure" and len(several) > 1
            )
            (self._states if kind == "states" else self._ones)[sign] = surface
        self._members = {
            sign: Surface(text=sign, codes=(one.code,), kind="abbr") for sign, one in provinces.signs.items()
        }
        self._cues: dict[str, set[str]] = defaultdict(set)
        for text, kind in read_rows("abbreviation_cues.tsv"):
            self._cues[fold(text)].add(kind)
        self._joint = tuple(cue for cue, kinds in self._cues.items() if "joint" in kinds)
        self._rows_of_three = frozenset(provinces.rows_of_three())

    def surfaces(self) -> Iterator[Surface]:
        """What the automaton has to look for: the last character of a row with each word behind it, and rows that need none."""
        signs = {"stand": self._ones, "states": self._states, "post": self._states}
        for cue, kinds in self._cues.items():
            for sign in {sign for kind in kinds for sign in signs.get(kind, self._provinces.signs)}:
                yield Surface(text=sign + cue, codes=(), kind="cue")
        for row in self._rows_of_three:
            yield Surface(text=row, codes=(), kind="cue")

    def read(self, folded: str, cue: Surface, start: int, reached: int) -> list[Sighting]:
        """The places of the row that ends with the character at *start*, one for each; none where it is no row of names.

        *cue* is the surface of kind "cue" found at *start*; what stands before *reached* belongs to another sighting.
        """
        if cue.text in self._rows_of_three:
            return self._row(folded, start)
        kinds = self._cues[cue.text[1:]]
        if "stand" in kinds and start > reached and (one := self._one(folded, start)) is not None:
            return [one]
        if not kinds.isdisjoint(("joint", "line")):
            row = _row_before(folded, start, reached, self._provinces.signs)
            if self._provinces.codes(row) and self._provinces.is_together(row):
                return self._provinces_of(row, start + 1 - len(row), are_joint="joint" in kinds)
        if "post" in kinds and start > reached and folded[start - 1] in _BEFORE_STATES:
            return _each(folded[start], start, self._states)
        return self._related(folded, start, reached) if "states" in kinds else []

    def _row(self, folded: str, start: int) -> list[Sighting]:
        """冀鲁豫 at *start*, and what goes on with it: 冀鲁豫皖四省."""
        end = start + 3
        while end - start < _LONGEST_ROW and self._provinces.codes(folded[start : end + 1]):
            end += 1
        return self._provinces_of(folded[start:end], start, are_joint=folded.startswith(self._joint, end))

    def _provinces_of(self, row: str, start: int, *, are_joint: bool) -> list[Sighting]:
        """Each of the row where they do something together (闽赣两省), else all as one name: 京津冀, 闽赣铁路."""
        if are_joint:
            return _each(row, start, self._members)
        codes = self._provinces.codes(row)
        return [Sighting(Surface(text=row, codes=codes, kind="group"), start, start + len(row), codes)]

    def _one(self, folded: str, start: int) -> Sighting | None:
        """沪 behind 在, 赴 and their like."""
        before, surface = folded[start - 1], self._ones.get(folded[start])
        if surface is None or before not in _BEFORE_ONE or (surface.text == _PORT and before in _OF_PORTS):
            return None
        return Sighting(surface, start, start + 1, surface.codes, is_seat=before in _SEATS)

    def _related(self, folded: str, start: int, reached: int) -> list[Sighting]:
        """The states of 中美关系, 俄乌冲突; China is none of them."""
        row = _row_before(folded, start, reached, self._states.keys() | _HOME)
        first = start + 1 - len(row)
        if row[:1] == _DAY and first and folded[first - 1] in _DAYS_BEFORE:
            row = row[1:]
        if len(row) < 2 or len(set(row)) < len(row):
            return []
        found = _each(row, start + 1 - len(row), self._states)
        known = [one for one in found if set(_COMPANY.get(one.surface.text, row)).intersection(row)]
        for one in known:
            if one.surface.text == _PALESTINE[0] and _PALESTINE[1] in row:
                one.codes = _PALESTINE[2:]
        return known


def _row_before(folded: str, last: int, reached: int, signs: Container[str]) -> str:
    """The row of *signs* that ends with the character at *last*, no longer than rows are."""
    first = last + 1
    while first > max(reached, last + 1 - _LONGEST_ROW) and folded[first - 1] in signs:
        first -= 1
    return folded[first : last + 1]


def _each(row: str, first: int, surfaces: Mapping[str, Surface]) -> list[Sighting]:
    return [
        Sighting(surfaces[sign], at, at + 1, surfaces[sign].codes)
        for at, sign in enumerate(row, first)
        if sign in surfaces
    ]
