"""Finds persons, organisations and further places in an article: mentions with spans, and the offices of persons.

Pure: titles and bodies in, findings out. The way: simplify, cut into words and sort them (`tagged_text.py`), find
persons, organisations and places (`persons.py`, `organisations.py`, `localities.py`), let the longer name win where two
overlap, and say what every mention is worth: in a byline a name is nobody whom the article is about. All of it is done for a batch
of articles at once, and only then told article by article. The pipeline makes entities of the findings, together
with the places of `regions.py`.
"""

from __future__ import annotations

import functools
import operator
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias, TypeVar

from index.analysis.script import simplify, to_simplified
from index.analysis.segment import load_tagger
from index.model import FieldSpan, Span
from index.regions.gazetteer import Gazetteer
from indexer.detect.chinese_names import NameCandidate
from indexer.detect.country_letters import CountryLetters
from indexer.detect.credits import CUES as CREDIT_CUES
from indexer.detect.credits import find_credits
from indexer.detect.gazetteer_names import countries, divisions, known_places, provinces
from indexer.detect.localities import Localities
from indexer.detect.name_model import NameModel
from indexer.detect.offices import Office, Offices
from indexer.detect.organisations import OrganisationNames
from indexer.detect.persons import SHIP, PersonNames
from indexer.detect.regions import PlaceMention
from indexer.detect.tagged_text import HEAD_CUES, TaggedText, TextTagger, WordShares, join_articles
from indexer.detect.whole_names import WholeNames
from indexer.detect.word_classes import WordClasses

NameRole: TypeAlias = Literal["subject", "credit"]

_Name = TypeVar("_Name", NameCandidate, Span, "_Place")
_START = operator.itemgetter(0)
# 南投字第0990022947號 is a file.
_NO_PLACE_BEFORE = ("字第", *SHIP)
_APART = re.compile("(?:.{1,2}[ \u3000]+){1,2}.")
_STATE, _SHORTEST_STATE = "国", 2
_SPACES = re.compile("[ \u3000]+")


class PlacedText(NamedTuple):
    """The text of an article, and the *divisions* and countries that `regions.py` found in it."""

    title: str
    body: str
    divisions: Sequence[PlaceMention] = ()


class NameMention(NamedTuple):
    """A name where the article writes it.

    *whole* is the name that it stands for, in simplified script: itself, or the full one of a part (王先生, 桥本); empty
    where a part stands for nobody. *role* is `credit` in bylines and heads of wire reports.
    """

    span: FieldSpan
    whole: str
    role: NameRole
    office: str | None = None
    office_is_former: bool = False


class NameFindings(NamedTuple):
    """Mentions by kind, each list in the order of the article."""

    persons: tuple[NameMention, ...]
    organisations: tuple[NameMention, ...]
    places: tuple[NameMention, ...]


