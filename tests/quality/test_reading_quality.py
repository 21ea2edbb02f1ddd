"""Floors for the reading of pages and feeds; they only rise. Skipped where there is no data (ZHENGWEN_TEST_DATA)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.feeds_quality import measure_feeds
from tests.quality.pages_quality import measure_pages

pytestmark = pytest.mark.quality


def test_pages_stay_above_their_floors(real_data: Path) -> None:
    figures = measure_pages(real_data)
    print(f"pages: {figures}")
    assert figures.sentences["ours"] >= 0.995
    assert figures.sentences["ours"] >= figures.sentences["trafilatura, precision"] + 0.1
    assert figures.texts["ours"] >= 0.97
    assert figures.worst == ()


def test_feeds_stay_above_their_floors(real_data: Path) -> None:
    figures = measure_feeds(real_data)
    print(f"feeds: {figures}")
    assert (figures.unread, figures.damaged) == (0, 0)
    assert figures.same_titles >= 0.99
    assert figures.same_links == 1.0
    assert figures.undated <= 0.05
