"""An entry of a feed → an article as given.

The entry's own text is what is stored: its content, or its summary where it has no more. Whoever completes entries by
their pages does so before (`dataclasses.replace` of body and `is_full`). Next: `indexer/pipeline.py`.
"""

from __future__ import annotations

from index.errors import ItemError
from indexer.extract.boilerplate import find_author, split_boilerplate
from indexer.extract.headline import first_sentence
from indexer.inputs import ArticleInput, EntryRecord, InputDefaults


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
