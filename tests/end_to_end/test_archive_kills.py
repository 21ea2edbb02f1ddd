"""A killed `add` and a killed `rebuild` lose nothing: each fail point and some random moments; two hundred in `make campaign`."""

from __future__ import annotations

import random
from pathlib import Path

from index.archive.folder import DataFolder
from tests.end_to_end.archive_kills import (
    ADD_FAILPOINTS,
    REBUILD_FAILPOINTS,
    build_round_archive,
    run_add_round,
    run_rebuild_round,
)

AT_RANDOM = 3


def test_killed_adds(tmp_path: Path) -> None:
    chance = random.Random(20_251_128)
    for number, failpoint in enumerate((*ADD_FAILPOINTS, *[""] * AT_RANDOM)):
        run_add_round(DataFolder(tmp_path), number, failpoint, chance)


def test_killed_rebuilds(tmp_path: Path) -> None:
    chance = random.Random(20_251_129)
    folder = build_round_archive(tmp_path)
    for number, failpoint in enumerate((*REBUILD_FAILPOINTS, *[""] * AT_RANDOM)):
        run_rebuild_round(folder, number, failpoint, chance)
