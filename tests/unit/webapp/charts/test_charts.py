import datetime as dt
from xml.etree import ElementTree

import pytest

from index.model import FacetValue, SearchRequest, Timeline, TimelineBucket
from index.regions.gazetteer import Gazetteer
from webapp.addresses import SearchAddress
from webapp.charts.markup import render_bar_rows, render_chart, render_tiles
from webapp.charts.tile_map import RegionChoice, TileMap, build_tile_map, choose_level, load_tile_places
from webapp.charts.timeline import BARS_BOTTOM, BARS_TOP, build_chart
from webapp.region_names import RegionNames

ADDRESS = SearchAddress(request=SearchRequest(query="a"))
GAZETTEER = Gazetteer.load()


def months(*counts: int) -> Timeline:
    buckets = tuple(
        TimelineBucket(start=dt.date(2024 + number // 12, number % 12 + 1, 1), count=count)
        for number, count in enumerate(counts)
    )
    return Timeline(interval="month", buckets=buckets, undated=2)


def a_map(script: str = "hans", **counts: int) -> TileMap:
    values = [FacetValue(value=code[1:], label="", count=count) for code, count in counts.items()]
    names = RegionNames(gazetteer=GAZETTEER, script="hant" if script == "hant" else "hans")
    return build_tile_map(
        values, names, lambda code: RegionChoice(url=f"/?region={code}", is_chosen=code == "15")
    )


def test_bars_narrow_the_dates() -> None:
    chart = build_chart(months(0, 1, 1000), ADDRESS)
    assert [(bar.period, bar.count, bar.url) for bar in chart.bars] == [
        ("2024-01", 0, "/?q=a&from=2024-01&to=2024-01"),
        ("2024-02", 1, "/?q=a&from=2024-02&to=2024-02"),
        ("2024-03", 1000, "/?q=a&from=2024-03&to=2024-03"),
    ]
    assert [bar.height for bar in chart.bars] == [0, 2, BARS_BOTTOM - BARS_TOP]
    assert (chart.highest, chart.undated) == ("1,000", 2)


def test_shares_are_of_the_whole_archive() -> None:
    chart = build_chart(months(50, 5, 1), ADDRESS, [100, 100, 0])
    assert [(bar.share, bar.of) for bar in chart.bars] == [("50%", 100), ("5%", 100), ("0%", 0)]
    assert (chart.highest, chart.bars[1].height) == ("50%", round((BARS_BOTTOM - BARS_TOP) / 10))


def test_a_share_of_few_articles_does_not_set_the_scale() -> None:
    chart = build_chart(months(1, 5), ADDRESS, [1, 100])
    assert (chart.highest, [bar.is_vague for bar in chart.bars]) == ("5%", [True, False])
    assert {bar.height for bar in chart.bars} == {BARS_BOTTOM - BARS_TOP}


def test_the_labels_of_many_months_are_years() -> None:
    labels = [tick.label for tick in build_chart(months(*range(36)), ADDRESS).ticks]
    assert labels == ["2024", "2025", "2026"]


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (2019, 2025, ["2019", "2020", "2021", "2022", "2023", "2024", "2025"]),
        (2014, 2026, ["2014", "2016", "2018", "2020", "2022", "2024", "2026"]),
        (1952, 2026, ["1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
        (1978, 2026, ["1980", "1990", "2000", "2010", "2020"]),
    ],
)
def test_the_labels_of_many_years_are_round(first: int, last: int, labels: list[str]) -> None:
    years = tuple(TimelineBucket(start=dt.date(year, 1, 1), count=1) for year in range(first, last + 1))
    chart = build_chart(Timeline(interval="year", buckets=years, undated=0), ADDRESS)
    assert [tick.label for tick in chart.ticks] == labels


def test_the_labels_of_days_are_mondays() -> None:
    days = tuple(
        TimelineBucket(start=dt.date(2025, 11, 1) + dt.timedelta(days=n), count=1) for n in range(30)
    )
    chart = build_chart(Timeline(interval="day", buckets=days, undated=0), ADDRESS)
    assert [tick.label for tick in chart.ticks] == ["11-03", "11-10", "11-17", "11-24"]


def test_the_chart_is_sound_xml_in_which_each_bar_is_a_link_out_of_the_tab_order() -> None:
    chart = build_chart(months(1, 2, 3), SearchAddress(request=SearchRequest(query="<&\"'>")))
    svg = ElementTree.fromstring(str(render_chart(chart)))
    assert [link.get("tabindex") for link in svg.iter("a")] == ["-1"] * 3
    rows = ElementTree.fromstring(f"<table>{render_bar_rows(chart)}</table>")
    assert [link.get("href") for link in rows.iter("a")] == [link.get("href") for link in svg.iter("a")]


def test_every_province_has_one_tile_of_its_own() -> None:
    places = load_tile_places()
    provinces = {
        one.code for one in GAZETTEER.divisions() if one.level == "province" and one.status == "current"
    }
    assert {place.code for place in places} == provinces
    assert len({(place.column, place.row) for place in places}) == len(places) == 34


@pytest.mark.parametrize(
    ("count", "level"), [(0, 0), (5, 1), (10, 1), (700, 2), (2_500, 3), (6_000, 4), (10_000, 5), (20_000, 5)]
)
def test_tiles_are_darker_the_more_articles(count: int, level: int) -> None:
    assert choose_level(count, 10, 10_000) == level


def test_the_fewest_have_the_lightest_shade_and_the_most_the_darkest_as_the_legend_says() -> None:
    levels = {tile.count: tile.level for tile in a_map(_31=1, _44=2).tiles}
    assert levels == {0: 0, 1: 1, 2: 5}


def test_tiles_link_and_name_their_provinces_in_the_script_shown() -> None:
    tiles = {tile.code: tile for tile in a_map("hant", _15=3, _31=1).tiles}
    assert (tiles["31"].label, tiles["31"].count, tiles["31"].url) == ("滬", 1, "/?region=31")
    assert (tiles["15"].is_chosen, tiles["11"].level) == (True, 0)


def test_the_map_is_sound_xml_and_its_table_holds_what_has_articles() -> None:
    tiles = a_map(_15=3, _31=1, _44=3)
    svg = ElementTree.fromstring(str(render_tiles(tiles)))
    assert len(list(svg.iter("title"))) == 34
    assert [tile.code for tile in tiles.by_count] == ["15", "44", "31"]


def test_only_tiles_with_articles_or_chosen_are_links() -> None:
    svg = ElementTree.fromstring(str(render_tiles(a_map(_31=1, _44=3))))
    assert sorted(link.get("href", "") for link in svg.iter("a")) == [
        "/?region=15",  # chosen, without articles: to be taken back
        "/?region=31",
        "/?region=44",
    ]


def test_tiles_say_their_counts() -> None:
    svg = ElementTree.fromstring(str(render_tiles(a_map(_31=12_345, _44=1_234_567))))
    said = [text.text for text in svg.iter("text") if text.get("class") == "of"]
    assert said == ["12345", "1234k"]


def test_the_shades_of_the_map_say_the_fewest_and_the_most_of_what_is_not_chosen() -> None:
    tiles = a_map(_15=900, _31=2, _44=4_000)
    svg = ElementTree.fromstring(str(render_tiles(tiles)))
    (shades,) = [group for group in svg.iter("g") if group.get("class") == "shades"]
    assert [text.text for text in shades.iter("text")] == ["2", "4,000"]
    assert len(list(shades.iter("rect"))) == 5


def test_where_all_have_as_many_there_are_no_shades() -> None:
    for tiles in (a_map(), a_map(_31=7), a_map(_31=7, _44=7)):
        assert "shades" not in str(render_tiles(tiles))


@pytest.mark.parametrize(("count", "part"), [(1, 0.25), (3, 0.75), (4, 1.0), (9, 1.0)])
def test_few_articles_do_not_fill_the_height(count: int, part: float) -> None:
    chart = build_chart(months(0, count), ADDRESS)
    assert chart.bars[1].height == round((BARS_BOTTOM - BARS_TOP) * part)
    assert chart.highest == str(max(count, 4))
