"""The table of weights by which places vote for what an article is about: what kind of name it is, and where it stands.

                      title  source  dateline  lead  body
    a name              6      3       1.5      2     1      place, abbreviation: 山东省, 中关村, 在沪召开
    a sign              4.8    2.4     1.2      1.6   .8     no place, but speaks for one: 港交所
    a hint, a group     2.4    1.2     .6       .8    .4     the same, weaker; several places under one name: 长三角
    of the capital      × 1    × .4    × 0      × .4  × .4   but 北京市 and 北京朝阳区, which are the city

`regions.py` adds the weights up. Chosen on 60 articles labelled by reading, then checked on 600 local laws and 105 municipal pages.
"""

from __future__ import annotations

from typing import Final

from indexer.detect.region_zones import Zone
from indexer.detect.sightings import Sighting, SightingKind

_NAME: Final[dict[Zone, float]] = {"title": 6.0, "source": 3.0, "dateline": 1.5, "lead": 2.0, "body": 1.0}
_OF_NAME: Final[dict[SightingKind, float]] = {
    "name": 1.0,
    "place": 1.0,
    "abbr": 1.0,
    "inside": 1.0,
    "sign": 0.8,
    "hint": 0.4,
    "group": 0.4,
    "seat": 0.0,
}
_WEIGHTS: Final = {
    kind: {zone: weight * share for zone, weight in _NAME.items()} for kind, share in _OF_NAME.items()
}
# National news is written in the capital, of it or not; only 北京市, 北京朝阳区 and titles speak for the city.
_CAPITAL: Final = ("11",)
_OF_CAPITAL: Final[dict[Zone, float]] = {
    "title": 1.0,
    "source": 0.4,
    "dateline": 0.0,
    "lead": 0.4,
    "body": 0.4,
}
# Political formulas that name regions without being about them.
_FORMULAS: Final = frozenset("港澳台 台港澳 港澳 涉台 涉港 对台 涉疆 涉藏 大湾区".split())


def weight_of(sighting: Sighting, zone: Zone) -> float:
    """The weight of one sighting; 0 where it names nothing that is known, or stands in a formula."""
    surface = sighting.surface
    if sighting.has_district:
        return _NAME[zone]
    weight = _WEIGHTS[surface.kind][zone]
    if not weight or not sighting.codes or surface.text in _FORMULAS:
        return 0.0
    if surface.codes == _CAPITAL and surface.text[-1] != "市":
        return weight * _OF_CAPITAL[zone]
    return weight
