"""What the writer's stages hand on: a record as found, an article as given.

`RawRecord` (one line of JSONL, one text) → `ArticleInput` (what the input itself says) → `index.model.Article` (with
identity and everything derived, `pipeline.py`). Values only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.model import DateOrigin, PartialDate

InputFormat: TypeAlias = Literal["jsonl", "text"]
INPUT_FORMATS: tuple[InputFormat, ...] = ("jsonl", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One input as found: where, of which format, and its bytes; *line* is 1-based, None for whole files."""

    path: str
    line: int | None
    format: InputFormat
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class InputDefaults:
    """What the command line supplies where an input says nothing; *regions* are names or codes."""

    source: str | None = None
    published: PartialDate | None = None
    fetched: PartialDate | None = None
    regions: tuple[str, ...] = ()
    encoding: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInput:
    """What one input says of one article, cleaned: text is valid Unicode, *body* without captions, bylines and legal tail.

    *id* only where the input names one; *regions* are names or codes as given; *warnings* are for the report.
    """

    title: str
    body: str
    raw: str
    id: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    published_origin: DateOrigin | None = None
    event_date: PartialDate | None = None
    source: str | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
