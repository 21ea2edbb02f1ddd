"""Durations as people type them: 15m, 1h30m, 90s, 1d."""

from __future__ import annotations

import re
from typing import Final

_SECONDS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_DURATION: Final = re.compile(r"(?:\d{1,6}[smhd])+", re.IGNORECASE | re.ASCII)
_PART: Final = re.compile(r"(\d+)([smhd])", re.IGNORECASE | re.ASCII)
MAX_SECONDS: Final = 7 * 86_400


def parse_duration(text: str) -> float:
    """Seconds, from 1 to a week. Raises ValueError with the reason."""
    shown = text.strip()
    if not _DURATION.fullmatch(shown):
        raise ValueError(f"{shown[:20]!r} is no duration such as 15m, 1h30m or 90s")
    seconds = sum(int(number) * _SECONDS[unit.lower()] for number, unit in _PART.findall(shown))
    if not 1 <= seconds <= MAX_SECONDS:
        raise ValueError(f"{shown[:20]!r} is not between a second and a week")
    return float(seconds)
