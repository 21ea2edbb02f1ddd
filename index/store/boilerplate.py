"""What was learned to be no part of articles: repeated paragraphs per publisher, and what texts were before they were cut.

The part of the store's port that `indexer/learning.py` uses; laws beside the store's own:

- A *reading* is an article whose text the program found itself (in a page, feed or plain text), under the publisher whose
  paragraphs may be cut from it. Articles that came with their text (JSONL) have none and are never cut.
- `replace_text` changes what is stored of an article's text and makes no new version: what is learned is no edit of the publisher's.
- A paragraph that is *kept* was judged by a person to be the articles' own; it stays noted, so that it is not learned again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from index.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedParagraph:
    """A paragraph that repeats in a publisher's articles: *key* tells it from others, *articles* had it when it was counted."""

    publisher: str
    key: int
    text: str
    articles: int
    kept: bool = False

    @property
    def handle(self) -> str:
        """What people call it by: its key in 16 hexadecimal digits, the same wherever it is learned."""
        return f"{self.key & (1 << 64) - 1:016x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text of an article that may be cut: *body* as it is stored, *uncut* as it was found (the same where nothing was cut)."""

    ordinal: int
    id: str
    body: str
    uncut: str


class BoilerplateReader(Protocol):
    """Reads what was learned."""

    def learned_paragraphs(self) -> tuple[LearnedParagraph, ...]:
        """All of them, by publisher, the commonest first, then by text; none where the store is older than learning."""
        ...

    def publishers(self) -> tuple[str, ...]:
        """Every publisher that has readings, by name."""
        ...

    def readings(self, publisher: str, newest: int | None = None) -> tuple[Reading, ...]:
        """The readings of a publisher, the last stored first, at most *newest* of them; removed articles are left out."""
        ...


class BoilerplateWriter(BoilerplateReader, Protocol):
    """Changes what was learned."""

    def put_learned(self, paragraphs: Iterable[LearnedParagraph]) -> None:
        """Note paragraphs, in place of what was noted under their publisher and key."""
        ...

    def note_reading(self, ordinal: int, publisher: str | None, uncut: str | None) -> None:
        """Say that an article's text may be cut, and what it was where it is; None for *publisher*: it may not."""
        ...

    def replace_text(self, ordinal: int, article: Article) -> int:
        """Store *article*'s body and all that derives from it (raw stays) without a new version; the new sequence.

        Raises NotFoundError, GoneError.
        """
        ...
