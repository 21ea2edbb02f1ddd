"""The addresses that browsers, crawlers and monitors ask: health, readiness, OpenSearch, robots and the map of the site.

Small views that ask the library and say what there is; nothing is searched but for the sign of life.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from flask import Flask, Response, render_template, request
from markupsafe import escape

from index.errors import NotFoundError, OperatorError
from index.model import SHANGHAI, SearchRequest
from index.search import SearchService, ServiceState
from webapp.addresses import encode_id
from webapp.answers import HealthAnswer, ReadyAnswer
from webapp.json_text import render_json
from webapp.problems import RETRY_AFTER_SECONDS, describe_error
from webapp.reader import current_reader
from webapp.security import GENERATION_HEADER

ARTICLES_PER_MAP = 25_000
"""Half of what a site map may hold (50,000): an address of strange ids may be long, and a map has at most 50 MB."""
_MAP_PAGES = ("/", "/overview", "/help")
_MAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Results, feeds and exports are endless ways to the same articles; those, and the pages of names, may be read.
_ROBOTS = """\
User-agent: *
Disallow: /?
Disallow: /search.
Disallow: /export.
Disallow: /cite/
Disallow: /api/
Disallow: /suggest
Disallow: /explain
Disallow: /metrics
"""


class ForMachines:
    """The views that no person looks at."""

    def __init__(self, service: SearchService) -> None:
        self._service = service

    def register(self, app: Flask) -> None:
        """Give *app* the routes."""
        app.add_url_rule("/healthz", "health", self.health)
        app.add_url_rule("/readyz", "ready", self.ready)
        app.add_url_rule("/opensearch.xml", "opensearch", self.open_search)
        app.add_url_rule("/robots.txt", "robots", self.robots)
        app.add_url_rule("/sitemap.xml", "sitemap", self.site_map)
        app.add_url_rule("/sitemap-<int:number>.xml", "sitemap_part", self.site_map_part)

    def health(self) -> Response:
        """200 when the index answers a search, else 503."""
        state = self._service.state()
        answers = state.ready and self._answers()
        return _respond_state(_describe_health(state, answers), state, is_well=answers)

    def ready(self) -> Response:
        """200 when an index is open, else 503 with the kind of the problem; nothing is searched."""
        state = self._service.state()
        problem = None if state.problem is None else describe_error(state.problem).kind
        answer = ReadyAnswer(status="ready" if state.ready else "unavailable", problem=problem)
        return _respond_state(answer, state, is_well=state.ready)

    def open_search(self) -> Response:
        """The description with which a browser adds the site to its search engines."""
        reader = current_reader()
        kept = "".join(f"&{one.name}={one.value}" for one in reader.kept())
        xml = render_template(
            "opensearch.xml",
            host=request.host_url,
            language=reader.texts.language,
            kept=kept,
            own=request.host_url.rstrip("/") + reader.link("/opensearch.xml"),
        )
        return Response(xml, mimetype="application/opensearchdescription+xml")

    def robots(self) -> Response:
        """What crawlers should leave alone."""
        text = f"{_ROBOTS}Sitemap: {request.host_url}sitemap.xml\n"
        return Response(text, mimetype="text/plain")

    def site_map(self) -> Response:
        """The map of a small archive; of a large one the list of its maps."""
        parts = -(-self._service.last_ordinal() // ARTICLES_PER_MAP)
        if parts <= 1:
            return self.site_map_part(0)
        root = request.host_url
        rows = (
            f"<sitemap><loc>{escape(root)}sitemap-{number}.xml</loc></sitemap>\n" for number in range(parts)
        )
        return _respond_map("sitemapindex", rows)

    def site_map_part(self, number: int) -> Response:
        """The pages of the articles that came into the archive *number* × 25,000 and later, and the first 25,000 of them."""
        first = number * ARTICLES_PER_MAP
        if number and first >= self._service.last_ordinal():
            raise NotFoundError("there is no such part of the site map")
        found = self._service.addresses(after_ordinal=first, limit=ARTICLES_PER_MAP)
        root = request.host_url.rstrip("/")
        pages = [f"<url><loc>{escape(root + path)}</loc></url>\n" for path in _MAP_PAGES if number == 0]
        articles = (
            f"<url><loc>{escape(root)}/article/{quote(encode_id(one.id), safe='%')}</loc>"
            f"<lastmod>{one.stored_at.astimezone(SHANGHAI).isoformat(timespec='seconds')}</lastmod></url>\n"
            for one in found
            if one.ordinal <= first + ARTICLES_PER_MAP
        )
        return _respond_map("urlset", iter([*pages, *articles]))

    def _answers(self) -> bool:
        try:
            self._service.search(SearchRequest(size=1, with_facets=False))
        except OperatorError:
            return False
        return True


def _respond_state(answer: HealthAnswer | ReadyAnswer, state: ServiceState, *, is_well: bool) -> Response:
    response = Response(render_json(answer), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.headers[GENERATION_HEADER] = state.generation
    if not is_well:
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _respond_map(kind: str, rows: Iterator[str]) -> Response:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} xmlns="{_MAP_NAMESPACE}">\n'
    response = Response(head + "".join(rows) + f"</{kind}>\n", mimetype="application/xml")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _describe_health(state: ServiceState, answers: bool) -> HealthAnswer:
    return HealthAnswer(
        status="ok" if answers else "unavailable",
        articles=state.articles,
        engine=state.engine,
        generation=state.generation,
    )
