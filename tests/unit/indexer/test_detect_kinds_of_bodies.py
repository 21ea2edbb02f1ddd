"""Bodies whose kind is a word that no table has, those of people and of what is done, and what only ends so. All are invented but for public ones."""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a word of the dictionary ends with the kind of body
        ("铜陵市人力资源和社会保障局网站", ["铜陵市人力资源和社会保障局"]),
        ("浙江证监局与教育部人事处会商。", ["浙江证监局", "教育部人事处"]),
        ("中国银行台州分行营业部开业。", ["中国银行台州分行营业部"]),
        # a department of a university is the university's
        ("兰州大学历史系和法律系招生。", ["兰州大学"]),
        # and only seems to
        ("为国家开好局、起好步，中巴关系布局。", []),
        ("打击乌军指挥所，全国旅行社和上海电影院停业。", ["乌军"]),
        # and is a word of its own, behind a body too
        ("记者与铜陵市公安局取得联系，外交部保持联系。", ["铜陵市公安局", "外交部"]),
        ("台州大学路口处堵车，兰州大学报名处开放，黄河甘肃交界处。", ["台州大学", "兰州大学"]),
        ("城乡结合部，兰州市政当局，西安铁路局家属院，国家能源局两部委。", ["西安铁路局", "国家能源局"]),
        ("中国足球协会副领队说，美国国会已成定局。", ["中国足球协会", "美国国会"]),
        # a number that counts offices is no fine
        ("行政院新聞局出版事業處第四科", ["行政院新聞局出版事業處"]),
        # whom a body is of, and what it does
        ("中国作家协会与全国护士联合会发文。", ["中国作家协会", "全国护士联合会"]),
        ("中国发明协会和教育部经费审议委员会", ["中国发明协会", "教育部经费审议委员会"]),
        ("湖北省代表团审议政府工作报告。", ["湖北省代表团"]),
        # where it lies, a name that begins as a word does
        ("北部湾经济合作组织与上海新泾派出所", ["北部湾经济合作组织", "上海新泾派出所"]),
        # whom an alliance or college may be of
        ("国际科学家联盟与浦东干部学院", ["国际科学家联盟", "浦东干部学院"]),
        ("美国总统学院，法国总统联盟，中国经理学院", []),
        # what a newspaper is said to be
        ("中共党媒光明日报评论部发文。", ["中共", "光明日报评论部"]),
        # one of many, a fine, what lies in a country
        ("有人经营一家安保公司。", []),
        ("对港口经营人处五千元以上罚款。", []),
        ("伊拉克境内目标和中国境内银行", []),
    ],
)
def test_kinds_of_bodies(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a branch belongs to its body
        (
            "安台商業銀行股份有限公司中崙分行、力沁科技股份有限公司台灣分公司",
            ["安台商業銀行股份有限公司中崙分行", "力沁科技股份有限公司台灣分公司"],
        ),
        # a county by its bare name before what is its own
        (
            "廣東消息，廉江法院开庭，安徽怀宁县的怀宁国土局，瑞丽市委开会。",
            ["廉江法院", "怀宁国土局", "瑞丽市委"],
        ),
        ("黑龙江的方正医院、重庆市的长寿医院", ["方正医院", "长寿医院"]),
        # where the article names nothing of it, a common word or name
        ("太平法院、新建法院，长寿医院，建设平安医院、友好医院，方正医院受表彰。", []),
        ("青山学院大学教授", []),
    ],
)
def test_branches_and_what_counties_have(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # the name goes on without quotes
        ("人权组织「香江观望」发布报告，香江观望说。", ["香江观望"]),
        ("科技公司“梯次透视”（Echelon）称", ["梯次透视"]),
        ("团体“名不副实”，该慈善组织“一盘散沙”，政党“骨干”流失。", []),
        ("杂志“财经”报道，智库“澄观”称", ["财经", "澄观"]),
        # what is done, said of a body, or done for firms
        ("精心组织“拥军爱民”宣传，执政党“窃取”选票，该团体“不正规”。", []),
        ("支持企业“走出去”，上市公司“高送转”", []),
    ],
)
def test_bodies_that_quotes_introduce(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected
