"""A killed `add` and a killed `rebuild` lose nothing: ten rounds each; two hundred in `make campaign`."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from index.generations import DataFolder
from tests.end_to_end.archive_kills import (
    ADD_FAILPOINTS,
    REBUILD_FAILPOINTS,
    build_round_archive,
    run_add_round,
    run_rebuild_round,
)

ROUNDS = 10


def test_ten_killed_adds(tmp_path: Path) -> None:
    chance = random.Random(20_251_128)
    failpoints = itertools.chain(ADD_FAILPOINTS, itertools.repeat(""))
    for number, failpoint in zip(range(ROUNDS), failpoints, strict=False):
        run_add_round(DataFolder(tmp_path), number, failpoint, chance)


def test_ten_killed_rebuilds(tmp_path: Path) -> None:
    chance = random.Random(20_251_129)
    folder = build_round_archive(tmp_path)
    failpoints = itertools.chain(REBUILD_FAILPOINTS, itertools.repeat(""))
    for number, failpoint in zip(range(ROUNDS), failpoints, strict=False):
        run_rebuild_round(folder, number, failpoint, chance)
