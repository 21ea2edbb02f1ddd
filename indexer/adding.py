"""Adding: records through the pipeline into the archive, and an account of what became of each.

    discovered records → Pipeline.run (here, or in workers) → ArchiveWriter.put, some hundred at a time → AddReport

One bad input never stops a run: it stands in the report, in the order of the input, and everything else is stored. This
module must not print or know the command line: whoever watches gives an `AddListener` (`commands.py` gives one that
writes to the terminal; tests and fixtures give none).
"""

from __future__ import annotations

import functools
import itertools
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from index.archive.folder import DataFolder
from index.errors import ItemError
from index.store.port import PutOutcome
from indexer.build import ArchiveWriter, Stored, batched_prepared
from indexer.failpoints import FailPoint
from indexer.inputs import EntryRecord, InputDefaults, RawRecord
from indexer.pipeline import Pipeline, Prepared
from indexer.sources.feeds import ConfinedFeedParser
from indexer.sources.feeds.opening import open_feeds
from indexer.workers import BatchFunction, WorkerPool, default_processes

_FEW = 200
"""Records up to which starting worker processes costs more than they save."""

_FEW_PAGES = 40
"""The same for pages, which take ten times as long as other records."""

Given: TypeAlias = RawRecord | EntryRecord | ItemError
"""A record, or why there is none."""
_Result: TypeAlias = Prepared | ItemError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """An input that was not stored, and why; *line* is 1-based, None where the input has no lines."""

    path: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputWarning:
    """Something about an input that was stored all the same."""

    path: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What became of every input: the counts of the contract, and each rejection and warning in the order of the input.

    *particulars* are those *unchanged* whose title, date, source, tags … became others; *duplicates* those *added* that joined
    the story of an article stored before; *removed_earlier* were removed once and not brought back; *passed_over* are files of
    folders that are no articles; *seconds* is wall time.
    """

    added: int
    updated: int
    unchanged: int
    particulars: int
    duplicates: int
    removed_earlier: int
    rejected: tuple[Rejection, ...]
    warnings: tuple[InputWarning, ...]
    seconds: float
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOptions:
    """How to add: what inputs leave out, removed articles *again*, and in how many processes (0: one per core).

    *failpoint* is for tests (`failpoints.py`).
    """

    defaults: InputDefaults = field(default_factory=InputDefaults)
    again: bool = False
    workers: int = 0
    failpoint: FailPoint = field(default_factory=FailPoint)


class AddListener:
    """Is told what happens while it happens; this one does not care."""

    def rejected(self, rejection: Rejection) -> None:
        """An input was not taken."""

    def warned(self, warning: InputWarning) -> None:
        """An input was taken, with something to say about it."""

    def stored(self, articles: int) -> None:
        """So many more inputs are safely stored, changed or not."""

    def settled(self, stored: Sequence[Stored]) -> None:
        """What became of each of these inputs."""


class _Account:
    """The report while it grows."""

    def __init__(self, listener: AddListener) -> None:
        self._listener = listener
        self._outcomes = dict.fromkeys(PutOutcome, 0)
        self._particulars = 0
        self._duplicates = 0
        self._rejected: list[Rejection] = []
        self._warnings: list[InputWarning] = []

    def reject(self, error: ItemError) -> None:
        rejection = Rejection(path=error.path, line=error.line, reason=error.reason)
        self._rejected.append(rejection)
        self._listener.rejected(rejection)

    def warn(self, prepared: Prepared) -> None:
        for message in prepared.warnings:
            warning = InputWarning(path=prepared.path, line=prepared.line, message=message)
            self._warnings.append(warning)
            self._listener.warned(warning)

    def store(self, batch: Sequence[Stored]) -> None:
        for one in batch:
            self._outcomes[one.outcome] += 1
            self._particulars += one.particulars
            self._duplicates += one.joined
        self._listener.stored(len(batch))

    def report(self, seconds: float) -> AddReport:
        return AddReport(
            added=self._outcomes[PutOutcome.ADDED],
            updated=self._outcomes[PutOutcome.UPDATED],
            unchanged=self._outcomes[PutOutcome.UNCHANGED],
            particulars=self._particulars,
            duplicates=self._duplicates,
            removed_earlier=self._outcomes[PutOutcome.REMOVED],
            rejected=tuple(self._rejected),
            warnings=tuple(self._warnings),
            seconds=seconds,
        )


def add_records(
    folder: DataFolder,
    records: Iterable[Given],
    options: AddOptions | None = None,
    listener: AddListener | None = None,
) -> AddReport:
    """Add *records* to the archive in *folder*, which is made where there is none; returns when all is searchable.

    What is interrupted keeps, and finds, what was stored up to then. Raises LockedError, DamagedError, IncompatibleError,
    StorageFullError, UserError (the user's dictionary), OperatorError (a worker died).
    """
    options = AddOptions() if options is None else options
    started = time.monotonic()
    listener = AddListener() if listener is None else listener
    account = _Account(listener)
    with ConfinedFeedParser() as feeds, ArchiveWriter(folder, failpoint=options.failpoint) as writer:
        given = open_feeds(records, feeds, options.defaults.encoding)
        for batch in batched_prepared(_prepared(given, writer.pipeline, options, account)):
            stored = writer.put(batch, again=options.again)
            account.store(stored)
            listener.settled(stored)
        writer.learn()
    return account.report(time.monotonic() - started)


def _prepared(
    records: Iterable[Given], pipeline: Pipeline, options: AddOptions, account: _Account
) -> Iterator[list[Prepared]]:
    """Every record through the pipeline, in order; what is rejected goes to *account*."""
    stream = iter(records)
    first = list(itertools.islice(stream, _FEW))
    pages = sum(isinstance(found, RawRecord) and found.format == "html" for found in first)
    much = len(first) == _FEW or pages >= _FEW_PAGES
    processes = default_processes(options.workers) if much else 0
    if processes:
        pipeline.warm_up()
    with WorkerPool(functools.partial(_runner, pipeline, options.defaults), processes) as pool:
        for results in pool.map(itertools.chain(first, stream)):
            taken = []
            for result in results:
                if isinstance(result, ItemError):
                    account.reject(result)
                else:
                    account.warn(result)
                    taken.append(result)
            yield taken


def _runner(pipeline: Pipeline, defaults: InputDefaults) -> BatchFunction[Given, _Result]:
    return lambda batch: pipeline.run_all(batch, defaults)
