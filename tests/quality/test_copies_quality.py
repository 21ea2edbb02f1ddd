"""Floors for near-copies on a quarter of the articles; `make quality` takes all. They only rise.

Skipped where there is no data (ZHENGWEN_TEST_DATA).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.measures import measure_near_copies

pytestmark = pytest.mark.quality

EVERY = 4


def test_near_copies_stay_above_their_floors(real_data: Path) -> None:
    figures = measure_near_copies(real_data, every=EVERY)
    print(*figures, sep="\n")
    assert [str(figure) for figure in figures if not figure.holds] == []
