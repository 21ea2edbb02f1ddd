"""Learned paragraphs and readings in memory: the laws of `boilerplate.py` for `memory_store.py`. Nothing is written anywhere."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.store.boilerplate import LearnedParagraph, Reading
from index.store.port import StoredArticle


@dataclass(slots=True, kw_only=True)
class BoilerplateState:
    """Learned paragraphs by publisher and key; of each reading its publisher and its uncut text, where it was cut."""

    learned: dict[tuple[str, int], LearnedParagraph] = field(default_factory=dict)
    readings: dict[int, tuple[str, str | None]] = field(default_factory=dict)

    def copy(self) -> BoilerplateState:
        """One that changes by itself."""
        return BoilerplateState(learned=dict(self.learned), readings=dict(self.readings))


class MemoryBoilerplateReading(ABC):
    """The questions about what was learned, asked of one state."""

    @abstractmethod
    def _boilerplate_state(self) -> BoilerplateState:
        """The state that is read."""

    @abstractmethod
    def _stored(self, ordinal: int) -> StoredArticle | None:
        """The article with that ordinal, None where it is not there."""

    def learned_paragraphs(self) -> tuple[LearnedParagraph, ...]:
        """All of them, by publisher, the commonest first, then by text."""
        learned = self._boilerplate_state().learned.values()
        return tuple(sorted(learned, key=lambda one: (one.publisher, -one.articles, one.text)))

    def publishers(self) -> tuple[str, ...]:
        """Every publisher that has readings, by name."""
        return tuple(sorted({publisher for publisher, _ in self._boilerplate_state().readings.values()}))

    def readings(self, publisher: str, newest: int | None = None) -> tuple[Reading, ...]:
        """The readings of a publisher, the last stored first, at most *newest* of them."""
        found = []
        for ordinal, (owner, uncut) in sorted(self._boilerplate_state().readings.items(), reverse=True):
            stored = self._stored(ordinal)
            if owner == publisher and stored is not None:
                body = stored.article.body
                found.append(
                    Reading(
                        ordinal=ordinal,
                        id=stored.article.id,
                        body=body,
                        uncut=body if uncut is None else uncut,
                    )
                )
        return tuple(found[:newest])


class MemoryBoilerplateWriting(MemoryBoilerplateReading):
    """Changes what was learned in the state that is read."""

    def put_learned(self, paragraphs: Iterable[LearnedParagraph]) -> None:
        """Note paragraphs, in place of what was noted under their publisher and key."""
        for one in paragraphs:
            self._boilerplate_state().learned[one.publisher, one.key] = one

    def note_reading(self, ordinal: int, publisher: str | None, uncut: str | None) -> None:
        """Say that an article's text may be cut, and what it was where it is; None for *publisher*: it may not."""
        if publisher is None:
            self._boilerplate_state().readings.pop(ordinal, None)
        else:
            self._boilerplate_state().readings[ordinal] = (publisher, uncut)
