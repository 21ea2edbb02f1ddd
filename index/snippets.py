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
# The beginning of a body is searched first: most hits show all that was asked for there.
_HEAD_CHARACTERS = 3_000
_LEAD_CHARACTERS = 4 * FRAGMENT_CHARACTERS
_MANY = 4

_CLOSING = re.escape("”’」』）)》〉\"'】］]")
# White space is tried only where it begins: tried at each space of it, a long run takes quadratic time. The look ahead
# passes over all other characters at once.
_SENTENCE_END = re.compile(rf"(?=[。！？!?；;…\s])(?:[。！？!?；;…]+[{_CLOSING}]*\s*|(?<!\s)\s*\n\s*)")
# The comma of 1,000 and the colon of 10:30 end no clause.
_CLAUSE_END = re.compile(rf"(?:[，、：]|[,:](?![0-9]))[{_CLOSING}]*|[ \t\u00a0\u3000]+")


@dataclass(slots=True)
class _Group:
    """What matched in one sentence, by start."""

    matches: list[Match]
    needles: set[int]

    def worth(self, seen: set[int]) -> tuple[int, int]:
        """Needles not seen yet, then matches, of which four are as good as more."""
        return len(self.needles - seen), min(len(self.matches), _MANY)

    def drop(self, part: Span) -> None:
        """Leave out what lies in *part*, even partly."""
        self.matches = [match for match in self.matches if not _touches(match, part)]
        self.needles = {match.needle for match in self.matches}


def cut_snippets(body: str, matcher: Matcher) -> tuple[Snippet, ...]:
    """At most three fragments of about 120 characters, in the order of the text, with what matched in them.

    Chosen for the most different needles; where none matches, the beginning of the body without highlights.
    """
    text = _head(body)
    matches = matcher.matches(text, "body")
    if len(text) < len(body) and len({match.needle for match in matches}) < matcher.sought("body"):
        text, matches = body, matcher.matches(body, "body")
    if matches:
        return _Cutter(text, matches).fragments()
    lead = body.lstrip()[:_LEAD_CHARACTERS].rstrip()
    return _Cutter(lead, ()).beginning() if lead else ()


def _head(body: str) -> str:
    """The first 3,000 characters and the rest of their last sentence or clause, where that ends."""
    reach = _HEAD_CHARACTERS + _LEAD_CHARACTERS
    for border in (_SENTENCE_END, _CLAUSE_END):
        found = border.search(body, _HEAD_CHARACTERS, reach)
        if found is not None:
            return body[: found.end()]
    return body[:reach]


