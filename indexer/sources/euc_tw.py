"""EUC-TW, the encoding of old Taiwanese Unix systems, which Python has no codec for: CNS 11643 planes 1 and 2 by way of Big5.

Both planes hold Big5's characters in nearly Big5's order; the table below has the places where one order leaves the other. The
correspondences are facts of the standards (Ken Lunde, CJKV Information Processing, 2nd edition, table 3-86 ff.). Nothing is guessed
here: `decode.py` asks only for bytes that read like no other encoding.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import Final

# Each run of CNS codes from the first number on, up to the next, is a run of Big5 codes from the second on; 0: no such codes.
_PLANE_1: Final = (
    "2121 A140, 2257 A1F7, 2258 A1F6, 2259 A1F8, 234F 0, 2421 A2AF, 2571 0, 4421 A440, 5323 AD40, 5753 ACFE,"
    "5754 AFD0, 6B50 BE52, 6B51 BBC8, 6F5C BE53, 7535 C2CB, 7536 C1AB, 7737 C2CC, 782D C456, 782E C361, 7864 C3BA, 7865 C3B9,"
    "7866 C3BB, 7962 C457, 7D4C 0"
)
_PLANE_2: Final = (
    "2121 C940, 212B C94B, 214C C9BE, 214D C96C, 217D C9BF, 224D CAF7, 224E C9ED, 2439 CAF8, 387E D77B, 3F6A D77A, 3F6B DBA7,"
    "4176 DDFC, 4177 0, 4424 DDFD, 554B EBF1, 554C E8A3, 5722 ECDE, 5723 E976, 5A28 F0CB, 5A29 EB5B, 5B3F EBF2, 5C6A ECDF,"
    "5D74 F056, 5D75 EDAA, 6039 EEEC, 6243 F057, 6337 F0CC, 642F EEEB, 6430 F163, 6438 F16C, 6573 F269, 664D F4B5, 664E F2C3,"
    "6761 F16B, 6762 F375, 6934 F268, 6935 F466, 6962 F4B6, 6A4B F663, 6A4C F4FD, 6C52 F664, 7166 F9C4, 7167 F977, 7234 F9C5,"
    "7235 F9C7, 7240 F9C6, 7241 F9D2, 7245 0"
)
_CELLS: Final = 94
_BIG5_CELLS: Final = 157
_UNIT: Final = re.compile(
    rb"[\x00-\x7f]+|\x8e([\xa1-\xb0])([\xa1-\xfe][\xa1-\xfe])|([\xa1-\xfe][\xa1-\xfe])|.", re.DOTALL
)


def decode_euc_tw(content: bytes) -> str:
    """The text; bytes that are no character of planes 1 and 2 become one U+FFFD for each unit."""
    table = _load_table()
    pieces = []
    for unit in _UNIT.finditer(content):
        plane, code = (unit[1][0] - 0xA0, unit[2]) if unit[1] else (1, unit[3])
        if code:
            pieces.append(table.get((plane, code), "\ufffd"))
        else:
            pieces.append(unit[0].decode("ascii", "replace"))
    return "".join(pieces)


@functools.cache
def _load_table() -> dict[tuple[int, bytes], str]:
    """Characters by plane and the two bytes of EUC."""
    table: dict[tuple[int, bytes], str] = {}
    for plane, runs in ((1, _PLANE_1), (2, _PLANE_2)):
        starts = [tuple(int(code, 16) for code in run.split()) for run in runs.split(",")]
        for (start, big5), (end, _) in itertools.pairwise(starts):
            if not big5:
                continue
            first = _cell(start)
            for cell in range(first, _cell(end)):
                character = _big5_bytes(_big5_cell(big5) + cell - first).decode("big5hkscs", "replace")
                table[plane, bytes((cell // _CELLS + 0xA1, cell % _CELLS + 0xA1))] = character
    return table


def _cell(code: int) -> int:
    """The number of a CNS code within its plane."""
    return ((code >> 8) - 0x21) * _CELLS + (code & 0xFF) - 0x21


def _big5_cell(code: int) -> int:
    """The number of a Big5 code: its second bytes run from 40 to 7E and from A1 to FE."""
    low = code & 0xFF
    return (code >> 8) * _BIG5_CELLS + (low - 0x40 if low < 0x80 else low - 0x62)


def _big5_bytes(cell: int) -> bytes:
    low = cell % _BIG5_CELLS
    return bytes((cell // _BIG5_CELLS, low + 0x40 if low < 0x3F else low + 0x62))
