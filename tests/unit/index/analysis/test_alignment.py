"""Where two texts differ: the spots, and the law that everything between them is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.alignment import Spot, differing_spots

TEXT = "云州市低空物流试点今日启动首批三条航线连接港区园区和县城试点为期一年重点检验调度气象和应急三套规程"


def pairs(one: str, other: str) -> list[tuple[str, str]]:
    """What stands in place of what."""
    return [
        (one[spot.start : spot.end], other[spot.other_start : spot.other_end])
        for spot in differing_spots(one, other)
    ]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (TEXT, []),
        (TEXT.replace("云州", "雾州"), [("云", "雾")]),
        (TEXT.replace("三条", "四十条"), [("三", "四十")]),
        (TEXT.replace("港区", ""), [("港区", "")]),
        (TEXT + "完", [("", "完")]),
        (TEXT.replace("今日", "昨日").replace("一年", "两年"), [("今", "昨"), ("一", "两")]),
        # One letter in common parts no spots.
        (TEXT.replace("港区园区", "码头园林"), [("港区园区", "码头园林")]),
    ],
)
def test_what_stands_in_place_of_what(other: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(TEXT, other) == expected


def test_what_is_left_out_before_and_put_in_behind_a_few_letters_is_one_spot() -> None:
    one, other = (f"铁路部门说{way}的列车今天起实行新的运行图" for way in ("甲城至乙镇", "乙镇至丙乡"))
    assert pairs(one, other) == [("甲城至乙镇", "乙镇至丙乡")]


def test_a_text_without_anything_in_common_is_one_spot() -> None:
    assert differing_spots("甲乙丙", "丁戊") == [Spot(0, 3, 0, 2)]


PARTS = st.lists(
    st.sampled_from(["云州市低空物流", "试点今日启动", "首批三条航线", "甲", "乙丙", "12", ""]), max_size=9
)


@given(PARTS.map("".join), PARTS.map("".join))
def test_between_the_spots_both_say_the_same(one: str, other: str) -> None:
    at = other_at = 0
    for spot in [*differing_spots(one, other), Spot(len(one), len(one), len(other), len(other))]:
        assert one[at : spot.start] == other[other_at : spot.other_start]
        at, other_at = spot.end, spot.other_end


def test_a_long_text_of_one_line_again_and_again_takes_no_square_of_it() -> None:
    one = "经营单位应当依照本条例建立规程" * 4_000
    assert pairs(one, one[:-1]) == [("程", "")]
