"""Charts as SVG and as rows of a table: geometry in, markup out.

Written here and not in templates, since a page may hold 300 bars. Nothing of an article's text comes here: periods,
numbers, names of the gazetteer, and addresses, each escaped. The bars and tiles say nothing that the table beside them does not, so they are hidden from
screen readers and stay out of the tab order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from index.model import FacetValue, Timeline
from webapp.addresses import SearchAddress
from webapp.charts.tile_map import (
    LEVELS,
    TILE_HEIGHT,
    TILE_WIDTH,
    RegionChoice,
    Tile,
    TileMap,
    build_tile_map,
)
from webapp.charts.timeline import (
    BARS_BOTTOM,
    BARS_TOP,
    CHART_HEIGHT,
    LEAST_BUCKETS,
    Bar,
    Tick,
    TimelineChart,
    build_chart,
)
from webapp.region_names import RegionNames

_SHADE_SIZE = 20  # five of them fill the three columns above 新疆


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTimeline:
    """A timeline as a page holds it: its bars, and the same as the rows of a table."""

    chart: TimelineChart
    svg: Markup
    rows: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnMap:
    """The provinces as a page holds them: the map, and what its table is made of."""

    tiles: TileMap
    svg: Markup


def draw_timeline(
    timeline: Timeline | None, address: SearchAddress, archive: Sequence[int] | None
) -> DrawnTimeline | None:
    """What `build_chart` makes of a timeline; None where there is none, or too little to compare."""
    if timeline is None or len(timeline.buckets) < LEAST_BUCKETS:
        return None
    chart = build_chart(timeline, address, archive)
    return DrawnTimeline(chart=chart, svg=render_chart(chart), rows=render_bar_rows(chart))


def draw_map(
    counts: Sequence[FacetValue], names: RegionNames, choose: Callable[[str], RegionChoice]
) -> DrawnMap | None:
    """What `build_tile_map` makes of the provinces' counts; None where there are none."""
    if not counts:
        return None
    tiles = build_tile_map(counts, names, choose)
    return DrawnMap(tiles=tiles, svg=render_tiles(tiles))


def render_chart(chart: TimelineChart) -> Markup:
    """The bars of a timeline as links within an SVG."""
    lines = (
        f'<line class="grid" x1="0" x2="100%" y1="{BARS_TOP - 0.5}" y2="{BARS_TOP - 0.5}"/>'
        f'<text class="end" x="100%" y="{BARS_TOP - 6}">{chart.highest}</text>'
    )
    base = f'<line class="base" x1="0" x2="100%" y1="{BARS_BOTTOM + 0.5}" y2="{BARS_BOTTOM + 0.5}"/>'
    return Markup(
        '<svg class="chart" aria-hidden="true" focusable="false">'
        + lines
        + "".join(_render_bar(bar) for bar in chart.bars)
        + base
        + "".join(_render_tick(tick) for tick in chart.ticks)
        + "</svg>"
    )


def _render_bar(bar: Bar) -> str:
    share = "" if bar.share is None else f" / {bar.of:,} = {bar.share}"
    return (
        f'<a href="{escape(bar.url)}" tabindex="-1"><title>{bar.period}: {bar.count:,}{share}</title>'
        f'<rect class="hover" x="{bar.step_x:g}%" width="{bar.step_width:g}%" y="0" height="{BARS_BOTTOM}"/>'
        f'<rect class="bar{" few" if bar.is_vague else ""}" x="{bar.x:g}%" width="{bar.width:g}%" y="{bar.y}" height="{bar.height}"/></a>\n'
    )


def _render_tick(tick: Tick) -> str:
    classes = tick.anchor + (" minor" if tick.is_minor else "")
    return f'<text class="{classes}" x="{tick.x:g}%" y="{CHART_HEIGHT - 3}">{tick.label}</text>'


def render_bar_rows(chart: TimelineChart) -> Markup:
    """The same as rows of a table: period, count, and in the view of shares the archive's count and the share."""
    return Markup("".join(_render_row(bar) for bar in chart.bars))


def _render_row(bar: Bar) -> str:
    cells = f'<td class="number">{bar.count:,}</td>'
    if bar.share is not None:
        cells += f'<td class="number">{bar.of:,}</td><td class="number">{bar.share}</td>'
    return f'<tr><td><a href="{escape(bar.url)}">{bar.period}</a></td>{cells}</tr>\n'


def render_tiles(tiles: TileMap) -> Markup:
    """The provinces as tiles with their counts, each that has articles a link; what the shades mean in the empty corner."""
    return Markup(
        f'<svg class="tiles" viewBox="0 0 {tiles.width} {tiles.height}" lang="{tiles.language}" '
        f'aria-hidden="true" focusable="false">'
        + _render_shades(tiles)
        # What is chosen last: its outline lies over its neighbours.
        + "".join(_render_tile(tile) for tile in sorted(tiles.tiles, key=lambda tile: tile.is_chosen))
        + "</svg>"
    )


def _render_shades(tiles: TileMap) -> str:
    """The shades from the fewest to the most; nothing where all that have articles have as many."""
    if tiles.lowest == tiles.highest:
        return ""
    size, y = _SHADE_SIZE, _SHADE_SIZE + 2
    shades = "".join(
        f'<g class="t{level}"><rect x="{size * (level - 1)}" y="0" width="{size}" height="{size}" rx="3"/></g>'
        for level in range(1, LEVELS + 1)
    )
    return (
        f'<g class="shades">{shades}<text class="start" x="1" y="{y + 9}">{tiles.lowest:,}</text>'
        f'<text class="end" x="{size * LEVELS - 1}" y="{y + 9}">{tiles.highest:,}</text></g>\n'
    )


def _render_tile(tile: Tile) -> str:
    x, y = tile.x + TILE_WIDTH / 2, tile.y
    inside = (
        f"<title>{escape(tile.name)}: {tile.count:,}</title>"
        f'<rect x="{tile.x}" y="{y}" width="{TILE_WIDTH}" height="{TILE_HEIGHT}" rx="5"/>'
    )
    if not tile.count:
        inside += f'<text x="{x:g}" y="{y + TILE_HEIGHT / 2 + 4.5:g}">{escape(tile.label)}</text>'
    else:
        inside += f'<text x="{x:g}" y="{y + 17}">{escape(tile.label)}</text>'
        inside += f'<text class="of" x="{x:g}" y="{y + 29}">{tile.short_count}</text>'
    if not tile.is_link:
        return f'<g class="t0">{inside}</g>\n'
    current = ' aria-current="true"' if tile.is_chosen else ""
    return f'<a class="t{tile.level}" href="{escape(tile.url)}" tabindex="-1"{current}>{inside}</a>\n'
