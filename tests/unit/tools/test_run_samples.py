"""`make run` says what is wrong before it does anything, and completes what was interrupted."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import run_samples


def a_command(statuses: list[int], calls: list[str]) -> Callable[..., int]:
    """Stand for the command: note its name in *calls*, return the next of *statuses*."""

    def run(name: str, *_: str) -> int:
        calls.append(name)
        return statuses.pop(0)

    return run


@pytest.mark.parametrize(("given", "expected"), [(None, 8000), ("", 8000), ("8080", 8080), ("65535", 65535)])
def test_port_is_read(monkeypatch: pytest.MonkeyPatch, given: str | None, expected: int) -> None:
    monkeypatch.delenv("PORT", raising=False)
    if given is not None:
        monkeypatch.setenv("PORT", given)
    assert run_samples.read_port() == expected


@pytest.mark.parametrize("given", ["0", "65536", "-1", "http", "８０００", "80 00"])
def test_no_port_number_is_said(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("PORT", given)
    with pytest.raises(SystemExit, match=f"PORT={given} is no port number"):
        run_samples.read_port()


def test_taken_port_is_said() -> None:
    with socket.socket() as server:
        server.bind((run_samples.HOST, 0))
        server.listen()
        port = server.getsockname()[1]
        with pytest.raises(SystemExit, match=f"port {port} is taken; choose another one: PORT="):
            run_samples.require_free_port(port)


def test_second_run_adds_nothing(tmp_path: Path) -> None:
    calls: list[str] = []
    run_samples.index_samples(a_command([0], calls), tmp_path)
    run_samples.index_samples(a_command([], calls), tmp_path)
    assert calls == ["add"]


@pytest.mark.parametrize("status", [75, 2, -9])
def test_failed_run_is_completed_by_the_next(tmp_path: Path, status: int) -> None:
    calls: list[str] = []
    with pytest.raises(SystemExit) as stopped:
        run_samples.index_samples(a_command([status], calls), tmp_path)
    assert stopped.value.code == status
    run_samples.index_samples(a_command([0], calls), tmp_path)
    assert calls == ["add", "add"]


def test_interrupted_run_is_completed_by_the_next(tmp_path: Path) -> None:
    def interrupt(*_: str) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_samples.index_samples(interrupt, tmp_path)
    calls: list[str] = []
    run_samples.index_samples(a_command([0], calls), tmp_path)
    assert calls == ["add"]


def test_index_of_an_older_library_is_rebuilt(tmp_path: Path) -> None:
    calls: list[str] = []
    run_samples.index_samples(a_command([3, 0, 0], calls), tmp_path)
    assert calls == ["add", "rebuild", "add"]


def test_changed_samples_are_added(tmp_path: Path) -> None:
    calls: list[str] = []
    run_samples.index_samples(a_command([0], calls), tmp_path)
    (tmp_path / ".complete").write_text("another digest", encoding="ascii")
    run_samples.index_samples(a_command([0], calls), tmp_path)
    assert calls == ["add", "add"]
