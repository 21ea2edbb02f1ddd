"""The map of provinces: 34 tiles of one size, so that 上海 is seen as well as 新疆, darker the more articles.

Geometry and links only; `charts/markup.py` draws it, and a table beside it says the same. Where each tile stands is in
`province_tiles.tsv`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from index.model import FacetValue
from webapp.region_names import RegionNames

TILE_WIDTH = 36
TILE_HEIGHT = 36  # the province's character and its count below
LEVELS = 5
_SHOWN_DIGITS = 5  # as wide as a tile


@dataclass(frozen=True, slots=True, kw_only=True)
class TilePlace:
    """Where a province stands, and its one-character name in both scripts."""

    code: str
    column: int
    row: int
    label_hans: str
    label_hant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One province; *level* 0 has no articles, `LEVELS` the most."""

    code: str
    x: int
    y: int
    label: str
    name: str
    count: int
    level: int
    url: str
    is_chosen: bool

    @property
    def is_link(self) -> bool:
        """True where a click leads to articles, or takes the choice back."""
        return self.count > 0 or self.is_chosen

    @property
    def short_count(self) -> str:
        """The count as it fits a tile: thousands where it is long."""
        return str(self.count) if len(str(self.count)) <= _SHOWN_DIGITS else f"{self.count // 1_000}k"


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """All tiles in a box of *width* × *height* units; *language* is that of the names.

    Shades go from *lowest* to *highest*, the counts of the provinces that have articles and are not chosen.
    """

    tiles: tuple[Tile, ...]
    width: int
    height: int
    language: str
    lowest: int
    highest: int

    @property
    def by_count(self) -> tuple[Tile, ...]:
        """The provinces that have articles, the most first, then by code: the rows of the table."""
        found = [tile for tile in self.tiles if tile.count]
        return tuple(sorted(found, key=lambda tile: (-tile.count, tile.code)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionChoice:
    """What a click on a region does, and whether it is chosen already."""

    url: str
    is_chosen: bool


def build_tile_map(
    counts: Sequence[FacetValue], names: RegionNames, choose: Callable[[str], RegionChoice]
) -> TileMap:
    """The map of *counts* by province; *choose* gives a region's link by its code."""
    by_code = {one.value: one.count for one in counts}
    places = load_tile_places()
    choices = [choose(place.code) for place in places]
    # What is chosen stands out anyhow: the others are weighed among themselves.
    weighed = [
        count
        for place, one in zip(places, choices, strict=True)
        if not one.is_chosen and (count := by_code.get(place.code, 0))
    ]
    lowest, highest = min(weighed, default=0), max(weighed, default=0)
    tiles = []
    for place, choice in zip(places, choices, strict=True):
        count = by_code.get(place.code, 0)
        tiles.append(
            Tile(
                code=place.code,
                x=place.column * TILE_WIDTH,
                y=place.row * TILE_HEIGHT,
                label=place.label_hant if names.script == "hant" else place.label_hans,
                name=names.name(place.code),
                count=count,
                level=choose_level(count, lowest, highest),
                url=choice.url,
                is_chosen=choice.is_chosen,
            )
        )
    return TileMap(
        tiles=tuple(tiles),
        width=TILE_WIDTH * (1 + max(place.column for place in places)),
        height=TILE_HEIGHT * (1 + max(place.row for place in places)),
        language=names.language,
        lowest=lowest,
        highest=highest,
    )


def choose_level(count: int, lowest: int, highest: int) -> int:
    """1 for *lowest* to `LEVELS` for *highest*, as the legend says; 0 for none.

    By the square root, so that one capital does not make all others look empty.
    """
    if count <= 0:
        return 0
    if count >= highest:
        return LEVELS
    return 1 + round((LEVELS - 1) * math.sqrt(max(0, count - lowest) / (highest - lowest)))


@cache
def load_tile_places() -> tuple[TilePlace, ...]:
    """The arrangement, read once."""
    lines = (
        resources.files("webapp.charts")
        .joinpath("province_tiles.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(
        TilePlace(code=code, column=int(column), row=int(row), label_hans=hans, label_hant=hant)
        for code, column, row, hans, hant in rows
    )
