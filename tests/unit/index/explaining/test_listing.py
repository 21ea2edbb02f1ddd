"""Lists in words, cut and whole."""

import pytest

from index.explaining.listing import either, listed


@pytest.mark.parametrize(
    ("most", "expected"), [(2, "甲、乙 and 1 more"), (3, "甲、乙、丙"), (4, "甲、乙、丙")]
)
def test_the_first_and_how_many_more(most: int, expected: str) -> None:
    assert listed(["甲", "乙", "丙"], most) == expected


def test_any_of_them_will_do() -> None:
    assert either(["甲", "乙", "丙", "丁"], 2) == "甲 or 乙 or 2 more"


def test_nothing_is_listed_of_nothing() -> None:
    assert listed([], 3) == ""
