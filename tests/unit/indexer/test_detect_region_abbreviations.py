"""Places written with one character, groups of provinces, and the region of a medium, each with what only looks so."""

from __future__ import annotations

import pytest

from index.analysis.script import fold, to_traditional
from index.regions.gazetteer import Gazetteer
from indexer.detect.regions import RegionDetector


@pytest.fixture(scope="module")
def detector() -> RegionDetector:
    return RegionDetector(Gazetteer.load(), fold)


def regions(detector: RegionDetector, title: str, body: str = "", source: str = "") -> list[str]:
    return list(detector.detect(title, body, source).regions)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        # one character behind 在 and its like
        ("展会在沪举行", ["31"]),
        ("考察团在豫调研", ["41"]),
        ("代表团赴鲁考察", ["37"]),
        ("专家来琼参加论坛", ["46"]),
        ("医疗队援鄂抗疫归来", ["42"]),
        ("返渝人员有序复工", ["50"]),
        ("驻港部队开放日", ["81"]),
        ("论坛在沈召开", ["21", "2101"]),
        ("年会在筑举行", ["52", "5201"]),
        # the last of several
        ("冀鲁豫三省联合治理", ["13", "37", "41"]),
        ("苏鲁豫皖交界地区建设", ["32", "37", "41", "34"]),
        ("闽赣两省签署协议", ["35", "36"]),
        ("甘青两省联动", ["62", "63"]),
        ("苏陕协作签约", ["32", "61"]),
        ("云贵川携手", ["53", "52", "51"]),
        ("川藏铁路建设提速", ["51", "54"]),
        ("晋冀鲁豫老区展览", ["14", "13", "37", "41"]),
        # beside the name of a place
        ("湖北襄阳开通航线", ["42", "4206"]),
        ("浙江绍兴台州联动", ["33", "3306", "3310"]),
    ],
)
def test_one_character_is_a_place_in_company(
    detector: RegionDetector, title: str, expected: list[str]
) -> None:
    assert regions(detector, title) == expected
    assert regions(detector, to_traditional(title)) == expected


@pytest.mark.parametrize(
    "title",
    [
        "会议在京召开",  # the seat of the state
        "大会在呼召开",  # only inside its province
        "年会在宁举行",  # 南京 or 宁夏, and neither is named
        "作品在平台举行展播",
        "离港人员登记",  # of any port
        "新合作模式",
        "云新两省",  # no neighbours, and both are words
        "豫剧赴外演出",
    ],
)
def test_and_a_word_without(detector: RegionDetector, title: str) -> None:
    assert regions(detector, title) == []


def test_what_is_in_doubt_is_settled_by_the_province_that_is_named(detector: RegionDetector) -> None:
    assert regions(detector, "年会在宁举行", "江苏省工信厅指导的年会开幕。") == ["32", "3201"]
    assert regions(detector, "代表团在鄂考察", "代表团在内蒙古鄂尔多斯考察。")[:2] == ["15", "1506"]
    assert regions(detector, "代表团在鄂考察") == ["42"]
    assert regions(detector, "会谈在哈举行", "哈萨克斯坦总理出席会谈。") == ["KZ"]


