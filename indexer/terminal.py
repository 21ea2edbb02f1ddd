"""What the writer's commands do alike on a terminal: the option `--json`, results on stdout, rejections and warnings through the log."""

from __future__ import annotations

import logging
from typing import Final

import click

from indexer.adding import InputWarning, Rejection
from indexer.report import render_rejection, render_warning

EXIT_INCOMPLETE: Final = 1
"""The status where something that was asked for could not be done, and everything else was."""
_SHOWN_WARNINGS: Final = 20
_LOG: Final = logging.getLogger(__name__)

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
)


def print_result(document: str, words: str, *, as_json: bool) -> None:
    """The result on stdout; a JSON document is UTF-8 whatever the terminal's encoding."""
    click.echo(document.encode("utf-8") if as_json else words)


def say_rejection(rejection: Rejection) -> None:
    """What was not taken, and why."""
    _LOG.error("%s", render_rejection(rejection))


class FirstWarnings:
    """Says the first warnings as they come, all with `-v`, and at the end how many there were beside them."""

    def __init__(self) -> None:
        self._warnings = 0

    def say(self, warning: InputWarning) -> None:
        """One more warning."""
        self._warnings += 1
        if self._warnings <= _SHOWN_WARNINGS or _LOG.isEnabledFor(logging.INFO):
            _LOG.warning("%s", render_warning(warning))

    def say_rest(self) -> None:
        """Say how many warnings were not shown, and count anew."""
        if self._warnings > _SHOWN_WARNINGS and not _LOG.isEnabledFor(logging.INFO):
            _LOG.warning("%s more warnings (-v shows all)", f"{self._warnings - _SHOWN_WARNINGS:,}")
        self._warnings = 0
