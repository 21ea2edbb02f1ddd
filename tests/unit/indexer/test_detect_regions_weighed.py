"""What a place weighs in an article: the capital, an agency's desk, a national document, a place named in passing."""

from __future__ import annotations

import pytest

from index.analysis.script import fold, to_traditional
from index.regions import Gazetteer
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
