"""Rounds of `kill -9` against a writer, and what must hold after each: shared by the tests and the campaign."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.store.lock import WriterLock
from index.store.sqlite_store import SqliteStoreReader
from tests.conftest import ROOT

MAX_SECONDS_TO_SERVE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KillRound:
    """What a round left: the sequence acknowledged last, the one stored, faults, seconds until it served again."""

    acknowledged: int
    stored: int
    faults: tuple[str, ...]
    seconds_to_serve: float


def run_kill_round(folder: Path, chance: random.Random) -> KillRound:
    """Let a child write, kill it at a random moment after its first acknowledgement, and open what it left."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.end_to_end.store_child", str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with child:
        assert child.stdout is not None
        pipe = child.stdout.fileno()
        said = os.read(pipe, 65_536)
        deadline = time.monotonic() + chance.uniform(0.0, 0.15)
        while (left := deadline - time.monotonic()) > 0:
            if select.select([pipe], [], [], left)[0]:
                said += os.read(pipe, 65_536)
        child.send_signal(signal.SIGKILL)
        said += child.stdout.read()
    # A last line without its end was cut by the kill: that sequence was not acknowledged in full.
    acknowledged = int(said[: said.rindex(b"\n")].rpartition(b"\n")[2])
    begun = time.monotonic()
    with WriterLock(folder), closing(SqliteStoreReader(folder)) as reader:
        stored = reader.last_sequence()
        took = time.monotonic() - begun
        return KillRound(
            acknowledged=acknowledged, stored=stored, faults=_faults(reader), seconds_to_serve=took
        )


def _faults(reader: SqliteStoreReader) -> tuple[str, ...]:
    """Faults that the store finds in itself, and batches that are there in part."""
    new = reader.count() - 1
    head = reader.article("head")
    faults = list(reader.verify())
    # The first article of a batch changes once more when its copy comes.
    copied = reader.count() - reader.story_count()
    if reader.last_sequence() != new + head.version + copied:
        faults.append(
            f"{new} articles, {copied} of them copied, and {head.version} versions make no {reader.last_sequence()} changes"
        )
    if list(reader.ids(range(1, 4))) != ["n0", "n1", "n2"]:
        faults.append("the first articles are gone")
    return tuple(faults)
