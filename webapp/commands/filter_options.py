"""The options by which commands narrow a search, named as the API's parameters: `search`, `explain` and `saved add` take the same ones.

Only declared and gathered here; what a value means is read by `parameters.py`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Final, TypeAlias

import click

from index.model import FILTER_ATTRIBUTES
from webapp.parameters import EXACT_NAMES

Filters: TypeAlias = tuple[tuple[str, str], ...]
"""Parameters of the API with their values, one pair for each value given."""

_EXACT: Final = "Exact name of {}, in either script; repeat for one or the other."
_NAMES: Final = (*EXACT_NAMES.items(), ("entity", "any of these four"))
_SINGLE: Final = (("first", "from"), ("last", "to"))


def filter_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give *command* the options that narrow, and what they say as one argument, *filters*."""

    @functools.wraps(command)
    def narrowed(*arguments: Any, **values: Any) -> None:
        filters: list[tuple[str, str]] = [
            (name, value) for name in FILTER_ATTRIBUTES for value in values.pop(name)
        ]
        filters += [(name, value) for option, name in _SINGLE if (value := values.pop(option))]
        command(*arguments, filters=tuple(filters), **values)

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
        narrowed = option(narrowed)
    return narrowed
