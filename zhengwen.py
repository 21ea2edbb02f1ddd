"""The command: puts the writer's and the reader's commands together, reads the settings, and says errors. Nothing else.

    flags, environment, TOML → Settings → a command of `indexer/commands.py` or `webapp/` → exit status

Everything that is wrong leaves through `Command.invoke`, once: a message on stderr that says what to do, and the exit
status of the error's class (index/errors.py). What is not one of the project's errors is a bug and shows its traceback.
"""

from __future__ import annotations

import difflib
import gc
import importlib
import io
import json
import logging
import os
import signal
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Final

import click

from index.errors import OperatorError, ParameterError, QueryLimitError, UserError, ZhengwenError
from index.program_version import program_version
from index.settings import ENVIRONMENT_PREFIX, load_settings

EXIT_INTERRUPTED = 128 + signal.SIGINT
EXIT_BROKEN_PIPE = 128 + signal.SIGPIPE
COMMANDS: Final = {
    "add": "indexer.commands",
    "search": "webapp.commands.search",
    "explain": "webapp.commands.explain",
    "serve": "webapp.commands.serve",
    "rebuild": "indexer.commands",
    "check": "indexer.commands",
    "stats": "indexer.commands",
    "remove": "indexer.commands",
    "boilerplate": "indexer.boilerplate_commands",
    "feeds": "indexer.subscriptions.commands",
    "saved": "webapp.commands.saved",
}
"""Each command and the module that has it: read when it is called, since a search needs nothing that reads pages (a third of its time)."""
_AS_JSON = "zhengwen.as_json"
_COLLECTED_OBJECTS = 50_000
"""New objects after which cycles are looked for: every 700, as usual, was a tenth of adding one article, all of it while tables load."""
_LEVELS = (logging.WARNING, logging.INFO, logging.DEBUG)


def load_command(name: str) -> click.Command:
    """One of `COMMANDS`; raises KeyError for any other name."""
    loaded: click.Command = getattr(importlib.import_module(COMMANDS[name]), name)
    return loaded


class Command(click.Group):
    """A group whose errors become a message and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that *args* begin with; a misspelt one is refused with the one that may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            meant = difflib.get_close_matches(args[0], COMMANDS, n=1)
            asked = f" Did you mean {meant[0]}?" if meant else ""
            raise click.UsageError(f"{error.message}{asked}", ctx=ctx) from error

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options, and remember whether the command is asked for JSON."""
        options = args[: args.index("--")] if "--" in args else args
        ctx.meta[_AS_JSON] = "--json" in options
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; raises click's own errors for wrong usage (exit 2), and Exit for everything foreseen."""
        try:
            return self._invoke(ctx)
        except BrokenPipeError:
            # Whoever read our output has seen enough. Python would complain once more when it flushes at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(EXIT_BROKEN_PIPE)
        except KeyboardInterrupt:
            say("interrupted; what was stored until now stays")
            ctx.exit(EXIT_INTERRUPTED)
        except OSError as error:
            logging.getLogger(__name__).debug("where it happened", exc_info=True)
            place = f"{error.filename}: " if error.filename else ""
            where = "the rights to the data folder" if error.filename else "where the output goes"
            failure = OperatorError(f"{place}{error.strerror or error}; check the disk and {where}")
            if error.filename:
                _print_problem(ctx, failure)
            say(str(failure))
            ctx.exit(failure.exit_status)

    def _invoke(self, ctx: click.Context) -> object:
        """Run the command; where it cannot do what it is asked, say so."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except ZhengwenError as error:
            _print_problem(ctx, error)
            say(str(error))
            ctx.exit(error.exit_status)
        except click.UsageError as error:
            said = _say_place(self, error)
            _print_problem(ctx, _as_user_error(said))
            if said is error:
                raise
            raise said from error
        return result


def _say_place(group: click.Group, error: click.UsageError) -> click.UsageError:
    """What is said of *error*: of an option of *group* that stands behind a command's name, that it belongs before it."""
    if not isinstance(error, click.NoSuchOption) or error.ctx is None:
        return error
    name, path = error.option_name, error.ctx.command_path.split()
    if not any(name in option.opts for option in group.params):
        return error
    right = " ".join(["zhengwen", name, "…", *path[1:], "…"])
    return click.UsageError(f"{name} belongs before the command: {right}", ctx=error.ctx)