class NameDetector:
    """Detects names; made once per process, read-only but for what it remembers of words seen."""

    def __init__(self, gazetteer: Gazetteer, terms: Iterable[str] = ()) -> None:
        """Load the tables and the dictionary (a quarter of a second); *terms* of the lexicon are no names."""
        self._names_by_code = {one.code: gazetteer.name(one.code) for one in gazetteer.divisions()}
        model = NameModel.load()
        classes = WordClasses.load(gazetteer, model, map(to_simplified, terms))
        tagger = load_tagger(classes.added_words())
        states = countries(gazetteer)
        self._persons = PersonNames(model, WordShares(tagger), states)
        self._organisations = OrganisationNames(states, divisions(gazetteer))
        self._localities = Localities(states, provinces(gazetteer))
        self._letters = CountryLetters()
        finders = (self._persons, self._organisations, self._localities, self._letters)
        tables = (HEAD_CUES, CREDIT_CUES, *(finder.cues() for finder in finders))
        self._tagger = TextTagger(tagger, classes, functools.reduce(operator.or_, tables))
        self._offices = Offices()
        self._wholes = WholeNames(gazetteer)
        self._known_places = known_places()

    def detect(self, title: str, body: str, divisions: Sequence[PlaceMention] = ()) -> NameFindings:
        """`detect_all` for one article."""
        return self.detect_all([PlacedText(title, body, divisions)])[0]

    def detect_all(self, articles: Sequence[PlacedText]) -> list[NameFindings]:
        """The names in each of *articles*; spans refer to its texts as written, and no two mentions overlap.

        Its divisions join the places wherever no longer name holds them. What an article gives does not depend on the others.
        """
        tagged = self._tagger.tag([f"{simplify(one.title)}\n{simplify(one.body)}" for one in articles])
        persons, organisations = _part(self._persons.find(tagged), self._organisations.find(tagged))
        taken = bytearray(len(tagged.text))
        names: list[NameCandidate | Span] = [*persons, *organisations]
        for name in names:
            taken[name.start : name.end] = b"\1" * (name.end - name.start)
        places = self._places(tagged, articles, taken)
        joined = join_articles([f"{one.title}\n{one.body}" for one in articles])
        credited, bodies = _Stretches(find_credits(tagged)), _Stretches(organisations)
        told = []
        for number, article in enumerate(articles):
            span = tagged.article(number)
            found = _Found(_within(persons, span), _within(organisations, span), _within(places, span))
            mentions = _Mentions(joined, span, span.start + len(article.title) + 1, credited, bodies)
            told.append(self._tell(tagged, article.divisions, mentions, found))
        return told

    def _tell(
        self, tagged: TaggedText, divisions: Sequence[PlaceMention], mentions: _Mentions, found: _Found
    ) -> NameFindings:
        """What was *found* in one article, each name with the one that it stands for."""
        persons = [tagged.text[name.start : name.end] for name in found.persons]
        organisations = [tagged.text[name.start : name.end] for name in found.organisations]
        people = self._wholes.of_persons(dict.fromkeys(persons))
        bodies = self._wholes.of_bodies(
            dict.fromkeys(organisations), divisions, is_traditional=mentions.are_changed(tagged.text)
        )
        offices = self._find_offices(tagged, found.persons, mentions.start)
        return NameFindings(
            persons=tuple(
                [
                    mentions.make(name, people[text], office)
                    for name, text, office in zip(found.persons, persons, offices, strict=True)
                ]
            ),
            organisations=mentions.make_all(found.organisations, [bodies[text] for text in organisations]),
            places=mentions.make_all(found.places, [place.whole for place in found.places]),
        )

    def _places(self, tagged: TaggedText, articles: Sequence[PlacedText], taken: bytearray) -> list[_Place]:
        """Divisions and other places where nothing is *taken*; of two that overlap, the longer one."""
        text = tagged.text
        listed = [
            self._place_of(text, border, len(article.title), division)
            for article, border in zip(articles, tagged.borders, strict=False)
            for division in article.divisions
        ]
        listed = [
            _cut_to_word(tagged, place)
            for place in listed
            if not text.startswith(_NO_PLACE_BEFORE, place.end)
        ]
        ends = {place.start: place.end for place in listed}
        found = [
            _Place(span.start, span.end, self._known_place(text[span.start : span.end]))
            for span in self._localities.find(tagged)
            if not _is_tiled(span, ends) and not text.startswith(SHIP, span.end)
        ]
        kept = []
        for place in sorted((*found, *listed), key=lambda one: one.start - one.end):
            start, end, _ = place
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                kept.append(place)
        kept += self._countries_in_letters(tagged, kept, taken)
        return sorted(kept)

    def _place_of(self, text: str, border: int, title_length: int, division: PlaceMention) -> _Place:
        _, code, field, start, end, is_within = division
        before = border if field == "title" else border + title_length + 1
        if code and not is_within:
            return _Place(before + start, before + end, self._names_by_code[code])
        return _Place(before + start, before + end, self._known_place(text[before + start : before + end]))

    def _countries_in_letters(
        self, tagged: TaggedText, places: Iterable[_Place], taken: bytearray
    ) -> list[_Place]:
        """Countries written with one character where nothing is *taken*: those that their articles name among *places*."""
        letters = [letter for letter in self._letters.find(tagged) if not taken[letter.start]]
        if not letters:
            return []
        named: dict[int, set[str]] = defaultdict(set)
        for place in places:
            named[tagged.article_at(place.start)].add(place.whole)
        found = []
        for start, end, names in letters:
            meant = [name for name in names if name in named[tagged.article_at(start)]]
            found.append(_Place(start, end, meant[0] if len(meant) == 1 else ""))
        return found

    def _known_place(self, name: str) -> str:
        return self._known_places.get(name, name)

    def _find_offices(
        self, tagged: TaggedText, persons: Sequence[NameCandidate], border: int
    ) -> list[Office | None]:
        """The office of each of *persons*, own or shared with the one before in a list; their article begins at *border*."""
        found: list[Office | None] = []
        reached = bisect_left(tagged.starts, border) if persons else 0
        for at, name in enumerate(persons):
            first = _index_at(tagged, name.start)
            after = _index_at(tagged, name.end)
            office = None
            if first is not None:
                behind = len(tagged.words) if after is None else after
                office = self._offices.of(tagged, first, behind, reached)
                reached = behind if after is not None else reached
            if office is None and at and (last := found[-1]) is not None:
                before, this = (Span(one.start, one.end) for one in (persons[at - 1], name))
                office = last if self._offices.is_shared(tagged, last, before, this) else None
            found.append(office)
        return found


class _Place(NamedTuple):
    """A place in the joined text, and the name that stands for it."""

    start: int
    end: int
    whole: str


class _Found(NamedTuple):
    """What was found in one article, each in order."""

    persons: list[NameCandidate]
    organisations: list[Span]
    places: list[_Place]


