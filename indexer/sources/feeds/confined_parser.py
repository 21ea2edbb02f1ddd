"""Bytes of a feed → `ParsedFeed`, read by confined children that may be killed; the door for feeds of the network and of files.

    bytes → child (`process.py`: `parse_feed`) → JSON (`parsed_json.py`) → ParsedFeed

A feed that meets a limit is one ItemError; the next one gets a fresh child. Its children are its own: they start in half the time
of those that read pages, and no page holds them up.
"""

from __future__ import annotations

import json
from typing import Final

from index.errors import ItemError
from indexer.inputs import ParsedFeed
from indexer.sources.confined import ConfinedError, ConfinedPool, Limits
from indexer.sources.feeds.parsed_json import load_feed

_CHILD: Final = "indexer.sources.feeds.process"


class ConfinedFeedParser(ConfinedPool):
    """`parse_feed` within limits; for any number of threads, and after a fork. A context manager that ends its children."""

    def __init__(self, processes: int = 1, limits: Limits | None = None) -> None:
        """*processes* children at most read at the same time; none is started before the first feed comes."""
        super().__init__(_CHILD, processes, limits)

    def parse(
        self,
        content: bytes,
        *,
        media_type: str | None = None,
        charset: str | None = None,
        base_url: str | None = None,
    ) -> ParsedFeed:
        """As `parse_feed`. Raises ItemError where it does, and where a limit was met."""
        said = json.dumps((media_type, charset, base_url)).encode()
        try:
            answer = self.ask((said, content))
        except ConfinedError as error:
            raise ItemError(f"the feed cannot be read: {error}") from error
        return load_feed(answer)
