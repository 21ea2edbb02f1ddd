"""Stories in memory: the writer's part of `stories.py` for `memory_store.py`. Nothing is written anywhere."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.analysis.sketches import sketch_text
from index.store.memory_records import State
from index.store.near_copies import compared_text
from index.store.port import PutOutcome, PutResult, StoredArticle
from index.store.stories import ALONE, OrdinalText, Sketched, Stories
from index.store.story_state import StateTables, group_all


class MemoryStoryWriting(ABC):
    """Keeps the stories right while the writer changes articles."""

    @abstractmethod
    def _state(self) -> State:
        """The state that is changed."""

    @abstractmethod
    def _stored(self, ordinal: int) -> StoredArticle | None:
        """The article with that ordinal, None where it is not there."""

    def _open_stories(self) -> None:
        """Begin with the state as it is now."""
        self._stories = Stories(StateTables(self._state().stories, self._compared_texts, self._moved))

    def regroup(self, sketched: Iterable[Sketched]) -> None:
        """Make all sketches, links and stories anew, as if the articles had come in this order."""
        former = self._state().stories.story_of
        self._state().stories = group_all(sketched, self._compared_texts)
        newer = self._state().stories.story_of
        for ordinal in sorted(former.keys() | newer.keys()):
            story = newer.get(ordinal, ALONE)
            if former.get(ordinal, ALONE) != story:
                self._moved(ordinal, story)
        self._open_stories()

    def _placed(self, result: PutResult) -> PutResult:
        """Put an article that was entered into the story where it belongs now."""
        stored = self._stored(result.ordinal)
        if stored is None:
            raise AssertionError("what was entered is stored")
        article = stored.article
        sketch = sketch_text(article.title, article.body)
        placed = self._stories.place_again(result.ordinal, sketch, lambda: compared_text(article))
        self._state().stories.put_in(result.ordinal, placed.story)
        # Others may have been moved meanwhile, never this one.
        self._keep(replace(stored, story=placed.story))
        is_added = result.outcome is PutOutcome.ADDED
        return replace(result, has_copies=is_added and placed.has_copies)

    def _withdraw(self, ordinal: int) -> None:
        """Take an article that is about to be removed out of its story."""
        self._stories.withdraw(ordinal)
        self._state().stories.put_in(ordinal, ALONE)

    def _compared_texts(self, ordinals: Sequence[int]) -> list[OrdinalText]:
        found = [stored for stored in map(self._stored, ordinals) if stored is not None]
        return [OrdinalText(stored.ordinal, compared_text(stored.article)) for stored in found]

    def _moved(self, ordinal: int, story: int) -> None:
        """What is put into another story is a change of its own."""
        stored = self._stored(ordinal)
        if stored is not None:
            self._state().sequence += 1
            self._keep(replace(stored, sequence=self._state().sequence, story=story))

    def _keep(self, stored: StoredArticle) -> None:
        record = self._state().records[stored.ordinal]
        self._state().records[stored.ordinal] = replace(record, sequence=stored.sequence, stored=stored)
