"""The command `zhengwen saved`: the named searches of a data folder, and what is new in each.

The one thing of the reader that writes, and only its own small list, under a lock of its own: the site serves on, and a
running `add` does not hold it up. Errors are raised, and said by `zhengwen.py`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import click

from index.archive.folder import DataFolder
from index.archive.saved_searches import SavedSearch, check_name, load_saved, store_saved
from index.errors import ParameterError
from index.model import SHANGHAI
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from index.settings import Settings
from index.store.lock import WriterLock
from webapp.addresses import SearchAddress
from webapp.clock import now_in_shanghai
from webapp.commands.filter_options import Filters, filter_options
from webapp.json_text import render_json
from webapp.saved_searches import CountedSearch, count_saved, last_ordinal, parse_saved

_LOCK_FILE = "saved.lock"
_EXIT_INCOMPLETE = 1

_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """A saved search in JSON."""

    name: str
    search: str
    total: int
    new: int
    seen_at: dt.datetime
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedListAnswer:
    """All saved searches in JSON."""

    saved: tuple[SavedAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedSearches:
    """What `saved remove` did, in JSON."""

    removed: tuple[str, ...]
    not_found: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSearches:
    """What `saved seen` did, in JSON."""

    seen: tuple[str, ...]
    not_found: tuple[str, ...]


@click.group()
def saved() -> None:
    """Keep searches by name, and see what is new in each.

    The site lists them at /saved, each with its Atom feed.
    """


@saved.command("add")
@click.argument("name")
@click.argument("search", metavar="QUERY | ADDRESS")
@filter_options
@_json_option
@click.pass_obj
def add_search(
    settings: Settings,
    name: str,
    search: str,
    filters: Filters,
    as_json: bool,
) -> None:
    """Save a search: a query with filters, or a copied address.

    An address is that of a page of results, as the browser shows it. What is in the archive now counts as seen. A name that is there already gets the new search.
    """
    folder = DataFolder(settings.data)
    service, gazetteer = SearchService.open(settings), Gazetteer.load()
    one = SavedSearch(
        name=check_name(name),
        search=parse_saved(search, filters, gazetteer),
        seen_ordinal=last_ordinal(service),
        seen_at=now_in_shanghai(),
    )
    with WriterLock(folder.path, _LOCK_FILE):
        others = [other for other in load_saved(folder) if other.name != one.name]
        store_saved(folder, [*others, one])
    if as_json:
        click.echo(render_json(_answer(count_saved(one, service, gazetteer))))
    else:
        click.echo(f"saved: {one.name}")


@saved.command("list")
@_json_option
@click.pass_obj
def list_searches(settings: Settings, as_json: bool) -> None:
    """List the saved searches, what they find and what is new.

    New is what came since they were saved, or since `saved seen`.
    """
    service, gazetteer = SearchService.open(settings), Gazetteer.load()
    counted = [count_saved(one, service, gazetteer) for one in load_saved(DataFolder(settings.data))]
    if as_json:
        click.echo(render_json(SavedListAnswer(saved=tuple(map(_answer, counted)))))
        return
    for one in counted:
        click.echo(_describe(one))
    if not counted:
        click.echo("nothing is saved; zhengwen saved add NAME QUERY does it")


@saved.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="NAME…")
@_json_option
@click.pass_context
def remove_searches(context: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """Forget saved searches."""
    folder = DataFolder(context.ensure_object(Settings).data)
    with WriterLock(folder.path, _LOCK_FILE):
        known = load_saved(folder)
        store_saved(folder, [one for one in known if one.name not in names])
    found = _find_named(names, known)
    if as_json:
        click.echo(render_json(RemovedSearches(removed=found.known, not_found=found.unknown)))
    _say_unknown(context, found.unknown)


@saved.command("seen")
@click.argument("names", nargs=-1, metavar="NAME…")
@click.option("--all", "everything", is_flag=True, help="All of them.")
@_json_option
@click.pass_context
def mark_seen(context: click.Context, names: tuple[str, ...], everything: bool, as_json: bool) -> None:
    """Count what is in the archive now as seen."""
    if bool(names) == everything:
        raise ParameterError("name", "name the searches that were seen, or say --all")
    settings = context.ensure_object(Settings)
    folder = DataFolder(settings.data)
    mark, now = last_ordinal(SearchService.open(settings)), now_in_shanghai()
    with WriterLock(folder.path, _LOCK_FILE):
        known = load_saved(folder)
        store_saved(
            folder,
            [
                dataclasses.replace(one, seen_ordinal=mark, seen_at=now)
                if everything or one.name in names
                else one
                for one in known
            ],
        )
    found = _find_named([one.name for one in known] if everything else names, known)
    if as_json:
        click.echo(render_json(SeenSearches(seen=found.known, not_found=found.unknown)))
    _say_unknown(context, found.unknown)


class _Named(NamedTuple):
    """Names that were given, each once: of searches that are saved, and of none."""

    known: tuple[str, ...]
    unknown: tuple[str, ...]


def _find_named(names: Sequence[str], searches: Sequence[SavedSearch]) -> _Named:
    saved_names = {one.name for one in searches}
    given = list(dict.fromkeys(names))
    return _Named(
        tuple([name for name in given if name in saved_names]),
        tuple([name for name in given if name not in saved_names]),
    )


def _say_unknown(context: click.Context, unknown: Sequence[str]) -> None:
    for name in unknown:
        click.echo(f"zhengwen: no search is saved as {name!r}", err=True)
    if unknown:
        context.exit(_EXIT_INCOMPLETE)


def _answer(one: CountedSearch) -> SavedAnswer:
    return SavedAnswer(
        name=one.saved.name,
        search=one.saved.search,
        total=one.total,
        new=one.new,
        seen_at=one.saved.seen_at,
        problem=one.problem,
    )


def _describe(one: CountedSearch) -> str:
    """The saved search in words, and below it the command that gives its results."""
    if one.problem is not None:
        return f"{one.saved.name}: {one.problem}"
    seen = one.saved.seen_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    query = one.request.query
    pairs = SearchAddress(request=one.request).pairs_without("q")
    options = [word for pair in pairs for word in (f"--{pair.name}", pair.value)]
    # Behind `--` nothing is an option, however it begins.
    words = map(shlex.quote, [*options, "--", query] if query.startswith("-") else [query, *options])
    return f"{one.saved.name}: {one.new:,} new of {one.total:,}, seen {seen}\n    zhengwen search {' '.join(words)}"
