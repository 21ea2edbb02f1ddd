"""Two hundred kills of `add` and of `rebuild`: `make campaign`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from tests.end_to_end.archive_kills import (
    ADD_FAILPOINTS,
    REBUILD_FAILPOINTS,
    build_round_archive,
    run_add_round,
    run_rebuild_round,
)

ROUNDS_PER_ARCHIVE = 20
ARCHIVES = 10


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(ARCHIVES))
def test_no_killed_add_loses_an_article(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(ROUNDS_PER_ARCHIVE):
        # Half of the kills at named places, half at any moment.
        failpoint = chance.choice(ADD_FAILPOINTS) if chance.random() < 0.5 else ""
        run_add_round(DataFolder(tmp_path), number, failpoint, chance)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(ARCHIVES))
def test_no_killed_rebuild_loses_an_article(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder = build_round_archive(tmp_path)
    for number in range(ROUNDS_PER_ARCHIVE):
        failpoint = chance.choice(REBUILD_FAILPOINTS) if chance.random() < 0.5 else ""
        run_rebuild_round(folder, number, failpoint, chance)
