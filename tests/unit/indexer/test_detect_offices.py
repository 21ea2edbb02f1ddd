"""Who holds what: lists, rare surnames, appointments, former offices, ministries by the titles of their heads."""

from __future__ import annotations

import pytest

from index.analysis.script import to_traditional
from tests.finder import Finder

Offices = dict[str, str | None]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # an office that several hold is everybody's in the list
        (
            "国务院副总理沈若川、许怀瑾、贺兰舟出席。",
            {"沈若川": "国务院副总理", "许怀瑾": "国务院副总理", "贺兰舟": "国务院副总理"},
        ),
        (
            "外交部发言人沈若川、许怀瑾和陶映雪答问。",
            {"沈若川": "外交部发言人", "许怀瑾": "外交部发言人", "陶映雪": "外交部发言人"},
        ),
        (
            "當選中國工程院院士的沈若川同志、許懷瑾同志",
            {"沈若川": "中國工程院院士", "許懷瑾": "中國工程院院士"},
        ),
        ("副组长：沈若川、许怀瑾", {"沈若川": "副组长", "许怀瑾": "副组长"}),
        # whose own follows, has that; an office of one is one's
        ("副市长沈若川、区长许怀瑾出席。", {"沈若川": "副市长", "许怀瑾": "区长"}),
        ("市委书记沈若川、许怀瑾出席。", {"沈若川": "市委书记", "许怀瑾": None}),
        ("副市长沈若川出席，许怀瑾指出问题。", {"沈若川": "副市长", "许怀瑾": None}),
    ],
)
def test_lists(finder: Finder, body: str, expected: Offices) -> None:
    assert finder.offices(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("任命沈若川为教育部副部长。", {"沈若川": "教育部副部长"}),
        ("會議任命沈若川為市教育局局長。", {"沈若川": "市教育局局長"}),
        ("沈若川同志任河北省委委员、常委、书记。", {"沈若川": "河北省委委员、常委、书记"}),
        ("许怀瑾担任国家能源局局长。", {"许怀瑾": "国家能源局局长"}),
        ("许怀瑾当选为全国政协副主席。", {"许怀瑾": "全国政协副主席"}),
        ("许怀瑾曾任河北省副省长。", {"许怀瑾": "河北省副省长"}),
        ("免去许怀瑾的财政部副部长职务。", {"许怀瑾": "财政部副部长"}),
        # 为 alone gives nobody an office
        ("许怀瑾为市长鼓掌。", {"许怀瑾": None}),
        ("免去许怀瑾同志的职务。", {"许怀瑾": None}),
    ],
)
def test_appointments(finder: Finder, body: str, expected: Offices) -> None:
    assert finder.offices(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("昆明市委原书记许怀瑾被查。", "昆明市委原书记"),
        ("云南省政协原副主席、昆明市委原书记许怀瑾被查。", "云南省政协原副主席、昆明市委原书记"),
        ("太原市委书记许怀瑾讲话。", "太原市委书记"),
        ("昆明市委原书记许怀瑾来了。局长许怀瑾讲话。", "局长"),
        ("免去许怀瑾的财政部副部长职务。局长许怀瑾讲话。", "局长"),
    ],
)
def test_former_offices_are_whole_and_give_way(finder: Finder, body: str, expected: str) -> None:
    assert finder.offices(body) == {"许怀瑾": expected}


RARE = [
    ("江苏省委书记信若川、省长许怀瑾调研。信若川指出问题。", ["信若川", "许怀瑾"]),
    ("副市长逄锦舟、区长遆金川、院长来新砚出席。", ["逄锦舟", "遆金川", "来新砚"]),
    ("部长过若春说，路修好了。", ["过若春"]),
    ("教授傅若川与萧映雪讲课。", ["傅若川", "萧映雪"]),
    # what follows a title and is nobody
    ("市长热线开通，主席团成立，院长接待日，校长论坛。", []),
    ("局长办公会研究，省长质量奖颁奖，书记员到场。", []),
    ("主任来到现场，书记说明情况，部长会见来宾。", []),
]


@pytest.mark.parametrize(("body", "expected"), RARE)
def test_an_office_and_a_verb_are_enough_for_a_surname_that_is_a_word(
    finder: Finder, body: str, expected: list[str]
) -> None:
    assert finder.names(body, "person") == expected
    assert len(finder.names(to_traditional(body), "person")) == len(expected)


