"""Stories: which articles are copies of one another, kept right while articles come, change and go (ADR 17).

Two articles are linked where their sketches meet and `near_copies.py` calls their texts copies. A story is what hangs
together by links; its number is the ordinal of its first kept article, the head, and 0 says that an article is alone. Links depend
on the two articles only, so the stories do not depend on the order or the batches in which articles came; only in a family
of more than `MOST_COMPARED` look-alikes are some pairs never compared. Both stores keep what is decided here in tables of
their own (`StoryTables`).
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

import numpy as np

from index.analysis.sketches import band_keys, resemblances
from index.store.bands import BandIndex
from index.store.near_copies import ComparedText, is_near_copy

MOST_COMPARED: Final = 32
"""Texts that one article is compared with, the most alike first: a bound on the work for one article."""
_MIN_RESEMBLANCE: Final = 0.25
"""Below, texts are not compared: a copy has .35 of its runs in common at least, and a sketch errs by .06."""
_READ_AT_ONCE: Final = 4_096
"""Sketches of which keys are made together: of 300,000 at once that took 440 MB, for 60 that stay."""

ALONE: Final = 0


class Sketched(NamedTuple):
    """An article's ordinal and sketch."""

    ordinal: int
    sketch: bytes


class Newcomer(NamedTuple):
    """An article to be placed; *text* is asked only where something is alike."""

    ordinal: int
    sketch: bytes
    text: Callable[[], ComparedText]


class OrdinalText(NamedTuple):
    """An article's ordinal and what is compared of it."""

    ordinal: int
    text: ComparedText


class Link(NamedTuple):
    """Two articles that are copies; kept in both directions."""

    ordinal: int
    other: int


class Membership(NamedTuple):
    """An article and the story that it is in (0: alone)."""

    ordinal: int
    story: int


