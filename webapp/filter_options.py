"""The options by which commands narrow a search, named as the API's parameters: `search` and `saved add` take the same ones.

Only declared here; what a value means is read by `parameters.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_EXACT: Final = "Exact name of {}, in either script; repeat for one or the other."
_NAMES: Final = (
    ("source", "a source"),
    ("person", "a person"),
    ("organisation", "an organisation"),
    ("place", "a place"),
    ("term", "a policy term"),
    ("entity", "any of these four"),
)


def filter_options(command: Command) -> Command:
    """Give *command* the parameters *first*, *last*, *region*, *source*, *person*, *organisation*, *place*, *term*, *entity*."""
    options = [
        click.option(
            "--from", "first", metavar="DATE", help="First day, month or year: 2025-11-27, 2025-11, 2025."
        ),
        click.option("--to", "last", metavar="DATE", help="Last day, month or year."),
        click.option(
            "--region",
            multiple=True,
            metavar="NAME",
            help="A division or country by name or code; repeatable.",
        ),
        *(
            click.option(f"--{name}", multiple=True, metavar="NAME", help=_EXACT.format(what))
            for name, what in _NAMES
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command
