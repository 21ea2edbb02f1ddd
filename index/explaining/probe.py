"""The article that is explained, and what the engine says of it alone.

`ArticleProbe` asks the engine by criteria that select one ordinal, so each answer is the engine's own: whatever the engine, and whatever
it does to select and score. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.engines.criteria import (
    AddedAfter,
    AllOf,
    AnyOf,
    Criterion,
    RankedQuery,
    UnitPrefix,
    UnitRun,
    Without,
)
from index.engines.port import EngineReader
from index.explaining.model import EnginePart, FirstStage
from index.model import Article, ArticleVersion
from index.schema import WEIGHTS, TextScope


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleProbe:
    """The article, its *story* as it is stored, its earlier *versions*, and the engine state that is asked about it."""

    article: Article
    ordinal: int
    story: int
    versions: tuple[ArticleVersion, ...]
    reader: EngineReader

    @property
    def alone(self) -> tuple[Criterion, ...]:
        """Criteria that select this article and no other."""
        return (
            AddedAfter(ordinal=self.ordinal - 1),
            Without(child=AddedAfter(ordinal=self.ordinal)),
        )

    def is_indexed(self) -> bool:
        """False for what was stored and is not in the index yet."""
        return self.reader.count(AllOf(children=self.alone)) > 0

    def meets(self, criterion: Criterion) -> bool:
        """Whether the engine selects the article by *criterion*."""
        return self.reader.count(AllOf(children=(criterion, *self.alone))) > 0

    def first_stage(self, query: RankedQuery) -> FirstStage:
        """The engine's score of an article that *query* selects, and the parts that it adds up (but for the last bits)."""
        parts = list(self._parts(query.criterion))
        for hint in query.hints:
            run = UnitRun(units=hint.units, scopes=hint.scopes)
            parts += [
                replace(part, score=hint.weight * part.score, is_hint=True) for part in self._parts(run)
            ]
        return FirstStage(score=self._score(query), parts=tuple(parts))

    def _parts(self, criterion: Criterion) -> Iterator[EnginePart]:
        """What each run that is met adds in each field, in the order of the query; a part of weight 0 adds nothing."""
        match criterion:
            case UnitRun() | UnitPrefix():
                for scope in criterion.scopes:
                    if part := self._part(replace(criterion, scopes=(scope,)), scope):
                        yield part
            case AllOf() | AnyOf() if self.meets(criterion):
                for child in criterion.children:
                    yield from self._parts(child)

    def _part(self, sought: UnitRun | UnitPrefix, scope: TextScope) -> EnginePart | None:
        score = self._score(RankedQuery(criterion=sought))
        if not score:
            return None
        text = "".join(sought.units) if isinstance(sought, UnitRun) else f"{sought.prefix}*"
        return EnginePart(
            text=text,
            field=scope,
            weight=WEIGHTS[f"{scope}_words"],
            articles=self.reader.count(sought),
            score=score,
        )

    def _score(self, query: RankedQuery) -> float:
        found = self.reader.best(replace(query, filters=self.alone), 1).candidates
        return found[0].score if found else 0.0
