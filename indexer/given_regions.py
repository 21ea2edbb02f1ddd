"""Given regions: the codes of the regions that an input names, the names of one input taken together.

Pure: names in, codes and warnings out. A name that several divisions bear (新城区) is settled by the other names of
the input, else by what its text names; where neither does, all are meant, and it is said. Nothing is looked for in running text
here: the pipeline gives what `indexer/detect/regions.py` found, and orders what comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple, TypeAlias

from index.regions.gazetteer import Gazetteer

Detected: TypeAlias = Callable[[], Set[str]]
"""Gives the codes of the regions that the text of the input names; asked only where names leave a doubt."""

_NAMED_AT_MOST = 6


class GivenRegions(NamedTuple):
    """The codes that names stand for, in the order of the names, and what is to be said of them."""

    codes: tuple[str, ...]
    warnings: tuple[str, ...]


class _Candidates(NamedTuple):
    """What one name may mean; *is_settled* where all of it is meant."""

    name: str
    codes: tuple[str, ...]
    is_settled: bool


def resolve_given_regions(names: Iterable[str], gazetteer: Gazetteer, detected: Detected) -> GivenRegions:
    """The divisions that *names*, all of one input, mean together; a name that is unknown is left out with a warning.

    Of what an ambiguous name may mean stays what lies in another given division, holds it, or is it; else what the text
    names; else what the text comes nearest to, by prefecture or province; else what lies beside another given one; else all.
    """
    warnings: list[str] = []
    whole: list[str] = []
    candidates: list[_Candidates] = []
    for name in dict.fromkeys(names):
        if gazetteer.is_whole_country(name):
            whole.append(f"region {name[:40]!r}: the country as a whole is no region of an article: left out")
            continue
        codes = tuple(division.code for division in gazetteer.resolve(name))
        candidates.append(_Candidates(name, codes, len(codes) < 2 or gazetteer.is_group(name)))
        if not codes:
            warnings.append(f"region {name[:40]!r} is no division or country that is known: left out")
    kept: list[str] = []
    settling = _Settling(candidates, gazetteer, detected)
    for one in candidates:
        codes = one.codes if one.is_settled else settling.settle(one)
        kept += codes
        if not one.is_settled and len(codes) > 1:
            warnings.append(_ambiguous(one.name, codes, gazetteer))
    # Beside a region that lies in it, the country says nothing new.
    return GivenRegions(tuple(dict.fromkeys(kept)), (*warnings, *([] if kept else whole)))


class _Settling:
    """Settles the ambiguous ones among the names of one input."""

    def __init__(self, candidates: Sequence[_Candidates], gazetteer: Gazetteer, detected: Detected) -> None:
        self._candidates = candidates
        self._gazetteer = gazetteer
        self._detected = detected

    def settle(self, one: _Candidates) -> tuple[str, ...]:
        # A name that is settled says more than one that may itself mean several.
        others = [other for other in self._candidates if other.codes and other.codes != one.codes]
        settled = [other for other in others if other.is_settled]
        codes = self._related(one.codes, settled) or self._related(one.codes, others) or one.codes
        if len(codes) > 1:
            codes = self._by_text(codes)
        for level in (1, -1):
            if len(codes) > 1:
                codes = self._beside(codes, settled or others, level) or codes
        return codes

    def _related(self, codes: Sequence[str], others: Sequence[_Candidates]) -> tuple[str, ...]:
        """Those of *codes* that most of *others* hold, are or lie in; none where none has to do with one."""
        chains = [{above for code in other.codes for above in self._chain(code)} for other in others]
        counts = [
            sum(
                code in chain or not set(self._chain(code)).isdisjoint(other.codes)
                for other, chain in zip(others, chains, strict=True)
            )
            for code in codes
        ]
        most = max(counts, default=0)
        return tuple(code for code, count in zip(codes, counts, strict=True) if count == most > 0)

    def _by_text(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Those of *codes* that the text names, else those in a prefecture, else in a province that it names."""
        found = self._detected()
        for depth in range(3):
            named = tuple(code for code in codes if found & set(self._chain(code)[depth : depth + 1]))
            if named:
                return named
        return codes

    def _beside(self, codes: Sequence[str], others: Sequence[_Candidates], level: int) -> tuple[str, ...]:
        """Those of *codes* that share with one of *others* what they lie in: directly (1), the province (-1)."""
        chains = [self._chain(code) for other in others for code in other.codes]
        outer = {chain[level] for chain in chains if len(chain) > 1}
        return tuple(code for code in codes if len(chain := self._chain(code)) > 1 and chain[level] in outer)

    def _chain(self, code: str) -> tuple[str, ...]:
        return tuple(division.code for division in self._gazetteer.ancestors(code))


def _ambiguous(name: str, codes: Sequence[str], gazetteer: Gazetteer) -> str:
    labels = "、".join(gazetteer.label(code) for code in codes[:_NAMED_AT_MOST])
    more = "…" if len(codes) > _NAMED_AT_MOST else ""
    return f"region {name[:40]!r} may be {labels}{more}: all are taken; a code or what it lies in would settle it"
