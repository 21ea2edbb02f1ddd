"""The pages that people see: search, article, help.

Reads the request, asks the library, renders a template; what a page shows is put together in `views/search.py` and
`views/article.py`. Errors are raised and answered in `problems.py`.
"""

from __future__ import annotations

import dataclasses

from flask import Flask, Response, render_template, request

from index.analysis.pinyin import parse_pinyin
from index.archive.folder import DataFolder
from index.errors import IndexMissingError, NotBuiltError, ParameterError
from index.model import SearchRequest, SearchResult, ShownScript
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from index.store.lock import find_writer
from index.suggesting.alternatives import Alternative
from webapp.addresses import SearchAddress
from webapp.citations import CITATION_FILES
from webapp.clock import Clock
from webapp.machines.exports import EXPORT_NAMES
from webapp.parameters import parse_query, parse_script, parse_search_request, parse_version
from webapp.reader import Reader, current_reader, respond_page
from webapp.region_names import choose_region_names
from webapp.security import GENERATION_HEADER
from webapp.texts import load_help
from webapp.views.article import ArticleViewer
from webapp.views.neighbours import find_neighbours
from webapp.views.search import Found, build_search_view

_HELP_EXAMPLES = 6
_FEW_RESULTS = 5


class Pages:
    """The views that people see."""

    def __init__(
        self, service: SearchService, gazetteer: Gazetteer, folder: DataFolder, clock: Clock
    ) -> None:
        self._service = service
        self._gazetteer = gazetteer
        self._folder = folder
        self._clock = clock

    def register(self, app: Flask) -> None:
        """Give *app* the pages' routes."""
        app.add_url_rule("/", "search", self.search)
        app.add_url_rule("/article/<article_id:article_id>", "article", self.article)
        for style in CITATION_FILES:
            rule = f"/cite/{style}/<article_id:article_id>"
            app.add_url_rule(rule, f"cite_{style}", self.cite, defaults={"style": style})
        app.add_url_rule("/help", "help", self.help)

    def search(self) -> Response:
        """The page of results; the newest articles where nothing is asked; the first steps where there are none."""
        reader = current_reader()
        asked = dataclasses.replace(
            parse_search_request(request.args, self._gazetteer), with_facets=True, with_provinces=True
        )
        address = _read_address(asked, reader)
        try:
            found = self._find(address)
        except IndexMissingError:
            raise
        except NotBuiltError:
            is_writing = find_writer(self._folder.path) is not None
            html = render_template("first_steps.html", address=address, is_writing=is_writing)
            return respond_page(html)
        view = build_search_view(found, address, self._gazetteer, reader, self._clock().date())
        examples = load_help(reader.texts.language)[:_HELP_EXAMPLES]
        html = render_template(
            "search.html", view=view, address=address, examples=examples, export_names=EXPORT_NAMES
        )
        response = respond_page(html)
        response.headers[GENERATION_HEADER] = found.result.generation
        return response

    def _find(self, address: SearchAddress) -> Found:
        result = self._service.search(address.request)
        shares = address.shows_share and result.timeline is not None
        return Found(
            result=result,
            alternatives=self._find_alternatives(result, address.request),
            listings=() if address.shows_titles else self._service.listings([hit.id for hit in result.hits]),
            archive=self._service.archive_counts(result.timeline, all_copies=address.request.all_copies)
            if shares and result.timeline
            else None,
        )

    def _find_alternatives(self, result: SearchResult, request: SearchRequest) -> tuple[Alternative, ...]:
        """All of them where nothing is found; other spellings where the query was loosened, or may be pinyin."""
        if result.total == 0:
            return self._service.alternatives(request)
        # Letters that few articles hold are pinyin more often than not.
        is_little = result.total < _FEW_RESULTS and parse_pinyin(request.query) is not None
        return self._service.respellings(request) if is_little or result.match != "exact" else ()

    def article(self, article_id: str) -> Response:
        """One article, the query of the address marked in it."""
        reader = current_reader()
        query, script = parse_query(request.args), parse_script(request.args)
        shown = self._service.article(article_id, query=query, script=script)
        address = _read_address(self._search_around(query, script), reader)
        viewer = ArticleViewer(
            address=address,
            names=choose_region_names(self._gazetteer, script, reader.texts),
            reader=reader,
            shows_names=request.args.get("names") == "1",
            version=parse_version(request.args),
            today=self._clock().date(),
        )
        view = viewer.view(shown, self._service.alike(article_id))
        neighbours = find_neighbours(self._service, address, article_id)
        html = render_template("article.html", view=view, address=address, neighbours=neighbours)
        response = respond_page(html)
        response.headers[GENERATION_HEADER] = self._service.state().generation
        return response

    def _search_around(self, query: str, script: ShownScript) -> SearchRequest:
        """The search that led to an article, for the way back; only its query where the rest cannot be read."""
        try:
            return parse_search_request(request.args, self._gazetteer)
        except ParameterError:
            return SearchRequest(query=query, script=script)

    def cite(self, style: str, article_id: str) -> Response:
        """The citation of an article as a file for a program that keeps references."""
        article = self._service.article(article_id).article
        file = CITATION_FILES[style]
        response = Response(file.render(article), mimetype=file.mimetype)
        response.headers["Content-Disposition"] = f'attachment; filename="zhengwen.{file.ending}"'
        response.headers[GENERATION_HEADER] = self._service.state().generation
        return response

    def help(self) -> Response:
        """The query language by example."""
        reader = current_reader()
        address = SearchAddress(request=SearchRequest(), language=reader.chosen)
        rows = load_help(reader.texts.language)
        return respond_page(render_template("help.html", rows=rows, address=address))


def _read_address(asked: SearchRequest, reader: Reader) -> SearchAddress:
    """The search *asked* for and how its page is shown, as the address of the request says; what it does not know it ignores."""
    return SearchAddress(
        request=asked,
        language=reader.chosen,
        shows_share=request.args.get("chart") == "share",
        shows_titles=request.args.get("view") == "titles",
    )
