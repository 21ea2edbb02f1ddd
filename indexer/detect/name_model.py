"""How likely a stretch of simplified text is the name of a person, by its surname and its characters.

Two log-likelihoods are compared: that somebody is called so, and that the same characters stand there as words. What
stands beside the stretch is the business of `chinese_names.py`. The tables are counted from a public dictionary and
compiled by hand (`tools/make_name_characters.py`).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from indexer.detect.tables import read_rows, read_words

_UNHEARD = math.log(3e-5)
"""The share of people with a surname that no table has, or that is a word."""

_COMMON = math.log(0.002)
"""The share of people with one of the commonest hundred surnames, at least."""


_PROVINCES = frozenset("京津沪渝冀鲁豫皖赣鄂湘粤桂闽晋陕滇黔浙苏琼")
_LEAST_PROVINCES = 3


class _Shares(NamedTuple):
    """Logarithms of how often a character is a given name, first of two, second of two, and is in any text."""

    alone: float
    first: float
    second: float
    anywhere: float


def are_provinces(name: str) -> bool:
    """True for three and more provinces by one character each: 冀鲁豫, 苏浙沪皖; what people bear of these (苏云) is left out."""
    return len(name) >= _LEAST_PROVINCES and _PROVINCES.issuperset(name)


class NameModel:
    """Surnames and the characters of given names; immutable."""

    def __init__(
        self, surnames: dict[str, float], rare: frozenset[str], shares: dict[str, _Shares], otherwise: _Shares
    ) -> None:
        self._surnames = {text: math.log(weight) for text, weight in surnames.items()}
        self._rare = rare
        self._shares = shares
        self._otherwise = otherwise

    @classmethod
    def load(cls) -> NameModel:
        """Read the shipped tables."""
        surnames = {
            text: float(weight)
            for text, kind, weight in read_rows("surnames.tsv")
            if kind in ("han", "compound")
        }
        shares = {text: _Shares(*map(float, numbers)) for text, *numbers in read_rows("name_characters.tsv")}
        return cls(surnames, read_words("surnames.tsv", "rare"), shares, shares.pop(""))

    def surnames(self) -> frozenset[str]:
        """All surnames, of one character and of two."""
        return frozenset(self._surnames)

    def common_surnames(self) -> frozenset[str]:
        """The hundred or so that most people bear."""
        return frozenset(text for text, share in self._surnames.items() if share >= _COMMON)

    def rare_surnames(self) -> frozenset[str]:
        """Common words that are surnames too, read as such only behind an office."""
        return self._rare

    def named(self, surname: str, given: str) -> float:
        """The logarithm of the share of people who are called *surname* and then *given* (one character or two)."""
        share = self._surnames.get(surname, _UNHEARD)
        if len(given) == 1:
            return share + self._shares.get(given, self._otherwise).alone
        shares, otherwise = self._shares, self._otherwise
        return share + shares.get(given[0], otherwise).first + shares.get(given[1], otherwise).second

    def unheard(self, given: str) -> str:
        """The characters of *given* (one or two) that nobody in the tables has in their place."""
        shares, otherwise = self._shares, self._otherwise
        if len(given) == 1:
            return "" if shares.get(given, otherwise).alone > otherwise.alone else given
        first, second = given[0], given[1]
        first = "" if shares.get(first, otherwise).first > otherwise.first else first
        return first if shares.get(second, otherwise).second > otherwise.second else first + second

    def unlikeliness(self, text: str) -> float:
        """The logarithm of how often the characters of *text* come together by chance; the lower, the rarer."""
        return sum(self._shares.get(character, self._otherwise).anywhere for character in text)
