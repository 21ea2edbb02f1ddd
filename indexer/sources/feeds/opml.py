"""Lists of feeds as readers exchange them: OPML 1.0 and 2.0 (http://opml.org/spec2.opml), in and out.

The same safe XML as feeds; outlines without an address of a feed are folders or notes. Subscriptions themselves are kept elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from index.errors import ItemError
from indexer.sources.decode import UnknownEncodingError, decode_markup
from indexer.sources.feeds.entries import absolute_link, clean_name
from indexer.sources.feeds.xml_tree import Element, local_name, parse_xml

MAX_DEPTH: Final = 32
_LONGEST_SHOWN: Final = 200
# `feed://host/…` and `feed:https://host/…`, as browsers once handed feeds to readers.
_FEED_SCHEME: Final = re.compile(r"^feed:(//)?(https?://)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedOutline:
    """One feed of a list: its address, its name, its site, and the folders around it, the outermost first."""

    url: str
    title: str | None = None
    site_url: str | None = None
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """The feeds of a list, each address once, in the order of the file; and the addresses that are none of the web."""

    outlines: tuple[FeedOutline, ...]
    refused: tuple[str, ...] = ()


def parse_opml(content: bytes) -> FeedList:
    """Read a list. Raises ItemError where it is no OPML or names no feed."""
    try:
        tree = parse_xml(decode_markup(content).text)
    except UnknownEncodingError as error:
        raise ItemError(f"not a list of feeds: {error}") from error
    except ItemError as error:
        raise ItemError(f"not a list of feeds: {error.reason}") from error
    if local_name(tree.root) not in ("opml", "outlinedocument"):
        raise ItemError(f"not a list of feeds (OPML): its root is <{local_name(tree.root)[:40]}>")
    found: dict[str, FeedOutline] = {}
    refused: dict[str, None] = {}
    for outline in _walk(tree.root, ()):
        if isinstance(outline, str):
            refused[outline] = None
        else:
            found.setdefault(outline.url, outline)
    if not found and not refused:
        raise ItemError("a list without feeds")
    return FeedList(outlines=tuple(found.values()), refused=tuple(refused))


def render_opml(outlines: Iterable[FeedOutline], title: str) -> str:
    """Write a list as OPML 2.0, UTF-8 declared, folders as outlines around their feeds."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"  <head><title>{escape(title)}</title></head>", "  <body>"]
    folders: dict[tuple[str, ...], list[FeedOutline]] = {}
    for outline in outlines:
        folders.setdefault(outline.folders, []).append(outline)
    for path, feeds in folders.items():
        indents = ["  " * (depth + 2) for depth in range(len(path) + 1)]
        lines += [f"{indents[depth]}<outline text={quoteattr(name)}>" for depth, name in enumerate(path)]
        lines += [f"{indents[-1]}{_render_outline(feed)}" for feed in feeds]
        lines += [f"{indents[depth]}</outline>" for depth in reversed(range(len(path)))]
    return "\n".join((*lines, "  </body>", "</opml>", ""))


def _walk(element: Element, folders: tuple[str, ...]) -> Iterator[FeedOutline | str]:
    """The feeds below an element, and the addresses there that are none."""
    for child in element:
        if local_name(child) != "outline":
            yield from _walk(child, folders)
            continue
        attributes = {name.lower(): value for name, value in child.attrib.items()}
        name = clean_name(attributes.get("title") or attributes.get("text") or "")
        given = (attributes.get("xmlurl") or _included(attributes)).strip()
        url = absolute_link(_FEED_SCHEME.sub(_as_web, given), None)
        if url is not None:
            site_url = absolute_link(attributes.get("htmlurl", ""), None)
            yield FeedOutline(url=url, title=name, site_url=site_url, folders=folders)
        elif given:
            yield given[:_LONGEST_SHOWN]
        if len(folders) < MAX_DEPTH:
            # What stands inside a feed is beside it: only folders are folders.
            yield from _walk(child, (*folders, name) if name and url is None else folders)


def _as_web(scheme: re.Match[str]) -> str:
    return scheme[2] or "http://"


def _included(attributes: dict[str, str]) -> str:
    """The address where a list writes `type="rss" url="…"`, as old ones do."""
    return attributes.get("url", "") if attributes.get("type", "").lower() in ("rss", "atom", "feed") else ""


def _render_outline(feed: FeedOutline) -> str:
    name = feed.title or feed.url
    site = f" htmlUrl={quoteattr(feed.site_url)}" if feed.site_url else ""
    return f'<outline type="rss" text={quoteattr(name)} title={quoteattr(name)} xmlUrl={quoteattr(feed.url)}{site}/>'
