"""The command as a process of its own: signals, pipes, terminals, and a disk that is full."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.end_to_end.command import Archive, some_articles, write_articles


def test_as_a_module(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "zhengwen", "--data", str(tmp_path / "data"), "add", "-"]
    done = subprocess.run(
        command, input='{"title": "稀土"}', cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 added, 0 updated, 0 unchanged in ")


def test_nothing_in_the_data_folder_is_for_others(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "zhengwen", "--data", str(tmp_path / "data")]
    for arguments in (["add", "-"], ["rebuild"], ["add", "-"]):
        subprocess.run(
            [*command, *arguments], input=b'{"title": "x"}', cwd=ROOT, capture_output=True, check=True
        )
    files = [path for path in (tmp_path / "data").rglob("*") if path.stat().st_mode & 0o077]
    assert files == []


def test_an_interrupted_add_keeps_the_folder_usable(archive: Archive) -> None:
    with archive.start("-v", "add", "-") as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(b'{"id": "a", "title": "x"}\n')
        process.stdin.flush()
        lock = archive.folder / "writer.lock"
        while not (lock.exists() and lock.read_text()):
            assert not select.select([process.stderr], [], [], 0.05)[0], process.stderr.read()
        process.send_signal(signal.SIGINT)
        process.wait()
        assert process.stderr.read() == b"zhengwen: interrupted; what was stored until now stays\n"
        assert process.returncode == 130
    assert archive.ask("add", "-", stdin=b'{"title": "y"}')["added"] == 1


def test_a_reader_that_has_seen_enough_is_no_error(read_only: Archive) -> None:
    with read_only.start("search", "稀土", "--limit", "30") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.wait()
        assert process.stderr.read() == b""
        assert process.returncode == 141


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_output_that_has_no_room_is_not_laid_on_the_data_folder(
    read_only: Archive, options: list[str]
) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "zhengwen", "--data", str(read_only.folder), "search", "稀土", *options],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    message = b"zhengwen: No space left on device; check the disk and where the output goes\n"
    assert (done.returncode, done.stderr) == (3, message)


def run_without(closed: str, archive: Archive, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command where the shell *closed* streams (`>&-`)."""
    called = [sys.executable, "-m", "zhengwen", "--data", str(archive.folder), *arguments]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *called],
        input=b"",
        capture_output=True,
        cwd=ROOT,
        check=False,
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", [("search", "稀土", "--json"), ("check",)])
def test_a_stream_that_the_shell_closed_swallows_what_is_written(
    read_only: Archive, closed: str, command: tuple[str, ...]
) -> None:
    done = run_without(closed, read_only, *command)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closed", ["<&-", "<&- >&- 2>&-"])
def test_standard_input_that_the_shell_closed_is_empty(archive: Archive, closed: str) -> None:
    done = run_without(closed, archive, "add", "-")
    said = b"zhengwen: -: rejected: empty\n" if closed == "<&-" else b""
    assert (done.returncode, done.stderr) == (1, said)


def test_a_file_is_no_data_folder(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.touch()
    for command in ("stats", "search", "check"):
        done = Archive(folder=file).run(command, *(["x"] if command == "search" else []))
        assert (done.exit_code, done.stderr) == (
            3,
            f"zhengwen: {file} is a file: the data folder must be a folder\n",
        )


# a full disk


@pytest.mark.parametrize("file_kilobytes", [0, 8, 50, 200, 500, 900])
def test_a_full_disk_loses_nothing_and_is_said(archive: Archive, tmp_path: Path, file_kilobytes: int) -> None:
    first = write_articles(tmp_path / "first.jsonl", some_articles(50))
    if file_kilobytes >= 200:
        assert archive.run("add", first).exit_code == 0
    everything = write_articles(tmp_path / "all.jsonl", some_articles(800))
    done = archive.run_on_full_disk(file_kilobytes * 1_000, "add", everything, "--json")
    assert (done.returncode, json.loads(done.stdout)["status"]) == (3, 503)
    assert done.stderr.startswith("zhengwen: ")
    assert "make room and run the command again" in done.stderr
    assert "Traceback" not in done.stderr
    if file_kilobytes >= 200:
        assert archive.ask("search", "", "--no-facets")["total"] >= 50
    found = archive.ask("add", everything)
    assert (found["rejected"], found["updated"]) == ([], 0)
    assert found["added"] + found["unchanged"] == 800
    assert archive.ask("search", "", "--no-facets")["total"] == 800
    assert archive.run("check").exit_code == 0


def test_a_rebuild_on_a_full_disk_leaves_the_old_index_in_use(archive: Archive, tmp_path: Path) -> None:
    archive.run("add", write_articles(tmp_path / "news.jsonl", some_articles(300)))
    generation = archive.ask("stats")["generation"]
    done = archive.run_on_full_disk(20_000, "rebuild", "--json")
    assert (done.returncode, json.loads(done.stdout)["status"]) == (3, 503)
    assert "Traceback" not in done.stderr
    assert [path.name for path in (archive.folder / "index").iterdir() if path.is_dir()] == [generation]
    assert archive.run("check").exit_code == 0
    assert archive.ask("rebuild")["articles"] == 300


# a terminal


def read_terminal(archive: Archive, stream: str, *arguments: str) -> bytes:
    """What the command writes to a terminal that stands for *stream* (stdout or stderr)."""
    ours, theirs = pty.openpty()
    stdout, stderr = (theirs if name == stream else subprocess.DEVNULL for name in ("stdout", "stderr"))
    command = [sys.executable, "-m", "zhengwen", "--data", str(archive.folder), *arguments]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr
    ) as process:
        os.close(theirs)
        said = b""
        # Linux says EIO at the end of a terminal, others say nothing.
        with contextlib.suppress(OSError):
            while part := os.read(ours, 65_536):
                said += part
        os.close(ours)
    assert process.returncode == 0
    return said


def test_highlights_on_a_terminal(read_only: Archive) -> None:
    said = read_terminal(read_only, "stdout", "search", "稀土", "--limit", "1")
    assert "\x1b[1;33m稀土\x1b[0m".encode() in said


def test_progress_on_a_terminal_only(read_only: Archive, tmp_path: Path) -> None:
    path = write_articles(tmp_path / "news.jsonl", some_articles(3))
    assert b"adding" in read_terminal(Archive(folder=tmp_path / "data"), "stderr", "add", path)
    assert read_terminal(Archive(folder=tmp_path / "data"), "stderr", "-q", "add", path) == b""
