"""A progress bar on stderr, where somebody looks at it."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

_LOG: Final = logging.getLogger(__name__)


class ProgressBar:
    """A progress bar, or none where nobody looks."""

    def __init__(self, progress: Progress | None, description: str, total: int | None) -> None:
        self._progress = progress
        self._task = None if progress is None else progress.add_task(description, total=total)

    def advance_to(self, done: int, *, total: int | None = None) -> None:
        """So many are done in all, of *total* where that was not known before."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, total=total)


@contextlib.contextmanager
def show_progress(description: str, total: int | None) -> Iterator[ProgressBar]:
    """A progress bar on stderr where that is a terminal and nobody asked for quiet."""
    if not sys.stderr.isatty() or not _LOG.isEnabledFor(logging.WARNING):
        yield ProgressBar(None, description, total)
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield ProgressBar(progress, description, total)
