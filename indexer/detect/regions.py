"""Finds what regions an article is about, and where it names places: scan, settle, vote, choose.

Pure: title and body in, findings out; no clock, no network. `places.py` sights
the names; here an ambiguous one is settled by what stands beside it or elsewhere in the article, every sighting
votes with the weight that `region_weights.py` gives it, and a province is named only where the evidence is more than passing.
The pipeline makes `regions` and `place` entities from the findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index.model import TextField
from index.regions.gazetteer import Gazetteer
from indexer.detect.national import cut_head, genre_of, mark_passing
from indexer.detect.places import Fold, PlaceScanner
from indexer.detect.region_weights import WEIGHTS, Weights, Zone
from indexer.detect.region_zones import desk_of, zones_of
from indexer.detect.sightings import Sighting

# What is named in title or lead counts as evidence by itself; elsewhere it takes several namings.
_ENOUGH_AHEAD = 1.5
_ENOUGH_IN_ALL = 3.0
_ENOUGH_AT_HOME = 0.8
_SOURCES_KEPT = 1024
_SHARE_OF_ALL = 0.25
_SHARE_OF_MAIN = 0.2
_SHARE_OF_MAIN_ABROAD = 0.1
_SHARE_OF_PROVINCE = 0.3
_SHARE_OF_COUNTRY = 0.2
# A long analysis names half of the world in passing.
_SHARE_OF_ROUNDUP = 0.15
# An article that names this many, none of them in its title and none more than the others together.
_ROUNDUP_REGIONS = 3
# A name that stays ambiguous (南山区) speaks for all that bear it; the best known ones count double.
_MOST_NAMESAKES = 3
_GREAT_CITIES = frozenset(
    "11 12 31 50 2101 2102 2201 2301 3201 3301 3302 3502 3701 3702 4201 4401 4403 5101 6101".split()
)

_OF_STATE = re.compile(
    "(?:国家|前|新任|候任)?(?:总统|总理|首相|国王|王国|政府|外长|外交部?|国防部?|议[会长员]|国民|首都|人民|共和国|公民|警方|军方|大使|代表团|驻华)"
)
# Where agencies have their desks, much is written that is about other places.
_DESKS = frozenset(("11", "31", "81"))

_NAME_KINDS = frozenset({"name", "place", "abbr"})
_SIGN_KINDS = frozenset({"sign", "hint"})
_OFFICE = re.compile("政府|[局委办厅院署]$|中心$")
_MEDIUM = re.compile(
    "(?:日[报報]|晚[报報]|晨[报報]|早[报報]|商[报報]|都市[报報]|青年[报報]|[卫衛][视視]|(?:[广廣]播)?[电電](?:[视視])?[台臺]|[广廣]播|[新闻聞]{2}[网網]?|在[线線]|[网網])"
    "(?:社|[网網]|客[户戶]端|集[团團])*$"
)
"""What a medium is named with behind its place."""


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
    event, named in so many words, and in a row with others (the capital)."""

    total: float = 0.0
    ahead: float = 0.0
    in_title: float = 0.0
    in_dateline: float = 0.0
    is_seat: bool = False
    named: int = 0
    is_in_row: bool = False

    def add_ahead(self, part: float, zone: Zone, *, is_seat: bool) -> None:
        """Add what was named ahead, in *zone*."""
        self.ahead += part
        if zone == "title":
            self.in_title += part
        elif zone == "dateline":
            self.in_dateline += part
        self.is_seat |= is_seat


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
        self._outer = {code: chain[1] if len(chain) > 1 else "" for code, chain in self._chains.items()}
        # An archive has some hundred sources, and each is read in a tenth of the time of an article.
        self._home_of = lru_cache(maxsize=_SOURCES_KEPT)(self._read_home)
        self._own_shares = {
            code: tuple((outer, 1.0) for outer in chain) for code, chain in self._chains.items()
        }

    def detect(self, title: str, body: str, source: str = "", raw: str = "") -> RegionFindings:
        """The regions of an article and its place mentions; both empty where none is named.

        Every mention's span is the stretch of *title* or *body* as written; a region lies in China or is another
        country, a province comes before its cities, and national news has none. An office of some place as *source*
        (南山区工信局) votes; a medium of one (福建日报, 香港電台) only tells what is meant by 立法會 or 自治區黨委, and an article in it that
        names no other region is about its own, where anything speaks for that. *raw* is what *body* was read from: a dateline
        cut from it votes.
        """
        text, body_start = f"{title}\n{body}", len(title) + 1
        folded = self._fold(text)  # one call takes half the time of two, and so does one scan
        sightings = self._scanner.scan(folded)
        in_head = self._scan_desk(self._fold(cut_head(raw, body))) if raw else []
        in_source = self._scanner.scan(self._fold(source)) if _OFFICE.search(source) else []
        home = self._home_of(source) if source else ""
        self._settle(sightings, [*in_source, *in_head], home, folded)
        zones = zones_of(folded, body_start)
        mark_passing(sightings, folded, zones)
        desk = desk_of(folded[zones.dateline_start : zones.dateline_end]) if zones.dateline_end else ""
        tallies: dict[str, _Tally] = defaultdict(_Tally)
        weights = WEIGHTS[genre_of(folded, body_start)]
        for zone, placed in zones.part(sightings):
            if zone == "dateline" and desk:
                _mark_desk(placed, desk)
            self._vote(placed, zone, weights[zone], tallies)
        self._vote(in_source, "source", weights["source"], tallies)
        self._vote(in_head, "dateline", weights["dateline"], tallies)
        regions = self._choose(tallies)
        if not regions and home in tallies and tallies[home].total >= _ENOUGH_AT_HOME:
            regions = (home,)
        return RegionFindings(regions=regions, mentions=_mentions_of(sightings, text, body_start))

    def _read_home(self, source: str) -> str:
        """The one province of China that a source is named after, empty for others."""
        found = self._scanner.scan(self._fold(_MEDIUM.sub("", source)))
        homes = {self._chains[code][-1] for one in found for code in one.codes}
        home = homes.pop() if len(homes) == 1 else ""
        return home if home.isdigit() else ""

    def _scan_desk(self, folded: str) -> list[Sighting]:
        """The places in a head, the one where the agency's desk is told."""
        found = self._scanner.scan(folded)
        _mark_desk(found, desk_of(folded))
        return found

    def _settle(self, own: list[Sighting], others: list[Sighting], home: str, folded: str) -> None:
        """Settle every sighting that is not sure on codes, with the sure ones of the whole article and its *home* as evidence.

        *own* are those of *folded*, *others* of its source and head. What stands behind a word of two meanings may tell that it is a state.
        """
        sightings = [*own, *others] if others else own
        for sighting in sightings:
            if sighting.surface.needs_context or sighting.surface.kind == "inside":
                break
        else:
            return
        sure: dict[str, int] = defaultdict(int, {home: 1} if home else {})
        for sighting in sightings:
            surface = sighting.surface
            if not surface.needs_context and surface.kind in _NAME_KINDS:
                for code in self._chains[surface.codes[0]]:
                    sure[code] += 1
        for sighting in own:
            code = sighting.surface.codes[0]
            if (
                sighting.surface.needs_context
                and not code.isdigit()
                and _OF_STATE.match(folded, sighting.end)
            ):
                sure[code] += 1  # 多哥总统 names 多哥, 更多哥们 nothing
        for sighting in sightings:
            kind = sighting.surface.kind
            if kind == "inside" or (kind == "abbr" and sighting.surface.needs_context):
                named = tuple(code for code in sighting.codes if self._chains[code][-1] in sure)
                sighting.codes = named if named or kind == "inside" else sighting.codes[:1]
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

    def _vote(
        self, sightings: Iterable[Sighting], zone: Zone, weights: Weights, tallies: dict[str, _Tally]
    ) -> None:
        """Add each sighting's weight in *zone* to its codes and to all that they lie in."""
        own_shares, is_ahead = self._own_shares, zone != "body"
        for sighting in sightings:
            surface, codes = sighting.surface, sighting.codes
            context = sighting.context or surface.context
            weight = weights[context][surface.kind]
            if not weight:
                continue
            is_alone = sighting.beside is None and len(codes) == 1
            is_in_row = context == "row"
            is_name = surface.kind in _NAME_KINDS and not is_in_row
            for code, share in own_shares[codes[0]] if is_alone else self._shares_of(sighting):
                tally, part = tallies[code], weight * share
                tally.total += part
                tally.named += is_name
                tally.is_in_row |= is_in_row
                if is_ahead:
                    tally.add_ahead(part, zone, is_seat=sighting.is_seat)

    def _shares_of(self, sighting: Sighting) -> Iterable[tuple[str, float]]:
        """The codes that a sighting speaks for, outer ones included, and its share of weight for each."""
        codes = sighting.codes
        if len(codes) == 1:
            # A city beside its province is one naming of the province, not two.
            named = self._chains[sighting.beside] if sighting.beside else ()
            return [share for share in self._own_shares[codes[0]] if share[0] not in named]
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
        parts: dict[str, list[str]] = defaultdict(list)
        tops: dict[str, _Tally] = {}
        for code, tally in tallies.items():
            outer = self._outer[code]
            if outer:
                parts[outer].append(code)
            else:
                tops[code] = tally
        everything = sum(tally.total for tally in tops.values())
        is_told = any(tally.ahead - tally.in_dateline >= _ENOUGH_AHEAD for tally in tops.values())
        chosen = [
            code
            for code, tally in tops.items()
            if _is_enough(tally, everything, is_told=is_told) or _is_written_there(code, tally)
        ]
        main = max((tops[code].total for code in chosen), default=0.0)
        chosen = [code for code in chosen if tops[code].total >= main * _share_of_main(code)]
        if len(tops) >= _ROUNDUP_REGIONS:
            chosen += [code for code in _roundup(tops) if code not in chosen]
        if abroad := _leading_country(tops):
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


