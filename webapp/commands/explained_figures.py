"""The figures of an explanation in lines for people: what hits are ranked by, and how one article's score adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rich.text import Text

from index.explaining.model import FirstStage, RankedBy, Score, SecondStage, TermPart, TypedRun
from index.ranking.reranking import RERANKED
from webapp.commands.lines import Line, count_of, printable

_STEP: Final = 2
_MOST_TERMS: Final = 12


def ranking_lines(terms: Sequence[RankedBy]) -> Iterator[Line]:
    """What hits are ranked by, the weightiest first."""
    if not terms:
        yield Line(text=Text.assemble(("Order", "bold"), ": newest first"))
        return
    yield Line(text=Text("Ranked by", style="bold"))
    for term in sorted(terms, key=lambda one: -one.weight)[:_MOST_TERMS]:
        frequency = term.document_frequency
        held = "" if frequency is None else f" · document frequency {frequency:,}"
        yield Line(
            text=Text(printable(f"{term.text}{_where(term)} · weight {term.weight:.3f}{held}")), indent=_STEP
        )
    yield from _rest(len(terms))


def score_lines(score: Score) -> Iterator[Line]:
    """How the score of an article adds up, the greatest part first."""
    yield Line(text=Text.assemble((f"Score {score.value:.4f}", "bold")))
    if score.typed:
        yield Line(text=Text(printable(_typed(score.typed))), indent=_STEP)
    if score.second_stage is None:
        told = f"behind the {RERANKED} whose texts are scored: the engine's order stays"
        yield Line(text=Text(told), indent=_STEP)
    else:
        yield from _second_stage(score.second_stage)
    yield from _first_stage(score.first_stage)


def _typed(runs: Sequence[TypedRun]) -> str:
    missed = [run.text for run in runs if not run.is_said]
    if missed:
        return f"behind the articles that say {'、'.join(run.text for run in runs)} as typed: this one does not say {'、'.join(missed)} so"
    return f"before the articles that do not say {'、'.join(run.text for run in runs)} as typed"


def _second_stage(stage: SecondStage) -> Iterator[Line]:
    title = f" + ⅕ · {stage.title_said:.3f} of the title" if stage.title_said else ""
    sum_of = f"= {stage.bm25:.4f} · (1 + {stage.share_met:.3f} of the weight met{title})"
    passage = f" + ½ · {stage.passage:.3f} in the best two sentences" if stage.passage else ""
    yield Line(text=Text(f"{sum_of}{passage}"), indent=_STEP)
    said = sorted((part for part in stage.terms if part.score), key=lambda one: -one.score)
    for part in said[:_MOST_TERMS]:
        lead = " and in its lead" if part.in_lead else ""
        counts = f"title {part.title_count}×, body {part.body_count}×{lead}"
        figures = f"frequency {part.frequency:.3f} · weight {part.weight:.3f}"
        yield Line(
            text=Text(printable(f"{part.score:.4f}  {part.text}{_where(part)} · {counts} · {figures}")),
            indent=2 * _STEP,
        )
    yield from _rest(len(said), 2 * _STEP)
    if len(said) < len(stage.terms):
        text = f"and nothing for {len(stage.terms) - len(said)} that do not stand there"
        yield Line(text=Text(text, style="dim"), indent=2 * _STEP)
    lengths = (
        f"lengths: title {stage.title_length} (÷ {stage.title_norm:.3f})"
        f", body {stage.body_length:,} (÷ {stage.body_norm:.3f})"
    )
    yield Line(text=Text(lengths, style="dim"), indent=2 * _STEP)


def _first_stage(stage: FirstStage) -> Iterator[Line]:
    role = f"where more than {RERANKED} are found, the first by it are scored anew"
    yield Line(text=Text(f"The engine's score {stage.score:.4f} ({role})"), indent=_STEP)
    for part in sorted(stage.parts, key=lambda one: -one.score)[:_MOST_TERMS]:
        weight = "" if part.weight == 1 else f" · field weight {part.weight:g}"
        hint = " (for its rank)" if part.is_hint else ""
        held = count_of(part.articles, "article")
        text = f"{part.score:.4f}  {part.text} in {part.field}{hint}{weight} · held there by {held}"
        yield Line(text=Text(printable(text)), indent=2 * _STEP)
    yield from _rest(len(stage.parts), 2 * _STEP)


def _where(term: RankedBy | TermPart) -> str:
    if term.in_title and term.in_body:
        return ""
    return " in the title" if term.in_title else " in the body"


def _rest(count: int, indent: int = _STEP) -> Iterator[Line]:
    if count > _MOST_TERMS:
        yield Line(
            text=Text(f"… and {count - _MOST_TERMS} more (--json has all)", style="dim"), indent=indent
        )
