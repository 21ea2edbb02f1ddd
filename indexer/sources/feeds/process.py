"""The child that reads feeds: what HTTP said and bytes in, JSON out. Started by `confined.py`, never imported by the program."""

from __future__ import annotations

import json
from collections.abc import Sequence

from index.errors import ItemError
from indexer.sources.confined import answer_questions
from indexer.sources.feeds.parse import parse_feed
from indexer.sources.feeds.parsed_json import dump_feed


def _answer(message: Sequence[bytes]) -> bytes:
    said, content = message
    media_type, charset, base_url = json.loads(said)
    try:
        return dump_feed(parse_feed(content, media_type=media_type, charset=charset, base_url=base_url))
    except ItemError as error:
        return dump_feed(error)


if __name__ == "__main__":
    answer_questions(2, _answer)
