"""The writer's commands: `add`, `rebuild`, `check`, `remove`, `stats`.

Options in, calls to `adding.py`, `rebuild.py`, `checking.py`, `statistics.py` and `build.py`, reports out: results to
stdout, everything else to stderr through the log. Nothing is decided here but the exit status. Errors are raised, and
said by `zhengwen.py`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import sys
from typing import Final
from urllib.parse import unquote

import click

from index.archive.folder import DataFolder
from index.errors import (
    GoneError,
    IncompatibleError,
    NotBuiltError,
    NotFoundError,
    ParameterError,
    UnknownRegionError,
)
from index.model import SHANGHAI, PartialDate
from index.regions.gazetteer import Gazetteer
from index.settings import Settings
from index.store.sqlite_store import SqliteStoreReader
from indexer import report
from indexer.adding import AddListener, AddOptions, InputWarning, Rejection, add_records
from indexer.build import ArchiveWriter
from indexer.checking import check as check_archive
from indexer.inputs import INPUT_FORMATS, InputDefaults, InputFormat
from indexer.progress import ProgressBar, show_progress
from indexer.rebuild import rebuild as rebuild_index
from indexer.rereading import reread as reread_articles
from indexer.sources.cleaning import clean_text
from indexer.sources.decode import UnknownEncodingError, parse_encoding
from indexer.sources.discover import discover_records
from indexer.sources.given_dates import parse_iso_date
from indexer.statistics import count_archive
from indexer.terminal import EXIT_INCOMPLETE, FirstWarnings, json_option, print_result, say_rejection

_LOG: Final = logging.getLogger(__name__)
_EXIT_DAMAGED: Final = 3
# What people call the formats; the content still says which kind of feed it is.
_FORMAT_NAMES: Final[dict[str, InputFormat]] = {
    **{name: name for name in INPUT_FORMATS},
    **dict.fromkeys(("rss", "rdf", "atom", "jsonfeed", "json-feed", "sitemap"), "feed"),
    **dict.fromkeys(("txt", "plain"), "text"),
    **dict.fromkeys(("htm", "page"), "html"),
}

_workers_option = click.option(
    "--workers",
    type=click.IntRange(0, 64),
    metavar="N",
    help="Worker processes; 0: one per core (the default).",
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH… | -")
@click.option(
    "--format",
    "forced",
    metavar="jsonl|text|html|feed",
    help="Read everything as this format; else it is detected.",
)
@click.option("--source", metavar="NAME", help="Source of what names none.")
@click.option(
    "--published", metavar="DATE", help="Date of publication of what gives none: 2025, 2025-11, 2025-11-27."
)
@click.option(
    "--fetched", metavar="DATE", help="When the input was saved: what a date without a year is reckoned from."
)
@click.option(
    "--region", "regions", multiple=True, metavar="NAME", help="Region (name or code) of what names none."
)
@click.option(
    "--encoding", metavar="NAME", help="Encoding of bytes that do not say it: utf-8, gb18030, big5 …"
)
@click.option("--again", is_flag=True, help="Bring back articles that were removed.")
@_workers_option
@json_option
@click.pass_context
def add(
    context: click.Context,
    paths: tuple[str, ...],
    forced: str | None,
    source: str | None,
    published: str | None,
    fetched: str | None,
    regions: tuple[str, ...],
    encoding: str | None,
    again: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Index files, folders (recursively) or standard input (-).

    Pages (HTML), feeds (RSS, Atom, JSON Feed, news sitemaps), web archives (WARC), plain text and JSON lines, each also
    gzipped. What cannot be read is reported and everything else is stored; adding the same input twice changes nothing.
    """
    settings = context.ensure_object(Settings)
    defaults = InputDefaults(
        source=_parse_source(source),
        published=_parse_date("published", published),
        fetched=_parse_date("fetched", fetched),
        today=dt.datetime.now(SHANGHAI).date(),
        regions=_parse_regions(regions),
        encoding=_parse_encoding(encoding),
    )
    options = AddOptions(
        defaults=defaults, again=again, workers=settings.workers if workers is None else workers
    )
    passed_over: list[str] = []
    records = discover_records(
        paths,
        forced=_parse_format(forced),
        standard_input=sys.stdin.buffer,
        passed_over=passed_over.append,
    )
    with show_progress("adding", None) as progress:
        listener = _Terminal(progress)
        result = add_records(DataFolder(settings.data), records, options, listener)
    listener.warnings.say_rest()
    result = dataclasses.replace(result, passed_over=tuple(passed_over))
    print_result(report.render_add_json(result), report.render_add(result), as_json=as_json)
    if result.rejected:
        context.exit(EXIT_INCOMPLETE)


class _Terminal(AddListener):
    """Says rejections and the first warnings as they come, and moves the progress bar."""

    def __init__(self, progress: ProgressBar) -> None:
        self._progress = progress
        self._stored = 0
        self.warnings = FirstWarnings()

    def rejected(self, rejection: Rejection) -> None:
        say_rejection(rejection)

    def warned(self, warning: InputWarning) -> None:
        self.warnings.say(warning)

    def stored(self, articles: int) -> None:
        self._stored += articles
        self._progress.advance_to(self._stored)


