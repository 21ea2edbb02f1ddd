"""Where a place stands in an article: title, dateline, lead or body; and whose desk a dateline names. Pure, over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from indexer.detect.region_weights import Zone
from indexer.detect.sightings import Sighting

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
    """Offsets in an article, the title before the body; a dateline stands in one line."""

    body_start: int
    dateline_start: int
    dateline_end: int
    lead_end: int

    def part(self, sightings: Sequence[Sighting]) -> Iterator[tuple[Zone, Sequence[Sighting]]]:
        """*sightings*, which are in order, by where they stand."""
        title, dateline, lead = list[Sighting](), list[Sighting](), list[Sighting]()
        body_begins = len(sightings)
        for at, sighting in enumerate(sightings):
            start = sighting.start
            if start >= self.lead_end:
                body_begins = at
                break
            if start < self.body_start:
                title.append(sighting)
            elif self.dateline_start <= start < self.dateline_end:
                dateline.append(sighting)
            else:
                lead.append(sighting)
        yield "title", title
        yield "dateline", dateline
        yield "lead", lead
        yield "body", sightings[body_begins:]

    @property
    def told_from(self) -> int:
        """Where the body begins to tell: behind its dateline."""
        return self.dateline_end or self.body_start


def zones_of(folded: str, body_start: int) -> Zones:
    """Where dateline and lead (the first paragraph in Chinese) of the body end that begins at *body_start*."""
    dateline_end = 0
    within = body_start + _DATELINE_WITHIN
    for match in _DATELINE_END.finditer(folded, body_start + 1, within):
        if folded[match.start() - 1] in _DAY_DIGITS:
            dateline_end = match.end()
            break
    lead_start = dateline_end or body_start
    if not dateline_end and (line := _NO_HAN.match(folded, body_start, within)) is not None:
        lead_start = line.end()
    line_end = folded.find("\n", lead_start + _SHORTEST_LEAD, lead_start + _LEAD_LENGTH)
    line_start = folded.rfind("\n", body_start, dateline_end) + 1 if dateline_end else body_start
    start = max(body_start, dateline_end - _DATELINE_LENGTH, line_start)
    return Zones(body_start, start, dateline_end, line_end if line_end >= 0 else lead_start + _LEAD_LENGTH)


def desk_of(folded_dateline: str) -> str:
    """The folded name of the city where the agency's desk is; empty for other datelines."""
    return next((city for agency, city in _DESKS if agency in folded_dateline), "")