class _Cutter:
    """Cuts fragments out of one text for the matches in it (sorted by start)."""

    def __init__(self, text: str, matches: Sequence[Match]) -> None:
        self._text = text
        self._matches = matches
        self._whole = merged(matches)
        self._match_starts = [match.start for match in matches]
        # Where sentences end; the last one ends with the text.
        self._ends = self._read_ends()

    def beginning(self) -> tuple[Snippet, ...]:
        """The first sentences of the text."""
        return (self._snippet(self._around(0, Match(0, 0, 0))),)

    def fragments(self) -> tuple[Snippet, ...]:
        """The fragments with the most different needles, then the most matches, then the first; at most three."""
        groups = self._groups()
        wanted = {match.needle for match in self._matches}
        seen: set[int] = set()
        chosen: list[Span] = []
        while groups and len(chosen) < MAX_FRAGMENTS:
            number = max(groups, key=lambda at: (groups[at].worth(seen), -at))
            group = groups[number]
            if group.needles <= seen and len(chosen) > 1:
                break
            first = next((match for match in group.matches if match.needle not in seen), group.matches[0])
            part = self._around(number, first)
            # What stands farther off in a long sentence may have a fragment of its own.
            group.drop(part)
            if not group.matches:
                del groups[number]
            if any(part.start < other.end and other.start < part.end for other in chosen):
                continue
            chosen.append(part)
            seen |= {match.needle for match in self._inside(part)}
            if seen == wanted and len(chosen) > 1:
                break
        chosen.sort(key=lambda part: part.start)
        return tuple(self._snippet(part) for part in chosen)

    def _groups(self) -> dict[int, _Group]:
        """What matched, by the number of its sentence."""
        groups: dict[int, _Group] = {}
        for match in self._matches:
            number = bisect.bisect_right(self._ends, match.start)
            group = groups.get(number)
            if group is None:
                groups[number] = _Group([match], {match.needle})
            else:
                group.matches.append(match)
                group.needles.add(match.needle)
        return groups

    def _around(self, number: int, match: Match) -> Span:
        """About 120 characters around *match*, in sentence *number*: whole sentences, or clauses of a long one."""
        sentence = self._sentence(number)
        start, end = sentence.start, sentence.end
        if end - start > FRAGMENT_CHARACTERS:
            return self._clauses_around(sentence, match)
        after, before = number, number
        while after + 1 < len(self._ends) and not self._breaks(after):
            after += 1
            if self._ends[after] - start > FRAGMENT_CHARACTERS:
                break
            end = self._ends[after]
        while before > 0 and not self._breaks(before - 1):
            before -= 1
            if end - self._sentence(before).start > FRAGMENT_CHARACTERS:
                break
            start = self._sentence(before).start
        return Span(start=start, end=end)

    def _sentence(self, number: int) -> Span:
        return Span(start=self._ends[number - 1] if number else 0, end=self._ends[number])

    def _breaks(self, number: int) -> bool:
        """True where a paragraph ends with that sentence."""
        sentence = self._text[self._sentence(number).start : self._ends[number]]
        return "\n" in sentence[len(sentence.rstrip()) :]

    def _clauses_around(self, sentence: Span, match: Match) -> Span:
        """Clauses of a long sentence around *match*: what stands before for a third, then what follows.

        A clause longer than 120 characters is cut hard around the match: there is no border to keep.
        """
        borders = [sentence.start]
        for end in self._clause_ends(sentence):
            if borders[-1] < end < sentence.end and not self._is_inside(end):
                borders.append(end)
        borders.append(sentence.end)
        at = max(0, min(bisect.bisect_right(borders, match.start) - 1, len(borders) - 2))
        first, last = at, at + 1
        if borders[last] - borders[first] > FRAGMENT_CHARACTERS:
            start = max(borders[first], match.start - FRAGMENT_CHARACTERS // 3)
            return Span(start=start, end=min(borders[last], max(match.end, start + FRAGMENT_CHARACTERS)))
        while first > 0 and borders[at] - borders[first - 1] <= FRAGMENT_CHARACTERS // 3:
            first -= 1
        if borders[last] - borders[first] > FRAGMENT_CHARACTERS:
            first = at
        while last + 1 < len(borders) and borders[last + 1] - borders[first] <= FRAGMENT_CHARACTERS:
            last += 1
        while first > 0 and borders[last] - borders[first - 1] <= FRAGMENT_CHARACTERS:
            first -= 1
        return Span(start=borders[first], end=borders[last])

    def _clause_ends(self, sentence: Span) -> Iterator[int]:
        return (border.end() for border in _CLAUSE_END.finditer(self._text, sentence.start, sentence.end))

    def _snippet(self, part: Span) -> Snippet:
        shown = self._text[part.start : part.end]
        start = part.start + len(shown) - len(shown.lstrip())
        shown = shown.strip()
        shown_part = Span(start=start, end=start + len(shown))
        inside = self._inside(shown_part)
        spans = tuple(Span(start=span.start - start, end=span.end - start) for span in merged(inside))
        return Snippet(text=shown.replace("\n", " "), highlights=spans)

    def _inside(self, part: Span) -> list[Match]:
        """What matched within *part*."""
        first = bisect.bisect_left(self._match_starts, part.start)
        last = bisect.bisect_left(self._match_starts, part.end, first)
        return [match for match in self._matches[first:last] if match.end <= part.end]

    def _read_ends(self) -> list[int]:
        ends = [border.end() for border in _SENTENCE_END.finditer(self._text)]
        if not ends or ends[-1] < len(self._text):
            ends.append(len(self._text))
        # A phrase may reach over a border (with its comma, or a space that runs skip): that border parts nothing.
        for span in self._whole:
            at = bisect.bisect_right(ends, span.start)
            while ends[at] < span.end:
                del ends[at]
        return ends

    def _is_inside(self, place: int) -> bool:
        """True where *place* lies within something that matched."""
        at = bisect.bisect_left(self._whole, place, key=lambda span: span.start) - 1
        return at >= 0 and place < self._whole[at].end


def _touches(match: Match, part: Span) -> bool:
    return match.start < part.end and part.start < match.end
