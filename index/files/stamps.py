"""What tells one state of a file from the next without reading it: for whoever looks whether something was committed or replaced."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileStamp:
    """Equal as long as a file is the same and was not written; one that is replaced at once has another inode."""

    modified_ns: int
    inode: int
    size_bytes: int


def read_stamp(path: str | os.PathLike[str]) -> FileStamp:
    """The stamp of the file at *path*, by one `stat`. Raises OSError."""
    status = os.stat(path)
    return FileStamp(status.st_mtime_ns, status.st_ino, status.st_size)
