"""How an article becomes table rows and comes back: its particulars as compact JSON, its raw text as what it holds beside the body.

Nothing here talks to SQLite. Changing a form asks for a new store version (`schema_sql.py`); an unknown key is ignored, an
absent one means the field's default, so fields can be added without one. `sqlite_store.py` puts the rows where they belong.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

from index.errors import DamagedError
from index.model import Article, Entity, FieldSpan, PartialDate, TextField

_QUOTINGS = (json.encoder.encode_basestring, json.encoder.encode_basestring_ascii)
"""The two ways in which JSON is written; the number of one is the first byte of what `_cut_body` leaves, never of zlib's."""
_CUT_HEAD = struct.Struct("<BI")
_CUT = "\0"
_MOST_BESIDE = 2_000
"""Characters beside the body up to which they are not compressed: usual ones are 300."""
_COMPRESSION_LEVEL = 3
"""With the body as dictionary a raw text of 2.8 kB takes 30 µs and leaves 384 bytes; level 6 takes 39 µs and leaves 368."""
_MIN_LOOKAHEAD = 262
"""What zlib keeps free of its window: matches reach no further back than the window less this (`deflate.h`)."""
_MIN_WINDOW_BITS, _MAX_WINDOW_BITS = 9, 15

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ENTITIES_KEY = ',"entities":'
_FIELDS: tuple[TextField, ...] = ("title", "body")
_FIELD_NUMBERS = {field: number for number, field in enumerate(_FIELDS)}


def render_particulars(article: Article) -> str:
    """Everything small of an article (not its id, identity, title, body, raw) as JSON: equal articles, equal text."""
    found: dict[str, Any] = {
        "url": article.url,
        "published": _render_date(article.published),
        "origin": article.published_origin,
        "event": _render_date(article.event_date),
        "fetched": _render_date(article.fetched),
        "ahead": article.date_ahead or None,
        "source": article.source,
        "author": article.author,
        "tags": article.tags,
        "script": article.script,
        "given": article.given_regions,
        "regions": article.regions,
        "entities": [_render_entity(entity) for entity in article.entities],
    }
    return _encode(
        {key: value for key, value in found.items() if value is not None and value not in ((), [])}
    )


class BareArticle(NamedTuple):
    """What stands in columns of its own: an article without its particulars."""

    id: str
    identity: str
    title: str
    body: str
    raw: str


def parse_particulars(particulars: str, article: Article | BareArticle) -> Article:
    """*article*, of which only id, identity and texts are known, with its particulars; DamagedError where they are none."""
    return _parse(particulars, article, _parse_entities)


def parse_summary(particulars: str, article: BareArticle) -> Article:
    """As `parse_particulars`, without the entities: they are two thirds of the work, and lists do not show them."""
    # They stand last, and no text holds the sign between: JSON escapes a quote inside a text.
    head, sign, _ = particulars.partition(_ENTITIES_KEY)
    return _parse(head + "}" if sign else particulars, article, _no_entities)


def parse_entities(particulars: str, article_id: str) -> tuple[Entity, ...]:
    """The entities alone; DamagedError where they cannot be read."""
    try:
        return _parse_entities(json.loads(particulars).get("entities", []))
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise DamagedError(f"the stored entities of article {article_id} cannot be read: {error}") from error


def _parse(
    particulars: str,
    article: Article | BareArticle,
    entities: Callable[[list[list[Any]]], tuple[Entity, ...]],
) -> Article:
    try:
        found = json.loads(particulars)
        return Article(
            id=article.id,
            identity=article.identity,
            title=article.title,
            body=article.body,
            raw=article.raw,
            url=found.get("url"),
            published=_parse_date(found.get("published")),
            published_origin=found.get("origin"),
            event_date=_parse_date(found.get("event")),
            fetched=_parse_date(found.get("fetched")),
            date_ahead=found.get("ahead", False),
            source=found.get("source"),
            author=found.get("author"),
            tags=tuple(found.get("tags", ())),
            script=found.get("script", "none"),
            given_regions=tuple(found.get("given", ())),
            regions=tuple(found.get("regions", ())),
            entities=entities(found.get("entities", [])),
        )
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise DamagedError(
            f"the stored particulars of article {article.id} cannot be read: {error}"
        ) from error


