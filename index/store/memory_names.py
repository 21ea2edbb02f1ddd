"""How the store in memory spells names; part of `memory_store.py`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from index.store.memory_records import State
from index.store.port import NameKind, SpelledName, spelling_key


class MemoryNameReading:
    """Reads the spellings that were noted."""

    @abstractmethod
    def _state(self) -> State:
        """The state that is read."""

    def names(self, kind: NameKind, keys: Sequence[str]) -> tuple[SpelledName, ...]:
        """See `StoreReader`."""
        known = self._state().names
        return tuple(
            SpelledName(
                canonical=known.get((kind, key), key),
                hans=known.get((kind, spelling_key(key, "hans"))),
                hant=known.get((kind, spelling_key(key, "hant"))),
            )
            for key in keys
        )

    def refresh(self) -> None:
        """See `StoreReader`; nothing is remembered here."""
