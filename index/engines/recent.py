"""What was found out lately: a mapping that forgets what was asked for longest ago once it holds too much.

For what is known of one committed state, by an engine or of answers given from it, where nothing can go stale: the state is replaced as a whole, and this with it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class _Kept(NamedTuple, Generic[Value]):
    """A value and what it weighs."""

    value: Value
    weight: int


class Recent(Generic[Key, Value]):
    """Keeps values up to *most* in weight together; safe for several threads."""

    def __init__(self, most: int) -> None:
        """*most* is in the unit of the weights that `keep` is given."""
        self._most = most
        self._weight = 0
        self._kept: OrderedDict[Key, _Kept[Value]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        """The value kept for *key*, which is then the latest asked for; None where there is none."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            self._kept.move_to_end(key)
            return kept.value

    def keep(self, key: Key, value: Value, weight: int) -> None:
        """Keep *value*, and forget others until all fit; one that is too heavy by itself is not kept."""
        if weight > self._most:
            return
        with self._lock:
            former = self._kept.pop(key, None)
            self._weight += weight - (0 if former is None else former.weight)
            self._kept[key] = _Kept(value, weight)
            while self._weight > self._most:
                _, forgotten = self._kept.popitem(last=False)
                self._weight -= forgotten.weight
