"""Paragraphs that a source puts around many of its articles: found by counting, peeled off from outside, never cut from within.

Pure. What rules know (`boilerplate.py`) is gone before; this learns what no rule can: a channel's motto, a column's
lead-in, an appeal below each text. `indexer/learning.py` counts and stores.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from index.store.digest import digest_bytes
from indexer.extract.spelling import spell

# Measured on 96 sources of 36,000 articles, their latest 200 each: what is found so is what an archivist would cut
# (copyright notices, appeals, credits of desks, headers of gazettes). Shorter or rarer ones are often the article's own
# (`公告事項：`, a background paragraph used again), and so is nearly all that repeats within (a condition of licences).
LEAST_ARTICLES: Final = 8
LEAST_SHARE: Final = 0.3
LONG_LEAST_SHARE: Final = 0.1
SHORTEST: Final = 10
LONG: Final = 30
LONGEST: Final = 1_000
LAYERS: Final = 6

_BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedParagraph:
    """A paragraph as it stands in one of the articles, its key, and how many of the articles seen have it at an edge."""

    key: int
    text: str
    articles: int


def paragraph_key(paragraph: str) -> int:
    """Equal for paragraphs that differ in blanks, width of signs or the script of common characters only; signed, 63 bits."""
    return digest_bytes(_BLANKS.sub("", spell(paragraph)).encode())


def detect_repeated(bodies: Sequence[str], kept: Set[int] = frozenset()) -> tuple[RepeatedParagraph, ...]:
    """What many of these articles of one source begin or end with, layer by layer; *kept* are keys that somebody wants to stay."""
    found: dict[int, RepeatedParagraph] = {}
    peeled: list[Sequence[str]] = [body.split("\n") for body in bodies]
    for _ in range(LAYERS):
        layer = _outermost(peeled, len(bodies), kept)
        if not layer:
            break
        found |= layer
        peeled = [_peel(paragraphs, found.keys()) for paragraphs in peeled]
    return tuple(sorted(found.values(), key=lambda one: (-one.articles, one.text)))


def cut_repeated(body: str, keys: Set[int]) -> str:
    """*body* without the paragraphs of *keys* that it begins and ends with; all of it where nothing else would be left."""
    if not keys:
        return body
    paragraphs = body.split("\n")
    kept = _peel(paragraphs, keys)
    return body if len(kept) in (0, len(paragraphs)) else "\n".join(kept)


def _outermost(
    peeled: Sequence[Sequence[str]], articles: int, kept: Set[int]
) -> dict[int, RepeatedParagraph]:
    counts: collections.Counter[int] = collections.Counter()
    texts: dict[int, str] = {}
    for paragraphs in peeled:
        # An article that is nothing but repeated paragraphs says nothing about any of them.
        if not paragraphs:
            continue
        edges = {
            paragraph_key(paragraph): paragraph
            for paragraph in (paragraphs[0], paragraphs[-1])
            if SHORTEST <= len(paragraph) <= LONGEST
        }
        counts.update(edges.keys())
        texts |= edges
    return {
        key: RepeatedParagraph(key=key, text=texts[key], articles=count)
        for key, count in counts.items()
        if key not in kept and count >= _least(texts[key], articles)
    }


def _peel(paragraphs: Sequence[str], keys: Set[int]) -> Sequence[str]:
    start, end = 0, len(paragraphs)
    while start < end and paragraph_key(paragraphs[start]) in keys:
        start += 1
    while start < end and paragraph_key(paragraphs[end - 1]) in keys:
        end -= 1
    return paragraphs[start:end]


def _least(text: str, articles: int) -> float:
    share = LONG_LEAST_SHARE if len(text) >= LONG else LEAST_SHARE
    return max(LEAST_ARTICLES, share * articles)
