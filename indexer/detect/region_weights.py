"""The table of weights by which places vote for what an article is about: what is named, where it stands, what stands around it.

                         title  source  dateline  lead  body
    a name                 6      3       1.5      2     1      place, abbreviation: 山东省, 中关村, 在沪召开
    a sign                 4.8    2.4     1.2      1.6   .8     no place, but speaks for one: 港交所
    a hint, a group        2.4    1.2     .6       .8    .4     the same, weaker; several places under one name: 长三角

    × the capital          1      .4      0        .4    .4     national news is written there; but 北京市, titles
    × the capital in a row 1      1      1        1     1      of places: 北京、天津气温下降, 京津冀三地签署协议
    × a formula            0      0       0        0     0      港澳台, 涉疆: names regions without being about them
    × an agency's desk     1      1       0        1     1      台北 in a dateline of 中央社: it writes there of everything
    × a listed place       1      1       1        0     0      examples in news of a national issuer: 北京、上海等地试点
    × on an agenda         1      1       1        0     0      of a session: 审议关于在北京设立法院的议案
    × an example           1      1       1        .4    .4     of many countries: 美国、埃及、约旦等近30个国家的媒体
    × a nationality        1      1       1        .4    .4     of a sportsman: 哈萨克斯坦选手, 萨巴伦卡（白俄罗斯）

    × in a document        1      1       1        1     0      of state, which is about a place where it says so ahead
    × in a report          1      0       0        0     0      to a congress, which is about the country, whatever it names

A weight is a product of one row of each of the three; in 北京朝阳区 the city is a name, whatever stands before it.
`regions.py` adds the weights up. Chosen on 60 articles labelled by reading, then checked on 600 local laws and 105 municipal pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from indexer.detect.sightings import Context, SightingKind

Zone: TypeAlias = Literal["title", "source", "dateline", "lead", "body"]
Genre: TypeAlias = Literal["news", "document", "report"]
"""News, a document of state, a report to a congress; `national.py` tells them apart."""
Weights: TypeAlias = Mapping[Context, Mapping[SightingKind, float]]

_ZONES: Final[tuple[Zone, ...]] = ("title", "source", "dateline", "lead", "body")
_OF_NAME: Final = (6.0, 3.0, 1.5, 2.0, 1.0)
_OF_KIND: Final[dict[SightingKind, float]] = {
    "name": 1.0,
    "place": 1.0,
    "abbr": 1.0,
    "inside": 1.0,
    "sign": 0.8,
    "hint": 0.4,
    "group": 0.4,
    "seat": 0.0,
}
_OF_CONTEXT: Final[dict[Context, tuple[float, ...]]] = {
    "plain": (1.0, 1.0, 1.0, 1.0, 1.0),
    "district": (1.0, 1.0, 1.0, 1.0, 1.0),
    "capital": (1.0, 0.4, 0.0, 0.4, 0.4),
    "row": (1.0, 1.0, 1.0, 1.0, 1.0),
    "formula": (0.0, 0.0, 0.0, 0.0, 0.0),
    "desk": (1.0, 1.0, 0.0, 1.0, 1.0),
    "listed": (1.0, 1.0, 1.0, 0.0, 0.0),
    "agenda": (1.0, 1.0, 1.0, 0.0, 0.0),
    "example": (1.0, 1.0, 1.0, 0.4, 0.4),
    "nationality": (1.0, 1.0, 1.0, 0.4, 0.4),
}
_OF_GENRE: Final[dict[Genre, tuple[float, ...]]] = {
    "news": (1.0, 1.0, 1.0, 1.0, 1.0),
    "document": (1.0, 1.0, 1.0, 1.0, 0.0),
    "report": (1.0, 0.0, 0.0, 0.0, 0.0),
}


def _weights_of(genre: Genre, at: int) -> Weights:
    return {
        context: {
            kind: _OF_NAME[at]
            * (1.0 if context == "district" else of_kind)
            * factors[at]
            * _OF_GENRE[genre][at]
            for kind, of_kind in _OF_KIND.items()
        }
        for context, factors in _OF_CONTEXT.items()
    }


WEIGHTS: Final[Mapping[Genre, Mapping[Zone, Weights]]] = {
    genre: {zone: _weights_of(genre, at) for at, zone in enumerate(_ZONES)} for genre in _OF_GENRE
}
"""The weight of a sighting by the article's genre, its zone, its context and its kind; multiplied out once, as it is asked often."""
