"""The child that reads pages: address and markup in, JSON out. Started by `confined.py`, never imported by the program."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import Any, Final

from index.errors import ItemError
from index.model import PartialDate
from indexer.sources.pages.confined import allow_cpu, confine, read_part, write_part
from indexer.sources.pages.reading import read_page

_PAGES_PER_PROCESS: Final = 2_000
"""Then a fresh child is started: parsers and their caches keep some memory of each page."""


def main(address_space_bytes: int, cpu_seconds: int) -> None:
    """Answer until the parent ends."""
    confine(address_space_bytes)
    write_part(sys.stdout.buffer, b"ready")
    sys.stdout.buffer.flush()
    for _ in range(_PAGES_PER_PROCESS):
        address, markup = read_part(sys.stdin.buffer), read_part(sys.stdin.buffer)
        if address is None or markup is None:
            return
        allow_cpu(cpu_seconds)
        write_part(sys.stdout.buffer, _answer(markup.decode(), address.decode() or None))
        sys.stdout.buffer.flush()


def _answer(markup: str, url: str | None) -> bytes:
    try:
        extracted = read_page(markup, url)
    except ItemError as error:
        return json.dumps({"error": error.reason}).encode()
    return json.dumps(
        {field.name: _plain(getattr(extracted, field.name)) for field in dataclasses.fields(extracted)}
    ).encode()


def _plain(value: Any) -> Any:
    return value.iso() if isinstance(value, PartialDate) else value


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
