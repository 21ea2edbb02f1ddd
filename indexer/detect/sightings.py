"""The words for places in folded text: what a pattern stands for, and where one was seen. Values only.

`places.py` and `abbreviations.py` sight, `national.py` and `regions.py` judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

SightingKind: TypeAlias = Literal[
    "name", "group", "place", "sign", "hint", "inside", "abbr", "seat", "block", "cue"
]
"""cue: the last of one-character names with what stands behind it (沪召开), read in `abbreviations.py`; no sighting has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What a pattern of the automaton stands for; several codes where the name is ambiguous or means several."""

    text: str
    codes: tuple[str, ...]
    kind: SightingKind
    needs_context: bool = False


# Not frozen: there are seven to an article, and `regions.py` settles their codes in place.
@dataclass(slots=True)
class Sighting:
    """A stretch `[start, end)` of the text that names *surface*.

    *codes* are the surface's until they are settled; *beside* is the code of the name right before it; *has_district* says
    of the capital's name that one of its districts stands right behind it; *is_seat* that something happens or somebody
    goes there (在青岛会见).
    """

    surface: Surface
    start: int
    end: int
    codes: tuple[str, ...]
    beside: str | None = None
    has_district: bool = False
    is_seat: bool = False
