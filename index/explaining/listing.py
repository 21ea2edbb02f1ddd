"""Lists in words: the first few, and how many more there are. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str], most: int) -> str:
    """The first *most* of *names*: 甲、乙 and 3 more."""
    return _cut(names, most, joint="、", last=" and ")


def either(names: Sequence[str], most: int) -> str:
    """The first *most* of *names*, any of which will do: 甲 or 乙 or 3 more."""
    return _cut(names, most, joint=" or ", last=" or ")


def _cut(names: Sequence[str], most: int, *, joint: str, last: str) -> str:
    more = f"{last}{len(names) - most} more" if len(names) > most else ""
    return joint.join(names[:most]) + more
