"""Damage to files that something in this process may still have mapped."""

from __future__ import annotations

from pathlib import Path


def replace_content(path: Path, content: bytes) -> None:
    """Give *path* this content as a file of its own.

    A file that is cut where it lies kills a process that has it mapped; tantivy reads on in a thread for a moment after a reader is
    closed, so that it did, once in many runs of the suite.
    """
    fresh = path.with_name(f"{path.name}.fresh")
    fresh.write_bytes(content)
    fresh.replace(path)
