"""One opened state of the archive: reader, texts, store and analyzer that belong together, and how to notice a newer one.

`search.py` holds one and asks at each call whether it is the newest (two `stat`). It answers from one commit of the index for as long
as it lives, and nothing of it is closed under a call that is still running.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from index.analysis.analyzer import Analyzer
from index.archive.folder import DataFolder
from index.archive.generations import (
    Generation,
    check_fingerprint,
    current_generation,
    generation_analyzer,
    user_terms_of,
)
from index.archive.given_answers import GivenAnswers
from index.engines.port import EngineReader
from index.files.stamps import FileStamp, read_stamp
from index.ranking.folded_text_files import FoldedTextReader
from index.store.port import StoreReader
from index.store.sqlite_store import SqliteStoreReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A commit of a generation that is open for reading; *answers* were given from it."""

    generation: Generation
    reader: EngineReader
    texts: FoldedTextReader
    store: StoreReader
    analyzer: Analyzer
    user_terms: tuple[str, ...]
    pointer: FileStamp | None
    answers: GivenAnswers = field(default_factory=GivenAnswers)

    def is_newest(self, folder: DataFolder) -> bool:
        """False when another generation has become current, or another commit."""
        return _stamp_of_pointer(folder) == self.pointer and self.reader.is_newest()

    def close(self) -> None:
        """Release the files."""
        self.reader.close()
        self.store.close()


def _stamp_of_pointer(folder: DataFolder) -> FileStamp | None:
    """The stamp of the pointer to the current generation; None where there is none."""
    try:
        return read_stamp(folder.pointer_name)
    except FileNotFoundError:
        return None


def open_current(folder: DataFolder, *, former: Opened | None = None) -> Opened:
    """Open the newest commit of the current generation; *former* lends what has not changed. By one thread at a time.

    Raises NotBuiltError, IncompatibleError, DamagedError.
    """
    pointer = _stamp_of_pointer(folder)
    if former is not None and former.pointer == pointer:
        # The texts after the reader: those of every article that it knows are there.
        moved_on = replace(
            former, reader=former.reader.reopened(), texts=former.texts.reopened(), answers=GivenAnswers()
        )
        moved_on.store.refresh()
        return moved_on
    generation = current_generation(folder)
    terms = user_terms_of(generation)
    if former is not None and former.user_terms == terms:
        analyzer = former.analyzer
        check_fingerprint(generation, analyzer)
    else:
        analyzer = generation_analyzer(generation)
    store = SqliteStoreReader(folder.path)
    return Opened(
        generation=generation,
        reader=generation.engine.open_reader(generation.engine_folder),
        texts=FoldedTextReader(generation.folder),
        store=store,
        analyzer=analyzer,
        user_terms=terms,
        pointer=pointer,
    )
