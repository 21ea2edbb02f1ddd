"""The band index gives what shares a band, and the same whether it came with the arrays or one by one."""

import random

import numpy as np
import pytest

from index.analysis.sketches import SKETCH_BYTES, band_keys
from index.store.bands import MOST_PER_BAND, BandIndex


def sketches(number: int, *, seed: int = 3) -> list[bytes]:
    """Sketches of few different values, so that many share a band."""
    chance = random.Random(seed)
    return [
        np.array([chance.randint(0, 5) for _ in range(SKETCH_BYTES // 2)], "<u2").tobytes()
        for _ in range(number)
    ]


def an_index(made: list[bytes], start: int) -> BandIndex:
    """The first *start* in the arrays, the others added."""
    index = BandIndex(np.arange(1, start + 1, dtype=np.uint32), b"".join(made[:start]))
    for ordinal, sketch in enumerate(made[start:], start=start + 1):
        index.add(ordinal, band_keys(sketch)[0])
    return index


def shared(one: bytes, other: bytes) -> int:
    return int((band_keys(one) == band_keys(other)).sum())


@pytest.mark.parametrize("start", [0, 1, 25, 50])
def test_what_shares_most_bands_comes_first_then_the_newest(start: int) -> None:
    made = sketches(50)
    index = an_index(made, start)
    for sketch in made[:10]:
        alike = [(-shared(sketch, other), -at) for at, other in enumerate(made, start=1)]
        expected = [-at for count, at in sorted(alike) if count]
        assert index.candidates(band_keys(sketch)[0]) == expected


def test_merging_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = sketches(60)
    whole = an_index(made, 60)
    monkeypatch.setattr("index.store.bands._RECENT", 7)
    merged = an_index(made, 5)
    assert [merged.candidates(band_keys(one)[0]) for one in made] == [
        whole.candidates(band_keys(one)[0]) for one in made
    ]


def test_of_many_that_share_a_band_the_newest_are_given() -> None:
    (sketch,) = sketches(1)
    index = an_index([sketch] * (MOST_PER_BAND + 10), MOST_PER_BAND)
    assert index.candidates(band_keys(sketch)[0]) == list(range(MOST_PER_BAND + 10, 10, -1))


def test_an_empty_index_has_no_candidates() -> None:
    (sketch,) = sketches(1)
    assert BandIndex(np.zeros(0, dtype=np.uint32), b"").candidates(band_keys(sketch)[0]) == []
