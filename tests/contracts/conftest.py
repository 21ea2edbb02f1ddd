"""What the contract suites share: every engine in turn, an index made of documents, every store in turn."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from index.engines.port import Engine, EngineReader
from index.engines.registry import ENGINES, engine_named
from index.schema import IndexDocument
from index.store.memory_store import MemoryStore
from index.store.port import StoreReader
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from tests.builders import a_clock
from tests.contracts.store_archive import Archive

BuildIndex = Callable[[Iterable[IndexDocument]], EngineReader]


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return engine_named(request.param)


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


@pytest.fixture(params=["memory", "sqlite"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """Every store in turn, empty."""
    opened: list[StoreReader] = []

    def keep(reader: StoreReader) -> StoreReader:
        opened.append(reader)
        return reader

    if request.param == "memory":
        store = MemoryStore(now=a_clock())
        yield Archive(store.writer(), lambda: keep(store.reader()))
    else:
        writer = SqliteStoreWriter(tmp_path, now=a_clock())
        yield Archive(writer, lambda: keep(SqliteStoreReader(tmp_path)))
        writer.close()
    for reader in opened:
        reader.close()
