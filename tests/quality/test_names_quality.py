"""Floors for the detection of names; they only rise. Skipped where there is no data (ZHENGWEN_TEST_DATA)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.measures import measure_name_detection

pytestmark = pytest.mark.quality


def test_names_stay_above_their_floors(real_data: Path) -> None:
    figures = measure_name_detection(real_data)
    print(*figures, sep="\n")
    assert [str(figure) for figure in figures if not figure.holds] == []
