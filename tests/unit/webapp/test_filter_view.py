import datetime as dt

from index.model import Facet, FacetValue, PartialDate, SearchRequest, Timeline, TimelineBucket
from index.regions import Gazetteer
from webapp.addresses import SearchAddress, encode_id, render_article_address, render_values
from webapp.filter_view import FacetLink, FilterView
from webapp.texts import load_texts
from webapp.timeline_chart import CHART_HEIGHT, build_chart

GAZETTEER = Gazetteer.load()


def a_view(**request: object) -> FilterView:
    address = SearchAddress(request=SearchRequest(**request))  # type: ignore[arg-type]  # whatever a test asks
    return FilterView(address=address, gazetteer=GAZETTEER, texts=load_texts("en"))


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


def test_bars_narrow_the_dates() -> None:
    timeline = Timeline(
        interval="month",
        buckets=(
            TimelineBucket(start=dt.date(2025, 10, 1), count=0),
            TimelineBucket(start=dt.date(2025, 11, 1), count=1),
            TimelineBucket(start=dt.date(2025, 12, 1), count=1000),
        ),
        undated=2,
    )
    chart = build_chart(timeline, SearchAddress(request=SearchRequest(query="a")))
    assert [(bar.period, bar.count, bar.url) for bar in chart.bars] == [
        ("2025-10", 0, "/?q=a&from=2025-10&to=2025-10"),
        ("2025-11", 1, "/?q=a&from=2025-11&to=2025-11"),
        ("2025-12", 1000, "/?q=a&from=2025-12&to=2025-12"),
    ]
    assert [bar.height for bar in chart.bars] == [0, 2, CHART_HEIGHT]


def test_a_timeline_without_buckets_has_no_bars() -> None:
    chart = build_chart(
        Timeline(interval="day", buckets=(), undated=0), SearchAddress(request=SearchRequest())
    )
    assert chart.bars == ()


def test_ids_are_one_segment_of_a_path() -> None:
    assert encode_id("a/b//c:#?%稀") == "a%2Fb%2F%2Fc%3A%23%3F%25%E7%A8%80"
    assert encode_id("..") == "%2E%2E"
    assert (
        render_article_address("x", query="稀 土", script="hans")
        == "/article/x?q=%E7%A8%80+%E5%9C%9F&script=hans"
    )


def test_regions_are_named_in_the_script_of_the_reader() -> None:
    view = FilterView(
        address=SearchAddress(request=SearchRequest()), gazetteer=GAZETTEER, texts=load_texts("zh-Hant")
    )
    (facet,) = view.facet_lists((a_facet("region", **{"71": 1}),))
    assert (facet.links[0].label, facet.language) == ("臺灣", "zh-Hant")
