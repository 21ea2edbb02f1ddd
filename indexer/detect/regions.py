"""Finds what regions an article is about, and where it names places: scan, settle, vote, choose.

Pure: title and body in, findings out; no clock, no network. `places.py` sights
the names; here an ambiguous one is settled by what stands beside it or elsewhere in the article, every sighting
votes with a weight for where it stands, and a province is named only where the evidence is more than passing.
The pipeline makes `regions` and `place` entities from the findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from index.model import TextField
from index.regions import Gazetteer
from indexer.detect.national import cut_head, is_national, listed_places, where_regions_stand
from indexer.detect.places import Fold, PlaceScanner, Sighting, SightingKind

Zone: TypeAlias = Literal["title", "source", "dateline", "lead", "body"]

# Chosen on 60 articles labelled by reading, then checked on 600 local laws and 105 municipal pages.
_ZONE_WEIGHTS: dict[Zone, float] = {"title": 6.0, "source": 3.0, "dateline": 1.5, "lead": 2.0, "body": 1.0}
_KIND_WEIGHTS: dict[SightingKind, float] = {
    "name": 1.0,
    "place": 1.0,
    "abbr": 1.0,
    "inside": 1.0,
    "sign": 0.8,
    "hint": 0.4,
    "group": 0.4,
    "seat": 0.0,
    "block": 0.0,
}
# National news is written in the capital, of it or not; only 北京市, 北京朝阳区 and titles speak for the city.
_CAPITAL = "11"
_CAPITAL_WEIGHT = 0.4
_LEAD_LENGTH = 160
_SHORTEST_LEAD = 30
# What is named in title or lead counts as evidence by itself; elsewhere it takes several namings.
_ENOUGH_AHEAD = 1.5
_ENOUGH_IN_ALL = 3.0
_SHARE_OF_ALL = 0.25
_SHARE_OF_MAIN = 0.2
_SHARE_OF_MAIN_ABROAD = 0.1
_SHARE_OF_PROVINCE = 0.3
_SHARE_OF_COUNTRY = 0.2
# An article that names this many, none of them in its title and none more than the others together.
_ROUNDUP_REGIONS = 3
# A name that stays ambiguous (南山区) speaks for all that bear it; the best known ones count double.
_MOST_NAMESAKES = 3
_GREAT_CITIES = frozenset(
    "11 12 31 50 2101 2102 2201 2301 3201 3301 3302 3502 3701 3702 4201 4401 4403 5101 6101".split()
)

# 新华社北京1月30日电, （中央社記者張謙香港18日電）: the end of a wire's dateline, searched near the start.
# 据美国媒体17日报道 cites others, （某报17日报道） is a dateline.
_DATELINE_END = re.compile("日(?:电|讯|综合|专电|报道(?=[)】〕]))")
_DAY_DIGITS = frozenset("0123456789一二三四五六七八九十")
_DATELINE_WITHIN = 300
_DATELINE_LENGTH = 40
# Where an agency's desk is, it writes of everything: 台北 in a dateline of 中央社 is no place of the news.
_DESKS = (("中央社", "台北"), ("共同社", "东京"), ("时事社", "东京"), ("韩联社", "首尔"))
_NAME_KINDS = frozenset({"name", "place", "abbr"})
_OFFICE = re.compile("政府|[局委办厅院署]$|中心$")
# Political formulas that name regions without being about them.
_FORMULAS = frozenset("港澳台 台港澳 港澳 涉台 涉港 对台 涉疆 涉藏 大湾区".split())


class PlaceMention(NamedTuple):
    """A place where the article names it: `field_text[start:end] == name`.

    *code* is the division or country, or where *is_within*, the one that the place lies in (东京: JP); None where the name
    stands for several or stayed ambiguous.
    """

    name: str
    code: str | None
    field: TextField
    start: int
    end: int
    is_within: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFindings:
    """*regions*: codes, the main province first, then by weight, each before what lies in it; *mentions* in order."""

    regions: tuple[str, ...]
    mentions: tuple[PlaceMention, ...]


@dataclass(slots=True)
class _Tally:
    """What one code got: in all, ahead (title, source, dateline, lead), in title and dateline, as the seat of an
    event, and named in so many words."""

    total: float = 0.0
    ahead: float = 0.0
    in_title: float = 0.0
    in_dateline: float = 0.0
    is_seat: bool = False
    named: int = 0


class _Zones(NamedTuple):
    """Offsets in a body; a dateline stands in one line."""

    dateline_start: int
    dateline_end: int
    lead_end: int

    def part(self, sightings: Iterable[Sighting]) -> Iterator[tuple[Zone, list[Sighting]]]:
        """*sightings* by where they stand: dateline, lead, the rest."""
        parts: dict[Zone, list[Sighting]] = {"dateline": [], "lead": [], "body": []}
        for sighting in sightings:
            if sighting.start >= self.lead_end:
                parts["body"].append(sighting)
            elif self.dateline_start <= sighting.start < self.dateline_end:
                parts["dateline"].append(sighting)
            else:
                parts["lead"].append(sighting)
        yield from parts.items()


class RegionDetector:
    """Detects regions and place mentions; made once per gazetteer, safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, fold: Fold) -> None:
        """*fold* must keep lengths, one code point in, one out: offsets found in folded text are the article's."""
        self._fold = fold
        self._scanner = PlaceScanner.load(gazetteer, fold)
        self._chains = {
            division.code: tuple(one.code for one in gazetteer.ancestors(division.code))
            for division in gazetteer.divisions()
        }
        self._own_shares = {
            code: tuple((outer, 1.0) for outer in chain) for code, chain in self._chains.items()
        }

    def detect(self, title: str, body: str, source: str = "", raw: str = "") -> RegionFindings:
        """The regions of an article and its place mentions; both empty where none is named.

        Every mention's span is the stretch of *title* or *body* as written; a region lies in China or is another
        country, a province comes before its cities, and national news has none. *source* counts only where it is an
        office of some place (南山区工信局), not a newspaper. *raw* is what *body* was read from: a dateline cut from it votes.
        """
        folded, folded_title = self._fold(body), self._fold(title)
        in_title = self._scanner.scan(folded_title)
        in_body = self._scanner.scan(folded)
        in_head = self._scan_head(self._fold(cut_head(raw, body))) if raw else []
        in_source = self._scanner.scan(self._fold(source)) if _OFFICE.search(source) else []
        self._settle([*in_title, *in_source, *in_head, *in_body])
        tallies: dict[str, _Tally] = defaultdict(_Tally)
        self._vote(in_title, "title", tallies)
        self._vote(in_source, "source", tallies)
        self._vote(in_head, "dateline", tallies)
        zones = _zones_of(folded)
        passing: set[int] = set()
        if "、" in folded and is_national(folded_title, folded, zones.dateline_end):
            passing = listed_places(in_body, folded)
        voting = [sighting for sighting in in_body if sighting.start not in passing]
        desk = _desk_of(folded[zones.dateline_start : zones.dateline_end]) if zones.dateline_end else ""
        for zone, sightings in zones.part(voting):
            if zone == "dateline" and desk:
                sightings = [one for one in sightings if one.surface.text != desk]
            self._vote(sightings, zone, tallies)
        mentions = (*_mentions_of(in_title, "title", title), *_mentions_of(in_body, "body", body))
        where = where_regions_stand(folded_title, folded)
        if where != "anywhere":
            tallies = {
                code: one for code, one in tallies.items() if one.in_title or (where == "ahead" and one.ahead)
            }
        return RegionFindings(regions=self._choose(tallies), mentions=mentions)

    def _scan_head(self, folded: str) -> list[Sighting]:
        """The places in a head, without the one where the agency's desk is."""
        desk = _desk_of(folded)
        return [one for one in self._scanner.scan(folded) if one.surface.text != desk]

    def _settle(self, sightings: list[Sighting]) -> None:
        """Settle every sighting that is not sure on codes, with the sure ones of the whole article as evidence."""
        if not any(one.surface.needs_context or one.surface.kind == "inside" for one in sightings):
            return
        sure: dict[str, int] = defaultdict(int)
        for sighting in sightings:
            surface = sighting.surface
            if not surface.needs_context and surface.kind in _NAME_KINDS:
                for code in self._chains[surface.codes[0]]:
                    sure[code] += 1
        for sighting in sightings:
            if sighting.surface.kind == "inside":
                sighting.codes = tuple(code for code in sighting.codes if self._chains[code][-1] in sure)
            elif sighting.surface.needs_context:
                sighting.codes = self._settle_name(sighting, sure)

    def _settle_name(self, sighting: Sighting, sure: dict[str, int]) -> tuple[str, ...]:
        """The one code that the text supports, by the name right before it or by what is named elsewhere.

        Where nothing supports any: all of a few namesakes with a full name (南山区), none of a word (开封).
        """
        candidates = sighting.surface.codes
        if sighting.beside is not None:
            beside = tuple(code for code in candidates if sighting.beside in self._chains[code])
            if len(beside) == 1:
                return beside
        support = [self._support(code, sure) for code in candidates]
        best = max(support)
        chosen = tuple(code for code, found in zip(candidates, support, strict=True) if found == best)
        if best > 0:
            return chosen if len(chosen) == 1 else ()
        return chosen if 1 < len(chosen) <= _MOST_NAMESAKES and len(chosen[0]) == 6 else ()

    def _support(self, code: str, sure: dict[str, int]) -> float:
        """How well the article supports a candidate: a city named above it counts more than a province."""
        above = self._chains[code][1:]
        if not above:
            return float(sure.get(code, 0))
        return max((len(outer) * 1000.0 + sure[outer] for outer in above if outer in sure), default=0.0)

    def _vote(self, sightings: list[Sighting], zone: Zone, tallies: dict[str, _Tally]) -> None:
        """Add each sighting's weight to its codes and to all that they lie in."""
        for sighting in sightings:
            weight = _weight_of(sighting, zone)
            if not weight:
                continue
            is_name = sighting.surface.kind in _NAME_KINDS
            for code, share in self._shares_of(sighting):
                tally = tallies[code]
                tally.total += weight * share
                tally.named += is_name
                if zone == "body":
                    continue
                tally.ahead += weight * share
                if zone == "title":
                    tally.in_title += weight * share
                elif zone == "dateline":
                    tally.in_dateline += weight * share
                if sighting.is_seat:
                    tally.is_seat = True

    def _shares_of(self, sighting: Sighting) -> Iterable[tuple[str, float]]:
        """The codes that a sighting speaks for, outer ones included, and its share of weight for each."""
        codes = sighting.codes
        if len(codes) == 1:
            shares = self._own_shares[codes[0]]
            if sighting.beside is None:
                return shares
            # A city beside its province is one naming of the province, not two.
            named = self._chains[sighting.beside]
            return [share for share in shares if share[0] not in named]
        if sighting.surface.kind != "name":
            return [share for code in codes for share in self._own_shares[code]]
        ranks = [2.0 if _GREAT_CITIES.intersection(self._chains[code]) else 1.0 for code in codes]
        parted: dict[str, float] = defaultdict(float)
        for code, rank in zip(codes, ranks, strict=True):
            for outer in self._chains[code]:
                parted[outer] += rank / sum(ranks)
        return parted.items()

    def _choose(self, tallies: dict[str, _Tally]) -> tuple[str, ...]:
        """The codes worth naming, in the order of the contract."""
        if not tallies:
            return ()
        parts: dict[str, list[str]] = {"": []}
        for code in tallies:
            chain = self._chains[code]
            parts.setdefault(chain[1] if len(chain) > 1 else "", []).append(code)
        tops = {code: tallies[code] for code in parts[""]}
        everything = sum(tally.total for tally in tops.values())
        is_told = any(tally.ahead - tally.in_dateline >= _ENOUGH_AHEAD for tally in tops.values())
        chosen = [code for code, tally in tops.items() if _is_enough(tally, everything, is_told=is_told)]
        main = max((tops[code].total for code in chosen), default=0.0)
        chosen = [code for code in chosen if tops[code].total >= main * _share_of_main(code)]
        chosen += [code for code in _roundup(tops) if code not in chosen]
        abroad = _leading_country(tops)
        chosen = [code for code in chosen if not code.isdigit() or not _is_passing(tops[code], abroad)]
        chosen.sort(key=lambda code: -tops[code].total)
        provinces = [code for code in chosen if code.isdigit()]
        if provinces:
            chosen.remove(provinces[0])
            chosen.insert(0, provinces[0])
        return tuple(code for top in chosen for code in (top, *_choose_within(top, parts, tallies)))


