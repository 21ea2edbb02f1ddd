"""Candidates for near-copies: articles whose sketches share a band, looked up by equality in sorted arrays.

Lives in the writer's memory, 200 bytes an article, made of the stored sketches when the first article of a run comes: rows of a
table, one per band, would dirty nearly every page of their index in each commit (100,000 articles: 26 MB written per 500
new ones). Entries are never taken out: whoever asks looks at the stored sketches of what comes back. `stories.py` decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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

    def meet(self, ordinals: Sequence[int], keys: Keys) -> list[list[int]]:
        """Let each of *ordinals* be found by its row of *keys* (`band_keys`), and give those before it that share one.

        Of each those that share most first, then the newest; at most 256. What was added before under the same ordinal is none.
        """
        if self._recent_articles >= _RECENT:
            self._merge()
        self._recent_articles += len(ordinals)
        found: list[list[int]] = [[] for _ in ordinals]
        left = [MOST_PER_BAND] * keys.size
        place = 0
        for some, ordinal, row in zip(found, ordinals, keys.tolist(), strict=True):
            for key in row:
                owners = self._recent.get(key)
                if owners is None:
                    self._recent[key] = [ordinal]
                else:
                    some += owners[-MOST_PER_BAND:]
                    left[place] -= len(owners)
                    owners.append(ordinal)
                place += 1
        for place, owned in self._owned(keys):
            if left[place] > 0:
                found[place // BANDS] += owned[-left[place] :].tolist()
        return [_ordered(some, ordinal) for some, ordinal in zip(found, ordinals, strict=True)]

    def _owned(self, keys: Keys) -> Iterator[tuple[int, Ordinals]]:
        """The places in *keys*, row by row, of such as the sorted arrays have, each with its owners."""
        # In their order, so that one look begins where the one before ended: each by itself, an article took 40 µs.
        order = np.argsort(keys, axis=None)
        asked = keys.reshape(-1)[order]
        starts = np.searchsorted(self._keys, asked, side="left")
        ends = np.searchsorted(self._keys, asked, side="right")
        for at in np.flatnonzero(ends > starts).tolist():
            yield int(order[at]), self._owners[starts[at] : ends[at]]

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


def _ordered(found: list[int], ordinal: int) -> list[int]:
    """The first `MOST_CANDIDATES` of *found* but for *ordinal*: those that stand there most often, then the newest."""
    if not found:
        return found
    shared = Counter(found)
    first = sorted(shared, key=lambda other: (-shared[other], -other))[:MOST_CANDIDATES]
    return [other for other in first if other != ordinal]
