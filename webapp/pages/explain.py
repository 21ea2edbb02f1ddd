"""The page that says how a search was understood, and why an article is among its results or is not.

Reads the request, asks the library, renders a template; what the page shows is put together in `views/explain.py`. An article is named
by its id or by the address of its page here, as copied from the browser.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from flask import Flask, Response, render_template, request

from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from webapp.addresses import SearchAddress
from webapp.parameters import parse_article_id, parse_search_request
from webapp.reader import current_reader, respond_page
from webapp.security import GENERATION_HEADER
from webapp.views.explain import ExplainViewer

_ARTICLE_PATH = "/article/"


class ExplainPage:
    """The view at `/explain`."""

    def __init__(self, service: SearchService, gazetteer: Gazetteer) -> None:
        self._service = service
        self._gazetteer = gazetteer

    def register(self, app: Flask) -> None:
        """Give *app* the route."""
        app.add_url_rule("/explain", "explain", self.show)

    def show(self) -> Response:
        """The search of the address explained, for the article that it names, if it names one."""
        reader = current_reader()
        asked = parse_search_request(request.args, self._gazetteer)
        explanation = self._service.explain(asked, _id_of((parse_article_id(request.args) or "").strip()))
        viewer = ExplainViewer(address=SearchAddress(request=asked, language=reader.chosen), reader=reader)
        response = respond_page(render_template("explain.html", view=viewer.view(explanation)))
        response.headers[GENERATION_HEADER] = self._service.state().generation
        return response


def _id_of(named: str) -> str | None:
    """The id that *named* is, or that the address of an article's page ends with; None for nothing."""
    if named.startswith((_ARTICLE_PATH, request.host_url)):
        _, found, encoded = urlsplit(named).path.partition(_ARTICLE_PATH)
        return unquote(encoded) if found and encoded else named
    return named or None
