"""Atom 1.0 (RFC 4287) and Atom 0.3 → entries: the elements are alike, how a text is encoded is said differently."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from indexer.inputs import FeedEntry, ParsedFeed
from indexer.sources.decode import UnknownEncodingError, decode_markup
from indexer.sources.feeds.elements import (
    base_of,
    child_text,
    children,
    film_text,
    language_of,
    markup_of,
    source_text_of,
    text_of,
)
from indexer.sources.feeds.entries import (
    EntryParts,
    Markup,
    MarkupKind,
    absolute_link,
    build_entry,
    clean_name,
    only_address,
)
from indexer.sources.feeds.xml_tree import Element, local_name

_DATE_NAMES: Final = ("published", "issued", "created", "updated", "modified")
# XHTML without an element in it is text: XML has undone its references.
_PLAIN_TYPES: Final = frozenset({"", "text", "text/plain", "xhtml", "application/xhtml+xml"})
_NO_TEXT: Final = re.compile(r"(?:image|audio|video|font|application)/(?!(?:xhtml\+)?xml|json|html).*")


def read_atom(root: Element, base_url: str | None) -> ParsedFeed:
    """Read a feed whose root is `feed`, or a single `entry`; *base_url* is the address it came from."""
    base = base_of(root, base_url)
    return ParsedFeed(
        title=_one_name(root, "title"),
        entries=tuple(_read_entry(entry, base) for entry in _entries(root)),
        site_url=_link(root, "alternate", base),
        url=_link(root, "self", base),
        older_url=_link(root, "next", base) or _link(root, "prev-archive", base),
        language=language_of(root),
    )


def _entries(root: Element) -> Iterator[Element]:
    for element in root.iter():
        if local_name(element) == "entry":
            yield element


def _read_entry(entry: Element, base: str | None) -> FeedEntry:
    origin = next(children(entry, "source"), None)
    return build_entry(
        EntryParts(
            title=_markup(entry, "title"),
            summary=_markup(entry, "summary"),
            film=Markup(film_text(entry), MarkupKind.PLAIN),
            content=_markup(entry, "content"),
            id=child_text(entry, "id"),
            links=(child_text(entry, "origlink"), *_hrefs(entry), only_address(child_text(entry, "id"))),
            dates=[child_text(entry, name) for name in _DATE_NAMES],
            authors=[child_text(author, "name") or text_of(author) for author in children(entry, "author")],
            tags=[category.get("label") or category.get("term", "") for category in children(entry, "category")],
            source="" if origin is None else child_text(origin, "title"),
            raw=source_text_of(entry),
            base=base_of(entry, base),
        )
    )  # fmt: skip


def _hrefs(element: Element) -> Iterator[str]:
    """Addresses of the page, HTML before other forms."""
    links = [link for link in children(element, "link") if link.get("rel", "alternate") == "alternate"]
    links.sort(key=lambda link: "html" not in link.get("type", "text/html"))
    return (link.get("href", "") for link in links)


def _link(element: Element, relation: str, base: str | None) -> str | None:
    for link in children(element, "link"):
        if link.get("rel", "alternate") == relation:
            return absolute_link(link.get("href", ""), base)
    return None


def _one_name(element: Element, name: str) -> str:
    return clean_name(_markup(element, name)) or ""


def _markup(element: Element, name: str) -> Markup:
    """The first child of that name that says something, read as its type says."""
    for child in children(element, name):
        markup = _read_value(child)
        if markup.value.strip():
            return markup
    return Markup("")


def _read_value(element: Element) -> Markup:
    kind, mode = element.get("type", "").strip().lower(), element.get("mode", "").strip().lower()
    if _NO_TEXT.fullmatch(kind):
        return Markup("")
    if mode == "base64":
        return Markup(_unpacked(text_of(element)))
    if len(element) > 0:
        return Markup(markup_of(element))
    value = element.text or ""
    return Markup(value, MarkupKind.PLAIN if kind in _PLAIN_TYPES and mode != "escaped" else MarkupKind.HTML)


def _unpacked(packed: str) -> str:
    try:
        return decode_markup(base64.b64decode(packed)).text
    except (binascii.Error, ValueError, UnknownEncodingError):
        return ""
