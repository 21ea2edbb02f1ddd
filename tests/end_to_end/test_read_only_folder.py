"""A data folder that may not be written: everything that reads goes on, and nothing is made in it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.end_to_end.command import Archive, some_articles, write_articles

# Rights do not bind the administrator: he gives away what lets him past them.
BOUND = () if os.geteuid() else ("setpriv", "--bounding-set=-all", "--inh-caps=-all")


def can_be_bound() -> bool:
    if not BOUND:
        return True
    return shutil.which(BOUND[0]) is not None and not subprocess.run([*BOUND, "true"], check=False).returncode


pytestmark = pytest.mark.skipif(
    not can_be_bound(), reason="nothing here lets the administrator give up rights"
)


@contextlib.contextmanager
def without_rights_to_write(folder: Path) -> Iterator[None]:
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    for path, mode in modes.items():
        path.chmod(mode & 0o555)
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*BOUND, sys.executable, "-m", "zhengwen", "--data", str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def listing(folder: Path) -> list[tuple[str, int]]:
    return sorted((path.as_posix(), path.stat().st_size) for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def locked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("locked")
    archive = Archive(folder=folder / "data")
    news = write_articles(folder / "news.jsonl", some_articles(3))
    assert archive.run("add", news).exit_code == 0
    assert archive.run("rebuild", "--engine", request.param).exit_code == 0
    with without_rights_to_write(archive.folder):
        yield archive.folder


@pytest.mark.parametrize("arguments", [("search", "稀土"), ("stats",), ("check",)])
def test_what_reads_goes_on_and_leaves_nothing(locked: Path, arguments: tuple[str, ...]) -> None:
    before = listing(locked)
    done = run(locked, *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert listing(locked) == before


def test_a_search_finds_all(locked: Path) -> None:
    assert json.loads(run(locked, "search", "稀土", "--json").stdout)["total"] == 3


def test_what_writes_says_what_it_may_not(locked: Path) -> None:
    done = run(locked, "remove", "a0")
    assert (done.returncode, done.stderr) == (
        3,
        f"zhengwen: {locked / 'writer.lock'} cannot be written: Permission denied\n",
    )
