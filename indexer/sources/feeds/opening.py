"""A feed → the records of its entries, in its place among all other records.

What an entry says is read later, by `records.py`, and nothing of that is loaded here.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator
from typing import Final

from index.errors import ItemError
from indexer.inputs import EntryRecord, ParsedFeed, RawRecord
from indexer.sources.feeds.confined_parser import ConfinedFeedParser

_SHOWN_LINKS: Final = 3
_NO_NAME: Final = "a feed without a name"


def open_feeds(
    records: Iterable[RawRecord | EntryRecord | ItemError],
    feeds: ConfinedFeedParser,
    encoding: str | None = None,
) -> Iterator[RawRecord | EntryRecord | ItemError]:
    """Put the entries of each feed in its place, or the ItemError of what is none; everything else goes through."""
    for record in records:
        if not isinstance(record, RawRecord) or record.format != "feed":
            yield record
            continue
        try:
            feed = feeds.parse(record.content, charset=encoding or record.charset, base_url=record.url)
        except ItemError as error:
            yield ItemError(error.reason, path=record.path)
            continue
        yield from entry_records(feed, path=record.path, feed_url=record.url)


def entry_records(feed: ParsedFeed, *, path: str, feed_url: str | None = None) -> Iterator[EntryRecord]:
    """The feed's entries, each with what makes its id one of a kind: the address of its feed, or what stands for it.

    *path* is what reports call the feed; *feed_url* the address that it was asked under, where it was.
    """
    identity = feed_url or feed.url or feed.site_url or feed.title or _NO_NAME
    warnings = (*feed.warnings, *_shared_links(feed))
    for number, entry in enumerate(feed.entries, start=1):
        yield EntryRecord(
            path=path,
            number=number,
            feed=identity,
            feed_title=feed.title,
            entry=entry,
            # What concerns the feed as a whole is said once.
            warnings=warnings if number == 1 else (),
        )


def _shared_links(feed: ParsedFeed) -> Iterator[str]:
    """Say which links several entries have: a link decides who an article is, so they become versions of one."""
    links = collections.Counter(entry.url for entry in feed.entries if entry.url is not None)
    for url, entries in links.most_common(_SHOWN_LINKS):
        if entries > 1:
            yield f"{entries:,} entries have the link {url[:100]}: versions of one article"
