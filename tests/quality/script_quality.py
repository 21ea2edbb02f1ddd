"""Figures of the script shown, over real news: what is left alone, and what comes back from the other script."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.analysis.script import detect_script, to_simplified, to_traditional
from index.analysis.shown_script import show_name, show_text
from tests.quality.real_articles import load_real_articles

_EVERY = 10  # 4,100 articles, which take 10 s


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptFigures:
    """Shares: of articles changed in their own script, of characters of traditional articles that come back as they were.

    *same_as_opencc* is what comes back without the table and the rules of ours; *names* is of sources.
    """

    changed: float
    changed_names: float
    same: float
    same_as_opencc: float
    same_simplified: float


def measure_script(data: Path) -> ScriptFigures:
    """Every tenth real article of one script."""
    changed = articles = changed_names = names = 0
    characters = same = plain = simplified = back = 0
    for article in load_real_articles(data)[::_EVERY]:
        text = f"{article.title}\n{article.body}"
        script = detect_script(text)
        if script not in ("hans", "hant"):
            continue
        articles += 1
        changed += show_text(text, script, script) != text
        source = article.source or ""
        if detect_script(source) in (script, "none"):
            names += 1
            changed_names += show_name(source, script) != source
        if script == "hant":
            other = to_simplified(text)
            characters += len(text)
            same += _equal(show_text(other, "hant", "hans"), text)
            plain += _equal(to_traditional(other), text)
        else:
            simplified += len(text)
            back += _equal(show_text(show_text(text, "hant", "hans"), "hans", "hant"), text)
    return ScriptFigures(
        changed=changed / articles,
        changed_names=changed_names / names,
        same=same / characters,
        same_as_opencc=plain / characters,
        same_simplified=back / simplified,
    )


def _equal(text: str, other: str) -> int:
    return sum(one == two for one, two in zip(text, other, strict=True))
