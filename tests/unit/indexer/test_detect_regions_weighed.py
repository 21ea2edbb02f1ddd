"""What a place weighs in an article: the capital, an agency's desk, a national document, a place named in passing."""

from __future__ import annotations

import pytest

from index.analysis.script import fold, to_traditional
from index.regions.gazetteer import Gazetteer
from indexer.detect.regions import RegionDetector


@pytest.fixture(scope="module")
def detector() -> RegionDetector:
    return RegionDetector(Gazetteer.load(), fold)


def regions(detector: RegionDetector, title: str, body: str) -> list[str]:
    return list(detector.detect(title, body).regions)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("北京朝阳区一小区27日发生火灾。", ["11", "110105"]),
        ("北京海淀法院27日开庭。", ["11", "110108"]),
        ("展览在北京东城区开幕。", ["11", "110101"]),
        ("新华社北京1月30日电 北京大兴区发布措施。", ["11", "110115"]),
        # the capital alone is the seat of the state, a clock, or where an agency writes
        ("论坛在北京举行。", []),
        ("北京时间27日8时发射成功。", []),
        ("新华社北京1月30日电 全国会议30日举行。", []),
    ],
)
def test_the_capital_counts_where_its_district_stands_behind(
    detector: RegionDetector, body: str, expected: list[str]
) -> None:
    assert regions(detector, "最新消息", body) == expected
    assert regions(detector, "最新消息", to_traditional(body)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("北京、天津、河北气温下降。", ["11", "12", "13"]),
        ("京津冀三地签署协议。", ["11", "12", "13"]),
        # two are no round-up, whatever stands beside them
        ("景区迎来客流高峰。" * 40 + "\n其中上海、北京、天津增加班次。", []),
        ("论坛在北京、东京举行。", ["JP"]),
    ],
)
def test_the_capital_in_a_row_with_other_places_is_one_of_them(
    detector: RegionDetector, body: str, expected: list[str]
) -> None:
    assert regions(detector, "最新消息", body) == expected
    assert regions(detector, "最新消息", to_traditional(body)) == expected


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        # where an agency's desk is
        ("中國房市", "（中央社台北30日電）中國官方推出措施，房市回溫。", []),
        ("川普：將加緊援烏", "（中央社記者某某台北7日電）美國總統當選人表示，將援助烏克蘭。", ["US", "UA"]),
        ("快讯：首脑会谈", "【共同社东京11月12日电】英国首相发表讲话。", ["GB"]),
        ("強震", "（中央社記者某某花蓮30日電）花蓮今天發生地震。", ["71", "7118"]),
        # a reporter's place, where title and lead tell of others
        ("几内亚总理获任命", "新华社阿比让1月27日电 根据总统令，总理获得任命。", ["GN"]),
        ("意大利疫情趋稳", "新华社日内瓦3月30日电 专家说，意大利疫情趋稳。", ["IT"]),
        ("医生谈防护", "新华社武汉1月28日电 医生提醒公众注意防护。", ["42", "4201"]),
        # what others told is no dateline
        (
            "以军称打击目标",
            "以色列国防军27日表示，军队当天打击了加沙地带北部和南部的多个目标。\n据美国媒体27日报道，行动仍在继续。",
            ["IL", "PS"],
        ),
        # a conversion for readers at home
        ("西門子獲利創新高", "（中央社柏林14日電）德國西門子獲利90億歐元（約新台幣3089億元）。", ["DE"]),
        ("稅收修正", "綜所稅免稅額調為新台幣9萬7000元。", ["71"]),
    ],
)
def test_the_place_of_writing_is_not_what_the_article_is_about(
    detector: RegionDetector, title: str, body: str, expected: list[str]
) -> None:
    assert regions(detector, title, body) == expected


RECALLED = (
    "德国前总理在回忆录中谈到访华。德国政府回应。\n德国媒体报道，德国企业在德国和德国以外投资。\n"
    "她到过新疆。上海、台湾的问题她也谈到。德国各界评论。"
)


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("德国前总理谈往事", RECALLED, ["DE"]),
        ("德国前总理谈新疆", RECALLED, ["65", "DE"]),
        (
            "同蒙古国总统会谈",
            "国家主席27日在青岛同蒙古国总统会谈。双方愿深化合作。",
            ["37", "3702", "MN"],
        ),
    ],
)
def test_provinces_that_foreign_news_only_mentions_are_none(
    detector: RegionDetector, title: str, body: str, expected: list[str]
) -> None:
    assert regions(detector, title, body) == expected


