"""Snippets: the parts of a body that show why it was found, cut at sentence or clause borders.

Text and ranges only, never HTML. `show_texts` takes the original texts of a page and the query's matcher; it must not look at
the store or the engine. Borders are looked for around matches only, and long bodies are read piece by piece. The
flow goes on in `hits.py`, which puts snippets into hits.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.model import Snippet, Span
from index.showing.matching import Match, Matcher, merged

FRAGMENT_CHARACTERS = 120
MAX_FRAGMENTS = 3
# The beginning of a body is searched first: most hits show all that was asked for there.
_HEAD_CHARACTERS = 1_500
_LEAD_CHARACTERS = 4 * FRAGMENT_CHARACTERS
_MANY = 4
# A line of fewer characters (a caption, the head of a notice) shows little more than what was asked for.
_LEAST_TOLD = 15
# A text may say one sentence a thousand times: after so many looks what was found is shown.
_MOST_LOOKED_AT = 40

_CLOSING_SIGNS = "”’」』）)》〉\"'】］]"
_CLOSING = re.escape(_CLOSING_SIGNS)
_SENTENCE_SIGNS = frozenset("。！？!?；;…")
_BLANKS = " \t\u00a0\u3000"
# Where a page broke its lines within a sentence, one may begin with what closed the one before: no fragment does.
_NEVER_FIRST = "，、。：；！？”’」』）)》〉】］]\n" + _BLANKS
# Each begins with one class of characters: so the expression is tried only where one of them stands (five times faster).
_SENTENCE_END = re.compile(rf"[。！？!?；;…\n](?:(?<!\n)[。！？!?；;…]*[{_CLOSING}]*)?\s*")
# The comma of 1,000 and the colon of 10:30 end no clause.
_CLAUSE_END = re.compile(
    rf"[，、：,:{_BLANKS}](?:(?<=[，、：])[{_CLOSING}]*|(?<=[,:])(?![0-9])[{_CLOSING}]*|(?<=[{_BLANKS}])[{_BLANKS}]*)"
)
# How far around a match borders count: beyond, a sentence or a clause is too long to be shown whole anyway.
_REACH = 4 * FRAGMENT_CHARACTERS // 3


@dataclass(slots=True)
class _Group:
    """What matched in one sentence, by start; *needles* has a bit for each needle that did.

    *is_alone* says that it is a line of its own that tells little more.
    """

    matches: list[Match]
    needles: int
    is_alone: bool

    def drop(self, part: Span) -> None:
        """Leave out what lies in *part*, even partly."""
        start, end = part
        self.matches = [match for match in self.matches if match.start >= end or match.end <= start]
        self.needles = _needles_of(self.matches)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTexts:
    """What a list of hits shows of an article: its title with everything that matched, and fragments of its body."""

    title: Snippet
    snippets: tuple[Snippet, ...]


def show_texts(titles: Sequence[str], bodies: Sequence[str], matcher: Matcher) -> list[ShownTexts]:
    """Titles and snippets of the articles of one page, whose titles and bodies stand side by side.

    Of each body at most three fragments of about 120 characters, in the order of the text, with what matched in them: those with
    the most different needles; where none matches, the beginning of the body without highlights.
    """
    texts = [_head(body) for body in bodies]
    in_titles, in_bodies = matcher.find_fields(titles, texts)
    sought = matcher.sought("body")
    for number, body in enumerate(bodies):
        # Whatever is not all there in the beginning of a long body is looked for in the whole of it.
        if len(texts[number]) < len(body) and _needles_of(in_bodies[number]).bit_count() < sought:
            texts[number], in_bodies[number] = body, matcher.matches(body, "body")
    return [
        ShownTexts(
            title=Snippet(text=title, highlights=merged(in_title)),
            snippets=_Cutter(text, in_body).fragments() if in_body else _beginning(text),
        )
        for title, in_title, text, in_body in zip(titles, in_titles, texts, in_bodies, strict=True)
    ]


def _head(body: str) -> str:
    """The first 1,500 characters and the rest of their last sentence or clause, where that ends."""
    reach = _HEAD_CHARACTERS + _LEAD_CHARACTERS
    if len(body) <= _HEAD_CHARACTERS:
        return body
    for border in (_SENTENCE_END, _CLAUSE_END):
        found = border.search(body, _HEAD_CHARACTERS, reach)
        if found is not None:
            return body[: found.end()]
    return body[:reach]


def _beginning(body: str) -> tuple[Snippet, ...]:
    """The first sentences."""
    lead = body.lstrip()[:_LEAD_CHARACTERS].rstrip()
    return _Cutter(lead, ()).beginning() if lead else ()


class _Cutter:
    """Cuts fragments out of one text for the matches in it (sorted by start)."""

    def __init__(self, text: str, matches: Sequence[Match]) -> None:
        self._text = text
        self._matches = matches
        self._match_starts = [match.start for match in matches]
        # Only what holds a sign or a space (a phrase with its comma) can reach over a border.
        matched = "".join([text[match.start : match.end] for match in matches])
        self._is_wide = bool(matched) and not matched.isalnum()
        # How far everything reaches that matched up to each match.
        self._match_ends = (
            list(itertools.accumulate([match.end for match in matches], max)) if self._is_wide else []
        )

    def beginning(self) -> tuple[Snippet, ...]:
        """The first sentences of the text."""
        return (self._snippet(self._around(Match(0, 0, 0))),)

    def fragments(self) -> tuple[Snippet, ...]:
        """The fragments with the most different needles, then no short line, then the most matches, then the first; at most three."""
        groups = self._groups()
        wanted = _needles_of(self._matches)
        seen = 0
        chosen: list[Span] = []
        shown: set[str] = set()
        for _ in range(min(len(groups) + MAX_FRAGMENTS, _MOST_LOOKED_AT)):
            if not groups or len(chosen) == MAX_FRAGMENTS:
                break
            number = _worthiest(groups, seen)
            group = groups[number]
            if not group.needles & ~seen and len(chosen) > (0 if group.is_alone else 1):
                break
            first = next((match for match in group.matches if not seen >> match.needle & 1), group.matches[0])
            part = self._around(first)
            # What stands farther off in a long sentence may have a fragment of its own.
            group.drop(part)
            if not group.matches:
                del groups[number]
            if any(part.start < other.end and other.start < part.end for other in chosen):
                continue
            # A sentence that a text repeats (a slogan, a form) says nothing more the second time.
            text = self._text[part.start : part.end].strip()
            if text in shown:
                continue
            shown.add(text)
            chosen.append(part)
            seen |= _needles_of(self._inside(part))
            if seen == wanted and len(chosen) > 1:
                break
        chosen.sort()
        return tuple([self._snippet(part) for part in chosen])

    def _groups(self) -> list[_Group]:
        """What matched, sentence by sentence."""
        groups: list[_Group] = []
        end = -1
        for match in self._matches:
            if match.start < end:
                groups[-1].matches.append(match)
                groups[-1].needles |= 1 << match.needle
            else:
                groups.append(_Group([match], 1 << match.needle, self._is_alone(match)))
                end = self._sentence_end(match.start)
        return groups

    def _is_alone(self, match: Match) -> bool:
        """True where the line that *match* stands in is short."""
        start = self._text.rfind("\n", max(0, match.end - _LEAST_TOLD), match.start) + 1
        if not start and match.end >= _LEAST_TOLD:
            return False
        end = self._text.find("\n", match.end, start + _LEAST_TOLD)
        return end >= 0 or len(self._text) < start + _LEAST_TOLD

    def _sentence_end(self, start: int) -> int:
        """Where the sentence ends that goes on at *start*."""
        while (border := _SENTENCE_END.search(self._text, start)) is not None:
            start = border.end()
            if not self._is_inside(start):
                return start
        return len(self._text)

    def _around(self, match: Match) -> Span:
        """About 120 characters around *match*: whole sentences, or clauses of a long one."""
        first = max(0, match.start - _REACH)
        ends = self._borders(_SENTENCE_END, Span(first, min(len(self._text), match.end + _REACH)))
        number = bisect.bisect_right(ends, match.start, 1) - 1
        start, end = ends[number], ends[number + 1]
        if end - start > FRAGMENT_CHARACTERS:
            return self._clauses_around(Span(start, end), match)
        after, before = number + 1, number
        while after + 1 < len(ends) and not self._breaks(Span(ends[after - 1], ends[after])):
            after += 1
            if ends[after] - start > FRAGMENT_CHARACTERS:
                break
            end = ends[after]
        while before > 0 and not self._breaks(Span(ends[before - 1], ends[before])):
            before -= 1
            if end - ends[before] > FRAGMENT_CHARACTERS:
                break
            start = ends[before]
        return Span(start, end)

    def _borders(self, border: re.Pattern[str], part: Span) -> list[int]:
        """The beginning of *part*, where sentences or clauses end in it, and its end.

        A phrase may reach over a border (with its comma, or a space that runs skip): that one parts nothing.
        """
        ends = [found.end() for found in border.finditer(self._text, part.start, part.end)]
        if self._is_wide:
            ends = [end for end in ends if not self._is_inside(end)]
        if ends and ends[-1] == part.end:
            del ends[-1]
        return [part.start, *ends, part.end]

    def _breaks(self, sentence: Span) -> bool:
        """True where a paragraph ends with that sentence."""
        if not self._text[sentence.end - 1].isspace():
            return False
        text = self._text[sentence.start : sentence.end]
        return "\n" in text[len(text.rstrip()) :]

    def _clauses_around(self, sentence: Span, match: Match) -> Span:
        """Clauses of a long sentence around *match*: what stands before for a third, then what follows.

        A clause longer than 120 characters is cut hard around the match: there is no border to keep.
        """
        borders = self._borders(_CLAUSE_END, sentence)
        at = max(0, min(bisect.bisect_right(borders, match.start) - 1, len(borders) - 2))
        first, last = at, at + 1
        if borders[last] - borders[first] > FRAGMENT_CHARACTERS:
            start = max(borders[first], match.start - FRAGMENT_CHARACTERS // 3)
            return Span(start, min(borders[last], max(match.end, start + FRAGMENT_CHARACTERS)))
        while first > 0 and borders[at] - borders[first - 1] <= FRAGMENT_CHARACTERS // 3:
            first -= 1
        if borders[last] - borders[first] > FRAGMENT_CHARACTERS:
            first = at
        while last + 1 < len(borders) and borders[last + 1] - borders[first] <= FRAGMENT_CHARACTERS:
            last += 1
        while first > 0 and borders[last] - borders[first - 1] <= FRAGMENT_CHARACTERS:
            first -= 1
        return Span(borders[first], borders[last])

    def _snippet(self, part: Span) -> Snippet:
        spans = merged(self._inside(part))
        shown = self._text[part.start : part.end].rstrip()
        kept = shown.lstrip().lstrip(_NEVER_FIRST)
        start = part.start + len(shown) - len(kept or shown.lstrip())
        if spans:
            start = min(start, spans[0].start)
        return Snippet(
            text=self._text[start : part.start + len(shown)].replace("\n", " "),
            highlights=tuple([Span(span.start - start, span.end - start) for span in spans]),
            is_cut_before=not self._is_border(part.start),
            is_cut_after=not self._is_border(part.end),
        )

    def _is_border(self, place: int) -> bool:
        """True where a sentence or a paragraph ends at *place*, and at both ends of the text."""
        if not place or self._text[place - 1] in _SENTENCE_SIGNS:
            return True
        before = self._text[max(0, place - _REACH) : place]
        ended = before.rstrip()
        after_blanks = self._text[place : place + _REACH].lstrip(_BLANKS)[:1]
        if not ended or "\n" in before[len(ended) :] or after_blanks in ("", "\n"):
            return True
        return ended.rstrip(_CLOSING_SIGNS)[-1:] in _SENTENCE_SIGNS

    def _inside(self, part: Span) -> list[Match]:
        """What matched within *part*."""
        first = bisect.bisect_left(self._match_starts, part.start)
        last = bisect.bisect_left(self._match_starts, part.end, first)
        return [match for match in self._matches[first:last] if match.end <= part.end]

    def _is_inside(self, place: int) -> bool:
        """True where *place* lies within something that matched."""
        if not self._is_wide:
            return False
        at = bisect.bisect_left(self._match_starts, place) - 1
        return at >= 0 and place < self._match_ends[at]


def _needles_of(matches: Iterable[Match]) -> int:
    needles = 0
    for match in matches:
        needles |= 1 << match.needle
    return needles


def _worthiest(groups: Sequence[_Group], seen: int) -> int:
    """The group with the most needles not seen yet, then one that tells more, then the most matches (up to four), then the first."""
    best, best_worth = 0, (-1, False, -1)
    for number, group in enumerate(groups):
        worth = ((group.needles & ~seen).bit_count(), not group.is_alone, min(len(group.matches), _MANY))
        if worth > best_worth:
            best, best_worth = number, worth
    return best
