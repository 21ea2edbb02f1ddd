"""Who reads a page: the language of the interface, the script of the texts, and what every template needs of both.

One per request, made from the address and Accept-Language. The server remembers nothing (no cookies); a browser may keep
the choice for itself and put it into the address (`static/site.js`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, get_args
from urllib.parse import urlencode

from flask import Response, g, request

from index.analysis.shown_script import show_name, show_person, show_text
from index.model import EntityKind, FilterName, Script, ShownScript
from webapp.clock import Clock
from webapp.present import choose_text_language
from webapp.texts import LANGUAGE_NAMES, Language, Texts, choose_language, load_texts

ShowNames: TypeAlias = Callable[[EntityKind, Sequence[str], ShownScript], Sequence[str]]
"""Shows canonical names of a kind in a script, as the archive's articles write them (`SearchService.shown_names`)."""
SCRIPTS: tuple[ShownScript, ...] = get_args(ShownScript)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderChoice:
    """One language or script by its name, and the address of this page in it."""

    value: str
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptValue:
    """A `name=value` that goes along with every link and form of a page."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The words for this reader; *chosen* is the language where the address names one, to be kept in links."""

    texts: Texts
    chosen: Language | None
    script: ShownScript = "original"

    def kept(self) -> tuple[KeptValue, ...]:
        """What the reader chose in the address."""
        values = (("script", "" if self.script == "original" else self.script), ("lang", self.chosen or ""))
        return tuple(KeptValue(name=name, value=value) for name, value in values if value)

    def link(self, path: str) -> str:
        """*path* (without parameters) with the reader's choices kept."""
        kept = urlencode([(one.name, one.value) for one in self.kept()])
        return f"{path}?{kept}" if kept else path

    def show(self, name: str, kind: FilterName | None = None) -> str:
        """A name of that kind, a source, an office or a tag in the script that the reader chose."""
        return show_person(name, self.script) if kind == "person" else show_name(name, self.script)

    def show_text(self, text: str, written: Script) -> str:
        """A text of an article that is *written* in that script, in the script that the reader chose."""
        return show_text(text, self.script, written)

    def text_language(self, script: Script = "mixed") -> str:
        """The `lang` of a text of the archive that is written in *script*, as `show` shows it."""
        return choose_text_language(script, self.script)

    def languages(self) -> tuple[ReaderChoice, ...]:
        """This page in each language of the interface."""
        current = self.texts.language
        return tuple(
            ReaderChoice(value=one, name=name, url=_same_page("lang", one), is_current=one == current)
            for one, name in LANGUAGE_NAMES
        )

    def scripts(self) -> tuple[ReaderChoice, ...]:
        """This page with its texts as written, in simplified and in traditional script."""
        return tuple(
            ReaderChoice(
                value=one,
                name=self.texts[f"script_{one}"],
                url=_same_page("script", "" if one == "original" else one),
                is_current=one == self.script,
            )
            for one in SCRIPTS
        )


def _same_page(name: str, value: str) -> str:
    """The page shown with one parameter changed; relative to its own path, which may hold an id of any shape."""
    kept = [(other, given) for other, given in request.args.items(multi=True) if other != name and given]
    return "?" + urlencode([*kept, *([(name, value)] if value else [])], errors="replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page that every page leads to; *name* stands in the texts as `place_…`."""

    name: str
    path: str
    is_current: bool


PLACES = (("overview", "/overview"), ("saved", "/saved"), ("feeds", "/feeds"), ("help", "/help"))
"""The pages that every page leads to, by their name in the texts and their path."""


def describe_reader(clock: Clock) -> dict[str, object]:
    """What every template sees: the reader, their language's words, the site's places, today (Flask takes a dict)."""
    reader = current_reader()
    places = tuple(Place(name=name, path=path, is_current=request.path == path) for name, path in PLACES)
    return {"reader": reader, "t": reader.texts, "places": places, "today": clock().date().isoformat()}


def current_reader() -> Reader:
    """The reader of the request being answered; a script that cannot be read shows texts as they are written."""
    if "reader" not in g:
        language = choose_language(request.args.get("lang"), request.accept_languages)
        named = (request.args.get("lang") or "").lower() == language.lower()
        wanted = request.args.get("script")
        script = next((one for one in SCRIPTS if one == wanted), SCRIPTS[0])
        g.reader = Reader(texts=load_texts(language), chosen=language if named else None, script=script)
    reader: Reader = g.reader
    return reader


def respond_page(html: str) -> Response:
    """A page in the reader's language; caches must ask again, since an archive changes at any time."""
    response = Response(html, mimetype="text/html")
    response.headers["Content-Language"] = current_reader().texts.language
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-cache"
    return response
