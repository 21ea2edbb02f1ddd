"""Stories in memory: the tables of `stories.py` as dictionaries, for the store in memory and for grouping everything anew."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from index.store.near_copies import ComparedText
from index.store.stories import ALONE, Link, Membership, OrdinalText, Sketched, Stories


@dataclass(slots=True, kw_only=True)
class StoryState:
    """Sketches, links in both directions and stories by ordinal; what is alone has no entry in *links* and *stories*."""

    sketch_of: dict[int, bytes] = field(default_factory=dict)
    linked: dict[int, frozenset[int]] = field(default_factory=dict)
    story_of: dict[int, int] = field(default_factory=dict)

    def copy(self) -> StoryState:
        """The same, to be changed by itself."""
        return StoryState(
            sketch_of=dict(self.sketch_of), linked=dict(self.linked), story_of=dict(self.story_of)
        )

    def others_of(self, ordinal: int) -> list[int]:
        """The other articles of the same story, ascending."""
        story = self.story_of.get(ordinal, ALONE)
        return [other for other in self.articles_of(story) if other != ordinal]

    def articles_of(self, story: int) -> tuple[int, ...]:
        """The articles of *story*, ascending; none for what is alone."""
        return tuple(sorted(ordinal for ordinal, found in self.story_of.items() if found == story))

    def sizes(self) -> Counter[int]:
        """How many articles each story has that has several."""
        return Counter(self.story_of.values())

    def put_in(self, ordinal: int, story: int) -> None:
        """Note the story of one article."""
        if story == ALONE:
            self.story_of.pop(ordinal, None)
        else:
            self.story_of[ordinal] = story


class StateTables:
    """`StoryTables` over a state; *texts* gives what is compared, *moved* is told of every article that is put elsewhere."""

    def __init__(
        self,
        state: StoryState,
        texts: Callable[[Sequence[int]], Sequence[OrdinalText]],
        moved: Callable[[int, int], None] = lambda ordinal, story: None,
    ) -> None:
        self._state = state
        self._texts = texts
        self._moved = moved

    def all_sketches(self) -> Iterable[Sketched]:
        """See `StoryTables`."""
        return [Sketched(ordinal, sketch) for ordinal, sketch in self._state.sketch_of.items()]

    def sketches(self, ordinals: Sequence[int]) -> Sequence[Sketched]:
        """See `StoryTables`."""
        known = self._state.sketch_of
        return [Sketched(ordinal, known[ordinal]) for ordinal in ordinals if ordinal in known]

    def compared_texts(self, ordinals: Sequence[int]) -> Sequence[OrdinalText]:
        """See `StoryTables`."""
        return self._texts(ordinals)

    def links(self, ordinals: Collection[int]) -> Sequence[Link]:
        """See `StoryTables`."""
        linked = self._state.linked
        return [Link(ordinal, other) for ordinal in ordinals for other in linked.get(ordinal, ())]

    def memberships(self, ordinals: Collection[int]) -> Sequence[Membership]:
        """See `StoryTables`."""
        return [Membership(ordinal, self._state.story_of.get(ordinal, ALONE)) for ordinal in ordinals]

    def members(self, stories: Collection[int]) -> Sequence[Membership]:
        """See `StoryTables`."""
        # Mostly there is nothing to ask: only what joins two stories looks through all.
        if not stories:
            return ()
        return [Membership(*one) for one in self._state.story_of.items() if one[1] in stories]

    def insert_sketches(self, sketches: Sequence[Sketched]) -> None:
        """See `StoryTables`."""
        self._state.sketch_of.update(sketches)

    def replace_sketch(self, ordinal: int, sketch: bytes) -> None:
        """See `StoryTables`."""
        if sketch:
            self._state.sketch_of[ordinal] = sketch
        else:
            self._state.sketch_of.pop(ordinal, None)

    def replace_links(self, ordinal: int, others: Collection[int]) -> None:
        """See `StoryTables`."""
        linked = self._state.linked
        for former in linked.pop(ordinal, frozenset()) - set(others):
            linked[former] -= {ordinal}
            if not linked[former]:
                del linked[former]
        for other in others:
            linked[other] = linked.get(other, frozenset()) | {ordinal}
        if others:
            linked[ordinal] = frozenset(others)

    def move(self, ordinals: Collection[int], story: int) -> None:
        """See `StoryTables`."""
        for ordinal in sorted(ordinals):
            self._state.put_in(ordinal, story)
            self._moved(ordinal, story)


def group_all(
    sketched: Iterable[Sketched], texts: Callable[[Sequence[int]], Sequence[OrdinalText]]
) -> StoryState:
    """The sketches, links and stories of a whole store, made anew; as if its articles had come in this order."""
    state = StoryState()
    stories = Stories(StateTables(state, texts))
    for one in sketched:
        placed = stories.place(one.ordinal, one.sketch, functools.partial(_text_of, texts, one.ordinal))
        state.put_in(one.ordinal, placed.story)
    return state


def _text_of(texts: Callable[[Sequence[int]], Sequence[OrdinalText]], ordinal: int) -> ComparedText:
    (found,) = texts([ordinal])
    return found.text
