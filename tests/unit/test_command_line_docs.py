"""Every command and option has its line in docs/command-line.md, and nothing else is promised there."""

from __future__ import annotations

import re

import click
import pytest

import zhengwen
from index import errors
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
SECTIONS = {section.split("\n", 1)[0]: section for section in TEXT.split("\n## ")[1:]}
COMMANDS = {name: zhengwen.load_command(name) for name in zhengwen.COMMANDS}


def options_of(command: click.Command) -> set[str]:
    options = [parameter for parameter in parameters_of(command) if isinstance(parameter, click.Option)]
    return {name for option in options for name in (*option.opts, *option.secondary_opts)}


def parameters_of(command: click.Command) -> list[click.Parameter]:
    """A command's own parameters and, but for the whole program, those of its parts."""
    is_part = isinstance(command, click.Group) and command is not zhengwen.command
    parts = command.commands.values() if is_part and isinstance(command, click.Group) else ()
    return [*command.params, *(parameter for part in parts for parameter in parameters_of(part))]


def documented_in(text: str) -> set[str]:
    rows = [line for line in text.splitlines() if line.startswith("| `-")]
    return {option for row in rows for option in re.findall(r"`(--?[a-z-]+)", row.split(" | ")[0])}


def test_the_commands() -> None:
    assert set(SECTIONS) == {"Exit status", *COMMANDS}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_options_of_a_command(name: str) -> None:
    assert documented_in(SECTIONS[name]) == options_of(COMMANDS[name])


def test_the_options_of_all_commands() -> None:
    assert documented_in(TEXT.split("\n## ")[0]) - {"--help"} == options_of(zhengwen.command)


def test_the_exit_statuses() -> None:
    raised = {
        value.exit_status
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.ZhengwenError)
    }
    documented = {
        int(status) for status in re.findall(r"^\| (\d+) \|", SECTIONS["Exit status"], re.MULTILINE)
    }
    assert documented == raised | {0, zhengwen.EXIT_INTERRUPTED, zhengwen.EXIT_BROKEN_PIPE}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_says_what_it_does(name: str) -> None:
    assert COMMANDS[name].get_short_help_str()
    undescribed = [
        parameter.name
        for parameter in parameters_of(COMMANDS[name])
        if isinstance(parameter, click.Option) and not parameter.help
    ]
    assert undescribed == []


@pytest.mark.parametrize(
    "name", sorted(name for name, one in COMMANDS.items() if isinstance(one, click.Group))
)
def test_every_part_of_a_command_is_documented_and_says_what_it_does(name: str) -> None:
    group = COMMANDS[name]
    assert isinstance(group, click.Group)
    parts = {part for part in group.commands if f"zhengwen {name} {part}" in SECTIONS[name]}
    assert parts == set(group.commands)
    assert all(part.get_short_help_str() for part in group.commands.values())