@click.command()
@click.option(
    "--engine", metavar="NAME", help="Index engine (tantivy, whoosh); remembered by the data folder."
)
@click.option(
    "--reread", is_flag=True, help="First read stored pages and plain texts again from their raw text."
)
@_workers_option
@json_option
@click.pass_obj
def rebuild(settings: Settings, engine: str | None, reread: bool, workers: int | None, as_json: bool) -> None:
    """Make a new index from the stored articles.

    The site goes on answering from the old one until the new one is whole and checked. The user's dictionary
    (userdict.txt in the data folder) is taken in. With --reread, what the program has learned of reading since reaches
    articles stored before; it makes no new versions.
    """
    folder = DataFolder(settings.data)
    workers = settings.workers if workers is None else workers
    again = reread_articles(folder, workers=workers) if reread else None
    with show_progress("indexing", _count_stored(folder)) as progress:
        result = rebuild_index(
            folder,
            engine_name=engine,
            workers=workers,
            progress=progress.advance_to,
        )
    print_result(
        report.render_rebuild_json(result, again), report.render_rebuild(result, again), as_json=as_json
    )


@click.command()
@json_option
@click.pass_context
def check(context: click.Context, as_json: bool) -> None:
    """Compare store and index, article by article.

    The files of both are looked at, too. Exit status 1 where they differ, 3 where a file is damaged.
    """
    settings = context.ensure_object(Settings)
    result = check_archive(DataFolder(settings.data))
    print_result(report.render_check_json(result), report.render_check(result), as_json=as_json)
    if any(one.kind == "index" for one in result.differences):
        _LOG.error("the index is damaged: run zhengwen rebuild")
        context.exit(_EXIT_DAMAGED)
    if result.differences:
        context.exit(EXIT_INCOMPLETE)


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@json_option
@click.pass_context
def remove(context: click.Context, ids: tuple[str, ...], as_json: bool) -> None:
    """Remove articles for good, texts and versions included.

    A later input does not bring them back unless `add --again` says so. An id may be percent-encoded, as in an address.
    """
    settings = context.ensure_object(Settings)
    folder = DataFolder(settings.data)
    if not folder.store.exists():
        raise NotBuiltError(f"nothing is stored in {folder.path} yet: run zhengwen add PATH first")
    removed, before, unknown = [], [], []
    with ArchiveWriter(folder) as writer:
        for article_id in dict.fromkeys(ids):
            try:
                removed.append(_remove_one(writer, article_id))
            except GoneError as error:
                before.append(article_id)
                _LOG.warning("%s", error)
            except NotFoundError as error:
                unknown.append(article_id)
                _LOG.error("%s", error)
    result = report.RemoveReport(
        removed=tuple(removed), already_removed=tuple(before), not_found=tuple(unknown)
    )
    print_result(report.render_remove_json(result), report.render_remove(result), as_json=as_json)
    if unknown:
        context.exit(EXIT_INCOMPLETE)


@click.command()
@json_option
@click.pass_obj
def stats(settings: Settings, as_json: bool) -> None:
    """Count articles and stories by source, region and month.

    Names the engine and the space on the disk, too.
    """
    result = count_archive(DataFolder(settings.data))
    print_result(report.render_statistics_json(result), report.render_statistics(result), as_json=as_json)


def _remove_one(writer: ArchiveWriter, article_id: str) -> str:
    """Remove by the id as typed, else as decoded from its percent-encoded form; the id that was removed."""
    try:
        writer.remove(article_id)
    except GoneError:
        raise
    except NotFoundError:
        decoded = unquote(article_id)
        if decoded == article_id:
            raise
        writer.remove(decoded)
        return decoded
    return article_id


def _count_stored(folder: DataFolder) -> int | None:
    """How many articles there are, for the progress bar; None where there is no store yet, or one of an earlier version."""
    try:
        store = SqliteStoreReader(folder.path)
    except (NotBuiltError, IncompatibleError):
        return None
    try:
        return store.count()
    finally:
        store.close()


def _parse_format(name: str | None) -> InputFormat | None:
    if name is None:
        return None
    if name.lower() == "opml":
        raise ParameterError("format", "--format opml: a list of feeds is read by zhengwen feeds import")
    if name.lower() not in _FORMAT_NAMES:
        raise ParameterError(
            "format", f"--format {name[:40]!r} is not known: there are {', '.join(INPUT_FORMATS)}"
        )
    return _FORMAT_NAMES[name.lower()]


def _parse_source(name: str | None) -> str | None:
    return None if name is None else " ".join(clean_text(name, "source").text.split()) or None


def _parse_date(name: str, text: str | None) -> PartialDate | None:
    try:
        return None if text is None else parse_iso_date(text)
    except ValueError as error:
        raise ParameterError(name, f"--{name}: {error}") from error


def _parse_regions(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if not Gazetteer.load().resolve(name):
            raise UnknownRegionError(name, given_as="--region")
    return names


def _parse_encoding(label: str | None) -> str | None:
    try:
        return None if label is None else parse_encoding(label)
    except UnknownEncodingError as error:
        raise ParameterError("encoding", f"--encoding: {error}") from error
