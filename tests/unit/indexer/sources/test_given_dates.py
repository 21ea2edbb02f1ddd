"""Dates that an input states: read strictly, moved to Shanghai, refused with a reason."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from indexer.sources.given_dates import parse_iso_date, parse_stamp


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025", "2025"),
        ("2025-11", "2025-11"),
        ("2025-11-27", "2025-11-27"),
        ("20251127", "2025-11-27"),
        ("2025-1-3", "2025-01-03"),
        ("--11-27", "--11-27"),
        ("--02-29", "--02-29"),
        ("2025-11-27T10:42", "2025-11-27T10:42:00+08:00"),
        ("2025-11-27 10:42:03", "2025-11-27T10:42:03+08:00"),
        ("2025-11-27T10:42:03.999", "2025-11-27T10:42:03+08:00"),
        ("2025-11-27T10:42:03Z", "2025-11-27T18:42:03+08:00"),
        ("2025-11-27T20:00:00Z", "2025-11-28T04:00:00+08:00"),
        ("2025-12-31T17:00:00+00:00", "2026-01-01T01:00:00+08:00"),
        ("2025-11-27T10:42+08:00", "2025-11-27T10:42:00+08:00"),
        ("2025-11-27T10:42+0530", "2025-11-27T13:12:00+08:00"),
        ("2025-11-27T10:42-05", "2025-11-27T23:42:00+08:00"),
        ("2025-11-27T24:00", "2025-11-28T00:00:00+08:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T07:59:59+08:00"),
        (" 2025-11-27\n", "2025-11-27"),
        ("2025-W48-4", "2025-11-27"),
        ("2025W484T08:30", "2025-11-27T08:30:00+08:00"),
        ("2024-366", "2024-12-31"),
    ],
)
def test_iso_date_is_read(text: str, iso: str) -> None:
    assert parse_iso_date(text).iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "0000-00-00", "0000", "99999", "99999-01-01",
        "2024-02-30T25:61:61Z", "2024-01-01T25:00", "2024-01-01T10:61", "2024-01-01T24:01", "2024-01T10:00", "--02-30",
        "2024-01-01T10:00+25:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59Z", "二〇二四年三月五日", "2024年3月5日",
        "yesterday", "", "2024-03-05x", "２０２４-01-01", "2024-W10",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not (a date of the calendar|an ISO 8601 date): write 2025, "):
        parse_iso_date(text)


def test_a_long_value_is_shown_short() -> None:
    with pytest.raises(ValueError, match=r"^x{40}… is not an ISO 8601 date: "):
        parse_iso_date("x" * 10_000)


@given(
    st.integers(min_value=-62_000_000_000, max_value=253_000_000_000),
    st.integers(-14 * 60, 14 * 60),
)
def test_any_zone_names_the_same_moment(seconds: int, minutes: int) -> None:
    zone = dt.timezone(dt.timedelta(minutes=minutes))
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    read = parse_iso_date(moment.astimezone(zone).isoformat())
    assert dt.datetime.fromisoformat(read.iso()) == moment


@given(st.text())
def test_any_text_is_a_date_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_iso_date(text).iso()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-28 10:22", PartialDate(year=2025, month=11, day=28, time=dt.time(10, 22))),
        ("2025年4月17日", PartialDate(year=2025, month=4, day=17)),
        ("2025年4月17日09:05 来源", PartialDate(year=2025, month=4, day=17, time=dt.time(9, 5))),
        ("2025/11/28", PartialDate(year=2025, month=11, day=28)),
        ("2025.11.28 25:00", PartialDate(year=2025, month=11, day=28)),
        ("2025-11-28T02:22:00Z", PartialDate(year=2025, month=11, day=28, time=dt.time(10, 22))),
        ("二〇二五年四月十七日", PartialDate(year=2025, month=4, day=17)),
        ("民國114年4月17日 上午9:05", PartialDate(year=2025, month=4, day=17, time=dt.time(9, 5))),
        ("114/04/17", PartialDate(year=2025, month=4, day=17)),
        ("2025/4/17（四）09:05", PartialDate(year=2025, month=4, day=17, time=dt.time(9, 5))),
        ("2025\u20134\u201317", PartialDate(year=2025, month=4, day=17)),
        ("2025-02-30", None),
        ("2025-11-281", None),
        ("昨天", None),
    ],
)
def test_stamp_is_read(text: str, expected: PartialDate | None) -> None:
    assert parse_stamp(text) == expected
