"""Snippets: the parts of a body that show why it was found, cut at sentence or clause borders.

Text and ranges only, never HTML. `cut_snippets` takes the original body and the query's matcher; it must not look at the
store or the engine. Only the sentences that are shown are cut into clauses, and long bodies are read piece by piece. The
flow goes on in `answering.py`, which puts snippets into hits.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.matching import Match, Matcher, merged
from index.model import Snippet, Span

FRAGMENT_CHARACTERS = 120
MAX_FRAGMENTS = 3
# Bodies are searched for matches piece by piece: most hits show theirs in the first.
_PIECE_CHARACTERS = 3_000
_LEAD_CHARACTERS = 4 * FRAGMENT_CHARACTERS

_CLOSING = re.escape("”’」』）)》〉\"'】］]")
_SENTENCE_END = re.compile(rf"[。！？!?；;…]+[{_CLOSING}]*\s*|\s*\n\s*")
_CLAUSE_END = re.compile(rf"[，,、：:][{_CLOSING}]*|[ \u3000]+")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the text; *breaks* is true where a paragraph ends with it."""

    start: int
    end: int
    breaks: bool


def cut_snippets(body: str, matcher: Matcher) -> tuple[Snippet, ...]:
    """At most three fragments of about 120 characters, in the order of the text, with what matched in them.

    Chosen for the most different needles; where none matches, the beginning of the body without highlights.
    """
    for piece in _pieces(body):
        matches = matcher.matches(piece, "body")
        if matches:
            return _Cutter(piece, matches).fragments()
    lead = body[:_LEAD_CHARACTERS].strip()
    return _Cutter(lead, ()).beginning() if lead else ()


def _pieces(body: str) -> Iterator[str]:
    start = 0
    while start < len(body):
        end = start + _PIECE_CHARACTERS
        if end < len(body):
            border = _SENTENCE_END.search(body, end, end + _PIECE_CHARACTERS)
            end = border.end() if border else end
        yield body[start:end]
        start = end


class _Cutter:
    """Cuts fragments out of one text for the matches in it (sorted by start)."""

    def __init__(self, text: str, matches: Sequence[Match]) -> None:
        self._text = text
        self._matches = matches
        self._sentences = _sentences(text)
        self._starts = [sentence.start for sentence in self._sentences]

    def beginning(self) -> tuple[Snippet, ...]:
        """The first sentences of the text."""
        return (self._snippet(self._around(0, 0)),)

    def fragments(self) -> tuple[Snippet, ...]:
        """The fragments with the most different needles, then the most matches, then the first; at most three."""
        groups: dict[int, list[Match]] = {}
        for match in self._matches:
            groups.setdefault(max(0, bisect.bisect_right(self._starts, match.start) - 1), []).append(match)
        wanted = {match.needle for match in self._matches}
        seen: set[int] = set()
        chosen: list[Span] = []
        while groups and len(chosen) < MAX_FRAGMENTS:
            number = max(groups, key=lambda at: (_new(groups[at], seen), min(len(groups[at]), 4), -at))
            if chosen and not _new(groups[number], seen) and len(chosen) > 1:
                break
            first = next((match for match in groups[number] if match.needle not in seen), groups[number][0])
            part = self._around(number, first.start)
            del groups[number]
            if any(part.start < other.end and other.start < part.end for other in chosen):
                continue
            chosen.append(part)
            seen |= {match.needle for match in self._matches if part.start <= match.start < part.end}
            if seen == wanted and len(chosen) > 1:
                break
        chosen.sort(key=lambda part: part.start)
        return tuple(self._snippet(part) for part in chosen)

    def _around(self, number: int, place: int) -> Span:
        """About 120 characters around *place*, in sentence *number*: whole sentences, or clauses of a long one."""
        sentence = self._sentences[number]
        if sentence.end - sentence.start > FRAGMENT_CHARACTERS:
            return _clauses_around(self._text, sentence, place)
        start, end = sentence.start, sentence.end
        after, before = number, number
        while not self._sentences[after].breaks and after + 1 < len(self._sentences):
            after += 1
            if self._sentences[after].end - start > FRAGMENT_CHARACTERS:
                break
            end = self._sentences[after].end
        while before > 0 and not self._sentences[before - 1].breaks:
            before -= 1
            if end - self._sentences[before].start > FRAGMENT_CHARACTERS:
                break
            start = self._sentences[before].start
        return Span(start=start, end=end)

    def _snippet(self, part: Span) -> Snippet:
        start, end = part.start, part.end
        # A match may reach over the border of its last clause (a phrase with its comma): show all of it.
        for match in self._matches:
            if start <= match.start < end < match.end:
                end = match.end
        shown = self._text[start:end]
        start += len(shown) - len(shown.lstrip())
        shown = shown.strip()
        inside = [
            match for match in self._matches if start <= match.start and match.end <= start + len(shown)
        ]
        spans = tuple(Span(start=span.start - start, end=span.end - start) for span in merged(inside))
        return Snippet(text=shown.replace("\n", " "), highlights=spans)


def _new(matches: Sequence[Match], seen: set[int]) -> int:
    return len({match.needle for match in matches} - seen)


def _sentences(text: str) -> list[_Sentence]:
    sentences = []
    start = 0
    for border in _SENTENCE_END.finditer(text):
        end = border.end()
        if end > start:
            sentences.append(_Sentence(start, end, "\n" in border[0]))
            start = end
    if start < len(text):
        sentences.append(_Sentence(start, len(text), True))
    return sentences


def _clauses_around(text: str, sentence: _Sentence, place: int) -> Span:
    """Clauses of a long sentence around *place*, about 120 characters: what stands before for a third, then what follows.

    A clause longer than that is cut hard around *place*: there is no border to keep.
    """
    borders = [sentence.start]
    borders += [match.end() for match in _CLAUSE_END.finditer(text, sentence.start, sentence.end)]
    if borders[-1] < sentence.end:
        borders.append(sentence.end)
    at = max(0, min(bisect.bisect_right(borders, place) - 1, len(borders) - 2))
    first, last = at, at + 1
    if borders[last] - borders[first] > FRAGMENT_CHARACTERS:
        start = max(borders[first], place - FRAGMENT_CHARACTERS // 3)
        return Span(start=start, end=min(borders[last], start + FRAGMENT_CHARACTERS))
    while first > 0 and borders[at] - borders[first - 1] <= FRAGMENT_CHARACTERS // 3:
        first -= 1
    if borders[last] - borders[first] > FRAGMENT_CHARACTERS:
        first = at
    while last + 1 < len(borders) and borders[last + 1] - borders[first] <= FRAGMENT_CHARACTERS:
        last += 1
    while first > 0 and borders[last] - borders[first - 1] <= FRAGMENT_CHARACTERS:
        first -= 1
    return Span(start=borders[first], end=borders[last])
