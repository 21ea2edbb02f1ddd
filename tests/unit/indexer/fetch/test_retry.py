"""When to ask again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.fetch.retry import parse_retry_after, pause_after
from tests.builders import NOON


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("9" * 5_000, 86_400.0),
        ("-5", None),
        ("1.5", None),
        ("१२", None),
        ("", None),
        (None, None),
        ("soon", None),
        ("Fri, 28 Nov 2025 04:02:00 GMT", 120.0),
        ("Fri, 28 Nov 2025 12:02:00 +0800", 120.0),
        ("Fri, 28 Nov 2025 04:02:00 -0000", 120.0),
        ("Thu, 27 Nov 2025 04:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 86_400.0),
        ("Fri, 99 Nov 2025 04:00:00 GMT", None),
    ],
)
def test_a_wish(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOON) == seconds


@given(st.text(max_size=40))
def test_any_header_is_read_or_says_nothing(value: str) -> None:
    seconds = parse_retry_after(value, NOON)
    assert seconds is None or 0 <= seconds <= 86_400


@pytest.mark.parametrize(
    ("failures", "minutes"), [(1, 10), (2, 20), (3, 40), (4, 80), (8, 1280), (9, 1440), (10_000, 1440)]
)
def test_pauses_double_up_to_a_day(failures: int, minutes: int) -> None:
    assert pause_after(failures, 0.5) == pytest.approx(minutes * 60)


def test_chance_spreads_by_a_fifth() -> None:
    assert [pause_after(1, 0.0), pause_after(1, 1.0)] == pytest.approx([480.0, 720.0])


def test_a_servers_wish_is_the_least() -> None:
    assert [pause_after(1, 0.5, 7_200.0), pause_after(5, 0.5, 60.0)] == pytest.approx([7_200.0, 9_600.0])
