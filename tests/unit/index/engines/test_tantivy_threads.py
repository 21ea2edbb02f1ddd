"""Threads that ask one commit of a tantivy index at once: what one finds out is there for others whole or not at all."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
import tantivy

from index.engines.criteria import AllArticles
from index.engines.port import TallyRequest
from index.engines.registry import engine_named
from index.engines.tantivy_reader import _Commit
from index.engines.value_columns import Rows
from tests.builders_engine import an_index_document

TANTIVY = engine_named("tantivy")
EVERYTHING = TallyRequest(criterion=AllArticles())


def test_who_asks_while_another_looks_for_all_articles_finds_them_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    TANTIVY.create(tmp_path)
    with closing(TANTIVY.open_writer(tmp_path)) as writer:
        writer.add([an_index_document(ordinal) for ordinal in (1, 2, 3)])
        writer.commit()
    select, totals = _Commit.select, list[int]()
    with closing(TANTIVY.open_reader(tmp_path)) as reader:

        def select_while_another_asks(commit: _Commit, query: tantivy.Query, limit: int) -> Rows:
            monkeypatch.undo()
            totals.append(reader.tally(EVERYTHING).total)
            return select(commit, query, limit)

        monkeypatch.setattr(_Commit, "select", select_while_another_asks)
        totals.append(reader.tally(EVERYTHING).total)
    assert totals == [3, 3]
