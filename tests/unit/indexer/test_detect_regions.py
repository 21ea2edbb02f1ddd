"""Regions and places found in articles: the traps of Chinese place names, each with what is right beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.script import fold
from index.regions.gazetteer import Gazetteer
from indexer.detect.regions import RegionDetector


@pytest.fixture(scope="module")
def detector() -> RegionDetector:
    return RegionDetector(Gazetteer.load(), fold)


def regions(detector: RegionDetector, title: str, body: str = "", source: str = "") -> list[str]:
    return list(detector.detect(title, body, source).regions)


AWARDS = (
    "11月27日,內蒙古自治區科學技術獎勵大會在呼和浩特召開,表彰為全區科技進步作出突出貢獻的科研團隊。\n"
    "要加快建設創新型內蒙古,深刻認識科技創新對內蒙古發展的重大意義。吸引更多科研成果來內蒙古落地,弘揚蒙古馬精神。\n"
    "會議以視頻形式召開,各盟市和滿洲裏市、二連浩特市設分會場。"
)


def test_the_main_province_comes_first_then_its_cities_without_minor_mentions(
    detector: RegionDetector,
) -> None:
    assert regions(detector, "自治區科學技術獎勵大會在呼召開", AWARDS) == ["15", "1501"]


def test_minor_places_are_mentions_all_the_same(detector: RegionDetector) -> None:
    mentions = detector.detect("自治區科學技術獎勵大會在呼召開", AWARDS).mentions
    found = [(mention.name, mention.code) for mention in mentions]
    assert found[:3] == [("呼", "1501"), ("內蒙古自治區", "15"), ("呼和浩特", "1501")]
    assert ("滿洲裏市", "150781") in found
    assert ("二連浩特市", "152501") in found
    assert "MN" not in {code for _, code in found}


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        # a country is not what lies inside a longer name
        ("内蒙古加快建设草业种质资源库", "", ["15"]),
        ("蒙古国总统抵达北京", "蒙古国总统一行开始访华。", ["MN"]),
        ("汶萊與寮國簽署航空協定", "", ["BN", "LA"]),
        ("南蘇丹舉行大選", "", ["SS"]),
        # one name at several levels: the highest
        ("吉林推出惠企措施", "", ["22"]),
        ("海南封关运作", "", ["46"]),
        # abbreviations
        ("全国会议在京召开", "新华社北京1月28日电 全国会议28日在京召开。", []),
        ("常委会会议在京闭幕 明年大会3月5日在北京召开", "", []),
        ("北京市发布城市更新条例", "", ["11"]),
        ("论坛在沪举行", "", ["31"]),
        ("首届展会在穗开幕", "", ["44", "4401"]),
        ("大会在呼召开", "会议讨论农业。", []),
        ("京津冀协同发展再提速", "", ["11", "12", "13"]),
        ("粤港澳大湾区规则衔接", "", ["44", "81", "82"]),
        ("长三角一体化示范区建设", "", ["31", "32", "33", "34"]),
        ("各盟市加强防火", "", ["15"]),
        # a county beside its province or city
        ("江苏泗洪瓜农育苗忙", "", ["32", "3213", "321324"]),
        ("江西南昌发布新规", "", ["36", "3601"]),
        ("北京朝阳推进城市更新", "", ["11", "110105"]),
        # Hong Kong and Taiwan are divisions
        ("本港10月通脹率1%", "", ["81"]),
        ("港鐵調整班次", "", ["81"]),
        ("卢秀燕出席活动", "（中央社記者王小明台中7日電）台中市長出席活動。", ["71", "7104"]),
        ("氹仔新輕軌站啟用", "", ["82", "820006"]),
        ("包头稀土高新区投产", "", ["15", "1502"]),
        ("陕甘宁青四省区协作", "", ["61", "62", "63", "64"]),
        ("兴国县推进稀土整治", "", ["36", "3607", "360732"]),
        # the wording of Taiwan and Hong Kong
        ("立法院三讀修法", "立法院會9日三讀通過，行政院表示尊重。", ["71"]),
        ("花蓮成立應變中心", "（中央社記者某某花蓮縣9日電）花蓮縣政府表示。", ["71", "7118"]),
        ("紐西蘭總理訪澳洲", "紐西蘭總理抵達坎培拉。", ["NZ", "AU"]),
        ("北韓試射飛彈", "南韓軍方密切監視。", ["KP", "KR"]),
        ("特首發表施政報告", "行政長官在立法會發表施政報告，提出發展北部都會區。", ["81"]),
        # a country is not its namesakes
        ("约旦河西岸局势紧张", "", ["PS"]),
        ("几内亚比绍选举", "", ["GW"]),
        ("刚果（布）总统访华", "", ["CG"]),
        ("中蒙边境口岸通关", "二连浩特口岸与蒙古国扎门乌德口岸通关。", ["15", "1525", "152501", "MN"]),
        # renamed ones
        ("襄樊市改造老厂房", "", ["42", "4206"]),
    ],
)
def test_golden_cases(detector: RegionDetector, title: str, body: str, expected: list[str]) -> None:
    assert sorted(regions(detector, title, body)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "北京时间8时开始",
        "吉林大学发布成果",
        "北京航空航天大学招生",
        "隆重庆祝建军节",
        "推广西部经验",
        "经济南北差距缩小",
        "沿海城市发展",
        "深刻认识科技创新的重大意义",
        "热烈祝贺大会召开",
        "确保长治久安",
        "各位来宾",
        "白银价格上涨",
        "加大理论学习",
        "均衡水平提高",
        "新建一批学校，兴国强军，大城市平原地区长安",
        "中国制造迈上新台阶，平台企业健康发展",
        "我国稳住经济基本盘",
        "在南京路步行街",
        "涉疆、涉藏、涉港问题",
        "弘扬蒙古马精神",
        "阿里巴巴公布财报",
        "美丽水乡入画来",
        "这里加强管理",
        "万象更新",
        "兴国县域经济快速发展",
        "中山大学公布招生计划",
        "上海路步行街与山西路商圈",
        "国台办发言人在例行记者会上表示反对",
    ],
)
def test_words_that_only_look_like_places_name_no_region(detector: RegionDetector, text: str) -> None:
    assert regions(detector, text, text) == []


def test_a_university_counts_where_its_place_is_named_too(detector: RegionDetector) -> None:
    assert regions(detector, "吉林大学在长春发布成果") == ["22", "2201"]


def test_an_ambiguous_district_is_settled_by_the_city_named_elsewhere(detector: RegionDetector) -> None:
    assert regions(detector, "鼓楼区更新老旧小区", "记者从福州市获悉，改造启动。") == ["35", "3501", "350102"]
    assert regions(detector, "鼓楼区更新老旧小区", "改造启动。") == []


def test_two_namesakes_without_any_evidence_are_both_kept(detector: RegionDetector) -> None:
    assert regions(detector, "南山区发放流量券") == ["44", "4403", "440305", "23", "2304", "230404"]


def test_an_office_as_source_is_evidence_and_a_newspaper_is_not(detector: RegionDetector) -> None:
    assert regions(detector, "关于我市居民气价的通知", "各单位：", "上海市发改委") == ["31"]
    assert regions(detector, "两会今日开幕", "各单位：", "河北日报") == []


def test_the_dateline_of_the_capital_makes_no_region(detector: RegionDetector) -> None:
    body = "新华社北京1月30日电（记者某某）记者从国家医保局获悉，去年共济人次增加。"
    assert regions(detector, "去年医保个人账户共济", body) == []


def test_a_dateline_elsewhere_does(detector: RegionDetector) -> None:
    assert regions(detector, "新能源项目开工", "新华社银川1月30日电 项目30日开工。") == ["64", "6401"]


def test_a_roundup_names_all_that_it_goes_through(detector: RegionDetector) -> None:
    body = "眼下正是春耕时节。在各地，农机下田。\n" + "今年备耕物资准备充足，" * 10
    body += "在山东，小麦长势良好。在江苏，瓜农育苗。在广西，早稻插秧。在安徽，油菜开花。"
    assert set(regions(detector, "多管齐下抢农时", body)) == {"37", "32", "45", "34"}


def test_a_place_in_passing_is_no_region_of_the_article(detector: RegionDetector) -> None:
    body = (
        "浙江省启动执法行动。浙江省市场监管局通报案例。\n"
        + "行动重点查处消费侵权行为，" * 12
        + "去年12月曾在南宁签约。"
    )
    assert regions(detector, "浙江启动执法行动", body) == ["33"]


SPELLINGS = st.sampled_from(
    [
        "内蒙古",
        "內蒙古",
        "呼和浩特市",
        "滿洲裏",
        "台灣",
        "臺北",
        "寮國",
        "海",
        "南",
        "，",
        "大学",
        "\n",
        "在京召开",
    ]
)


@given(st.lists(SPELLINGS, max_size=12), st.lists(st.one_of(SPELLINGS, st.text(max_size=5)), max_size=30))
def test_mentions_are_the_text_and_regions_are_known_codes(
    title_parts: list[str], body_parts: list[str]
) -> None:
    gazetteer = Gazetteer.load()
    texts = {"title": "".join(title_parts), "body": "".join(body_parts)}
    findings = SHARED.detect(texts["title"], texts["body"])
    for mention in findings.mentions:
        assert texts[mention.field][mention.start : mention.end] == mention.name
        assert mention.code is None or gazetteer.get(mention.code) is not None
    assert len(set(findings.regions)) == len(findings.regions)
    for position, code in enumerate(findings.regions):
        for outer in gazetteer.ancestors(code)[1:]:
            assert outer.code in findings.regions[:position]


SHARED = RegionDetector(Gazetteer.load(), fold)
