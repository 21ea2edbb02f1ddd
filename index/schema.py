"""The schema: one table of what an article is found, filtered, counted and sorted by.

Engines build their index from `FIELDS` and nothing else; the writer fills `IndexDocument`, whose attributes are the
fields' names. Raising `SCHEMA_VERSION` makes every older index ask for `zhengwen rebuild`. This module must not know
engines or how terms are made (`analysis/analyzer.py`).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, get_args

SCHEMA_VERSION = 6

TextScope: TypeAlias = Literal["title", "body", "entity", "source"]
FacetName: TypeAlias = Literal["region", "source", "person", "organisation", "place", "term"]
FACET_NAMES: tuple[FacetName, ...] = get_args(FacetName)
KeywordName: TypeAlias = FacetName | Literal["spelling", "dated_by"]
TimeUnit: TypeAlias = Literal["year", "month", "day"]


class FieldKind(enum.Enum):
    """How a field is indexed."""

    WORDS = "terms with frequencies, no positions"
    BIGRAMS = "terms with positions"
    KEYWORDS = "whole values, several per article, counted by facets"
    VALUES = "whole values, several per article, only looked up"
    NUMBERS = "integers, several per article, counted by the timeline"
    NUMBER = "one integer, for filters, order and bookkeeping"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the index. *weight* multiplies its BM25 score in the engine's first stage."""

    name: str
    kind: FieldKind
    weight: float = 1.0


# Weights of the first stage, measured on the evaluation sets of `make quality` (docs/adr/0008): a title above its short
# length's own worth brings fewer judged articles among the candidates of a question (from 2.0 to 1.0, those after the 50th
# fell from 9 to 3 of 336); titles that hold a run asked for are all among them. The second stage does the rest.
FIELDS: tuple[Field, ...] = (
    Field(name="title_words", kind=FieldKind.WORDS),
    Field(name="title_bigrams", kind=FieldKind.BIGRAMS),
    Field(name="body_words", kind=FieldKind.WORDS),
    Field(name="body_bigrams", kind=FieldKind.BIGRAMS),
    Field(name="entity_words", kind=FieldKind.WORDS, weight=0.5),
    Field(name="entity_bigrams", kind=FieldKind.BIGRAMS, weight=0.5),
    Field(name="source_words", kind=FieldKind.WORDS, weight=0.0),
    Field(name="source_bigrams", kind=FieldKind.BIGRAMS, weight=0.0),
    Field(name="region", kind=FieldKind.KEYWORDS),
    Field(name="source", kind=FieldKind.KEYWORDS),
    Field(name="person", kind=FieldKind.KEYWORDS),
    Field(name="organisation", kind=FieldKind.KEYWORDS),
    Field(name="place", kind=FieldKind.KEYWORDS),
    Field(name="term", kind=FieldKind.KEYWORDS),
    Field(name="spelling", kind=FieldKind.VALUES),
    Field(name="dated_by", kind=FieldKind.VALUES),
    Field(name="years", kind=FieldKind.NUMBERS),
    Field(name="months", kind=FieldKind.NUMBERS),
    Field(name="days", kind=FieldKind.NUMBERS),
    Field(name="first_day", kind=FieldKind.NUMBER),
    Field(name="last_day", kind=FieldKind.NUMBER),
    Field(name="sort_seconds", kind=FieldKind.NUMBER),
    Field(name="story", kind=FieldKind.NUMBER),
    Field(name="ordinal", kind=FieldKind.NUMBER),
    Field(name="sequence", kind=FieldKind.NUMBER),
    Field(name="digest", kind=FieldKind.NUMBER),
)

WEIGHTS: Mapping[str, float] = MappingProxyType({field.name: field.weight for field in FIELDS})
"""The weight of each field in the first stage."""
TIME_FIELDS: Mapping[TimeUnit, str] = MappingProxyType({"year": "years", "month": "months", "day": "days"})
"""The field that the timeline counts by in each unit."""


def fields_of(*kinds: FieldKind) -> tuple[str, ...]:
    """The names of the fields of these kinds, in the order of `FIELDS`."""
    return tuple(field.name for field in FIELDS if field.kind in kinds)


TEXT_FIELDS = fields_of(FieldKind.WORDS, FieldKind.BIGRAMS)
NUMBER_FIELDS = fields_of(FieldKind.NUMBER)

DATED_BY_EVENT = "event_date"
"""The one value of `dated_by`: few articles have it, so that looking them up among any others costs next to nothing."""
UNDATED_SECONDS = -1
"""`sort_seconds` of an article without a date: after every date in newest-first order."""


class IndexDocument(NamedTuple):
    """What an engine gets of one article; attributes are the fields of `FIELDS`.

    A named tuple, since a worker process hands one over per article: a frozen dataclass of so many fields takes 20 µs more.

    The text fields hold terms joined by single spaces (a term holds no white space), the keyword fields whole values.
    *spelling* are `spelling_value`s of names that an article writes otherwise than the archive does.
    *dated_by* says where the day of its event stands for a day of publication (`DATED_BY_EVENT`), else nothing.
    *years*, *months*, *days* (yyyy, yyyymm, yyyymmdd) are all that the article's date overlaps;
    *first_day* and *last_day* (yyyymmdd) its ends, 0 when undated; *sort_seconds* as `PartialDate.sort_seconds`.
    *story* is the ordinal of the first article of its story, 0 where it is alone.
    *ordinal* is the store's number of the article, *sequence* the store's count of changes when this state was stored,
    *digest* a signed 63-bit digest of the indexed content.
    """

    ordinal: int
    sequence: int
    digest: int
    title_words: str = ""
    title_bigrams: str = ""
    body_words: str = ""
    body_bigrams: str = ""
    entity_words: str = ""
    entity_bigrams: str = ""
    source_words: str = ""
    source_bigrams: str = ""
    region: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    person: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    spelling: tuple[str, ...] = ()
    dated_by: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    first_day: int = 0
    last_day: int = 0
    sort_seconds: int = UNDATED_SECONDS
    story: int = 0


def spelling_value(kind: FacetName, key: str) -> str:
    """The value of the field `spelling` for a name of *kind* with this `name_key`."""
    return f"{kind}:{key}"
