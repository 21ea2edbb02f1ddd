"""The questions of the store's port, asked of one state in memory: what reader and writer of `memory_store.py` have in common."""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.errors import GoneError, NotFoundError
from index.model import ArticleVersion, Copy
from index.store.digest import content_digest
from index.store.memory_boilerplate import BoilerplateState, MemoryBoilerplateReading
from index.store.memory_feeds import FeedState, MemoryFeedReading
from index.store.memory_names import MemoryNameReading
from index.store.memory_records import Record, State
from index.store.port import SourceCount, StoredAddress, StoredArticle, StoredListing, StoredState, StoredText


class MemoryReading(MemoryBoilerplateReading, MemoryFeedReading, MemoryNameReading):
    """The questions of the port, asked of one state."""

    @abstractmethod
    def _state(self) -> State:
        """The state that is read."""

    def _boilerplate_state(self) -> BoilerplateState:
        return self._state().boilerplate

    def _feed_state(self) -> FeedState:
        return self._state().feeds

    def article(self, article_id: str) -> StoredArticle:
        """The article with that id. Raises NotFoundError, GoneError where it was removed."""
        stored = self._record(article_id).stored
        if stored is None:
            raise GoneError(f"the article {article_id} was removed")
        return stored

    def articles(self, ordinals: Sequence[int]) -> tuple[StoredArticle, ...]:
        """The articles with these ordinals, in that order, without `raw`; those not there are left out."""
        return tuple(
            replace(stored, article=replace(stored.article, raw=""))
            for stored in map(self._stored, ordinals)
            if stored is not None
        )

    def summaries(self, ordinals: Sequence[int]) -> tuple[StoredArticle, ...]:
        """The articles with these ordinals, in that order, without `raw` and entities."""
        return tuple(
            replace(stored, article=replace(stored.article, entities=()))
            for stored in self.articles(ordinals)
        )

    def texts(self, ordinals: Sequence[int]) -> tuple[StoredText, ...]:
        """Title and body of these articles, in that order; those not there are left out."""
        return tuple(
            StoredText(stored.ordinal, stored.article.title, stored.article.body)
            for stored in map(self._stored, ordinals)
            if stored is not None
        )

    def ids(self, ordinals: Sequence[int]) -> tuple[str, ...]:
        """The ids of these articles, in that order; an empty string for one that is not there."""
        return tuple("" if stored is None else stored.article.id for stored in map(self._stored, ordinals))

    def listings(self, ids: Sequence[str]) -> tuple[StoredListing, ...]:
        """What lists show of the articles with these ids, in that order; those not there are left out."""
        state = self._state()
        records = [state.records[state.ordinals_by_id[one]] for one in ids if one in state.ordinals_by_id]
        return tuple(
            StoredListing(record.id, record.versions[-1].stored_at, record.stored.article.entities)
            for record in records
            if record.stored is not None
        )

    def addresses(self, *, after_ordinal: int = 0, limit: int) -> tuple[StoredAddress, ...]:
        """The next *limit* articles after *after_ordinal*, ascending by ordinal; removed ones are left out."""
        rows = (
            StoredAddress(record.ordinal, record.id, record.versions[-1].stored_at)
            for record in self._state().records.values()
            if record.stored is not None and record.ordinal > after_ordinal
        )
        return tuple(itertools.islice(rows, limit))

    def last_ordinal(self) -> int:
        """The ordinal given last, 0 for an empty store."""
        return max(self._state().records, default=0)

    def versions(self, article_id: str) -> tuple[ArticleVersion, ...]:
        """Every version of an article, oldest first, the current one last. Raises as `article`."""
        self.article(article_id)
        return self._record(article_id).versions

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """The other articles of the same story, the first kept first; empty when alone. Raises as `article`."""
        others = self._state().stories.others_of(self.article(article_id).ordinal)
        return tuple(
            Copy(id=stored.article.id, source=stored.article.source, published=stored.article.published)
            for stored in map(self._stored, others)
            if stored is not None
        )

    def story_sizes(self, stories: Sequence[int]) -> tuple[int, ...]:
        """How many articles each story has, in that order; 1 for story 0, an article that is alone."""
        sizes = self._state().stories.sizes()
        return tuple(sizes.get(story, 1) for story in stories)

    def story_ordinals(self, story: int) -> tuple[int, ...]:
        """The ordinals of the articles of *story*, ascending; none for story 0."""
        return self._state().stories.articles_of(story)

    def story_count(self) -> int:
        """How many stories there are; an article that is alone is one."""
        sizes = self._state().stories.sizes()
        return self.count() - sum(sizes.values()) + len(sizes)

    def changes_after(self, sequence: int) -> Iterator[StoredState]:
        """The last change of every article changed after *sequence*, ascending, as of the first one taken."""
        records = [record for record in self._state().records.values() if record.sequence > sequence]
        for record in sorted(records, key=lambda record: record.sequence):
            stored = record.stored
            if stored is None:
                yield StoredState(record.ordinal, record.sequence, 0, True)
            else:
                yield StoredState(record.ordinal, record.sequence, stored.digest, False, stored.story)

    def all_articles(self, *, after_ordinal: int = 0) -> Iterator[StoredArticle]:
        """Every article that is not removed, ascending by ordinal, as of the first one taken."""
        # Records are entered by ascending ordinal and never leave.
        for record in tuple(self._state().records.values()):
            if record.stored is not None and record.ordinal > after_ordinal:
                yield record.stored

    def last_sequence(self) -> int:
        """The sequence of the newest change, 0 for an empty store."""
        return self._state().sequence

    def count(self) -> int:
        """How many articles are stored, removed ones not counted."""
        return sum(record.stored is not None for record in self._state().records.values())

    def sources(self) -> tuple[SourceCount, ...]:
        """Articles per source, the commonest first, then by name, none before any name."""
        counts = Counter(stored.article.source for stored in self.all_articles())
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0] is not None, item[0] or ""))
        return tuple(SourceCount(source=source, articles=articles) for source, articles in ordered)

    def verify(self) -> tuple[str, ...]:
        """Articles whose digest does not fit their content, in words."""
        return tuple(
            f"article {stored.article.id}: its content does not fit its digest"
            for stored in self.all_articles()
            if content_digest(stored.article) != stored.digest
        )

    def close(self) -> None:
        """Nothing is held, so nothing is released."""
        return

    def _record(self, article_id: str) -> Record:
        state = self._state()
        if article_id not in state.ordinals_by_id:
            raise NotFoundError(f"there is no article {article_id!a}")
        return state.records[state.ordinals_by_id[article_id]]

    def _stored(self, ordinal: int) -> StoredArticle | None:
        record = self._state().records.get(ordinal)
        return None if record is None else record.stored