def _is_written_there(code: str, tally: _Tally) -> bool:
    """True where a report was written in a province and names it again: 中新网包头…电, of 包头's trade with another country."""
    is_told_of = tally.in_dateline and tally.total - tally.in_dateline >= _ENOUGH_AT_HOME
    return bool(is_told_of) and code.isdigit() and code not in _DESKS


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


def _roundup(tops: dict[str, _Tally]) -> Iterator[str]:
    """The provinces, or countries, of an article that goes through many; none where one of them leads."""
    if any(tally.in_title for tally in tops.values()):
        return
    for is_home in (True, False):
        named = {
            code: tally.total
            for code, tally in tops.items()
            if code.isdigit() == is_home and (tally.named or tally.is_in_row) and tally.total >= 1.0
        }
        # The capital in a row is one more of them, and does not make a round-up of two.
        least_named = _ROUNDUP_REGIONS + any(not tops[code].named for code in named)
        if len(named) >= least_named and 2 * max(named.values()) <= sum(named.values()):
            least = _SHARE_OF_ROUNDUP * max(named.values())
            yield from (code for code, total in named.items() if total >= least)


def _mark_desk(sightings: Iterable[Sighting], desk: str) -> None:
    for one in sightings:
        if one.surface.text == desk:
            one.context = "desk"


def _mentions_of(sightings: Sequence[Sighting], text: str, body_start: int) -> tuple[PlaceMention, ...]:
    """The place mentions among sightings; signs and hints are none."""
    mentions = []
    for sighting in sightings:
        kind, codes = sighting.surface.kind, sighting.codes
        start, end = sighting.start, sighting.end
        # 立法會 names no place; of 在呼召开 the one character does.
        if kind in _SIGN_KINDS or (kind == "inside" and end - start > 1):
            continue
        # What is a word too (来宾, 开封) names nothing where nothing speaks for the place; 通州 may name one of two.
        if not codes and (kind == "inside" or len(sighting.surface.codes) == 1):
            continue
        code, is_within = codes[0] if len(codes) == 1 else None, kind == "place"
        if start < body_start:
            mentions.append(PlaceMention(text[start:end], code, "title", start, end, is_within))
        else:
            mentions.append(
                PlaceMention(text[start:end], code, "body", start - body_start, end - body_start, is_within)
            )
    return tuple(mentions)
