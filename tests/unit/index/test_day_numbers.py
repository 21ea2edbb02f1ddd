"""Days as numbers: yyyymmdd, there and back."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from index.model import LAST_DAY, day_number, numbered_day


def test_a_day_is_written_with_eight_digits() -> None:
    assert day_number(dt.date(2025, 11, 7)) == 20_251_107


def test_the_last_day_is_the_calendar_s() -> None:
    assert numbered_day(LAST_DAY) == dt.date.max


@given(day=st.dates())
def test_there_and_back(day: dt.date) -> None:
    assert numbered_day(day_number(day)) == day
