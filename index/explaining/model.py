"""What an explanation says: values only, named as they stand in the JSON document (docs/explain.md).

Everything about an article is None, or empty, where no article was asked about. Spans are half-open code points into the
article's own title or body; days are ISO dates.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.model import MatchKind, Notice, Region, Snippet, Span
from index.schema import TextScope

ClauseKind: TypeAlias = Literal[
    "all", "any", "at-least", "not", "everything", "run", "phrase", "prefix", "word", "region", "dates"
]
LookedUp: TypeAlias = Literal["word", "bigrams", "prefix"]
WhyRead: TypeAlias = Literal["width", "case", "script", "variant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSign:
    """A character of the query that is read as another one, and why."""

    typed: str
    read_as: str
    why: WhyRead


@dataclass(frozen=True, slots=True, kw_only=True)
class SameSigns:
    """What is equal to a character of the query: *same* finds as it does, and of these *other_words* may mean another word.

    Articles with the one that was typed come before those with one of *other_words*.
    """

    typed: str
    same: tuple[str, ...]
    other_words: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """Other spellings for people to see: nobody tells radicals and forms of compatibility from the character itself,
        and what stands beyond the basic plane (𦀇) is an empty box in most fonts.
        """
        return tuple(
            one
            for one in self.same
            if one not in self.other_words
            and len(one.encode("utf-16-le")) == 2
            and unicodedata.normalize("NFKC", one) == one
            and "RADICAL" not in unicodedata.name(one, "")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCount:
    """In how many articles of the archive something stands in one field."""

    field: TextScope
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenForm:
    """How an article writes a run, and how often."""

    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundIn:
    """Where a run stands in one field of the article; of `entity` and `source` the *written* forms are whole names.

    *spans* and *excerpts* are of title and body alone.
    """

    field: TextScope
    count: int
    written: tuple[WrittenForm, ...]
    spans: tuple[Span, ...] = ()
    excerpts: tuple[Snippet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """What of a run that is not there comes close; *code* is stable, *message* is for people, *values* are the words in it."""

    code: str
    message: str
    values: tuple[str, ...] = ()
    excerpt: Snippet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtRun:
    """Units that must stand side by side: any one of *spellings*, found by *terms* (of the first) in the fields' `…_words` or `…_bigrams`.

    *words* is how the dictionary cuts it, *inner_words* what else it knows in it; a relaxed query is ranked by both.
    *articles* hold it in one of *fields*.
    """

    text: str
    spellings: tuple[tuple[str, ...], ...]
    looked_up: LookedUp
    terms: tuple[str, ...]
    words: tuple[str, ...]
    inner_words: tuple[str, ...]
    articles: int
    fields: tuple[FieldCount, ...]
    is_met: bool | None = None
    found: tuple[FoundIn, ...] = ()
    near: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The first and the last day asked for, None where open."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One part of the query: its canonical *text*, how many *articles* of the archive meet it alone, and its parts.

    `at-least` asks for *minimum* of its clauses. *has* is what the article bears where a region, a date, a source or a name is asked for.
    """

    kind: ClauseKind
    text: str
    articles: int
    minimum: int | None = None
    runs: tuple[SoughtRun, ...] = ()
    regions: tuple[Region, ...] = ()
    days: Days | None = None
    clauses: tuple[Clause, ...] = ()
    is_met: bool | None = None
    has: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One parameter beside the query, as it was *asked* for and resolved; *articles* of the archive meet it alone."""

    parameter: str
    asked: tuple[str, ...]
    articles: int
    regions: tuple[Region, ...] = ()
    days: Days | None = None
    is_met: bool | None = None
    has: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedBy:
    """A run that hits are ranked by, and its weight.

    *document_frequency* is what weighs it: exact for one and two units, of longer runs the least of their pairs'; None for two runs
    of the query side by side, which weigh as the commoner of both.
    """

    text: str
    weight: float
    in_title: bool
    in_body: bool
    document_frequency: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an article is not found, or not shown where it might be expected; *code* is stable, *message* is for people."""

    code: str
    message: str
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnginePart:
    """What one clause in one field adds to the engine's score: BM25 times the field's *weight*; *articles* hold it there.

    A hint is a word of a relaxed query that is not asked for, or once more for its rank.
    """

    text: str
    field: TextScope
    weight: float
    articles: int
    score: float
    is_hint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStage:
    """The engine's own score of the article, the sum of *parts*.

    Where more than `RERANKED` are found, it decides which of them are scored anew.
    """

    score: float
    parts: tuple[EnginePart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPart:
    """What one run adds: *weight* · *frequency* / (k1 + *frequency*).

    *frequency* is 3 · *title_count* / title norm + (*body_count*, and ½ more *in_lead*) / body norm, each only where the run counts;
    the lead is the body's first 120 characters.
    """

    text: str
    weight: float
    in_title: bool
    in_body: bool
    title_count: int
    body_count: int
    in_lead: bool
    frequency: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStage:
    """Our own score: *bm25* (the sum of *terms*) · (1 + *share_met* + ⅕ · *title_said*) + ½ · *passage*.

    *share_met* is the share of the terms' weight that the article says at all, *title_said* how far the query says the whole title,
    *passage* the weight of different runs in the best two neighbouring sentences. Lengths are in characters, bodies read up to 4,500.
    """

    score: float
    terms: tuple[TermPart, ...]
    bm25: float
    share_met: float
    title_said: float
    passage: float
    title_length: int
    body_length: int
    title_norm: float
    body_norm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRun:
    """A run of the query with a character that stands for different words (后/後), and whether the article says it as typed."""

    text: str
    is_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What the article is ranked by: *value* is the `score` of its hit.

    *typed* stand before all scores: who says all of them as typed comes first. *second_stage* is None behind the first `RERANKED`, where
    the engine's order stays.
    """

    value: float
    typed: tuple[TypedRun, ...]
    first_stage: FirstStage
    second_stage: SecondStage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedArticle:
    """Why one article is found or not: *is_found* is what a search with `dup=all` does.

    *rank* counts from 1, in the whole result; where its story is shown by another article (*shown_by*), it is the story's.
    """

    id: str
    title: str
    source: str | None
    date: str | None
    is_found: bool
    reasons: tuple[Reason, ...]
    rank: int | None = None
    shown_by: str | None = None
    score: Score | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How a search was understood and carried out, and what that means for one article.

    *query* is the query as written; *relaxed* the looser reading that was used in its place, None where it was not. *ranked_by* is
    empty where the order is by date. *total* counts what a search counts, *archive* all articles.
    """

    text: str
    interpreted: str
    signs: tuple[ReadSign, ...]
    same_signs: tuple[SameSigns, ...]
    notices: tuple[Notice, ...]
    match: MatchKind
    query: Clause
    relaxed: Clause | None
    filters: tuple[Filter, ...]
    ranked_by: tuple[RankedBy, ...]
    total: int
    archive: int
    engine: str
    article: ExplainedArticle | None = None
