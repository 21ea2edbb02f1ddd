"""Asking an engine and filling it, for its contract suite."""

from collections.abc import Iterable
from pathlib import Path

from index.engines.criteria import (
    AllArticles,
    Criterion,
    RankedQuery,
)
from index.engines.port import Engine, EngineReader
from index.schema import IndexDocument
from tests.builders_engine import an_index_document

EVERYTHING = 10_000


def found(reader: EngineReader, criterion: Criterion) -> set[int]:
    """Ordinals that *criterion* selects, having made sure that every way of asking agrees."""
    best = reader.best(RankedQuery(criterion=criterion), EVERYTHING)
    newest = reader.newest(criterion, EVERYTHING)
    filtered = reader.best(RankedQuery(criterion=AllArticles(), filters=(criterion,)), EVERYTHING)
    ordinals = {candidate.ordinal for candidate in best.candidates}
    assert len(best.candidates) == len(ordinals), "an article came twice"
    assert {candidate.ordinal for candidate in newest.candidates} == ordinals
    assert {candidate.ordinal for candidate in filtered.candidates} == ordinals
    assert (best.total, newest.total, filtered.total, reader.count(criterion)) == (len(ordinals),) * 4
    return ordinals


def bodies(*texts: str) -> list[IndexDocument]:
    return [an_index_document(number, body=text) for number, text in enumerate(texts, 1)]


def commit(engine: Engine, folder: Path, documents: Iterable[IndexDocument]) -> None:
    writer = engine.open_writer(folder)
    writer.add(documents)
    writer.commit()
    writer.close()