def pack_raw(raw: str, body: str) -> bytes | None:
    """What *raw* holds beside the body, None where both are the same text (it is not kept twice)."""
    if raw == body:
        return None
    return _cut_body(raw, body) or _compress(raw, body)


def unpack_raw(packed: bytes | None, body: str) -> str:
    """The raw text again; DamagedError where it is not what was packed with that body."""
    if packed is None:
        return body
    try:
        if packed[0] < len(_QUOTINGS):
            return _put_body(packed, body)
        unpacker = zlib.decompressobj(zlib.MAX_WBITS, zdict=body.encode())
        raw = unpacker.decompress(packed).decode()
    except (zlib.error, ValueError, IndexError) as error:
        raise DamagedError(f"a stored raw text cannot be read: {error}") from error
    if not unpacker.eof:
        raise DamagedError("a stored raw text is cut short")
    return raw


def _cut_body(raw: str, body: str) -> bytes | None:
    """A line of JSON without its body: the number of the quoting, a checksum, and what stands before and behind it.

    None where the body does not stand there in so many words, or much stands beside it. Takes a tenth of compressing,
    and leaves as little (5 and 40 µs, 370 bytes of 2.8 kB).
    """
    for number, quote in enumerate(_QUOTINGS if body else ()):
        before, found, behind = raw.partition(quote(body)[1:-1])
        if found and len(before) + len(behind) <= _MOST_BESIDE and _CUT not in before:
            content = f"{before}{_CUT}{behind}".encode()
            return _CUT_HEAD.pack(number, zlib.crc32(content)) + content
    return None


def _put_body(packed: bytes, body: str) -> str:
    """The inverse of `_cut_body`. Raises ValueError."""
    content = packed[_CUT_HEAD.size :]
    number, checksum = _CUT_HEAD.unpack_from(packed.ljust(_CUT_HEAD.size, b"\0"))
    before, found, behind = content.decode().partition(_CUT)
    if not found or zlib.crc32(content) != checksum:
        raise ValueError("it does not fit its checksum")
    return before + _QUOTINGS[number](body)[1:-1] + behind


def _compress(raw: str, body: str) -> bytes:
    """*raw* compressed with the body as zlib's dictionary."""
    dictionary, content = body.encode(), raw.encode()
    # zlib sets up its whole window first: one that just holds the body halves the time for usual articles.
    window_bits = (max(len(dictionary), len(content)) + _MIN_LOOKAHEAD).bit_length()
    window_bits = min(max(window_bits, _MIN_WINDOW_BITS), _MAX_WINDOW_BITS)
    packer = zlib.compressobj(_COMPRESSION_LEVEL, zlib.DEFLATED, window_bits, zdict=dictionary)
    return packer.compress(content) + packer.flush()


def _render_date(date: PartialDate | None) -> list[int | str | None] | None:
    if date is None:
        return None
    # Times are those of Asia/Shanghai (contract), so no zone is kept.
    time = None if date.time is None else date.time.replace(tzinfo=None).isoformat()
    return [date.year, date.month, date.day] if time is None else [date.year, date.month, date.day, time]


def _parse_date(parts: Any) -> PartialDate | None:
    if parts is None:
        return None
    time = dt.time.fromisoformat(parts[3]) if len(parts) > 3 else None
    return PartialDate(year=parts[0], month=parts[1], day=parts[2], time=time)


def _render_entity(entity: Entity) -> list[Any]:
    spans: list[int] = []
    for span in entity.spans:
        spans += (_FIELD_NUMBERS[span.field], span.start, span.end)
    return [entity.name, entity.canonical, entity.kind, entity.office, spans]


def _parse_entities(rows: list[list[Any]]) -> tuple[Entity, ...]:
    return tuple(map(_parse_entity, rows))


def _no_entities(_: list[list[Any]]) -> tuple[Entity, ...]:
    return ()


def _parse_entity(parts: list[Any]) -> Entity:
    name, canonical, kind, office, numbers = parts
    # Each by its place: a page of results reads 160 names with 300 spans.
    triples = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    spans = tuple([FieldSpan(_FIELDS[field], start, end) for field, start, end in triples])
    return Entity(name, canonical, kind, office, spans)
