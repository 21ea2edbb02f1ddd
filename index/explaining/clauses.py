"""The query tree, clause by clause: what each part asks for, how many articles meet it alone, and whether one does.

Every leaf is planned by the search's own planner and counted by the engine; only ALL, ANY and NOT are put together here, and a law
holds them to what the engine selects as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.analysis.units import is_letters
from index.archive.opened import Opened
from index.engines.criteria import AllOf, AnyOf, Criterion, DayRange, RankedQuery, UnitRun
from index.explaining.model import Clause, ClauseKind, Days
from index.explaining.particulars import dates_of, names_of, regions_of_article
from index.explaining.probe import ArticleProbe
from index.explaining.runs import explain_run
from index.model import LAST_DAY, Region, numbered_day
from index.planning.plan import Needle
from index.planning.planner import Planner
from index.query.ast import And, Everything, InDates, InRegion, Leaf, Node, Not, Or, Phrase, Prefix, Run
from index.query.render import render_query
from index.regions.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseReader:
    """Explains the clauses of one query over one state of the index, for *probe* where an article was asked about."""

    opened: Opened
    gazetteer: Gazetteer
    planner: Planner
    probe: ArticleProbe | None

    def read(self, node: Node) -> Clause:
        """*node* and everything in it."""
        match node:
            case And():
                return self._joined("all", node, node.children, all)
            case Or():
                return self._joined("any", node, node.children, any)
            case Not():
                return self._joined("not", node, (node.child,), lambda verdicts: not any(verdicts))
            case _:
                return self._leaf(node)

    def read_relaxed(self, query: RankedQuery, needles: tuple[Needle, ...]) -> Clause:
        """The looser reading *query*, whose words are among *needles*."""
        criterion = query.criterion
        by_units = {needle.spellings[0]: needle for needle in needles}
        children = criterion.children if isinstance(criterion, AllOf | AnyOf) else ()
        words = tuple(
            self._word(by_units[child.units], child) for child in children if isinstance(child, UnitRun)
        )
        least = criterion.minimum if isinstance(criterion, AnyOf) else len(words)
        is_met = self._verdict(criterion)
        return Clause(
            kind="at-least",
            text=" ".join(word.text for word in words),
            articles=self.opened.reader.count(criterion),
            minimum=least,
            clauses=tuple(map(_without_near_misses, words)) if is_met else words,
            is_met=is_met,
        )

    def _joined(
        self,
        kind: ClauseKind,
        node: Node,
        children: tuple[Node, ...],
        put_together: Callable[[list[bool]], bool],
    ) -> Clause:
        clauses = tuple(self.read(child) for child in children)
        is_met = (
            None
            if self.probe is None
            else put_together([clause.is_met for clause in clauses if clause.is_met is not None])
        )
        if kind == "not" or (kind == "any" and is_met):
            clauses = tuple(map(_without_near_misses, clauses))
        return Clause(
            kind=kind,
            text=render_query(node),
            articles=self.opened.reader.count(self.planner.plan(node).query.criterion),
            clauses=clauses,
            is_met=is_met,
        )

    def _leaf(self, leaf: Leaf) -> Clause:
        plan = self.planner.plan(leaf)
        criterion, article = plan.query.criterion, None if self.probe is None else self.probe.article
        regions: tuple[Region, ...] = ()
        has: tuple[str, ...] = ()
        if isinstance(leaf, InRegion) and not plan.needles:
            regions = named_regions(leaf.name, self.gazetteer)
            has = () if article is None else regions_of_article(article, self.gazetteer)
        elif isinstance(leaf, InDates):
            has = () if article is None else dates_of(article)
        elif isinstance(leaf, Run | Phrase | Prefix) and leaf.scope in ("source", "entity"):
            has = () if article is None else names_of(article, leaf.scope)
        # The engine is asked for one criterion per needle.
        needles, parts = plan.needles, (criterion,) * len(plan.needles)
        if len(needles) > 1 and isinstance(criterion, AllOf):
            needles, parts = tuple(map(_alone, needles)), criterion.children
        return Clause(
            kind=_kind_of(leaf, is_known=bool(regions)),
            text=render_query(leaf),
            articles=self.opened.reader.count(criterion),
            runs=tuple(
                explain_run(needle, part, self.opened.reader, self.opened.analyzer, self.probe)
                for needle, part in zip(needles, parts, strict=True)
            ),
            regions=regions,
            days=days_of(criterion) if isinstance(criterion, DayRange) else None,
            is_met=self._verdict(criterion),
            has=has,
        )

    def _word(self, needle: Needle, criterion: Criterion) -> Clause:
        run = explain_run(needle, criterion, self.opened.reader, self.opened.analyzer, self.probe)
        return Clause(kind="word", text=needle.typed, articles=run.articles, runs=(run,), is_met=run.is_met)

    def _verdict(self, criterion: Criterion) -> bool | None:
        return None if self.probe is None else self.probe.meets(criterion)


def _without_near_misses(clause: Clause) -> Clause:
    """*clause* where nobody wonders why it is not met: under a NOT, or beside an alternative that is."""
    return replace(
        clause,
        runs=tuple(replace(run, near=()) for run in clause.runs),
        clauses=tuple(map(_without_near_misses, clause.clauses)),
    )


def _alone(needle: Needle) -> Needle:
    """One of the pieces of a word (新质生产力-煤), typed by itself; letters that stood apart stay so."""
    typed = ""
    for unit in needle.spellings[0]:
        typed += f" {unit}" if typed and is_letters(unit) and is_letters(typed[-1]) else unit
    return replace(needle, typed=typed)


def _kind_of(leaf: Leaf, *, is_known: bool) -> ClauseKind:
    match leaf:
        case Everything():
            return "everything"
        case Phrase():
            return "phrase"
        case Prefix():
            return "prefix"
        case InDates():
            return "dates"
        case InRegion() if is_known:
            return "region"
        case InRegion() | Run():
            return "run"


def named_regions(name: str, gazetteer: Gazetteer) -> tuple[Region, ...]:
    """The divisions that *name* stands for, with their full names."""
    return tuple(
        Region(code=division.code, name=gazetteer.name(division.code)) for division in gazetteer.resolve(name)
    )


def days_of(days: DayRange) -> Days:
    """The two ends of *days* as ISO dates."""
    return Days(
        first=numbered_day(days.first).isoformat() if days.first else None,
        last=numbered_day(days.last).isoformat() if days.last < LAST_DAY else None,
    )
