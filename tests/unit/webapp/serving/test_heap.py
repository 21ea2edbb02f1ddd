"""The heap's limits are set where there is something to set, and nothing fails where there is not."""

import mmap
import os
from pathlib import Path

import pytest

from webapp.serving import heap


def test_limits_can_be_set() -> None:
    heap.limit_heap()


def test_elsewhere_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("ctypes.CDLL", None)
    heap.limit_heap()


def resident_file_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[2])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="the system tells no maps")
def test_pages_of_mapped_files_are_let_go_and_come_back(tmp_path: Path) -> None:
    content = os.urandom(1 << 20) * 32
    (tmp_path / "index file").write_bytes(content)
    with (
        open(tmp_path / "index file", "rb") as file,
        mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as mapped,
    ):
        assert mapped[:] == content
        before = resident_file_bytes()
        heap.let_go_of_files(tmp_path, before + 1)
        assert resident_file_bytes() >= before - (8 << 20)
        heap.let_go_of_files(tmp_path / "elsewhere", 0)
        assert resident_file_bytes() >= before - (8 << 20)
        heap.let_go_of_files(tmp_path, 0)
        assert resident_file_bytes() < before - (24 << 20)
        assert mapped[:] == content
