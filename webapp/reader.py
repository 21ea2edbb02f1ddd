"""Who reads a page: the language of the interface, and what every template needs because of it.

One per request, made from the address and Accept-Language; nothing is remembered (no cookies).
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, g, request

from webapp.texts import LANGUAGE_NAMES, Language, Texts, choose_language, load_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChoice:
    """One language of the interface and the address of this page in it."""

    language: Language
    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The words for this reader; *chosen* is the language where the address names one, to be kept in links."""

    texts: Texts
    chosen: Language | None

    def link(self, path: str) -> str:
        """*path* (without parameters) with the chosen language kept."""
        return path if self.chosen is None else f"{path}?{urlencode({'lang': self.chosen})}"

    def choices(self) -> tuple[LanguageChoice, ...]:
        """This page in each language; relative to its own path, which may hold an id of any shape."""
        kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang" and value]
        return tuple(
            LanguageChoice(
                language=language,
                name=name,
                url="?" + urlencode([*kept, ("lang", language)], errors="replace"),
                is_current=language == self.texts.language,
            )
            for language, name in LANGUAGE_NAMES
        )


def current_reader() -> Reader:
    """The reader of the request being answered."""
    if "reader" not in g:
        language = choose_language(request.args.get("lang"), request.accept_languages)
        named = (request.args.get("lang") or "").lower() == language.lower()
        g.reader = Reader(texts=load_texts(language), chosen=language if named else None)
    reader: Reader = g.reader
    return reader


def respond_page(html: str) -> Response:
    """A page in the reader's language; caches must ask again, since an archive changes at any time."""
    response = Response(html, mimetype="text/html")
    response.headers["Content-Language"] = current_reader().texts.language
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "no-cache"
    return response
