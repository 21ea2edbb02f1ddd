"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/) → entries; what has a wrong type is passed over."""

from __future__ import annotations

import json
from typing import Any, Final

from index.errors import ItemError
from indexer.inputs import FeedEntry, ParsedFeed
from indexer.sources.feeds.entries import (
    EntryParts,
    Markup,
    MarkupKind,
    absolute_link,
    build_entry,
    clean_name,
)

_VERSION: Final = "jsonfeed.org/version/"


def read_json_feed(text: str, base_url: str | None) -> ParsedFeed:
    """Read decoded JSON. Raises ItemError where it is no JSON, or JSON of another kind."""
    try:
        feed = json.loads(text, strict=False)
    except RecursionError as error:
        raise ItemError("not a feed: got JSON nested too deeply") from error
    except ValueError as error:
        raise ItemError(f"not a feed: got JSON that is broken ({str(error)[:80]})") from error
    if not isinstance(feed, dict) or _VERSION not in _text(feed.get("version")):
        raise ItemError("not a feed: got JSON of another kind")
    site_url = absolute_link(_text(feed.get("home_page_url")), base_url)
    items = feed.get("items")
    found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return ParsedFeed(
        title=clean_name(Markup(_text(feed.get("title")), MarkupKind.PLAIN)) or "",
        entries=tuple(_read_item(item, site_url or base_url) for item in found),
        site_url=site_url,
        url=absolute_link(_text(feed.get("feed_url")), base_url),
        older_url=absolute_link(_text(feed.get("next_url")), base_url),
        language=_text(feed.get("language")) or None,
    )


def _read_item(item: dict[str, Any], base: str | None) -> FeedEntry:
    content = _text(item.get("content_html"))
    return build_entry(
        EntryParts(
            title=Markup(_text(item.get("title")), MarkupKind.PLAIN),
            summary=Markup(_text(item.get("summary")), MarkupKind.PLAIN),
            content=Markup(content) if content.strip() else Markup(_text(item.get("content_text")), MarkupKind.PLAIN),
            id=_text(item.get("id")),
            links=(_text(item.get("url")), _text(item.get("external_url"))),
            dates=(_text(item.get("date_published")), _text(item.get("date_modified"))),
            authors=_authors(item),
            tags=[_text(tag) for tag in _list(item.get("tags"))],
            raw=json.dumps(item, ensure_ascii=False),
            base=base,
        )
    )  # fmt: skip


def _authors(item: dict[str, Any]) -> list[str]:
    found = [*_list(item.get("authors")), item.get("author")]
    return [_text(author.get("name")) for author in found if isinstance(author, dict)]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    """Texts as they are, whole numbers as their digits (ids are often written so), "" for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:40] if abs(value) < 10**40 else ""
    return value if isinstance(value, str) else ""
