"""Dates of the query language: every form, every refusal."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from index.query.ast import InDates
from index.query.dates import DateRange, parse_date_range, parse_partial_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025", "2025"),
        ("2025-11", "2025-11"),
        ("2025-1", "2025-01"),
        ("2025-11-27", "2025-11-27"),
        ("2025-1-5", "2025-01-05"),
        ("2025/11/27", "2025-11-27"),
        ("2025.11.27", "2025-11-27"),
        ("2025.11", "2025-11"),
        ("20251127", "2025-11-27"),
        ("２０２５-１１", "2025-11"),
        ("2025年", "2025"),
        ("2025年11月", "2025-11"),
        ("2025年11月份", "2025-11"),
        ("2025年11月27日", "2025-11-27"),
        ("2025年11月27號", "2025-11-27"),
        ("2025年11月27号", "2025-11-27"),
        (" 2025 年 1 月 5 日 ", "2025-01-05"),
        ("二〇二五年", "2025"),
        ("二〇二四年三月五日", "2024-03-05"),
        ("二○二五年十一月廿七日", "2025-11-27"),
        ("二零二五年十月三十一日", "2025-10-31"),
        ("二〇二五年十二月二十日", "2025-12-20"),
        ("民國114年11月", "2025-11"),
        ("民国一一四年", "2025"),
        ("2024-02-29", "2024-02-29"),
        ("0001", "0001"),
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_one_date(text: str, iso: str) -> None:
    assert parse_partial_date(text).iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "稀土", "2025-13", "2025-00", "2025-02-30", "2023-02-29", "2025-04-31", "2025-11-00"),
        *("0000", "0000-01", "99999", "25", "25年", "202511", "20251332", "2025-11/27", "2025-11-27T10:00"),
        *("2025-", "-2025", "2025--11", "11月27日", "--11-27", "2025年13月", "2025年2月30日", "民國0114年9", "民國8100年"),
        *("二五年", "二〇二五年十十月", "二〇二五年二二十月", "2025年 稀土", "²⁰²⁵", "٢٠٢", "2025..2026"),
    ],
)  # fmt: skip
def test_no_date_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_partial_date(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025", "2025"),
        ("2025-01..2025-06", "2025-01", "2025-06"),
        ("2025-01...2025-06", "2025-01", "2025-06"),
        ("2025-01。。2025-06", "2025-01", "2025-06"),
        ("2025-01…2025-06", "2025-01", "2025-06"),
        ("2025-01~2025-06", "2025-01", "2025-06"),
        ("2025-01～2025-06", "2025-01", "2025-06"),
        ("2025-01〜2025-06", "2025-01", "2025-06"),
        ("2025-01—2025-06", "2025-01", "2025-06"),
        ("2025-01 至 2025-06", "2025-01", "2025-06"),
        ("2025年1月到2025年6月", "2025-01", "2025-06"),
        ("2025-01..", "2025-01", None),
        ("2025年6月至", "2025-06", None),
        ("2025年6月至今", "2025-06", None),
        ("..2025-06", None, "2025-06"),
        ("至2025年", None, "2025"),
        ("2025.01..2025.06", "2025-01", "2025-06"),
        ("2025年1月至6月", "2025-01", "2025-06"),
        ("2025年1月5日至6月7日", "2025-01-05", "2025-06-07"),
        ("2025年11月27日至28日", "2025-11-27", "2025-11-28"),
        ("2025..2025-06", "2025", "2025-06"),
        ("2025-06..2025", "2025-06", "2025"),
    ],
)
def test_a_range(text: str, first: str | None, last: str | None) -> None:
    assert parse_date_range(text) == DateRange(dates=InDates(first=first, last=last))


def test_ends_in_the_wrong_order_are_swapped() -> None:
    assert parse_date_range("2025-06..2025-01") == DateRange(
        dates=InDates(first="2025-01", last="2025-06"), swapped=True
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "至",
        "2025..2026..2027",
        "2025-01..2025-13",
        "x..2025",
        "2025..x",
        "2025至5日",
        "至今",
        "..6月",
    ],
)
def test_no_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_date_range(text)


dates = st.dates() | st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2030, 1, 1))


@given(
    dates,
    st.sampled_from(
        ["{:04}-{:02}-{:02}", "{:04}/{:02}/{:02}", "{:04}.{}.{}", "{:04}年{}月{}日", "{:04}{:02}{:02}"]
    ),
)
def test_every_day_in_every_form(day: dt.date, form: str) -> None:
    expected = PartialDate(year=day.year, month=day.month, day=day.day)
    assert parse_partial_date(form.format(day.year, day.month, day.day)) == expected


@given(dates, dates, st.sampled_from(["..", "～", "至", "—"]))
def test_a_range_begins_before_it_ends(one: dt.date, other: dt.date, sign: str) -> None:
    found = parse_date_range(f"{one.isoformat()}{sign}{other.isoformat()}")
    assert found.dates == InDates(first=min(one, other).isoformat(), last=max(one, other).isoformat())
    assert found.swapped == (one > other)


@given(st.text(alphabet="0123456789-/.年月日至~十二〇", max_size=24) | st.text(max_size=24))
def test_any_text_is_a_range_or_a_value_error(text: str) -> None:
    try:
        found = parse_date_range(text).dates
    except ValueError:
        return
    assert parse_date_range(f"{found.first or ''}..{found.last or ''}").dates == found
