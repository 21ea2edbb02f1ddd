"""The child of the archive's kill tests: adds, rebuilds or reads again, and acknowledges on standard output until it is killed.

    python -m tests.end_to_end.archive_child add FOLDER FIRST COUNT WORKERS
    python -m tests.end_to_end.archive_child rebuild FOLDER WORKERS
    python -m tests.end_to_end.archive_child reread FOLDER WORKERS

Each line is how many articles are safe (add) or indexed (rebuild). The fail point named by $FAILPOINT kills it from within.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from index.generations import DataFolder
from indexer.adding import AddListener, AddOptions, add_records
from indexer.failpoints import FailPoint
from indexer.inputs import RawRecord
from indexer.rebuild import rebuild
from indexer.rereading import reread

VARIABLE = "FAILPOINT"
SENTENCE = "稀土產業獎勵辦法自公佈之日起施行，內蒙古自治區包頭市先行先試。"


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
            "body": f"{SENTENCE}第{told}號",
            "source": "樣例",
        }
        content = json.dumps(article, ensure_ascii=False).encode()
        yield RawRecord(path="made", line=number, format="jsonl", content=content)


def count_articles(count: int) -> int:
    """How many articles the first *count* records make."""
    return count - len(range(99, count, 100))


class _Acknowledging(AddListener):
    def __init__(self) -> None:
        self._stored = 0

    def stored(self, articles: int) -> None:
        self._stored += articles
        acknowledge(self._stored)


def acknowledge(number: int) -> None:
    """Say so at once."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def main(task: str, folder: DataFolder, numbers: list[int]) -> None:
    """Do the task; the last number is that of the worker processes."""
    failpoint = FailPoint(os.environ.get(VARIABLE, ""))
    acknowledge(0)
    if task == "add":
        first, count, workers = numbers
        options = AddOptions(workers=workers, failpoint=failpoint)
        add_records(folder, some_records(first, count), options, _Acknowledging())
    elif task == "reread":
        reread(folder, workers=numbers[0], failpoint=failpoint)
    else:
        rebuild(folder, engine_name=None, workers=numbers[0], progress=acknowledge, failpoint=failpoint)


if __name__ == "__main__":
    main(sys.argv[1], DataFolder(Path(sys.argv[2])), [int(number) for number in sys.argv[3:]])
