"""A store under test, in memory and in SQLite: what the store's contract runs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.model import Article
from index.store.port import PutResult, StoreReader, StoreWriter


@dataclass(frozen=True)
class Archive:
    """A store under test: its writer, and readers made on request."""

    writer: StoreWriter
    reader: Callable[[], StoreReader]

    def stored(self, *articles: Article) -> list[PutResult]:
        results = [self.writer.put(article) for article in articles]
        self.writer.commit()
        return results
