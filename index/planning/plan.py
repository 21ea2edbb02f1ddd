"""What planning gives: criteria for the engine, and the needles that rank, are marked and are explained. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from index.engines.criteria import RankedQuery
from index.model import Notice
from index.schema import TextScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Needle:
    """One thing that an article was asked to say: alternative *spellings* (unit sequences), and where.

    *typed* is the text as the user wrote it; *is_prefix* marks the beginning of a Latin unit.
    """

    typed: str
    spellings: tuple[tuple[str, ...], ...]
    scopes: tuple[TextScope, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A query ready for the engine. *scores* is false where nothing in it ranks (dates, regions, negations alone)."""

    query: RankedQuery
    needles: tuple[Needle, ...]
    scores: bool
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MostWords:
    """A query that asks for at least *minimum* of the *asked* words."""

    query: RankedQuery
    minimum: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """Two looser readings of one query, and what ranks both: its folded *words* and *pieces* as units, in order.

    `all_words` asks for whole names (卫健委), since their single characters say nothing. The words of *readings* are those of the
    dictionary, so that a share of them can be met: one reading, or two of which the second, with one word, is for what the
    first does not find.
    """

    all_words: RankedQuery
    readings: tuple[MostWords, ...]
    needles: tuple[Needle, ...]
    words: tuple[tuple[str, ...], ...]
    pieces: tuple[tuple[str, ...], ...]
