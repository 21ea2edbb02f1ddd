"""The article store in memory: every law of the port but durability, for tests and small tools.

A `MemoryStore` holds what was committed; its readers see that, its writer its own state as well. The decisions are those
of the SQLite store (`merging.py`); the questions stand in `memory_reading.py`. Nothing is written anywhere.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index.errors import GoneError, NotFoundError
from index.model import Article, ArticleVersion
from index.store.digest import TextKey, content_digest, text_key
from index.store.memory_boilerplate import MemoryBoilerplateWriting
from index.store.memory_feeds import MemoryFeedWriting
from index.store.memory_reading import MemoryReading
from index.store.memory_records import Record, State
from index.store.memory_stories import MemoryStoryWriting
from index.store.merging import (
    GIVEN_ID_PREFIX,
    BodyChange,
    compare_bodies,
    complete_key,
    merge_derived,
    merge_late_particulars,
    merge_particulars,
)
from index.store.near_copies import is_told_otherwise
from index.store.packed import PackedArticle, pack_article, unpack_article
from index.store.port import NameKind, PutOutcome, PutResult, StoredArticle
from index.store.stories import ALONE


class MemoryStore:
    """What was committed, and the way to it; *now* gives the aware time that new versions are stamped with."""

    def __init__(self, *, now: Callable[[], dt.datetime]) -> None:
        self.committed = State()
        self.now = now

    def reader(self) -> MemoryStoreReader:
        """A reader of whatever is committed at the time it is asked."""
        return MemoryStoreReader(self)

    def writer(self) -> MemoryStoreWriter:
        """The writer; one at a time."""
        return MemoryStoreWriter(self)


class MemoryStoreReader(MemoryReading):
    """Reads what was committed."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def _state(self) -> State:
        return self._store.committed


