"""Errors to answers: a problem document (RFC 9457) for programs, a page in plain words for people.

Every error of `index.errors` and every HTTP error comes through here; anything else is a bug, is logged by Flask and
answered with 500. What went wrong inside is never shown, only messages written for readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from index.archive.folder import DataFolder
from index.errors import IndexMissingError, ParameterError, QueryLimitError, ZhengwenError
from index.store.lock import find_writer
from webapp.answers import ProblemAnswer
from webapp.json_text import render_json
from webapp.parameters import PARAMETERS
from webapp.reader import KeptValue, current_reader, respond_page
from webapp.security import MAX_ADDRESS_LENGTH

RETRY_AFTER_SECONDS = 5
"""What 503 asks for: an index is usually there, or swapped, within seconds."""

_API_PREFIX = "/api/"
_API_PATHS = ("/openapi.json", "/suggest", "/search.json")
_MENDED_BY_WRITING = ("index-missing", "not-built", "incompatible", "damaged")
_MENDED_BY_REBUILDING = "zhengwen rebuild"  # as the messages of the library name it
_REPEATABLE = frozenset(parameter.name for parameter in PARAMETERS if parameter.repeatable)
_DATES = ("from", "to")
_SHOWN_LENGTH = 60
_KNOWN_PAGES = (400, 404, 405, 410, 414, 500, 503)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is told of an error: *kind* is stable, *detail* is for people, *parameter* what could not be read.

    *articles* are stored without an index.
    """

    status: int
    kind: str
    detail: str
    parameter: str | None = None
    articles: int = 0

    @property
    def is_mended_by_rebuilding(self) -> bool:
        """True where `zhengwen rebuild` is what its keeper should run."""
        return self.kind == "index-missing" or _MENDED_BY_REBUILDING in self.detail


class Problems:
    """Answers the errors of a site; *folder* tells whether its index is being made just now."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder

    def register(self, app: Flask) -> None:
        """Answer every error of *app*."""
        app.register_error_handler(ZhengwenError, self._answer_own_error)
        app.register_error_handler(HTTPException, self._answer_http_error)

    def _answer_own_error(self, error: ZhengwenError) -> Response:
        return self._answer(describe_error(error))

    def _answer_http_error(self, error: HTTPException) -> Response:
        status = error.code or 500
        response = self._answer(Problem(status=status, kind=f"http-{status}", detail=_explain(status)))
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response

    def _answer(self, problem: Problem) -> Response:
        for_programs = f"{request.path}/".startswith(_API_PREFIX) or request.path in _API_PATHS
        response = _render_document(problem) if for_programs else self._render_page(problem)
        response.status_code = problem.status
        response.headers["Cache-Control"] = "no-store"
        if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response

    def _render_page(self, problem: Problem) -> Response:
        texts = current_reader().texts
        is_writing = problem.kind in _MENDED_BY_WRITING and find_writer(self._folder.path) is not None
        kind = problem.kind
        if kind == "incompatible" and not problem.is_mended_by_rebuilding:
            kind = "unavailable"  # a newer store: its keeper updates the program, as the details say
        words = "problem_being_made" if is_writing else "problem_" + kind.replace("-", "_")
        html = render_template(
            "problem.html",
            problem=problem,
            heading=_heading(problem.status),
            explanation=texts.words.get(words, "").format(articles=f"{problem.articles:,}"),
            refused=_refused(problem),
            query=request.args.get("q", ""),
            asked=_asked(problem),
            mended=_mended(problem),
            dates=_dates(problem),
            is_writing=is_writing,
            refresh_seconds=RETRY_AFTER_SECONDS if is_writing else None,
        )
        return respond_page(html)


def _heading(status: int) -> str:
    texts = current_reader().texts
    if status == HTTPStatus.BAD_REQUEST and request.path != "/":
        return texts["error_address"]
    known = status if status in _KNOWN_PAGES else "other"
    return texts[f"error_{known}"]


def describe_error(error: ZhengwenError) -> Problem:
    """The problem that an error of the library is."""
    parameter = error.name if isinstance(error, ParameterError | QueryLimitError) else None
    articles = error.articles if isinstance(error, IndexMissingError) else 0
    return Problem(
        status=error.http_status,
        kind=error.problem_kind,
        detail=str(error),
        parameter=parameter,
        articles=articles,
    )


def _refused(problem: Problem) -> str:
    """What could not be read, in words of the reader: the parameter, its value, and how it is written."""
    if problem.parameter is None or problem.kind != "parameter":
        return ""
    texts, name = current_reader().texts, problem.parameter
    values = request.args.getlist(name)
    shown = texts["list_comma"].join(value[:_SHOWN_LENGTH] for value in values)
    said = texts.say("unreadable_parameter", name=texts.words.get(f"parameter_{name}", name), value=shown)
    hint = "hint_once" if len(values) > 1 and name not in _REPEATABLE else f"hint_{name}"
    return texts.sentence_space.join(part for part in (said, texts.words.get(hint, "")) if part)


def _asked(problem: Problem) -> tuple[KeptValue, ...]:
    """All that the address asks but the query, the page and what could not be read: kept when the query is sent again."""
    left_out = ("q", "page", problem.parameter)
    return tuple(
        KeptValue(name=name, value=value)
        for name, value in request.args.items(multi=True)
        if value and name not in left_out
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _TypedDates:
    """A range of dates of which an end cannot be read, as it was typed, to be mended in place; *kept* is the rest."""

    kept: tuple[KeptValue, ...]
    first: str
    last: str


def _dates(problem: Problem) -> _TypedDates | None:
    """The dates of a search that was refused for one of them."""
    if request.path != "/" or problem.kind != "parameter" or problem.parameter not in _DATES:
        return None
    query = KeptValue(name="q", value=request.args.get("q", ""))
    kept = [one for one in (query, *_asked(problem)) if one.value and one.name not in _DATES]
    first, last = (request.args.get(name, "") for name in _DATES)
    return _TypedDates(kept=tuple(kept), first=first, last=last)


def _mended(problem: Problem) -> str | None:
    """The same search without what could not be read, where there is one."""
    if request.path != "/" or problem.kind not in ("parameter", "page-window"):
        return None
    kept = [(one.name, one.value) for one in _asked(problem)]
    query = "" if problem.parameter == "q" else request.args.get("q", "")
    return "/?" + urlencode([*([("q", query)] if query else []), *kept], errors="replace")


def _explain(status: int) -> str:
    details = {
        404: "Nothing is served at this address: /openapi.json lists what is.",
        405: "Only GET and HEAD are answered: everything here is read-only.",
        414: f"The address is longer than {MAX_ADDRESS_LENGTH:,} characters: shorten it.",
        500: "An unexpected error; it was logged.",
    }
    return details.get(status, _phrase(status))


def _phrase(status: int) -> str:
    return HTTP_STATUS_CODES.get(status, "Unknown error")


def _render_document(problem: Problem) -> Response:
    answer = ProblemAnswer(
        type=f"urn:zhengwen:problem:{problem.kind}",
        title=_phrase(problem.status),
        status=problem.status,
        detail=problem.detail,
        parameter=problem.parameter,
    )
    return Response(render_json(answer), mimetype="application/problem+json")
