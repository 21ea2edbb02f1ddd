"""The JSON API: a request's parameters to the library, its result to the answers of the contract.

Neither reads queries nor renders text; errors are raised and answered in `problems.py`. Shapes stand in `answers.py`.
"""

from __future__ import annotations

import dataclasses

from flask import Flask, Response, request

from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from webapp.answers import SuggestAnswer, SuggestionAnswer, build_article_answer, build_search_answer
from webapp.json_text import render_json
from webapp.machines.openapi import render_openapi
from webapp.machines.unknown_parameters import unknown_parameter_notices
from webapp.parameters import (
    parse_article_id,
    parse_limit,
    parse_query,
    parse_script,
    parse_search_request,
)
from webapp.security import GENERATION_HEADER

_SUGGESTIONS_KEPT_SECONDS = 60


class Api:
    """The views under `/api/v1`, and the document that describes them."""

    def __init__(self, service: SearchService, gazetteer: Gazetteer) -> None:
        self._service = service
        self._gazetteer = gazetteer

    def register(self, app: Flask) -> None:
        """Give *app* the API's routes."""
        app.add_url_rule("/api/v1/search", "api_search", self.search)
        app.add_url_rule("/api/v1/articles/<article_id:article_id>", "api_article", self.article)
        app.add_url_rule("/api/v1/explain", "api_explain", self.explain)
        app.add_url_rule("/api/v1/suggest", "api_suggest", self.suggest)
        app.add_url_rule("/suggest", "suggest", self.suggest_to_browser)
        app.add_url_rule("/openapi.json", "openapi", self.describe)

    def search(self) -> Response:
        """Search, and answer with hits, facets and timeline."""
        result = self._service.search(parse_search_request(request.args, self._gazetteer))
        notices = (*result.notices, *unknown_parameter_notices(request.args))
        answer = build_search_answer(dataclasses.replace(result, notices=notices))
        return _respond(render_json(answer), result.generation)

    def article(self, article_id: str) -> Response:
        """Answer with everything stored of one article."""
        shown = self._service.article(article_id)
        return _respond(render_json(build_article_answer(shown)), self._service.state().generation)

    def explain(self) -> Response:
        """Answer with how a search is understood and, where `article` is given, why that one is found or not."""
        asked = parse_search_request(request.args, self._gazetteer)
        found = self._service.explain(asked, parse_article_id(request.args))
        notices = (*found.notices, *unknown_parameter_notices(request.args))
        explanation = dataclasses.replace(found, notices=notices)
        return _respond(render_json(explanation), self._service.state().generation)

    def suggest(self) -> Response:
        """Answer with the names of the archive that somebody may be about to type."""
        typed = parse_query(request.args)
        script = parse_script(request.args)
        found = tuple(
            SuggestionAnswer(text=one.text, kind=one.kind, count=one.count, query=one.query)
            for one in self._service.suggest(typed, limit=parse_limit(request.args), script=script)
        )
        return _respond_suggestions(SuggestAnswer(text=typed, suggestions=found))

    def suggest_to_browser(self) -> Response:
        """The same as browsers ask for it in their address bar (OpenSearch suggestions)."""
        typed = parse_query(request.args)
        found = self._service.suggest(typed, limit=parse_limit(request.args))
        answer = [typed, [one.query for one in found], [f"{one.count:,}" for one in found]]
        response = _respond_suggestions(answer)
        response.mimetype = "application/x-suggestions+json"
        return response

    def describe(self) -> Response:
        """Answer with the OpenAPI document."""
        return Response(render_openapi(), mimetype="application/json")


def _respond_suggestions(answer: object) -> Response:
    response = Response(render_json(answer), mimetype="application/json")
    # Typing back and forth asks the same again; names change slowly.
    response.headers["Cache-Control"] = f"private, max-age={_SUGGESTIONS_KEPT_SECONDS}"
    return response


def _respond(body: bytes, generation: str) -> Response:
    response = Response(body, mimetype="application/json")
    response.headers[GENERATION_HEADER] = generation
    response.headers["Cache-Control"] = "no-cache"
    return response
