"""An explanation as its page shows it: the verdict on an article, each part of the query and each filter with a mark, the sums of its score.

Values for `templates/explain.html`, in the reader's language. Says what stands in `index.explaining.model` and computes nothing; the JSON
document (docs/explain.md) has all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.analysis.script import detect_script
from index.explaining.model import (
    Clause,
    Days,
    ExplainedArticle,
    Explanation,
    Filter,
    NearMiss,
    Score,
    SoughtRun,
    TermPart,
)
from index.model import Region
from webapp.addresses import SearchAddress
from webapp.clock import shown_stamp
from webapp.present import render_snippet
from webapp.reader import Reader

_MOST_EXCERPTS = 2
_MOST_NAMED = 4
_MOST_TERMS = 12
_ALONE = ("run", "phrase", "prefix", "word", "region", "dates")
"""Kinds of clauses that the page need not name: their text says what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignView:
    """A character of the query and what it is read as, or what is found as well."""

    typed: str
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingView:
    """Something that is told of a run and the article, with the places that show it."""

    text: str
    excerpts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A part of the query, or a filter: *is_met* None where no article was asked about; *asks* says how its parts go together."""

    text: str
    is_met: bool | None
    articles: str
    asks: str = ""
    notes: tuple[str, ...] = ()
    standing: tuple[StandingView, ...] = ()
    parts: tuple[PartView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A run that the article is ranked by, and what it adds."""

    text: str
    where: str
    weight: str
    title_count: str
    body_count: str
    score: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedView:
    """A run that hits are ranked by; *articles* hold it, empty where that is not what weighs it."""

    text: str
    where: str
    weight: str
    articles: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreView:
    """How the score adds up; *sum* is empty where the engine's order stays."""

    value: str
    sum: str
    terms: tuple[TermView, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """What the search does with the article; *shown_by* is the address of the article that stands for its story."""

    title: str
    url: str
    facts: str
    verdict: str
    is_found: bool
    reasons: tuple[str, ...]
    shown_by: str | None
    score: ScoreView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainView:
    """Everything that the page shows."""

    address: SearchAddress
    asked_for: str
    summary: str
    notices: tuple[str, ...]
    verdict: VerdictView | None
    query: PartView
    relaxed: PartView | None
    filters: tuple[PartView, ...]
    signs: tuple[SignView, ...]
    same_signs: tuple[SignView, ...]
    other_words: tuple[SignView, ...]
    ranked_by: tuple[RankedView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainViewer:
    """Makes the view of an explanation for one reader; *address* is the search that is explained."""

    address: SearchAddress
    reader: Reader

    def view(self, found: Explanation) -> ExplainView:
        """The view of *found*."""
        texts, article = self.reader.texts, found.article
        total = texts.say(
            "total_articles" if self.address.request.all_copies else "total_stories", total=found.total
        )
        archive = texts.say("explain_archive", total=found.archive)
        return ExplainView(
            address=self.address,
            asked_for="" if article is None else article.id,
            summary=" · ".join((total, texts[f"explain_match_{found.match.replace('-', '_')}"], archive)),
            notices=tuple(texts.notice(notice) for notice in found.notices),
            verdict=None if article is None else self._verdict(article, found.total),
            query=self._clause(found.query),
            relaxed=None if found.relaxed is None else self._clause(found.relaxed),
            filters=tuple(self._filter(one) for one in found.filters),
            signs=tuple(SignView(typed=one.typed, others=one.read_as) for one in found.signs),
            same_signs=tuple(
                SignView(typed=one.typed, others=" ".join(one.shown)) for one in found.same_signs if one.shown
            ),
            other_words=tuple(
                SignView(typed=one.typed, others=" ".join(one.other_words))
                for one in found.same_signs
                if one.other_words
            ),
            ranked_by=tuple(
                RankedView(
                    text=term.text,
                    where=self._where(term.in_title, term.in_body),
                    weight=f"{term.weight:.2f}",
                    articles="" if term.document_frequency is None else f"{term.document_frequency:,}",
                )
                for term in sorted(found.ranked_by, key=lambda one: -one.weight)[:_MOST_TERMS]
            ),
        )

    def _verdict(self, article: ExplainedArticle, total: int) -> VerdictView:
        texts = self.reader.texts
        found = (
            texts["explain_found"]
            if article.rank is None
            else texts.say("explain_rank", rank=article.rank, total=total)
        )
        source = self.reader.show(article.source) if article.source else ""
        told = (texts.words.get(f"explain_{one.code.replace('-', '_')}") for one in article.reasons)
        return VerdictView(
            title=self.reader.show_text(article.title, detect_script(article.title)) or texts["untitled"],
            url=self.address.article(article.id),
            facts=" · ".join(
                part
                for part in (source, shown_stamp(article.date) if article.date else texts["no_date"])
                if part
            ),
            verdict=found if article.is_found else texts["explain_not_found"],
            is_found=article.is_found,
            reasons=tuple(dict.fromkeys(one for one in told if one)),
            shown_by=None if article.shown_by is None else self.address.article(article.shown_by),
            score=None if article.score is None else self._score(article.score),
        )

    def _clause(self, clause: Clause) -> PartView:
        texts = self.reader.texts
        asks = (
            ""
            if clause.kind in _ALONE
            else texts.say(f"explain_{clause.kind.replace('-', '_')}", count=clause.minimum or 0)
        )
        notes = [*self._resolved(clause.regions, clause.days, clause.has)]
        if len(clause.runs) == 1:
            notes += self._fields(clause.runs[0])
        return PartView(
            text=clause.text or texts["everything"],
            is_met=clause.is_met,
            articles=texts.say("total_articles", total=clause.articles),
            asks=asks,
            notes=tuple(notes),
            standing=tuple(self._standing(clause.runs[0])) if len(clause.runs) == 1 else (),
            parts=(
                *(self._run(run) for run in clause.runs if len(clause.runs) > 1),
                *(self._clause(child) for child in clause.clauses),
            ),
        )

    def _run(self, run: SoughtRun) -> PartView:
        return PartView(
            text=run.text,
            is_met=run.is_met,
            articles=self.reader.texts.say("total_articles", total=run.articles),
            notes=tuple(self._fields(run)),
            standing=tuple(self._standing(run)),
        )

    def _fields(self, run: SoughtRun) -> Iterator[str]:
        """In how many articles a run stands in each field, and its other spellings."""
        texts = self.reader.texts
        yield " · ".join(f"{texts[f'field_{one.field}']} {one.articles:,}" for one in run.fields)
        also = ["".join(spelling) for spelling in run.spellings[1:]]
        if also:
            yield texts.say("explain_also", others=texts["list_comma"].join(also))

    def _standing(self, run: SoughtRun) -> Iterator[StandingView]:
        """Where a run stands in the article, else what comes close."""
        texts = self.reader.texts
        for place in run.found:
            written = texts["list_comma"].join(f"{form.text} × {form.count}" for form in place.written)
            yield StandingView(
                text=f"{texts[f'field_{place.field}']}{texts['colon']}{written}",
                excerpts=tuple(render_snippet(one) for one in place.excerpts[:_MOST_EXCERPTS]),
            )
        for near in run.near:
            yield StandingView(
                text=self._near(near),
                excerpts=() if near.excerpt is None else (render_snippet(near.excerpt),),
            )

    def _near(self, near: NearMiss) -> str:
        name = f"near_{near.code.replace('-', '_')}"
        if near.code == "scattered" and not near.values[1]:
            name += "_all"
        return self.reader.texts[name].format(*near.values)

    def _filter(self, one: Filter) -> PartView:
        texts = self.reader.texts
        if one.days is not None:
            text = f"{texts['dates']}{texts['colon']}{one.days.first or '…'} – {one.days.last or '…'}"
        elif one.parameter == "added_after":
            text = texts["only_new"]
        else:
            text = f"{texts[f'facet_{one.parameter}']}{texts['colon']}{texts['list_comma'].join(one.asked)}"
        return PartView(
            text=text,
            is_met=one.is_met,
            articles=texts.say("total_articles", total=one.articles),
            notes=tuple(self._resolved(one.regions, None, one.has)),
        )

    def _resolved(self, regions: Sequence[Region], days: Days | None, has: Sequence[str]) -> Iterator[str]:
        """What a region or a date was understood as, and what the article bears instead."""
        texts = self.reader.texts
        if regions:
            yield texts["list_comma"].join(region.name for region in regions[:_MOST_NAMED]) + "…" * (
                len(regions) > _MOST_NAMED
            )
        if days is not None:
            yield f"{days.first or '…'} – {days.last or '…'}"
        if has:
            named = texts["list_comma"].join(self.reader.show(one) for one in has[:_MOST_NAMED])
            yield texts.say("explain_has", values=named + "…" * (len(has) > _MOST_NAMED))

    def _score(self, score: Score) -> ScoreView:
        texts, stage = self.reader.texts, score.second_stage
        notes = []
        if score.typed:
            runs = texts["list_comma"].join(run.text for run in score.typed)
            is_said = all(run.is_said for run in score.typed)
            notes.append(texts.say("explain_typed" if is_said else "explain_not_typed", runs=runs))
        if stage is None:
            notes.append(texts["explain_engine_order"])
            return ScoreView(value=f"{score.value:.2f}", sum="", terms=(), notes=tuple(notes))
        told = sorted((part for part in stage.terms if part.score), key=lambda one: -one.score)
        title = f" + ⅕ × {stage.title_said:.2f}" if stage.title_said else ""
        total = f"{stage.bm25:.2f} × (1 + {stage.share_met:.2f}{title})"
        passage = f" + ½ × {stage.passage:.2f}" if stage.passage else ""
        return ScoreView(
            value=f"{score.value:.2f}",
            sum=f"{stage.score:.2f} = {total}{passage}",
            terms=tuple(self._term(part) for part in told[:_MOST_TERMS]),
            notes=tuple(notes),
        )

    def _term(self, part: TermPart) -> TermView:
        lead = f" {self.reader.texts['explain_lead']}" if part.in_lead else ""
        return TermView(
            text=part.text,
            where=self._where(part.in_title, part.in_body),
            weight=f"{part.weight:.2f}",
            title_count=f"{part.title_count:,}",
            body_count=f"{part.body_count:,}{lead}",
            score=f"{part.score:.2f}",
        )

    def _where(self, in_title: bool, in_body: bool) -> str:
        if in_title and in_body:
            return ""
        return self.reader.texts["field_title" if in_title else "field_body"]
