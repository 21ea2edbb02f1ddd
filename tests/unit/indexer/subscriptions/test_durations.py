"""Durations as people type them."""

from __future__ import annotations

import pytest

from indexer.subscriptions.durations import parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"), [("15m", 900), ("1h30m", 5_400), (" 90S ", 90), ("1d", 86_400), ("7d", 604_800)]
)
def test_a_duration(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "15", "m", "1.5h", "15 m", "-5m", "０m", "0s", "8d", "9" * 400 + "s"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match=r"no duration|not between"):
        parse_duration(text)
