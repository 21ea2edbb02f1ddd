"""Names of bodies in laws, gazettes and news of companies, and what is none. All are invented but for public ones."""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a session between the place and its parliament
        ("赣州市第十届人民代表大会常务委员会通过。", ["赣州市第十届人民代表大会常务委员会"]),
        ("澳门特别行政区第十四届全国人民代表大会代表当选。", ["全国人民代表大会"]),
        # a quarter of Taiwan, an office before loose characters
        ("財政部北區國稅局公告。", ["財政部北區國稅局"]),
        ("香港生產力促進局轉介個案。", ["香港生產力促進局"]),
        # general words behind a place or country
        ("东北电力公司和巴西石油公司签约。", ["东北电力公司", "巴西石油公司"]),
        ("杭州互联网法院与上海知识产权法院宣判。", ["杭州互联网法院", "上海知识产权法院"]),
        # the dictionary's periodicals; a report is none
        ("《中央日报》跟进。", ["中央日报"]),
        ("据《晚间要闻》报道，天气转凉。", []),
        # numbers and verbs begin and hold no name
        ("葛洲坝6座水电站停机，上市银行发布年报。", []),
        ("曝光银行乱象，严肃查处银行违规。", []),
        ("国家之间所欠缺的是信任。", []),
        # agencies below ministries, bureaus, divisions of universities and of the army
        ("交通部公路總局嘉義區監理所公告。", ["交通部公路總局嘉義區監理所"]),
        ("经济部工业局与国防部后备事务司会商。", ["经济部工业局", "国防部后备事务司"]),
        ("农业农村部种植业司发文，教育部基础教育司解读。", ["农业农村部种植业司", "教育部基础教育司"]),
        ("兰州大学地质科学与矿产资源学院成立。", ["兰州大学地质科学与矿产资源学院"]),
        ("國立成功大學醫學院附設醫院", ["國立成功大學醫學院附設醫院"]),
        ("第七十八集团军演练。中国人民解放军陆军第七十八集团军演练。", ["中国人民解放军陆军第七十八集团军"]),
        ("最高人民法院第一巡回法庭", ["最高人民法院第一巡回法庭"]),
        # schools are named by more than by whose they are
        ("國立金門高級農工職業學校、私立臺北醫學大學", ["國立金門高級農工職業學校", "私立臺北醫學大學"]),
        ("私立高級中學與國立特殊教育學校", []),
        # a mission is its country's, whatever it is posted to; a parliament stands before its head
        ("中国驻日本大使馆提醒。中国驻非盟使团", ["中国驻日本大使馆", "非盟"]),
        ("伊朗议会议长与國會議長會談。", ["伊朗议会", "國會"]),
        ("日本朝日电视台和总台央视综合频道", ["日本朝日电视台", "总台", "央视"]),
        ("全国县委书记群体和自治区党委书记", ["自治区党委"]),
        # words for people and what they do within a name
        ("首都医科大学附属北京儿童医院", ["首都医科大学附属北京儿童医院"]),
        ("挪威卫生部应急与预警协调中心", ["挪威卫生部应急与预警协调中心"]),
        # parties behind a country
        ("巴西劳工党和挪威中间党组阁，美国两党不和。", ["巴西劳工党", "挪威中间党"]),
        # the dictionary's bodies, and its general words
        ("新疆生产建设兵团和国务院台办发布。", ["新疆生产建设兵团", "国务院台办"]),
        ("驻外使馆和联合政府，人民军队和公立医院。", []),
        # periodicals between brackets, and what is none
        ("《南溪导报》和《苏黎世信使报》报道。", ["南溪导报", "苏黎世信使报"]),
        ("《情况通报》《工作汇报》《海报》", []),
    ],
)
def test_bodies(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("伯鑫营造有限公司（许若川）", ["伯鑫营造有限公司"]),
        ("债权人：沁元网络技术(北京)有限公司", ["沁元网络技术(北京)有限公司"]),
        # 集团 in brackets, words that are verbs elsewhere, words of the language in a brand
        ("包头钢铁稀土(集团)高科技股份有限公司公告", ["包头钢铁稀土(集团)高科技股份有限公司"]),
        ("裕沁企業股份有限公司、鈦昇沁科技股份有限公司", ["裕沁企業股份有限公司", "鈦昇沁科技股份有限公司"]),
        ("债务人日沁光半导体制造股份有限公司", ["日沁光半导体制造股份有限公司"]),
        ("上海沁化联合股份有限公司", ["上海沁化联合股份有限公司"]),
        ("台沁國際商業銀行股份有限公司三重分行", ["台沁國際商業銀行股份有限公司三重分行"]),
        # what stands before them
        ("本局对财沁资讯科技有限公司裁处", ["财沁资讯科技有限公司"]),
        ("委任單位執行宇沁極限運動事業股份有限公司申請案", ["宇沁極限運動事業股份有限公司"]),
        ("一批台资企业九沁轩置业有限公司", []),
        ("由实沁计算机（福建）有限公司制造", ["实沁计算机（福建）有限公司"]),
        # where the beginning is not sure, nobody is named
        ("他说这是一家很小的有限公司。", []),
    ],
)
def test_companies_as_they_are_registered(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("江西省高级人民法院（以下简称赣高院）宣判。赣高院认为，", ["江西省高级人民法院", "赣高院"]),
        ("江西省教育厅（以下简称“赣教厅”）发文。", ["江西省教育厅", "赣教厅"]),
        ("江西省教育厅（简称“赣教厅”）发文。", ["江西省教育厅", "赣教厅"]),
        # made of its characters
        ("江西省公平贸易委员会（公贸会）说，公贸会已立案。", ["江西省公平贸易委员会", "公贸会"]),
        ("江西省公平贸易委员会（略）", ["江西省公平贸易委员会"]),
        # nobody's own name, and not a body's
        ("赣州市人民代表大会常务委员会（以下简称常务委员会）决定。", ["赣州市人民代表大会常务委员会"]),
        ("江西省教育厅（以下简称本厅）发文。", ["江西省教育厅"]),
        ("新能源汽车（以下简称新能车）增长。", []),
    ],
)
def test_short_names_given_in_brackets(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("南投字第0990022947號公文。", []),
        ("南投下了雨。", ["南投"]),
        ("从深圳至江门铁路通车。", ["深圳", "江门"]),
        ("从深圳到江门体育馆参观。", ["深圳", "江门体育馆"]),
    ],
)
def test_places_that_files_and_railways_are_named_after(
    finder: Finder, body: str, expected: list[str]
) -> None:
    assert finder.names(body, "place") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a state of one character, behind the border of a clause
        ("路透社：美商务部下令停止出口。", ["路透社", "美商务部"]),
        ("据菲外交部消息，1月6日国会开会。", ["菲外交部", "国会"]),
        # Latin letters: a name, a gloss, a make
        ("OpenAI与SpaceX表示。", ["OpenAI", "SpaceX"]),
        ("联邦调查局（FBI）表示，透过Google News追踪。", ["联邦调查局"]),
        # a parliament is no party's
        ("民建联立法会议员提问。", ["民建联", "立法会"]),
        ("赣州市劳动就业中心和赣州动车段招工。", ["赣州市劳动就业中心", "赣州动车段"]),
        # a title holds the periodical that it ends with
        ("《南溪环球时报》报道。", ["南溪环球时报"]),
    ],
)
def test_bodies_of_states_in_latin_and_of_parliaments(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("个股方面，云溪股份、映岚通、梧桥集团等均涨停。", ["云溪股份", "映岚通", "梧桥集团"]),
        ("云溪股份、映岚通、*ST梧桥小幅上涨。", ["云溪股份", "映岚通", "*ST梧桥"]),
        # one firm makes no list of firms, and two make none of sectors, goods and countries
        ("钢铁、煤炭、石油、工商银行等上涨。", ["工商银行"]),
        ("棉花股份、大豆、玉米等都上涨。", []),
        ("美国、日本、中国石油、工商银行、俄罗斯等都上涨。", ["中国石油", "工商银行"]),
        # sectors, and a list that did nothing
        ("建筑材料、钢铁、基础化工等跌。", []),
        ("有色金属、钢铁、云溪概念集体走弱下跌。", []),
        ("映岚通、梧桥精密、青瓦科技参展。", []),
    ],
)
def test_lists_of_shares_that_move(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


def test_a_ministry_of_a_state_of_one_character_is_that_states(finder: Finder) -> None:
    assert finder.canonical("据美商务部消息，关税下调。", "organisation") == ["美国商务部"]
