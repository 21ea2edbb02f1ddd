"""What changed between two states of a text: paragraphs that differ, their characters kept, added or dropped.

Text in, values out; the template marks them as `<ins>` and `<del>`. Paragraphs are compared as wholes first, then within
a pair that differs by character, or by clause where a paragraph is so long that characters would take seconds.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

ChangeKind: TypeAlias = Literal["same", "added", "dropped"]

_MAX_CHARACTER_PAIRS = 360_000  # two paragraphs of 600 characters: 40 ms at worst
_CLAUSE = re.compile(r"[^，。；！？、,;!?]*[，。；！？、,;!?]?")
_LEAST_ALIKE = 0.3
"""Two paragraphs less alike than this are shown one after the other: their common characters say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A piece of text that stayed, came or went."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedParagraph:
    """A paragraph that differs; *skipped* is how many equal ones stand before it."""

    changes: tuple[Change, ...]
    skipped: int


def compare_texts(old: str, new: str) -> tuple[ChangedParagraph, ...]:
    """The paragraphs in which *new* differs from *old*, in order; none where only empty lines do."""
    before, after = _paragraphs(old), _paragraphs(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    changed: list[ChangedParagraph] = []
    skipped = 0
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            skipped = i2 - i1
            continue
        for changes in _compare_blocks(before[i1:i2], after[j1:j2]):
            changed.append(ChangedParagraph(changes=changes, skipped=skipped))
            skipped = 0
    return tuple(changed)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _compare_blocks(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Change, ...]]:
    for old, new in itertools.zip_longest(before, after):
        if old is None:
            yield (Change(kind="added", text=new),)
        elif new is None:
            yield (Change(kind="dropped", text=old),)
        else:
            yield from _compare_paragraphs(old, new)


def _compare_paragraphs(old: str, new: str) -> Iterator[tuple[Change, ...]]:
    by_character = len(old) * len(new) <= _MAX_CHARACTER_PAIRS
    a: Sequence[str] = old if by_character else _CLAUSE.findall(old)
    b: Sequence[str] = new if by_character else _CLAUSE.findall(new)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
        yield (Change(kind="dropped", text=old),)
        yield (Change(kind="added", text=new),)
        return
    changes: list[Change] = []
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        if operation == "equal":
            changes.append(Change(kind="same", text="".join(a[i1:i2])))
            continue
        if i2 > i1:
            changes.append(Change(kind="dropped", text="".join(a[i1:i2])))
        if j2 > j1:
            changes.append(Change(kind="added", text="".join(b[j1:j2])))
    yield tuple(changes)
