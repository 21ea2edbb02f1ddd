"""The words for places in folded text: what a pattern stands for, and where one was seen. Values only.

`places.py` and `abbreviations.py` sight, `national.py` and `regions.py` judge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

SightingKind: TypeAlias = Literal[
    "name", "group", "place", "sign", "hint", "inside", "abbr", "seat", "block", "cue"
]
"""cue: the last of one-character names with what stands behind it (沪召开), read in `abbreviations.py`; no sighting has it."""
Context: TypeAlias = Literal[
    "plain", "capital", "row", "district", "formula", "desk", "listed", "agenda", "example", "nationality"
]
"""What stands around a name, or what it is known for: the rows of the second table of `region_weights.py`."""

_CAPITAL: Final = ("11",)
# Political formulas that name regions without being about them.
_FORMULAS: Final = frozenset("港澳台 台港澳 港澳 涉台 涉港 对台 涉疆 涉藏 大湾区".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What a pattern of the automaton stands for; several codes where the name is ambiguous or means several.

    *context* is what its text alone says: a formula, or the capital.
    """

    text: str
    codes: tuple[str, ...]
    kind: SightingKind
    needs_context: bool = False
    context: Context = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "context", _known_context(self.text, self.codes))


def _known_context(text: str, codes: tuple[str, ...]) -> Context:
    if text in _FORMULAS:
        return "formula"
    return "capital" if codes == _CAPITAL and text[-1] != "市" else "plain"


# Not frozen: there are seven to an article, and `regions.py` settles their codes in place.
@dataclass(slots=True)
class Sighting:
    """A stretch `[start, end)` of the text that names *surface*.

    *codes* are the surface's until they are settled; *beside* is the code of the name right before it; *context* says
    what stands around it, where the surface's own does not hold; *is_seat* says that something happens or somebody goes there
    (在青岛会见).
    """

    surface: Surface
    start: int
    end: int
    codes: tuple[str, ...]
    beside: str | None = None
    context: Context | None = None
    is_seat: bool = False
