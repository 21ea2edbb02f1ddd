"""The one look at the clock that pages need: what "today" and "a week ago" mean, in Shanghai; and how a moment is shown.

The clock is handed in by `create_app`, so that tests choose the day; nothing else in the reader asks for the time of day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeAlias

from index.model import SHANGHAI

Clock: TypeAlias = Callable[[], dt.datetime]
_MINUTES = len("2025-11-27T09:15")


def now_in_shanghai() -> dt.datetime:
    """The moment, as an aware time of Shanghai: days are days there (contract)."""
    return dt.datetime.now(SHANGHAI)


def shown_stamp(stamp: str) -> str:
    """A date as documents write it, as people read it: the day, and hour and minute where they are known (in Shanghai)."""
    return stamp[:_MINUTES].replace("T", " ")
