"""Chinese numerals as dates write them: 二〇二五, 十一, 廿七, 两千零四, full-width digits → Arabic digits.

Pure and strict: what is no numeral is None, never a guess. Dates of queries (`index/query/dates.py`), of texts and of feeds
(`indexer/detect/`, `indexer/sources/given_dates.py`) read their numbers here and nowhere else.
"""

from __future__ import annotations

import re
from typing import Final

HAN_ZEROS: Final = "〇零○◯"
"""Signs for zero: the ideograph, its full form, and the circles that keyboards put in its place."""
ZERO_LETTERS: Final = "OoＯｏΟοОо"
"""Typed for 〇 among Han digits (二O二五年): the letters O of three alphabets. Alone they are letters."""
HAN_DIGITS: Final = HAN_ZEROS + "一二三四五六七八九"
HAN_PLACES: Final = "十廿卅卌百千"
ARABIC_DIGITS: Final = "0123456789０１２３４５６７８９"

_DIGIT_OF: Final = {
    **dict.fromkeys(HAN_ZEROS + ZERO_LETTERS, "0"),
    **{sign: str(number) for number, sign in enumerate("一二三四五六七八九", 1)},
    **{sign: str(number) for number, sign in enumerate("0123456789")},
    **{sign: str(number) for number, sign in enumerate("０１２３４５６７８９")},
    **dict.fromkeys("两兩", "2"),
}
_TENS_OF: Final = {"廿": 20, "卅": 30, "卌": 40}
_PLACE_VALUE: Final = re.compile(
    rf"(?:(?P<thousands>[一二三四五六七八九两兩])千)?[{HAN_ZEROS}]?"
    rf"(?:(?P<hundreds>[一二三四五六七八九两兩]?)(?P<has_hundreds>百))?[{HAN_ZEROS}]?"
    r"(?:(?P<tens>[一二三四五六七八九]?)(?P<has_tens>十)|(?P<short_tens>[廿卅卌]))?"
    r"(?P<units>[一二三四五六七八九]?)"
)


def arabic_digits(numeral: str) -> str | None:
    """The numeral in ASCII digits: `二〇二五` → `2025`, `〇五` → `05`, `十一` → `11`, `廿七` → `27`, `两千零四` → `2004`.

    Digits one after another keep their zeros; None where the signs are no numeral (`十十`, `二二十`, an empty text).
    """
    digits = [_DIGIT_OF.get(sign) for sign in numeral]
    if None not in digits:
        return "".join(digit for digit in digits if digit) or None
    found = _PLACE_VALUE.fullmatch(numeral)
    if found is None:
        return None
    number = 1000 * _factor(found["thousands"] or "", present=found["thousands"] is not None)
    number += 100 * _factor(found["hundreds"] or "", present=found["has_hundreds"] is not None)
    number += 10 * _factor(found["tens"] or "", present=found["has_tens"] is not None)
    number += _TENS_OF.get(found["short_tens"] or "", 0) + int(_DIGIT_OF.get(found["units"]) or 0)
    return str(number)


def parse_numeral(numeral: str) -> int | None:
    """The number that the signs write, None where they write none."""
    digits = arabic_digits(numeral)
    return None if digits is None else int(digits)


def _factor(sign: str, *, present: bool) -> int:
    """What stands before 十, 百, 千: nothing means one."""
    return (int(_DIGIT_OF[sign]) if sign else 1) if present else 0
