"""The OpenAPI 3.1 document, made from the code: parameters from `parameters.py`, answers from `answers.py`.

Nothing is described twice: a field added to an answer appears here by itself, and tests hold real answers
against it. Served at `/openapi.json`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from index.explaining.model import Explanation
from index.program_version import program_version
from webapp.answers import (
    ArticleAnswer,
    HealthAnswer,
    ProblemAnswer,
    ReadyAnswer,
    SearchAnswer,
    SuggestAnswer,
)
from webapp.json_text import is_left_out, render_json
from webapp.parameters import MAX_REPEATS, MAX_SUGGESTIONS, PARAMETERS, Parameter

Schema: TypeAlias = dict[str, Any]

_SCALARS: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dt.date: {"type": "string", "format": "date"},
    dt.datetime: {"type": "string", "format": "date-time"},
}
_ANSWERS: tuple[type[Any], ...] = (
    SearchAnswer,
    ArticleAnswer,
    SuggestAnswer,
    Explanation,
    HealthAnswer,
    ReadyAnswer,
    ProblemAnswer,
)
_EXPLAINED = frozenset(one.name for one in PARAMETERS) - {"page", "size", "facets", "script"}
"""The parameters that say what is found and in which order: what an explanation is about."""
_DATE_PATTERN = "^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"
_PROBLEMS = {
    "400": "A parameter that cannot be read (named in `parameter`) or a query over the limits.",
    "404": "No such article.",
    "405": "Only GET and HEAD are answered.",
    "410": "The article was removed.",
    "414": "The address is too long.",
    "503": "No index yet, one that needs its owner, or no answer within the deadline.",
}


@cache
def render_openapi() -> bytes:
    """The document as JSON."""
    return render_json(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Zhengwen",
                "version": program_version(),
                "description": "Search for Chinese policy news, in any script. Read-only, no keys.",
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            },
            "servers": [{"url": "/"}],
            "paths": {
                "/api/v1/search": {"get": _search_operation()},
                "/api/v1/articles/{id}": {"get": _article_operation()},
                "/api/v1/explain": {"get": _explain_operation()},
                "/api/v1/suggest": {"get": _suggest_operation()},
                "/healthz": {"get": _health_operation()},
                "/readyz": {"get": _ready_operation()},
                "/openapi.json": {"get": _document_operation()},
            },
            "components": {
                "schemas": _describe_classes(),
                "headers": {
                    "RetryAfter": {
                        "description": "Seconds to wait.",
                        "schema": {"type": "integer", "minimum": 0},
                    },
                    "Generation": {
                        "description": "The generation of the index that answered.",
                        "schema": {"type": "string"},
                    },
                },
            },
        }
    )


def _search_operation() -> Schema:
    return {
        "operationId": "search",
        "summary": "Ranked articles or stories with highlights, facets and a timeline",
        "parameters": [_describe_parameter(parameter) for parameter in PARAMETERS],
        "responses": {"200": _answer(SearchAnswer, "The answer."), **_problems("400", "405", "414", "503")},
    }


def _explain_operation() -> Schema:
    article: Schema = {
        "name": "article",
        "in": "query",
        "description": "The id of the article to explain: why it is found, or is not.",
        "allowEmptyValue": True,
        "schema": {"type": "string"},
    }
    shared = [_describe_parameter(one) for one in PARAMETERS if one.name in _EXPLAINED]
    return {
        "operationId": "explain",
        "summary": "How a search is understood, and why an article is found or not",
        "parameters": [*shared, article],
        "responses": {
            "200": _answer(Explanation, "The explanation."),
            **_problems("400", "404", "405", "410", "414", "503"),
        },
    }


def _suggest_operation() -> Schema:
    limit: Schema = {
        "name": "limit",
        "in": "query",
        "description": "Suggestions at most.",
        "allowEmptyValue": True,
        "schema": {"type": "integer", "minimum": 1, "maximum": MAX_SUGGESTIONS, "default": 8},
    }
    shared = [_describe_parameter(one) for one in PARAMETERS if one.name in ("q", "script")]
    return {
        "operationId": "suggest",
        "summary": "Names of the archive for what is being typed, pinyin included",
        "parameters": [*shared, limit],
        "responses": {
            "200": {
                "description": "The suggestions.",
                "content": {"application/json": {"schema": _reference(SuggestAnswer)}},
            },
            **_problems("400", "405", "414", "503"),
        },
    }


def _article_operation() -> Schema:
    return {
        "operationId": "article",
        "summary": "Everything stored of one article",
        "parameters": [
            {
                "name": "id",
                "in": "path",
                "required": True,
                "description": "The article's id, percent-encoded (slashes included).",
                "schema": {"type": "string", "minLength": 1},
            }
        ],
        "responses": {
            "200": _answer(ArticleAnswer, "The article."),
            **_problems("404", "405", "410", "414", "503"),
        },
    }


def _health_operation() -> Schema:
    return {
        "operationId": "health",
        "summary": "Whether the index answers",
        "responses": {
            "200": _answer(HealthAnswer, "The index answers."),
            "503": {**_answer(HealthAnswer, "It does not."), "headers": _headers("Retry-After")},
            **_problems("405", "414"),
        },
    }


def _ready_operation() -> Schema:
    return {
        "operationId": "ready",
        "summary": "Whether an index is open",
        "responses": {
            "200": _answer(ReadyAnswer, "It is."),
            "503": {**_answer(ReadyAnswer, "It is not."), "headers": _headers("Retry-After")},
            **_problems("405", "414"),
        },
    }


def _document_operation() -> Schema:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "openapi",
        "summary": "This document",
        "responses": {"200": {"description": "OpenAPI 3.1.", "content": content}, **_problems("405", "414")},
    }


def _answer(answer_class: type[Any], description: str) -> Schema:
    return {
        "description": description,
        "headers": _headers("X-Zhengwen-Generation"),
        "content": {"application/json": {"schema": _reference(answer_class)}},
    }


def _problems(*statuses: str) -> Schema:
    content = {"application/problem+json": {"schema": _reference(ProblemAnswer)}}
    problems: Schema = {status: {"description": _PROBLEMS[status], "content": content} for status in statuses}
    if "503" in problems:
        problems["503"]["headers"] = _headers("Retry-After")
    return problems


def _headers(name: Literal["Retry-After", "X-Zhengwen-Generation"]) -> Schema:
    component = {"Retry-After": "RetryAfter", "X-Zhengwen-Generation": "Generation"}[name]
    return {name: {"$ref": f"#/components/headers/{component}"}}


def _describe_parameter(parameter: Parameter) -> Schema:
    schema = _describe_value(parameter)
    if parameter.default is not None:
        schema["default"] = int(parameter.default) if parameter.kind == "integer" else parameter.default
    if parameter.repeatable:
        schema = {"type": "array", "items": schema, "maxItems": MAX_REPEATS}
    described: Schema = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "allowEmptyValue": True,
        "schema": schema,
    }
    if parameter.example is not None:
        described["example"] = [parameter.example] if parameter.repeatable else parameter.example
    return described


def _describe_value(parameter: Parameter) -> Schema:
    if parameter.kind == "integer":
        return {"type": "integer", "minimum": parameter.minimum, "maximum": parameter.maximum}
    if parameter.kind == "choice":
        return {"type": "string", "enum": list(parameter.choices)}
    if parameter.kind == "date":
        return {"type": "string", "pattern": _DATE_PATTERN}
    return {"type": "string"}


def _describe_classes() -> Schema:
    """Schemas of the answers and of every class that they hold."""
    described: Schema = {}
    waiting = list(_ANSWERS)
    while waiting:
        answer_class = waiting.pop()
        if answer_class.__name__ in described:
            continue
        hints = get_type_hints(answer_class, include_extras=True)
        optional = {field.name for field in dataclasses.fields(answer_class) if is_left_out(field)}
        described[answer_class.__name__] = {
            "type": "object",
            "description": answer_class.__doc__,
            "properties": {
                name: _describe_type(_without_none(hint) if name in optional else hint, waiting)
                for name, hint in hints.items()
            },
            "required": [name for name in hints if name not in optional],
        }
    return dict(sorted(described.items()))


def _describe_type(hint: Any, found: list[type[Any]]) -> Schema:
    """The schema of one annotation; classes on the way are appended to *found*."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    if origin is Annotated:
        return {**_describe_type(arguments[0], found), "description": " ".join(arguments[1:])}
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin in (Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not types.NoneType)
        return {"anyOf": [_describe_type(inner, found), {"type": "null"}]}
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _describe_type(arguments[0], found)}
    if origin is tuple:
        return _describe_places([_describe_type(argument, found) for argument in arguments])
    if isinstance(hint, type) and issubclass(hint, tuple):
        # A named tuple is an array in JSON.
        return _describe_places([_describe_type(one, found) for one in get_type_hints(hint).values()])
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        found.append(hint)
        return _reference(hint)
    raise TypeError(f"no schema for {hint}")


def _describe_places(places: list[Schema]) -> Schema:
    """An array of just these."""
    return {
        "type": "array",
        "prefixItems": places,
        "items": False,
        "minItems": len(places),
        "maxItems": len(places),
    }


def _without_none(hint: Any) -> Any:
    """The annotation of a field that is left out rather than null."""
    inner, *words = get_args(hint)
    (kept,) = (argument for argument in get_args(inner) if argument is not types.NoneType)
    return Annotated[(kept, *words)]


def _reference(answer_class: type[Any]) -> Schema:
    return {"$ref": f"#/components/schemas/{answer_class.__name__}"}
