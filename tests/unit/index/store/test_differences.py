"""What two texts say differently, and what only spells differently."""

import pytest

from index.analysis.alignment import differing_spots
from index.store.differences import Difference, Kind, find_differences, find_title_differences


def differences(one: str, other: str) -> list[Difference]:
    return find_differences(one, other, differing_spots(one, other))


FRAME = "主管部门表示{}以后将评估成本和安全记录再决定是否扩大范围"


@pytest.mark.parametrize(
    ("one", "other", "kind", "said"),
    [
        ("投入64架", "投入65架", Kind.NUMBER, ("64", "65")),
        ("投入3架", "投入30架", Kind.NUMBER, ("3", "30")),
        ("投入十一架", "投入十二架", Kind.NUMBER, ("十一", "十二")),
        ("自10日起", "自11日起", Kind.DAY, ("10", "11")),
        ("在海南试行", "在河南试行", Kind.PLACE, ("海", "河")),
        ("在台北试行", "在台中试行", Kind.PLACE, ("北", "中")),
        ("在华北部分", "在江南部分", Kind.PLACE, ("华北", "江南")),
        ("发布蓝色预警", "发布橙色预警", Kind.LEVEL, ("蓝", "橙")),
        ("价格上调", "价格下调", Kind.LEVEL, ("上", "下")),
        ("任命李样亮", "任命李样磊", Kind.NAME, ("亮", "磊")),
        ("样康公司", "例博公司", Kind.WORDS, ("样康", "例博")),
        ("检查排水", "检验排水", Kind.LETTER, ("查", "验")),
        ("推进试点", "开展试点", Kind.WORDING, ("推进", "开展")),
        ("推进司", "开展司", Kind.WORDS, ("推进", "开展")),
        ("就业工作", "创新工作", Kind.WORDS, ("就业", "创新")),
        ("停课通知", "复工通知", Kind.WORDS, ("停课", "复工")),
    ],
)
def test_what_is_said_differently(one: str, other: str, kind: Kind, said: tuple[str, str]) -> None:
    found = differences(FRAME.format(one), FRAME.format(other))
    assert found == [Difference(kind, *said)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("十二架", "12架"),
        ("老挝代表", "寮国代表"),
        ("公布信息", "公布资讯"),
        ("程序结束", "程式结束"),
        ("南卡罗来纳州", "南卡罗莱纳州"),
        ("帐目", "账目"),
        ("试点结束", "试点已经结束"),
        ("河北省", "河北省石家庄市"),
        ("石家庄市的企业", "河北的企业"),
    ],
)
def test_another_spelling_is_no_difference(one: str, other: str) -> None:
    assert differences(FRAME.format(one), FRAME.format(other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("样例社北京11月27日电", "样例社成都11月28日电"),
        ("本报讯记者李样章", "本报讯记者王例句"),
        ("中央社记者李样章台北27日电", "中央社记者王例句台中28日电"),
    ],
)
def test_datelines_and_bylines_do_not_count(one: str, other: str) -> None:
    rest = FRAME.format("试点结束")
    assert differences(one + rest, other + rest) == []


def test_credits_do_not_count() -> None:
    rest = FRAME.format("试点结束")
    assert differences(rest + "责任编辑李样章", rest + "责任编辑王例句") == []


def test_the_reporter_who_learned_it_is_no_byline() -> None:
    found = differences(
        "记者从海南省水务部门获悉今晚起停水请市民储水", "记者从河南省水务部门获悉今晚起停水请市民储水"
    )
    assert [one.kind for one in found] == [Kind.PLACE]


def test_a_number_with_two_other_digits_is_one_number() -> None:
    found = differences(FRAME.format("投入16485架"), FRAME.format("投入26486架"))
    assert found == [Difference(Kind.NUMBER, "16485", "26486")]


def test_a_title_has_no_credits() -> None:
    found = find_title_differences("海南来源地审核规定", "河南来源地审核规定")
    assert [one.kind for one in found] == [Kind.PLACE]