def _is_enough(tally: _Tally, everything: float, *, is_told: bool) -> bool:
    """True where a province or country is more than mentioned in passing; *everything* is the weight of all.

    Where title or lead tell what regions the article is about (*is_told*), the dateline alone does not suffice.
    """
    if tally.ahead - (tally.in_dateline if is_told else 0.0) >= _ENOUGH_AHEAD:
        return True
    return tally.total >= max(_ENOUGH_IN_ALL, _SHARE_OF_ALL * everything)


def _leading_country(tops: dict[str, _Tally]) -> float:
    """The weight of the country that foreign news speaks of most; 0 where China's provinces together weigh more."""
    home = abroad = 0.0
    for code, tally in tops.items():
        if code.isdigit():
            home += tally.total
        else:
            abroad = max(abroad, tally.total)
    return abroad if abroad > home else 0.0


def _is_passing(tally: _Tally, abroad: float) -> bool:
    """True for a province that foreign news only mentions; *abroad* is the weight of the country that leads there.

    What stands in title or dateline, or is where something happened (在青岛会见), is not in passing.
    """
    is_placed = tally.in_title or tally.in_dateline or tally.is_seat
    return not is_placed and tally.total < abroad * _SHARE_OF_COUNTRY


def _share_of_main(code: str) -> float:
    """The share of the main region's weight from which another one is named."""
    return _SHARE_OF_MAIN if code.isdigit() else _SHARE_OF_MAIN_ABROAD


