"""The day of publication that a text gives itself, and what lies ahead."""

from __future__ import annotations

import datetime as dt

import pytest

from index.model import PartialDate
from indexer.detect.publication import detect_publication, lies_ahead

FRIDAY = dt.date(2025, 11, 28)


def published(body: str, head: str = "", fetched: dt.date | None = FRIDAY) -> tuple[str, str] | None:
    found = detect_publication(body, head, fetched)
    return None if found is None else (found.date.iso(), found.origin)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("新华社某市11月27日电 大会召开。", ("2025-11-27", "dateline")),
        ("（某社某市25日綜合外電報導）遊行。\n（編譯：某某）1141126", ("2025-11-26", "dateline")),
        ("某部令\n中華民國114年11月27日\n某字第1號\n修正辦法。", ("2025-11-27", "text")),
        ("2025年11月27日 星期四\n本报讯 大会召开。", ("2025-11-27", "text")),
        ("各有关单位：\n现印发通知。\n某市商务局\n2025年11月27日", ("2025-11-27", "text")),
        ("现印发通知。\n某市人民政府办公厅\n二〇二五年十一月二十七日", ("2025-11-27", "text")),
    ],
)
def test_a_text_gives_its_day(body: str, expected: tuple[str, str]) -> None:
    assert published(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "11月27日，大会召开。",
        "2025年11月27日，大会召开。会议通过决议。",
        "大会召开。\n名单如下\n104/3/17\n103/6/11",
        "大会召开。会议通过了决议。\n他说。\n2025年11月27日",
        "2024年度",
        "",
    ],
)
def test_the_first_date_of_a_text_is_not_its_day(body: str) -> None:
    assert published(body) is None


def test_a_dateline_that_the_body_has_lost_is_found_in_the_page() -> None:
    assert published("大会召开。", "（记者某某 11月27日电）大会召开。") == ("2025-11-27", "dateline")


def test_without_a_fetch_day_a_dateline_keeps_no_year() -> None:
    assert published("新华社某市11月27日电 大会召开。", fetched=None) == ("--11-27", "dateline")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (PartialDate(year=2025, month=11, day=30), False),
        (PartialDate(year=2025, month=12, day=1), True),
        (PartialDate(year=2099, month=1, day=1), True),
        (PartialDate(year=2025), False),
        (PartialDate(year=2026), True),
        (PartialDate(month=12, day=31), False),
    ],
)
def test_more_than_two_days_lie_ahead(date: PartialDate, expected: bool) -> None:
    assert lies_ahead(date, FRIDAY) is expected
