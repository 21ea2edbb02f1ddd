"""Where two texts that are mostly alike differ: the spots between the runs that they share, in order.

Runs of `RUN` letters that stand once in each text are the anchors (patience diff, Cohen 2003); the heaviest chain of them that
runs in one order parts both texts into gaps, and a small gap is looked through once more. Pure: it says where, not what.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

RUN: Final = 5
"""Letters side by side that count as common. Fewer are met by chance, more lose what stands between two corrections."""

_LOOKED_THROUGH: Final = 64
"""A gap with more letters on either side is other text: what it shares with the other side is met by chance."""
_ISLAND: Final = 2
"""Letters that part two spots inside a gap: 安徽[省]合肥 and 江西[省]南昌 stay one spot, with 省政府 between they are two."""
_PASSED: Final = 4
"""Letters: 甲至[乙] and [乙]至丙 are other ways, though 乙 stands in both."""
_AHEAD = 256
"""Letters that are looked at for the next run in common: a correction is passed within ten, a paragraph seldom within these."""
_PARAGRAPH: Final = 40
_PIECE: Final = 10
_CHUNK = 64
_MOST_BLOCKS: Final = 400
"""Runs in one order: texts with more hardly share anything but form, and the chain takes the square of them."""


class Spot(NamedTuple):
    """Half-open ranges of letters, one in each text, that stand in place of one another; one of them may be empty."""

    start: int
    end: int
    other_start: int
    other_end: int


class _Block(NamedTuple):
    """Letters that are the same in both texts."""

    start: int
    other_start: int
    length: int


def differing_spots(one: str, other: str) -> list[Spot]:
    """Where the two differ, in order; none where they are equal.

    Equal letters are passed over at once: two texts of 600 letters with three corrections take 0.1 ms, of 20,000 hardly more.
    """
    spots: list[Spot] = []
    at = other_at = 0
    while True:
        equal = _equal_letters(one, at, other, other_at)
        at, other_at = at + equal, other_at + equal
        if at == len(one) and other_at == len(other):
            return spots
        chain = _next_chain(one, at, other, other_at)
        for start, there, length in chain:
            # Grown blocks may overlap by letters that stand twice: what the first one took is taken.
            taken = max(0, at - start, other_at - there)
            if taken < length:
                spots += _looked_through(one, other, Spot(at, start + taken, other_at, there + taken))
                at, other_at = start + length, there + length
        if not chain:
            spots += _looked_through(one, other, Spot(at, len(one), other_at, len(other)))
            return spots


def _next_chain(one: str, at: int, other: str, other_at: int) -> list[_Block]:
    """What both share next: in the letters ahead, in more of them where those share too little, in all that is left."""
    ahead = _AHEAD
    while True:
        here, there = one[at : at + ahead], other[other_at : other_at + ahead]
        chain = _chain(_grown(_blocks(here, there), here, there))
        is_all = ahead >= max(len(one) - at, len(other) - other_at)
        if is_all or 2 * sum(block.length for block in chain) > min(len(here), len(there)):
            return [_Block(at + block.start, other_at + block.other_start, block.length) for block in chain]
        ahead *= 4


def common_letters(one: str, other: str, spots: Sequence[Spot]) -> tuple[bytearray, bytearray]:
    """For each text, 1 where a letter is common to both, else 0: it stands in a run of `RUN` outside *spots*, or was moved."""
    ours, theirs = bytearray(b"\1" * len(one)), bytearray(b"\1" * len(other))
    end = other_end = 0
    for spot in spots:
        # Fewer letters between two spots are met by chance.
        start = end if 0 < end > spot.start - RUN else spot.start
        there = other_end if 0 < other_end > spot.other_start - RUN else spot.other_start
        end, other_end = spot.end, spot.other_end
        ours[start:end] = _moved(one[start:end], other)
        theirs[there:other_end] = _moved(other[there:other_end], one)
    return ours, theirs


def _moved(letters: str, other: str) -> bytes:
    """1 where letters of a spot stand elsewhere in the other text; of a paragraph only."""
    if len(letters) < _PARAGRAPH:
        return bytes(len(letters))
    pieces = [letters[at : at + _PIECE] for at in range(0, len(letters), _PIECE)]
    return b"".join(
        [(b"\1" if len(piece) == _PIECE and piece in other else b"\0") * len(piece) for piece in pieces]
    )


def unique_runs(text: str) -> dict[str, int]:
    """Where each run of `RUN` letters begins; -1 for what stands there twice."""
    found: dict[str, int] = {}
    for at in range(len(text) - RUN + 1):
        letters = text[at : at + RUN]
        found[letters] = -1 if letters in found else at
    return found


def _blocks(one: str, other: str) -> list[_Block]:
    """Anchors that follow one another joined, in the order of *one*."""
    theirs = unique_runs(other)
    blocks: list[_Block] = []
    start = other_start = end = -1
    for letters, at in unique_runs(one).items():
        there = theirs.get(letters, -1)
        if at < 0 or there < 0:
            continue
        if at == end and there - at == other_start - start:
            end += 1
            continue
        if end >= 0:
            blocks.append(_Block(start, other_start, end - start + RUN - 1))
        start, other_start, end = at, there, at + 1
    if end >= 0:
        blocks.append(_Block(start, other_start, end - start + RUN - 1))
    return blocks


def _grown(blocks: Sequence[_Block], one: str, other: str) -> list[_Block]:
    """Each block with the equal letters on both sides of it; what another one has grown over is no block any more."""
    grown = []
    reached: dict[int, int] = {}
    for start, there, length in blocks:
        if reached.get(there - start, 0) > start:
            continue
        after = _equal_letters(one, start + length, other, there + length)
        before = 0
        while before < min(start, there) and one[start - before - 1] == other[there - before - 1]:
            before += 1
        reached[there - start] = start + length + after
        grown.append(_Block(start - before, there - before, before + length + after))
    return grown


def _equal_letters(one: str, at: int, other: str, there: int) -> int:
    """How many letters are the same from there on."""
    end = min(len(one) - at, len(other) - there)
    count = 0
    while (
        count + _CHUNK <= end
        and one[at + count : at + count + _CHUNK] == other[there + count : there + count + _CHUNK]
    ):
        count += _CHUNK
    while count < end and one[at + count] == other[there + count]:
        count += 1
    return count


def _chain(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks in one order in both texts that hold most letters."""
    if len(blocks) > _MOST_BLOCKS:
        blocks = sorted(sorted(blocks, key=lambda block: -block.length)[:_MOST_BLOCKS])
    if all(one.other_start < two.other_start for one, two in itertools.pairwise(blocks)):
        return list(blocks)
    weights: list[int] = []
    before: list[int] = []
    for number, block in enumerate(blocks):
        best, weight = -1, 0
        for former in range(number):
            if blocks[former].other_start < block.other_start and weights[former] > weight:
                best, weight = former, weights[former]
        weights.append(weight + block.length)
        before.append(best)
    chain = []
    number = max(range(len(blocks)), key=weights.__getitem__, default=-1)
    while number >= 0:
        chain.append(blocks[number])
        number = before[number]
    return chain[::-1]


