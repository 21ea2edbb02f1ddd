"""Suggestions: the archive's own names that somebody may be about to type, in either script or in pinyin.

`NameIndex` holds the commonest names of an archive and is immutable; `SearchService` makes one for each state of the
index. Nothing here searches articles: choosing a suggestion does, and `search.py` hands in how to count what that would
find. Must stay out of ranking and recall.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

from index.analysis.pinyin import initials, parse_pinyin, spell
from index.analysis.script import name_key
from index.archive.opened import Opened
from index.engines.criteria import AllArticles
from index.engines.port import TallyRequest
from index.model import ENTITY_KINDS
from index.query.ast import Phrase, Run
from index.query.lexer import FIELDS, field_key
from index.query.parser import parse_query
from index.query.render import render_query

SuggestionKind: TypeAlias = Literal["term", "person", "organisation", "source", "place"]
KINDS: tuple[SuggestionKind, ...] = get_args(SuggestionKind)
"""Where names come from; of one name in several the first kind is told."""
MOST_NAMES = 20_000
"""Names kept of each kind, the commonest: 20,000 take 12 MB and 0.5 s to spell (measured)."""
_LEAST_INITIALS = 2
# What stands before the last word of a query: everything up to a space or a sign of an operator.
_LAST_WORD = re.compile(r"(?:.*[\s()（）|｜\"“”「」『』])?-?", re.DOTALL)
_OPENED_QUOTE = re.compile(r"[\"“「『]$")
_FIELD = re.compile(r"([^\s:：]+)[:：]")
_KINDS_OF_FIELDS: dict[str, tuple[SuggestionKind, ...]] = {
    "source": ("source",),
    "entity": ENTITY_KINDS,
}

Count: TypeAlias = Callable[[str], int]
"""How many stories a query finds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name of the archive, how many stories carry it, and the whole query that choosing it makes, which finds as many at least."""

    text: str
    kind: SuggestionKind
    count: int
    query: str


class _Name(NamedTuple):
    """A name: its folded key, as it is shown, and its stories; names stand by their stories, the most first."""

    key: str
    text: str
    kind: SuggestionKind
    stories: int


class _Spelling(NamedTuple):
    """A spelling in letters and the place of its name."""

    letters: str
    place: int


class NameIndex:
    """The names of one state of an archive, to be looked up by what is typed."""

    def __init__(self, names: Iterable[_Name]) -> None:
        """*names* in any order; of equal keys the one with more stories stays."""
        best: dict[str, _Name] = {}
        for name in names:
            other = best.get(name.key)
            if other is None or name.stories > other.stories:
                best[name.key] = name
        self._names = sorted(best.values(), key=lambda name: (-name.stories, name.key))
        self._by_key = sorted(_Spelling(name.key, place) for place, name in enumerate(self._names))
        spelled: list[_Spelling] = []
        abbreviated: list[_Spelling] = []
        for place, name in enumerate(self._names):
            spelled.extend(_Spelling(letters, place) for letters in spell(name.key))
            abbreviated.append(_Spelling(initials(name.key), place))
        self._spelled, self._abbreviated = sorted(spelled), sorted(abbreviated)
        # One text, each name between line breaks: a name that holds what was typed is found at the speed of str.find.
        self._joined = "\n" + "\n".join(name.key for name in self._names) + "\n"
        self._starts = _line_starts(self._joined)

    def __len__(self) -> int:
        return len(self._names)

    def suggest(self, typed: str, limit: int, count: Count) -> tuple[Suggestion, ...]:
        """At most *limit* names for the last word of *typed*: that begin with it, sound so, then those that hold it."""
        # Letters all through are one name spelled with spaces (xi tu) more often than two words.
        before = "" if parse_pinyin(typed) is not None else _before_last_word(typed)
        word = typed[len(before) :]
        field = _FIELD.match(word)
        kinds: tuple[SuggestionKind, ...] = ()
        if field is not None and field_key(field[1]) in FIELDS:
            kinds = _KINDS_OF_FIELDS.get(FIELDS[field_key(field[1])], ())
            before, word = before + field[0], word[field.end() :]
        if not word.strip():
            return ()
        # The quote that somebody has just opened: a name brings its own where it needs one.
        before = _OPENED_QUOTE.sub("", before)
        found: list[Suggestion] = []
        for place in dict.fromkeys(self._places(word, limit)):
            name = self._names[place]
            if not kinds or name.kind in kinds:
                query = quote_name(name.text) if field is not None else _query_for(name, count)
                found.append(
                    Suggestion(text=name.text, kind=name.kind, count=name.stories, query=before + query)
                )
            if len(found) == limit:
                break
        return tuple(found)

    def _places(self, word: str, limit: int) -> Iterator[int]:
        key = name_key(word)
        yield from self._beginning(self._by_key, key)
        letters = parse_pinyin(word)
        if letters is not None:
            yield from self._exactly(self._spelled, letters)
            if len(letters) >= _LEAST_INITIALS:
                yield from self._exactly(self._abbreviated, letters)
            yield from self._beginning(self._spelled, letters)
            if len(letters) >= _LEAST_INITIALS:
                yield from self._beginning(self._abbreviated, letters)
        yield from self._holding(key, limit)

    def _exactly(self, spellings: Sequence[_Spelling], letters: str) -> Iterator[int]:
        at = bisect.bisect_left(spellings, _Spelling(letters, -1))
        while at < len(spellings) and spellings[at].letters == letters:
            yield spellings[at].place
            at += 1

    def _beginning(self, spellings: Sequence[_Spelling], letters: str) -> list[int]:
        first = bisect.bisect_left(spellings, _Spelling(letters, -1))
        last = bisect.bisect_left(spellings, _Spelling(letters + "\U0010ffff", -1))
        return sorted(spelling.place for spelling in spellings[first:last])

    def _holding(self, key: str, limit: int) -> Iterator[int]:
        at = self._joined.find(key)
        while at >= 0 and limit:
            yield bisect.bisect_right(self._starts, at) - 1
            limit -= 1
            at = self._joined.find(key, self._joined.find("\n", at) + 1)

    def sound_alike(self, text: str) -> tuple[str, ...]:
        """Names that sound as *text* does, or are spelled by it, and are not it: what a slip at an input method meant."""
        key = name_key(text)
        letters = parse_pinyin(text)
        spellings = (letters,) if letters is not None else spell(key)
        places = [place for one in spellings for place in self._exactly(self._spelled, one)]
        if letters is not None and len(letters) >= _LEAST_INITIALS:
            places += self._exactly(self._abbreviated, letters)
        names = (self._names[place] for place in sorted(set(places)))
        return tuple(name.text for name in names if name.key != key)

    def spelled(self, letters: str) -> tuple[str, ...]:
        """Names that are spelled so, those with the most stories first."""
        places = sorted(set(self._exactly(self._spelled, letters)))
        return tuple(self._names[place].text for place in places)


def build_name_index(opened: Opened) -> NameIndex:
    """The commonest names of the archive as it is now."""
    names: list[_Name] = []
    request = TallyRequest(criterion=AllArticles(), facets=KINDS, limit=MOST_NAMES, counted="stories")
    for kind, facet in zip(KINDS, opened.reader.tally(request).facets, strict=True):
        counts = facet.values[:MOST_NAMES]
        spelled = opened.store.names(kind, [one.value for one in counts])
        names += (
            _Name(key=one.value, text=name.canonical, kind=kind, stories=one.count)
            for one, name in zip(counts, spelled, strict=True)
        )
    return NameIndex(names)


def _before_last_word(typed: str) -> str:
    """What of *typed* is not its last word; a minus before the word stays with what is before."""
    match = _LAST_WORD.match(typed)
    return match[0] if match else ""


def _query_for(name: _Name, count: Count) -> str:
    """The query that finds the stories of a name.

    A source is named at the head of its articles, not in their text. Nor is a canonical name what all of them write: 北京市
    was in 393 of 2,944 stories that carry it, 中国共产党中央政治局 in none of 1,139 (24,000 articles; 0.1 ms to count one).
    """
    written = quote_name(name.text)
    if name.kind == "source":
        return f"source:{written}"
    is_written = count(render_query(Phrase(text=name.text))) >= name.stories
    return written if is_written else f"entity:{written}"


def quote_name(text: str) -> str:
    """*text* as a query that means exactly it: as it is where it reads as one run, else in quotes."""
    return text if parse_query(text).tree == Run(text=text) else render_query(Phrase(text=text))


def _line_starts(joined: str) -> list[int]:
    """Where each line of a text that begins with a line break starts."""
    return [match.end() for match in re.finditer("\n", joined)][:-1]
