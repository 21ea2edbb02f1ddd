"""The child of the archive's kill tests: adds, rebuilds or reads again, and acknowledges until it is killed.

What it sends is how many articles are safe (add) or indexed (rebuild), at first 0. A fail point kills it from within.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from index.archive.folder import DataFolder
from indexer.adding import AddListener, AddOptions, add_records
from indexer.failpoints import FailPoint
from indexer.inputs import RawRecord
from indexer.rebuild import rebuild
from indexer.rereading import reread
from tests.builders import letters_of


def some_records(first: int, count: int) -> Iterator[RawRecord]:
    """Articles n*first* … with ids of their own; every hundredth is a new version of the one before it.

    One in ten tells word for word what the one before it does: a story of two.
    """
    for number in range(first, first + count):
        known = number - 1 if number % 100 == 99 else number
        told = number - 1 if number % 10 == 5 else number
        article = {
            "id": f"n{known}",
            "title": f"第{min(known, told)}條",
            "body": f"包頭市先行先試。{letters_of(told)}第{told}號",
            "source": "樣例",
        }
        content = json.dumps(article, ensure_ascii=False).encode()
        yield RawRecord(path="made", line=number, format="jsonl", content=content)


def count_articles(count: int) -> int:
    """How many articles the first *count* records make."""
    return count - len(range(99, count, 100))


class _Acknowledging(AddListener):
    def __init__(self, said: Connection) -> None:
        self._said = said
        self._stored = 0

    def stored(self, articles: int) -> None:
        self._stored += articles
        self._said.send(self._stored)


def run_child(arguments: Sequence[str], failpoint_name: str, said: Connection) -> None:
    """Do `add FOLDER FIRST COUNT WORKERS`, `rebuild FOLDER WORKERS` or `reread FOLDER WORKERS`."""
    task, folder = arguments[0], DataFolder(Path(arguments[1]))
    numbers = [int(number) for number in arguments[2:]]
    failpoint = FailPoint(failpoint_name)
    said.send(0)
    if task == "add":
        first, count, workers = numbers
        options = AddOptions(workers=workers, failpoint=failpoint)
        add_records(folder, some_records(first, count), options, _Acknowledging(said))
    elif task == "reread":
        reread(folder, workers=numbers[0], failpoint=failpoint)
    else:
        rebuild(folder, engine_name=None, workers=numbers[0], progress=said.send, failpoint=failpoint)
