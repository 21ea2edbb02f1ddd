"""Reading again: stored pages and plain texts through today's readers, from the raw text that the store keeps of each.

    stored raw → parse_page | parse_plain_text (workers) → title and body → learned paragraphs cut → the store

What a reader has learned since (last lines, captions, titles) reaches old articles, with the day and author of a line that leaves the
text: no new version, the same ids. `zhengwen rebuild --reread` makes the index of it afterwards (`rebuild.py`). Killed on the way, what was committed is whole: the
next writer indexes it, and reading again goes over all. Articles of JSON lines are as they were given, entries of feeds stand
without their feed; neither is read again.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence, Set
from contextlib import closing
from dataclasses import dataclass
from typing import Final, NamedTuple

from index.archive.folder import DataFolder
from index.errors import ItemError
from index.model import Article
from index.store.lock import WriterLock
from index.store.merging import merge_particulars
from index.store.port import StoredArticle
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from indexer.extract.repeated import cut_repeated, paragraph_key
from indexer.failpoints import FailPoint
from indexer.inputs import ArticleInput, InputDefaults, InputFormat, RawRecord
from indexer.learning import learned_keys
from indexer.pipeline import Pipeline
from indexer.sources.detect_format import HEAD_BYTES, Content, detect_content
from indexer.workers import BatchFunction, WorkerPool, default_processes

_SMALL: Final = 40
"""Articles up to which starting worker processes costs more than they save, most of them pages."""
_FORMATS: Final[dict[Content, InputFormat]] = {Content.TEXT: "text", Content.PAGE: "html"}
_STORED: Final = InputDefaults(encoding="utf-8")
_ENTRY: Final = re.compile(r"\s*<(?:[\w.-]{1,20}:)?(?:item|entry|url)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadReport:
    """How many articles were *read* again, how many of them *changed*; *failed* ones stay as they are."""

    read: int
    changed: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Learned:
    """Whose learned paragraphs may be cut from which article, by ordinal; the keys of those that a person *kept*, by publisher."""

    publishers: Mapping[int, str]
    kept: Mapping[str, Set[int]]

    def loses_kept(self, ordinal: int, before: str, after: str) -> bool:
        """True where a paragraph that a person kept is in the text *before*, and not *after*."""
        kept = self.kept.get(self.publishers.get(ordinal, ""), frozenset())
        if not kept:
            return False
        here, there = (set(map(paragraph_key, text.split("\n"))) for text in (before, after))
        return bool((here & kept) - there)


class _Reread(NamedTuple):
    """What an article is read as now, derived anew, with its text before learned paragraphs were cut; None: it failed."""

    ordinal: int
    article: Article | None
    uncut: str
    is_changed: bool


def reread(folder: DataFolder, *, workers: int, failpoint: FailPoint | None = None) -> RereadReport:
    """Bring the stored texts to what is read of their raw text now; the index is made by whoever writes next.

    Raises LockedError, StorageFullError, DamagedError, UserError (dictionary), OperatorError (a worker died).
    """
    failpoint = FailPoint() if failpoint is None else failpoint
    folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    read = changed = failed = 0
    with (
        WriterLock(folder.path),
        closing(SqliteStoreWriter(folder.path, now=lambda: dt.datetime.now(dt.UTC))) as store,
        closing(SqliteStoreReader(folder.path)) as reader,
        closing(Pipeline(folder.user_terms())) as pipeline,
    ):
        learned = _load_learned(store)
        pipeline.use_boilerplate(learned_keys(store.learned_paragraphs()))
        processes = default_processes(workers) if store.count() > _SMALL else 0
        if processes:
            pipeline.warm_up()
        with WorkerPool(functools.partial(_rereader, pipeline, learned), processes) as pool:
            for batch in pool.map(reader.all_articles()):
                again = [one for one in batch if one is not None]
                _keep(store, learned.publishers, again)
                read += len(again)
                changed += sum(one.is_changed for one in again)
                failed += sum(one.article is None for one in again)
                failpoint.reached("reread-batch")
    return RereadReport(read=read, changed=changed, failed=failed)


def _load_learned(store: SqliteStoreWriter) -> _Learned:
    kept: dict[str, set[int]] = {}
    for one in store.learned_paragraphs():
        if one.kept:
            kept.setdefault(one.publisher, set()).add(one.key)
    publishers = {
        reading.ordinal: publisher
        for publisher in store.publishers()
        for reading in store.readings(publisher)
    }
    return _Learned(publishers=publishers, kept=kept)


def _keep(store: SqliteStoreWriter, publishers: Mapping[int, str], again: Sequence[_Reread]) -> None:
    for one in again:
        if one.article is None or not one.is_changed:
            continue
        store.replace_text(one.ordinal, one.article)
        if one.ordinal in publishers:
            uncut = None if one.uncut == one.article.body else one.uncut
            store.note_reading(one.ordinal, publishers[one.ordinal], uncut)
    store.commit()


def _rereader(pipeline: Pipeline, learned: _Learned) -> BatchFunction[StoredArticle, _Reread | None]:
    return lambda batch: [_read_again(pipeline, learned, stored) for stored in batch]


def _read_again(pipeline: Pipeline, learned: _Learned, stored: StoredArticle) -> _Reread | None:
    """The article as it is read now; None where it is none of ours to read."""
    article = stored.article
    form = stored_format(article.raw)
    if form is None or article.identity.startswith(("id:", "feed:")):
        return None
    record = RawRecord(
        path=article.id,
        line=None,
        format=form,
        content=article.raw.encode("utf-8", "replace"),
        url=article.url,
    )
    try:
        given = pipeline.read(record, _STORED)
        body = cut_repeated(given.body, pipeline.boilerplate_of(learned.publishers.get(stored.ordinal)))
        # Whatever a reader thinks of it today, a text that was found is not given up for none.
        if not body and article.body:
            raise ItemError("no text is found in it any more")
        again = _merged(article, given, body)
        if again == article or learned.loses_kept(stored.ordinal, article.body, body):
            return _Reread(stored.ordinal, article, given.body, False)
        derived = pipeline.derive(again).article
    except ItemError:
        return _Reread(stored.ordinal, None, "", False)
    return _Reread(stored.ordinal, derived, given.body, derived != article)


def _merged(article: Article, given: ArticleInput, body: str) -> Article:
    """The article with the text that is read now, and what its lines and metadata say now where nothing better is known."""
    incoming = dataclasses.replace(
        article,
        title=given.title,
        body=body,
        source=article.source or given.source,
        author=given.author,
        published=given.published,
        published_origin=given.published_origin if given.published is not None else None,
        tags=given.tags,
    )
    return merge_particulars(article, incoming, is_same_body=body == article.body)


def stored_format(raw: str) -> InputFormat | None:
    """How a stored raw text is read: as a page or as plain text; None where it is neither, or could be either.

    Of what was read under the name of a page or of a text the name is not stored.
    """
    if _ENTRY.match(raw):
        return None
    head = raw[:HEAD_BYTES].encode("utf-8", "replace")
    kinds = {detect_content(head, name) for name in ("", "page.html")}
    return _FORMATS.get(kinds.pop()) if len(kinds) == 1 else None
