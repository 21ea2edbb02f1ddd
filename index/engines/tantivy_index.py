"""A tantivy index in a folder: opening it, and what tantivy's errors mean outside.

`COLUMNS` is ours and lies beside tantivy's own files: the values that are counted (`value_columns.py`). Reader and writer
stand in `tantivy_reader.py` and `tantivy_engine.py`.

tantivy takes a lock file beside the index whenever a commit is opened, by a reader too: it keeps a writer from removing files
meanwhile. On a read-only share there can be none, so there a reader goes through links in a temporary folder. They are needed only
until a commit is open, since all its files are mapped then.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import tantivy

from index.engines.tantivy_files import CONTENTS
from index.engines.tantivy_schema import TOKENIZER, build_schema
from index.errors import DamagedError, LockedError, OperatorError, ReadOnlyError, StorageFullError
from index.files.stamps import FileStamp, read_stamp

COLUMNS = "values.columns"

_DAMAGE_SIGNS = (
    "corrupt",
    "Corrupt",
    "IoError",
    "IO error",
    "Data corrupted",
    "does not exist",
    "schema does not match",
    "FileDoesNotExist",
    "OpenReadError",
    "footer",
    "Deserialization",
    "EOF",
    "invalid",
    "Failed to open",
    "Schema error",
)

_READ_ONLY_SIGNS = ("ReadOnlyFilesystem", "PermissionDenied")


def open_index(folder: Path) -> tantivy.Index:
    """The index in *folder*, made where there is none. Raises DamagedError."""
    with translated(folder):
        return _open(folder)


class CommitOpener:
    """Opens the commits of the index in *folder* for reading, one after the other; used by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: tantivy.Index | None = None

    def open_newest(self) -> tantivy.Searcher:
        """The newest commit. Raises DamagedError; ReadOnlyError where no lock can be made anywhere."""
        if not os.access(self._folder, os.W_OK):
            return self._open_through_links()
        if self._index is None:
            self._index = open_index(self._folder)
        with translated(self._folder):
            # The same index again, since it keeps mapped what this commit shares with the one before.
            self._index.reload()
            return self._index.searcher()

    def _open_through_links(self) -> tantivy.Searcher:
        stamp = commit_stamp(self._folder)
        try:
            with translated(self._folder), _links_to(self._folder) as links:
                return _open(links).searcher()
        except DamagedError:
            if commit_stamp(self._folder) == stamp:
                raise
        # Nothing kept a writer elsewhere from removing files between two looks.
        return self._open_through_links()


def _open(place: Path) -> tantivy.Index:
    index = tantivy.Index(build_schema(), str(place), reuse=True)
    # By default a thread watches the folder and maps new files as they come: nothing may read behind our back.
    index.config_reader("manual", 0)
    # The analyzers live in the process, not in the index.
    index.register_tokenizer(TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


@contextlib.contextmanager
def _links_to(folder: Path) -> Iterator[Path]:
    """A temporary folder of links to the files of *folder*. Raises ReadOnlyError where there can be none."""
    with contextlib.ExitStack() as stack:
        try:
            links = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zhengwen-")))
            for file in folder.resolve().iterdir():
                if not file.name.startswith("."):  # locks, and what a writer notes for itself
                    (links / file.name).symlink_to(file)
        except OSError as error:
            raise ReadOnlyError(
                folder, f"a temporary folder for its locks cannot be made ({error})"
            ) from error
        yield links


@contextlib.contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Raise tantivy's plain ValueError as one of ours, by what it says."""
    try:
        yield
    except (ValueError, OSError) as error:
        said = str(error)
        if "No space left" in said or "File too large" in said or "Disk quota" in said:
            raise StorageFullError(
                f"the disk refused a write into {folder}: free some space and run the command again"
            ) from error
        if "Failed to acquire" in said and any(sign in said for sign in _READ_ONLY_SIGNS):
            raise ReadOnlyError(folder, "a lock has to be made there") from error
        if "LockBusy" in said or "Failed to acquire" in said:
            raise LockedError(f"another process writes into {folder}") from error
        if isinstance(error, OSError) or any(sign in said for sign in _DAMAGE_SIGNS):
            raise DamagedError(
                f"the index in {folder} cannot be read ({said}): run zhengwen rebuild"
            ) from error
        raise OperatorError(f"the index in {folder} failed ({said}): run zhengwen check") from error


def commit_stamp(folder: Path) -> FileStamp:
    """The stamp of the newest commit in *folder*. Raises DamagedError where there is none."""
    try:
        return read_stamp(f"{folder}/{CONTENTS}")  # at each request: joining paths takes ten times as long
    except OSError as error:
        raise DamagedError(f"the index in {folder} has no meta.json: run zhengwen rebuild") from error
