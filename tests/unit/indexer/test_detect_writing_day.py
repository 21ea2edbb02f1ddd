"""The day of writing that a text names beside a word for it, and what is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from indexer.detect.writing_day import detect_writing_day

FRIDAY = dt.date(2025, 11, 28)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("某局今天（11月27日）发布消息。", "2025-11-27"),
        ("某局今天（27日）举行发布会。", "2025-11-27"),
        ("院會今（27）日通過草案。", "2025-11-27"),
        ("昨晚（11月26日）发生地震。", "2025-11-27"),
        ("大会将于明天（11月28日）开幕。", "2025-11-27"),
        ("今天(11月27日)的节目。昨天(11月26日)，某地下雪。", "2025-11-27"),
        ("据统计，今天（1月2日）上午人数增加。", "2025-01-02"),
        ("2025年11月27日，大会今天（11月27日）开幕。", "2025-11-27"),
        ("2025年，大会今天（11月27日）开幕。", "2025-11-27"),
        ("他说：“很好。”今天（11月27日），大会开幕。", "2025-11-27"),
        ("记者从某局获悉，今天（11月27日）人数增加。", "2025-11-27"),
    ],
)
def test_a_word_and_its_number_tell_the_day_of_writing(text: str, iso: str) -> None:
    found = detect_writing_day(text, FRIDAY)
    assert found is not None
    assert found.iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "某局今天发布消息。",
        "今天（28岁）的他。",
        "会议于11月27日召开。",
        "某某表示，今天（11月27日）的仪式意义重大。",
        "他说：“今天（11月27日）是个好日子。”",
        "据某报报道，某某今(27日)召开记者会。",
        "今天（11月27日）开会。今天（11月26日）散会。",
        "计划自今（114）年起实施。",
        "2020年1月23日，某市发布通告：今日（1月23日）停运。",
        "2020年1月23日，某市宣告今日（1月23日）停运。",
        "1949年，某社播发：今天（10月1日）举行典礼。",
        "一九四九年，今天（10月1日）举行典礼。",
        "他在日记里写道：今天（6月5日）下雨。",
        "他在日记里写道：\n今天（6月5日）下雨。",
        "他告诉记者，昨天（11月20日）下雪。",
        "他回忆昨天（11月20日）的雪。",
        "100天后的今天（3月8日），大桥通车。",
        "一个月前的今天（10月27日），大桥通车。",
        "1937年的昨天（7月7日），枪声响起。",
        "十年前，今天（3月8日）大桥通车。",
        "他说：“很好。今天（11月27日）下雪。”",
        "他說：「很好。今天（11月27日）下雪。」",
        "“很好。今天（11月27日）下雪。”",
        "‘很好。今天（11月27日）下雪。’",
        '"很好。今天（11月27日）下雪。"',
        "今天（2月30日）开会。",
        "",
    ],
)
def test_what_tells_no_day_of_writing(text: str) -> None:
    assert detect_writing_day(text, FRIDAY) is None


def test_without_a_reference_a_year_beside_it_is_another_time() -> None:
    assert detect_writing_day("1949年，某社今天（10月1日）成立。", None) is None


def test_without_a_reference_the_year_stays_unknown() -> None:
    assert detect_writing_day("某局今天（11月27日）发布消息。", None) == PartialDate(month=11, day=27)


@given(st.text(alphabet="今昨明天日（）()1月27", max_size=60))
def test_any_text_tells_a_day_or_none(text: str) -> None:
    found = detect_writing_day(text, FRIDAY)
    assert found is None or found.is_full
