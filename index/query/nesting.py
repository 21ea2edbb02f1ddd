"""Which quote and which bracket of a query belong together, and where one may act as an operator.

Pairs are found by nesting, before anything is known of their role, so that a quote inside a word (“卡脖子”难题) never
catches one of a later word. Linear: every sign is pushed and popped once. `lexer.py` gives the pairs their role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』"}
"""Opening quote to closing quote."""
QUOTE_SIGNS = frozenset(QUOTES) | frozenset(QUOTES.values())
PAIRED_SIGNS = QUOTE_SIGNS | frozenset("()")
NO_MATE = -1
PLACEHOLDER = "'"
"""Stands for a quote or bracket that is no operator, where without it two words would become one: runs skip it too."""

_CLOSING = {closing: opening for opening, closing in QUOTES.items() if opening != closing}
_STRAIGHT = '"'
_SKIPPED_AFTER = frozenset(")”」』*")
_TOUCHABLE_AFTER = frozenset('|-("“「『')
# A Latin operator may touch a bracket, as in NOT(A OR B); 或 is one only where it stands alone.
_OPERATOR = "(?:[OＯ][RＲ]|[AＡ][NＮ][DＤ]|[NＮ][OＯ][TＴ])"
_OPERATOR_AFTER = re.compile(rf'{_OPERATOR}(?=[\s|()"“「『]|$)')
_OPERATOR_BEFORE = re.compile(rf'(?:^|[\s|()"”」』]){_OPERATOR}$')
_LONGEST_BEFORE = 4


def is_separator(sign: str) -> bool:
    """True where *sign* parts words, outside quotations: a space of any kind, or `|`."""
    return sign == "|" or sign.isspace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nesting:
    """For each position of a text, *mates*: the position of the quote or bracket paired with it, or `NO_MATE`.

    *words* numbers the words that positions lie in; *outer_sides* says for each position, the end included, whether an
    operator quotation or bracket may end just before it.
    """

    mates: tuple[int, ...]
    words: tuple[int, ...]
    outer_sides: tuple[bool, ...]

    def is_stray(self, place: int) -> bool:
        """True where the sign at *place* has no mate in its own word."""
        mate = self.mates[place]
        return mate == NO_MATE or self.words[mate] != self.words[place]


def find_nesting(text: str) -> Nesting:
    """Pair the quotes and brackets of *text*.

    Pairs of quotes never overlap half; a bracket has its mate inside the same quotation. A pair that reaches over a
    separator needs both its outer sides free of letters, digits and ideographs.
    """
    pairing = _Pairing(text)
    for place, sign in enumerate(text):
        pairing.meet_quote(place, sign)
    quotes = list(pairing.mates)
    floors: list[int] = []
    for place, sign in enumerate(text):
        if quotes[place] > place:
            floors.append(place)
        elif quotes[place] != NO_MATE:
            pairing.forget_from(floors.pop())
        else:
            pairing.meet_bracket(place, sign, floors[-1] if floors else NO_MATE)
    return Nesting(
        mates=tuple(pairing.mates), words=tuple(pairing.words), outer_sides=tuple(_find_outer_sides(text))
    )


def find_unbalanced(text: str, strays: Iterable[int]) -> frozenset[str]:
    """Those signs at *strays* (ascending positions in *text*) that a reader would miss the other one of.

    A pair of quotes that reaches over a space inside running text (开展“勤俭节约 反对浪费”工作) is none, nor is a pair of
    brackets, unless it begins like a group.
    """
    opened: dict[str, list[int]] = {sign: [] for sign in (*QUOTES, "(")}
    unbalanced: set[str] = set()
    for place in strays:
        sign = text[place]
        opening = _CLOSING.get(sign, "(" if sign == ")" else sign)
        if opened[opening] and (sign != opening or sign == _STRAIGHT):
            start = opened[opening].pop()
            if sign == ")" and not text[max(0, start - 1) : start].isalnum():
                unbalanced.add(sign)
        elif sign == opening:
            opened[opening].append(place)
        else:
            unbalanced.add(sign)
    return frozenset(unbalanced.union(opening for opening, places in opened.items() if places))


def without_signs(text: str, places: Iterable[int]) -> str:
    """*text* without the skipped signs at *places*, its units staying what they are (`analysis/units.py`).

    MB(Mega is two units and MBMega would be one, so `PLACEHOLDER` takes the sign's place, but at the ends and beside an
    ideograph, where nothing can become one.
    """
    dropped = set(places)
    kept: list[str] = []
    is_parted = False
    for place, sign in enumerate(text):
        if place in dropped:
            is_parted = bool(kept)
            continue
        if is_parted and not _is_ideograph(kept[-1]) and not _is_ideograph(sign):
            kept.append(PLACEHOLDER)
        kept.append(sign)
        is_parted = False
    return "".join(kept)


def _is_ideograph(sign: str) -> bool:
    # Of the common block only: beside a rarer one a placeholder too many does no harm.
    return "\u4e00" <= sign <= "\u9fff"


def _find_outer_sides(text: str) -> list[bool]:
    """True at the end, before a space, an operator or an opening bracket; closing brackets between are passed."""
    sides = [True] * (len(text) + 1)
    for place in range(len(text) - 1, -1, -1):
        sign = text[place]
        if sign in _SKIPPED_AFTER:
            sides[place] = sides[place + 1]
        else:
            touchable = sign in _TOUCHABLE_AFTER or sign.isspace()
            sides[place] = touchable or _OPERATOR_AFTER.match(text, place) is not None
    return sides


class _Pairing:
    """The open quotes and brackets while *text* is walked once for quotes and once for brackets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.mates = [NO_MATE] * len(text)
        self._open: dict[str, list[int]] = {sign: [] for sign in (*QUOTES, "(")}
        self.words: list[int] = []  # the number of the word that each position lies in
        word = 0
        for sign in text:
            word += is_separator(sign)
            self.words.append(word)

    def meet_quote(self, place: int, sign: str) -> None:
        """Open or close a quotation, if *sign* is a quote."""
        if sign == _STRAIGHT:
            if not self._close(place, sign):
                self._open[sign] = [place]
        elif sign in QUOTES:
            self._open[sign].append(place)
        elif sign in _CLOSING:
            self._close(place, _CLOSING[sign])

    def meet_bracket(self, place: int, sign: str, floor: int) -> None:
        """Open or close a bracket, if *sign* is one; nothing before *floor* can be closed."""
        if sign == "(":
            self._open[sign].append(place)
        elif sign == ")":
            self._close(place, "(", floor)

    def forget_from(self, place: int) -> None:
        """Whatever was opened at *place* or later stays without a mate."""
        for opened in self._open.values():
            while opened and opened[-1] >= place:
                opened.pop()

    def _close(self, place: int, opening: str, floor: int = NO_MATE) -> bool:
        opened = self._open[opening]
        while opened and opened[-1] > floor:
            start = opened[-1]
            free_before = self._is_free_before(start)
            if self.words[start] == self.words[place] or (free_before and self._is_free_after(place)):
                self.mates[start], self.mates[place] = place, start
                self.forget_from(start)
                return True
            if free_before:
                return False
            # Opened inside a word that has ended since: it will never be closed.
            opened.pop()
        return False

    def _is_free_before(self, place: int) -> bool:
        before = self.text[max(0, place - _LONGEST_BEFORE) : place]
        return not before[-1:].isalnum() or _OPERATOR_BEFORE.search(before) is not None

    def _is_free_after(self, place: int) -> bool:
        return (
            not self.text[place + 1 : place + 2].isalnum()
            or _OPERATOR_AFTER.match(self.text, place + 1) is not None
        )
