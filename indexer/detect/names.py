"""Finds persons, organisations and further places in an article: mentions with spans, and the offices of persons.

Pure: title and body in, findings out. The way: simplify, cut into words and sort them (`tagged_text.py`), find
persons, organisations and places (`persons.py`, `organisations.py`, `localities.py`), let the longer name win where two
overlap, and say what every mention is worth: in a byline a name is nobody whom the article is about. The pipeline makes
entities of the findings, together with the places of `regions.py`.
"""

from __future__ import annotations

import functools
import operator
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from index.analysis.script import to_simplified
from index.analysis.segment import load_tagger
from index.model import FieldSpan, Span
from index.regions import Gazetteer
from indexer.detect.chinese_names import NameCandidate
from indexer.detect.country_letters import CountryLetters
from indexer.detect.credits import CUES as CREDIT_CUES
from indexer.detect.credits import find_credits
from indexer.detect.localities import Localities
from indexer.detect.name_model import NameModel
from indexer.detect.offices import Office, Offices
from indexer.detect.organisations import OrganisationNames
from indexer.detect.persons import PersonNames
from indexer.detect.regions import PlaceMention
from indexer.detect.tables import read_pairs, read_rows, read_words
from indexer.detect.tagged_text import HEAD_CUES, TaggedText, TextTagger, WordShares
from indexer.detect.word_classes import WordClasses

NameRole: TypeAlias = Literal["subject", "credit"]

# How long a surname is, and what a whole name is longer than: one of two is a whole name, unless one of four begins with
# it (桥本龙太郎), or it is a surname itself (石破茂).
_SURNAMES_OF = ((1, 1), (2, 3), (3, 3))
_LONG_SURNAME = 2
# 南投字第0990022947號 is a file.
_FILE_NUMBER = "字第"
_APART = re.compile("^(.|.{1,2})[ \u3000]+(.)$")
_AUTONOMOUS = "自治区"
_LEVELS = (_AUTONOMOUS, "自治州", "省", "市", "区", "县", "州", "盟", "旗", "特区")


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
        self._gazetteer = gazetteer
        model = NameModel.load()
        classes = WordClasses.load(gazetteer, model, map(to_simplified, terms))
        tagger = load_tagger(classes.added_words())
        self._persons = PersonNames(model, WordShares(tagger))
        self._organisations = OrganisationNames(_countries(gazetteer))
        self._localities = Localities()
        self._letters = CountryLetters()
        finders = (self._persons, self._organisations, self._localities, self._letters)
        tables = (HEAD_CUES, CREDIT_CUES, *(finder.cues() for finder in finders))
        self._tagger = TextTagger(tagger, classes, functools.reduce(operator.or_, tables))
        self._offices = Offices()
        self._long_surnames = read_words("surnames.tsv", "japanese") | read_words("surnames.tsv", "compound")
        self._people = dict(read_pairs("people.tsv"))
        self._bodies = dict(read_pairs("organisations.tsv"))
        self._known_places = _known_places()

    def detect(self, title: str, body: str, divisions: Sequence[PlaceMention] = ()) -> NameFindings:
        """The names in *title* and *body*; spans refer to them as written, and no two mentions overlap.

        *divisions* are the divisions and countries that `regions.py` found in the same texts; they join the places
        wherever no longer name holds them.
        """
        tagged = self._tagger.tag(title, body)
        text = tagged.text
        persons, organisations = _part(self._persons.find(tagged), self._organisations.find(tagged))
        taken = bytearray(len(text))
        names: list[NameCandidate | Span] = [*persons, *organisations]
        for name in names:
            taken[name.start : name.end] = b"\1" * (name.end - name.start)
        places = self._places(tagged, len(title), divisions, taken)
        mentions = _Mentions(f"{title}\n{body}", len(title), find_credits(tagged), organisations)
        people = self._whole_persons(dict.fromkeys([text[name.start : name.end] for name in persons]))
        bodies = self._whole_bodies(
            dict.fromkeys([text[name.start : name.end] for name in organisations]), divisions
        )
        offices = self._find_offices(tagged, persons)
        return NameFindings(
            persons=tuple(
                [
                    mentions.make(name, people[text[name.start : name.end]], office)
                    for name, office in zip(persons, offices, strict=True)
                ]
            ),
            organisations=tuple(
                [mentions.make(name, bodies[text[name.start : name.end]]) for name in organisations]
            ),
            places=tuple([mentions.make(place, place.whole) for place in places]),
        )

    def _places(
        self, tagged: TaggedText, title_length: int, divisions: Iterable[PlaceMention], taken: bytearray
    ) -> list[_Place]:
        """Divisions and other places where nothing is *taken*; of two that overlap, the longer one."""
        listed = [self._place_of(tagged, title_length, division) for division in divisions]
        listed = [place for place in listed if not tagged.text.startswith(_FILE_NUMBER, place.end)]
        ends = {place.start: place.end for place in listed}
        found = [
            _Place(span.start, span.end, self._known_place(tagged.text[span.start : span.end]))
            for span in self._localities.find(tagged)
            if not _is_tiled(span, ends)
        ]
        kept = []
        for place in sorted((*found, *listed), key=lambda one: one.start - one.end):
            start, end, _ = place
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                kept.append(place)
        named = {place.whole for place in kept}
        for letter in self._letters.find(tagged):
            if not taken[letter.start]:
                meant = [name for name in letter.names if name in named]
                kept.append(_Place(letter.start, letter.end, meant[0] if len(meant) == 1 else ""))
        return sorted(kept)

    def _place_of(self, tagged: TaggedText, title_length: int, division: PlaceMention) -> _Place:
        before = 0 if division.field == "title" else title_length + 1
        start, end = before + division.start, before + division.end
        if division.code and not division.is_within:
            return _Place(start, end, self._gazetteer.name(division.code))
        return _Place(start, end, self._known_place(tagged.text[start:end]))

    def _known_place(self, name: str) -> str:
        return self._known_places.get(name, name)

    def _own_region(self, divisions: Iterable[PlaceMention]) -> str:
        """The one autonomous region that the article names, which its bare 自治区 is; empty where there is none or several."""
        names = {self._gazetteer.name(one.code[:2]) for one in divisions if one.code and one.code.isdigit()}
        own = [name for name in names if name.endswith(_AUTONOMOUS)]
        return own[0] if len(own) == 1 else ""

    def _whole_persons(self, names: Iterable[str]) -> dict[str, str]:
        """For each name, the archive's name of who is called so: a public figure's has no given name (唐纳德·特朗普)."""
        wholes = _whole_persons(names, self._long_surnames)
        return {name: self._people.get(whole.rpartition("·")[2]) or whole for name, whole in wholes.items()}

    def _whole_bodies(self, names: Iterable[str], divisions: Iterable[PlaceMention]) -> dict[str, str]:
        """For each name of a body, the archive's: 自治区党委 is the 内蒙古自治区党委 of an article about 内蒙古."""
        own_region = ""
        if any(name.startswith(_AUTONOMOUS) for name in names):
            own_region = self._own_region(divisions)
        wholes = ((name, _whole_body(name, names, own_region)) for name in names)
        return {name: self._bodies.get(whole, whole) for name, whole in wholes}

    def _find_offices(self, tagged: TaggedText, persons: Sequence[NameCandidate]) -> list[Office | None]:
        """The office of each of *persons*, own or shared with the one before in a list."""
        found: list[Office | None] = []
        reached = 0
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


