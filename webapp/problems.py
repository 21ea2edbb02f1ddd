"""Errors to answers: a problem document (RFC 9457) for programs, a page in plain words for people.

Every error of `index.errors` and every HTTP error comes through here; anything else is a bug, is logged by Flask and
answered with 500. What went wrong inside is never shown, only messages written for readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES

from index.errors import (
    BusyError,
    DamagedError,
    DeadlineError,
    GoneError,
    IncompatibleError,
    NotBuiltError,
    NotFoundError,
    OperatorError,
    PageWindowError,
    ParameterError,
    QueryLimitError,
    UserError,
    ZhengwenError,
)
from webapp.answers import ProblemAnswer
from webapp.json_text import render_json
from webapp.reader import current_reader, respond_page

RETRY_AFTER_SECONDS = 5
"""What 503 asks for: an index is usually there, or swapped, within seconds."""

_API_PREFIX = "/api/"
_OPENAPI_PATH = "/openapi.json"
# The most special class first: the first that fits names the problem.
_KINDS: tuple[tuple[type[ZhengwenError], str], ...] = (
    (QueryLimitError, "query-limit"),
    (PageWindowError, "page-window"),
    (ParameterError, "parameter"),
    (UserError, "request"),
    (GoneError, "removed"),
    (NotFoundError, "not-found"),
    (NotBuiltError, "not-built"),
    (IncompatibleError, "incompatible"),
    (DamagedError, "damaged"),
    (DeadlineError, "deadline"),
    (BusyError, "busy"),
    (OperatorError, "unavailable"),
)
_KNOWN_PAGES = (400, 404, 405, 410, 414, 500, 503)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is told of an error: *kind* is stable, *detail* is for people, *parameter* what could not be read."""

    status: int
    kind: str
    detail: str
    parameter: str | None = None


def register_problems(app: Flask) -> None:
    """Answer every error of *app*."""
    app.register_error_handler(ZhengwenError, _answer_own_error)
    app.register_error_handler(HTTPException, _answer_http_error)


def describe_error(error: ZhengwenError) -> Problem:
    """The problem that an error of the library is."""
    kind = next((kind for error_class, kind in _KINDS if isinstance(error, error_class)), "internal")
    parameter = error.name if isinstance(error, ParameterError) else None
    if isinstance(error, QueryLimitError):
        parameter = "q"
    return Problem(status=error.http_status, kind=kind, detail=str(error), parameter=parameter)


def _answer_own_error(error: ZhengwenError) -> Response:
    return _answer(describe_error(error))


def _answer_http_error(error: HTTPException) -> Response:
    status = error.code or 500
    response = _answer(Problem(status=status, kind=f"http-{status}", detail=_explain(status)))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _explain(status: int) -> str:
    details = {
        404: "Nothing is served at this address.",
        405: "Only GET and HEAD are answered.",
        414: "The address is longer than any search needs.",
        500: "An unexpected error; it was logged.",
    }
    return details.get(status, _phrase(status))


def _phrase(status: int) -> str:
    return HTTP_STATUS_CODES.get(status, "Unknown error")


def _answer(problem: Problem) -> Response:
    for_programs = f"{request.path}/".startswith(_API_PREFIX) or request.path == _OPENAPI_PATH
    response = _render_document(problem) if for_programs else _render_page(problem)
    response.status_code = problem.status
    response.headers["Cache-Control"] = "no-store"
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _render_document(problem: Problem) -> Response:
    answer = ProblemAnswer(
        type=f"urn:zhengwen:problem:{problem.kind}",
        title=_phrase(problem.status),
        status=problem.status,
        detail=problem.detail,
        parameter=problem.parameter,
    )
    return Response(render_json(answer), mimetype="application/problem+json")


def _render_page(problem: Problem) -> Response:
    reader = current_reader()
    known = problem.status if problem.status in _KNOWN_PAGES else "other"
    heading = reader.texts[f"error_{known}"]
    query = request.args.get("q", "")
    return respond_page(render_template("problem.html", problem=problem, heading=heading, query=query))
