"""Files of folded texts: those of every article of a generation, ready for the second stage of ranking.

    FoldedTextWriter.add(texts) … sync ─► texts.utf16, texts.directory ─► FoldedTextReader.read(ordinals) ─► FoldedTexts

A search reads some 200 texts. Out of the store they come as rows, objects and UTF-8, and must be folded: 1 ms, and three when
they are not in the processor's caches; here they are pieces of one file, joined: 0.3 ms. Both files are appended to: texts
first, then the block of the directory that says where they lie. What is replaced or removed stays until the next
rebuild. Engines know nothing of this; the writer syncs before the engine commits.

The file is read and not mapped: each look at a mapped one brings 64 kB into a process's memory, and 200 of them a search 13 MB.
Giving them back takes longer than reading (0.8 and 0.4 ms per search, measured).
"""

from __future__ import annotations

import os
import struct
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.errors import DamagedError, StorageFullError
from index.files.blocks import BlockWriter, cut_back, open_for_appending, read_blocks
from index.ranking.folded_texts import FoldedTexts, Numbers, fold_texts
from index.store.port import StoredText

_TEXTS, _DIRECTORY = "texts.utf16", "texts.directory"
_SHAPE = struct.Struct("<QQII")
"""First byte and length of a block's texts, their CRC-32, and how many articles they are of."""
_UNIT_BYTES = 2


