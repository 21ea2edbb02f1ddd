"""A feed as it goes from the confined child to the program: JSON there, the same `ParsedFeed` here. Nothing else uses it."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, Final

from index.errors import ItemError
from indexer.inputs import FeedEntry, ParsedFeed
from indexer.sources.given_dates import parse_iso_date

_FEED_FIELDS: Final = tuple(field.name for field in dataclasses.fields(ParsedFeed))
_ENTRY_FIELDS: Final = tuple(field.name for field in dataclasses.fields(FeedEntry))


def dump_feed(feed: ParsedFeed | ItemError) -> bytes:
    """A feed, or why there is none."""
    if isinstance(feed, ItemError):
        return _dump({"error": feed.reason})
    return _dump(
        {name: getattr(feed, name) for name in _FEED_FIELDS}
        | {"entries": [_plain_entry(entry) for entry in feed.entries]}
    )


def load_feed(answer: bytes) -> ParsedFeed:
    """The feed that was dumped. Raises ItemError where there was none."""
    # An id may hold half of a surrogate pair, as JSON can write it.
    feed: dict[str, Any] = json.loads(answer.decode("utf-8", "surrogatepass"))
    if "error" in feed:
        raise ItemError(feed["error"])
    entries = tuple(_read_entry(entry) for entry in feed["entries"])
    return ParsedFeed(**feed | {"entries": entries, "warnings": tuple(feed["warnings"])})


def _plain_entry(entry: FeedEntry) -> dict[str, Any]:
    plain = {name: getattr(entry, name) for name in _ENTRY_FIELDS}
    return plain | {"published": None if entry.published is None else entry.published.iso()}


def _read_entry(entry: dict[str, Any]) -> FeedEntry:
    published = entry["published"]
    return FeedEntry(
        **entry
        | {
            "published": None if published is None else parse_iso_date(published),
            "tags": tuple(entry["tags"]),
            "warnings": tuple(entry["warnings"]),
        }
    )


def _dump(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
