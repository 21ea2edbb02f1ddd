"""The heap's limits are set where there is something to set, and nothing fails where there is not."""

import pytest

from webapp import heap


def test_limits_can_be_set() -> None:
    heap.limit_heap()


def test_elsewhere_nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("ctypes.CDLL", None)
    heap.limit_heap()
