"""Two hundred kills of a writer: `make campaign`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.end_to_end.store_kills import MAX_SECONDS_TO_SERVE, run_kill_round

ROUNDS_PER_STORE = 25
STORES = 8


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(STORES))
def test_no_kill_loses_what_was_acknowledged(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(ROUNDS_PER_STORE):
        done = run_kill_round(tmp_path, chance)
        assert done.stored >= done.acknowledged
        assert done.faults == ()
        assert done.seconds_to_serve <= MAX_SECONDS_TO_SERVE
