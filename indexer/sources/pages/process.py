"""The child that reads pages: address and markup in, JSON out. Started by `confined.py`, never imported by the program."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

from index.errors import ItemError
from index.model import PartialDate
from indexer.sources.confined import answer_questions
from indexer.sources.pages.reading import read_page


def _answer(message: Sequence[bytes]) -> bytes:
    address, markup = message
    try:
        extracted = read_page(markup.decode(), address.decode() or None)
    except ItemError as error:
        return json.dumps({"error": error.reason}).encode()
    return json.dumps(
        {field.name: _plain(getattr(extracted, field.name)) for field in dataclasses.fields(extracted)}
    ).encode()


def _plain(value: Any) -> Any:
    return value.iso() if isinstance(value, PartialDate) else value


if __name__ == "__main__":
    answer_questions(2, _answer)
