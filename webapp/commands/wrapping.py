"""Lines of a terminal as Chinese is set: broken between any two Han characters, but not before a comma.

Rich breaks at spaces alone, so that a line may begin with ，or end with （ and a long run of Han leaves half a line empty.
Text in, lines out; nothing is written here (`commands/lines.py` does).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, get_character_cell_size
from rich.text import Text

# Of UAX #14 (line breaking) what Chinese news has: closing signs, and opening ones.
_BEGINS_NO_LINE: Final = frozenset("，。、：；！？）」』》〉】〕”’…—·・‧～〜／％﹐%々ー,.!?;:)]}")
_ENDS_NO_LINE: Final = frozenset("（「『《〈【〔“‘([{")


def wrap_text(text: Text, width: int, *, hang: int = 0) -> Iterator[Text]:
    """*text* in lines of at most *width* cells, all but the first of *hang* less; marks kept, spaces at breaks left out.

    A word wider than a line is cut; a list whose parts have two spaces between them is broken there, where that fills two
    fifths of a line; every line has a character at least, whatever the width.
    """
    plain = text.plain
    start = 0
    ends: list[int] = []
    while (end := _fitting(plain, start, width - hang if ends else width)) < len(plain):
        start = _break_before(plain, start, end)
        ends.append(start)
    for line in text.divide(ends):
        line.rstrip()
        yield line


def _fitting(plain: str, start: int, width: int) -> int:
    """Behind the last character from *start* on that a line holds; one at least."""
    cells = 0
    for place in range(start, len(plain)):
        cells += get_character_cell_size(plain[place])
        if cells > width:
            return max(place, start + 1)
    return len(plain)


def _break_before(plain: str, start: int, end: int) -> int:
    """Where the line after that from *start* begins, which may not reach beyond *end*."""
    # Two spaces stand between the parts of a list: 稀土 19  新质生产力 5.
    gap = plain.rfind("  ", start, end + 1)
    fills_enough = gap > 0 and 5 * cell_len(plain[start:gap]) >= 2 * cell_len(plain[start:end])
    places = [gap] if fills_enough else (place for place in range(end, start, -1) if _can_break(plain, place))
    broken = next(iter(places), end)
    return broken + len(plain[broken:]) - len(plain[broken:].lstrip(" "))


def _can_break(plain: str, place: int) -> bool:
    before, after = plain[:place].rstrip(" ")[-1:], plain[place:].lstrip(" ")[:1]
    if after in _BEGINS_NO_LINE or before in _ENDS_NO_LINE:
        return False
    is_spaced = " " in plain[place - 1 : place + 1]
    return is_spaced or any(get_character_cell_size(sign) > 1 for sign in plain[place - 1 : place + 1])
