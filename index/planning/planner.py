"""Planning: a query tree becomes criteria for the engine and needles for ranking and highlights.

Here the analyzer meets the query language: every leaf is read into units and words exactly as articles are. `Planner.plan`
serves the query as written; `Planner.relax` makes the two looser readings of a plain query that finds nothing
(contract: Relaxation). Engines and texts are out of sight; `search.py` carries the plan out.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence

from index.analysis.analyzer import Analyzer, exact_units
from index.analysis.questions import QUESTION_WORDS
from index.analysis.script import fold
from index.analysis.units import OPTIONAL_SIGNS, canonical, unit_texts
from index.engines.criteria import (
    AllArticles,
    AllOf,
    AnyKeyword,
    AnyOf,
    Criterion,
    DayRange,
    NoArticles,
    RankedQuery,
    UnitPrefix,
    UnitRun,
    Without,
    WordHint,
)
from index.model import Notice
from index.planning.days_and_regions import day_range, several_regions
from index.planning.plan import MostWords, Needle, Plan, Relaxation
from index.query.ast import (
    And,
    Everything,
    InDates,
    InRegion,
    Node,
    Not,
    Or,
    ParsedQuery,
    Phrase,
    Prefix,
    Run,
    Scope,
)
from index.query.dates import parse_partial_date
from index.query.lexer import normalise_query
from index.regions.gazetteer import Gazetteer
from index.schema import TextScope

# A run of k optional signs has 2**k readings; beyond three, only the one as typed.
_MAX_OPTIONAL = 3
MIN_RELAXED_CHARACTERS = 6
MIN_RELAXED_WORDS = 3
# The share of words that `most-words` asks for: of .15 to .4, measured on the three question sets of `make quality`,
# the highest before judged articles are lost among the first stage's candidates (docs/adr/0008).
MOST_WORDS_SHARE = 0.25
LEAST_WORDS = 2
"""One word of several is no reading of a query: an article that says 国家 alone does not answer a question about 稀土."""
# Pasted from elsewhere, they mean one page: https://…, www.…, a@b.cn, gov.cn/…; 3.5% and Node.js are no addresses.
_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]*://|\bwww\.[a-z0-9]|[a-z0-9._-]@[a-z0-9-]+\.[a-z]"
    r"|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,}\b",
    re.IGNORECASE | re.ASCII,
)
_NAME_ENDINGS = tuple(
    "厅 局 部 署 司 处 委 委员会 政府 公司 集团 大学 学院 银行 医院 法院 检察院 研究院 研究所 协会 学会 联合会 基金会 办公室".split()
)
_JOINS_IN_NAMES = frozenset({"和", "与", "及"})
_NAME_DOTS = "·・‧•"

_SCOPES: dict[Scope, tuple[TextScope, ...]] = {
    "text": ("title", "body"),
    "title": ("title",),
    "body": ("body",),
    "entity": ("entity",),
    "source": ("source",),
}


class Planner:
    """Plans queries with the analyzer that the index was built with."""

    def __init__(self, analyzer: Analyzer, gazetteer: Gazetteer) -> None:
        """Both are read-only, so a planner may be used by several threads."""
        self._analyzer = analyzer
        self._gazetteer = gazetteer

    def plan(self, tree: Node) -> Plan:
        """The query as written. Terms per leaf are bounded by the query's own length (256 characters)."""
        notices: list[Notice] = []
        needles: list[Needle] = []
        criterion = self._criterion(tree, needles, notices)
        return Plan(
            query=RankedQuery(criterion=criterion),
            needles=tuple(needles),
            # A source is a filter that can be typed: it selects, and ranks nothing.
            scores=any(needle.scopes != ("source",) for needle in needles),
            notices=tuple(notices),
        )

    def _criterion(self, node: Node, needles: list[Needle], notices: list[Notice]) -> Criterion:
        match node:
            case Everything():
                return AllArticles()
            case And() | Or():
                children = tuple(self._criterion(child, needles, notices) for child in node.children)
                return AllOf(children=children) if isinstance(node, And) else AnyOf(children=children)
            case Not():
                # What must not be there neither ranks nor is marked.
                return Without(child=self._criterion(node.child, [], notices))
            case InRegion():
                return self._region(node, needles, notices)
            case InDates():
                return _days(node)
            case Run() | Phrase() | Prefix():
                found = list(self._needles(node))
                needles.extend(found)
                if not found:
                    return NoArticles()
                parts = tuple(_selected(needle) for needle in found)
                return parts[0] if len(parts) == 1 else AllOf(children=parts)

    def _needles(self, leaf: Run | Phrase | Prefix) -> Iterator[Needle]:
        scopes = _SCOPES[leaf.scope]
        match leaf:
            case Prefix():
                units = unit_texts(canonical(leaf.text))
                if units:
                    yield Needle(typed=leaf.text, spellings=(tuple(units),), scopes=scopes, is_prefix=True)
            case Phrase():
                units_of_phrase = exact_units(leaf.text)
                if units_of_phrase:
                    yield Needle(typed=leaf.text, spellings=_spellings(units_of_phrase), scopes=scopes)
            case Run():
                for piece in self._analyzer.read_run(leaf.text).pieces:
                    yield Needle(typed=leaf.text, spellings=_spellings(piece), scopes=scopes)

    def _region(self, node: InRegion, needles: list[Needle], notices: list[Notice]) -> Criterion:
        divisions = self._gazetteer.resolve(node.name)
        if not divisions:
            notices.append(
                Notice(
                    code="unknown-region",
                    message=f"没有地区「{node.name}」，按普通字处理 · no such region, read as words",
                    values=(node.name,),
                )
            )
            return self._criterion(Run(text=node.name), needles, notices)
        if len(divisions) > 1:
            notices.append(several_regions(node.name, self._gazetteer))
        return AnyKeyword(field="region", values=tuple(division.code for division in divisions))

    def relax(self, parsed: ParsedQuery) -> Relaxation | None:
        """The looser readings of a plain query, or None where it must stay as it is (contract: Relaxation)."""
        if not parsed.plain:
            return None
        runs = _plain_runs(parsed.tree)
        coarse = [self._analyzer.coarse_words(run.text) for run in runs]
        words = list(itertools.chain.from_iterable(coarse))
        whole = [word for run in runs for word in self._analyzer.whole_words(run.text)]
        asked, asked_whole = _asked(words), _asked(whole)
        # Quotes and brackets are skipped in matching, so they make a short name no question either.
        characters = sum(map(len, unit_texts(canonical(parsed.text))))
        if characters < MIN_RELAXED_CHARACTERS or len(words) < MIN_RELAXED_WORDS or not asked:
            return None
        if holds_address(parsed.text):
            return None
        if all(self._is_name(run.text, found) for run, found in zip(runs, coarse, strict=True)):
            return None
        most = tuple(_selected(self._word_needle(word)) for word in asked)
        hints = tuple(WordHint(word=word) for word in self._fine_words(runs) if word not in QUESTION_WORDS)
        share = math.ceil(MOST_WORDS_SHARE * len(most))
        return Relaxation(
            all_words=RankedQuery(
                criterion=AllOf(children=tuple(_selected(self._word_needle(word)) for word in asked_whole)),
                hints=hints,
            ),
            readings=tuple(
                MostWords(
                    query=RankedQuery(criterion=AnyOf(children=most, minimum=minimum), hints=hints),
                    minimum=minimum,
                    asked=len(most),
                )
                for minimum in sorted({min(len(most), max(LEAST_WORDS, share)), share}, reverse=True)
            ),
            needles=tuple(self._word_needle(word) for word in dict.fromkeys([*asked_whole, *asked])),
            words=tuple(tuple(unit_texts(canonical(word))) for word in self._fine_words(runs)),
            pieces=tuple(piece for run in runs for piece in self._analyzer.read_run(run.text).pieces),
        )

    def _is_name(self, text: str, words: Sequence[str]) -> bool:
        """True for names of persons (with a dot), bodies (by their endings) and places."""
        if any(word in QUESTION_WORDS and word not in _JOINS_IN_NAMES for word in words):
            return False
        if any(dot in text for dot in _NAME_DOTS) or (words and words[-1].endswith(_NAME_ENDINGS)):
            return True
        return all(
            self._gazetteer.resolve(word) and not self._gazetteer.is_whole_country(word) for word in words
        )

    def _word_needle(self, word: str) -> Needle:
        return Needle(typed=word, spellings=(tuple(unit_texts(canonical(word))),), scopes=("title", "body"))

    def _fine_words(self, runs: Sequence[Run]) -> Iterator[str]:
        return iter(dict.fromkeys(word for run in runs for word in self._analyzer.words(run.text)))


