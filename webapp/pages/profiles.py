"""The pages of names: one person, body, place, term, source or region; all of a kind; the archive as a whole.

Reads the request, asks the library, renders a template; what a page shows is put together in `views/profile.py`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from flask import Flask, Response, render_template, request

from index.analysis.script import detect_script, name_key
from index.counting.profiles import Subject
from index.model import FilterName, SearchRequest, Sort
from index.regions.gazetteer import Gazetteer
from index.schema import FACET_NAMES, FacetName
from index.search import SearchService
from webapp.addresses import SearchAddress, render_profile_address
from webapp.clock import Clock
from webapp.parameters import parse_script
from webapp.reader import current_reader, respond_page
from webapp.region_names import choose_region_names
from webapp.security import GENERATION_HEADER
from webapp.views.profile import ProfileViewer
from webapp.views.search import Found, build_search_view

LISTED_NAMES = 600
"""Names on the page of a kind, the commonest first: 40 kB; what is rarer is found by typing it."""
_LATEST = 6
_OFFERED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedName:
    """A name that may be meant, what it names, and the address of its page."""

    name: str
    kind: str
    url: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedView:
    """A paragraph that is kept out of a source's articles, or was until a person gave it back (*is_kept*)."""

    text: str
    language: str
    articles: int
    handle: str
    is_kept: bool


class ProfilePages:
    """The views of names."""

    def __init__(self, service: SearchService, gazetteer: Gazetteer, clock: Clock) -> None:
        self._service = service
        self._gazetteer = gazetteer
        self._clock = clock

    def register(self, app: Flask) -> None:
        """Give *app* the routes."""
        app.add_url_rule("/overview", "overview", self.overview)
        for kind in FACET_NAMES:
            given: dict[str, FacetName] = {"kind": kind}
            app.add_url_rule(f"/{kind}/<article_id:name>", kind, self.profile, defaults=given)
            app.add_url_rule(f"/names/{kind}", f"names_{kind}", self.names, defaults=given)

    def profile(self, kind: FacetName, name: str) -> Response:
        """Since when, how often, where and with whom; 404 in plain words where nothing is."""
        reader, script = current_reader(), parse_script(request.args)
        divisions = self._gazetteer.resolve(name) if kind == "region" else ()
        if kind == "region" and len(divisions) != 1:
            return self._respond_empty(kind, name)
        subject = Subject(kind=kind, value=divisions[0].code if divisions else name)
        profile = self._service.profile(subject, script)
        viewer = ProfileViewer(
            gazetteer=self._gazetteer, reader=reader, shows_share=request.args.get("chart") == "share"
        )
        address = viewer.address_of(profile)
        if profile.total == 0:
            response = self._respond_empty(kind, name)
        else:
            view = viewer.view(profile, self._latest(address))
            learned = self._learned(name) if kind == "source" else ()
            html = render_template("profile.html", view=view, address=address, learned=learned)
            response = respond_page(html)
        response.headers[GENERATION_HEADER] = profile.generation
        return response

    def _learned(self, source: str) -> tuple[LearnedView, ...]:
        reader = current_reader()
        return tuple(
            LearnedView(
                text=reader.show_text(one.text, script := detect_script(one.text)),
                language=reader.text_language(script),
                articles=one.articles,
                handle=one.handle,
                is_kept=one.kept,
            )
            for one in self._service.learned_paragraphs(source)
        )

    def _respond_empty(self, kind: FacetName, name: str) -> Response:
        """404 in plain words, with the names that may be meant."""
        offered = self._offered(kind, name)
        reader, script = current_reader(), parse_script(request.args)
        asked = SearchRequest(query=name, script=script)
        address = SearchAddress(request=asked, language=reader.chosen)
        html = render_template(
            "profile_empty.html",
            name=name,
            address=address,
            offered=offered,
            is_ambiguous=kind == "region" and len(self._gazetteer.resolve(name)) > 1,
        )
        response = respond_page(html)
        response.status_code = 404
        return response

    def _offered(self, kind: FacetName, name: str) -> tuple[OfferedName, ...]:
        """The divisions that a name may mean, then names of the archive that hold it, those of its kind first."""
        reader = current_reader()
        regions = choose_region_names(self._gazetteer, reader.script, reader.texts)

        def address(kind: FilterName, value: str) -> str:
            return render_profile_address(kind, value, script=reader.script, language=reader.chosen)

        found = [
            OfferedName(
                name=" ".join(
                    regions.name(one.code) for one in reversed(self._gazetteer.ancestors(division.code))
                ),
                kind=reader.texts["kind_region"],
                url=address("region", division.code),
                language=regions.language,
            )
            for division in self._gazetteer.resolve(name)
            if kind != "region" or division.code != name
        ]
        suggested = [
            one
            for one in self._service.suggest(name, limit=_OFFERED)
            if name_key(one.text) != name_key(name) or one.kind != kind
        ]
        suggested.sort(key=lambda one: one.kind != kind)
        found += [
            OfferedName(
                name=reader.show(one.text, one.kind),
                kind=reader.texts[f"kind_{one.kind}"],
                url=address(one.kind, one.text),
                language=reader.text_language(),
            )
            for one in suggested
        ]
        return tuple(found)

    def _latest(self, address: SearchAddress) -> Found:
        asked = dataclasses.replace(address.request, sort=Sort.DATE, size=_LATEST, with_facets=False)
        result = self._service.search(asked)
        return Found(result=result, listings=self._service.listings([hit.id for hit in result.hits]))

    def names(self, kind: FacetName) -> Response:
        """Every name of a kind, the commonest first."""
        reader, script = current_reader(), parse_script(request.args)
        facet = self._service.names(kind, script)
        address = SearchAddress(request=SearchRequest(script=script), language=reader.chosen)
        viewer = ProfileViewer(gazetteer=self._gazetteer, reader=reader, shows_share=False)
        listed = viewer.companion_list(kind, facet.values[:LISTED_NAMES], address)
        html = render_template("names.html", listed=listed, total=len(facet.values), shown=LISTED_NAMES)
        return respond_page(html)

    def overview(self) -> Response:
        """The archive as a whole: how much, since when, where, whose."""
        reader, script = current_reader(), parse_script(request.args)
        asked = SearchRequest(script=script, size=_LATEST, with_provinces=True)
        result = self._service.search(asked)
        found = Found(result=result, listings=self._service.listings([hit.id for hit in result.hits]))
        address = SearchAddress(request=asked, language=reader.chosen)
        view = build_search_view(found, address, self._gazetteer, reader, self._clock().date())
        viewer = ProfileViewer(gazetteer=self._gazetteer, reader=reader, shows_share=False)
        lists = tuple(viewer.companions(result.facets or (), address, with_all=True))
        html = render_template("overview.html", view=view, lists=lists, address=address)
        response = respond_page(html)
        response.headers[GENERATION_HEADER] = result.generation
        return response
