"""Pages → the article in them, read by confined children that may be killed; the door for the rest of the program.

    bytes → decode_markup → child (`process.py`: `reading.py`) → ExtractedText

A page that meets a limit is one ItemError; the next page gets a fresh child. Children are started when the first page comes, end
with this process, and are never shared with a forked one.
"""

from __future__ import annotations

import json
import os
import queue
from types import TracebackType
from typing import Any, Final, TypeAlias

from index.errors import ItemError
from index.model import PartialDate
from indexer.inputs import ExtractedText
from indexer.sources.decode import UnknownEncodingError, decode_markup
from indexer.sources.given_dates import parse_iso_date
from indexer.sources.pages.confined import ConfinedError, ConfinedProcess, Limits

_CHILD: Final = "indexer.sources.pages.process"
_Idle: TypeAlias = "queue.SimpleQueue[ConfinedProcess | None]"


class PageExtractor:
    """Finds the article in pages; for any number of threads, and after a fork. A context manager that ends its children."""

    def __init__(self, processes: int = 1, limits: Limits | None = None) -> None:
        """*processes* children at most read at the same time."""
        self._processes = processes
        self._limits = Limits() if limits is None else limits
        self._inherited: list[_Idle] = []
        self._open()

    def _open(self) -> None:
        self._process_id = os.getpid()
        self._idle: _Idle = queue.SimpleQueue()
        for _ in range(self._processes):
            self._idle.put(None)

    def __enter__(self) -> PageExtractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the children; a later page starts new ones."""
        if self._process_id != os.getpid():
            return
        for _ in range(self._processes):
            child = self._idle.get()
            if child is not None:
                child.close()
            self._idle.put(None)

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
        if self._process_id != os.getpid():
            # The pipes of a parent's children are the parent's: keep them, untouched.
            self._inherited.append(self._idle)
            self._open()
        idle = self._idle
        child = idle.get()
        try:
            child = ConfinedProcess(_CHILD, self._limits) if child is None else child
            answer = child.ask(((url or "").encode("utf-8", "replace"), markup.encode("utf-8", "replace")))
        except ConfinedError as error:
            if child is not None:
                child.close()
            child = None
            raise ItemError(f"the page cannot be read: {error}") from error
        finally:
            idle.put(child)
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
