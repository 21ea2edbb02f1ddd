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
    index = BandIndex(np.arange(1, start + 1, dtype=np.uint32), band_keys(b"".join(made[:start])))
    for ordinal, sketch in enumerate(made[start:], start=start + 1):
        index.meet([ordinal], band_keys(sketch))
    return index


def met(index: BandIndex, sketch: bytes) -> list[int]:
    """Whom one more article meets; its ordinal is no one else's, and never given."""
    return index.meet([0], band_keys(sketch))[0]


def shared(one: bytes, other: bytes) -> int:
    return int((band_keys(one) == band_keys(other)).sum())


@pytest.mark.parametrize("start", [0, 1, 25, 50])
def test_what_shares_most_bands_comes_first_then_the_newest(start: int) -> None:
    made = sketches(50)
    index = an_index(made, start)
    for sketch in made[:10]:
        alike = [(-shared(sketch, other), -at) for at, other in enumerate(made, start=1)]
        expected = [-at for count, at in sorted(alike) if count]
        assert met(index, sketch) == expected


def test_merging_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = sketches(60)
    whole = an_index(made, 60)
    monkeypatch.setattr("index.store.bands._RECENT", 7)
    merged = an_index(made, 5)
    assert [met(merged, one) for one in made] == [met(whole, one) for one in made]


def test_few_are_picked_out_of_what_is_not_sorted_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    made = sketches(60)
    picked = an_index(made, 40)
    monkeypatch.setattr("index.store.bands._FEW", 0)
    assert [met(picked, one) for one in made[:10]] == [met(an_index(made, 40), one) for one in made[:10]]


def test_of_many_that_share_a_band_the_newest_are_given() -> None:
    (sketch,) = sketches(1)
    index = an_index([sketch] * (MOST_PER_BAND + 10), MOST_PER_BAND)
    assert met(index, sketch) == list(range(MOST_PER_BAND + 10, 10, -1))


def test_an_empty_index_has_no_candidates() -> None:
    (sketch,) = sketches(1)
    assert met(BandIndex(np.zeros(0, dtype=np.uint32), band_keys(b"")), sketch) == []


@pytest.mark.parametrize("start", [0, 20])
def test_articles_that_come_together_meet_those_before_them(start: int) -> None:
    made = sketches(50)
    together, apart = an_index(made, start), an_index(made, start)
    ordinals = range(start + 1, len(made) + 1)
    expected = [
        apart.meet([ordinal], band_keys(sketch))[0]
        for ordinal, sketch in zip(ordinals, made[start:], strict=True)
    ]
    assert together.meet(ordinals, band_keys(b"".join(made[start:]))) == expected
