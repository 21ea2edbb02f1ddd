import datetime as dt

from index.model import Facet, FacetValue, PartialDate, SearchRequest, Timeline, TimelineBucket
from index.regions.gazetteer import Gazetteer
from webapp.addresses import SearchAddress, encode_id, render_values
from webapp.reader import Reader
from webapp.texts import load_texts
from webapp.views.filters import FacetLink, FilterView

GAZETTEER = Gazetteer.load()
READER = Reader(texts=load_texts("en"), chosen=None)


def a_view(**request: object) -> FilterView:
    address = SearchAddress(request=SearchRequest(**request))  # type: ignore[arg-type]  # whatever a test asks
    return FilterView(address=address, gazetteer=GAZETTEER, reader=READER)


def a_facet(name: str, **counts: int) -> Facet:
    return Facet(
        name=name,
        values=tuple(FacetValue(value=value, label=value, count=count) for value, count in counts.items()),
    )


def regions_of(view: FilterView, *codes: str) -> list[FacetLink]:
    values = tuple(FacetValue(value=code, label=code, count=9) for code in codes)
    (facet,) = view.facet_lists((Facet(name="region", values=values),))
    return list(facet.links)


def test_a_value_is_chosen_from_the_first_page() -> None:
    (facet,) = a_view(query="稀土", page=3).facet_lists((a_facet("source", 甲=4),))
    assert facet.links == (
        FacetLink(label="甲", count=4, url="/?q=%E7%A8%80%E5%9C%9F&source=%E7%94%B2", is_chosen=False),
    )


def test_a_chosen_value_is_taken_back_in_either_script() -> None:
    (facet,) = a_view(sources=("樣例日報",)).facet_lists((a_facet("source", 样例日报=4),))
    assert facet.links == (FacetLink(label="样例日报", count=4, url="/", is_chosen=True),)


def test_a_facet_of_which_something_is_chosen_says_what_its_counts_mean() -> None:
    lists = a_view(sources=("甲",)).facet_lists((a_facet("source", 乙=4), a_facet("term", 丙=1)))
    assert [(facet.name, facet.is_narrowed) for facet in lists] == [("source", True), ("term", False)]


def test_regions_and_places_are_told_apart() -> None:
    lists = a_view().facet_lists((a_facet("region", **{"15": 1}), a_facet("place", 包头=1)))
    assert [facet.note for facet in lists] == ["what it is about", "named in the text"]


def test_empty_facets_are_not_shown() -> None:
    assert a_view().facet_lists((a_facet("person"), a_facet("term"))) == ()


def test_regions_stand_below_what_they_lie_in() -> None:
    links = regions_of(a_view(), "31", "1501", "15", "150102", "JP")
    assert [(link.label, link.depth) for link in links] == [
        ("上海", 0),
        ("内蒙古", 0),
        ("呼和浩特", 1),
        ("呼和浩特新城区", 2),
        ("日本", 0),
    ]


def test_a_city_replaces_its_province() -> None:
    links = {link.label: link for link in regions_of(a_view(regions=("内蒙古", "31")), "15", "1501", "31")}
    assert links["呼和浩特"].url == "/?region=31&region=1501"
    assert links["内蒙古"].is_chosen
    assert links["内蒙古"].url == "/?region=31"


def test_a_province_replaces_its_city() -> None:
    links = {link.label: link for link in regions_of(a_view(regions=("1501",)), "15", "1501")}
    assert links["内蒙古"].url == "/?region=15"


def test_everything_chosen_has_a_chip_that_takes_it_back() -> None:
    view = a_view(
        query="稀",
        first_date=PartialDate(year=2025),
        regions=("150000",),
        persons=("林示例", "王樣本"),
    )
    assert [(chip.label, chip.url) for chip in view.chips()] == [
        ("Since 2025", view.address.frame("from", "to").url()),
        ("内蒙古", view.address.frame("region").url(*render_values("region", []))),
        ("林示例", view.address.frame("person").url(*render_values("person", ["王樣本"]))),
        ("王樣本", view.address.frame("person").url(*render_values("person", ["林示例"]))),
    ]


def test_a_chip_leads_to_the_profile_of_what_is_chosen() -> None:
    view = a_view(regions=("150000", "朝陽"), persons=("林示例",), entities=("稀土",))
    assert [chip.profile_url for chip in view.chips()] == [
        "/region/15",
        None,
        "/person/%E6%9E%97%E7%A4%BA%E4%BE%8B",
        None,
    ]


def test_dates_are_chosen_with_one_click() -> None:
    years = Timeline(
        interval="year",
        buckets=tuple(
            TimelineBucket(start=dt.date(year, 1, 1), count=year % 2) for year in range(2015, 2026)
        ),
        undated=0,
    )
    view = a_view(first_date=PartialDate(year=2023), last_date=PartialDate(year=2023))
    choices = view.date_choices(dt.date(2025, 11, 28), years)
    assert [(choice.label, choice.url, choice.is_chosen) for choice in choices] == [
        ("7 days", "/?from=2025-11-22", False),
        ("30 days", "/?from=2025-10-30", False),
        ("1 year", "/?from=2024-11-29", False),
        ("2025", "/?from=2025&to=2025", False),
        ("2023", "/", True),
        ("2021", "/?from=2021&to=2021", False),
        ("2019", "/?from=2019&to=2019", False),
    ]


def test_ids_are_one_segment_of_a_path() -> None:
    assert encode_id("a/b//c:#?%稀") == "a%2Fb%2F%2Fc%3A%23%3F%25%E7%A8%80"
    assert encode_id("..") == "%2E%2E"
    address = SearchAddress(request=SearchRequest(query="稀 土", script="hans"))
    assert address.article("x") == "/article/x?q=%E7%A8%80+%E5%9C%9F&script=hans"


def test_regions_are_named_in_the_script_of_the_reader() -> None:
    reader = Reader(texts=load_texts("zh-Hant"), chosen=None)
    view = FilterView(address=SearchAddress(request=SearchRequest()), gazetteer=GAZETTEER, reader=reader)
    (facet,) = view.facet_lists((a_facet("region", **{"71": 1}),))
    assert (facet.links[0].label, facet.language) == ("臺灣", "zh-Hant")
