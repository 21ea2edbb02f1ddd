"""The schema in Whoosh's words: terms come ready-made, so each field takes a list of them and analyses nothing.

Own formats instead of Whoosh's: places are plain 32-bit integers, read by numpy without unpickling anything. Text
reaches neither Whoosh's analyzers nor its query parser. `writer.py` writes these fields, `snapshot.py` reads them.
"""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Format

from index.schema import FIELDS, FieldKind, fields_of

VALUE_FIELDS = fields_of(FieldKind.KEYWORDS, FieldKind.VALUES, FieldKind.NUMBERS)
_INT64 = "q"


def length_column(field: str) -> str:
    """The name of the column that holds how many terms *field* has in an article."""
    return f"{field}_length"


def encode_term(term: str) -> bytes:
    """A term as Whoosh keeps it; surrogates, which no well-formed text holds, pass."""
    return term.encode("utf-8", "surrogatepass")


def decode_term(term: bytes) -> str:
    """The inverse of `encode_term`."""
    return term.decode("utf-8", "surrogatepass")


# Whoosh carries no types, so its classes are Any to mypy: subclassing them is excused here, at each class.
class Counted(Format):  # type: ignore[misc]
    """Postings that hold how often a term stands in an article."""

    posting_size = 0


class Placed(Format):  # type: ignore[misc]
    """Postings that hold how often and at which places: 32-bit little-endian numbers, ascending."""

    posting_size = -1


class TermList(FieldType):  # type: ignore[misc]
    """A field that is given its terms as a sequence of strings; the place of a term is its index."""

    def __init__(self, *, placed: bool) -> None:
        super().__init__(format=Placed() if placed else Counted(), analyzer=None)

    def index(self, value: Sequence[str], **_: Any) -> Iterator[Any]:
        """Rows of (term, frequency, weight, value), as Whoosh's writer wants them of a field."""
        if isinstance(self.format, Counted):
            for term, count in Counter(value).items():
                yield encode_term(term), count, float(count), b""
            return
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(value):
            places[term].append(place)
        for term, found in places.items():
            yield encode_term(term), len(found), float(len(found)), struct.pack(f"<{len(found)}I", *found)


def build_schema() -> Any:
    """Whoosh's schema for `schema.FIELDS`; passed at every opening, so that none is unpickled from disk."""
    fields: dict[str, Any] = {}
    for field in FIELDS:
        match field.kind:
            case FieldKind.WORDS | FieldKind.BIGRAMS:
                fields[field.name] = TermList(placed=field.kind is FieldKind.BIGRAMS)
                # Whoosh's own lengths are rounded to one byte; these are exact, as in the reference engine.
                fields[length_column(field.name)] = COLUMN(NumericColumn(_INT64))
            case FieldKind.KEYWORDS | FieldKind.VALUES | FieldKind.NUMBERS:
                fields[field.name] = TermList(placed=False)
            case FieldKind.NUMBER:
                fields[field.name] = COLUMN(NumericColumn(_INT64))
    return Schema(**fields)
