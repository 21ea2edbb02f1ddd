"""Looking into elements of a feed: children by name, their value as text or markup, their own source text.

What RSS, Atom and sitemaps have in common; what the names mean stands in their readers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin

from lxml import etree

from indexer.extract.markup import looks_like_markup
from indexer.sources.feeds.xml_tree import Element, local_name, namespace_of

_DECLARATION: Final = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')
_CORE_OF_RSS: Final = re.compile(r"(?<![a-z])rss(?!.*/modules/)|netscape\.com/rdf")
_MEDIA: Final = "search.yahoo.com/mrss"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"


def children(element: Element, name: str, space: str | None = None) -> Iterator[Element]:
    """Children of that local name; of the namespaces that hold *space* only, where it is given ("" : core ones)."""
    for child in element:
        if local_name(child) == name and (space is None or _is_in(namespace_of(child), space)):
            yield child


def child_text(element: Element, name: str, space: str | None = None) -> str:
    """The text of the first such child that has any, "" without one."""
    return next((text for child in children(element, name, space) if (text := text_of(child))), "")


def film_text(element: Element) -> str:
    """What Media RSS says of the film of an entry in its group; "" without one. Of a picture it says the caption."""
    return next(
        (child_text(group, "description", _MEDIA) for group in children(element, "group", _MEDIA)), ""
    )


def text_of(element: Element) -> str:
    """All text inside an element, trimmed, tags left out."""
    return "".join(element.itertext()).strip()


def markup_of(element: Element) -> str:
    """What an element holds, as markup: its text where that is escaped HTML, else its children as they stand."""
    if len(element) == 0:
        return element.text or ""
    pieces = [_own_text(element.text)]
    for child in element:
        pieces += (etree.tostring(child, encoding="unicode", with_tail=False), _own_text(child.tail))
    return _DECLARATION.sub("", "".join(pieces))


def _own_text(text: str | None) -> str:
    """Text between elements, as markup; what a template escaped beside elements is markup already."""
    return text or "" if text and looks_like_markup(text) else html.escape(text or "")


def source_text_of(element: Element) -> str:
    """The element as it stands in the feed, without declarations of namespaces."""
    return _DECLARATION.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def base_of(element: Element, outer: str | None) -> str | None:
    """The address to which links inside the element are relative: its `xml:base`, itself relative to *outer*."""
    try:
        return urljoin(outer or "", element.base or "") or None
    except ValueError:
        return outer


def language_of(element: Element) -> str | None:
    """The `xml:lang` of the element itself."""
    return element.get(f"{_XML}lang") or None


def _is_in(namespace: str, space: str) -> bool:
    if space:
        return space in namespace
    # The core of RSS has no namespace, or one of its own in each version; modules are not it, nor is media's …/mrss/.
    return not namespace or _CORE_OF_RSS.search(namespace) is not None
