"""Finds persons, organisations and further places in an article: mentions with spans, and the offices of persons.

Pure: title and body in, findings out. The way: simplify, cut into words and sort them (`tagged_text.py`), find
persons, organisations and places (`persons.py`, `organisations.py`, `localities.py`), let the longer name win where two
overlap, and say what every mention is worth: in a byline a name is nobody whom the article is about. The pipeline makes
entities of the findings, together with the places of `regions.py`.
"""

from __future__ import annotations

import functools
import itertools
import operator
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, TypeAlias

from index.analysis.script import to_simplified
from index.analysis.segment import load_tagger
from index.model import FieldSpan, Span, TextField
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
from indexer.detect.tables import read_pairs, read_rows
from indexer.detect.tagged_text import HEAD_CUES, TaggedText, TextTagger, WordShares
from indexer.detect.word_classes import WordClasses

NameRole: TypeAlias = Literal["subject", "credit"]

# How long a surname is, and what a whole name is longer than: one of two is a whole name, unless one of four begins with
# it (桥本龙太郎).
_SURNAMES_OF = ((1, 1), (2, 3), (3, 3))
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
        self._people = dict(read_pairs("people.tsv"))
        self._bodies = dict(read_pairs("organisations.tsv"))
        self._known_places = _known_places()

    def detect(self, title: str, body: str, divisions: Sequence[PlaceMention] = ()) -> NameFindings:
        """The names in *title* and *body*; spans refer to them as written, and no two mentions overlap.

        *divisions* are the divisions and countries that `regions.py` found in the same texts; they join the places
        wherever no longer name holds them.
        """
        joined = f"{title}\n{body}"
        tagged = self._tagger.tag(title, body)
        fields = _Fields(len(title))
        persons = self._persons.find(tagged)
        organisations = self._organisations.find(tagged)
        persons, organisations = _part(persons, organisations)
        places = self._places(tagged, fields, divisions, [*persons, *organisations])
        credits = _Stretches(find_credits(tagged))
        bodies = _Stretches(organisations)
        wholes = _whole_persons(tagged, persons)
        offices = self._find_offices(tagged, persons)
        whole_bodies = _whole_bodies(tagged, organisations, self._own_region(divisions))
        return NameFindings(
            persons=tuple(
                NameMention(
                    span=fields.span(name.start, name.end),
                    whole=self._whole_person(wholes[tagged.text[name.start : name.end]]),
                    role=_role(name, credits),
                    office=_quoted(office, joined, bodies),
                    office_is_former=office is not None and office.is_former,
                )
                for name, office in zip(persons, offices, strict=True)
            ),
            organisations=tuple(
                NameMention(
                    span=fields.span(name.start, name.end),
                    whole=_canonical(self._bodies, whole_bodies[tagged.text[name.start : name.end]]),
                    role=_role(name, credits),
                )
                for name in organisations
            ),
            places=tuple(
                NameMention(
                    span=fields.span(place.start, place.end), whole=place.whole, role=_role(place, credits)
                )
                for place in places
            ),
        )

    def _places(
        self,
        tagged: TaggedText,
        fields: _Fields,
        divisions: Iterable[PlaceMention],
        taken: Iterable[NameCandidate | Span],
    ) -> list[_Place]:
        """Divisions and other places where nothing is taken; of two that overlap, the longer one."""
        found = [
            _Place(span.start, span.end, _canonical(self._known_places, tagged.text[span.start : span.end]))
            for span in self._localities.find(tagged)
        ]
        tiles = {fields.joined(one.field, one.start): fields.joined(one.field, one.end) for one in divisions}
        found = [place for place in found if not _is_tiled(place, tiles)]
        for division in divisions:
            start, end = (
                fields.joined(division.field, division.start),
                fields.joined(division.field, division.end),
            )
            if division.code and not division.is_within:
                whole = self._gazetteer.name(division.code)
            else:
                whole = _canonical(self._known_places, tagged.text[start:end])
            found.append(_Place(start, end, whole))
        offsets = {offset for name in taken for offset in range(name.start, name.end)}
        kept = []
        for place in sorted(found, key=lambda one: one.start - one.end):
            stretch = range(place.start, place.end)
            if offsets.isdisjoint(stretch):
                offsets.update(stretch)
                kept.append(place)
        named = {place.whole for place in kept}
        for letter in self._letters.find(tagged):
            if letter.start not in offsets:
                meant = [name for name in letter.names if name in named]
                kept.append(_Place(letter.start, letter.end, meant[0] if len(meant) == 1 else ""))
        return sorted(kept)

    def _own_region(self, divisions: Iterable[PlaceMention]) -> str:
        """The one autonomous region that the article names, which its bare 自治区 is; empty where there is none or several."""
        names = {self._gazetteer.name(one.code[:2]) for one in divisions if one.code and one.code.isdigit()}
        own = [name for name in names if name.endswith(_AUTONOMOUS)]
        return own[0] if len(own) == 1 else ""

    def _whole_person(self, name: str) -> str:
        """The archive's name of somebody called *name*: a public figure's has no given name (唐纳德·特朗普)."""
        _, _, family = name.rpartition("·")
        return self._people.get(family) or name

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


