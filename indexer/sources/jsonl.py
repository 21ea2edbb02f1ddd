"""One line of JSONL → an article as given (the import format of the contract).

Strict about types and dates, each with a reason that names the key; lenient about what cannot mislead: unknown keys,
a link that is none, control characters. The body is searched exactly as given: only what cannot be stored and white
space around it go, for whoever writes JSONL has cut the text already. Next: `indexer/pipeline.py`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Never
from urllib.parse import quote

from index.errors import ItemError
from index.model import PartialDate
from indexer.inputs import ArticleInput, InputDefaults, RawRecord
from indexer.sources.cleaning import CleanText, clean_text, clean_title, is_blank, is_storable
from indexer.sources.decode import DecodedText, UnknownEncodingError, decode_as, decode_text
from indexer.sources.given_dates import parse_iso_date
from indexer.sources.web_links import is_web_link

MAX_ID_IN_ADDRESS: Final = 12_000
"""Characters of an id as it is percent-encoded: an article whose id outgrows an address (16,384) could not be asked for."""
_SURELY_SHORT: Final = MAX_ID_IN_ADDRESS // 12  # four bytes of UTF-8 at most, three signs each
_KEYS: Final = ("id", "url", "title", "body", "published", "source", "region", "author", "tags")
_MOST_DIGITS: Final = 640
"""Python reads so many whatever it is set to (`sys.int_info.str_digits_check_threshold`)."""
_NOT_IN_ID: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_TAG_SEPARATORS: Final = re.compile("[,，;；、|]")
_TYPE_NAMES: Final = {
    str: "a text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object",
}  # fmt: skip


class _BadValueError(ValueError):
    """A value that a key may not have; becomes the ItemError of its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Object:
    """One parsed object: its values by key, the last of each, and the keys of the import format that were repeated."""

    values: dict[str, object]
    repeated: tuple[str, ...]


