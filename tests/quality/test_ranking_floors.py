"""Floors of ranking on judged questions, a part of the larger sets; `make quality` asks all. They only rise.

Skipped where there is no data (ZHENGWEN_TEST_DATA).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.measures import RANKING_FLOORS
from tests.quality.ranking_quality import SETS, load_questions, measure_service, thinned

pytestmark = pytest.mark.quality

EVERY = {"ncppolicies": 1, "drcd": 4, "cmrc2018": 4}


@pytest.mark.parametrize("name", SETS)
def test_ranking_stays_above_its_floor(real_data: Path, name: str) -> None:
    questions = thinned(load_questions(real_data, name), EVERY[name])
    found = measure_service(questions)
    print(f"{name}: nDCG@10 {found:.4f} over {len(questions.questions)} questions")
    assert found >= RANKING_FLOORS[name]
