"""Stories in SQLite: the tables of `stories.py` in the store's file, and what the writer does with them."""

from __future__ import annotations

import functools
import json
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from index.analysis.sketches import sketch_text
from index.model import Article
from index.store.near_copies import ComparedText, compared_text
from index.store.packed import PackedArticle, unpack_article
from index.store.rows import BareArticle, parse_summary
from index.store.stories import ALONE, Link, Membership, Newcomer, OrdinalText, Sketched, Stories
from index.store.story_state import StoryState, group_all

_SKETCHES_AMONG = "SELECT ordinal, sketch FROM sketches WHERE ordinal IN (SELECT value FROM json_each(?))"
_LINKS_AMONG = "SELECT ordinal, other FROM links WHERE ordinal IN (SELECT value FROM json_each(?))"
_STORIES_AMONG = (
    "SELECT ordinal, story FROM articles WHERE ordinal IN (SELECT value FROM json_each(?)) AND removed = 0"
)
_MEMBERS = "SELECT ordinal, story FROM articles WHERE story > 0 AND story IN (SELECT value FROM json_each(?))"
_TEXTS_AMONG = (
    "SELECT a.ordinal, a.id, a.identity, a.particulars, t.title, t.body FROM articles a JOIN texts t USING (ordinal)"
    " WHERE a.ordinal IN (SELECT value FROM json_each(?)) AND a.removed = 0"
)
_UNLINK_OTHERS = (
    "DELETE FROM links WHERE other = ?1 AND ordinal IN (SELECT other FROM links WHERE ordinal = ?1)"
)
_TEXT = "SELECT title, body FROM texts WHERE ordinal = ?"
_KEEP = "UPDATE articles SET story = ? WHERE ordinal = ? AND story <> ?"
_MOVE = "UPDATE articles SET story = ?, sequence = ? WHERE ordinal = ?"