def _looked_through(one: str, other: str, gap: Spot) -> Iterator[Spot]:
    """The spots of a gap: what it shares at its ends and, where it is small, inside is no part of them."""
    start, end, there, other_end = gap
    while start < end and there < other_end and one[start] == other[there]:
        start, there = start + 1, there + 1
    while start < end and there < other_end and one[end - 1] == other[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    if start == end and there == other_end:
        return
    if start == end or there == other_end or max(end - start, other_end - there) > _LOOKED_THROUGH:
        yield Spot(start, end, there, other_end)
        return
    matcher = SequenceMatcher(None, one[start:end], other[there:other_end], autojunk=False)
    spots: list[Spot] = []
    at, other_at = start, there
    for block in matcher.get_matching_blocks():
        if 0 < block.size < _ISLAND:
            continue
        found = Spot(at, start + block.a, other_at, there + block.b)
        if spots and _moved_past(spots[-1], found):
            found = Spot(spots[-1].start, found.end, spots.pop().other_start, found.other_end)
        if found.start < found.end or found.other_start < found.other_end:
            spots.append(found)
        at, other_at = start + block.a + block.size, there + block.b + block.size
    yield from spots


def _moved_past(one: Spot, other: Spot) -> bool:
    """Whether something is left out before a few letters and put in behind them, or the other way round."""
    if other.start - one.end > _PASSED:
        return False
    left_out = (
        one.other_start == one.other_end and other.start == other.end and other.other_start < other.other_end
    )
    put_in = one.start == one.end and other.other_start == other.other_end and other.start < other.end
    return left_out or put_in
