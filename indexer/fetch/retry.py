"""When to ask again: what a server asks for, and longer and longer pauses after failures.

Pure: the time and the chance come in from outside.
"""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import Final

MAX_RETRY_AFTER_SECONDS: Final = 86_400.0
"""A server's wish is obeyed up to a day: one mistaken header must not silence a feed for a year."""
FIRST_PAUSE_SECONDS: Final = 600.0
"""After one failure: shorter than the usual 15 minutes between rounds, so that the next round tries again."""
MAX_PAUSE_SECONDS: Final = 86_400.0
_SPREAD: Final = 0.2
_MAX_DOUBLINGS: Final = 16


def parse_retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Seconds from *now* that a `Retry-After` header asks for, from 0 to a day; None where it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        # More digits than any day has: the bound at once, without a number of a million digits.
        return min(float(text[:12]), MAX_RETRY_AFTER_SECONDS)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if until.tzinfo is None:  # "-0000" (RFC 5322): UTC of unknown origin
        until = until.replace(tzinfo=dt.UTC)
    try:
        seconds = (until - now).total_seconds()
    except OverflowError:
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER_SECONDS)


def pause_after(failures: int, chance: float, retry_after_seconds: float | None = None) -> float:
    """Seconds to wait after so many *failures* in a row (1 or more): doubled each time, up to a day, never below the wish.

    *chance*, from 0 to 1, spreads the pause by a fifth to both sides, so that feeds that failed together part.
    """
    doubled = FIRST_PAUSE_SECONDS * 2.0 ** min(failures - 1, _MAX_DOUBLINGS)
    pause = min(doubled, MAX_PAUSE_SECONDS) * (1 - _SPREAD + 2 * _SPREAD * chance)
    return max(pause, retry_after_seconds or 0.0)
