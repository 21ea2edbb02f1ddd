"""Bodies and places of counties and towns, and firms, as their heads and neighbours name them. All persons are invented."""

from __future__ import annotations

import pytest

from index.model import FieldSpan
from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # the head's title tells the last character of the body
        ("公安部国际合作局局长周砚清表示。", ["公安部国际合作局"]),
        ("江西省发展改革委信用建设处处长陶映雪介绍。", ["江西省发展改革委信用建设处"]),
        ("局长周砚清和处处长表示。", []),
        # a county's bare name before its committee
        ("永嘉县委常委、宣传部部长沈若川到会。", ["永嘉县委"]),
        ("榆中县委副书记贺兰舟陪同。", ["榆中县委"]),
        ("江西省委常委许怀瑾调研。", ["江西省委"]),
        ("芦溪县源南镇党委副书记宋以宁参加。", ["芦溪县源南镇党委"]),
        # a town's, of a name by itself
        (
            "东风镇党委副书记、乌镇党委副书记、大河乡党委副书记到会。",
            ["东风镇党委", "乌镇党委", "大河乡党委"],
        ),
        ("周庄镇党委副书记宋以宁参加。", ["周庄镇党委"]),
        ("当地镇党委书记，原镇党委书记，时任镇党委副书记。", []),
        # what belongs to a body is another one
        ("海关总署所属广州海关作出通报。", ["海关总署", "广州海关"]),
        ("勞動力發展署雲嘉南分署說明。", ["勞動力發展署雲嘉南分署"]),
        # what names no body alone, in the name of an office or before a centre
        ("国务院国资委企业改革局与中国证监会机构司", ["国务院国资委企业改革局", "中国证监会机构司"]),
        ("行政院中部聯合服務中心說明。", ["行政院中部聯合服務中心"]),
        # 所 that only says whose doing it is
        (
            "国际合作方式执行科技计划所产生之成果，河北省交通运输厅会同河北省财政厅说明。",
            ["河北省交通运输厅", "河北省财政厅"],
        ),
        # nobody's, and a report
        ("镇政府印发国务院政府工作报告。", ["国务院"]),
        ("全国党校工作会议在北京召开。", []),
        # a school, but not the road named after it nor its examination
        ("他考入延安中学，又到定远中学任教。", ["延安中学", "定远中学"]),
        ("地址：旗山區中學路60號。", []),
        ("香港中學文憑考試放榜。", []),
    ],
)
def test_local_bodies(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # what a registered company is called for short, in the same article
        (
            "郑州苡特电气股份有限公司公告，苡特电气与苡特股份名称不变。",
            ["郑州苡特电气股份有限公司", "苡特电气", "苡特股份"],
        ),
        ("证券简称：苡特电气 公告编号：7\n苡特电气拟修订章程。", ["苡特电气"]),
        ("水杉集团股份有限公司提名一人。", ["水杉集团股份有限公司"]),
        # but not by words of the language alone, nor across words
        ("成都好生活有限公司让大家过上好生活。", ["成都好生活有限公司"]),
        ("证券简称：见附件\n见附件一。", []),
        ("公司简称：新公司\n新公司成立。", []),
        # a list with two groups
        (
            "引进了苡桥集团、朗苡科技集团、金苡物流、西苡钢铁等企业。",
            ["苡桥集团", "朗苡科技集团", "金苡物流", "西苡钢铁"],
        ),
        # the last of which is longer than names are
        ("苡桥集团、沅苡集团、西苡沅曦桥昕芃笙物流工程师到会。", ["苡桥集团", "沅苡集团"]),
        ("支持大型集团、民营集团、现代物流、特种钢铁发展。", []),
        ("王强任集团董事长，曾任证券总裁，李明任股份董事长。", []),
    ],
)
def test_firms(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


def test_each_firm_of_a_long_list_is_found_once_and_whole(finder: Finder) -> None:
    firms = [f"{first}{second}集团" for first in "苡沅曦珺" for second in "桥昕芃笙沄"]
    body = "、".join(firms)
    found = [entity for entity in finder.entities(body + "。") if entity.kind == "organisation"]
    spans = [span for entity in found for span in entity.spans]
    expected = [FieldSpan("body", 5 * at, 5 * at + 4) for at in range(len(firms))]
    assert sorted(spans) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a village named as another place is
        ("先后来到桃园村、杨家庄村、西坡村。", ["桃园村", "杨家庄村", "西坡村"]),
        ("走访江西省的三涧溪村。", ["江西省", "三涧溪村"]),
        ("安徽省村镇建设。", ["安徽省"]),
        # but neither where the word goes on, nor after a country or province
        ("江苏村播、香港村屋与丽水村晚。", ["江苏", "香港"]),
        ("中国村建成。", ["中国"]),
        # what the dictionary has as one word
        ("从广州白云国际机场起飞。", ["广州白云国际机场"]),
        ("参观上海自然博物馆。", ["上海自然博物馆"]),
        ("同东欧国家合作，其中东欧国家最多。", ["东欧"]),
        ("同中东欧国家合作。", ["中东欧"]),
        # a country has many of these
        ("走进日本动物园，德国机场罢工。", ["日本", "德国"]),
        ("参观马拉西亚国家动物园。", ["马拉西亚国家动物园"]),
        ("在大饭店门口。", []),
        # what belongs with what stands beside it
        ("打通北仑港海铁联运，安徽江巷灌区开工。", ["北仑港", "安徽"]),
        ("来到林芝镇嘎拉村。", ["林芝", "嘎拉村"]),
        ("城市与小城镇协调发展，增速快于城镇。", []),
        ("建设宜居城市、港口城市、繁华都市。", []),
        ("丰城市和澳洲合作。", ["丰城市", "澳洲"]),
        ("破冰船“苡拉尔岛”号下水。", []),
        # islands that the dictionary takes for somebody
        ("从种子岛宇宙中心发射，在赵述岛停靠。", ["种子岛", "赵述岛"]),
        ("中国地质博物馆与济宁高新技术产业开发区", ["中国地质博物馆", "济宁高新技术产业开发区"]),
        ("国家自然博物馆开放，国家森林公园很多。", ["国家自然博物馆"]),
        ("参观昆明植物园和井冈山革命烈士陵园。", ["昆明植物园", "井冈山革命烈士陵园"]),
        ("疏浚上游的堰塞湖。", []),
        # the beginning of what the dictionary has the end of, and Latin spellings behind loose characters
        ("俄军在库斯克州集结。", ["库斯克州"]),
        ("重啟寧順省（Ninh Thuan）的計畫。", ["寧順省"]),
        # a title before a name that sounds
        ("副总理兼外长沙伦赛到访。", []),
        ("湖南省长沙市下雪。", ["湖南省", "长沙市"]),
        ("湖南省会长沙马拉松开跑，省会长沙特色小吃。", ["湖南省", "长沙"]),
        ("协会长沙特派员到访。", ["长沙"]),
    ],
)
def test_local_places(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "place") == expected