@pytest.mark.parametrize(
    ("body", "persons", "bodies"),
    [
        ("數位發展部長林若敬說明。", {"林若敬": "數位發展部長"}, ["數位發展部"]),
        # the dictionary has 长石 as a word
        ("衛生福利部長石若良說明。", {"石若良": "衛生福利部長"}, ["衛生福利部"]),
        (
            "环境部长彭若明、经济部长龚若鑫列席。",
            {"彭若明": "环境部长", "龚若鑫": "经济部长"},
            ["环境部", "经济部"],
        ),
        ("俄罗斯能源部长卡兰多夫到访。", {"卡兰多夫": "俄罗斯能源部长"}, ["俄罗斯能源部"]),
        ("台北市教育局長湯若民列席。", {"湯若民": "台北市教育局長"}, ["台北市教育局"]),
        ("水利部长江水利委员会公布数据。", {}, ["水利部长江水利委员会"]),
        ("教育部长期坚持改革。", {}, ["教育部"]),
    ],
)
def test_the_title_of_a_head_names_the_body(
    finder: Finder, body: str, persons: Offices, bodies: list[str]
) -> None:
    assert (finder.offices(body), finder.names(body, "organisation")) == (persons, bodies)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("内阁官房长官木原直稔会见记者。", {"木原直稔": "内阁官房长官"}),
        ("日本环境大臣石原宏高出席。", {"石原宏高": "日本环境大臣"}),
        ("官房长官木原稔讨论对策。", {"木原稔": "官房长官"}),
        ("防卫相中谷元抵达。", {"中谷元": "防卫相"}),
        ("经济再生相赤泽亮正访美。", {"赤泽亮正": "经济再生相"}),
        ("知事铃木直道。", {"铃木直道": "知事"}),
    ],
)
def test_japanese_names_behind_titles(finder: Finder, body: str, expected: Offices) -> None:
    assert finder.offices(body) == expected


@pytest.mark.parametrize(
    "body",
    ["宋赛在万象会见中方代表团。", "宋賽在永珍會見代表團。", "沈若川在京考察北京大学代表团驻地。"],
)
def test_no_body_runs_over_a_verb(finder: Finder, body: str) -> None:
    assert not any("会见" in name or "會見" in name for name in finder.names(body, "organisation"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # 长 before a surname that makes a place of it
        ("副院長江若臣出席。", {"江若臣": "副院長"}),
        ("台中市長盧若燕、屏東縣長周春禾視訊。", {"盧若燕": "台中市長", "周春禾": "屏東縣長"}),
        ("副主席奥其尔巴勒调研。", {"奥其尔巴勒": "副主席"}),
        ("国王哈集拉隆勒访华。", {"哈集拉隆勒": "国王"}),
        ("选举张工为天津市市长。", {"张工": "天津市市长"}),
        ("统一部长官郑若泳会见来宾。", {"郑若泳": "统一部长官"}),
        # what may go on is nobody
        ("总理阿努廷·参威拉渤，国王访华。", {}),
    ],
)
def test_borders_of_titles_and_names(finder: Finder, body: str, expected: Offices) -> None:
    assert finder.offices(body) == expected


@pytest.mark.parametrize(
    "body", ["南京市长江大桥通车。", "上海市长宁区开会。", "北京市长期坚持治理。", "最高人民法院长期关注。"]
)
def test_a_long_river_is_no_head(finder: Finder, body: str) -> None:
    assert finder.names(body, "person") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("中国女篮击败智利队。", ["中国女篮", "智利队"]),
        ("特朗普政府宣布加税。", ["特朗普政府"]),
        ("中国代表团抵达。", ["中国代表团"]),
        ("各级党组织和社会组织要行动起来，部队和救援队出动。", []),
    ],
)
def test_teams_governments_and_organisations(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a council, a rank and what is no noun, behind the place or body whose office it is
        ("俄罗斯联邦安全会议副主席卡兰多夫表示，", "俄罗斯联邦安全会议副主席"),
        ("出席会议的副主席卡兰多夫表示，", "副主席"),
        ("格陵兰岛自治政府总理卡兰多夫表示，", "格陵兰岛自治政府总理"),
        ("朝鲜最高领导人卡兰多夫视察。", "朝鲜最高领导人"),
        # the dictionary has 局局长 as one word
        ("赣州市企业改革局局长卡兰多夫介绍，", "赣州市企业改革局局长"),
        ("江西省教育厅二级巡视员卡兰多夫介绍，", "江西省教育厅二级巡视员"),
        # short names that no table has, where a body's head stands behind; a verb is none
        ("控研协理事会主席卡兰多夫说，", "控研协理事会主席"),
        ("欣見外交大臣卡兰多夫來訪。", "外交大臣"),
        # one person's offices
        ("中央政治局常委、国务院总理卡兰多夫出席。", "中央政治局常委、国务院总理"),
    ],
)
def test_offices_are_whole(finder: Finder, body: str, expected: str) -> None:
    assert finder.offices(body) == {"卡兰多夫": expected}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("特此公告。\n局 長 許若川\n依分層負責", {"許若川": "局長"}),
        ("總 統 許若川\n行政院院長 沈懷瑾", {"許若川": "總統", "沈懷瑾": "行政院院長"}),
        ("他說 局 長 許若川來了", {"許若川": None}),
    ],
)
def test_offices_set_apart_at_the_beginning_of_a_line(finder: Finder, body: str, expected: Offices) -> None:
    assert finder.offices(body) == expected
