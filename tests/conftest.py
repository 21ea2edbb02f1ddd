"""What holds for every test: no setting of the user leaks in; real news is found, or the test is skipped."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# Speed is measured by benchmarks: on a busy machine a deadline per example only makes a law flicker. The seed
# is fixed in `make test`, so that a change fails for what it does; `make campaign` looks for new examples.
settings.register_profile("test", deadline=None, derandomize=True)
settings.register_profile("campaign", deadline=None, max_examples=2_000)
settings.load_profile("test")


_MEMORY = Path("/dev/shm")
_ROOM = 2 << 30
"""Bytes: the tests' folders hold some hundred megabytes at once."""


def _write_into_memory() -> None:
    """Put the tests' folders into memory where there is room: thousands of commits wait for a disk, a third of the whole time."""
    if not (_MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)):
        return
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if min(free, shutil.disk_usage(_MEMORY).free) >= _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def pytest_configure(config: pytest.Config) -> None:
    """Let `make campaign` look for examples that no run has tried, and tests interrupt what they start.

    A shell starts what runs behind it with SIGINT ignored, and every child inherits that: a test that interrupts one would wait for ever.
    Children keep compiled modules: each of some hundred starts would compile all of ours.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    _write_into_memory()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("markexpr") == "campaign":
        settings.load_profile("campaign")


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every ZHENGWEN_ variable out of the environment, but for the one that names the real data."""
    for name in list(os.environ):
        if name.startswith("ZHENGWEN_") and name != "ZHENGWEN_TEST_DATA":
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real news, from $ZHENGWEN_TEST_DATA or beside the project; without it the test skips."""
    folder = Path(os.environ.get("ZHENGWEN_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "news").is_dir():
        pytest.skip(f"no real news in {folder} (ZHENGWEN_TEST_DATA names another folder)")
    return folder
