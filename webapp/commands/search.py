"""The command `zhengwen search`: ranked results on the terminal, or as the API's JSON document.

Options have the API's names and are read by the same parser (`parameters.py`), so terminal, page and API understand the
same. Results go to stdout, highlighted where that is a terminal; nothing here ranks, cuts or counts. Errors are raised,
and said by `zhengwen.py`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import click
from rich.text import Text
from werkzeug.datastructures import MultiDict

from index.errors import PageWindowError
from index.model import MAX_SIZE, WINDOW, Copy, Hit, SearchRequest, SearchResult
from index.query.lexer import FIELDS, field_key
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from index.settings import Settings
from index.suggesting.alternatives import Alternative
from webapp.answers import build_search_answer
from webapp.clock import shown_stamp
from webapp.commands.filter_options import Filters, filter_options
from webapp.commands.lines import Line, excerpt_text, marked, printable, show_lines
from webapp.json_text import render_json
from webapp.parameters import DEFAULT_SIZE, parse_search_request
from webapp.texts import load_texts

_SHOWN_VALUES: Final = 5
_SHOWN_COPIES: Final = 10
_INDENT: Final = 5
_TITLE_INDENT: Final = _INDENT + len("2025-11-27  ")
_LONG_OPTION: Final = re.compile(r"--[a-z]")


class QueryCommand(click.Command):
    """A command whose argument is a query: `-稀土` is a word without, not an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read options and query; unknown words with two dashes are refused, for they are misspelt options."""
        given = args[: args.index("--")] if "--" in args else list(args)
        rest = super().parse_args(ctx, args)
        for word in cast("tuple[str, ...]", ctx.params.get("query") or ()):
            if word in given and _LONG_OPTION.match(word) and not _names_field(word):
                raise click.NoSuchOption(word.partition("=")[0], ctx=ctx)
        return rest


def _names_field(word: str) -> bool:
    """True for `--title:稀土`, which the query language reads as it reads `--稀土`."""
    name, colon, _ = word.partition(":")
    return bool(colon) and field_key(name.lstrip("-")) in FIELDS


@click.command(cls=QueryCommand, context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@filter_options
@click.option("--sort", metavar="relevance|date", help="Best first (the default), or newest first.")
@click.option("--dup", metavar="head|all", help="Stories (the default), or every article.")
@click.option("--script", metavar="original|hans|hant", help="The script in which text is shown.")
@click.option(
    "--facets/--no-facets", default=True, help="With counts by region, source … (the default), or without."
)
@click.option("--titles", is_flag=True, help="A line for each result: day, title, source and id.")
@click.option(
    "--limit",
    type=click.IntRange(1, WINDOW),
    default=DEFAULT_SIZE,
    show_default=True,
    help="Results to show.",
)
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help="Results to skip.")
@click.option("--json", "as_json", is_flag=True, help="Print the document of the JSON API and nothing else.")
@click.pass_obj
def search(
    settings: Settings,
    query: tuple[str, ...],
    filters: Filters,
    sort: str | None,
    dup: str | None,
    script: str | None,
    facets: bool,
    titles: bool,
    limit: int,
    offset: int,
    as_json: bool,
) -> None:
    """Find articles, best first.

    QUERY is in the query language: 稀土 出口, '"稀土出口管制"', '稀土 OR 鎢', '稀土 -煤', title:獎勵, date:2025-11 …
    An empty one ("") gives all articles, newest first.
    """
    asked = build_request(filters, {"q": " ".join(query), "sort": sort, "dup": dup, "script": script})
    request = dataclasses.replace(asked, with_facets=facets)
    service = SearchService.open(settings)
    result = find_window(service, request, Window(offset=offset, limit=limit))
    if as_json:
        click.echo(render_json(build_search_answer(result)))
        return
    if titles:
        show_titles(result, offset)
    else:
        show_result(result, offset, {} if request.all_copies else find_copies(service, result.hits))
    if not result.total:
        show_alternatives(request, service.alternatives(request))


def build_request(filters: Filters, others: Mapping[str, str | None]) -> SearchRequest:
    """The search that options ask for: the filters, and the *others* that are given, by the API's names. Raises ParameterError."""
    given = [(name, value) for name, value in others.items() if value is not None]
    return parse_search_request(MultiDict([*filters, *given]), Gazetteer.load())


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which results to show: *limit* of them after *offset*, wherever that falls on pages."""

    offset: int
    limit: int


def find_window(service: SearchService, request: SearchRequest, window: Window) -> SearchResult:
    """The results of *window*: one page that holds it, or as many of the largest size as it takes.

    `page` and `size` of the result are the window's. Raises PageWindowError beyond `WINDOW`, and all that `search` does.
    """
    end = window.offset + window.limit
    if end > WINDOW:
        raise PageWindowError(
            "offset",
            f"--offset and --limit together reach {WINDOW:,} results at most: narrow the search instead",
        )
    size = _page_size(window)
    first = window.offset // size
    pages = [
        service.search(
            dataclasses.replace(
                request, page=number + 1, size=size, with_facets=request.with_facets and number == first
            )
        )
        for number in range(first, (end - 1) // size + 1)
    ]
    hits = [hit for page in pages for hit in page.hits]
    start = window.offset - first * size
    return dataclasses.replace(
        pages[0],
        page=window.offset // window.limit + 1,
        size=window.limit,
        hits=tuple(hits[start : start + window.limit]),
        took_ms=round(sum(page.took_ms for page in pages), 2),
    )


def _page_size(window: Window) -> int:
    """The smallest page that holds the whole window within the service's bounds, else the largest there is."""
    end = window.offset + window.limit
    for size in range(window.limit, MAX_SIZE + 1):
        page = window.offset // size
        if end <= (page + 1) * size <= WINDOW:
            return size
    return MAX_SIZE


