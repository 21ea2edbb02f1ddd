"""Dates as they are typed: letters for numerals, a day said again in a bracket, the sign of the day left out."""

from __future__ import annotations

import datetime as dt

import pytest

from indexer.detect.dates import find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # letters are typed for 〇
        ("二O二五年十一月二十七日", ["2025-11-27"]),
        ("二Ｏ一二年一月二o日", ["2012-01-20"]),
        ("昨日（27日）", ["2025-11-27"]),
        ("OPPO27日宣布", ["2025-11-27"]),
        ("大前年3月5日", ["2022-03-05"]),
        ("1990年代的城市", []),
        ("2024年代表大会", ["2024"]),
        # a bracket says the day again
        ("下周二（12月2日）", ["2025-12-02", "2025-12-02"]),
        ("上周四（11月20日）", ["2025-11-20", "2025-11-20"]),
        # the sign of the day is left out at a border, and nowhere else
        ("2025年11月27，会议召开", ["2025-11-27"]),
        ("11月27家企业", ["2025-11"]),
        ("11月27.5亿元", ["2025-11"]),
    ],
)
def test_what_is_typed_in_place_of_a_sign(text: str, expected: list[str]) -> None:
    assert [one.date.iso() for one in find_dates(text, dt.date(2025, 11, 28))] == expected
