"""The engine contract: damaged files, a full disk, several threads."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.engines.criteria import (
    Criterion,
    DayRange,
    RankedQuery,
    Without,
)
from index.engines.port import Engine, TallyRequest
from index.errors import DamagedError
from tests.builders_engine import a_run, an_index_document
from tests.contracts.conftest import BuildIndex
from tests.contracts.engine_answers import bodies, commit
from tests.damaged_files import replace_content

ROOT = Path(__file__).resolve().parent.parent.parent


def test_verify_names_flipped_bytes_cut_and_missing_files(engine: Engine, folder: Path) -> None:
    commit(
        engine,
        folder,
        [
            an_index_document(n, body=f"稀土出口管制{n}" * 5, person=(f"人{n}",), date="2025-01")
            for n in range(1, 60)
        ],
    )
    assert engine.verify(folder) == ()
    # A copy is damaged: an engine may still hold the files it wrote mapped, and a mapped file that is cut kills the process.
    folder = shutil.copytree(folder, folder.with_name("damaged"))
    # Names with a dot are an engine's own bookkeeping (locks, files to be collected), not what it answers from.
    files = [path for path in sorted(folder.iterdir()) if path.name[0] != "." and path.stat().st_size]
    assert files
    for path in files:
        content = path.read_bytes()
        middle = len(content) // 2
        for damaged in (
            content[:middle] + bytes([content[middle] ^ 0x41]) + content[middle + 1 :],
            content[:-4],
            content[:middle],
            b"",
        ):
            replace_content(path, damaged)
            assert engine.verify(folder) != (), f"{path.name}: {len(damaged)} of {len(content)} bytes"
        path.unlink()
        assert engine.verify(folder) != (), f"{path.name} missing"
        replace_content(path, content)
        assert engine.verify(folder) == ()


def test_an_unreadable_index_is_a_damaged_error(engine: Engine, folder: Path) -> None:
    commit(engine, folder, bodies("稀土出口", "粮食安全"))
    folder = shutil.copytree(folder, folder.with_name("damaged"))
    for path in folder.iterdir():
        if path.is_file():
            replace_content(path, b"")
    with pytest.raises(DamagedError):
        engine.open_reader(folder).count(a_run("稀土"))
    with pytest.raises(DamagedError):
        engine.open_writer(folder).add(bodies("又来"))


def test_neither_reader_nor_writer_goes_on_with_a_file_that_was_cut(engine: Engine, folder: Path) -> None:
    commit(engine, folder, bodies("稀土出口", "粮食安全"))
    sound = shutil.copytree(folder, folder.with_name("sound"))
    for path in sorted(sound.iterdir()):
        # A copy for each, as an engine may hold what it has opened.
        for share in (0, 2):
            damaged = shutil.copytree(sound, sound.with_name(f"{path.name}-{share}"))
            content = path.read_bytes()
            if path.name[0] == "." or not content:
                continue
            (damaged / path.name).write_bytes(content[: len(content) * share // 3])
            for use in (_ask, _write):
                with pytest.raises(DamagedError):
                    use(engine, damaged)


def _ask(engine: Engine, folder: Path) -> None:
    reader = engine.open_reader(folder)
    reader.tally(TallyRequest(criterion=a_run("稀土"), facets=("source",)))
    reader.count(a_run("稀土"))


def _write(engine: Engine, folder: Path) -> None:
    writer = engine.open_writer(folder)
    writer.add(bodies("又来"))
    writer.commit()


def test_a_missing_index_is_a_damaged_error(engine: Engine, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir(mode=0o700)
    with pytest.raises(DamagedError):
        engine.open_reader(nowhere)
    with pytest.raises(DamagedError):
        engine.open_writer(nowhere)
    with pytest.raises(DamagedError):
        engine.open_reader(tmp_path / "not even a folder")
    assert engine.verify(nowhere) != ()


def test_a_full_disk_refuses_the_commit_and_loses_nothing(engine: Engine, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "tests.contracts.full_disk_child",
        engine.name,
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    outcome = {"full": "refused", "kept": 2, "faults": [], "after": "committed", "found": 302}
    assert json.loads(done.stdout) == outcome


def test_a_reader_answers_several_threads_at_once(index_of: BuildIndex) -> None:
    reader = index_of(bodies(*(f"稀土出口{number}" for number in range(60))))
    criteria: list[Criterion] = [
        a_run("稀土"),
        a_run("稀土出口"),
        a_run("出口5"),
        DayRange(first=1, last=2),
        Without(child=a_run("出口")),
    ]

    def ask(number: int) -> tuple[int, int]:
        criterion = criteria[number % len(criteria)]
        return number % len(criteria), reader.best(RankedQuery(criterion=criterion), 5).total

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(ask, range(200)))
    assert answers == {(0, 60), (1, 60), (2, 1), (3, 0), (4, 0)}


def test_readers_go_on_while_a_writer_commits(engine: Engine, folder: Path, index_of: BuildIndex) -> None:
    reader = index_of(bodies("稀土"))

    def write() -> None:
        for number in range(2, 12):
            commit(engine, folder, [an_index_document(number, body="稀土")])

    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(write)
        seen = [1]
        while not writing.done():
            reader = reader if reader.is_newest() else reader.reopened()
            seen.append(reader.count(a_run("稀土")))
        writing.result()
    reader = reader.reopened()
    assert reader.count(a_run("稀土")) == 11
    assert seen == sorted(seen)