def _as_user_error(error: click.UsageError) -> UserError:
    message = error.format_message()
    if isinstance(error, click.BadParameter) and error.param is not None and error.param.name:
        return ParameterError(error.param.name, message)
    return UserError(message)


def _print_problem(ctx: click.Context, error: ZhengwenError) -> None:
    """Where JSON is asked for, the problem document of the API on stdout: one document stands there whatever happens."""
    if not ctx.meta[_AS_JSON]:
        return
    problem = {
        "type": f"urn:zhengwen:problem:{error.problem_kind}",
        "title": HTTPStatus(error.http_status).phrase,
        "status": error.http_status,
        "detail": str(error),
    }
    if isinstance(error, ParameterError | QueryLimitError):
        problem["parameter"] = error.name
    click.echo(json.dumps(problem, ensure_ascii=False).encode("utf-8", "backslashreplace"))


def say(message: str) -> None:
    """One message on stderr."""
    click.echo(f"zhengwen: {message}", err=True)


class MessageHandler(logging.Handler):
    """Log messages as the command's messages; looks stderr up each time, as a progress bar may stand there."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        say(self.format(record))


def refuse_empty(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse an empty folder name: a script's unset variable must not mean the user's own folder."""
    if value == "":
        raise click.BadParameter("is empty: name one, or leave the option out", ctx, parameter)
    return value


@click.group(cls=Command)
@click.option(
    "--data",
    metavar="DIR",
    callback=refuse_empty,
    help="Data folder; else $ZHENGWEN_DATA, else as configured.",
)
@click.option(
    "--config", metavar="FILE", callback=refuse_empty, help="Settings in TOML; else $ZHENGWEN_CONFIG."
)
@click.option("-v", "--verbose", count=True, help="More messages; twice: even more.")
@click.option("-q", "--quiet", is_flag=True, help="Errors only, no progress.")
@click.version_option(program_version(), prog_name="zhengwen", message="%(prog)s %(version)s")
@click.pass_context
def command(ctx: click.Context, data: str | None, config: str | None, verbose: int, quiet: bool) -> None:
    """Zhengwen 政聞: search Chinese policy news, in any script."""
    level = logging.ERROR if quiet else _LEVELS[min(verbose, len(_LEVELS) - 1)]
    logging.basicConfig(level=level, format="%(message)s", handlers=[MessageHandler()], force=True)
    chosen = config or os.environ.get(ENVIRONMENT_PREFIX + "CONFIG") or None
    ctx.obj = load_settings(
        flags={"data": data},
        environment=os.environ,
        config=None if chosen is None else Path(chosen),
    )
    if ctx.obj.data.is_file():
        raise OperatorError(f"{ctx.obj.data} is a file: the data folder must be a folder")


def _open_closed_streams() -> None:
    """Give the null device to each standard stream that the shell closed (`>&-`).

    Else the next file opened, of the store perhaps, would take its number, and Python has None where everybody writes.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            null = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(null, True)  # as standard streams are: a child has to have them too
            setattr(sys, name, os.fdopen(null, mode, encoding="utf-8"))


def main() -> None:
    """Run the command line and end the process with its exit status."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Chinese gets escapes, not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    # What people keep and search is theirs: no file that we make is for other users of the machine.
    os.umask(0o077)
    gc.set_threshold(_COLLECTED_OBJECTS)
    try:
        command(prog_name="zhengwen")
    finally:
        # What was loaded goes with the process: looking through it for cycles once more takes a quarter of a second. Everything that
        # has to be closed is closed by now: nothing waits for the collector.
        gc.freeze()


if __name__ == "__main__":
    main()
