"""The page of saved searches: what each asks, what is new since the last look, its feed, and the command that marks it.

The site only reads: looking at this page marks nothing as seen.
"""

from __future__ import annotations

import dataclasses
import shlex
from dataclasses import dataclass

from flask import Flask, Response, render_template

from index.archive.folder import DataFolder
from index.archive.saved_searches import load_saved
from index.errors import NotBuiltError
from index.model import SHANGHAI
from index.regions.gazetteer import Gazetteer
from index.search import SearchService
from webapp.addresses import SearchAddress
from webapp.reader import Reader, current_reader, respond_page
from webapp.saved_searches import CountedSearch, count_saved
from webapp.views.filters import Chip, FilterView


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A saved search; *new_url* finds only what is new, *command* is what marks it as seen."""

    name: str
    query: str
    chips: tuple[Chip, ...]
    url: str
    new_url: str
    atom_url: str
    total: int
    new: int
    seen: str
    command: str
    problem: str | None


class SavedPages:
    """The view of saved searches."""

    def __init__(
        self, service: SearchService, gazetteer: Gazetteer, folder: DataFolder, command: str
    ) -> None:
        """*command* is what a terminal calls the program with this folder by."""
        self._service = service
        self._gazetteer = gazetteer
        self._folder = folder
        self._command = command

    def register(self, app: Flask) -> None:
        """Give *app* the route."""
        app.add_url_rule("/saved", "saved", self.saved)

    def saved(self) -> Response:
        """The list, in its order."""
        reader = current_reader()
        try:
            counted = [count_saved(one, self._service, self._gazetteer) for one in load_saved(self._folder)]
        except NotBuiltError:
            counted = []
        views = [self._view(one, reader) for one in counted]
        return respond_page(render_template("saved.html", views=views))

    def _view(self, one: CountedSearch, reader: Reader) -> SavedView:
        request = dataclasses.replace(one.request, script=reader.script)
        address = SearchAddress(request=request, language=reader.chosen)
        only_new = dataclasses.replace(request, added_after=one.saved.seen_ordinal)
        filters = FilterView(address=address, gazetteer=self._gazetteer, reader=reader)
        return SavedView(
            name=one.saved.name,
            query=request.query,
            chips=filters.chips(),
            url=address.url(),
            new_url=dataclasses.replace(address, request=only_new).url(),
            atom_url=address.at("/search.atom"),
            total=one.total,
            new=one.new,
            seen=one.saved.seen_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
            command=f"{self._command} saved seen {shlex.quote(one.saved.name)}",
            problem=one.problem,
        )
