"""Rounds of `kill -9` against `add` and `rebuild`, and what must hold after each: shared by the tests and the campaign."""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import signal
import time
from pathlib import Path

from index.archive.folder import DataFolder
from index.archive.generations import current_generation
from index.archive.opened import open_current
from index.engines.criteria import AllArticles
from index.store.sqlite_store import SqliteStoreReader
from indexer.adding import add_records
from indexer.checking import check
from tests.end_to_end.archive_child import count_articles, run_child, some_records

COUNT = 700
"""Records of one round: two transactions of the store."""
MAX_SECONDS_TO_SERVE = 5.0
MAX_SECONDS_OF_CHILD = 1.0
"""A kill at random comes within so many seconds: a child needs about as long."""
ADD_FAILPOINTS = ("add-stored:1", "add-stored:2", "add-indexed:1")
REBUILD_FAILPOINTS = (
    "rebuild-grouped",
    "rebuild-batch:1",
    "rebuild-batch:20",
    "rebuild-filled",
    "rebuild-verified",
    "rebuild-promoted",
)
# What a crash may leave between store and index until the next write; never a fault of a file.
HEALABLE = {"missing", "outdated", "extra"}


# A server that has loaded everything forks the children: each starts in milliseconds, and none has a thread of ours.
_CHILDREN = multiprocessing.get_context("forkserver")
_CHILDREN.set_forkserver_preload(["tests.end_to_end.warm_child"])


def run_and_kill(arguments: list[str], failpoint: str, chance: random.Random) -> int:
    """Run the child until the fail point kills it, or without one until a random moment; the last number it said."""
    heard, said = _CHILDREN.Pipe(duplex=False)
    child = _CHILDREN.Process(target=run_child, args=(arguments, failpoint, said))
    child.start()
    said.close()
    numbers: list[int] = [heard.recv()]
    deadline = time.monotonic() + chance.uniform(0.0, MAX_SECONDS_OF_CHILD)
    # The pipe's end says that the child is gone, its workers with it.
    with contextlib.suppress(EOFError):
        while failpoint or heard.poll(max(0.0, deadline - time.monotonic())):
            numbers.append(heard.recv())
        child.kill()
        while True:
            numbers.append(heard.recv())
    child.join()
    heard.close()
    assert child.exitcode in (-signal.SIGKILL, 0), f"the child ended with {child.exitcode}"
    assert not failpoint or child.exitcode == -signal.SIGKILL, f"{failpoint} was never reached"
    return numbers[-1]


def run_add_round(folder: DataFolder, number: int, failpoint: str, chance: random.Random) -> None:
    """Kill an `add` of the round's own articles, see that what it acknowledged is there, and add them again."""
    first = number * COUNT
    workers = number % 2 * 2
    arguments = ["add", str(folder.path), str(first), str(COUNT), str(workers)]
    acknowledged = run_and_kill(arguments, failpoint, chance)
    stored = count_stored(folder)
    assert stored >= count_articles(first) + count_articles(acknowledged)
    if folder.pointer.exists():
        assert {one.kind for one in check(folder).differences} <= HEALABLE
    report = add_records(folder, some_records(first, COUNT))
    assert report.rejected == ()
    assert report.added == count_articles(first + COUNT) - stored
    assert_whole(folder, count_articles(first + COUNT))


def run_rebuild_round(folder: DataFolder, number: int, failpoint: str, chance: random.Random) -> None:
    """Kill a `rebuild` that derives something new; one whole generation answers, and the next write heals the rest."""
    folder.user_dictionary.write_text(f"先行先試\n包頭市第{number}號\n", encoding="utf-8")
    articles = count_stored(folder)
    run_and_kill(["rebuild", str(folder.path), str(number % 2 * 2)], failpoint, chance)
    begun = time.monotonic()
    assert count_found(folder) == articles
    assert time.monotonic() - begun <= MAX_SECONDS_TO_SERVE
    assert {one.kind for one in check(folder).differences} <= HEALABLE
    add_records(folder, [])
    assert_whole(folder, articles)


def assert_whole(folder: DataFolder, articles: int) -> None:
    """Store and index agree on so many articles, and nothing is left of what was begun."""
    assert check(folder).differences == ()
    assert (count_stored(folder), count_found(folder)) == (articles, articles)


def count_stored(folder: DataFolder) -> int:
    """How many articles the store holds; none where there is no store."""
    if not folder.store.exists():
        return 0
    store = SqliteStoreReader(folder.path)
    try:
        return store.count()
    finally:
        store.close()


def count_found(folder: DataFolder) -> int:
    """How many articles a site would find."""
    opened = open_current(folder)
    try:
        return opened.reader.count(AllArticles())
    finally:
        opened.close()


def build_round_archive(path: Path) -> DataFolder:
    """An archive of one round's articles, for rebuilds."""
    folder = DataFolder(path)
    add_records(folder, some_records(0, COUNT))
    assert current_generation(folder).name
    return folder
