"""A reader of Whoosh that is reopened lets the one before go at once, files and all, also where it had to try twice."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.engines.whoosh_engine import WhooshEngine
from index.engines.whoosh_engine.storage import DurableStorage
from tests.contracts.engine_answers import bodies, commit


@pytest.fixture
def _no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collector")
def test_a_second_attempt_keeps_no_former_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = WhooshEngine()
    engine.create(tmp_path)
    commit(engine, tmp_path, bodies("稀土出口"))
    former = engine.open_reader(tmp_path)
    commit(engine, tmp_path, bodies("粮食安全"))
    opening, refused = DurableStorage.open_file, ["taken away by a writer"]

    def open_file(storage: DurableStorage, name: str, *arguments: Any, **options: Any) -> object:
        if refused and not name.endswith(".toc"):
            raise FileNotFoundError(refused.pop())
        return opening(storage, name, *arguments, **options)

    monkeypatch.setattr(DurableStorage, "open_file", open_file)
    newer = former.reopened()
    gone = weakref.ref(former)
    del former
    assert (newer.is_newest(), gone()) == (True, None)
