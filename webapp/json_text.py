"""Answer objects to JSON text: dataclasses become objects, dates ISO 8601, marked fields without a value are left out.

Not for values from elsewhere: it knows the classes of `answers.py` and plain JSON values only.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Hashable
from functools import cache
from typing import Any, cast

from webapp.answers import LEFT_OUT_WHEN_NONE


def render_json(answer: object) -> bytes:
    """*answer* as UTF-8 JSON; Han stands as itself, a lone surrogate as its escape. TypeError for unknown classes."""
    text = json.dumps(answer, default=_plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(answer, default=_plain, separators=(",", ":"), allow_nan=False).encode("ascii")


def _plain(value: object) -> object:
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        # Looked up once per class: a page of answers holds some 600 objects, and `fields` alone cost half of the time.
        shape = _shape_of(cast(Hashable, type(value)))
        plain = {name: getattr(value, name) for name in shape.names}
        for name in shape.left_out:
            if plain[name] is None:
                del plain[name]
        return plain
    raise TypeError(f"{type(value).__name__} has no JSON form")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """The fields of a class, and those that are missing where they have no value."""

    names: tuple[str, ...]
    left_out: tuple[str, ...]


@cache
def _shape_of(answer_class: Any) -> _Shape:
    fields = dataclasses.fields(answer_class)
    return _Shape(
        names=tuple(field.name for field in fields),
        left_out=tuple(field.name for field in fields if is_left_out(field)),
    )


def is_left_out(field: dataclasses.Field[Any]) -> bool:
    """True for a field that is missing where it has no value."""
    return field.metadata == LEFT_OUT_WHEN_NONE
