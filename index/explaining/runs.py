"""What is looked for where: a needle of the query as the engine and an article see it.

The engine says how many articles hold it and whether this one does; where it stands, and what comes close, is read in the texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.analysis.analyzer import Analyzer
from index.analysis.ngrams import cover
from index.engines.criteria import AllOf, AnyOf, Criterion, UnitPrefix, UnitRun
from index.engines.port import EngineReader
from index.explaining.model import FieldCount, FoundIn, LookedUp, SoughtRun, WrittenForm
from index.explaining.near_misses import find_near_misses
from index.explaining.probe import ArticleProbe
from index.model import Article, Span
from index.planning.plan import Needle
from index.schema import TextScope
from index.showing.matching import Matcher
from index.showing.snippets import show_texts


def explain_run(
    needle: Needle, criterion: Criterion, reader: EngineReader, analyzer: Analyzer, probe: ArticleProbe | None
) -> SoughtRun:
    """*needle*, which the engine is asked for by *criterion*; of *probe* where it stands, else what comes close."""
    units = needle.spellings[0]
    words = tuple(dict.fromkeys(analyzer.coarse_words(needle.typed)))
    looked_up = _looked_up(needle)
    is_met = None if probe is None else probe.meets(criterion)
    return SoughtRun(
        text="".join(units),
        spellings=needle.spellings,
        looked_up=looked_up,
        terms=tuple(placed.term for placed in cover(units)) if looked_up == "bigrams" else units,
        words=words,
        inner_words=tuple(word for word in dict.fromkeys(analyzer.words(needle.typed)) if word not in words),
        articles=reader.count(criterion),
        fields=tuple(
            FieldCount(field=scope, articles=reader.count(_narrowed(criterion, scope)))
            for scope in needle.scopes
        ),
        is_met=is_met,
        found=tuple(_found(needle, probe.article)) if probe is not None and is_met else (),
        near=find_near_misses(needle, words, probe.article, probe.versions)
        if probe is not None and not is_met
        else (),
    )


def _looked_up(needle: Needle) -> LookedUp:
    if needle.is_prefix:
        return "prefix"
    return "word" if len(needle.spellings[0]) == 1 else "bigrams"


def _narrowed(criterion: Criterion, scope: TextScope) -> Criterion:
    """*criterion*, asked of one field alone."""
    match criterion:
        case UnitRun() | UnitPrefix():
            return replace(criterion, scopes=(scope,))
        case AllOf() | AnyOf():
            return replace(criterion, children=tuple(_narrowed(child, scope) for child in criterion.children))
        case _:
            return criterion


def _found(needle: Needle, article: Article) -> Iterator[FoundIn]:
    matcher = Matcher((needle,))
    (shown,) = show_texts((article.title,), (article.body,), matcher)
    texts: dict[TextScope, str] = {"title": article.title, "body": article.body}
    for field, text in texts.items():
        spans = tuple(Span(match.start, match.end) for match in matcher.matches(text, field))
        if spans:
            yield FoundIn(
                field=field,
                count=len(spans),
                written=_forms(text[span.start : span.end] for span in spans),
                spans=spans,
                excerpts=(shown.title,) if field == "title" else shown.snippets,
            )
    named = [name for entity in article.entities for name in dict.fromkeys((entity.name, entity.canonical))]
    names: dict[TextScope, Sequence[str]] = {"entity": named, "source": [article.source or ""]}
    for scope, values in names.items():
        if scope not in needle.scopes:
            continue
        held = [value for value in values if matcher.matches(value, scope)]
        if held:
            yield FoundIn(field=scope, count=len(held), written=_forms(held))


def _forms(written: Iterator[str] | Sequence[str]) -> tuple[WrittenForm, ...]:
    return tuple(WrittenForm(text=text, count=count) for text, count in Counter(written).most_common())
