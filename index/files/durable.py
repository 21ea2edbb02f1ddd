"""Files that outlast a power cut: fsync by path, and replacement at once.

What is written and how it is checked when read is the business of whoever writes (`archive/generations.py`, the store, the engines).
"""

from __future__ import annotations

import os
from pathlib import Path


def sync(path: Path) -> None:
    """fsync a file, or a folder: which names stand in it. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_durably(path: Path, text: str) -> None:
    """Replace the content of *path* at once and for good: write aside, fsync, rename, fsync the folder. Raises OSError."""
    aside = path.with_name(path.name + ".new")
    aside.write_text(text, encoding="utf-8")
    sync(aside)
    aside.replace(path)
    sync(path.parent)
