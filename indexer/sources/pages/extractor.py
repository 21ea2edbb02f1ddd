"""Pages → the article in them, read by confined children that may be killed; the door for the rest of the program.

    bytes → decode_markup → child (`process.py`: `reading.py`) → ExtractedText

A page that meets a limit is one ItemError; the next page gets a fresh child.
"""

from __future__ import annotations

import json
from typing import Any, Final

from index.errors import ItemError
from index.model import PartialDate
from indexer.inputs import ExtractedText
from indexer.sources.confined import ConfinedError, ConfinedPool, Limits
from indexer.sources.decode import UnknownEncodingError, decode_markup
from indexer.sources.given_dates import parse_iso_date

_CHILD: Final = "indexer.sources.pages.process"


class PageExtractor(ConfinedPool):
    """Finds the article in pages; for any number of threads, and after a fork. A context manager that ends its children."""

    def __init__(self, processes: int = 1, limits: Limits | None = None) -> None:
        """*processes* children at most read at the same time."""
        super().__init__(_CHILD, processes, limits)

    def extract(self, content: bytes, *, url: str | None, charset: str | None) -> ExtractedText:
        """The article in a page; *url* is where it came from, *charset* what HTTP said.

        Raises ItemError where the bytes are no text, there is no article, or a limit was met.
        """
        try:
            decoded = decode_markup(content, charset)
        except UnknownEncodingError as error:
            raise ItemError(str(error)) from error
        return self.extract_text(decoded.text, url=url)

    def extract_text(self, markup: str, *, url: str | None) -> ExtractedText:
        """As `extract`, of a page that is decoded already."""
        try:
            answer = self.ask(((url or "").encode("utf-8", "replace"), markup.encode("utf-8", "replace")))
        except ConfinedError as error:
            raise ItemError(f"the page cannot be read: {error}") from error
        return _read_answer(json.loads(answer))


def _read_answer(answer: dict[str, Any]) -> ExtractedText:
    if "error" in answer:
        raise ItemError(answer["error"])
    return ExtractedText(
        **answer
        | {
            "published": _date(answer["published"]),
            "tags": tuple(answer["tags"]),
            "warnings": tuple(answer["warnings"]),
        }
    )


def _date(text: str | None) -> PartialDate | None:
    return None if text is None else parse_iso_date(text)
