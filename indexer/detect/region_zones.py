"""Where a place stands in an article: title, dateline, lead or body; and whose desk a dateline names. Pure, over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from indexer.detect.sightings import Sighting

Zone: TypeAlias = Literal["title", "source", "dateline", "lead", "body"]

_LEAD_LENGTH: Final = 160
_SHORTEST_LEAD: Final = 30
# 新华社北京1月30日电, （中央社記者張謙香港18日電）: the end of a wire's dateline, searched near the start.
# 据美国媒体17日报道 cites others, （某报17日报道） is a dateline.
_DATELINE_END: Final = re.compile("日(?:电|讯|综合|专电|报道(?=[)】〕]))")
_DAY_DIGITS: Final = frozenset("0123456789一二三四五六七八九十")
_DATELINE_WITHIN: Final = 300
_DATELINE_LENGTH: Final = 40
_NO_HAN: Final = re.compile(r"[^\u3400-\u9fff\n]*\n")
"""A line without Han characters: the headline in English under which some papers print."""
# Where an agency's desk is, it writes of everything: 台北 in a dateline of 中央社 is no place of the news.
_DESKS: Final = (("中央社", "台北"), ("共同社", "东京"), ("时事社", "东京"), ("韩联社", "首尔"))


class Zones(NamedTuple):
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


def zones_of(folded_body: str) -> Zones:
    """Where dateline and lead (the first paragraph in Chinese) of a body end."""
    dateline_end = 0
    for match in _DATELINE_END.finditer(folded_body, 1, _DATELINE_WITHIN):
        if folded_body[match.start() - 1] in _DAY_DIGITS:
            dateline_end = match.end()
            break
    lead_start = dateline_end
    if not lead_start and (line := _NO_HAN.match(folded_body, 0, _DATELINE_WITHIN)) is not None:
        lead_start = line.end()
    line_end = folded_body.find("\n", lead_start + _SHORTEST_LEAD, lead_start + _LEAD_LENGTH)
    start = max(dateline_end - _DATELINE_LENGTH, folded_body.rfind("\n", 0, dateline_end) + 1)
    return Zones(start, dateline_end, line_end if line_end >= 0 else lead_start + _LEAD_LENGTH)


def desk_of(folded_dateline: str) -> str:
    """The folded name of the city where the agency's desk is; empty for other datelines."""
    return next((city for agency, city in _DESKS if agency in folded_dateline), "")
