"""The parameters of a search: one table, and the way from a request's text to a `SearchRequest`.

The table is also what `machines/openapi.py` describes and what `addresses.py` writes links with, so a parameter is named once.
Nothing is guessed: what cannot be read raises ParameterError naming the parameter; an empty value means that the
parameter was not given (forms send them); unknown names are ignored. The query itself is read by `index.query`. Next:
`SearchService.search`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias, cast, get_args
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

from index.errors import PageWindowError, ParameterError, UnknownRegionError
from index.model import MAX_SIZE, WINDOW, FilterName, PartialDate, SearchRequest, ShownScript, Sort
from index.regions.gazetteer import Gazetteer

ParameterKind: TypeAlias = Literal["text", "date", "integer", "choice"]

DEFAULT_SIZE = 10
MAX_REPEATS = 64
"""Values that one repeatable parameter may have; a query has at most 32 clauses, a choice by hand far fewer."""

MAX_SUGGESTIONS = 20
MAX_ORDINAL = 10**15
"""Articles are numbered as they come into the archive; no archive has that many."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DIGITS = re.compile(r"[0-9]{1,20}")
_SHOWN_LENGTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of the search; *choices* are its only values, *minimum* and *maximum* bound a number."""

    name: str
    kind: ParameterKind
    description: str
    default: str | None = None
    repeatable: bool = False
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    example: str | None = None


EXACT_NAMES: Mapping[FilterName, str] = MappingProxyType(
    {
        "source": "a source",
        "person": "a person",
        "organisation": "an organisation",
        "place": "a place",
        "term": "a policy term",
    }
)
"""The filters by the exact name of one kind of thing, and what that is."""

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        name="q",
        kind="text",
        default="",
        example="稀土 出口",
        description="The query; empty: all articles, newest first.",
    ),
    Parameter(
        name="from", kind="date", example="2025-01", description="First day, month or year, inclusive."
    ),
    Parameter(
        name="to", kind="date", example="2025-11-30", description="Last day, month or year, inclusive."
    ),
    Parameter(
        name="region",
        kind="text",
        repeatable=True,
        example="15",
        description="A division or country by name (full or short, either script) or code; a province includes its cities.",
    ),
    *(
        Parameter(
            name=name,
            kind="text",
            repeatable=True,
            description=f"The exact name of {what}, in either script.",
        )
        for name, what in EXACT_NAMES.items()
    ),
    Parameter(
        name="entity",
        kind="text",
        repeatable=True,
        description="The exact name of an entity of any of the four kinds, in either script: the archive's, else as an article writes it.",
    ),
    Parameter(
        name="sort",
        kind="choice",
        default="relevance",
        choices=tuple(sort.value for sort in Sort),
        description="Best first, or newest first over all pages (undated last).",
    ),
    Parameter(
        name="page",
        kind="integer",
        default="1",
        minimum=1,
        maximum=WINDOW,
        description="Page number, from 1.",
    ),
    Parameter(
        name="size",
        kind="integer",
        default=str(DEFAULT_SIZE),
        minimum=1,
        maximum=MAX_SIZE,
        description=f"Hits per page; page × size is at most {WINDOW:,}.",
    ),
    Parameter(
        name="dup",
        kind="choice",
        default="head",
        choices=("head", "all"),
        description="`head`: one hit per story, its earliest matching article; `all`: every article.",
    ),
    Parameter(
        name="added_after",
        kind="integer",
        default="0",
        minimum=0,
        maximum=MAX_ORDINAL,
        description="Only articles that came into the archive after its so-manyth: what is new since a look.",
    ),
    Parameter(
        name="facets",
        kind="choice",
        default="1",
        choices=("0", "1"),
        description="`0` leaves out `facets` and `timeline`.",
    ),
    Parameter(
        name="script",
        kind="choice",
        default="original",
        choices=get_args(ShownScript),
        description="The script in which text is shown; it never changes what is found.",
    ),
)

_BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}


class ReadRequest(Request):
    """A request whose parameters are UTF-8, with U+FFFD for every byte that is not.

    Werkzeug leaves such a byte percent-encoded, and `%FF` would be searched as these three signs.
    """

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The parameters of the address, in order."""
        text = self.query_string.decode("utf-8", "replace")
        return ImmutableMultiDict(parse_qsl(text, keep_blank_values=True, errors="replace"))