class StoryTables(Protocol):
    """What a store keeps for stories; of articles that are not removed only."""

    def all_sketches(self) -> Iterable[Sketched]:
        """Every sketch."""
        ...

    def sketches(self, ordinals: Sequence[int]) -> Sequence[Sketched]:
        """The sketches of these articles, in any order, without those that have none."""
        ...

    def compared_texts(self, ordinals: Sequence[int]) -> Sequence[OrdinalText]:
        """What is compared of these articles, in any order."""
        ...

    def links(self, ordinals: Collection[int]) -> Sequence[Link]:
        """Every link that begins at one of these articles."""
        ...

    def memberships(self, ordinals: Collection[int]) -> Sequence[Membership]:
        """The stories that these articles are in, in any order."""
        ...

    def members(self, stories: Collection[int]) -> Sequence[Membership]:
        """Every article of these stories, in any order."""
        ...

    def insert_sketches(self, sketches: Sequence[Sketched]) -> None:
        """Keep the sketches of articles that may have none yet."""
        ...

    def replace_sketch(self, ordinal: int, sketch: bytes) -> None:
        """Keep this sketch of an article; none where it is empty."""
        ...

    def replace_links(self, ordinal: int, others: Collection[int]) -> None:
        """Let an article be linked with these and no others, in both directions."""
        ...

    def move(self, ordinals: Collection[int], story: int) -> None:
        """Put articles into a story, each as a change of its own (the next `sequence`)."""
        ...


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article belongs now: its story (0: alone), and whether it is a copy of any other."""

    story: int
    has_copies: bool


class Stories:
    """Keeps the stories of one store; the writer's part, used by one thread."""

    def __init__(self, tables: StoryTables) -> None:
        """Reads nothing yet: the sketches are read when the first article is placed (300,000: .3 s)."""
        self._tables = tables
        self._bands: BandIndex | None = None

    def forget(self) -> None:
        """Read everything again when it is needed: the tables went back to an earlier state."""
        self._bands = None

    def place(self, ordinal: int, sketch: bytes, text: Callable[[], ComparedText]) -> Placed:
        """`place_all` for one article."""
        (placed,) = self.place_all([Newcomer(ordinal, sketch, text)])
        return placed

    def place_all(self, newcomers: Sequence[Newcomer]) -> Iterator[Placed]:
        """Find the stories of articles that are in none and have no links: new ones, or such as come back; in their order.

        Others are moved where that follows. An article's own membership is left to the caller, who writes it before asking
        for the next one's.
        """
        sketched = [one for one in newcomers if one.sketch]
        met = iter(self._met([one.ordinal for one in sketched], b"".join([one.sketch for one in sketched])))
        self._tables.insert_sketches([Sketched(one.ordinal, one.sketch) for one in sketched])
        for one in newcomers:
            yield self._place(one, next(met)) if one.sketch else Placed(ALONE, False)

    def _place(self, newcomer: Newcomer, met: Sequence[int]) -> Placed:
        copies = self._copies(newcomer, met) if met else ()
        if not copies:
            return Placed(ALONE, False)
        self._tables.replace_links(newcomer.ordinal, copies)
        return Placed(self._joined(newcomer.ordinal, copies), True)

    def place_again(self, ordinal: int, sketch: bytes, text: Callable[[], ComparedText]) -> Placed:
        """`place` for an article whose text or day changed, wherever it is."""
        former = {link.other for link in self._tables.links([ordinal])}
        (met,) = self._met([ordinal], sketch) if sketch else ((),)
        copies = self._copies(Newcomer(ordinal, sketch, text), met) if met else set[int]()
        self._tables.replace_sketch(ordinal, sketch)
        if copies != former:
            self._tables.replace_links(ordinal, copies)
        if former - copies or not copies:
            return Placed(self._regrouped(ordinal, copies), bool(copies))
        return Placed(self._joined(ordinal, copies), True)

    def withdraw(self, ordinal: int) -> None:
        """Take an article out of its story; what it held together may fall apart."""
        self._tables.replace_sketch(ordinal, b"")
        if self._tables.links([ordinal]):
            self._tables.replace_links(ordinal, ())
            self._regrouped(ordinal, ())

    def _met(self, ordinals: Sequence[int], sketches: bytes) -> list[list[int]]:
        """For each article those before it whose sketch has a band in common; it can be met itself from now on."""
        return self._index().meet(ordinals, band_keys(sketches)) if ordinals else []

    def _index(self) -> BandIndex:
        if self._bands is None:
            ordinals, keys = array("I"), [band_keys(b"")]
            sketched = iter(self._tables.all_sketches())
            while some := list(itertools.islice(sketched, _READ_AT_ONCE)):
                ordinals.extend([one.ordinal for one in some])
                keys.append(band_keys(b"".join([one.sketch for one in some])))
            self._bands = BandIndex(np.array(ordinals, dtype=np.uint32), np.concatenate(keys))
        return self._bands

    def _copies(self, newcomer: Newcomer, met: Sequence[int]) -> set[int]:
        """Those of the articles *met* that are copies of this one."""
        # What was removed or changed since stands in the bands still: the stored sketches tell.
        sketched = self._tables.sketches(met)
        if not sketched:
            return set()
        shares = resemblances(newcomer.sketch, b"".join([one.sketch for one in sketched])).tolist()
        alike = sorted(
            (-share, one.ordinal)
            for share, one in zip(shares, sketched, strict=True)
            if share >= _MIN_RESEMBLANCE
        )
        if not alike:
            return set()
        ours = newcomer.text()
        compared = self._tables.compared_texts([other for _, other in alike[:MOST_COMPARED]])
        return {one.ordinal for one in compared if is_near_copy(ours, one.text)}

    def _joined(self, ordinal: int, copies: Collection[int]) -> int:
        """The story of an article that lost no copy: those of all its copies become one."""
        stories = {one.ordinal: one.story for one in self._tables.memberships({ordinal, *copies})}
        joined = set(stories.values()) - {ALONE}
        head = min(joined | stories.keys() | {ordinal})
        moved = {other for other in copies if stories[other] == ALONE}
        moved |= {one.ordinal for one in self._tables.members(joined - {head})}
        self._tables.move(moved - {ordinal}, head)
        return head

    def _regrouped(self, ordinal: int, copies: Collection[int]) -> int:
        """The story of an article whose copies changed: all that hung together is grouped anew by its links."""
        around = {one.ordinal: one.story for one in self._tables.memberships({ordinal, *copies})}
        touched = set(around.values()) - {ALONE}
        around |= {one.ordinal: one.story for one in self._tables.members(touched)}
        head_of = group_by_links(around, self._tables.links(around))
        moved: dict[int, list[int]] = {}
        for member, story in around.items():
            if member != ordinal and head_of[member] != story:
                moved.setdefault(head_of[member], []).append(member)
        for story, members in moved.items():
            self._tables.move(members, story)
        return head_of.get(ordinal, ALONE)


def group_by_links(ordinals: Collection[int], links: Iterable[Link]) -> dict[int, int]:
    """The story of each article by its links: the least ordinal that it hangs together with, 0 where it is alone."""
    parents = {ordinal: ordinal for ordinal in ordinals}

    def root(ordinal: int) -> int:
        while parents[ordinal] != ordinal:
            parents[ordinal] = ordinal = parents[parents[ordinal]]
        return ordinal

    for link in links:
        if link.ordinal in parents and link.other in parents:
            one, other = root(link.ordinal), root(link.other)
            parents[max(one, other)] = min(one, other)
    sizes: dict[int, int] = {}
    for ordinal in ordinals:
        sizes[root(ordinal)] = sizes.get(root(ordinal), 0) + 1
    return {ordinal: root(ordinal) if sizes[root(ordinal)] > 1 else ALONE for ordinal in ordinals}
