"""Floors for the detection of regions; they only rise. Skipped where there is no data (ZHENGWEN_TEST_DATA)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.regions_quality import measure_regions

pytestmark = pytest.mark.quality


def test_regions_stay_above_their_floors(real_data: Path) -> None:
    figures = measure_regions(real_data)
    print(f"regions: {figures}")
    assert figures.primary.ratio >= 0.95
    assert figures.false_provinces.ratio <= 0.04
    assert figures.province_precision.ratio >= 0.95
    assert figures.province_recall.ratio >= 0.95
    assert figures.country_precision.ratio >= 0.80
    assert figures.country_recall.ratio >= 0.85
    assert figures.law_titles.ratio >= 0.99
    assert figures.laws.ratio >= 0.998
    assert figures.offices.ratio == 1.0
