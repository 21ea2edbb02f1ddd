"""Saved searches: a named list in the data folder, each search with the mark up to which somebody has seen it.

One small JSON file beside the store; the store and the index know nothing of it. Only the command changes it, as a whole
and at once, so the site may read it at any moment. What a search means is not read here: *search* is the query string
of its address.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from index.archive.folder import DataFolder
from index.errors import DamagedError, ParameterError
from index.files.durable import replace_durably

MAX_NAME_LENGTH = 80
_VERSION = 1
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search by name.

    *search* is `q=稀土&region=15`, percent-encoded; *seen_ordinal* the number of the article that had come into the archive
    last when somebody looked (0: never), *seen_at* when that was, an aware time.
    """

    name: str
    search: str
    seen_ordinal: int
    seen_at: dt.datetime


def load_saved(folder: DataFolder) -> tuple[SavedSearch, ...]:
    """The list in its order; empty where there is none. Raises DamagedError where the file is no such list."""
    try:
        text = folder.saved_searches.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedError(f"{folder.saved_searches} cannot be read: {error}") from error
    try:
        found = json.loads(text)
        if found["version"] != _VERSION:
            raise ValueError(f"version {found['version']} is not known")
        return tuple(_parse(row) for row in found["searches"])
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedError(
            f"{folder.saved_searches} is no list of saved searches ({error}): mend or remove it"
        ) from error


def store_saved(folder: DataFolder, searches: Iterable[SavedSearch]) -> None:
    """Replace the list, durably."""
    rows = [_render(one) for one in searches]
    folder.path.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": _VERSION, "searches": rows}, ensure_ascii=False, indent=1)
    replace_durably(folder.saved_searches, text + "\n")


def check_name(name: str) -> str:
    """*name* without space at its ends; ParameterError where it is empty, long, or holds what cannot be shown."""
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > MAX_NAME_LENGTH or _UNFIT.search(name):
        raise ParameterError(
            "name", f"the name of a search has 1 to {MAX_NAME_LENGTH} characters that can be shown"
        )
    return tidy


def _render(one: SavedSearch) -> dict[str, object]:
    return {
        "name": one.name,
        "search": one.search,
        "seen_ordinal": one.seen_ordinal,
        "seen_at": one.seen_at.isoformat(timespec="seconds"),
    }


def _parse(row: dict[str, Any]) -> SavedSearch:
    seen_at = dt.datetime.fromisoformat(row["seen_at"])
    if seen_at.tzinfo is None:
        raise ValueError("a time without a zone")
    return SavedSearch(
        name=str(row["name"]),
        search=str(row["search"]),
        seen_ordinal=int(row["seen_ordinal"]),
        seen_at=seen_at,
    )
