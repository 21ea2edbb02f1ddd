"""An opened generation: reader, store and analyzer that belong together, and how to notice a newer one.

`search.py` holds one and asks at each call whether it is superseded (one `stat`). Nothing is closed under a call that is
still running.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from index.analysis.analyzer import Analyzer
from index.engines.port import EngineReader
from index.file_stamps import FileStamp, read_stamp
from index.folded_text_files import FoldedTextReader
from index.generations import (
    DataFolder,
    Generation,
    check_fingerprint,
    current_generation,
    generation_analyzer,
    user_terms_of,
)
from index.lately_answered import ArchiveState, GivenAnswers
from index.store.port import StoreReader
from index.store.sqlite_store import SqliteStoreReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A generation that is open for reading."""

    generation: Generation
    reader: EngineReader
    texts: FoldedTextReader
    store: StoreReader
    analyzer: Analyzer
    user_terms: tuple[str, ...]
    pointer: FileStamp | None
    answers: GivenAnswers = field(default_factory=GivenAnswers)
    _moving: threading.Lock = field(default_factory=threading.Lock, init=False)

    def is_superseded(self, folder: DataFolder) -> bool:
        """True when another generation has become current."""
        return _stamp_of_pointer(folder) != self.pointer

    def refresh(self) -> None:
        """Move on to the newest commit. Raises DamagedError."""
        with self._moving:
            if self.reader.refresh():
                self.texts.refresh()
                self.store.refresh()

    def state(self) -> ArchiveState:
        """What is answered from now on, or a state before it; never one of which only a part was moved on to."""
        with self._moving:
            return ArchiveState(self.reader.commit_number(), self.store.last_sequence())

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


def open_current(folder: DataFolder, *, previous: Opened | None = None) -> Opened:
    """Open the current generation; *previous* lends its analyzer where the dictionary is the same.

    Raises NotBuiltError, IncompatibleError, DamagedError.
    """
    pointer = _stamp_of_pointer(folder)
    generation = current_generation(folder)
    terms = user_terms_of(generation)
    if previous is not None and previous.user_terms == terms:
        analyzer = previous.analyzer
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