class _Stretches:
    """Stretches of the text by where they stand; those that overlap are one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            if self._spans and span.start < self._spans[-1].end:
                last = self._spans.pop()
                self._spans.append(Span(last.start, max(last.end, span.end)))
            else:
                self._spans.append(span)
        self._starts = [span.start for span in self._spans]

    def reach_into(self, start: int, end: int) -> bool:
        """True where one begins in `[start, end)`."""
        return bisect_left(self._starts, start) < bisect_left(self._starts, end)

    def around(self, start: int, end: int) -> Span | None:
        """The one that holds all of `[start, end)`; None where none does."""
        at = bisect_right(self._starts, start) - 1
        return self._spans[at] if at >= 0 and end <= self._spans[at].end else None


class _Mentions:
    """Makes mentions of stretches of one of the articles that are joined by line ends."""

    def __init__(
        self, joined: str, article: Span, body_start: int, credits: _Stretches, bodies: _Stretches
    ) -> None:
        """The article stands at *article* in *joined*, and its body begins at *body_start*."""
        start, end = article
        self._joined = joined
        self.start = start
        self._end = end
        self._body_start = body_start
        self._credits = credits
        self._has_credits = credits.reach_into(start, end)
        self._bodies = bodies

    def are_changed(self, simplified: str) -> bool:
        """True where *simplified* has the article otherwise than it is written: in traditional script."""
        return self._joined[self.start : self._end] != simplified[self.start : self._end]

    def make_all(self, names: Iterable[_Place | Span], wholes: Iterable[str]) -> tuple[NameMention, ...]:
        """The mentions of *names*, each of which stands for one of *wholes*."""
        if self._has_credits:
            return tuple([self.make(name, whole) for name, whole in zip(names, wholes, strict=True)])
        before, first = self._body_start, self.start
        # Half of the time of a call for each.
        return tuple(
            [
                NameMention(
                    FieldSpan("body", name.start - before, name.end - before)
                    if name.start >= before
                    else FieldSpan("title", name.start - first, name.end - first),
                    whole,
                    "subject",
                )
                for name, whole in zip(names, wholes, strict=True)
            ]
        )

    def make(
        self, name: NameCandidate | _Place | Span, whole: str, office: Office | None = None
    ) -> NameMention:
        """The mention of *name*, which stands for *whole*."""
        start, end = name[0], name[1]
        is_credit = self._has_credits and self._credits.around(start, end)
        role: NameRole = "credit" if is_credit else "subject"
        before = self._body_start
        span = (
            FieldSpan("title", start - self.start, end - self.start)
            if start < before
            else FieldSpan("body", start - before, end - before)
        )
        if office is None:
            return NameMention(span, whole, role)
        return NameMention(span, whole, role, self._quoted(office), office.is_former)

    def _quoted(self, office: Office) -> str:
        """*office* as written; where it begins inside the name of a body, all of that name belongs to it."""
        body = self._bodies.around(office.start, office.start + 1)
        quoted = self._joined[body.start if body else office.start : office.end]
        # 部 長: characters set apart to fill the line.
        return _SPACES.sub("", quoted) if _APART.fullmatch(quoted) else quoted


def _within(found: list[_Name], article: Span) -> list[_Name]:
    """Those of *found*, which are in order, that begin in *article*."""
    return found[bisect_left(found, article.start, key=_START) : bisect_left(found, article.end, key=_START)]


def _is_tiled(place: Span, ends: dict[int, int]) -> bool:
    """True where divisions side by side make all of *place*: 甘肃|兰州, which the dictionary has as one word."""
    at = place.start
    pieces = 0
    while at in ends and at < place.end:
        at = ends[at]
        pieces += 1
    return at == place.end and pieces > 1


def _cut_to_word(tagged: TaggedText, place: _Place) -> _Place:
    """*place* without the 国 that begins the next word: 日本|国内."""
    start, end, whole = place
    if tagged.text[end - 1] != _STATE or end - start <= _SHORTEST_STATE or _index_at(tagged, end) is not None:
        return place
    return place if _index_at(tagged, end - 1) is None else _Place(start, end - 1, whole)


def _index_at(tagged: TaggedText, offset: int) -> int | None:
    """The index of the word that starts at *offset*."""
    index = bisect_left(tagged.starts, offset)
    return index if tagged.starts[index] == offset else None


def _part(
    persons: Sequence[NameCandidate], organisations: Sequence[Span]
) -> tuple[list[NameCandidate], list[Span]]:
    """Where a person and an organisation overlap, the longer one; of equals, the person. Both come in order."""
    kept_persons: list[NameCandidate] = []
    dropped: set[Span] = set()
    at = 0
    for name in persons:
        while at < len(organisations) and organisations[at].end <= name.start:
            at += 1
        after = at
        while after < len(organisations) and organisations[after].start < name.end:
            after += 1
        rivals = organisations[at:after]
        if any(body.end - body.start > name.end - name.start for body in rivals):
            continue
        dropped.update(rivals)
        kept_persons.append(name)
    return kept_persons, [body for body in organisations if body not in dropped]
