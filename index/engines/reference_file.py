"""The reference engine's index on disk: one file of JSON lines, replaced as a whole by each commit.

The last line is the digest of all lines before it. Knows nothing of searching: see `reference_engine.py`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from index.errors import DamagedError, StorageFullError
from index.files.durable import sync
from index.files.stamps import FileStamp, read_stamp
from index.schema import IndexDocument

_NAME = "articles.jsonl"
_PARTIAL = "articles.jsonl.partial"
_LISTS = frozenset(name for name, default in IndexDocument._field_defaults.items() if default == ())


def stamp_of(folder: Path) -> FileStamp:
    """The stamp of the committed file. Raises DamagedError where there is none."""
    try:
        return read_stamp(folder / _NAME)
    except OSError as error:
        raise DamagedError(f"{folder / _NAME} is missing: run zhengwen rebuild") from error


def write_documents(folder: Path, documents: Iterable[IndexDocument]) -> None:
    """Replace the committed file, durably and at once or not at all. Raises StorageFullError."""
    partial = folder / _PARTIAL
    try:
        with open(partial, "wb") as file:
            _write_lines(file, documents)
        os.replace(partial, folder / _NAME)
        sync(folder)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise StorageFullError(f"the disk refused a write into {folder}: {error.strerror}") from error


def _write_lines(file: IO[bytes], documents: Iterable[IndexDocument]) -> None:
    digest = hashlib.blake2b(digest_size=16)
    for document in documents:
        line = json.dumps(document._asdict(), separators=(",", ":")).encode("ascii") + b"\n"
        digest.update(line)
        file.write(line)
    file.write(json.dumps({"blake2b": digest.hexdigest()}).encode("ascii") + b"\n")
    file.flush()
    os.fsync(file.fileno())


def read_documents(folder: Path) -> dict[int, IndexDocument]:
    """The committed articles by ordinal. Raises DamagedError."""
    lines = _lines(folder)
    faults = _faults(lines)
    if faults:
        raise DamagedError(f"the index in {folder} is damaged ({'; '.join(faults)}): run zhengwen rebuild")
    documents = (_parse_document(json.loads(line)) for line in lines[:-1])
    return {document.ordinal: document for document in documents}


def file_faults(folder: Path) -> tuple[str, ...]:
    """What is wrong with the committed file, in words."""
    try:
        return _faults(_lines(folder))
    except DamagedError as error:
        return (str(error),)


def _lines(folder: Path) -> list[bytes]:
    try:
        return (folder / _NAME).read_bytes().splitlines(keepends=True)
    except OSError as error:
        raise DamagedError(f"{folder / _NAME} cannot be read: {error.strerror}") from error


def _faults(lines: list[bytes]) -> tuple[str, ...]:
    digest = hashlib.blake2b(digest_size=16)
    for line in lines[:-1]:
        digest.update(line)
    expected = json.dumps({"blake2b": digest.hexdigest()}).encode("ascii") + b"\n"
    return () if lines and lines[-1] == expected else (f"{_NAME} does not fit its digest",)


def _parse_document(row: dict[str, Any]) -> IndexDocument:
    values: dict[str, Any] = {name: tuple(value) if name in _LISTS else value for name, value in row.items()}
    return IndexDocument(**values)
