"""Candidates for near-copies: articles whose sketches share a band, looked up by equality in sorted arrays.

Lives in the writer's memory, 200 bytes an article, made of the stored sketches when the first article of a run comes: rows of a
table, one per band, would dirty nearly every page of their index in each commit (100,000 articles: 26 MB written per 500
new ones). Entries are never taken out: whoever asks looks at the stored sketches of what comes back. `stories.py` decides.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from index.analysis.sketches import BANDS, Keys, band_keys

Ordinals: TypeAlias = npt.NDArray[np.uint32]

MOST_PER_BAND: Final = 64
"""Of the articles that share a band, the newest so many. More share one only in a family of templates, whose members have
other bands in common with their own copies alone."""
MOST_CANDIDATES: Final = 256
_RECENT: Final = 8_192
"""Articles added before the sorted arrays are made anew (0.2 s for a million articles)."""


class BandIndex:
    """Articles by the bands of their sketches."""

    def __init__(self, ordinals: Ordinals, sketches: bytes) -> None:
        """*sketches* are joined end to end in the order of *ordinals*."""
        keys = band_keys(sketches).reshape(-1)
        owners = np.repeat(ordinals, BANDS)
        # By ordinal among equal keys: the newest stand last.
        order = np.lexsort((owners, keys))
        self._keys: Keys = keys[order]
        self._owners = owners[order]
        self._recent: dict[int, list[int]] = {}
        self._recent_articles = 0

    def add(self, ordinal: int, keys: Keys) -> None:
        """Let *ordinal* be found by the *keys* of its sketch (`band_keys`)."""
        for key in keys.tolist():
            self._recent.setdefault(key, []).append(ordinal)
        self._recent_articles += 1
        if self._recent_articles >= _RECENT:
            self._merge()

    def candidates(self, keys: Keys) -> list[int]:
        """The articles that share one of the *keys* of a sketch: those that share most first, then the newest; at most 256."""
        starts = np.searchsorted(self._keys, keys, side="left").tolist()
        ends = np.searchsorted(self._keys, keys, side="right").tolist()
        found: list[int] = []
        for key, start, end in zip(keys.tolist(), starts, ends, strict=True):
            recent = self._recent.get(key, ())[-MOST_PER_BAND:]
            found += recent
            left = MOST_PER_BAND - len(recent)
            if left and end > start:
                found += self._owners[max(start, end - left) : end].tolist()
        if not found:
            return []
        ordinals, shared = np.unique(found, return_counts=True)
        first = np.lexsort((-ordinals, -shared))[:MOST_CANDIDATES]
        candidates: list[int] = ordinals[first].tolist()
        return candidates

    def _merge(self) -> None:
        keys = np.repeat(
            np.fromiter(self._recent, dtype=np.uint32, count=len(self._recent)),
            [len(owners) for owners in self._recent.values()],
        )
        owners = np.array([owner for some in self._recent.values() for owner in some], dtype=np.uint32)
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        places = np.searchsorted(self._keys, keys, side="right")
        self._keys = np.insert(self._keys, places, keys)
        self._owners = np.insert(self._owners, places, owners)
        self._recent = {}
        self._recent_articles = 0
