"""What days and the names of regions mean, the same in a query (`date:`, `region:`) and in parameters."""

from __future__ import annotations

import itertools

from index.analysis.script import fold
from index.engines.criteria import DayRange
from index.model import LAST_DAY, Notice, PartialDate, day_number
from index.regions.gazetteer import Gazetteer

_MOST_MEANINGS = 6
_NO_DAYS = DayRange(first=LAST_DAY, last=0)


def day_range(first: PartialDate | None, last: PartialDate | None) -> DayRange:
    """The days from the beginning of *first* to the end of *last*, both open where None; no day where they are crossed."""
    days = DayRange(
        first=0 if first is None else day_number(first.first_day()),
        last=LAST_DAY if last is None else day_number(last.last_day()),
    )
    # Merely crossed ends would still overlap a date that is no more than a year or a month.
    return days if days.first <= days.last else _NO_DAYS


def several_regions(name: str, gazetteer: Gazetteer) -> Notice:
    """What a reader is told whose *name* of a region stands for several divisions."""
    if gazetteer.is_whole_country(name):
        return Notice(
            code="whole-country",
            message=f"「{name}」即全国各地；不涉及具体地区的全国性文章不在其中"
            " · every division of the country; news of no place in particular has no region and is not among these",
            values=(name,),
        )
    divisions = gazetteer.resolve(name)
    labels = (gazetteer.label(division.code) for division in divisions)
    # 朝阳 that may mean 朝阳 tells nothing: 朝阳市 does.
    names = "、".join(
        division.name if fold(label) == fold(name.strip()) else label
        for division, label in itertools.islice(zip(divisions, labels, strict=True), _MOST_MEANINGS)
    )
    return Notice(
        code="ambiguous-region",
        message=f"「{name}」可指 {names} · all of them are meant",
        values=(name, names),
    )
