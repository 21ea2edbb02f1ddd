"""Damaged two-byte text → the reading that costs least: a lost byte costs one character and not the rest of its line.

In GB18030 and Big5 a byte that is missing pairs every byte behind it wrongly, without an error, until the line ends. So
lines that show damage are read again: of all ways to cut their bytes into characters and lost bytes the one is taken whose
characters are the commonest. Linear in the line. Called by `decode.py`, which knows the encodings.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import Final

from indexer.sources.common_characters import COMMON_CHARACTERS

LOST: Final = "\ufffd"
# With these, of 3,900 articles with one byte taken out 99 % lose under ten characters (24 at most), and of undamaged ones
# none is touched; at 7 for a lost byte ten are. Rightly paired news costs 0.3
# a character, wrongly paired news 2.5.
_COST_LOST: Final = 10
_COST_STRAY: Final = 3
_COST_PRIVATE: Final = 12
_COST_KNOWN: Final = 1
_COST_SECOND: Final = 3
_COST_RARE: Final = 4
_NEVER: Final = 1 << 30
_MOST_LINE_BYTES: Final = 1 << 20

_PRIVATE: Final = re.compile("[\ufffd\ue000-\uf8ff]")
# Of news 85 % are common: five others in a row are one in ten thousand, or wrongly paired. As one class of ranges between the
# common ones a text is searched in a third of the time that looking ahead at each character takes.
_GAPS: Final = itertools.pairwise((0x33FF, *sorted(map(ord, COMMON_CHARACTERS)), 0xA000))
_UNCOMMON: Final = (
    f"[{''.join(f'{chr(one + 1)}-{chr(next_one - 1)}' for one, next_one in _GAPS if next_one - one > 1)}]"
)
_UNCOMMON_RUN: Final = re.compile(rf"{_UNCOMMON}{{5}}|{_UNCOMMON}[@\[\\\]^_`{{|}}~][\u3400-\u9fff]")
# Bytes of which readings may differ: any other is ASCII, for before it stands no byte whose second half it could be.
_PAIRED_RUN: Final = re.compile(rb"(?:[\x80-\xff]+[0-9@-\x7f]?)+")
_STRAY_SIGNS: Final = frozenset(rb"@[\]^_`{|}~")


def looks_damaged(text: str) -> bool:
    """True where a decoded text holds what only wrong pairs make: lost bytes, private characters, runs of rare ones."""
    return _PRIVATE.search(text) is not None or _UNCOMMON_RUN.search(text) is not None


def resynchronise(content: bytes, encoding: str) -> str:
    """Decode *content* as *encoding* (gb18030 or big5hkscs), each damaged line by the cheapest reading; lost bytes are U+FFFD."""
    return "\n".join(_read_line(line, encoding) for line in content.split(b"\n"))


def _read_line(line: bytes, encoding: str) -> str:
    text = line.decode(encoding, "replace")
    if line.isascii() or len(line) > _MOST_LINE_BYTES or not looks_damaged(text):
        return text
    pieces: list[str] = []
    position = 0
    for run in _PAIRED_RUN.finditer(line):
        pieces += line[position : run.start()].decode("ascii"), _cheapest(run[0], encoding)
        position = run.end()
    return "".join((*pieces, line[position:].decode("ascii")))


def _cheapest(line: bytes, encoding: str) -> str:
    """The reading of a run whose characters and lost bytes cost least; of equal ones that which loses later."""
    size = len(line)
    costs = [_NEVER] * size + [0]
    widths = [1] * size
    for position in range(size - 1, -1, -1):
        if line[position] < 0x80:
            # The second half of a pair that lost its first; between two pairs such signs are rare.
            is_stray = line[position] in _STRAY_SIGNS and line[position + 1 : position + 2] >= b"\x80"
            costs[position] = costs[position + 1] + _COST_STRAY * is_stray
            continue
        best, width = costs[position + 1] + _COST_LOST, 1
        is_long = line[position + 1 : position + 2].isdigit()
        for length in (4,) if is_long else (2,):
            end = position + length
            if end <= size and (cost := _cost(line[position:end], encoding) + costs[end]) <= best:
                best, width = cost, length
        costs[position], widths[position] = best, width
    pieces, position = [], 0
    while position < size:
        end = position + widths[position]
        is_lost = widths[position] == 1 and line[position] >= 0x80
        pieces.append(LOST if is_lost else line[position:end].decode(encoding))
        position = end
    return "".join(pieces)


@functools.lru_cache(maxsize=1 << 16)
def _cost(unit: bytes, encoding: str) -> int:
    """What it costs to read *unit* as one character; `_NEVER` where it is none."""
    try:
        character = unit.decode(encoding)
    except UnicodeDecodeError:
        return _NEVER
    if len(character) != 1:
        return _NEVER
    if character in COMMON_CHARACTERS:
        return 0
    if "\ue000" <= character <= "\uf8ff":
        return _COST_PRIVATE
    if len(unit) == 4:
        return _COST_RARE
    return _cost_of_row(unit, encoding)


def _cost_of_row(unit: bytes, encoding: str) -> int:
    """By the rows of the tables: signs, the first level (by sound or strokes), the second, extensions."""
    lead, trail = unit
    if encoding == "gb18030":
        if trail < 0xA1 or lead < 0xA1 or lead > 0xF7:
            return _COST_RARE
        if lead in (0xA1, 0xA3):
            return 0 if lead == 0xA1 or trail < 0xC1 else _COST_KNOWN
        return _COST_KNOWN if 0xB0 <= lead <= 0xD7 else _COST_SECOND
    if lead in (0xA1, 0xA2):
        return 0
    if 0xA4 <= lead <= 0xC6:
        return _COST_KNOWN
    return _COST_SECOND if 0xC9 <= lead <= 0xF9 else _COST_RARE
