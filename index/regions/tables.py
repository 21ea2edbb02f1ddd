"""Reads the tables of regions that the library ships (`data/`). What their rows mean is the business of who asks."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from index.errors import DamagedError


def read_rows(file_name: str) -> Iterator[list[str]]:
    """The rows of a shipped table without comments and heading; DamagedError where they differ in length."""
    lines = (
        resources.files("index.regions").joinpath("data", file_name).read_text(encoding="utf-8").splitlines()
    )
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise DamagedError(f"{file_name}: rows of different length; reinstall zhengwen")
    yield from rows[1:]
