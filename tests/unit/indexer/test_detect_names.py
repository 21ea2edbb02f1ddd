"""Names found in articles: persons, bodies and places in the wording of the mainland, Taiwan and Hong Kong.

All persons are invented but for the seed's 包鋼, who shares his name with a company, and heads of government, whose
names differ between the scripts.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.script import to_traditional
from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a title before, a verb of speech behind, a form of address
        ("省长周砚清出席会议。", ["周砚清"]),
        ("陶映雪指出，要抓好春耕。", ["陶映雪"]),
        ("向宋以宁同志表示祝贺。", ["宋以宁"]),
        ("行政院長魯知遠表示，預算將送立法院審議。", ["魯知遠"]),
        ("財政司司長簡文朗指，經濟逐步復蘇。", ["簡文朗"]),
        ("立委蔡明璇質詢時表示不解。", ["蔡明璇"]),
        # a name of two characters whose second one begins the next word, and one of three
        ("副省长邓正在会上讲话。", ["邓正"]),
        ("省委书记顾维中为获奖者颁奖。", ["顾维中"]),
        ("主任高峰主持会议。", ["高峰"]),
        # surnames of two characters, surnames that are common words
        ("院士欧阳知远介绍了成果。", ["欧阳知远"]),
        ("市长成海宁说，工程已经完工。", ["成海宁"]),
        # lists
        ("副市长沈若川、许怀瑾、贺兰舟参加调研。", ["沈若川", "许怀瑾", "贺兰舟"]),
        ("沈若川和许怀瑾出席。", ["沈若川", "许怀瑾"]),
        # transliterated names
        ("外长托马斯·维林抵达北京。", ["托马斯·维林"]),
        ("总统卡兰多夫宣布辞职。", ["卡兰多夫"]),
        ("牧民买买提·艾沙在放羊。", ["买买提·艾沙"]),
        ("選手梅爾騰、達妮卡和克魯尼奇晉級。", ["梅爾騰", "達妮卡", "克魯尼奇"]),
        ("市长旦增次仁与书记斯朗尼玛出席。", ["旦增次仁", "斯朗尼玛"]),
        ("在伊玛莫鲁家里吃饭。", []),
        # Tibetans and Mongols without a dot, Yi with surnames of two characters
        ("央宗白玛主持，平措赤林、贡布欧珠参加，贡桑说。", ["央宗白玛", "平措赤林", "贡布欧珠", "贡桑"]),
        ("娜仁格日勒今年三十岁，斯琴图雅带领牧民。", ["娜仁格日勒", "斯琴图雅"]),
        ("牧民巴雅尔说，其其格老人很高兴。", ["巴雅尔", "其其格"]),
        ("村支书沙马木呷表示", ["沙马木呷"]),
        ("尼玛县和丹巴县下雪，乌云密布，尤其美国，扎西德勒。", []),
        # an acting president is an office, and a ship nobody
        ("代总统马杜里托讲话。", ["马杜里托"]),
        ("由“托马斯·维林”号航母率领", []),
        # Japanese names
        ("日本外务大臣小野寺直树表示遗憾。", ["小野寺直树"]),
        # words that look like names
        ("各单位要高度重视，严格落实责任。", []),
        ("北京晴转雷阵雨，气温20度。", []),
        ("企业关注汇率，商贸往来频繁。", []),
        ("高新区成立于2010年，高质量发展。", []),
        ("和平路马上通车，安全有保障。", []),
        ("张家庄村和李家村修了路。", []),
        ("全国人大常委会任命的干部应该廉洁。", []),
    ],
)
def test_persons(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "person") == expected


def test_a_name_found_once_is_that_name_everywhere(finder: Finder) -> None:
    body = "省长周砚清主持。会上讨论了规划，周砚清的意见被采纳。"
    (person,) = [entity for entity in finder.entities(body) if entity.kind == "person"]
    assert [body[span.start : span.end] for span in person.spans] == ["周砚清", "周砚清"]


def test_title_and_body_know_each_other(finder: Finder) -> None:
    (person,) = [one for one in finder.entities("省长周砚清出席。", "周砚清在赣州") if one.kind == "person"]
    assert [(span.field, span.start, span.end) for span in person.spans] == [("title", 0, 3), ("body", 2, 5)]


@pytest.mark.parametrize(
    "body",
    [
        "外长托马斯·维林抵达。维林说，会谈有益。",
        "日本首相桥本龙一郎抵达。桥本指出，会谈有益。",
        "专家周砚清来了。周先生说，会谈有益。",
    ],
)
def test_a_part_of_a_name_stands_for_the_whole(finder: Finder, body: str) -> None:
    (person,) = [entity for entity in finder.entities(body) if entity.kind == "person"]
    assert len(person.spans) == 2


def test_a_surname_alone_is_nobody(finder: Finder) -> None:
    assert finder.names("周先生说，会谈有益。", "person") == []


@pytest.mark.parametrize(
    "body",
    ["美国总统特朗普发表讲话。", "美國總統川普發表談話。", "美国总统唐纳德·特朗普发表讲话。"],
)
def test_spellings_of_one_public_figure_are_one(finder: Finder, body: str) -> None:
    assert finder.canonical(body, "person") == ["特朗普"]


def test_the_canonical_name_is_simplified_and_the_name_as_written(finder: Finder) -> None:
    (person,) = [entity for entity in finder.entities("行政院長魯知遠表示支持。") if entity.kind == "person"]
    assert (person.name, person.canonical) == ("魯知遠", "鲁知远")


def test_the_commonest_spelling_is_the_name_and_a_surname_is_none(finder: Finder) -> None:
    often = "美国总统唐纳德·特朗普发表讲话。特朗普说，会谈有益。特朗普表示感谢。"
    assert finder.names(often, "person") == ["特朗普"]
    surname = "局长周砚清出席。周先生说，会谈有益。周先生表示感谢。"
    assert finder.names(surname, "person") == ["周砚清"]


def test_of_spellings_as_common_the_longest_is_the_name(finder: Finder) -> None:
    names = finder.names("会议在呼和浩特举行。", "place", title="内蒙古科技大会在呼召开")
    assert names == ["内蒙古", "呼和浩特"]


@pytest.mark.parametrize(
    ("body", "persons", "bodies"),
    [
        ("自治區人民政府主席包鋼主持會議。包鋼要求抓好落實。", ["包鋼"], ["自治區人民政府"]),
        ("包鋼集團發布公告。", [], ["包鋼集團"]),
        ("包鋼生產的稀土鋼軌出口多國。", [], ["包鋼"]),
    ],
)
def test_one_name_of_a_person_and_of_a_company(
    finder: Finder, body: str, persons: list[str], bodies: list[str]
) -> None:
    assert (finder.names(body, "person"), finder.names(body, "organisation")) == (persons, bodies)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("內蒙古自治區黨委書記周硯清出席會議。", {"周硯清": "內蒙古自治區黨委書記"}),
        (
            "自治區黨委副書記、自治區人民政府主席宋以寧主持會議。",
            {"宋以寧": "自治區黨委副書記、自治區人民政府主席"},
        ),
        ("向當選中國工程院院士的陶映雪同志表示祝賀。", {"陶映雪": "中國工程院院士"}),
        ("陶映雪總理強調，要擴大開放。", {"陶映雪": "總理"}),
        ("陸委會副主委兼發言人簡文朗表示遺憾。", {"簡文朗": "陸委會副主委兼發言人"}),
        ("商務及經濟發展局局長魯知遠到訪。", {"魯知遠": "商務及經濟發展局局長"}),
        ("会议由副省长沈若川主持。", {"沈若川": "副省长"}),
        ("时任浙江省副省长周砚清批示过。", {"周砚清": "时任浙江省副省长"}),
        ("时任浙江省副省长周砚清批示过。市长周砚清来了。", {"周砚清": "市长"}),
        ("国家主席会见法国总统卡兰多夫。", {"卡兰多夫": "法国总统"}),
        ("村民沈若川说，路修好了。", {"沈若川": None}),
        ("陶映雪先生说，会谈有益。", {"陶映雪": None}),
    ],
)
def test_offices_are_quoted_from_beside_the_name(
    finder: Finder, body: str, expected: dict[str, str | None]
) -> None:
    assert finder.offices(body) == expected


def test_the_fullest_office_counts(finder: Finder) -> None:
    assert finder.offices("书记周砚清讲话。赣州市委书记周砚清强调安全。") == {"周砚清": "赣州市委书记"}


@pytest.mark.parametrize(
    "body",
    [
        "新华社赣州1月28日电（记者沈若川 许怀瑾）稀土展开幕。",
        "〔記者簡文朗／台北報導〕稀土展開幕。",
        "（中央社記者簡文朗香港18日電）稀土展開幕。",
        "稀土展开幕。【编辑:沈若川】",
        "稀土展开幕。本报记者 沈若川 摄",
        "稀土展开幕。\n责任编辑：沈若川",
        "图为展会现场。新华社发（沈若川 摄）",
        "稀土展開幕。（路透社、法新社等）",
        "稀土展開幕。（編輯：簡文朗/魯知遠）1141118",
        "總監製丨簡文朗 主編丨魯知遠\n編輯&製圖丨宋以寧\n稀土展開幕。",
        "記者｜簡文朗 魯知遠\n稀土展開幕。",
    ],
)
def test_bylines_are_not_the_subject(finder: Finder, body: str) -> None:
    names = finder.names(body, "person") + finder.names(body, "organisation")
    assert names == []


def test_a_line_of_a_reporter_is_a_byline(finder: Finder) -> None:
    body = "新华社记者沈若川\n稀土展开幕。\n江南日报记者 许怀瑾 陶映雪\n教授宋以宁说，展会有益。"
    assert finder.names(body, "person") == ["宋以宁"]
    assert finder.names("江南日报记者沈若川获奖，众人祝贺。", "person") == ["沈若川"]


def test_who_is_named_outside_the_byline_too_counts(finder: Finder) -> None:
    body = "教授沈若川说，展会有益。（记者沈若川）"
    (person,) = [entity for entity in finder.entities(body) if entity.kind == "person"]
    assert [(span.start, span.end) for span in person.spans] == [(2, 5)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("国家发展改革委发布通知。", ["国家发展改革委"]),
        ("河北省文化和旅游厅介绍了情况。", ["河北省文化和旅游厅"]),
        ("赣州市农业农村局公布名单。", ["赣州市农业农村局"]),
        ("北京大学和中国科学院稀土研究院签约。", ["北京大学", "中国科学院稀土研究院"]),
        ("江西省高级人民法院开庭。", ["江西省高级人民法院"]),
        ("俄罗斯国防部与日本政府回应。", ["俄罗斯国防部", "日本政府"]),
        ("以色列驻南非大使馆发表声明。", ["以色列驻南非大使馆"]),
        ("《稀土观察》杂志刊文。", ["《稀土观察》杂志"]),
        ("卡兰多公司宣布裁员。", ["卡兰多公司"]),
        ("衞生署與食環署展開行動。", ["衞生署", "食環署"]),
        ("陸委會、海基會及衛福部開會。", ["陸委會", "海基會", "衛福部"]),
        ("民政及青年事務局公布計劃。", ["民政及青年事務局"]),
        # the title of who heads a body names the body
        ("韩国外交部长到访，赣州市委书记陪同。", ["韩国外交部", "赣州市委"]),
        ("中共中央政治局常委出席。", ["中共中央政治局"]),
        ("民進黨立法院黨團開會。", ["民進黨", "立法院"]),
        # a place and a general word name nobody
        ("一家美国公司在上海学校附近开店。", []),
        ("全国学校和国际航空公司都受影响。", []),
        ("企业、银行和医院要协同发展。", []),
        # a foundation after somebody, a court by its level, a session of a parliament, a branch in 台中, offices of townships
        ("馬英九基金會邀請學生來訪。", ["馬英九基金會"]),
        ("此案由河南省高院审理。", ["河南省高院"]),
        ("成都市第十八届人民代表大会召开。", ["成都市第十八届人民代表大会"]),
        ("台灣高等法院台中分院改判。", ["台灣高等法院台中分院"]),
        ("彰化縣大村鄉公所公告。", ["彰化縣大村鄉公所"]),
    ],
)
def test_organisations(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("工信部发文。", "工业和信息化部"),
        ("國台辦回應。", "国务院台湾事务办公室"),
        ("国家卫健委通报。", "国家卫生健康委员会"),
        ("國家衛健委通報。", "国家卫生健康委员会"),
        ("陸委會表示遺憾。", "大陆委员会"),
        ("世卫组织发布报告。", "世界卫生组织"),
    ],
)
def test_abbreviations_stand_for_the_full_name(finder: Finder, body: str, expected: str) -> None:
    assert finder.canonical(body, "organisation") == [expected]


def test_a_body_without_its_place_is_the_one_named_in_full(finder: Finder) -> None:
    body = "内蒙古自治区党委召开会议，自治区党委部署工作。"
    assert finder.canonical(body, "organisation") == ["内蒙古自治区党委"]


def test_the_autonomous_region_of_the_article_is_the_one_meant(finder: Finder) -> None:
    body = "内蒙古推进稀土产业，自治区人民政府发布通知。"
    assert finder.canonical(body, "organisation") == ["内蒙古自治区人民政府"]
    both = "内蒙古与宁夏签约，自治区人民政府发布通知。"
    assert finder.canonical(both, "organisation") == ["自治区人民政府"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("长江和洞庭湖水位上涨。", ["长江", "洞庭湖"]),
        ("万埠镇桃花村修了路。", ["万埠镇", "桃花村"]),
        ("中国支持加沙地带停火。", ["中国", "加沙地带"]),
        ("在南昌国际体育中心举行。", ["南昌国际体育中心"]),
        ("贫困村和示范村都通了路。", []),
        ("热烈祝贺，意义重大。", []),
        ("碳达峰进入关键期。", []),
        # what belongs to a longer name is no place
        ("北京大学与江西省教育厅签约。", []),
    ],
)
def test_places(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "place") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("美国与中国发表声明，中美关系升温。", {"美国": 2, "中国": 2}),
        ("俄罗斯回应，对俄制裁无效，俄方反对。", {"俄罗斯": 3}),
        # named nowhere in full, a character stands for nothing
        ("中美两国关系升温。", {}),
        # 巴 may be several; the one named here is meant
        ("巴基斯坦总理到访，巴方表示欢迎，中巴友好。", {"巴基斯坦": 2}),
        ("西方国家与南方乡村，方方面面。", {}),
        # where a text begins, as behind any border
        ("美总统：美国不让步。", {"美国": 2}),
    ],
)
def test_countries_of_one_character(finder: Finder, body: str, expected: dict[str, int]) -> None:
    found = {
        entity.canonical: len(entity.spans) for entity in finder.entities(body) if entity.kind == "place"
    }
    assert found == expected


CONTRASTED = "内蒙古自治区党委书记周砚清与北京大学教授陶映雪、托马斯·维林在长江边的赣州会谈。"


def test_both_scripts_give_the_same(finder: Finder) -> None:
    hans = finder.entities(CONTRASTED)
    hant = finder.entities(to_traditional(CONTRASTED))
    assert [(one.kind, one.canonical, one.spans) for one in hans] == [
        (one.kind, one.canonical, one.spans) for one in hant
    ]


texts = st.text(
    alphabet="省长周砚清欧阳和、，。（）·记者北京大学村中美方托马斯维林说的局A1 \n\r𠮷㐀", max_size=60
) | st.text(max_size=30)


@given(title=texts, body=texts)
def test_spans_lie_in_the_text_and_no_two_overlap(finder: Finder, title: str, body: str) -> None:
    findings = finder.findings(title, body)
    lengths = {"title": len(title), "body": len(body)}
    taken: set[tuple[str, int]] = set()
    for mention in (*findings.persons, *findings.organisations, *findings.places):
        span = mention.span
        assert 0 <= span.start < span.end <= lengths[span.field]
        offsets = {(span.field, offset) for offset in range(span.start, span.end)}
        assert taken.isdisjoint(offsets)
        taken |= offsets


@pytest.mark.parametrize(
    "unit",
    [
        "国",
        "周",
        "托",
        "托马",
        "·",
        "长周",
        "（",
        "（社",
        "村",
        "美",
        "记者",
        "日",
        "《",
        " ",
        " 摄",
        "（甲）",
        "记者 ",
        "\n",
    ],
)
def test_no_repetition_takes_long(finder: Finder, unit: str) -> None:
    assert finder.findings("", unit * 20_000) is not None


def test_articles_found_together_are_worlds_of_their_own(finder: Finder) -> None:
    articles = [
        ("省委书记", "周砚清出席。美国表态，省委书记"),
        ("周砚清", "砚清路通车，中美关系升温，周砚清路"),
        ("桥本直树表示", "陶映雪（以下称桥本）\n记者"),
        ("桥本", "约翰·维林和维林，汉卓科技有限公司（以下简称汉卓），股价上涨"),
        ("汉卓", "维林与陶映雪《"),
        ("", "报》北京科技公司，上海黄金、山东黄金"),
    ]
    assert finder.findings_together(articles) == [finder.findings(*article) for article in articles]


@given(articles=st.lists(st.tuples(texts, texts), max_size=4))
def test_what_an_article_gives_does_not_depend_on_others(
    finder: Finder, articles: list[tuple[str, str]]
) -> None:
    assert finder.findings_together(articles) == [finder.findings(*article) for article in articles]
