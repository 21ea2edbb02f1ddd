"""Floors for dates; they only rise. Skipped where there is no data (ZHENGWEN_TEST_DATA)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.dates_quality import wrong_events
from tests.quality.measures import measure_date_detection

pytestmark = pytest.mark.quality


def test_dates_stay_above_their_floors(real_data: Path) -> None:
    figures = measure_date_detection(real_data)
    print(*figures, sep="\n")
    assert [str(figure) for figure in figures if not figure.holds] == []


def test_no_labelled_article_is_given_another_day(real_data: Path) -> None:
    assert wrong_events(real_data) == []
