"""The gazetteer: codes and names resolve in any spelling, ambiguous ones to all, old ones to what is there today."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.regions.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def resolved(gazetteer: Gazetteer, text: str) -> list[str]:
    return [division.code for division in gazetteer.resolve(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("内蒙古自治区", "15"),
        ("內蒙古自治區", "15"),
        ("内蒙古", "15"),
        ("内蒙", "15"),
        ("15", "15"),
        ("150000", "15"),
        ("１５００００", "15"),
        (" 呼和浩特 ", "1501"),
        ("150100", "1501"),
        ("1501", "1501"),
        ("150102", "150102"),
        ("满洲里市", "150781"),
        ("滿洲裏市", "150781"),
        ("滿洲裡", "150781"),
        ("臺北市", "7101"),
        ("台北", "7101"),
        ("台灣", "71"),
        ("臺灣省", "71"),
        ("香港", "81"),
        ("香港特別行政區", "81"),
        ("澳門", "82"),
        ("油尖旺區", "810005"),
        ("恩施", "4228"),
        ("恩施州", "4228"),
        ("延边朝鲜族自治州", "2224"),
        ("神农架", "429021"),
        ("台州", "3310"),
        ("浦东", "310115"),
        ("广东省深圳市", "4403"),
        ("廣東深圳南山", "440305"),
        ("江苏省 南京市 鼓楼区", "320106"),
        ("中国内蒙古", "15"),
    ],
)
def test_codes_and_names_in_any_spelling(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert resolved(gazetteer, text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("JP", "JP"),
        ("jp", "JP"),
        ("日本", "JP"),
        ("老挝", "LA"),
        ("寮國", "LA"),
        ("老撾", "LA"),
        ("北韓", "KP"),
        ("朝鲜", "KP"),
        ("義大利", "IT"),
        ("意大利", "IT"),
        ("沙烏地阿拉伯", "SA"),
        ("沙特", "SA"),
        ("澳洲", "AU"),
        ("澳大利亞", "AU"),
        ("紐西蘭", "NZ"),
        ("蒙古国", "MN"),
        ("HK", "81"),
        ("MO", "82"),
        ("TW", "71"),
    ],
)
def test_countries_by_iso_code_and_by_any_name(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert resolved(gazetteer, text) == [code]


@pytest.mark.parametrize("text", ["", " ", "哥谭市", "99", "999999", "1", "XX", "市", "，", "国", "中国人"])
def test_what_is_no_region_gives_nothing(gazetteer: Gazetteer, text: str) -> None:
    assert resolved(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("朝阳", {"2113", "110105", "220104"}),
        ("朝陽區", {"110105", "220104"}),
        ("鼓楼区", {"320106", "320302", "350102", "410204"}),
        ("嘉義", {"7109", "7115"}),
        ("京津冀", {"11", "12", "13"}),
        ("粤港澳大湾区", {"44", "81", "82"}),
        ("長三角", {"31", "32", "33", "34"}),
    ],
)
def test_an_ambiguous_name_means_all_of_them(gazetteer: Gazetteer, text: str, codes: set[str]) -> None:
    assert set(resolved(gazetteer, text)) == codes


@pytest.mark.parametrize(("text", "code"), [("吉林", "22"), ("海南", "46"), ("河北", "13"), ("北京市", "11")])
def test_the_name_of_a_province_means_the_province(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert resolved(gazetteer, text) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("襄樊市", "4206"),
        ("崇文区", "110101"),
        ("呼伦贝尔盟", "1507"),
        ("152100", "1507"),
        ("通縣", "110112"),
        ("徽州地区", "3410"),
        ("萬縣地區", "500101"),
        ("莱芜市", "370116"),
        ("思茅", "530802"),
        ("桃園縣", "7103"),
    ],
)
def test_an_old_name_or_code_gives_what_holds_the_place_today(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert resolved(gazetteer, text) == [code]


def test_an_abolished_division_without_successor_stays_itself_within_its_parent(gazetteer: Gazetteer) -> None:
    (division,) = gazetteer.resolve("雁北地区")
    assert (division.status, division.successor, division.parent_code) == ("abolished", None, "14")


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("150102", ["150102", "1501", "15"]),
        ("110105", ["110105", "11"]),
        ("429004", ["429004", "42"]),
        ("810012", ["810012", "81"]),
        ("JP", ["JP"]),
        ("999999", []),
    ],
)
def test_ancestors_go_up_to_the_province(gazetteer: Gazetteer, code: str, chain: list[str]) -> None:
    assert [division.code for division in gazetteer.ancestors(code)] == chain


def test_names_and_labels_follow_the_script(gazetteer: Gazetteer) -> None:
    assert gazetteer.name("15") == "内蒙古自治区"
    assert gazetteer.name("15", "hans") == "内蒙古自治区"
    assert gazetteer.name("15", "hant") == "內蒙古自治區"
    assert gazetteer.label("15") == "内蒙古"
    assert gazetteer.label("1501", "hant") == "呼和浩特"
    assert gazetteer.label("71", "hant") == "臺灣"
    assert gazetteer.label("150781", "hant") == "滿洲里"
    assert gazetteer.label("320106") == "南京鼓楼区"
    assert gazetteer.name("LA", "hant") == "寮國"
    assert gazetteer.label("no such code") == "no such code"


def test_traditional_names_are_written_as_the_places_write_them(gazetteer: Gazetteer) -> None:
    written = {
        code: gazetteer.name(code, "hant")
        for code in ("3310", "7101", "430104", "360824", "350206", "150825")
    }
    assert written == {
        "3310": "台州市",
        "7101": "臺北市",
        "430104": "岳麓區",
        "360824": "新干縣",
        "350206": "湖里區",
        "150825": "烏拉特後旗",
    }


def test_all_34_provincial_divisions_are_current(gazetteer: Gazetteer) -> None:
    provinces = [one for one in gazetteer.divisions() if one.level == "province"]
    assert len(provinces) == 34
    assert {one.status for one in provinces} == {"current"}


def test_every_current_division_resolves_by_code_and_full_name(gazetteer: Gazetteer) -> None:
    current = [one for one in gazetteer.divisions() if one.status == "current"]
    assert len(current) > 3000
    for division in current:
        assert resolved(gazetteer, division.code) == [division.code]
        path = "".join(one.name for one in reversed(gazetteer.ancestors(division.code)))
        assert division.code in resolved(gazetteer, path), path
        assert division.level == "country" or len(division.name) == len(division.name_hant)


def test_every_successor_and_parent_exists(gazetteer: Gazetteer) -> None:
    for division in gazetteer.divisions():
        if division.successor is not None:
            successor = gazetteer.get(division.successor)
            assert successor is not None
            assert successor.status == "current"
        if division.level not in ("province", "country"):
            top = gazetteer.ancestors(division.code)[-1]
            assert top.level == "province", division


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    assert all(division.code for division in Gazetteer.load().resolve(text))


@pytest.mark.parametrize("text", ["CN", "cn", "ＣＮ", "中国", "中國", " 中国 ", "中華人民共和國"])
def test_the_country_itself_means_all_that_lies_in_it(gazetteer: Gazetteer, text: str) -> None:
    codes = resolved(gazetteer, text)
    assert (len(codes), codes[0], codes[-3:]) == (34, "11", ["71", "81", "82"])
    assert gazetteer.is_whole_country(text)


@pytest.mark.parametrize("text", ["中国大陆", "中國大陸", "中国内地"])
def test_its_mainland_is_told_from_it(gazetteer: Gazetteer, text: str) -> None:
    assert (len(resolved(gazetteer, text)), resolved(gazetteer, text)[-1]) == (31, "65")


@pytest.mark.parametrize("text", ["UK", "uk", "GB", "英國"])
def test_two_codes_of_one_country(gazetteer: Gazetteer, text: str) -> None:
    assert resolved(gazetteer, text) == ["GB"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("沪", ["31"]),
        ("滬", ["31"]),
        ("晋", ["14"]),
        ("冀鲁豫", ["13", "37", "41"]),
        ("冀魯豫", ["13", "37", "41"]),
        ("闽赣", ["35", "36"]),
        ("京津冀", ["11", "12", "13"]),
        ("晋晋", []),
        ("晋某", []),
    ],
)
def test_provinces_are_taken_by_their_one_character_names(
    gazetteer: Gazetteer, text: str, codes: list[str]
) -> None:
    assert resolved(gazetteer, text) == codes
    assert gazetteer.is_group(text) == (len(codes) > 1)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("东北", ["21", "22", "23"]),
        ("華北", ["11", "12", "13", "14", "15"]),
        ("黄河流域", ["14", "15", "37", "41", "51", "61", "62", "63", "64"]),
        ("长株潭", ["4301", "4302", "4303"]),
        ("兵团", ["65"]),
    ],
)
def test_parts_of_the_country_mean_all_that_lies_in_them(
    gazetteer: Gazetteer, text: str, codes: list[str]
) -> None:
    assert resolved(gazetteer, text) == codes


def test_a_part_of_the_country_is_not_looked_for_in_texts(gazetteer: Gazetteer) -> None:
    looked_for = {name.text for name in gazetteer.search_names()}
    assert {"长三角", "华北", "黄河流域"} & looked_for == {"长三角"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("融水县", "450225"),
        ("前郭县", "220721"),
        ("鄂伦春旗", "150723"),
        ("科右前旗", "152221"),
        ("伊盟", "1506"),
    ],
)
def test_short_names_of_autonomous_counties_banners_and_leagues(
    gazetteer: Gazetteer, text: str, code: str
) -> None:
    assert resolved(gazetteer, text) == [code]
