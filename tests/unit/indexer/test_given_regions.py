"""Given regions: the names of one input settle one another, then its text does, and what stays in doubt is said."""

from __future__ import annotations

import pytest

from index.regions.gazetteer import Gazetteer
from indexer.given_regions import GivenRegions, resolve_given_regions


def given(*names: str, named_in_text: str = "") -> GivenRegions:
    return resolve_given_regions(names, Gazetteer.load(), lambda: frozenset(named_in_text.split()))


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("内蒙古自治区 呼和浩特市 新城区", "15 1501 150102"),
        ("新城區 呼和浩特", "150102 1501"),
        ("新城区 內蒙古", "150102 15"),
        ("陕西 新城区", "61 610102"),
        ("朝阳区 吉林", "220104 22"),
        ("朝阳区 北京", "110105 11"),
        ("朝陽區 長春市", "220104 2201"),
        ("朝阳区 110105", "110105"),
        ("鼓楼区 福建省", "350102 35"),
        ("鼓楼区 江苏 徐州", "320302 32 3203"),
        ("市中区 济南 山东", "370103 3701 37"),
        ("朝阳区 京津冀", "110105 11 12 13"),
        # Beside one another: in one prefecture, else in one province.
        ("朝阳区 海淀区", "110105 110108"),
        ("新城区 长安区", "610102 610116"),
        ("鼓楼区 仓山区", "350102 350104"),
        # Nothing is in doubt.
        ("京津冀", "11 12 13"),
        ("吉林", "22"),
        ("日本 朝鲜", "JP KP"),
        ("UK", "GB"),
        ("中国 北京", "11"),
    ],
)
def test_the_names_of_one_input_are_taken_together(names: str, codes: str) -> None:
    assert given(*names.split()) == GivenRegions(tuple(codes.split()), ())


@pytest.mark.parametrize(
    ("name", "named_in_text", "codes"),
    [
        ("朝阳区", "22 2201 220104", "220104"),
        ("朝阳区", "22 2201", "220104"),
        ("朝阳区", "22", "220104"),
        ("朝阳区", "11 110108", "110105"),
        ("新城区", "15 1502", "150102"),
        ("鼓楼区", "32 3203 41", "320302"),
    ],
)
def test_where_no_other_name_settles_it_the_text_does(name: str, named_in_text: str, codes: str) -> None:
    assert given(name, named_in_text=named_in_text) == GivenRegions(tuple(codes.split()), ())


def test_another_name_goes_before_the_text() -> None:
    assert given("朝阳区", "北京", named_in_text="22 2201 220104").codes == ("110105", "11")


def test_of_what_a_province_leaves_the_text_chooses() -> None:
    assert given("鼓楼区", "江苏", named_in_text="3201").codes == ("320106", "32")


@pytest.mark.parametrize("named_in_text", ["", "44 4401", "JP"])
def test_what_stays_in_doubt_is_all_meant_and_said(named_in_text: str) -> None:
    codes, warnings = given("朝阳区", named_in_text=named_in_text)
    assert codes == ("110105", "220104")
    assert warnings == (
        "region '朝阳区' may be 北京朝阳区、长春朝阳区: all are taken; a code or what it lies in would settle it",
    )


def test_a_name_given_twice_says_nothing_more() -> None:
    assert given("朝阳区", "朝阳区") == given("朝阳区")
    assert given("朝阳区", "朝陽區").codes == ("110105", "220104")


def test_an_unknown_name_is_left_out_and_settles_nothing() -> None:
    codes, warnings = given("无此地", "长春", "朝阳区")
    assert codes == ("2201", "220104")
    assert warnings == ("region '无此地' is no division or country that is known: left out",)


@pytest.mark.parametrize("name", ["中国", "中國", "CN", "中华人民共和国"])
def test_the_whole_country_is_no_region_of_an_article(name: str) -> None:
    assert given(name) == GivenRegions(
        (), (f"region {name!r}: the country as a whole is no region of an article: left out",)
    )


def test_the_text_is_not_looked_at_where_nothing_is_in_doubt() -> None:
    def never() -> frozenset[str]:
        raise AssertionError("asked")

    assert resolve_given_regions(["内蒙古", "新城区"], Gazetteer.load(), never).codes == ("15", "150102")
