"""What comes close to a run that an article does not say: elsewhere, across a full stop, in a longer word, scattered, taken out.

Pure: an article and a needle in, values out. It must not decide what matches; the engine has, and these are the reasons that
people look for first when they know that an article is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.analysis.units import BREAK, Unit, canonical, is_letters, unit_texts, units
from index.explaining.listing import listed
from index.explaining.model import NearMiss
from index.model import Article, ArticleVersion, Snippet, Span
from index.planning.plan import Needle
from index.schema import TextScope
from index.showing.matching import Matcher

_AROUND = 24
"""Characters shown on both sides: a clause, as in a list of hits."""
_LEAST_PART = 2
_GAP = " "  # in no unit
_MOST_LISTED = 8


def find_near_misses(
    needle: Needle, words: Sequence[str], article: Article, versions: Sequence[ArticleVersion]
) -> tuple[NearMiss, ...]:
    """The near misses of *needle*, cut into *words*, which *article* does not meet, the nearest first.

    What stands as a whole somewhere else is said alone: its parts say nothing more.
    """
    if needle.scopes == ("source",):
        return ()
    asked = replace(needle, scopes=("title", "body"))
    texts: dict[TextScope, str] = {"title": article.title, "body": article.body}
    searched = {field: text for field, text in texts.items() if field in needle.scopes}
    others = {field: text for field, text in texts.items() if field not in needle.scopes}
    whole = [*_in_other_field(asked, needle.scopes, others), *_across_break(needle, searched)]
    whole += _inside_word(needle, searched)
    if not whole:
        whole += _outside_texts(asked, article, versions)
    return tuple(whole or _in_parts(needle, words, searched))


def _in_other_field(
    asked: Needle, scopes: Sequence[TextScope], others: Mapping[TextScope, str]
) -> Iterator[NearMiss]:
    for field, text in others.items():
        found = Matcher((asked,)).matches(text, field)
        if found:
            only = "names" if "entity" in scopes else f"the {scopes[0]}"
            yield NearMiss(
                code="other-field",
                message=f"stands in the {field} ({len(found)}×), but is looked for in {only} alone",
                excerpt=_excerpt(text, Span(found[0].start, found[0].end)),
            )


def _across_break(needle: Needle, texts: Mapping[TextScope, str]) -> Iterator[NearMiss]:
    sought = needle.spellings[0]
    if needle.is_prefix or len(sought) < _LEAST_PART:
        return
    for field, text in texts.items():
        found = _first_across(sought, units(canonical(text)))
        if found is not None:
            signs = text[found.start : found.end]
            parted = "".join(dict.fromkeys(sign for sign in signs if not sign.isalnum())).strip()
            by = parted or "a line break"
            yield NearMiss(
                code="across-break",
                message=f"its characters follow each other in the {field}, but parted by {by}",
                values=(parted or "↵",),
                excerpt=_excerpt(text, found),
            )


def _first_across(sought: Sequence[str], found: Sequence[Unit]) -> Span | None:
    letters = [unit for unit in found if not unit.is_mark]
    for at in range(len(letters) - len(sought) + 1):
        if all(letters[at + step].text == unit for step, unit in enumerate(sought)):
            return Span(letters[at].start, letters[at + len(sought) - 1].end)
    return None


def _inside_word(needle: Needle, texts: Mapping[TextScope, str]) -> Iterator[NearMiss]:
    sought = needle.spellings[0]
    if needle.is_prefix or len(sought) != 1 or not is_letters(sought[0]):
        return
    for field, text in texts.items():
        longer = [unit for unit in units(canonical(text)) if is_letters(unit.text) and sought[0] in unit.text]
        if longer:
            words = list(dict.fromkeys(unit.text for unit in longer))
            shown = listed(words, _MOST_LISTED)
            yield NearMiss(
                code="inside-word",
                message=f"stands in the {field} only inside longer words ({shown}); {sought[0]}* finds those that begin so",
                values=("、".join(words[:_MOST_LISTED]), sought[0]),
                excerpt=_excerpt(text, Span(longer[0].start, longer[0].end)),
            )


def _outside_texts(asked: Needle, article: Article, versions: Sequence[ArticleVersion]) -> Iterator[NearMiss]:
    """Where the run stands as a whole in what is stored of the article and not searched."""
    matcher = Matcher((asked,))
    beside = {"tags": "\n".join(article.tags), "author": article.author or "", "source": article.source or ""}
    held = [name for name, text in beside.items() if matcher.matches(text, "body")]
    if held:
        yield NearMiss(
            code="not-searched", message=f"stands in the {' and the '.join(held)}, which words do not search"
        )
        # A stored record (JSON lines) holds them too.
        return
    for version in reversed(versions):
        found = matcher.matches(f"{version.title}\n{version.body}", "body")
        if found:
            yield NearMiss(
                code="earlier-version",
                message=f"stood in version {version.number} of the text, which is no longer searched",
                values=(str(version.number),),
                excerpt=_excerpt(f"{version.title}\n{version.body}", Span(found[0].start, found[0].end)),
            )
            return
    found = matcher.matches(article.raw, "body")
    if found:
        yield NearMiss(
            code="taken-out",
            message="stands only in what was taken out of the text (a caption, credits, last lines), which stays in the stored original",
            excerpt=_excerpt(article.raw, Span(found[0].start, found[0].end)),
        )


def _in_parts(needle: Needle, words: Sequence[str], texts: Mapping[TextScope, str]) -> Iterator[NearMiss]:
    there = BREAK.join(_joined(unit_texts(canonical(text))) for text in texts.values())
    parts = list(dict.fromkeys(words)) if len(set(words)) > 1 else []
    held = [word for word in parts if _joined(unit_texts(canonical(word))) in there]
    if held:
        lacking = [word for word in parts if word not in held]
        without = f", not {listed(lacking, _MOST_LISTED)}" if lacking else ", but not side by side"
        yield NearMiss(
            code="scattered",
            message=f"holds {len(held)} of its {len(parts)} words: {listed(held, _MOST_LISTED)}{without}",
            values=("、".join(held), "、".join(lacking)),
        )
    longest = _longest_part(needle.spellings[0], there)
    if longest and longest not in held:
        yield NearMiss(
            code="longest-part", message=f"the longest part that stands there is {longest}", values=(longest,)
        )


def _longest_part(sought: Sequence[str], there: str) -> str:
    best: Sequence[str] = ()
    start = 0
    for end in range(1, len(sought) + 1):
        while start < end and _joined(sought[start:end]) not in there:
            start += 1
        if end - start >= max(_LEAST_PART, len(best) + 1):
            best = sought[start:end]
    return "".join(best)


def _joined(found: Sequence[str]) -> str:
    return _GAP + _GAP.join(found) + _GAP


def _excerpt(text: str, span: Span) -> Snippet:
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    return Snippet(
        text=text[start:end].replace("\n", " "),
        highlights=(Span(span.start - start, span.end - start),),
        is_cut_before=start > 0,
        is_cut_after=end < len(text),
    )