def test_each_character_is_a_mention_of_its_place(detector: RegionDetector) -> None:
    mentions = detector.detect("", "冀鲁豫三省签约，仪式在沪举行。").mentions
    assert [(one.name, one.code, one.start) for one in mentions] == [
        ("冀", "13", 0),
        ("鲁", "37", 1),
        ("豫", "41", 2),
        ("沪", "31", 11),
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("中美关系研讨会举行", ["US"]),
        ("日韩首脑会谈", ["JP", "KR"]),
        ("俄乌冲突持续", ["RU", "UA"]),
        ("巴以停火谈判重启", ["PS", "IL"]),
        ("印巴边境局势", ["IN", "PK"]),
        ("对俄制裁升级", ["RU"]),
        ("新任驻美大使抵任", ["US"]),
        ("黎以停火协议生效", ["IL", "LB"]),
        ("中菲对峙加剧", ["PH"]),
        ("黎民百姓同意", []),
        ("近日韩两国互访", []),
        ("中医药合作", []),
        ("以法治经济", []),
    ],
)
def test_states_are_written_so_too(detector: RegionDetector, title: str, expected: list[str]) -> None:
    assert sorted(regions(detector, title)) == sorted(expected)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("西北五省区联席会议", ["61", "62", "63", "64", "65"]),
        ("长株潭一体化", ["43", "4301", "4302", "4303"]),
        ("广佛全域同城化", ["44", "4401", "4406"]),
        ("兰西城市群建设", ["62", "63"]),
        ("科右前旗春播", ["15", "1522", "152221"]),
        ("前郭县冬捕", ["22", "2207", "220721"]),
        ("融水县苗年", ["45", "4502", "450225"]),
        ("鄂伦春旗旅游", ["15", "1507", "150723"]),
        ("齐鲁大地丰收忙", ["37"]),
        ("豫企出海", ["41"]),
        ("金門縣政府公告", ["71", "7121"]),
        ("長沙灣道交通意外", ["81", "810006"]),
        ("屯門公路封路", ["81", "810012"]),
        ("白云国际机场扩建", ["44", "4401"]),
        # parts of the country say nothing of what an article is about
        ("华北地区迎来降雪", []),
        ("黄河流域生态保护", []),
        # streets, banks and slopes
        ("车辆沿陕西北路行驶", []),
        ("工程位于江西岸", []),
    ],
)
def test_groups_short_names_and_what_lies_in_a_place(
    detector: RegionDetector, title: str, expected: list[str]
) -> None:
    assert regions(detector, title) == expected


@pytest.mark.parametrize(
    ("city", "country"),
    [("仰光", "MM"), ("多哈", "QA"), ("杜哈", "QA"), ("加德满都", "NP"), ("北海道", "JP"), ("基多", "EC")],
)
def test_a_city_abroad_implies_its_country(detector: RegionDetector, city: str, country: str) -> None:
    assert regions(detector, f"{city}举行会议") == [country]


HEARING = "立法會一個委員會討論專營巴士申請加價，3間公司的代表認為需要調整票價。"


def test_a_medium_tells_what_its_local_news_is_about(detector: RegionDetector) -> None:
    assert regions(detector, "巴士公司申請加價", HEARING, "香港電台") == ["81"]
    assert regions(detector, "巴士公司申請加價", HEARING, "某某通訊社") == []
    assert regions(detector, "自治区党委部署工作", "会议研究部署工作。", "内蒙古日报") == ["15"]


def test_a_medium_is_not_where_its_other_news_happen(detector: RegionDetector) -> None:
    assert regions(detector, "金價下跌", "現貨金報每盎司2683美元。", "香港電台") == []
    assert regions(detector, "法國總統訪問德國", "法國總統抵達德國。", "香港電台") == ["FR", "DE"]
    assert regions(detector, "消息", "（德國之聲中文網）本次會議討論貿易。") == []


def test_a_headline_in_english_is_no_lead(detector: RegionDetector) -> None:
    body = "Leaders meet at the summit to discuss regional trade\n首脑会议日前在秘鲁首都利马开幕，多国领导人出席。"
    assert regions(detector, "领导人出席首脑会议", body) == ["PE"]


def test_the_corps_beside_the_provinces_is_a_formula(detector: RegionDetector) -> None:
    body = "31个省（自治区、直辖市）和新疆生产建设兵团报告新增病例。"
    assert regions(detector, "卫生健康委通报情况", body) == []
    assert regions(detector, "新疆生产建设兵团推进春耕") == ["65"]


def test_what_a_long_analysis_names_in_passing_is_no_region(detector: RegionDetector) -> None:
    body = "法国与德国谈判。" * 24 + "法国、德国、英国、意大利、西班牙的专家发言。"
    assert regions(detector, "谈判的前景", body) == ["FR", "DE"]