def _choose_within(outer: str, parts: dict[str, list[str]], tallies: dict[str, _Tally]) -> Iterator[str]:
    """What lies in a chosen region and is more than a minor mention, by weight, each before its own parts."""
    inner = parts.get(outer)
    if inner is None:
        return
    least = _SHARE_OF_PROVINCE * tallies[outer].total
    for code in sorted(inner, key=lambda code: (-tallies[code].total, code)):
        if tallies[code].ahead >= _ENOUGH_AHEAD or tallies[code].total >= least:
            yield code
            yield from _choose_within(code, parts, tallies)


def _weight_of(sighting: Sighting, zone: Zone) -> float:
    """The weight of one sighting: where it stands, and what kind of name it is."""
    surface = sighting.surface
    if sighting.has_district:
        return _ZONE_WEIGHTS[zone]
    weight = _ZONE_WEIGHTS[zone] * _KIND_WEIGHTS[surface.kind]
    if not weight or not sighting.codes or surface.text in _FORMULAS:
        return 0.0
    if surface.codes == (_CAPITAL,) and surface.text[-1] != "市":
        if zone == "dateline":
            return 0.0
        return weight if zone == "title" else weight * _CAPITAL_WEIGHT
    return weight


def _roundup(tops: dict[str, _Tally]) -> Iterator[str]:
    """The provinces, or countries, of an article that goes through many; none where one of them leads."""
    if any(tally.in_title for tally in tops.values()):
        return
    for is_home in (True, False):
        named = {
            code: tally.total
            for code, tally in tops.items()
            if code.isdigit() == is_home and tally.named and tally.total >= 1.0
        }
        if len(named) >= _ROUNDUP_REGIONS and 2 * max(named.values()) <= sum(named.values()):
            yield from named