def create_folded_texts(folder: Path) -> None:
    """Make the two files, empty, in *folder*. Raises StorageFullError."""
    try:
        for name in (_TEXTS, _DIRECTORY):
            (folder / name).touch()
    except OSError as error:
        raise StorageFullError(f"{folder} cannot be written: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class _Block:
    """Where the texts of some articles lie, one after the other, and how many code units each has."""

    first_byte: int
    text_bytes: int
    checksum: int
    ordinals: Numbers
    titles: Numbers
    bodies: Numbers
    end: int

    @property
    def firsts(self) -> Numbers:
        """Each article's first byte in the file."""
        sizes = (self.titles + self.bodies + 2) * _UNIT_BYTES
        firsts: Numbers = self.first_byte + np.cumsum(sizes) - sizes
        return firsts


def _read_directory(folder: Path, start: int = 0) -> Iterator[_Block]:
    path = folder / _DIRECTORY
    try:
        for block in read_blocks(path, start):
            first_byte, text_bytes, checksum, articles = _SHAPE.unpack_from(block.content)
            ordinals = np.frombuffer(block.content, np.int64, articles, _SHAPE.size)
            lengths = np.frombuffer(block.content, np.int32, articles * 2, _SHAPE.size + ordinals.nbytes)
            titles, bodies = lengths.astype(np.int64).reshape(2, articles)
            yield _Block(first_byte, text_bytes, checksum, ordinals, titles, bodies, block.end)
    except (ValueError, struct.error) as error:
        raise DamagedError(f"{path} cannot be read ({error}): run zhengwen rebuild") from error


class FoldedTextWriter:
    """Appends texts to a folder; one writer at a time. What is added again replaces what was there."""

    def __init__(self, folder: Path) -> None:
        """Open the files in *folder*. Raises DamagedError, also where texts are missing that the directory names."""
        self._path = folder / _TEXTS
        directory_end = self._end = 0
        known: list[Numbers] = []
        for block in _read_directory(folder):
            directory_end, self._end = block.end, block.first_byte + block.text_bytes
            known.append(block.ordinals)
        self._file = open_for_appending(self._path, self._end)
        try:
            self._directory = BlockWriter(folder / _DIRECTORY, directory_end)
        except DamagedError:
            self._file.close()
            raise
        # Counted so, since `np.unique` would load `numpy.ma` for it: 75 ms of each command that writes.
        self.articles = int(np.count_nonzero(np.bincount(np.concatenate(known)))) if known else 0
        """How many articles had a text when this was opened, those that were removed since included."""
        self._start_block()

    def _start_block(self) -> None:
        self._first_byte = self._end
        self._checksum = 0
        self._ordinals, self._titles, self._bodies = array("q"), array("i"), array("i")

    def add(self, texts: Sequence[StoredText]) -> None:
        """Add some texts, which last from the next `sync` on. Raises StorageFullError, DamagedError."""
        if not texts:
            return
        folded = fold_texts(texts)
        content = folded.points.tobytes()
        try:
            cut_back(self._file, self._path, self._end)  # what an interrupted writer left goes
            left = memoryview(content)
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise self._refused(error) from error
        self._end += len(content)
        self._checksum = zlib.crc32(content, self._checksum)
        self._ordinals.extend(text.ordinal for text in texts)
        self._titles.extend(folded.lengths[::2].tolist())
        self._bodies.extend(folded.lengths[1::2].tolist())

    def sync(self) -> None:
        """Return when every text is on the disk. Raises StorageFullError, after which it may be tried again."""
        if not self._ordinals:
            return
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._refused(error) from error
        columns = (self._ordinals, self._titles, self._bodies)
        shape = (self._first_byte, self._end - self._first_byte, self._checksum, len(self._ordinals))
        self._directory.append(_SHAPE.pack(*shape) + b"".join([column.tobytes() for column in columns]))
        self._directory.sync()
        self._start_block()

    def close(self) -> None:
        """Release the files; texts since the last `sync` may be gone."""
        self._file.close()
        self._directory.close()

    def _refused(self, error: OSError) -> StorageFullError:
        return StorageFullError(
            f"the disk refused a write into {self._path} ({error.strerror}): free some space and run the command again"
        )


class FoldedTextReader:
    """Reads the texts in a folder; for any number of threads."""

    def __init__(self, folder: Path, former: FoldedTextReader | None = None) -> None:
        """Open the files, of which *former* read the beginning. Raises DamagedError."""
        self._folder = folder
        self._state: _State = (_State.open(folder) if former is None else former._state).with_news(folder)

    def reopened(self) -> FoldedTextReader:
        """A reader of what was appended since, too; this one stays as it is. Raises DamagedError."""
        return FoldedTextReader(self._folder, self)

    def without_text(self, ordinals: Sequence[int]) -> list[int]:
        """Those of *ordinals* that have no text here."""
        state = self._state
        return [ordinal for ordinal in ordinals if state.places(np.array([ordinal])) is None]

    def read(self, ordinals: Sequence[int]) -> FoldedTexts:
        """The newest texts of these articles, in that order. Raises DamagedError where one has none."""
        asked = np.array(ordinals, dtype=np.int64)
        state = self._state
        places = state.places(asked)
        if places is None:
            raise DamagedError(f"an article has no text in {self._folder / _TEXTS}: run zhengwen rebuild")
        lengths = state.lengths[places].reshape(-1)
        ends = np.cumsum(lengths + 1)
        content = state.read(places)
        if len(content) != int(lengths.sum() + len(lengths)) * _UNIT_BYTES:
            raise DamagedError(f"{self._folder / _TEXTS} was cut short: run zhengwen rebuild")
        return FoldedTexts(points=np.frombuffer(content, dtype="<u2"), ends=ends, lengths=lengths)


class _Texts:
    """The file of texts; closed with the last who reads it, as a superseded generation has no other end."""

    def __init__(self, path: Path) -> None:
        """Raises DamagedError."""
        self._path = path
        self._handle = -1
        try:
            self._handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise DamagedError(f"{path} cannot be read ({error.strerror}): run zhengwen rebuild") from error

    def __del__(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)

    def check_size(self, least: int) -> None:
        """Raise DamagedError where the file has less than *least* bytes."""
        if os.fstat(self._handle).st_size < least:
            raise DamagedError(f"{self._path} was cut short: run zhengwen rebuild")

    def read(self, places: Numbers) -> bytes:
        """The pieces that begin at the first number of each place and have as many bytes as the second, joined."""
        handle = self._handle
        return b"".join([os.pread(handle, size, first) for first, size in places.tolist()])


class _State:
    """The directory as far as it was read, and the file of texts; nothing changes after construction."""

    def __init__(self, texts: _Texts, columns: Numbers, directory_end: int) -> None:
        """*columns*: ordinals, first bytes, lengths of titles and of bodies in code units."""
        self._texts = texts
        self._columns = columns
        self._directory_end = directory_end
        ordinals, firsts, titles, bodies = columns
        # By article, so that one look-up gives all of it: lengths of title and body, first byte and number of bytes.
        self.lengths = np.stack((titles, bodies), axis=1)
        self._places = np.stack((firsts, (titles + bodies + 2) * _UNIT_BYTES), axis=1)
        self._place_of = np.full(int(ordinals.max(initial=0)) + 1, -1, dtype=np.int64)
        self._place_of[ordinals] = np.arange(len(ordinals))  # of two texts of one article the last one counts

    @classmethod
    def open(cls, folder: Path) -> _State:
        """Nothing read yet. Raises DamagedError."""
        return cls(_Texts(folder / _TEXTS), np.zeros((4, 0), dtype=np.int64), 0)

    def with_news(self, folder: Path) -> _State:
        """This and what was appended since. Raises DamagedError."""
        news = list(_read_directory(folder, self._directory_end))
        if not news:
            return self
        self._texts.check_size(news[-1].first_byte + news[-1].text_bytes)
        added = [np.stack((block.ordinals, block.firsts, block.titles, block.bodies)) for block in news]
        return _State(self._texts, np.concatenate((self._columns, *added), axis=1), news[-1].end)

    def places(self, ordinals: Numbers) -> Numbers | None:
        """Where the articles stand in the columns; None where one is unknown."""
        try:
            places: Numbers = self._place_of[ordinals]
        except IndexError:
            return None
        return None if len(places) and int(places.min()) < 0 else places

    def read(self, places: Numbers) -> bytes:
        """The texts of some articles, joined; fewer bytes where the file was cut."""
        return self._texts.read(self._places[places])


def text_faults(folder: Path) -> Iterator[str]:
    """What is wrong with the files in *folder*, in words."""
    try:
        blocks = tuple(_read_directory(folder))
        with (folder / _TEXTS).open("rb") as file:
            for block in blocks:
                file.seek(block.first_byte)
                if zlib.crc32(file.read(block.text_bytes)) != block.checksum:
                    yield f"{_TEXTS} does not fit its checksum from byte {block.first_byte} on"
    except DamagedError as error:
        yield str(error)
    except OSError as error:
        yield f"{_TEXTS} cannot be read ({error.strerror})"