MANY = "支持香港、澳门发展。\n推进浦东新区、滨海新区开发开放。上海、海南、河北雄安新区先行先试。海南自由贸易港建设加快，海南离岛免税扩大，海南试点。"


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("政府工作报告", f"各位代表：现在，我代表国务院，向大会报告政府工作。{MANY}", []),
        ("某年国务院政府工作报告", f"各位代表，请予审议。{MANY}", []),
        (
            "中共中央关于全面深化改革的决定",
            f"为贯彻部署，现作出如下决定。{'全面深化改革。' * 24}\n{MANY}",
            [],
        ),
        (
            "中华人民共和国某某法",
            f"第一条 为了保障安全，制定本法。{'任何组织应当遵守本法。' * 16}\n{MANY}",
            [],
        ),
        ("海南省政府工作报告", f"各位代表：现在，我代表省人民政府，向大会报告工作。{MANY}", ["46"]),
        ("国务院关于推动内蒙古高质量发展的意见", "各部门：为推动内蒙古高质量发展，提出以下意见。", ["15"]),
        ("国务院关于设立试验区的批复", "同意在海南全岛、深圳市设立试验区。", ["46", "44", "4403"]),
        ("全国现场会在郑州召开", "全国农业现场会27日在郑州召开。", ["41", "4101"]),
    ],
)
def test_a_document_of_state_is_about_what_it_names_ahead(
    detector: RegionDetector, title: str, body: str, expected: list[str]
) -> None:
    found = regions(detector, title, body)
    assert found[: max(1, len(expected))] == expected


def test_a_country_beside_a_sportsman_is_named_in_passing(detector: RegionDetector) -> None:
    body = (
        "本报北京1月31日电 31日，在澳大利亚网球公开赛女双决赛中，某某组合夺冠。\n"
        "她们战胜达尼娅（哈萨克斯坦）/克娜奇（塞尔维亚），此前淘汰了荷兰名将德格丽和比利时球员梅滕娜。"
    )
    assert regions(detector, "澳网女双产生冠军", body) == ["AU"]


def test_countries_that_are_but_examples_of_many_are_named_in_passing(detector: RegionDetector) -> None:
    body = "书展联展活动近日举办。" * 20 + "\n活动在美国、埃及、约旦、智利等36个国家和地区的百余家书店举行。"
    assert regions(detector, "书店联展", body) == []
    told = "书展联展活动近日举办。" * 20 + "\n美国、埃及、约旦、智利的百余家书店参加。"
    assert regions(detector, "书店联展", told) == ["US", "EG", "JO", "CL"]


def test_a_country_in_brackets_behind_a_place_is_no_nationality(detector: RegionDetector) -> None:
    body = "第十批赴南苏丹（朱巴）维和步兵营出征。朱巴的营区已经建成。"
    assert "SS" in regions(detector, "维和部队出征", body)


@pytest.mark.parametrize(
    ("city", "expected"),
    [("包头", ["15", "1502", "JP"]), ("上海", ["JP"]), ("北京", ["JP"])],
)
def test_where_a_report_was_written_counts_if_it_is_named_again_and_is_no_desk(
    detector: RegionDetector, city: str, expected: list[str]
) -> None:
    lead = "日本企业代表团30日在此间考察，" + "代表团先后参观多家企业，听取情况介绍，" * 10
    body = f"中新网{city}1月30日电 {lead}\n座谈会上，{city}市有关人士介绍了规划。"
    assert regions(detector, "日本企业代表团考察稀土产业", body) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("义乌海关开通新通道", ["33", "3307", "330782"]),
        ("昆山企业扩大投资", ["32", "3205", "320583"]),
        # the state, not the city
        ("北京召见某国大使", []),
    ],
)
def test_a_county_that_is_no_other_word_needs_no_province_beside_it(
    detector: RegionDetector, title: str, expected: list[str]
) -> None:
    assert regions(detector, title, "有关方面介绍了情况。") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《京都议定书》缔约方会议在多哈开幕。《京都议定书》即将到期。", ["QA"]),
        ("香格里拉对话会在新加坡开幕。", ["SG"]),
        ("外交人员负有《维也纳外交关系公约》规定的义务。", []),
    ],
)
def test_a_treaty_that_a_city_named_is_not_about_it(
    detector: RegionDetector, text: str, expected: list[str]
) -> None:
    assert regions(detector, "会议开幕", text) == expected


def test_what_stands_on_the_agenda_of_a_session_is_named_in_passing(detector: RegionDetector) -> None:
    lead = "全国人大常委会委员长会议18日举行，建议会议审议有关议案。" + "会议听取了有关汇报，" * 12
    body = (
        f"{lead}\n委员长会议建议，会议审议关于在广州设立法院的决定草案、关于香港特别行政区附件的报告，"
        "以及关于批准中国和亚美尼亚之间条约的议案。广州的法院，香港特别行政区的附件，都是议程。"
    )
    told = f"{lead}\n广州设立法院，香港特别行政区的附件修改。广州、香港特别行政区的有关方面介绍了情况，广州和香港特别行政区的代表发言。"
    assert regions(detector, "常委会举行委员长会议", body) == []
    assert set(regions(detector, "常委会举行委员长会议", told)) == {"44", "4401", "81"}
