"""Writing one generation: the engine's index and the folded texts beside it, as one.

The texts are on the disk before the engine commits, so that whatever is found has its text. `build.py` and `rebuild.py` give
both of each article; which generation is written, and when it is promoted, is theirs to say.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.archive.generations import Generation
from index.errors import DamagedError
from index.ranking.folded_text_files import FoldedTextWriter
from index.schema import IndexDocument
from index.store.port import StoredArticle, StoredText
from indexer.documents import Numbered, place_document
from indexer.pipeline import Pipeline, Prepared


class Placed(NamedTuple):
    """What an index gets of an article that has its ordinal: its document and the texts that it is ranked by."""

    document: IndexDocument
    title: str
    body: str


def placed(prepared: Prepared, stored: Numbered) -> Placed:
    """What the index gets of an article just prepared, with the numbers that the store gave it."""
    return Placed(place_document(prepared.document, stored), prepared.packed.title, prepared.packed.body)


def placed_again(stored: Sequence[StoredArticle], pipeline: Pipeline) -> list[Placed]:
    """What the index gets of stored articles, their documents made anew."""
    documents = pipeline.documents([one.article for one in stored])
    return [
        Placed(place_document(document, one), one.article.title, one.article.body)
        for document, one in zip(documents, stored, strict=True)
    ]


class GenerationWriter:
    """Adds and removes articles of a generation; visible after `commit`. The caller holds the folder's lock."""

    def __init__(self, generation: Generation) -> None:
        """Open for writing, after a look at what is there. Raises DamagedError, where readers would too, and LockedError."""
        with contextlib.ExitStack() as opened:
            self._texts = opened.enter_context(contextlib.closing(FoldedTextWriter(generation.folder)))
            self._index = opened.enter_context(
                contextlib.closing(generation.engine.open_writer(generation.engine_folder))
            )
            committed = self._index.committed()
            if self._texts.articles < committed.articles:
                raise DamagedError(f"articles have no text in {generation.folder}: run zhengwen rebuild")
            self.last_sequence = committed.last_sequence
            """The highest sequence that was indexed when this was opened."""
            opened.pop_all()

    def add(self, articles: Sequence[Placed]) -> None:
        """Add or replace articles by ordinal."""
        self._texts.add([StoredText(one.document.ordinal, one.title, one.body) for one in articles])
        self.restate(articles)

    def restate(self, articles: Sequence[Placed]) -> None:
        """Replace documents of articles whose texts are what they were when they were added: they moved to another story.

        One article in fifteen of a large archive does; writing their texts again made the file so much longer.
        """
        self._index.add([one.document for one in articles])

    def remove(self, ordinals: Iterable[int]) -> None:
        """Remove articles by ordinal."""
        self._index.remove(ordinals)

    def commit(self) -> None:
        """Make everything since the last commit visible and durable. Raises StorageFullError."""
        self._texts.sync()
        self._index.commit()

    def close(self) -> None:
        """Release the files; what was not committed is dropped."""
        with contextlib.closing(self._texts):
            self._index.close()