def _zones_of(folded_body: str) -> _Zones:
    """Where dateline and lead (the first paragraph) of a body end."""
    dateline_end = 0
    for match in _DATELINE_END.finditer(folded_body, 1, _DATELINE_WITHIN):
        if folded_body[match.start() - 1] in _DAY_DIGITS:
            dateline_end = match.end()
            break
    line_end = folded_body.find("\n", dateline_end + _SHORTEST_LEAD, dateline_end + _LEAD_LENGTH)
    start = max(dateline_end - _DATELINE_LENGTH, folded_body.rfind("\n", 0, dateline_end) + 1)
    return _Zones(start, dateline_end, line_end if line_end >= 0 else dateline_end + _LEAD_LENGTH)


def _desk_of(folded_dateline: str) -> str:
    """The folded name of the city where the agency's desk is; empty for other datelines."""
    return next((city for agency, city in _DESKS if agency in folded_dateline), "")


def _mentions_of(sightings: list[Sighting], text_field: TextField, text: str) -> list[PlaceMention]:
    """The place mentions among sightings; signs and hints are none, of 在呼召开 only the name counts."""
    mentions = []
    for sighting in sightings:
        kind, codes = sighting.surface.kind, sighting.codes
        start, end = sighting.start, sighting.end
        if kind != "name":
            if kind in ("abbr", "inside", "seat") and text[start] == "在":
                start, end = start + 1, start + 2
            elif kind in ("sign", "hint", "inside"):
                continue
        # What is a word too (来宾, 开封) names nothing where nothing speaks for the place; 通州 may name one of two.
        if not codes and (kind == "inside" or len(sighting.surface.codes) == 1):
            continue
        code = codes[0] if len(codes) == 1 else None
        mentions.append(PlaceMention(text[start:end], code, text_field, start, end, kind == "place"))
    return mentions
