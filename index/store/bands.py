"""Candidates for near-copies: articles whose sketches share a band, looked up by equality in sorted arrays.

Lives in the writer's memory, 200 bytes an article, made of the stored sketches when the first article of a run comes: rows of a
table, one per band, would dirty nearly every page of their index in each commit (100,000 articles: 26 MB written per 500
new ones). They are sorted when many articles have come: the entries of a few are picked out of the unsorted ones first. Entries
are never taken out: whoever asks looks at the stored sketches of what comes back. `stories.py` decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from index.analysis.sketches import BANDS, Keys

Ordinals: TypeAlias = npt.NDArray[np.uint32]

MOST_PER_BAND: Final = 64
"""Of the articles that share a band, the newest so many. More share one only in a family of templates, whose members have
other bands in common with their own copies alone."""
MOST_CANDIDATES: Final = 256
_RECENT: Final = 8_192
"""Articles added before the sorted arrays are made anew (0.2 s for a million articles)."""
_FEW: Final = 16
"""Articles that are looked for before anything is sorted: among 100,000 each takes 6 ms so, and to sort them 140."""
_OWNER = np.uint64(0xFFFFFFFF)


class _Entries(NamedTuple):
    """Keys of bands, and of each the ordinal of an article that has it."""

    keys: Keys
    owners: Ordinals


class BandIndex:
    """Articles by the bands of their sketches."""

    def __init__(self, ordinals: Ordinals, keys: Keys) -> None:
        """*keys* has a row (`band_keys`) for each of *ordinals*."""
        self._known = _Entries(keys.reshape(-1), np.repeat(ordinals, BANDS))
        self._is_sorted = False
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
        entries = self._sorted_entries(asked)
        starts = np.searchsorted(entries.keys, asked, side="left")
        ends = np.searchsorted(entries.keys, asked, side="right")
        for at in np.flatnonzero(ends > starts).tolist():
            yield int(order[at]), entries.owners[starts[at] : ends[at]]

    def _sorted_entries(self, asked: Keys) -> _Entries:
        """The sorted entries of *asked* at least."""
        if not self._is_sorted and self._recent_articles <= _FEW:
            is_asked = np.isin(self._known.keys, asked)
            return _sorted(_Entries(self._known.keys[is_asked], self._known.owners[is_asked]))
        return self._all_sorted()

    def _all_sorted(self) -> _Entries:
        """All entries but those of recent articles, sorted from now on."""
        if not self._is_sorted:
            self._known, self._is_sorted = _sorted(self._known), True
        return self._known

    def _merge(self) -> None:
        keys = np.repeat(
            np.fromiter(self._recent, dtype=np.uint32, count=len(self._recent)),
            [len(owners) for owners in self._recent.values()],
        )
        owners = np.array([owner for some in self._recent.values() for owner in some], dtype=np.uint32)
        recent, known = _sorted(_Entries(keys, owners)), self._all_sorted()
        places = np.searchsorted(known.keys, recent.keys, side="right")
        self._known = _Entries(
            np.insert(known.keys, places, recent.keys), np.insert(known.owners, places, recent.owners)
        )
        self._recent = {}
        self._recent_articles = 0


def _sorted(entries: _Entries) -> _Entries:
    """*entries* by key, the newest last among equal ones."""
    # In one piece, which takes half the time of sorting by two columns.
    together = entries.keys.astype(np.uint64) << np.uint64(32) | entries.owners
    together.sort()
    return _Entries((together >> np.uint64(32)).astype(np.uint32), (together & _OWNER).astype(np.uint32))


def _ordered(found: list[int], ordinal: int) -> list[int]:
    """The first `MOST_CANDIDATES` of *found* but for *ordinal*: those that stand there most often, then the newest."""
    if not found:
        return found
    shared = Counter(found)
    first = sorted(shared, key=lambda other: (-shared[other], -other))[:MOST_CANDIDATES]
    return [other for other in first if other != ordinal]
