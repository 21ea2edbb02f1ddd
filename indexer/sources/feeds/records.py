"""An entry of a feed → an article as given; a feed → the records of its entries.

The entry's own text is what is stored: its content, or its summary where it has no more. Whoever completes entries by
their pages does so before (`dataclasses.replace` of body and `is_full`). Next: `indexer/pipeline.py`.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator
from typing import Final

from index.errors import ItemError
from indexer.extract.boilerplate import find_author, split_boilerplate
from indexer.extract.headline import first_sentence
from indexer.inputs import ArticleInput, EntryRecord, InputDefaults, ParsedFeed, RawRecord
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


def parse_entry(record: EntryRecord, defaults: InputDefaults) -> ArticleInput:
    """Make an article of one entry; *defaults* fill what it leaves out. Pure.

    A missing title is the text's first sentence; captions, bylines and legal tail go as from a page. Raises ItemError for
    an entry of neither title nor text.
    """
    entry = record.entry
    text = entry.body if entry.is_full or not entry.summary else max(entry.body, entry.summary, key=len)
    if not entry.title and not text:
        raise ItemError(f"entry {record.number}: neither title nor text", path=record.path)
    paragraphs = text.split("\n")
    title = entry.title or first_sentence(paragraphs[0])
    split = split_boilerplate(paragraphs, title)
    return ArticleInput(
        title=title,
        body="\n".join(split.kept),
        raw=entry.raw or text,
        url=entry.url,
        feed=record.feed,
        feed_item_id=entry.id,
        published=entry.published,
        published_origin=entry.published_origin if entry.published is not None else None,
        source=entry.source or defaults.source or record.feed_title or None,
        author=entry.author or find_author(paragraphs, split),
        tags=entry.tags,
        regions=defaults.regions,
        is_reading=True,
        warnings=(
            *record.warnings,
            *(f"entry {record.number}: {warning}" for warning in entry.warnings),
        ),
    )
