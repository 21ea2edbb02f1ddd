"""A killed writer loses nothing that it acknowledged."""

from __future__ import annotations

import random
from pathlib import Path

from tests.end_to_end.store_kills import MAX_SECONDS_TO_SERVE, run_kill_round

ROUNDS = 10


def test_ten_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(20_251_128)
    rounds = [run_kill_round(tmp_path, chance) for _ in range(ROUNDS)]
    assert [one for one in rounds if one.stored < one.acknowledged] == []
    assert [fault for one in rounds for fault in one.faults] == []
    assert max(one.seconds_to_serve for one in rounds) <= MAX_SECONDS_TO_SERVE
    assert [one.acknowledged for one in rounds] == sorted({one.acknowledged for one in rounds})