def _asked(words: Iterable[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word not in QUESTION_WORDS]


def _spellings(units: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The readings of a run whose signs `+ % .` may stand or be missing."""
    signs = [place for place, unit in enumerate(units) if unit in OPTIONAL_SIGNS]
    if not signs or len(signs) > _MAX_OPTIONAL:
        return (units,)
    readings = []
    for kept in itertools.product((True, False), repeat=len(signs)):
        dropped = {place for place, keep in zip(signs, kept, strict=True) if not keep}
        readings.append(tuple(unit for place, unit in enumerate(units) if place not in dropped))
    return tuple(dict.fromkeys(readings))


def _selected(needle: Needle) -> Criterion:
    if needle.is_prefix:
        units = needle.spellings[0]
        last = UnitPrefix(prefix=units[-1], scopes=needle.scopes)
        return (
            last
            if len(units) == 1
            else AllOf(children=(UnitRun(units=units[:-1], scopes=needle.scopes), last))
        )
    runs = tuple(UnitRun(units=spelling, scopes=needle.scopes) for spelling in needle.spellings)
    return runs[0] if len(runs) == 1 else AnyOf(children=runs)


def holds_address(query: str) -> bool:
    """True where a query, or a part of it, is the address of a page, which means that page and none that shares its words."""
    return _ADDRESS.search(fold(normalise_query(query))) is not None


def _plain_runs(tree: Node) -> tuple[Run, ...]:
    nodes = tree.children if isinstance(tree, And) else (tree,)
    return tuple(node for node in nodes if isinstance(node, Run))


def _days(dates: InDates) -> DayRange:
    first = parse_partial_date(dates.first) if dates.first is not None else None
    last = parse_partial_date(dates.last) if dates.last is not None else None
    return day_range(first, last)
