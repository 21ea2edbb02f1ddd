"""An explanation in lines for people: the verdict on an article first, then how the query was read, then the figures.

Says what stands in `index.explaining.model` and computes nothing; longer lists are cut, and the JSON document has all.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from rich.text import Text

from index.explaining.listing import listed
from index.explaining.model import (
    Clause,
    Days,
    ExplainedArticle,
    Explanation,
    Filter,
    FoundIn,
    SoughtRun,
)
from index.model import Region
from webapp.clock import shown_stamp
from webapp.commands.explained_figures import ranking_lines, score_lines
from webapp.commands.lines import Line, count_of, excerpt_text, printable

_STEP: Final = 2
_MOST_REGIONS: Final = 4
_MOST_EXCERPTS: Final = 2
_MATCHES: Final = {
    "exact": "every clause as written",
    "all-words": "relaxed: all of its words",
    "most-words": "relaxed: most of its words",
}
_WHY: Final = {"width": "full width", "case": "capitals", "script": "script", "variant": "variant form"}
_FIELD_NAMES: Final = {"title": "title", "body": "body", "entity": "names", "source": "source"}


def explanation_lines(explanation: Explanation) -> Iterator[Line]:
    """Everything that *explanation* says, as far as it fits on a screen."""
    for notice in explanation.notices:
        yield Line(text=Text(f"※ {printable(notice.message)}", style="italic"))
    query = printable(explanation.interpreted) or "(all articles)"
    found = f"{explanation.total:,} found" if explanation.total else "Nothing found"
    beside = f" · {query} · {_MATCHES[explanation.match]} · among {count_of(explanation.archive, 'article')}"
    yield Line(text=Text.assemble((found, "bold"), beside))
    if explanation.article is not None:
        yield Line()
        yield from _verdict_lines(explanation.article, explanation.total)
    yield Line()
    yield _heading("The query")
    yield from _sign_lines(explanation)
    yield from _clause_lines(explanation.query, _STEP)
    if explanation.relaxed is not None:
        yield Line()
        yield _heading("What is looked for in its place")
        yield from _clause_lines(explanation.relaxed, _STEP)
    if explanation.filters:
        yield Line()
        yield _heading("Filters")
        for one in explanation.filters:
            yield _filter_line(one)
    yield Line()
    score = None if explanation.article is None else explanation.article.score
    yield from ranking_lines(explanation.ranked_by) if score is None else score_lines(score)


def _heading(text: str) -> Line:
    return Line(text=Text(text, style="bold"))


def _verdict_lines(article: ExplainedArticle, total: int) -> Iterator[Line]:
    yield Line(text=Text(printable(article.title.replace("\n", " ")), style="bold"))
    facts = " · ".join(
        part
        for part in (article.source, article.date and shown_stamp(article.date), f"id {article.id}")
        if part
    )
    yield Line(text=Text(printable(facts), style="dim"), indent=_STEP)
    if not article.is_found:
        yield Line(text=Text("Not found:", style="bold red"), indent=_STEP)
    elif article.rank is None:
        yield Line(text=Text("Found", style="bold green"), indent=_STEP)
    else:
        value = "" if article.score is None else f" · score {article.score.value:.4f}"
        found = ("Found", "bold green")
        yield Line(text=Text.assemble(found, f", number {article.rank:,} of {total:,}{value}"), indent=_STEP)
    for reason in article.reasons:
        yield Line(text=Text(printable(f"- {reason.message}")), indent=_STEP)


def _sign_lines(explanation: Explanation) -> Iterator[Line]:
    by_why = sorted(explanation.signs, key=lambda sign: list(_WHY).index(sign.why))
    for why, signs in itertools.groupby(by_why, key=lambda sign: sign.why):
        read = "  ".join(f"{sign.typed} as {sign.read_as}" for sign in signs)
        yield Line(text=Text(printable(f"{_WHY[why]}: {read}"), style="dim"), indent=_STEP)
    equal = [f"{sign.typed} = {' '.join(sign.shown)}" for sign in explanation.same_signs if sign.shown]
    if equal:
        yield Line(text=Text(printable(f"the same: {'  '.join(equal)}"), style="dim"), indent=_STEP)
    twins = [
        f"{sign.typed} / {' '.join(sign.other_words)}" for sign in explanation.same_signs if sign.other_words
    ]
    if twins:
        text = f"may be other words, found too and placed behind: {'  '.join(twins)}"
        yield Line(text=Text(printable(text), style="dim"), indent=_STEP)


def _clause_lines(clause: Clause, indent: int) -> Iterator[Line]:
    is_joined = bool(clause.clauses)
    names = {"all": "all of", "any": "one of", "not": "not", "everything": "all articles"}
    if clause.kind == "at-least":
        is_all = clause.minimum == len(clause.clauses)
        label = "all of" if is_all else f"at least {clause.minimum} of {len(clause.clauses)}"
    else:
        label = names.get(clause.kind) or printable(clause.text)
    text = Text.assemble(*_mark(clause.is_met), (label, "" if is_joined else "bold"))
    text.append(f" · {count_of(clause.articles, 'article')}")
    if clause.kind in ("region", "dates"):
        text.append(printable(_resolved(clause.regions, clause.days, clause.has)))
    yield Line(text=text, indent=indent)
    for run in clause.runs:
        yield from _run_lines(run, indent + _STEP)
    for child in clause.clauses:
        yield from _clause_lines(child, indent + _STEP)


def _mark(is_met: bool | None) -> tuple[tuple[str, str], ...]:
    if is_met is None:
        return ()
    return (("✓ ", "green"),) if is_met else (("✗ ", "red"),)


def _run_lines(run: SoughtRun, indent: int) -> Iterator[Line]:
    fields = ", ".join(f"{_FIELD_NAMES[count.field]} {count.articles:,}" for count in run.fields)
    terms = " ".join(run.terms)
    how = {"word": f"the word {terms}", "bigrams": f"{terms} side by side", "prefix": f"words {terms}…"}
    cut = f" · words {' '.join(run.words)}" if len(run.words) > 1 else ""
    inner = f" ({' '.join(run.inner_words)})" if cut and run.inner_words else ""
    text = f"{how[run.looked_up]} in {fields}{cut}{inner}"
    yield Line(text=Text(printable(text), style="dim"), indent=indent)
    if len(run.spellings) > 1:
        also = "、".join("".join(spelling) for spelling in run.spellings[1:])
        yield Line(text=Text(printable(f"also as {also}"), style="dim"), indent=indent)
    for place in run.found:
        yield from _found_lines(place, indent)
    for near in run.near:
        yield Line(text=Text(printable(f"near: {near.message}")), indent=indent)
        if near.excerpt is not None:
            yield Line(text=excerpt_text(near.excerpt), indent=indent + _STEP)


def _found_lines(place: FoundIn, indent: int) -> Iterator[Line]:
    written = "  ".join(f"{form.text} {form.count}×" for form in place.written)
    yield Line(text=Text(printable(f"{_FIELD_NAMES[place.field]}: {written}")), indent=indent)
    for excerpt in place.excerpts[:_MOST_EXCERPTS]:
        yield Line(text=excerpt_text(excerpt), indent=indent + _STEP)


def _filter_line(one: Filter) -> Line:
    asked = " ".join(one.asked) if one.days is None else f"{one.asked[0]} to {one.asked[1]}"
    parameter = "date" if one.days is not None else one.parameter
    text = Text.assemble(*_mark(one.is_met), (printable(f"{parameter}: {asked}"), "bold"))
    text.append(f" · {count_of(one.articles, 'article')}")
    text.append(printable(_resolved(one.regions, one.days, one.has)))
    return Line(text=text, indent=_STEP)


def _resolved(regions: Sequence[Region], days: Days | None, has: Sequence[str]) -> str:
    parts = []
    if regions:
        parts.append(listed([f"{region.name} ({region.code})" for region in regions], _MOST_REGIONS))
    if days is not None:
        parts.append(f"{days.first or '…'} to {days.last or '…'}")
    if has:
        parts.append(f"the article has {'、'.join(has)}")
    return "".join(f" · {part}" for part in parts)
