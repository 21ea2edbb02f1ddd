"""What the contract suites share: every engine of the registry in turn, and an index made of documents."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from index.engines.port import Engine, EngineReader
from index.engines.registry import ENGINES
from index.schema import IndexDocument

BuildIndex = Callable[[Iterable[IndexDocument]], EngineReader]


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]


@pytest.fixture
def folder(tmp_path: Path, engine: Engine) -> Path:
    """The folder of an empty index."""
    folder = tmp_path / engine.name
    folder.mkdir(mode=0o700)
    engine.create(folder)
    return folder


@pytest.fixture
def index_of(engine: Engine, folder: Path) -> Iterator[BuildIndex]:
    """Adds documents, commits, and gives a reader of the result; the folder is `folder`."""
    readers: list[EngineReader] = []

    def build(documents: Iterable[IndexDocument]) -> EngineReader:
        writer = engine.open_writer(folder)
        writer.add(documents)
        writer.commit()
        writer.close()
        readers.append(engine.open_reader(folder))
        return readers[-1]

    yield build
    for reader in readers:
        reader.close()
