import pytest
from werkzeug.datastructures import MultiDict

from index.errors import PageWindowError, ParameterError
from index.model import FILTER_ATTRIBUTES, PartialDate, SearchRequest, Sort
from index.regions.gazetteer import Gazetteer
from webapp.addresses import SearchAddress
from webapp.parameters import PARAMETERS, parse_search_request

GAZETTEER = Gazetteer.load()


def parse(*pairs: tuple[str, str]) -> SearchRequest:
    return parse_search_request(MultiDict(pairs), GAZETTEER)


def test_nothing_given_is_the_default_request() -> None:
    assert parse() == SearchRequest()


def test_every_parameter_is_read() -> None:
    request = parse(
        ("q", "稀土 出口"),
        ("from", "2025"),
        ("to", "2025-11-30"),
        ("region", "15"),
        ("region", "香港"),
        ("source", "樣例日報"),
        ("person", "林示例"),
        ("organisation", "甲"),
        ("place", "包頭"),
        ("term", "新质生产力"),
        ("entity", "乙"),
        ("sort", "date"),
        ("page", "2"),
        ("size", "20"),
        ("dup", "all"),
        ("facets", "0"),
        ("script", "hant"),
    )
    assert request == SearchRequest(
        query="稀土 出口",
        first_date=PartialDate(year=2025),
        last_date=PartialDate(year=2025, month=11, day=30),
        regions=("15", "香港"),
        sources=("樣例日報",),
        persons=("林示例",),
        organisations=("甲",),
        places=("包頭",),
        terms=("新质生产力",),
        entities=("乙",),
        sort=Sort.DATE,
        page=2,
        size=20,
        all_copies=True,
        with_facets=False,
        script="hant",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page", "-1"),
        ("page", "0"),
        ("page", "1.0"),
        ("page", "+1"),
        ("page", " 1"),
        ("page", "１"),
        ("page", "٣"),
        ("page", "1_0"),
        ("page", "1e2"),
        ("page", "x"),
        ("page", "9" * 5000),
        ("size", "0"),
        ("size", "101"),
        ("size", "-5"),
        ("size", "十"),
        ("from", "2024-02-30"),
        ("from", "2023-02-29"),
        ("from", "2024-13"),
        ("from", "2024-00-01"),
        ("from", "0000"),
        ("from", "99999"),
        ("from", "2024-1"),
        ("from", "２０２４"),
        ("from", "2024-01-01T00:00"),
        ("from", "2024-01-01\n"),
        ("to", "二〇二四年三月五日"),
        ("to", "yesterday"),
        ("to", "--11-27"),
        ("region", "亞特蘭蒂斯"),
        ("region", "990000"),
        ("sort", "newest"),
        ("sort", "DATE"),
        ("dup", "none"),
        ("facets", "2"),
        ("facets", "false"),
        ("script", "simplified"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(ParameterError) as caught:
        parse((name, value))
    assert caught.value.name == name


@pytest.mark.parametrize("name", [one.name for one in PARAMETERS if not one.repeatable])
def test_a_single_parameter_given_twice_is_refused(name: str) -> None:
    value = next(one.default or "2025" for one in PARAMETERS if one.name == name)
    with pytest.raises(ParameterError) as caught:
        parse((name, value), (name, value))
    assert caught.value.name == name


@pytest.mark.parametrize("name", [one.name for one in PARAMETERS])
def test_an_empty_value_is_as_not_given(name: str) -> None:
    assert parse((name, "")) == SearchRequest()


@pytest.mark.parametrize(
    ("page", "size"), [("11", "100"), ("101", "10"), ("1000000000000000000", "1"), ("1001", "1")]
)
def test_pages_beyond_the_window_are_refused(page: str, size: str) -> None:
    with pytest.raises(PageWindowError):
        parse(("page", page), ("size", size))


@pytest.mark.parametrize(("page", "size"), [("10", "100"), ("100", "10"), ("1000", "1")])
def test_the_last_pages_within_the_window_are_read(page: str, size: str) -> None:
    request = parse(("page", page), ("size", size))
    assert (request.page, request.size) == (int(page), int(size))


@pytest.mark.parametrize("value", ["15", "150000", "内蒙古", "內蒙古自治區", "JP", "朝阳", "京津冀", "香港"])
def test_regions_are_taken_by_code_and_by_name(value: str) -> None:
    assert parse(("region", value)).regions == (value,)


def test_too_many_values_of_one_parameter_are_refused() -> None:
    with pytest.raises(ParameterError, match="at most 64"):
        parse(*(("person", f"林{number}") for number in range(65)))


def test_repeated_equal_values_count_once() -> None:
    assert parse(("person", "林示例"), ("person", "林示例")).persons == ("林示例",)


def test_unknown_parameters_are_ignored() -> None:
    assert parse(("utm_source", "x"), ("lang", "en")) == SearchRequest()


def test_an_address_reads_back_as_the_same_request() -> None:
    request = SearchRequest(
        query='"稀土" & <b> #?%',
        first_date=PartialDate(year=2025, month=1),
        last_date=PartialDate(year=2025, month=6, day=30),
        regions=("15", "朝阳"),
        sources=("A&B=C",),
        persons=("林示例",),
        organisations=("甲",),
        places=("乙",),
        terms=("丙", "丁"),
        entities=("戊",),
        sort=Sort.DATE,
        page=3,
        size=50,
        all_copies=True,
        script="hans",
    )
    pairs = [(pair.name, pair.value) for pair in SearchAddress(request=request).pairs()]
    assert parse(*pairs) == request


def test_every_filter_is_a_repeatable_parameter() -> None:
    repeatable = [one.name for one in PARAMETERS if one.repeatable]
    assert repeatable == list(FILTER_ATTRIBUTES)