class _Fields:
    """One parsed object, asked key by key; gathers the warnings on the way."""

    def __init__(self, parsed: _Object) -> None:
        self._values = parsed.values
        self.warnings = [f"{key}: given more than once, the last one counts" for key in parsed.repeated]

    def text(self, key: str) -> str:
        """The trimmed text under *key*, "" where absent, null or blank."""
        value = self._values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _wrong_type(key, value, "a text")
        if key == "title":
            return self._kept(clean_title(value))
        return value.strip() if is_storable(value) else self._kept(clean_text(value, key))

    def optional(self, key: str) -> str | None:
        """The trimmed text on one line, None where absent, null or blank."""
        return " ".join(self.text(key).split()) or None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts or numbers, or one of them alone; without blanks and repeats."""
        value = self._values.get(key)
        if value is None or value == "" or value == []:
            return ()
        found = []
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, bool) or not isinstance(part, str | int):
                raise _wrong_type(key, part, "a text or a list of texts")
            found.append(self._kept(clean_text(str(part) if isinstance(part, int) else part, key)))
        return tuple(dict.fromkeys(text for text in found if not is_blank(text)))

    def tags(self) -> tuple[str, ...]:
        """The tags; one text alone is a list written with commas."""
        tags = self.texts("tags")
        if isinstance(self._values.get("tags"), str):
            tags = tuple(part.strip() for part in _TAG_SEPARATORS.split(tags[0])) if tags else ()
        return tuple(dict.fromkeys(tag for tag in tags if tag))

    def id(self) -> str | None:
        """The id exactly as given; a whole number stands for its digits, which is said, and so is an empty one."""
        value = self._values.get("id")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
            self.warnings.append(f"id: a number, taken as the text {value[:40]!r}")
        if value is None:
            return None
        if value == "":
            self.warnings.append("id: empty, taken as none")
            return None
        if not isinstance(value, str):
            raise _wrong_type("id", value, "a text")
        if _NOT_IN_ID.search(value):
            raise _BadValueError("id: holds a control character or a lone surrogate")
        if len(value) > _SURELY_SHORT and (length := len(quote(value, safe=""))) > MAX_ID_IN_ADDRESS:
            raise _BadValueError(f"id: {length:,} characters in an address, {MAX_ID_IN_ADDRESS:,} at most")
        return value

    def url(self) -> str | None:
        """The link where it is one of the web; any other is dropped with a warning and stands in raw only."""
        url = self.text("url")
        if not url:
            return None
        if not is_web_link(url):
            self.warnings.append("url: not an http or https link, dropped")
            return None
        return url

    def published(self) -> PartialDate | None:
        """The date of publication; None where absent or blank."""
        text = self.text("published")
        if not text:
            return None
        try:
            return parse_iso_date(text)
        except ValueError as error:
            raise _BadValueError(f"published: {error}") from error

    def _kept(self, cleaned: CleanText) -> str:
        self.warnings.extend(cleaned.warnings)
        return cleaned.text


def parse_jsonl(record: RawRecord, defaults: InputDefaults) -> ArticleInput:
    """Read one line; *defaults* fill what it leaves out. Pure.

    Raises ItemError with path, line and reason where the line is no object, a key has a value that it may not have, or
    there is neither title nor body.
    """
    try:
        return _read_object(_decode_line(record.content, defaults.encoding), defaults)
    except (_BadValueError, UnknownEncodingError) as error:
        raise ItemError(str(error), path=record.path, line=record.line) from error


def _decode_line(content: bytes, named: str | None) -> DecodedText:
    """Decode one line: what reads like no Chinese encoding is UTF-8, as the format says, with damage."""
    try:
        return decode_text(content, named)
    except UnknownEncodingError:
        if named is not None:
            raise
        return decode_as(content, "utf-8")


def _read_object(decoded: DecodedText, defaults: InputDefaults) -> ArticleInput:
    fields = _Fields(_parse_object(decoded.text))
    title, body = fields.text("title"), fields.text("body")
    if is_blank(title) and is_blank(body):
        raise _BadValueError("neither title nor body: one of them is required")
    published = fields.published() or defaults.published
    regions = fields.texts("region") or defaults.regions
    return ArticleInput(
        title="" if is_blank(title) else title,
        body="" if is_blank(body) else body,
        raw=decoded.text.replace("\x00", ""),
        id=fields.id(),
        url=fields.url(),
        published=published,
        published_origin=None if published is None else "given",
        source=fields.optional("source") or defaults.source,
        author=fields.optional("author"),
        tags=fields.tags(),
        regions=regions,
        warnings=(*decoded.warnings, *fields.warnings),
    )


def _parse_object(line: str) -> _Object:
    """Parse one object; of a key given twice the last counts. Control characters inside texts are cleaned later."""
    last: list[tuple[str, object]] = []

    def keep(pairs: list[tuple[str, object]]) -> dict[str, object]:
        nonlocal last
        last = pairs
        return dict(pairs)

    try:
        value = json.loads(
            line.lstrip("\ufeff"),
            parse_constant=_refuse_constant,
            parse_int=_read_int,
            object_pairs_hook=keep,
            strict=False,
        )
    except json.JSONDecodeError as error:
        raise _BadValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise _BadValueError("not an article: nested too deeply") from error
    if not isinstance(value, dict):
        raise _BadValueError(f"not an object but {_type_name(value)}")
    # The outermost object is read last.
    return _Object(values=value, repeated=_repeated(last) if len(last) > len(value) else ())


def _repeated(pairs: Sequence[tuple[str, object]]) -> tuple[str, ...]:
    counts = Counter(key for key, _ in pairs)
    return tuple(key for key in _KEYS if counts[key] > 1)


def _refuse_constant(name: str) -> Never:
    raise _BadValueError(f"not JSON: {name} is no value")


def _read_int(digits: str) -> int | float:
    """A whole number; one of more digits as JSON's own kind of number, so that a key that nobody asks for may hold it."""
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)


def _wrong_type(key: str, value: object, wanted: str) -> _BadValueError:
    return _BadValueError(f"{key}: must be {wanted}, not {_type_name(value)}")


def _type_name(value: object) -> str:
    return "null" if value is None else _TYPE_NAMES.get(type(value), "something else")
