"""What the store in memory keeps: the last state of every article, and the keys by which they are found."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.model import ArticleVersion
from index.store.memory_boilerplate import BoilerplateState
from index.store.memory_feeds import FeedState
from index.store.port import NameKind, StoredArticle
from index.store.story_state import StoryState


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """An article's last state; *stored* is None once it was removed."""

    id: str
    identity: str
    ordinal: int
    sequence: int
    stored: StoredArticle | None
    versions: tuple[ArticleVersion, ...] = ()


@dataclass(slots=True, kw_only=True)
class State:
    """All records by their keys; the one thing here that changes."""

    records: dict[int, Record] = field(default_factory=dict)
    ordinals_by_id: dict[str, int] = field(default_factory=dict)
    ordinals_by_identity: dict[str, int] = field(default_factory=dict)
    names: dict[tuple[NameKind, str], str] = field(default_factory=dict)
    boilerplate: BoilerplateState = field(default_factory=BoilerplateState)
    feeds: FeedState = field(default_factory=FeedState)
    stories: StoryState = field(default_factory=StoryState)
    sequence: int = 0

    def copy(self) -> State:
        """One that changes by itself."""
        return State(
            records=dict(self.records),
            ordinals_by_id=dict(self.ordinals_by_id),
            ordinals_by_identity=dict(self.ordinals_by_identity),
            names=dict(self.names),
            boilerplate=self.boilerplate.copy(),
            feeds=self.feeds.copy(),
            stories=self.stories.copy(),
            sequence=self.sequence,
        )