def find_copies(service: SearchService, hits: Iterable[Hit]) -> dict[str, tuple[Copy, ...]]:
    """The other articles of each hit's story, by the hit's id; of hits that are alone nothing."""
    return {hit.id: service.copies(hit.id) for hit in hits if hit.copies}


def show_result(result: SearchResult, offset: int, copies: Mapping[str, Sequence[Copy]]) -> None:
    """Write *result* to stdout for people; *offset* is how many results stand before the first, *copies* as found."""
    show_lines(_result_lines(result, offset, copies))


def show_titles(result: SearchResult, offset: int) -> None:
    """Write *result* to stdout as headlines alone, a line each; *offset* is how many results stand before the first."""
    show_lines((*_head_lines(result), *_title_lines(result, offset), *_tail_lines(result, offset)))


def show_alternatives(request: SearchRequest, alternatives: Sequence[Alternative]) -> None:
    """Write to stdout what *request*, which found nothing, would find, were something of it left out or spelled otherwise."""
    show_lines(_alternative_lines(request, alternatives))


def _alternative_lines(request: SearchRequest, alternatives: Sequence[Alternative]) -> Iterator[Line]:
    texts = load_texts("en")
    if alternatives:
        yield Line()
        yield Line(text=Text(texts["alternatives"], style="bold"))
    for one in alternatives:
        label = texts.say(f"alternative_{one.kind.replace('-', '_')}", detail=printable(one.detail))
        asked = "" if one.request.query == request.query else f": {printable(one.request.query)}"
        yield Line(text=Text.assemble((f"{one.total:>7,}", "bold"), f"  {label}{asked}"))


def _result_lines(result: SearchResult, offset: int, copies: Mapping[str, Sequence[Copy]]) -> Iterator[Line]:
    yield from _head_lines(result)
    for number, hit in enumerate(result.hits, start=offset + 1):
        yield Line()
        yield from _hit_lines(number, hit)
        yield from _copy_lines(copies.get(hit.id, ()))
    yield from _tail_lines(result, offset)


def _head_lines(result: SearchResult) -> Iterator[Line]:
    for notice in result.notices:
        yield Line(text=Text(f"※ {printable(notice.message)}", style="italic"))
    found = f"{result.total:,} found" if result.total else "Nothing found"
    # What was loosened was not looked for as it was read: the notice above says how.
    read = result.interpreted if result.match == "exact" else result.text.strip()
    query = printable(read) or "(all articles)"
    yield Line(text=Text.assemble((found, "bold"), f" · {query} · {result.took_ms:.0f} ms"))


def _title_lines(result: SearchResult, offset: int) -> Iterator[Line]:
    if result.hits:
        yield Line()
    for number, hit in enumerate(result.hits, start=offset + 1):
        dated = hit.published or hit.event_date
        day = shown_stamp(dated.iso())[:10] if dated else "no date"
        copies = f"+{hit.copies:,}" if hit.copies else ""
        facts = " · ".join(part for part in (f"{hit.source or ''} {copies}".strip(), f"id {hit.id}") if part)
        text = Text.assemble(
            (f"{number:>3}. {day:<10}  ", "dim"), marked(hit.title, "bold"), (f"  {printable(facts)}", "dim")
        )
        yield Line(text=text, hang=_TITLE_INDENT)


def _tail_lines(result: SearchResult, offset: int) -> Iterator[Line]:
    if result.total and not result.hits:
        yield Line(text=Text(f"There are no results after the first {min(offset, result.total):,}."))
    facets = [facet for facet in result.facets or () if facet.values]
    if facets:
        yield Line()
    for facet in facets:
        shown = "  ".join(f"{printable(one.label)} {one.count:,}" for one in facet.values[:_SHOWN_VALUES])
        yield Line(text=Text.assemble((f"{facet.name}: ", "bold"), shown), hang=_INDENT)


def _hit_lines(number: int, hit: Hit) -> Iterator[Line]:
    number_and_title = Text.assemble((f"{number:>3}. ", "dim"), marked(hit.title, "bold"))
    yield Line(text=number_and_title, hang=_INDENT)
    regions = "、".join(region.name for region in hit.regions)
    parts = (hit.source, _date(hit), regions, f"id {hit.id}", hit.url)
    facts = printable(" · ".join(part for part in parts if part))
    yield Line(text=Text(facts, style="dim"), indent=_INDENT)
    for snippet in hit.snippets:
        yield Line(text=excerpt_text(snippet), indent=_INDENT)


def _copy_lines(copies: Sequence[Copy]) -> Iterator[Line]:
    if not copies:
        return
    sources = "source" if len(copies) == 1 else "sources"
    yield Line(text=Text(f"另有 {len(copies)} 個來源 / {len(copies)} more {sources}:"), indent=_INDENT)
    for copy in copies[:_SHOWN_COPIES]:
        parts = (copy.source, copy.published and shown_stamp(copy.published.iso()), f"id {copy.id}")
        facts = printable(" · ".join(part for part in parts if part))
        yield Line(text=Text(facts, style="dim"), indent=2 * _INDENT)
    if len(copies) > _SHOWN_COPIES:
        yield Line(text=Text("… (--dup all shows every one)", style="dim"), indent=2 * _INDENT)


def _date(hit: Hit) -> str | None:
    """The date of a hit; where the day of the event stands for it, or where it cannot be, it says so."""
    if hit.published is None:
        return None if hit.event_date is None else f"event {hit.event_date.iso()}"
    is_ahead = hit.published.has_year and hit.dated_by != "published"
    when = shown_stamp(hit.published.iso())
    return f"{when} (in the future)" if is_ahead else when
