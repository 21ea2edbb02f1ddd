"""Dating: the dates of an article, from what its input gave and what its text tells.

    published (given, feed, page, else by the address, a dateline, a line of its own) → does it lie ahead? → the event's day

Pure: no clock; the day on which an input is taken comes from the edge (`commands.py`, `InputDefaults.today`). `Pipeline` calls
this for new articles and for stored ones at a rebuild; what is found in texts stands in `detect/`.
"""

from __future__ import annotations

import datetime as dt
import html
import itertools
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from index.model import Article, DateOrigin, PartialDate, choose_date
from indexer.detect.datelines import RELEASE_CODE_SIGN, detect_dateline
from indexer.detect.event_dates import ReferenceDays, detect_event_date
from indexer.detect.publication import Publication, detect_publication, lies_ahead
from indexer.detect.reckoning import reckon_month_day

_SIGN_OF_DATELINE: Final = re.compile("[日號号][专專特综綜]?[电電讯訊合]")
_TAG: Final = re.compile(r"<!\[CDATA\[|\]\]>|<[^<>]{0,400}>")
_SIGNS_LOOKED_AT: Final = 8
_RAW_LOOKED_AT: Final = 200_000
_ANY_DAY: Final = dt.date(2000, 1, 1)
_DAYS_TO_PRINT: Final = 3
"""How long after its dateline a report is put on a page; a dateline is within a day of publication in 99.8 % (ADR 15)."""
_BEFORE_SIGN, _BEHIND_SIGN = 200, 30
"""Characters that are read around the sign of a dateline or of a release code."""


class Dating(NamedTuple):
    """The dates of an article and where they come from, named as its fields."""

    published: PartialDate | None
    published_origin: DateOrigin | None
    event_date: PartialDate | None
    date_ahead: bool


def detect_dating(article: Article, today: dt.date | None = None) -> Dating:
    """The day of publication where the input gave none, the day of the event, and whether the date lies ahead.

    "Ahead" is seen from the day of the fetch, else from *today*; where neither is known, a date that is found again keeps
    its mark.
    """
    head = _uncut_text(article.raw, article.body)
    day = _full_day(article.fetched) or today
    published, origin = _published(article, head, day)
    # A day of publication that cannot be is no day to reckon from either.
    trusted = None if published is not None and _lies_ahead(published, day, article) else published
    event_date = detect_event_date(
        article.title, article.body, ReferenceDays(published=trusted, fetched=article.fetched), head
    )
    by = choose_date(published, event_date)
    used = None if by is None else published if by == "published" else event_date
    return Dating(published, origin, event_date, used is not None and _lies_ahead(used, day, article))


def _uncut_text(raw: str, body: str) -> str:
    """The text before captions and bylines were cut from it; of markup what may be a dateline or a release code.

    Where *body* has a dateline, only what may be a release code: it gives the day in full, （中央社台北30日電） does not. Nothing
    of a line of JSONL, from which nothing is cut.
    """
    begins = raw.lstrip()[:1]
    if begins == "{":
        return ""
    # Whatever the day: here it only counts that there is a dateline.
    signs = [RELEASE_CODE_SIGN]
    if detect_dateline(body, _ANY_DAY) is None:
        if begins != "<":
            return raw
        signs.append(_SIGN_OF_DATELINE)
    # Feeds hold their HTML escaped once more.
    return "\n".join(
        _TAG.sub("\n", html.unescape(_TAG.sub("\n", piece))) if begins == "<" else piece
        for sign in signs
        for piece in _around(raw, sign)
    )


def _around(raw: str, sign: re.Pattern[str]) -> Iterator[str]:
    """What stands around the first few matches of *sign*."""
    for found in itertools.islice(sign.finditer(raw, 0, _RAW_LOOKED_AT), _SIGNS_LOOKED_AT):
        yield raw[max(0, found.start() - _BEFORE_SIGN) : found.end() + _BEHIND_SIGN]


def _lies_ahead(date: PartialDate, day: dt.date | None, article: Article) -> bool:
    """Seen from *day*; without one, as *article* was marked, where this is one of its dates."""
    if day is not None:
        return lies_ahead(date, day)
    return article.date_ahead and date in (article.published, article.event_date)


def _published(
    article: Article, head: str, day: dt.date | None
) -> tuple[PartialDate | None, DateOrigin | None]:
    """What the input gave; else what the text tells, in place of an earlier finding of the same kind.

    A line that the page prints about itself gives way to address and dateline, and gives them the year that they lack;
    not to one of some days before, which is another's, retold.
    """
    given, origin = article.published, article.published_origin
    if given is not None and origin not in ("dateline", "text"):
        return given, origin
    # Reckoned again from what it gave before, a dateline keeps its year.
    known = None if given is None or _lies_ahead(given, day, article) else _full_day(given)
    found = detect_publication(article.body, head, known or _full_day(article.fetched), article.url)
    if given is not None and origin == "text" and (found is None or not _is_of_page(found, known)):
        return _with_year(given, article.fetched), origin
    if found is None:
        return None, None
    is_same = given is not None and _full_day(given) == _full_day(found.date) is not None
    return (given if is_same else found.date), found.origin


def _is_of_page(found: Publication, printed: dt.date | None) -> bool:
    """True for a day found in address or dateline that is about the *printed* one, or has nothing to be compared with."""
    if found.origin == "text":
        return False
    day = _full_day(found.date)
    return printed is None or day is None or abs((printed - day).days) <= _DAYS_TO_PRINT


def _with_year(date: PartialDate, fetched: PartialDate | None) -> PartialDate:
    """*date* as the latest such day up to the fetch, where it has no year and the fetch is known."""
    day = _full_day(fetched)
    if date.has_year or day is None or date.month is None or date.day is None:
        return date
    reckoned = reckon_month_day(date.month, date.day, day, 0)
    return (
        date if reckoned is None else PartialDate(year=reckoned.year, month=reckoned.month, day=reckoned.day)
    )


def _full_day(date: PartialDate | None) -> dt.date | None:
    return date.first_day() if date is not None and date.is_full else None