def _quoted(office: Office | None, joined: str, bodies: _Stretches) -> str | None:
    """*office* as written; where it begins inside the name of a body, all of that name belongs to it."""
    if office is None:
        return None
    body = bodies.around(office.start, office.start + 1)
    return joined[body.start if body else office.start : office.end]


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


class _Fields:
    """Spans in title and body joined by a line end, to spans in each."""

    def __init__(self, title_length: int) -> None:
        self._body_start = title_length + 1

    def span(self, start: int, end: int) -> FieldSpan:
        """A stretch of the joined text, to one of a field."""
        if start < self._body_start:
            return FieldSpan("title", start, end)
        return FieldSpan("body", start - self._body_start, end - self._body_start)

    def joined(self, text_field: TextField, offset: int) -> int:
        """An offset in a field, to one in the joined text."""
        return offset if text_field == "title" else offset + self._body_start


def _is_tiled(place: _Place, ends: dict[int, int]) -> bool:
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


def _role(name: NameCandidate | _Place | Span, credits: _Stretches) -> NameRole:
    return "credit" if credits.around(name.start, name.end) else "subject"


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
        rivals = []
        for body in itertools.islice(organisations, at, None):
            if body.start >= name.end:
                break
            rivals.append(body)
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


def _canonical(table: dict[str, str], name: str) -> str:
    return table.get(name, name)


def _whole_persons(tagged: TaggedText, persons: Iterable[NameCandidate]) -> dict[str, str]:
    """For each name as written, the full name that it stands for: 王 (先生), 桥本 and 拜内维尔特 for the one so called."""
    names = dict.fromkeys(tagged.text[name.start : name.end] for name in persons)
    longer: dict[str, list[str]] = defaultdict(list)
    for name in names:
        parts = {name.rpartition("·")[2]} if "·" in name else set()
        parts |= {name[:length] for length, least in _SURNAMES_OF if len(name) > least}
        for part in parts - {name}:
            longer[part].append(name)
    wholes: dict[str, str] = {}
    for name in names:
        candidates = longer.get(name, [])
        if len(candidates) == 1:
            wholes[name] = candidates[0]
        else:
            wholes[name] = name if len(name) > 1 else ""
    return wholes


def _whole_bodies(tagged: TaggedText, organisations: Iterable[Span], own_region: str) -> dict[str, str]:
    """For each body as written, its full name: 自治区党委 is the 内蒙古自治区党委 of an article about 内蒙古."""
    names = dict.fromkeys(tagged.text[name.start : name.end] for name in organisations)
    wholes: dict[str, str] = {}
    for name in names:
        longer = []
        if name.startswith(_LEVELS):
            longer = [other for other in names if other != name and other.endswith(name)]
        if len(longer) == 1:
            wholes[name] = longer[0]
        elif own_region and name.startswith(_AUTONOMOUS) and name != _AUTONOMOUS:
            wholes[name] = own_region + name.removeprefix(_AUTONOMOUS)
        else:
            wholes[name] = name
    return wholes
