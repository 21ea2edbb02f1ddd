"""JSON-LD of a page (schema.org) → the one object that tells of its article, whatever else its scripts hold.

Scripts come as sites write them: several, arrays, a `@graph` whose objects name each other by `@id`, wrapped in CDATA or
comments, with a comma too many. What cannot be read is passed over. Pure; `metadata.py` asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

_ARTICLE_TYPES: Final = ("article", "blogposting", "report", "newsarticle")
_MAX_DEPTH: Final = 12
_MAX_OBJECTS: Final = 500
_REFERRING: Final = ("author", "publisher")
_AROUND: Final = " \t\r\n;/*"
_WRAPPING: Final = ("<![CDATA[", "<!--", "]]>", "-->")
_LAST_COMMA: Final = re.compile(r",(?=\s*[}\]])")


def read_linked_article(scripts: Sequence[str]) -> dict[str, Any]:
    """The article of the page's JSON-LD, author and publisher with their names; empty where none can be read."""
    objects = [found for script in scripts for found in _objects(_parse(script))]
    article = max(filter(_is_article, objects), key=len, default={})
    named = {text_of(one.get("@id")): one for one in objects if "@id" in one and "name" in one}
    return article | {key: _resolved(article[key], named) for key in _REFERRING if key in article}


def _parse(script: str) -> Any:
    """The value of a script, None where it is no JSON."""
    text = script.strip(_AROUND)
    for sign in _WRAPPING:
        text = text.removeprefix(sign).removesuffix(sign)
    text = text.strip(_AROUND)
    for candidate in (text, _LAST_COMMA.sub("", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _resolved(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """*value* with what it names by `@id` alone put in its place, in lists too."""
    if isinstance(value, list):
        return [_resolved(one, named) for one in value[:_MAX_OBJECTS] if not isinstance(one, list)]
    if isinstance(value, dict) and "name" not in value:
        return named.get(text_of(value.get("@id")), value)
    return value


def _objects(value: Any) -> list[dict[str, Any]]:
    """Every object inside a value, to some depth."""
    found: list[dict[str, Any]] = []
    level = [value]
    for _ in range(_MAX_DEPTH):
        below: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                found.append(one)
                below += one.values()
            elif isinstance(one, list):
                below += one
        level = below[:_MAX_OBJECTS]
    return found[:_MAX_OBJECTS]


def _is_article(value: dict[str, Any]) -> bool:
    kinds = " ".join(texts_of(value.get("@type"))).lower()
    return any(kind in kinds for kind in _ARTICLE_TYPES)


def names_of(value: Any) -> list[str]:
    """The names of one or several persons or organisations."""
    found = value if isinstance(value, list) else [value]
    return [text_of(one.get("name")) if isinstance(one, dict) else text_of(one) for one in found]


def texts_of(value: Any) -> list[str]:
    """The texts of a value that is one or a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def text_of(value: Any) -> str:
    """The first text of a value, "" without one."""
    return next(iter(texts_of(value)), "")