def parse_search_request(arguments: MultiDict[str, str], gazetteer: Gazetteer) -> SearchRequest:
    """The search that a request asks for, regions checked but left as typed (the service resolves them).

    Raises ParameterError naming the parameter that cannot be read, PageWindowError beyond the window.
    """
    size = _parse_integer("size", arguments)
    page = _parse_page(arguments, size)
    return SearchRequest(
        query=_single("q", arguments) or "",
        first_date=_parse_date("from", arguments),
        last_date=_parse_date("to", arguments),
        regions=_parse_regions(arguments, gazetteer),
        sources=_several("source", arguments),
        persons=_several("person", arguments),
        organisations=_several("organisation", arguments),
        places=_several("place", arguments),
        terms=_several("term", arguments),
        entities=_several("entity", arguments),
        sort=Sort(_parse_choice("sort", arguments)),
        page=page,
        size=size,
        all_copies=_parse_choice("dup", arguments) == "all",
        added_after=_parse_integer("added_after", arguments),
        with_facets=_parse_choice("facets", arguments) != "0",
        script=parse_script(arguments),
    )


def parse_article_id(arguments: MultiDict[str, str]) -> str | None:
    """The article that an explanation is asked about; ParameterError where it is given twice."""
    return _single("article", arguments)


def parse_query(arguments: MultiDict[str, str]) -> str:
    """The query alone, for pages that only mark it; ParameterError where it is given twice."""
    return _single("q", arguments) or ""


def parse_script(arguments: MultiDict[str, str]) -> ShownScript:
    """The script to show text in; ParameterError for anything but its three values."""
    return cast(ShownScript, _parse_choice("script", arguments))


def parse_limit(arguments: MultiDict[str, str]) -> int:
    """How many suggestions are asked for, 8 by default; ParameterError where that is no number from 1 to 20."""
    text = _single("limit", arguments) or "8"
    if not _DIGITS.fullmatch(text) or not 1 <= int(text) <= MAX_SUGGESTIONS:
        raise ParameterError(
            "limit", f"limit must be a whole number from 1 to {MAX_SUGGESTIONS}, not {_shown(text)}"
        )
    return int(text)


def parse_version(arguments: MultiDict[str, str]) -> int | None:
    """The version of an article that is asked for; ParameterError where it is no number."""
    text = _single("version", arguments)
    if text is not None and not _DIGITS.fullmatch(text):
        raise ParameterError("version", f"version must be a whole number, not {_shown(text)}")
    return None if text is None else int(text)


def _single(name: str, arguments: MultiDict[str, str]) -> str | None:
    values = arguments.getlist(name)
    if len(values) > 1:
        raise ParameterError(name, f"{name} is given {len(values)} times; it may be given once")
    return values[0] if values and values[0] != "" else None


def _several(name: str, arguments: MultiDict[str, str]) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for value in arguments.getlist(name) if value.strip()))
    if len(values) > MAX_REPEATS:
        raise ParameterError(
            name, f"{name} is given {len(values)} times; at most {MAX_REPEATS} values are read"
        )
    return values


def _parse_choice(name: str, arguments: MultiDict[str, str]) -> str:
    parameter = _BY_NAME[name]
    value = _single(name, arguments) or parameter.default or ""
    if value not in parameter.choices:
        raise ParameterError(name, f"{name} must be {' or '.join(parameter.choices)}, not {_shown(value)}")
    return value


def _parse_integer(name: str, arguments: MultiDict[str, str]) -> int:
    parameter = _BY_NAME[name]
    text = _single(name, arguments) or parameter.default or ""
    low, high = parameter.minimum or 0, WINDOW if parameter.maximum is None else parameter.maximum
    # Only ASCII digits: int() would also read ٣, １ and 1_0.
    if not _DIGITS.fullmatch(text) or not low <= int(text) <= high:
        raise ParameterError(name, f"{name} must be a whole number from {low} to {high}, not {_shown(text)}")
    return int(text)


def _parse_page(arguments: MultiDict[str, str], size: int) -> int:
    text = _single("page", arguments) or "1"
    if not _DIGITS.fullmatch(text) or int(text) < 1:
        raise ParameterError("page", f"page must be a whole number from 1, not {_shown(text)}")
    if int(text) * size > WINDOW:
        raise PageWindowError(
            "page",
            f"page × size may be {WINDOW:,} at most; narrow the search, or take all results from /export.jsonl",
        )
    return int(text)


def _parse_date(name: str, arguments: MultiDict[str, str]) -> PartialDate | None:
    text = _single(name, arguments)
    if text is None:
        return None
    match = _DATE.fullmatch(text)
    if match is None:
        raise ParameterError(name, f"{name} must be YYYY, YYYY-MM or YYYY-MM-DD, not {_shown(text)}")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        return PartialDate(year=year, month=month, day=day)
    except ValueError as error:
        raise ParameterError(
            name, f"{name}: there is no such date as {text}; give a day of the calendar, or YYYY-MM or YYYY"
        ) from error


def _parse_regions(arguments: MultiDict[str, str], gazetteer: Gazetteer) -> tuple[str, ...]:
    regions = _several("region", arguments)
    for region in regions:
        if not gazetteer.resolve(region):
            raise UnknownRegionError(region)
    return regions


def _shown(value: str) -> str:
    return repr(value if len(value) <= _SHOWN_LENGTH else value[:_SHOWN_LENGTH] + "…")