def _countries(gazetteer: Gazetteer) -> frozenset[str]:
    """Names of countries and continents in simplified script."""
    names = {
        name
        for division in gazetteer.divisions()
        if division.level == "country"
        for name in (division.name, division.name_hant, *division.short_names)
    }
    aliases = {
        alias.text
        for alias in gazetteer.search_names()
        if alias.kind == "alias" and not alias.codes[0].isdigit()
    }
    world = {text for text, _, kind in read_rows("geography.tsv") if kind == "continents and world regions"}
    return frozenset(to_simplified("\n".join(names | aliases | world | {"中国"})).split("\n"))


class _Place(NamedTuple):
    """A place in the joined text, and the name that stands for it."""

    start: int
    end: int
    whole: str


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

    def around(self, start: int, end: int) -> Span | None:
        """The one that holds all of `[start, end)`; None where none does."""
        if not self._starts:
            return None
        at = bisect_right(self._starts, start) - 1
        return self._spans[at] if at >= 0 and end <= self._spans[at].end else None


class _Mentions:
    """Makes mentions of stretches of title and body joined by a line end."""

    def __init__(self, joined: str, title_length: int, credits: list[Span], bodies: list[Span]) -> None:
        self._joined = joined
        self._body_start = title_length + 1
        self._credits = _Stretches(credits)
        self._bodies = _Stretches(bodies)

    def make(
        self, name: NameCandidate | _Place | Span, whole: str, office: Office | None = None
    ) -> NameMention:
        """The mention of *name*, which stands for *whole*."""
        start, end = name[0], name[1]
        role: NameRole = "credit" if self._credits.around(start, end) else "subject"
        before = self._body_start
        span = (
            FieldSpan("title", start, end)
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
        # 部 長: two characters set apart to fill the line.
        return _APART.sub(r"\1\2", quoted)


def _is_tiled(place: Span, ends: dict[int, int]) -> bool:
    """True where divisions side by side make all of *place*: 甘肃|兰州, which the dictionary has as one word."""
    at = place.start
    pieces = 0
    while at in ends and at < place.end:
        at = ends[at]
        pieces += 1
    return at == place.end and pieces > 1


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


def _known_places() -> dict[str, str]:
    """Places beside the gazetteer's, in simplified script, each with the name that stands for all its spellings."""
    cities = list(read_pairs("foreign_cities.tsv"))
    texts = to_simplified("\n".join(text for text, _ in cities)).split("\n")
    known = dict(zip(texts, (canonical for _, canonical in cities), strict=True))
    return known | dict(read_pairs("geography.tsv"))


def _whole_persons(names: Iterable[str], long_surnames: frozenset[str]) -> dict[str, str]:
    """For each name as written, the full name that it stands for: 王 (先生), 桥本 and 拜内维尔特 for the one so called."""
    longer: dict[str, list[str]] = defaultdict(list)
    for name in names:
        parts = {name[:length] for length, least in _SURNAMES_OF if len(name) > least}
        if name[:_LONG_SURNAME] in long_surnames:
            parts.add(name[:_LONG_SURNAME])
        if "·" in name:
            parts.add(name.rpartition("·")[2])
        for part in parts:
            if part != name:
                longer[part].append(name)
    wholes: dict[str, str] = {}
    for name in names:
        candidates = longer.get(name, ())
        if len(candidates) == 1:
            wholes[name] = candidates[0]
        else:
            wholes[name] = name if len(name) > 1 else ""
    return wholes


def _whole_body(name: str, names: Iterable[str], own_region: str) -> str:
    """The full name of a body written as *name*: the only other one that ends so, or the one of the region."""
    if not name.startswith(_LEVELS):
        return name
    longer = [other for other in names if other != name and other.endswith(name)]
    if len(longer) == 1:
        return longer[0]
    if own_region and name.startswith(_AUTONOMOUS) and name != _AUTONOMOUS:
        return own_region + name.removeprefix(_AUTONOMOUS)
    return name