class SqliteStoryTables:
    """See `StoryTables`; *next_sequence* numbers the changes of articles that are put into another story."""

    def __init__(self, connection: sqlite3.Connection, next_sequence: Callable[[], int]) -> None:
        """The connection is the writer's, in a transaction whenever anything is changed here."""
        self._connection = connection
        self._next_sequence = next_sequence

    def all_sketches(self) -> Iterable[Sketched]:
        """See `StoryTables`."""
        return map(Sketched._make, self._connection.execute("SELECT ordinal, sketch FROM sketches"))

    def sketches(self, ordinals: Sequence[int]) -> Sequence[Sketched]:
        """See `StoryTables`."""
        return [Sketched(*row) for row in self._connection.execute(_SKETCHES_AMONG, _listed(ordinals))]

    def compared_texts(self, ordinals: Sequence[int]) -> Sequence[OrdinalText]:
        """See `StoryTables`."""
        rows = self._connection.execute(_TEXTS_AMONG, _listed(ordinals)).fetchall()
        found = []
        for ordinal, article_id, identity, particulars, title, body in rows:
            bare = BareArticle(article_id, identity, title, body, "")
            found.append(OrdinalText(ordinal, compared_text(parse_summary(particulars, bare))))
        return found

    def links(self, ordinals: Collection[int]) -> Sequence[Link]:
        """See `StoryTables`."""
        return [Link(*row) for row in self._connection.execute(_LINKS_AMONG, _listed(ordinals))]

    def memberships(self, ordinals: Collection[int]) -> Sequence[Membership]:
        """See `StoryTables`."""
        return [Membership(*row) for row in self._connection.execute(_STORIES_AMONG, _listed(ordinals))]

    def members(self, stories: Collection[int]) -> Sequence[Membership]:
        """See `StoryTables`."""
        if not stories:
            return ()
        return [Membership(*row) for row in self._connection.execute(_MEMBERS, _listed(stories))]

    def insert_sketches(self, sketches: Sequence[Sketched]) -> None:
        """See `StoryTables`."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO sketches (ordinal, sketch) VALUES (?, ?)", sketches
        )

    def replace_sketch(self, ordinal: int, sketch: bytes) -> None:
        """See `StoryTables`."""
        if sketch:
            self.insert_sketches([Sketched(ordinal, sketch)])
        else:
            self._connection.execute("DELETE FROM sketches WHERE ordinal = ?", (ordinal,))

    def replace_links(self, ordinal: int, others: Collection[int]) -> None:
        """See `StoryTables`."""
        self._connection.execute(_UNLINK_OTHERS, (ordinal,))
        self._connection.execute("DELETE FROM links WHERE ordinal = ?", (ordinal,))
        pairs = [(ordinal, other) for other in others]
        self._insert_links([*pairs, *((other, own) for own, other in pairs)])

    def move(self, ordinals: Collection[int], story: int) -> None:
        """See `StoryTables`."""
        rows = [(story, self._next_sequence(), ordinal) for ordinal in sorted(ordinals)]
        self._connection.executemany(_MOVE, rows)

    def keep(self, ordinal: int, story: int) -> None:
        """Note the story of an article whose row is written anyway."""
        self._connection.execute(_KEEP, (story, ordinal, story))

    def replace_all(self, state: StoryState) -> None:
        """Keep *state* instead of everything that is kept; articles whose story differs then count as changed."""
        self._connection.execute("DELETE FROM links")
        self._connection.execute("DELETE FROM sketches")
        self._connection.executemany(
            "INSERT INTO sketches (ordinal, sketch) VALUES (?, ?)", state.sketch_of.items()
        )
        self._insert_links(
            [(ordinal, other) for ordinal, others in state.linked.items() for other in sorted(others)]
        )
        former = dict(self._connection.execute("SELECT ordinal, story FROM articles WHERE story > 0"))
        for ordinal in sorted(former.keys() | state.story_of.keys()):
            story = state.story_of.get(ordinal, ALONE)
            if former.get(ordinal, ALONE) != story:
                self.move([ordinal], story)

    def _insert_links(self, pairs: Iterable[tuple[int, int]]) -> None:
        self._connection.executemany("INSERT INTO links (ordinal, other) VALUES (?, ?)", pairs)


class SqliteStoryWriting(ABC):
    """Keeps the stories right while the writer changes articles, inside its transaction."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """The connection inside a transaction, begun where there is none."""

    @abstractmethod
    def _next_sequence(self) -> int:
        """The number of the next change."""

    def _open_stories(self, connection: sqlite3.Connection) -> None:
        self._story_tables = SqliteStoryTables(connection, self._next_sequence)
        self._stories = Stories(self._story_tables)

    def regroup(self, sketched: Iterable[Sketched]) -> None:
        """Make all sketches, links and stories anew, as if the articles had come in this order."""
        with self._writing():
            state = group_all(sketched, self._story_tables.compared_texts)
            self._story_tables.replace_all(state)
            self._stories.forget()

    def _place_all(self, ordinals: Sequence[int], articles: Sequence[PackedArticle]) -> list[bool]:
        """Put new articles into the stories where they belong; of each whether it is a copy of another."""
        newcomers = [
            Newcomer(ordinal, packed.sketch, functools.partial(_compared, packed))
            for ordinal, packed in zip(ordinals, articles, strict=True)
        ]
        has_copies = []
        for ordinal, placed in zip(ordinals, self._stories.place_all(newcomers), strict=True):
            if placed.story != ALONE:
                self._story_tables.keep(ordinal, placed.story)
            has_copies.append(placed.has_copies)
        return has_copies

    def _place_again(self, ordinal: int, article: Article) -> None:
        """Put an article whose text or day changed into the story where it belongs now; its text is the stored one."""
        with self._writing() as connection:
            title, body = connection.execute(_TEXT, (ordinal,)).fetchone()
        text = compared_text(replace(article, title=title, body=body))
        placed = self._stories.place_again(ordinal, sketch_text(title, body), lambda: text)
        self._story_tables.keep(ordinal, placed.story)

    def _withdraw(self, ordinal: int) -> None:
        """Take an article that is about to be removed out of its story."""
        self._stories.withdraw(ordinal)

    def _forget_stories(self) -> None:
        """Read the tables anew: what was written since the last commit is undone."""
        self._stories.forget()


def _compared(packed: PackedArticle) -> ComparedText:
    return compared_text(unpack_article(packed))


def _listed(numbers: Collection[int]) -> tuple[str]:
    return (json.dumps(list(numbers)),)
