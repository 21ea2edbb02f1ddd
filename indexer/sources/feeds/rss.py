"""RSS 0.90 to 2.0, RDF included → entries. One reader: the versions differ in where items stand, not in what they say.

RSS 0.9x: https://www.rssboard.org/rss-0-9-1-netscape · RSS 1.0: http://purl.org/rss/1.0/ · RSS 2.0:
https://www.rssboard.org/rss-specification. Modules: Dublin Core, content, Atom's links.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from indexer.inputs import FeedEntry, ParsedFeed
from indexer.sources.feeds.elements import (
    base_of,
    child_text,
    children,
    language_of,
    markup_of,
    source_text_of,
    text_of,
)
from indexer.sources.feeds.entries import (
    EntryParts,
    Markup,
    absolute_link,
    build_entry,
    clean_name,
    only_address,
)
from indexer.sources.feeds.xml_tree import Element, local_name

_DC: Final = "purl.org/dc"
_ATOM: Final = "atom"
_CONTENT: Final = "content"
_RDF_ABOUT: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def read_rss(root: Element, base_url: str | None) -> ParsedFeed:
    """Read a feed whose root is `rss`, `rdf:RDF` or a bare `channel`; *base_url* is the address it came from."""
    channel = next((element for element in root.iter() if local_name(element) == "channel"), root)
    site_url = absolute_link(child_text(channel, "link", ""), base_of(channel, base_url))
    base = site_url or base_url
    return ParsedFeed(
        title=clean_name(child_text(channel, "title")) or "",
        entries=tuple(_read_item(item, base) for item in _items(root)),
        site_url=site_url,
        url=_atom_link(channel, "self", base_url),
        older_url=_atom_link(channel, "next", base_url) or _atom_link(channel, "prev-archive", base_url),
        language=child_text(channel, "language") or language_of(root),
    )


def _items(root: Element) -> Iterator[Element]:
    """Items wherever the version puts them; what a broken feed nests inside another is an item of its own."""
    for element in root.iter():
        if local_name(element) == "item":
            yield element


def _atom_link(channel: Element, relation: str, base_url: str | None) -> str | None:
    for link in children(channel, "link", _ATOM):
        if link.get("rel") == relation:
            return absolute_link(link.get("href", ""), base_url)
    return None


def _read_item(item: Element, base: str | None) -> FeedEntry:
    guid = next(children(item, "guid"), None)
    guid_text = text_of(guid) if guid is not None else ""
    is_address = guid is not None and guid.get("isPermaLink", "true").strip().lower() != "false"
    return build_entry(
        EntryParts(
            title=_first_markup(item, ("title", ""), ("title", _DC), ("title", None)),
            summary=_first_markup(
                item, ("description", ""), ("description", _DC), ("summary", None), ("abstract", None)
            ),
            content=_first_markup(item, ("encoded", _CONTENT), ("content", _ATOM), ("body", "xhtml"), ("fulltext", None)),
            id=guid_text or item.get(_RDF_ABOUT, "") or child_text(item, "identifier", _DC),
            links=(
                child_text(item, "origlink"),
                child_text(item, "link", ""),
                *(link.get("href", "") for link in children(item, "link", _ATOM) if link.get("rel", "alternate") == "alternate"),
                only_address(guid_text) if is_address else "",
                only_address(item.get(_RDF_ABOUT, "")),
            ),
            dates=(
                child_text(item, "pubdate"),
                child_text(item, "date", _DC),
                child_text(item, "issued"),
                child_text(item, "created"),
                child_text(item, "published"),
                child_text(item, "updated"),
            ),
            authors=_texts(item, "creator", _DC) or _texts(item, "author", "") or _texts(item, "author"),
            tags=(*_texts(item, "category", ""), *_texts(item, "subject", _DC)),
            source=child_text(item, "source", "") or child_text(item, "publisher", _DC),
            raw=source_text_of(item),
            base=base_of(item, base),
        )
    )  # fmt: skip


def _first_markup(item: Element, *wanted: tuple[str, str | None]) -> Markup:
    """The first of the (name, namespace) pairs under which something stands."""
    for name, space in wanted:
        for child in children(item, name, space):
            if (markup := markup_of(child)).strip():
                return Markup(markup)
    return Markup("")


def _texts(item: Element, name: str, space: str | None = None) -> tuple[str, ...]:
    return tuple(text for child in children(item, name, space) if (text := text_of(child)))
