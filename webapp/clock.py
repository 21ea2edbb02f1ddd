"""The one look at the clock that pages need: what "today" and "a week ago" mean, in Shanghai.

Handed in by `create_app`, so that tests choose the day; nothing else in the reader asks for the time of day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeAlias

from index.model import SHANGHAI

Clock: TypeAlias = Callable[[], dt.datetime]


def now_in_shanghai() -> dt.datetime:
    """The moment, as an aware time of Shanghai: days are days there (contract)."""
    return dt.datetime.now(SHANGHAI)