class MemoryStoreWriter(MemoryReading, MemoryBoilerplateWriting, MemoryFeedWriting, MemoryStoryWriting):
    """Changes a state of its own, which becomes the committed one at once."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._working = store.committed.copy()
        self._open_stories()

    def _state(self) -> State:
        return self._working

    def put(self, article: Article, *, again: bool = False) -> PutResult:
        """Store an article under its identity, as the laws of the port say. Its id is kept from the first time.

        Raises ItemError where a text holds a lone surrogate.
        """
        key = pack_article(article).key
        known = self._find_known(article)
        if known is None:
            ordinal = len(self._working.records) + 1
            article = replace(article, id=self._free_id(article.id))
            self._working.ordinals_by_id[article.id] = ordinal
            self._working.ordinals_by_identity[article.identity] = ordinal
            return self._placed(self._enter(ordinal, article, PutOutcome.ADDED, versions=()))
        if known.stored is None:
            if not again:
                return PutResult(outcome=PutOutcome.REMOVED, ordinal=0, sequence=0, version=0)
            article = replace(article, id=known.id, identity=known.identity)
            return self._placed(self._enter(known.ordinal, article, PutOutcome.ADDED, versions=()))
        return self._put_again(known, known.stored.article, article, key)

    def replace_text(self, ordinal: int, article: Article) -> int:
        """Store *article*'s body and what derives from it without a new version; the new sequence. Errors as `remove`."""
        record = self._present(ordinal)
        *earlier, last = record.versions
        versions = (*earlier, replace(last, body=article.body))
        return self._placed(self._enter(ordinal, article, PutOutcome.UPDATED, versions=versions)).sequence

    def put_all(self, articles: Sequence[PackedArticle], *, again: bool = False) -> list[PutResult]:
        """`put` for each of *articles* in their order."""
        return [self.put(unpack_article(article), again=again) for article in articles]

    def update_derived(self, ordinal: int, article: Article) -> int:
        """Replace what detectors found without a new version; the new sequence. Errors as `remove`."""
        record = self._present(ordinal)
        stored = self.article(record.id).article
        merged = merge_derived(stored, article)
        result = self._enter(ordinal, merged, PutOutcome.UPDATED, versions=record.versions)
        return (self._placed(result) if merged.published != stored.published else result).sequence

    def remove(self, article_id: str) -> int:
        """Remove an article for good; its ordinal. Raises NotFoundError, GoneError."""
        self.article(article_id)
        self._withdraw(self._record(article_id).ordinal)
        record = self._record(article_id)
        self._working.sequence += 1
        self.note_reading(record.ordinal, None, None)
        self._working.records[record.ordinal] = Record(
            id=record.id,
            identity=record.identity,
            ordinal=record.ordinal,
            sequence=self._working.sequence,
            stored=None,
        )
        return record.ordinal

    def note_names(self, kind: NameKind, names: Iterable[tuple[str, str]]) -> None:
        """Remember the archive's spelling of (key, canonical) pairs; the first one stays."""
        for key, canonical in names:
            self._working.names.setdefault((kind, key), canonical)

    def commit(self) -> None:
        """Let readers see everything since the last commit."""
        self._store.committed = self._working
        self._working = self._working.copy()
        self._open_stories()

    def rollback(self) -> None:
        """Forget everything since the last commit."""
        self._working = self._store.committed.copy()
        self._open_stories()

    def _put_again(self, known: Record, stored: Article, article: Article, key: TextKey) -> PutResult:
        *earlier, current = (text_key(version.title, version.body) for version in known.versions)
        key = complete_key(key, current)
        change = compare_bodies(key.body, current.body, [one.body for one in earlier])
        if change is BodyChange.EARLIER:
            merged = merge_late_particulars(stored, article)
        else:
            merged = replace(
                merge_particulars(stored, article, is_same_body=change is BodyChange.SAME),
                title=article.title or stored.title,
                body=article.body or stored.body,
                raw=_merged_raw(stored, article, change),
            )
        if change is BodyChange.NEW:
            return self._placed(
                self._enter(known.ordinal, merged, PutOutcome.UPDATED, versions=known.versions)
            )
        # Another raw text around the same content is no change of the article.
        if replace(merged, raw=stored.raw) == stored:
            number = known.versions[-1].number
            return PutResult(outcome=PutOutcome.UNCHANGED, ordinal=known.ordinal, sequence=0, version=number)
        return self._with_particulars(known, stored, merged)

    def _with_particulars(self, known: Record, stored: Article, merged: Article) -> PutResult:
        *earlier, last = known.versions
        versions = (*earlier, replace(last, title=merged.title))
        result = self._enter(known.ordinal, merged, PutOutcome.UNCHANGED, versions=versions)
        is_moved = merged.title != stored.title or is_told_otherwise(stored, merged)
        return replace(self._placed(result) if is_moved else result, particulars=True)

    def _enter(
        self, ordinal: int, article: Article, outcome: PutOutcome, *, versions: tuple[ArticleVersion, ...]
    ) -> PutResult:
        """Put a state in place, with a new version where the body is not the last one's."""
        if not versions or versions[-1].body != article.body:
            newest = ArticleVersion(
                number=len(versions) + 1,
                title=article.title,
                body=article.body,
                stored_at=self._store.now().astimezone(dt.UTC),
            )
            versions = (*versions, newest)
        self._working.sequence += 1
        stored = StoredArticle(
            article=article,
            ordinal=ordinal,
            sequence=self._working.sequence,
            digest=content_digest(article),
            version=len(versions),
            story=self._working.stories.story_of.get(ordinal, ALONE),
        )
        self._working.records[ordinal] = Record(
            id=article.id,
            identity=article.identity,
            ordinal=ordinal,
            sequence=stored.sequence,
            stored=stored,
            versions=versions,
        )
        return PutResult(outcome=outcome, ordinal=ordinal, sequence=stored.sequence, version=stored.version)

    def _present(self, ordinal: int) -> Record:
        record = self._working.records.get(ordinal)
        if record is None:
            raise NotFoundError(f"there is no article with ordinal {ordinal}")
        if record.stored is None:
            raise GoneError(f"the article {record.id} was removed")
        return record

    def _find_known(self, article: Article) -> Record | None:
        ordinal = self._working.ordinals_by_identity.get(article.identity)
        if ordinal is None and article.identity == GIVEN_ID_PREFIX + article.id:
            ordinal = self._working.ordinals_by_id.get(article.id)
        return None if ordinal is None else self._working.records[ordinal]

    def _free_id(self, wanted: str) -> str:
        candidates = itertools.chain((wanted,), (f"{wanted}-{number}" for number in itertools.count(2)))
        return next(free for free in candidates if free not in self._working.ordinals_by_id)


def _merged_raw(stored: Article, article: Article, change: BodyChange) -> str:
    lacks_body = not article.body and bool(stored.body)
    if lacks_body or (not article.raw and change is BodyChange.SAME):
        return stored.raw
    return article.raw
