"""Floors for the script shown; they only rise. Skipped where there is no data (ZHENGWEN_TEST_DATA)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.script_quality import measure_script

pytestmark = pytest.mark.quality


def test_text_in_the_readers_script_stays_and_the_rest_reads_as_news_does(real_data: Path) -> None:
    figures = measure_script(real_data)
    print(f"script: {figures}")
    assert (figures.changed, figures.changed_names) == (0, 0)
    assert figures.same >= max(0.995, figures.same_as_opencc)
    assert figures.same_simplified >= 0.9998
